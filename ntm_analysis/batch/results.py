"""Results in a batch: checked before anything runs, kept with the reports, compared with the last.

The workbook is kept as ``results/<start of its hash>/<its name>`` in the folder of the reports,
and jobs know it by that name: what they were made from stays beside them, a changed workbook
changes their key, and no path of a machine gets into a report.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntm_analysis import store
from ntm_analysis.batch import ledger
from ntm_analysis.batch.job import Job
from ntm_analysis.batch.ledger import Record
from ntm_analysis.batch.listing import Listing
from ntm_analysis.batch.parameters import schema
from ntm_analysis.errors import InputError
from ntm_analysis.wording import say

if TYPE_CHECKING:
    from ntm_analysis.plan import Plan
    from ntm_analysis.progress.results import Results

FOLDER = "results"
NOTEBOOK = "07_progress"


@dataclass(frozen=True)
class Given:
    """A checked workbook of results, the day to judge, and the name that jobs know it by."""

    file: Path
    day: str
    name: str


def given(file: Path, day: str, plan: str) -> Given:
    """Check a workbook of results against a plan, before anything runs.

    Parameters
    ----------
    file : Path
        See `ntm_analysis.progress.reading.read_rows`.
    day : str
        The day to judge; empty for today.

    Raises
    ------
    InputError
        If the workbook cannot be read or has an error, or the day is none.
    """
    import datetime as dt

    from ntm_analysis.plan import load_plan
    from ntm_analysis.reporting import results

    about = load_plan(plan)
    until = results.day(day or dt.date.today().isoformat(), about)
    found = results.load(str(file), about, until)
    return Given(file, until.isoformat(), f"{found.mark}/{found.name}")


def with_results(listing: Listing, held: Given, folder: Path) -> Listing:
    """Return the jobs of a catalogue with results and day wherever a notebook declares them.

    The report on progress is among them; it also gets the results that it was made from before.
    """
    jobs = list(listing.jobs)
    if NOTEBOOK not in [job.id for job in jobs]:
        jobs.append(_progress(listing))
    records = ledger.load(folder)
    return replace(listing, jobs=[_with(job, held, records.get(job.id)) for job in jobs])


def _progress(listing: Listing) -> Job:
    """Return the job of the report on progress, in the formats and limits of the others."""
    first = listing.jobs[0]
    shared: dict[str, Any] = {
        name: first.parameters[name] for name in ("plan", "lang") if name in first.parameters
    }
    layers = {
        str(job.parameters["boundaries"]) for job in listing.jobs if "boundaries" in job.parameters
    }
    if len(layers) == 1:
        shared["boundaries"] = layers.pop()
    title = say(f"notebook.{NOTEBOOK}", listing.lang)
    notebook = store.find_notebook(NOTEBOOK)
    return replace(
        first, id=NOTEBOOK, title=title, notebook=notebook, parameters=shared, plain=False
    )


def _with(job: Job, held: Given, record: Record | None) -> Job:
    declared = schema(job.notebook).parameters
    if "results" not in declared:
        return job
    own = {"results": held.name, "day": held.day, **_earlier(held, record)}
    mine = {name: value for name, value in own.items() if name in declared}
    return replace(job, parameters={**job.parameters, **mine})


def _earlier(held: Given, record: Record | None) -> dict[str, str]:
    """Return the results and day that the published report was made from, if they were others."""
    known = record.parameters if record is not None else {}
    names = ("earlier", "earlier_day")
    before = {name: str(known.get(name, "")) for name in names}
    published = record is not None and record.last_good and record.made == record.last_good
    if published and known.get("results"):
        last = str(known["results"]), str(known.get("day", ""))
        if last != (held.name, held.day):
            before = dict(zip(names, last, strict=True))
    return before


def keep(held: Given, folder: Path) -> None:
    """Keep the workbook with the reports, whole or not at all.

    Raises
    ------
    InputError
        If it cannot be written, or is no longer what was checked.
    """
    from ntm_analysis.progress.reading import hash_of

    target = folder / FOLDER / held.name
    if target.exists() and hash_of(target).startswith(target.parent.name):
        return
    draft = folder / FOLDER / f".{target.parent.name}"
    try:
        for old in (target.parent, draft):
            shutil.rmtree(old, ignore_errors=True)
        draft.mkdir(parents=True)
        _copy(held.file, draft / target.name)
        if not hash_of(draft / target.name).startswith(target.parent.name):
            raise InputError(f"{held.file.name} changed while it was read; save it, and run again.")
        draft.rename(target.parent)
    except OSError as error:
        said = error.strerror or type(error).__name__
        raise InputError(
            f"{held.file.name} cannot be kept with the reports ({said}); name another folder with "
            "--out."
        ) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _copy(file: Path, target: Path) -> None:
    if not file.is_dir():
        shutil.copyfile(file, target)
        return
    target.mkdir()
    for inner in file.glob("*.csv"):
        shutil.copyfile(inner, target / inner.name)


def names(parameters: Iterable[dict[str, Any]]) -> list[str]:
    """List the results that jobs or records were made from, and those compared with."""
    found = {
        str(one[name]): None for one in parameters for name in ("results", "earlier")
        if one.get(name)
    }  # fmt: skip
    return sorted(found)


def tidy(folder: Path, records: dict[str, Record]) -> None:
    """Remove the workbooks that no report rests on any longer."""
    used = {Path(name).parts[0] for name in names(r.parameters for r in records.values())}
    for kept in (folder / FOLDER).glob("*"):
        if kept.name not in used:
            shutil.rmtree(kept, ignore_errors=True)


def held_by(records: Iterable[Record], plan: "Plan") -> "list[Results]":
    """Return the results that numbers of some reports rest on or are compared with, each once."""
    from ntm_analysis.reporting import results

    held: dict[str, Results] = {}
    ways = (("results", "day", results.load), ("earlier", "earlier_day", results.load_earlier))
    for record in (one for one in records if one.files):
        for kind, day, load in ways:
            name = str(record.parameters.get(kind, ""))
            if name and name not in held:
                on = results.day(str(record.parameters.get(day, "")), plan)
                found = load(name, plan, on)
                held |= {name: found} if found else {}
    return [held[name] for name in sorted(held)]


def inputs(record: Record) -> dict[str, str]:
    """Return name and start of the hash of the workbook that a report was made from."""
    mark, _, name = str(record.parameters.get("results", "")).partition("/")
    return {name: mark} if name and record.files else {}
