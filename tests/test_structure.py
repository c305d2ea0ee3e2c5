"""The shape of the package: import direction, light import, documented functions, both languages."""

import ast
import inspect
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import ntm_analysis
from ntm_analysis import wording
from ntm_analysis.errors import InputError
from ntm_analysis.wording import say

PACKAGE = Path(ntm_analysis.__file__).parent
LAYERS = [
    "errors", "text", "amounts", "counts", "provinces", "wording", "vocabulary", "schema", "store", "bodies", "vintages", "names", "refusals", "places", "joins", "successors", "tabular", "completeness", "integrity", "plan", "document", "checks", "quote",
    "geography", "boundaries", "own_table", "measures", "progress", "compare", "evidence", "figures", "publishing", "reporting", "batch", "cli",
]  # fmt: skip
MODULES = sorted(
    ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)
    for file in PACKAGE.rglob("*.py")
    if "carried" not in file.parts
)


def imported(module: str) -> set[str]:
    tree = ast.parse(
        (PACKAGE.parent / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8")
    )
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ntm_analysis"):
            inner = (node.module or "").split(".")[1:2]
            found |= set(inner) if inner else {alias.name for alias in node.names}
    return found - {"__version__"}


@pytest.mark.parametrize("module", [m for m in MODULES if not m.endswith("__init__")])
def test_modules_import_only_from_rows_above(module: str) -> None:
    own = LAYERS.index(module.split(".")[1])
    for name in imported(module):
        assert LAYERS.index(name) <= own, f"{module} imports {name}"


def test_import_stays_light() -> None:
    code = "import sys, ntm_analysis, ntm_analysis.cli; print(sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    for heavy in ("'pandas'", "'matplotlib'", "'geopandas'", "'papermill'"):
        assert heavy not in loaded.stdout


@pytest.mark.parametrize("module", [m for m in MODULES if not m.endswith("__init__")])
def test_public_functions_are_documented(module: str) -> None:
    loaded = import_module(module)
    assert loaded.__doc__
    for name, thing in inspect.getmembers(loaded, inspect.isfunction):
        if thing.__module__ == module and not name.startswith("_"):
            assert thing.__doc__, f"{module}.{name}"


def test_both_languages_are_complete_with_the_same_fields() -> None:
    for key in wording.keys():
        texts = wording._texts()[key]
        assert set(texts) == {"vi", "en"}, key
        fields = [set(re.findall(r"{(\w+)}", texts[lang])) for lang in ("vi", "en")]
        assert fields[0] == fields[1], key
        assert texts["vi"].strip()
        assert texts["en"].strip()


def test_every_text_that_the_code_names_is_there() -> None:
    known = set(wording.keys())
    for file in PACKAGE.rglob("*.py"):
        for key in re.findall(r"\bsay\(\s*\"([\w.]+)\"", file.read_text(encoding="utf-8")):
            assert key in known, f"{file.name}: {key}"


def test_unknown_language_is_refused() -> None:
    with pytest.raises(InputError, match="language 'fr'; allowed: vi, en"):
        say("audit.clean", "fr")
