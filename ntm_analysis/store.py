"""Finds plans, registers, layers, notebooks: argument, environment, checkout, wheel."""

import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ntm_analysis.errors import InputError

HOME_VARIABLE = "NTM_HOME"
RESULTS_VARIABLE = "NTM_RESULTS"
DEFAULT_PLAN = "thanh_hoa_2024"
DEFAULT_LAYER = "districts_2024"
# What made files bear instead of a clock, so that the same input gives the same bytes.
MADE = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
ZIP_TIME = (MADE.year, MADE.month, MADE.day, 0, 0, 0)
_PACKAGE = Path(__file__).resolve().parent
# Each is called with what was found, so that a batch knows what a report reads.
watchers: list[Callable[[Path], object]] = []


def _found(path: Path) -> Path:
    for watcher in watchers:
        watcher(path)
    return path


def homes() -> list[Path]:
    """List the folders that may hold ``data/``, ``shapefiles/`` and ``notebooks/``, first wins.

    The folder in the environment variable ``NTM_HOME``, the checkout that the package stands in,
    and what an installed wheel carries.
    """
    named = os.environ.get(HOME_VARIABLE)
    candidates = [Path(named)] if named else []
    candidates += [_PACKAGE.parent, _PACKAGE / "carried"]
    return [folder for folder in candidates if (folder / "data").is_dir()]


def find(relative: str) -> Path:
    """Return the first existing file or folder of that relative path in `homes`.

    Raises
    ------
    InputError
        If no home holds it.
    """
    for home in homes():
        if (home / relative).exists():
            return _found(home / relative)
    raise InputError(
        f"{relative!r} was not found beside the package; set {HOME_VARIABLE} to a folder that "
        "holds data/, shapefiles/ and notebooks/."
    )


def find_plan(plan: str | Path) -> Path:
    """Return the folder of a plan, given by name (``thanh_hoa_2024``) or by path.

    Raises
    ------
    InputError
        If there is no such plan; the message names the plans that are there.
    """
    return _find_named(plan, "data", "datapackage.json", "plan")


def find_layer(layer: str | Path) -> Path:
    """Return the folder of a boundary layer, given by name (``districts_2024``) or by path.

    Raises
    ------
    InputError
        If there is no such layer; the message names the layers that are there.
    """
    return _find_named(layer, "shapefiles", "*.shp", "boundary layer")


def find_notebook(name: str) -> Path:
    """Return the path of a notebook, given by its name without the ending.

    Raises
    ------
    InputError
        If there is no such notebook.
    """
    return _find_named(f"{name.removesuffix('.ipynb')}.ipynb", "notebooks", "", "notebook")


def find_results(name: str | Path) -> Path:
    """Return a workbook of results (or a folder of CSV files) by its path, or as a batch keeps it.

    A batch keeps what it judged below ``results/`` of its reports, so that no report holds a path
    of a machine; it is looked for in the folder of ``NTM_RESULTS``, in ``results/`` of the working
    folder, and in that of each home.

    Raises
    ------
    InputError
        If it is nowhere.
    """
    kept = os.environ.get(RESULTS_VARIABLE)
    roots = [Path(), *([Path(kept)] if kept else []), Path("results")]
    roots += [home / "results" for home in homes()]
    for root in roots:
        if str(name) and (root / name).exists():
            return root / name
    raise InputError(
        f"There is no workbook of results {str(name)!r}; name a .xlsx file or a folder of CSV "
        "files, or make one with: ntm progress template PLAN --out results.xlsx."
    )


@contextmanager
def results_in(folder: Path) -> Iterator[None]:
    """Look for results in a folder for a while."""
    before = os.environ.get(RESULTS_VARIABLE)
    os.environ[RESULTS_VARIABLE] = str(folder.absolute())
    try:
        yield
    finally:
        os.environ.pop(RESULTS_VARIABLE)
        if before is not None:
            os.environ[RESULTS_VARIABLE] = before


def _find_named(name: str | Path, kind: str, marker: str, thing: str) -> Path:
    text = str(name)
    if os.sep in text and (any(Path(text).glob(marker)) if marker else Path(text).is_file()):
        return _found(Path(text))
    known: list[str] = []
    for home in homes():
        inside = sorted((home / kind).glob(f"*/{marker}" if marker else "*.ipynb"))
        found = [path.parent if marker else path for path in inside]
        known += [path.name for path in found if path.name not in known]
        for path in found:
            if path.name == text:
                return _found(path)
    if marker and Path(text).is_dir() and any(Path(text).glob(marker)):
        return _found(Path(text))
    raise InputError(
        f"There is no {thing} {text!r}; allowed: {', '.join(known)}, or the path of a folder "
        f"that holds {marker or 'it'}."
    )


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """Give a draft of a folder beside it, and put it in its place when all is written.

    Raises
    ------
    InputError
        If the folder is there already or cannot be made; nothing is left behind then.
    """
    if out.exists():
        raise InputError(f"{str(out)!r} is there already; name a new folder.")
    parent = out.absolute().parent
    if not parent.is_dir():
        raise InputError(f"There is no folder {str(out.parent)!r}; make it first.")
    try:
        with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=parent) as aside:
            draft = Path(aside) / out.name
            draft.mkdir()
            yield draft
            draft.rename(out)
    except OSError as error:
        raise InputError(f"{str(out)!r} cannot be written ({error.strerror}).") from None


def sha256(path: Path) -> str:
    """Return the hash of a file, or of all files of a folder in the order of their names."""
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            digest.update(file.name.encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
