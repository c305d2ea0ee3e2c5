"""The index page of a batch, made from the ledger and the published files alone."""

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

from ntm_analysis.batch import extras, index_map, keys, ledger, publish, results
from ntm_analysis.batch.job import SUBJECTS
from ntm_analysis.batch.ledger import Record
from ntm_analysis.text import format_date, format_number, search_key, visible
from ntm_analysis.wording import say

NAME = "index.html"
_WORDS = (
    "search",
    "report",
    "status",
    "date",
    "files",
    "none_found",
    "inputs",
    "sources",
    "log",
    "failed_notebook",
)


def write(
    folder: Path, records: dict[str, Record], about: dict[str, Any], title: str, cover: str
) -> str:
    """Write the index page unless what it shows is what it showed before.

    Parameters
    ----------
    folder : Path
    records : dict of Record
    about : dict
        As the ledger has it; `index` is the mark of the page that lies there.
    title : str
    cover : str
        Id of the report whose first picture is shown; empty for the first that has one.

    Returns
    -------
    str
        The mark of what the page shows.
    """
    lang = str(about["lang"])
    pictured = [name for name in sorted(records) if records[name].last_good]
    source = cover if cover in pictured else next(iter(pictured), "")
    shown = records[source].files if source else {}
    held = [_shown(records[name], folder) for name in sorted(records)]
    content = json.dumps(
        [held, title, source, shown, _inputs(records), keys.package()], ensure_ascii=False
    )
    mark = hashlib.sha256(content.encode()).hexdigest()
    if about.get("index") != mark or not (folder / NAME).is_file():
        rows = [_row(records[name], folder, lang) for name in sorted(records)]
        ledger.write_whole(folder / NAME, _page(folder, records, rows, lang, title, source))
    return mark


def rendered(
    folder: Path, records: dict[str, Record], about: dict[str, Any], title: str, shown: bytes
) -> str:  # fmt: skip
    """Return the page as ledger and files give it, to be held against the one that is shown.

    What the ledger does not say is taken from there: the title, and which report has the picture.
    """
    lang = str(about["lang"])
    held = [name for name in sorted(records) if records[name].last_good] if b"<img" in shown else []
    pictures = ((name, _picture(folder / f"{name}.ipynb")[0]) for name in held)
    source = next((name for name, picture in pictures if picture.encode() in shown), "")
    rows = [_row(records[name], folder, lang) for name in sorted(records)]
    return _page(folder, records, rows, lang, title, source)


def _shown(record: Record, folder: Path) -> list[Any]:
    """Return all that a row is made from, without making it."""
    status = "done" if record.status in ledger.GOOD else record.status
    texts = [record.id, record.title, status, record.error, record.made, record.last_good]
    files = [(name, _size(folder / name)) for name in _names(record)]
    return [*texts, record.parameters, record.log, _size(folder / _failed(record)), files]


def _size(file: Path) -> int:
    """Return the bytes of a file, -1 where there is none."""
    try:
        return file.stat().st_size
    except OSError:
        return -1


def _failed(record: Record) -> str:
    return f"{publish.FAILED_FOLDER}/{record.id}.ipynb"


def _names(record: Record) -> list[str]:
    """List a report's files and its ZIP."""
    names = sorted(record.files, key=lambda name: (name.endswith(".ipynb"), name))
    return [*names, extras.zip_name(record)] if extras.zipped(record) else names


def _page(
    folder: Path, records: dict[str, Record], rows: list[dict[str, Any]], lang: str, title: str,
    source: str,
) -> str:  # fmt: skip
    from ntm_analysis.reporting.publish import footer, index_page

    failed = sum(record.status in ledger.WRONG for record in records.values())
    good = sum(record.status in ledger.GOOD for record in records.values())
    thumbnail, said = _picture(folder / f"{source}.ipynb") if source else ("", "")
    summary = say("index.summary", lang, done=good, all=len(records), failed=failed)
    return index_page(
        lang=lang, title=title, plan=_plan(records, lang), summary=summary, failed=failed,
        thumbnail=thumbnail,
        thumbnail_alt=said, words={name: say(f"index.{name}", lang) for name in _WORDS},
        groups=_groups(rows, lang), footer=footer(lang), inputs=_inputs(records),
        map=index_map.drawn(records, rows, lang),
    )  # fmt: skip


def _plan(records: dict[str, Record], lang: str) -> str:
    """Say which plan the reports are about, and the hash of its document; empty if it is gone."""
    from ntm_analysis.errors import NtmError
    from ntm_analysis.plan import load_plan

    names = [str(record.parameters.get("plan", "")) for record in records.values()]
    try:
        plan = load_plan(next(filter(None, names)))
    except (NtmError, StopIteration):
        return ""
    file, sha = plan.document["title"], plan.document["sha256"]
    return visible(say("index.plan", lang, title=plan.title, file=file, sha=sha))


def _groups(rows: list[dict[str, Any]], lang: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """Group the rows by what they are about: the province, districts, bodies."""
    kinds = ("province", "district", "body")
    found = [(kind, [row for row in rows if row["kind"] == kind]) for kind in kinds]
    return [(say(f"index.kind.{kind}", lang), some) for kind, some in found if some]


def _inputs(records: dict[str, Record]) -> list[tuple[str, str]]:
    """List name and hash of what the reports were made from, each once, without machine paths."""
    held = {
        name: sha
        for record in records.values()
        for name, sha in {**record.inputs, **results.inputs(record)}.items()
    }
    return sorted(
        (Path(name).name if Path(name).is_absolute() else name, str(sha)[:12])
        for name, sha in held.items()
        if not name.endswith("/")
    )


def _files(record: Record, folder: Path, lang: str) -> list[dict[str, str]]:
    """List a report's files with their sizes, and its ZIP."""
    sizes = [(name, _size(folder / name)) for name in _names(record)]
    return [
        {
            "name": name,
            "format": Path(name).suffix.lstrip("."),
            "size": say("index.size", lang, kb=format_number(max(1, round(size / 1000)), lang)),
        }
        for name, size in sizes
        if size >= 0
    ]


def _row(record: Record, folder: Path, lang: str) -> dict[str, Any]:
    kept = ""
    wrong = record.status in ledger.WRONG
    if record.status not in ledger.GOOD:
        kept = (
            say("index.kept", lang, date=_when(record.last_good, lang))
            if record.last_good
            else say("index.never", lang)
        )
    failed = _failed(record)
    shown = "done" if record.status in ledger.GOOD else record.status
    subject = next((kind for kind in SUBJECTS if kind in record.parameters), "province")
    return {
        "id": record.id,
        "kind": subject,
        "subject": str(record.parameters.get(subject, "")),
        "files": _files(record, folder, lang),
        "title": visible(record.title),
        "key": search_key(f"{record.title} {record.id}"),
        "status": say(f"batch.status_{shown}", lang),
        "error": visible(record.error) if wrong else "",
        "kept": kept,
        "made": _when(record.last_good, lang) if record.last_good else "",
        "html": next((name for name in record.files if name.endswith(".html")), ""),
        "log": record.log if wrong else "",
        "failed": failed if wrong and (folder / failed).is_file() else "",
    }


def _when(moment: str, lang: str) -> str:
    time = dt.datetime.fromisoformat(moment)
    return f"{format_date(time.date(), lang)} {time:%H:%M}"


def _picture(notebook: Path) -> tuple[str, str]:
    """Return the first picture of an executed notebook as base64, and its text."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError):
        return "", ""
    for cell in cells:
        for output in cell.get("outputs", []):
            content = output.get("data", {}).get("image/png")
            if content:
                said = output.get("metadata", {}).get("image/png", {}).get("alt", "")
                return "".join(content).replace("\n", ""), said
    return "", ""
