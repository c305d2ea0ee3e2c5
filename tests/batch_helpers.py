"""Small homes and notebooks for the tests of the batch; data and layers are the real ones."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat

from ntm_analysis import store
from ntm_analysis.batch import ledger


def environment(home: Path | None) -> dict[str, str]:
    return {**os.environ, **({"NTM_HOME": str(home)} if home else {})}


def ntm(
    *arguments: object, cwd: Path, home: Path | None = None, timeout: float = 300
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ntm_analysis.cli", *map(str, arguments)],
        cwd=cwd, env=environment(home), capture_output=True, text=True, check=False, timeout=timeout,
    )  # fmt: skip


def notebook(*cells: str, parameters: str = 'plan: str = "thanh_hoa_2024"  # a plan\nlang: str = "vi"  # a language', plain: bool = False) -> nbformat.NotebookNode:  # fmt: skip
    """A notebook whose first cell declares parameters and whose second names them."""
    v4 = nbformat.v4
    names = [line.partition(":")[0] for line in parameters.splitlines()]
    made = v4.new_notebook(
        cells=[
            v4.new_code_cell(text) for text in (parameters, f"print({', '.join(names)})", *cells)
        ]
    )
    made.cells[0].metadata.tags = ["parameters"]
    made.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    if plain:
        made.metadata.ntm = {"kernel": "plain"}
    for at, cell in enumerate(made.cells):
        cell["id"] = f"cell-{at}"
    return made


def make_home(folder: Path, notebooks: dict[str, nbformat.NotebookNode], more: str = "") -> Path:
    """A home with the real data, small notebooks, and a catalogue that lists them all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("data", "shapefiles"):
        if not (folder / name).exists():
            (folder / name).symlink_to(store.find(name))
    (folder / "notebooks").mkdir(exist_ok=True)
    for name, content in notebooks.items():
        nbformat.write(content, folder / f"notebooks/{name}.ipynb")
    entries = "".join(f"  - notebook: {name}\n" for name in notebooks)
    text = f"plan: thanh_hoa_2024\n{more}reports:\n{entries}"
    (folder / "reports.yml").write_text(text, encoding="utf-8")
    return folder


def records(out: Path, lang: str = "vi") -> dict[str, ledger.Record]:
    return ledger.load(out / "thanh_hoa_2024" / lang)


def history(out: Path, lang: str = "vi") -> list[dict]:
    file = out / "thanh_hoa_2024" / lang / "history.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def published(out: Path, lang: str = "vi") -> dict[str, bytes]:
    """Name and bytes of every report and notebook in the folder."""
    folder = out / "thanh_hoa_2024" / lang
    return {
        file.name: file.read_bytes()
        for file in sorted(folder.iterdir())
        if file.suffix in {".html", ".ipynb"} and file.name != "index.html"
    }
