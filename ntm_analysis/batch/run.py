"""Runs the jobs of a catalogue: chooses, executes, publishes, keeps the ledger and the index."""

import datetime as dt
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ntm_analysis import __version__
from ntm_analysis.batch import keys, ledger, publish, work
from ntm_analysis.batch.job import Job
from ntm_analysis.batch.ledger import Record
from ntm_analysis.batch.supervise import Outcome
from ntm_analysis.wording import say

SAVE_EVERY_S = 1.0
# Hands a job and its folder to an executor.
Submit = Callable[[Job, Path], "Future[Outcome]"]


@dataclass(frozen=True)
class Choice:
    """A job, whether it is to be run, and why or why not."""

    job: Job
    run: bool
    why: str
    unchanged: bool = False


def choose(
    jobs: list[Job], records: dict[str, Record], folder: Path, about: dict[str, Any], *,
    failed: bool = False, force: bool = False, limit: int | None = None,
) -> list[Choice]:  # fmt: skip
    """Say of each job whether it must be run.

    Parameters
    ----------
    jobs : list of Job
    records, folder, about
        The ledger's records, its folder, and the environment as the ledger has it.
    failed : bool
        Only what failed or did not run the last time.
    force : bool
        Also what is unchanged.
    limit : int, optional
        Run at most so many.
    """
    chosen: list[Choice] = []
    left = limit if limit is not None else len(jobs)
    for job in jobs:
        record = records.get(job.id)
        if failed and record is not None and record.status in ledger.GOOD:
            chosen.append(Choice(job, False, say("batch.why_not_failed", job.lang)))
            continue
        why = keys.reason(job, record, folder, about)
        if not why and force:
            why = say("batch.why_force", job.lang)
        if not why:
            chosen.append(Choice(job, False, say("batch.why_unchanged", job.lang), True))
        elif left < 1:
            chosen.append(Choice(job, False, say("batch.why_limit", job.lang)))
        else:
            left -= 1
            chosen.append(Choice(keys.keeping(job, record), True, why))
    return chosen


def now() -> str:
    """Return the time, with the offset of the machine."""
    return dt.datetime.now(dt.UTC).astimezone().isoformat(timespec="seconds")


class Batch:
    """One run of jobs into a folder, whose lock is held by the caller."""

    def __init__(self, folder: Path, records: dict[str, Record], about: dict[str, Any]) -> None:
        self.folder, self.records, self.about = folder, records, about
        self.removed: list[str] = []  # files of formats that were not made again
        self._saved = 0.0

    def run(
        self, choices: list[Choice], submit: Submit, stop: threading.Event,
        progress: Callable[[Record], None] = lambda record: None,
    ) -> list[Record]:  # fmt: skip
        """Run the chosen jobs; return the records of all, in their order.

        Parameters
        ----------
        choices : list of Choice
        submit : callable
            Hands one job and its folder to a standard executor, wherever that is.
        stop : Event
            Once set, no further job is started.
        progress : callable
            Called with the record of each job that ends.
        """
        self.mark(choices)
        with suppress(OSError):
            self.save()
        waiting: dict[Future, Job] = {}
        for choice in choices:
            if choice.run and not stop.is_set():
                made = publish.folder_of(choice.job.id, self.folder)
                waiting[submit(choice.job, made)] = choice.job
        while waiting:
            done, _ = wait(waiting, timeout=0.2, return_when=FIRST_COMPLETED)
            for future in done:
                self._end(future, waiting.pop(future), progress)
            if stop.is_set():
                for future in [f for f in waiting if f.cancel()]:
                    del waiting[future]
            self._mark_running(waiting)
        self.save()
        return self._of(choices)

    def mark(self, choices: list[Choice]) -> list[Record]:
        """Note which jobs are queued and which unchanged; return the records of all."""
        for choice in choices:
            if choice.run:
                self._set(self._queued(choice.job))
                keys.named_inputs(choice.job)  # their hashes, before they are read
            elif choice.unchanged:
                self._set(replace(self.records[choice.job.id], status="unchanged"))
        return self._of(choices)

    def _of(self, choices: list[Choice]) -> list[Record]:
        return [self.records[c.job.id] for c in choices if c.job.id in self.records]

    def _mark_running(self, waiting: dict[Future, Job]) -> None:
        for future, job in waiting.items():
            if future.running() and self.records[job.id].status == "queued":
                self._set(replace(self.records[job.id], status="running"))
        if time.monotonic() - self._saved > SAVE_EVERY_S:
            with suppress(OSError):  # a full disk: the last save of the run says so
                self.save()

    def _end(self, future: Future, job: Job, progress: Callable[[Record], None]) -> None:
        try:
            outcome = future.result()
        except Exception as failure:
            said = " ".join(str(failure).split())
            sentence = work.failed(type(failure).__name__, said, job.lang)
            outcome = Outcome(job, "failed", sentence[:300])
        if outcome.status == "queued":
            self._set(replace(self.records[job.id], status="queued"))
            return
        made = publish.folder_of(job.id, self.folder)
        try:
            publish.unpack(outcome.carried, made)
            record = self._record(outcome, made)
            before = self.records[job.id].files
            publish.publish(made, record, self.folder, before)
            if record.status in ledger.GOOD:
                self.removed += [n for n in before if Path(n).suffix[1:] not in _kinds(record)]
        except OSError as error:
            record = self._unpublished(outcome, error)
        self._set(record)
        progress(record)

    def _record(self, outcome: Outcome, made: Path) -> Record:
        job, before = outcome.job, self.records[outcome.job.id]
        record = replace(
            before, title=job.title, lang=job.lang, status=outcome.status, made=now(),
            seconds=outcome.seconds, peak_mb=outcome.peak_mb, parameters=job.parameters,
            error=outcome.error, cell=outcome.cell, attempts=outcome.attempts,
        )  # fmt: skip
        if outcome.status not in ledger.GOOD:
            return replace(record, log=f"{publish.FAILED_FOLDER}/{job.id}.log")
        return replace(
            record, last_good=record.made, formats=list(job.formats), key=keys.key(job),
            notebook=keys.notebook(job), inputs={**keys.named_inputs(job), **outcome.inputs},
            files=publish.hashes(outcome.files, made), log="",
        )  # fmt: skip

    def _unpublished(self, outcome: Outcome, error: OSError) -> Record:
        """Return the record of a job whose files could not be moved: a full disk, no rights."""
        said = work.failed(type(error).__name__, error.strerror or str(error), outcome.job.lang)
        return replace(
            self.records[outcome.job.id], status="failed", made=now(), error=said, cell=0, log="",
            seconds=outcome.seconds, peak_mb=outcome.peak_mb, attempts=outcome.attempts,
        )  # fmt: skip

    def _queued(self, job: Job) -> Record:
        before = self.records.get(job.id)
        if before is None:
            return Record(job.id, job.title, job.lang, "queued", parameters=job.parameters)
        return replace(before, status="queued")

    def _set(self, record: Record) -> None:
        self.records[record.id] = record

    def save(self) -> None:
        """Write the ledger, and remove the folders of the jobs that stand in it."""
        ledger.save(self.folder, self.records, self.about)
        self._saved = time.monotonic()
        for made in (self.folder / publish.WORK).glob("*/record.json"):
            publish.forget(made.parent)


def _kinds(record: Record) -> set[str]:
    """Return the endings of a report's files."""
    return {Path(name).suffix[1:] for name in record.files}


def about(plan: str, lang: str) -> dict[str, Any]:
    """Return what the ledger says of a run as a whole."""
    return {
        "plan": plan, "lang": lang, "package": __version__, "package_sha256": keys.package(),
        "environment": keys.environment(),
    }  # fmt: skip
