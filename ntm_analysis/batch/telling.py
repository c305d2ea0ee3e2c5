"""What a run says when it ends: the line of its history, its summary, the command to be called."""

import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

from ntm_analysis.batch import index, ledger, run
from ntm_analysis.batch.ledger import Record
from ntm_analysis.batch.listing import Listing
from ntm_analysis.batch.progress import Progress
from ntm_analysis.wording import say


def line(
    started: str, seconds: float, choices: list[run.Choice], records: dict[str, Record], code: int
) -> dict[str, Any]:
    """Return the line of the history: when, how it ended, and the jobs that ran."""
    counts: dict[str, int] = {}
    for choice in choices:
        status = records[choice.job.id].status if choice.job.id in records else "queued"
        counts[status] = counts.get(status, 0) + 1
    ran = [records[c.job.id] for c in choices if c.run]
    return {
        "started": started, "ended": run.now(), "seconds": seconds, "exit": code, "counts": counts,
        "jobs": [
            {"id": r.id, "status": r.status, "seconds": r.seconds, "peak_mb": r.peak_mb}
            | ({"error": r.error} if r.status in ledger.WRONG else {})
            for r in ran
        ],
    }  # fmt: skip


def summary(
    listing: Listing, folder: Path, choices: list[run.Choice], batch: run.Batch,
    seconds: float, stopped: int,
) -> str:  # fmt: skip
    """Return the lines that a person can forward."""
    lang, records = listing.lang, batch.records
    known = [records[c.job.id] for c in choices if c.job.id in records]
    ran = [records[c.job.id] for c in choices if c.run]
    done = sum(r.status in ledger.GOOD for r in ran)
    wrong = [r for r in known if r.status in ledger.WRONG]
    unchanged = sum(c.unchanged for c in choices)
    lines = [
        say(
            "batch.summary", lang, title=listing.title, all=len(choices), done=done,
            unchanged=unchanged, failed=len(wrong), seconds=seconds,
            rest=len(choices) - done - unchanged - len(wrong),
        )
    ]  # fmt: skip
    if batch.removed:
        endings = sorted({Path(name).suffix[1:] for name in batch.removed})
        count, listed = len(batch.removed), ",".join(endings)
        lines.append(say("batch.summary_removed", lang, count=count, formats=listed))
    if stopped:
        lines.append(say("batch.stopped", lang))
    if wrong:
        lines.append(say("batch.summary_failed", lang))
        lines += [f"- {r.title} ({r.id}): {r.error}" for r in wrong]
        lines.append(say("batch.summary_again", lang))
    lines.append(say("batch.summary_open", lang))
    first = [index.NAME, *sorted(path.name for path in folder.glob("0[123]_*.html"))]
    return "\n".join([*lines, *(str(folder / name) for name in first)])


def call(asked: str | None, folder: Path, lang: str, code: int) -> int:
    """Call the command of --on-finish once, if there is one; return the exit code of the run."""
    if not asked:
        return code
    command = [*shlex.split(asked), str(folder / ledger.NAME)]
    environment = {**os.environ, "NTM_EXIT_CODE": str(code)}
    try:
        ended = subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 - asked for
    except OSError:
        ended = 127
    if ended:
        Progress.line(say("batch.finish_failed", lang, code=ended, command=asked))
        return code or 1
    return code
