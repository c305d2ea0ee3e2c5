"""Holds what a folder of reports says of itself: its index, its summary, its history, its files."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ntm_analysis import __version__
from ntm_analysis.batch import extras, index, ledger, lock, publish, results
from ntm_analysis.batch.ledger import Record
from ntm_analysis.publishing import SOURCES
from ntm_analysis.text import format_date
from ntm_analysis.wording import say

_HISTORY = {"started", "ended", "seconds", "exit", "counts", "jobs"}
_JOB = {"id", "status", "seconds", "peak_mb", "error"}


def index_wrong(folder: Path, records: dict[str, Record], *, sizes: bool) -> list[str]:
    """Say what on the index page is not what the ledger and the files give.

    Parameters
    ----------
    folder : Path
    records : dict of Record
        All of the ledger.
    sizes : bool
        Whether the sizes of files are held too; not where a file is known to have changed.
    """
    from ntm_analysis.publishing.verify import web

    about = ledger.about(folder)
    lang = str(about.get("lang", "vi"))
    file = folder / index.NAME
    if not file.is_file():
        return [say("verify.gone", lang, file=index.NAME)]
    content = file.read_bytes()
    linked = web.addresses(content)
    dead = sorted(name for name in linked if not (folder / name).is_file())
    said = [say("verify.dead_link", lang, target=name) for name in dead]
    wanted = index.rendered(folder, records, about, title_of(content), content)
    shown, right = (_undated(text, folder, lang) for text in (content.decode("utf-8"), wanted))
    if not sizes:
        shown, right = (re.sub(r"<small>[^<]*</small>", "", text) for text in (shown, right))
    if shown != right:
        said += _differences(right, shown, lang)
    return [f"{index.NAME}: {sentence}" for sentence in said]


def title_of(content: bytes) -> str:
    """Return the title that an index page shows, which only the catalogue knows."""
    from ntm_analysis.publishing.verify import web, webform

    heads = [web.text(head) for head in webform.tree(content).iter("h1")]
    return heads[0] if heads else ""


def _undated(text: str, folder: Path, lang: str) -> str:
    """Put one day for that of the foot, if it is one on which the batch ran."""
    days = {""}
    for line in _history(folder):
        ended = str(line.get("ended", ""))[:10]
        if re.fullmatch(r"\d{4}-\d\d-\d\d", ended):
            at = dt.date.fromisoformat(ended)  # of the world's clock: the local one is beside it
            days |= {format_date(at + dt.timedelta(days=off), lang) for off in (-1, 0, 1)}
    days.add(format_date(dt.datetime.now(dt.UTC).astimezone().date(), lang))
    before, foot, behind = text.rpartition("<footer>")
    for day in days:
        made = say("report.made", lang, date=day, version=__version__)
        if behind.startswith(f"{made}</footer>"):
            return before + foot + behind.removeprefix(made)
    return text


def _differences(wanted: str, shown: str, lang: str) -> list[str]:
    """Say where two pages differ, line by line."""
    from difflib import SequenceMatcher

    old, new = wanted.split("\n"), shown.split("\n")
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        say("verify.differs", lang, where=say("verify.page_line", lang, line=b0 + 1),
            expected=_around(" ".join(old[a0:a1]), " ".join(new[b0:b1])),
            found=_around(" ".join(new[b0:b1]), " ".join(old[a0:a1])))
        for change, a0, a1, b0, b1 in matcher.get_opcodes() if change != "equal"
    ]  # fmt: skip


def _around(text: str, other: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(text, other, strict=False)) if a != b),
              min(len(text), len(other)))  # fmt: skip
    return text[max(0, at - 40) : at + 80]


def _history(folder: Path) -> list[dict[str, Any]]:
    """Return the runs in the history; one that cannot be read is empty."""
    file = folder / ledger.HISTORY
    made = []
    for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else []:
        try:
            found = json.loads(line)
        except ValueError:
            found = {}
        made.append(found if isinstance(found, dict) else {})
    return made


def history_wrong(folder: Path, lang: str) -> list[str]:
    """Say which lines of the history are not those of a run."""
    said = []
    for number, line in enumerate(_history(folder), start=1):
        jobs = line.get("jobs", [None])
        right = line.keys() == _HISTORY and all(
            isinstance(job, dict)
            and _JOB - {"error"} <= job.keys() <= _JOB
            and job["status"] in ledger.STATUSES
            for job in jobs
        )
        if not right:
            where = say("verify.page_line", lang, line=number)
            said.append(f"{ledger.HISTORY}: {say('verify.strange', lang, found=where)}")
    return said


def summary_wrong(folder: Path, records: dict[str, Record], lang: str) -> list[str]:
    """Say which lines of the summary are not what the last run of the history gives."""
    file, page, runs = folder / ledger.SUMMARY, folder / index.NAME, _history(folder)
    if not file.is_file() or not page.is_file() or not runs or runs[-1].keys() != _HISTORY:
        return []
    title = title_of(page.read_bytes())
    last = runs[-1]
    counts = last["counts"]
    done = sum(job["status"] in ledger.GOOD for job in last["jobs"])
    failed = sum(counts.get(status, 0) for status in ledger.WRONG)
    whole, same = sum(counts.values()), counts.get("unchanged", 0)
    lines = {
        say("batch.summary", lang, title=title, all=whole, done=done, unchanged=same,
            failed=failed, seconds=last["seconds"], rest=whole - done - same - failed),
        *(say(f"batch.{name}", lang)
          for name in ("stopped", "summary_failed", "summary_again", "summary_open")),
        *(f"- {r.title} ({r.id}): {r.error}" for r in records.values()),
    }  # fmt: skip
    names = {index.NAME, *(name for record in records.values() for name in record.files)}
    shown = file.read_text(encoding="utf-8").splitlines()
    lines |= {_removed(line, lang) for line in shown}
    wrong = [line for line in shown if line not in lines and Path(line).name not in names]
    return [f"{file.name}: {say('verify.strange', lang, found=line[:120])}" for line in wrong]


def _removed(line: str, lang: str) -> str:
    """Return what a line would say of formats that were removed, if it says that."""
    count = re.search(r"\d+", line)
    endings = [name for name in ("docx", "html", "pdf", "xlsx") if re.search(rf"\b{name}\b", line)]
    return say("batch.summary_removed", lang, count=int(count[0]) if count else 0,
               formats=",".join(endings))  # fmt: skip


def unknown(folder: Path, records: dict[str, Record]) -> Iterator[str]:
    """Yield the files that no report of the ledger made, so that nothing vouches for them."""
    known = {ledger.NAME, ledger.HISTORY, ledger.SUMMARY, index.NAME, SOURCES, lock.NAME}
    kept = results.names(record.parameters for record in records.values())
    for record in records.values():
        known |= set(record.files)
        known |= {extras.zip_name(record)} if record.files else set()
        if record.status not in ledger.GOOD:
            known |= {f"{publish.FAILED_FOLDER}/{record.id}{end}" for end in (".ipynb", ".log")}
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        held = any(name.startswith(f"{results.FOLDER}/{one}") for one in kept)
        if file.is_file() and name not in known and not held:
            yield name
