"""One call of ``ntm run``: lock, choice, processes, signals, ledger, index, exit code."""

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ntm_analysis import store
from ntm_analysis.batch import extras, index, ledger, lock, publish, results, run, telling
from ntm_analysis.batch.job import Job
from ntm_analysis.batch.ledger import Record
from ntm_analysis.batch.listing import Listing
from ntm_analysis.batch.processes import Forked, Fresh, starter
from ntm_analysis.batch.progress import Progress
from ntm_analysis.batch.remember import Memory
from ntm_analysis.batch.results import Given
from ntm_analysis.batch.supervise import supervise
from ntm_analysis.errors import InputError
from ntm_analysis.wording import say

STOPPED = 130  # exit codes from here on are those of a signal
INTERRUPTED = {signal.SIGINT: 130, signal.SIGTERM: 143}


@dataclass(frozen=True)
class Options:
    """What the caller of a run asks for; see ``ntm run --help``."""

    workers: int = 2
    scheduler: str | None = None
    failed: bool = False
    force: bool = False
    limit: int | None = None
    quiet: bool = False
    on_finish: str | None = None
    document: Path | None = None
    results: Given | None = None


@dataclass(frozen=True)
class Result:
    """How a run ended: its exit code, the records of its jobs, the summary to forward."""

    code: int
    records: list[Record]
    summary: str


class Stop:
    """Set by Ctrl-C or SIGTERM; holds the exit code that goes with it."""

    def __init__(self) -> None:
        self.event, self.code = threading.Event(), 0

    def __call__(self, number: int, frame: object) -> None:
        """Note the signal; the jobs are killed by those who watch them."""
        self.code = INTERRUPTED[signal.Signals(number)]
        self.event.set()

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        """Take the signals for the time of a run."""
        before = {number: signal.signal(number, self) for number in INTERRUPTED}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def look(
    listing: Listing, jobs: list[Job], out: Path, options: Options
) -> tuple[list[run.Choice], Path]:
    """Say what a run would do, and where, without touching anything."""
    folder = folder_of(listing, out)
    chosen = run.choose(
        jobs, ledger.load(folder), folder, ledger.about(folder).get("environment", {}),
        failed=options.failed, force=options.force, limit=options.limit,
    )  # fmt: skip
    return chosen, folder


def folder_of(listing: Listing, out: Path) -> Path:
    """Return the folder of a plan's reports in one language."""
    return out / listing.plan / listing.lang


def execute(
    listing: Listing, jobs: list[Job], out: Path, options: Options,
    memory: Memory | None = None, begin: Forked | Fresh | None = None,
) -> Result:  # fmt: skip
    """Run the jobs of a catalogue that need it.

    Parameters
    ----------
    listing : Listing
        The whole catalogue.
    jobs : list of Job
        Those of it that are asked for.
    out : Path
        Holds the folders of all plans and languages.
    options : Options
    memory : Memory, optional
        Remembers the checked catalogue in `out`.
    begin : Forked or Fresh, optional
        Starts the processes of jobs; made where it is needed and not given.

    Raises
    ------
    InputError
        If another run holds the folder, the ledger is damaged, or no scheduler answers.
    """
    started, clock = run.now(), time.monotonic()
    folder, stop = folder_of(listing, out), Stop()
    kept = store.results_in(folder / results.FOLDER)
    with _made(folder), lock.held(folder), stop.on_signals(), kept:
        batch, choices = _batch(listing, jobs, folder, options)
        if memory is not None:
            memory.keep()
        todo = [choice.job for choice in choices if choice.run]
        with Progress(len(todo), listing.lang, quiet=options.quiet) as told:
            done = _run(batch, choices, todo, options, stop.event, told, begin)
        publish.tidy(folder)
        wrong = any(batch.records[job.id].status in ledger.WRONG for job in todo)
        code = stop.code or int(wrong)
        seconds = round(time.monotonic() - clock, 1)
        summary = telling.summary(listing, folder, choices, batch, seconds, stop.code)
        try:
            _write(batch, listing, options.document)
            ledger.write_whole(folder / ledger.SUMMARY, summary + "\n")
            line = telling.line(started, seconds, choices, batch.records, code)
            ledger.append(folder, line)
        except OSError as error:
            said = error.strerror or type(error).__name__
            Progress.line(say("batch.not_written", listing.lang, folder=folder, said=said))
            code = code or 1
    return Result(telling.call(options.on_finish, folder, listing.lang, code), done, summary)


def _batch(
    listing: Listing, jobs: list[Job], folder: Path, options: Options
) -> tuple[run.Batch, list[run.Choice]]:
    """Take up what the last run left, and choose what this one runs."""
    before, records = ledger.about(folder), ledger.load(folder)
    publish.finish(folder, records)
    if options.results is not None:
        results.keep(options.results, folder)
    choices = run.choose(
        jobs, records, folder, before.get("environment", {}),
        failed=options.failed, force=options.force, limit=options.limit,
    )  # fmt: skip
    about = run.about(listing.source or listing.plan, listing.lang)
    about |= {name: before.get(name, "") for name in ("index", "extras")}
    return run.Batch(folder, records, about), choices


def _write(batch: run.Batch, listing: Listing, document: Path | None) -> None:
    """Write what stands beside the reports: sources, ZIPs, the index, the ledger."""
    folder, records, about = batch.folder, batch.records, batch.about
    about["extras"] = extras.write(folder, records, about, about["extras"], document)
    about["index"] = index.write(folder, records, about, listing.title, listing.cover)
    batch.save()
    results.tidy(folder, records)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make the folder; where the call is refused, take away what was made."""
    new = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = error.strerror or type(error).__name__
        raise InputError(
            f"The folder {str(folder)!r} cannot be made ({said}); name another with --out."
        ) from None
    try:
        yield
    except InputError:
        if new:
            shutil.rmtree(new[-1], ignore_errors=True)
        raise


def _run(
    batch: run.Batch, choices: list[run.Choice], todo: list[Job], options: Options,
    stop: threading.Event, told: Progress, begin: Forked | Fresh | None,
) -> list[Record]:  # fmt: skip
    if not todo:
        return batch.mark(choices)
    if options.scheduler:
        from ntm_analysis.batch import cluster

        with cluster.connect(options.scheduler, todo, needs(todo), stop) as submit:
            return batch.run(choices, submit, stop, told.one)
    with _local(todo, options.workers, stop, begin or starter()) as submit:
        return batch.run(choices, submit, stop, told.one)


@contextmanager
def _local(
    todo: list[Job], workers: int, stop: threading.Event, begin: Forked | Fresh
) -> Iterator[run.Submit]:
    """Give an executor whose threads each watch one process at a time."""
    begin.load(needs(todo))
    workers = min(workers, len(todo))
    try:
        with ThreadPoolExecutor(workers, thread_name_prefix="watcher") as pool:
            yield lambda job, folder: pool.submit(supervise, job, folder, begin, stop)
    finally:
        begin.close()


def needs(todo: list[Job]) -> dict[str, list[str]]:
    """Return plans, layers, formats and results of jobs, to be loaded before they are forked."""
    found: dict[str, list[str]] = {"plans": [], "layers": [], "results": [], "days": []}
    sources = (
        ("plans", "plan", ""), ("layers", "boundaries", store.DEFAULT_LAYER),
        ("results", "results", ""), ("days", "day", ""),
    )  # fmt: skip
    for job in todo:
        for kind, name, default in sources:
            value = str(job.parameters.get(name, default))
            if value and value not in found[kind]:
                found[kind].append(value)
    found["kept"] = [os.environ.get(store.RESULTS_VARIABLE, "")]
    return {**found, "formats": sorted({name for job in todo for name in job.formats})}
