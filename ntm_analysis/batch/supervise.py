"""Watches one job's process: time, memory, its end; a fault of the machine is tried once more."""

import json
import shutil
import signal
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from ntm_analysis.batch import work
from ntm_analysis.batch.job import Job
from ntm_analysis.batch.processes import LOST, Process
from ntm_analysis.wording import say

START_LIMIT_S = 600.0  # until the server is warm and the process there
_LOOK_EVERY_S, _LOOK_AT_ALL_EVERY_S = 0.1, 1.0
MB = 1_000_000


@dataclass
class Outcome:
    """How a job ended: `status`, the sentence if it failed, what it read and wrote.

    `carried` holds the files of its folder where that is on another machine.
    """

    job: Job
    status: str
    error: str = ""
    cell: int = 0
    seconds: float = 0.0
    peak_mb: float = 0.0
    attempts: int = 1
    files: list[str] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)
    carried: dict[str, bytes] = field(default_factory=dict)


def supervise(job: Job, folder: Path, starter: Any, stop: threading.Event) -> Outcome:
    """Run a job in its own folder and process, and say how it ended.

    Parameters
    ----------
    job : Job
    folder : Path
        Emptied first; holds what the job made afterwards.
    starter : Forked or Fresh
    stop : Event
        Once set, the job is killed and its status is ``queued``.
    """
    outcome = Outcome(job, "queued")
    for attempt in (1, 2):
        if stop.is_set():
            return Outcome(job, "queued")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        outcome, fault = _once(job, folder, starter, stop)
        outcome.attempts = attempt
        if not fault:
            break
    return outcome


def _once(job: Job, folder: Path, starter: Any, stop: threading.Event) -> tuple[Outcome, bool]:
    """Run a job once; also say whether the machine was at fault."""
    try:
        process = starter.start(job, folder)
    except OSError as refusal:
        return Outcome(job, "failed", say("batch.not_started", job.lang, said=refusal)), True
    status, error, seen = _watch(job, process, stop)
    outcome = Outcome(job, status or "done", error, work._cell(folder))
    if process.begun:
        outcome.seconds = round(time.monotonic() - process.begun, 2)
    outcome.peak_mb = round(max(process.peak_kb * 1024, seen) / MB, 1)
    if status:
        return _told(outcome), False
    if process.fault:
        key = "batch.server_lost" if process.fault == LOST else "batch.not_started"
        outcome.status, outcome.error = "failed", say(key, job.lang, said=process.fault)
        return outcome, True
    written = folder / work.OUTCOME
    if written.is_file():
        said = json.loads(written.read_text(encoding="utf-8"))
        outcome.error, outcome.cell = said["error"], said["cell"] if said["error"] else 0
        outcome.files, outcome.inputs = said["files"], said["inputs"]
        outcome.status = "failed" if said["error"] else "done"
        return _told(outcome), False
    code = process.code or 0
    outcome.status = "killed" if code < 0 else "failed"
    outcome.error = _cause(code, job.lang)
    return _told(outcome), not outcome.cell


def _told(outcome: Outcome) -> Outcome:
    if outcome.error and outcome.cell:
        outcome.error = say(
            "batch.in_cell", outcome.job.lang, cell=outcome.cell, error=outcome.error
        )
    return outcome


def _cause(code: int, lang: str) -> str:
    if code == -signal.SIGKILL:
        return say("batch.signalled_kill", lang)
    if code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = str(-code)
        return say("batch.signalled", lang, name=name)
    return say("batch.exited", lang, code=code)


def _watch(job: Job, process: Process, stop: threading.Event) -> tuple[str, str, int]:
    """Wait for a process; kill it at a limit. Return status and sentence then, and memory seen."""
    started = looked = time.monotonic()
    peak, limit = 0, START_LIMIT_S
    while not process.ended.wait(_LOOK_EVERY_S):
        now = time.monotonic()
        if process.begun and limit == START_LIMIT_S:
            started, limit = process.begun, job.time_limit
        used = _memory(process.pid, deep=now - looked > _LOOK_AT_ALL_EVERY_S)
        looked = now if now - looked > _LOOK_AT_ALL_EVERY_S else looked
        peak = max(peak, used)
        status, error = "", ""
        if stop.is_set():
            status = "queued"
        elif now - started > limit:
            status, error = "timed_out", say("batch.too_long", job.lang, limit=f"{limit:g}")
        elif used > job.memory_limit * MB:
            most = f"{job.memory_limit:g}"
            status, error = "killed", say("batch.too_much", job.lang, used=used // MB, limit=most)
        if status:
            process.kill()
            process.ended.wait(10)
            return status, error, peak
    return "", "", peak


def _memory(pid: int, *, deep: bool) -> int:
    """Return the bytes in use by a process, with all that it started if `deep`."""
    if not pid:
        return 0
    total = 0
    try:
        process = psutil.Process(pid)
        for one in (process, *(process.children(recursive=True) if deep else ())):
            total += one.memory_info().rss
    except psutil.Error:
        return total
    return total
