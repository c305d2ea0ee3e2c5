"""Whether a report must be made anew: its key, what it read, and what lies published."""

import hashlib
import json
import platform
from dataclasses import replace
from functools import cache
from importlib import metadata
from pathlib import Path

from ntm_analysis.batch import ledger, reads
from ntm_analysis.batch.job import Job
from ntm_analysis.batch.ledger import Record
from ntm_analysis.wording import say

DRAWN_WITH = (
    "babel", "geopandas", "ipykernel", "ipython", "jinja2", "mapclassify", "matplotlib", "nbclient",
    "nbconvert", "nbformat", "numpy", "openpyxl", "pandas", "papermill", "pyogrio", "pyproj",
    "shapely",
)  # fmt: skip
# What writes the other formats, by format.
WRITTEN_WITH = {
    "docx": ("lxml", "pypandoc_binary"), "pdf": ("pypandoc_binary", "typst"),
    "xlsx": ("xlsxwriter",),
}  # fmt: skip


@cache
def package() -> str:
    """Return the hash of the code, texts and templates of the package."""
    digest = hashlib.sha256()
    for file in sorted(reads.PACKAGE.rglob("*")):
        inner = file.relative_to(reads.PACKAGE)
        if file.is_file() and inner.parts[0] != "carried" and "__pycache__" not in inner.parts:
            digest.update(inner.as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


@cache
def environment() -> dict[str, str]:
    """Return the versions of Python and of the libraries that reports are made with."""
    found = {"python": platform.python_version()}
    for name in (*DRAWN_WITH, *{name for names in WRITTEN_WITH.values() for name in names}):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = ""
    return found


def _versions(job: Job) -> dict[str, str]:
    """Return the versions of what one report is made with: no PDF, no typst."""
    used = {name for format in job.formats for name in WRITTEN_WITH.get(format, ())}
    others = {name for names in WRITTEN_WITH.values() for name in names} - used
    return {name: version for name, version in environment().items() if name not in others}


@cache
def _sha256(path: Path) -> str:
    return reads.sha256(path)


@cache
def current(name: str, below: tuple[Path, ...]) -> str:
    """Return the hash that what was read under a name has now; empty if it is gone.

    See `reads.path_of` for the name and the folders below which it lies.
    """
    path = reads.path_of(name, below)
    return _sha256(path) if path is not None else ""


def notebook(job: Job) -> str:
    """Return the hash of a job's notebook."""
    return _sha256(job.notebook)


def key(job: Job) -> str:
    """Return the hash of all that a report is made from, but for the files that it reads."""
    parts = [notebook(job), job.parameters, list(job.formats), job.plain, package(), _versions(job)]
    if job.sentences:
        parts.append(job.sentences)
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def named_inputs(job: Job) -> dict[str, str]:
    """Return the hashes of the files and folders that parameters name by their path."""
    inputs: dict[str, str] = {}
    for value in job.parameters.values():
        path = Path(value) if isinstance(value, str) and value else None
        if path is not None and ("/" in str(value) or path.suffix) and path.exists():
            inputs |= {reads.name_of(p): _sha256(p) for p in reads.paths([str(path.absolute())])}
    return inputs


def reason(job: Job, record: Record | None, folder: Path, about: dict[str, str]) -> str:
    """Say why a report must be made, or nothing if it is unchanged.

    Parameters
    ----------
    job : Job
    record : Record or None
        What the ledger says of it.
    folder : Path
        Where its files lie.
    about : dict
        `package` and versions of the environment as the ledger has them.
    """
    lang = job.lang
    if record is None:
        return say("batch.why_new", lang)
    if record.status not in ledger.GOOD:
        return say(f"batch.why_{'failed' if record.status in ledger.WRONG else 'unfinished'}", lang)
    if record.key != key(_as_made(job, record)) or not _covers(record, job):
        return _difference(job, record, about)
    changed = _changed_input(job, record)
    if changed:
        return say("batch.why_input", lang, name=changed)
    for name, known in record.files.items():
        if not (folder / name).is_file() or _sha256(folder / name) != known:
            return say("batch.why_output", lang, name=name)
    return ""


def _as_made(job: Job, record: Record) -> Job:
    """Return a job with the formats that its report was made in."""
    return replace(job, formats=tuple(record.formats))


def _covers(record: Record, job: Job) -> bool:
    return set(job.formats) <= set(record.formats)


def _changed_input(job: Job, record: Record) -> str:
    """Name a file that a report was made from and that is no longer as it was; empty for none."""
    below = reads.roots()
    for name in {**record.inputs, **named_inputs(job)}:
        if record.inputs.get(name) != (current(name, below) or "gone"):
            return name
    return ""


def keeping(job: Job, record: Record | None) -> Job:
    """Return a job that also makes the formats its report has beside, if these are still true.

    They are where the report would be made from the same again; else they are removed, as they
    would show what no longer holds.
    """
    if record is None or not record.last_good:
        return job
    if record.key != key(_as_made(job, record)) or _changed_input(job, record):
        return job
    return replace(job, formats=tuple(dict.fromkeys([*job.formats, *record.formats])))


def _difference(job: Job, record: Record, about: dict[str, str]) -> str:
    if record.notebook != notebook(job):
        return say("batch.why_notebook", job.lang)
    if record.parameters != job.parameters or not _covers(record, job):
        return say("batch.why_parameters", job.lang)
    for name, version in _versions(job).items():
        if about.get(name, "") != version:
            before = about.get(name) or "?"
            return say("batch.why_version", job.lang, name=name, before=before, now=version)
    return say("batch.why_package", job.lang)
