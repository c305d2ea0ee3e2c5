"""The set-up files agree with each other and hold no address of a registry or a machine."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.checkout
CONDA_NAMES = {
    "jupyter-client": "jupyter_client",
    "matplotlib": "matplotlib-base",
    "nbconvert": "nbconvert-core",
}
PIP_ONLY = {"pypandoc_binary", "typst"}  # come with the package itself, by pip
MACHINE_PATH = r"(^|[^A-Za-z0-9_.])/(home|root|Users|work|mnt)/[A-Za-z0-9._]|[A-Za-z]:\\Users"
REGISTRY = (
    r"https?://[^/ ]*(pypi|pythonhosted|conda|npm|registry|mirror)|https?://[^ ]*/simple([^a-z]|$)"
    r"|--(extra-)?index-url|--find-links|(PIP|UV)_[A-Z_]*INDEX"
)


@pytest.fixture
def project(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture
def requirements(project: dict) -> list[Requirement]:
    extras = project["project"]["optional-dependencies"]
    texts = [*project["project"]["dependencies"], *extras["dask"], *extras["dev"]]
    return [Requirement(text) for text in texts]


def test_conda_environment_equals_pyproject(
    root: Path, project: dict, requirements: list[Requirement]
) -> None:
    content = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))
    listed = [item for item in content["dependencies"] if isinstance(item, str)]
    expected = [
        f"{CONDA_NAMES.get(r.name, r.name)}{r.specifier}"
        for r in requirements
        if r.name not in PIP_ONLY
    ]
    python = f"python{project['project']['requires-python']}"
    assert sorted(listed) == sorted([*expected, "pip", python])
    assert [item["pip"] for item in content["dependencies"] if isinstance(item, dict)] == [
        ["-e .[browser]"]
    ]
    assert set(CONDA_NAMES) <= {r.name for r in requirements}


def test_what_the_code_imports_is_declared(root: Path, requirements: list[Requirement]) -> None:
    """A library that another one brings along today need not come with it tomorrow."""
    declared = {canonicalize_name(requirement.name) for requirement in requirements}
    homes = packages_distributions()
    imported: set[str] = set()
    for folder in ("ntm_analysis", "shapefiles", "docs"):
        for file in (root / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    imported |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    imported.add(str(node.module).partition(".")[0])
    own = {"ntm_analysis", *(file.stem for file in (root / "shapefiles").glob("*.py"))}
    others = imported - own - sys.stdlib_module_names
    assert {"fontTools", "PIL", "lxml"} <= others
    lost = [
        name for name in sorted(others)
        if not declared & {canonicalize_name(home) for home in homes.get(name, [name])}
    ]  # fmt: skip
    assert not lost


def test_lock_pins_everything_with_hashes(
    root: Path, project: dict, requirements: list[Requirement]
) -> None:
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?://|index-url|find-links", lock)
    blocks = re.split(r"\n(?=[^\s#])", lock)  # each line that is not indented starts a requirement
    pinned: dict[str, list[str]] = {}
    for block in blocks:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", block), block[:60]
        match = re.match(r"([A-Za-z0-9][\w.-]*)(?:\[[^]]*\])?==([^\s;]+)", block)
        assert match, block[:60]
        name, version = match.groups()
        pinned.setdefault(canonicalize_name(name), []).append(version)
    backend = [Requirement(text) for text in project["build-system"]["requires"]]
    for requirement in [*requirements, *backend]:
        versions = pinned[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_versions_have_one_value(root: Path, project: dict) -> None:
    version = project["project"]["version"]
    assert yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))["version"] == version
    assert f"\n## {version} (" in (root / "CHANGELOG.md").read_text(encoding="utf-8")
    import ntm_analysis

    assert ntm_analysis.__version__ == version


@pytest.mark.parametrize(
    ("workflow", "command"), [("tests", "make test"), ("reports", "make reports")]
)
def test_workflows_call_the_two_commands(root: Path, workflow: str, command: str) -> None:
    content = yaml.safe_load(
        (root / f".github/workflows/{workflow}.yml").read_text(encoding="utf-8")
    )
    steps = [step for job in content["jobs"].values() for step in job["steps"]]
    assert command in [step.get("run") for step in steps]


def test_makefile_keeps_the_promise_of_its_first_line(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    first, *rest = makefile.splitlines()
    assert first == "# Two commands do the work, each with all of its own set-up:"
    told = [line for line in rest[: rest.index("")] if line.startswith("#   make ")]
    assert [line.split()[2] for line in told] == ["reports", "test"]
    rules = dict(re.findall(r"^([\w$()-]+):(?!=)[ ]*(.*)$", makefile, flags=re.MULTILINE))
    assert rules["$(READY)"].split() == ["requirements.lock", "pyproject.toml"]
    assert rules["reports"] == rules["lint"] == "$(READY)"
    assert rules["test"] == "lint"


def test_readme_names_commands_and_files_that_exist(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"\bmake ([a-z-]+)", readme)):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", readme):
        assert (root / link).exists(), link
    from ntm_analysis.cli import app

    known = {command.name or command.callback.__name__ for command in app.registered_commands}
    known |= {group.name for group in app.registered_groups}
    assert set(re.findall(r"^\s*ntm ([a-z]+)", readme, flags=re.MULTILINE)) <= known


def tracked_lines(root: Path, pattern: str) -> str:
    inside = ["git", "rev-parse", "--is-inside-work-tree"]
    if (
        not shutil.which("git")
        or subprocess.run(inside, cwd=root, capture_output=True, check=False).returncode
    ):
        pytest.skip("not a git checkout")
    command = ["git", "grep", "-nIE", "-e", pattern, "--", ".", ":!tests/test_setup.py"]
    found = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert found.returncode in (0, 1), found.stderr
    return found.stdout


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["machine", "registry"])
def test_no_tracked_file_holds_a_path_of_a_machine_or_a_registry(root: Path, pattern: str) -> None:
    assert tracked_lines(root, pattern) == ""
