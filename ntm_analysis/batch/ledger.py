"""The ledger of a batch: what became of each report, and one line of history for each run."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ntm_analysis.errors import InputError

NAME = "ledger.json"
HISTORY = "history.jsonl"
SUMMARY = "summary.txt"
STATUSES = ("queued", "running", "done", "unchanged", "failed", "timed_out", "killed")
GOOD = ("done", "unchanged")
WRONG = ("failed", "timed_out", "killed")


@dataclass(frozen=True)
class Record:
    """What became of one report.

    Attributes
    ----------
    id, title, lang : str
    status : str
        One of `STATUSES`, as of the last run that had to do with it.
    made, last_good : str
        Time of the last execution, and of that whose files lie in the folder now; ISO 8601 with
        offset, empty where there was none.
    seconds, peak_mb : float
        Of the last execution; MB of 10^6 bytes.
    parameters : dict
    formats : list of str
    key : str
        Hash of notebook, parameters, formats, package and environment.
    notebook : str
        Hash of the notebook.
    inputs : dict of str
        Name and hash of each file that it read.
    files : dict
        Name and hash of each published file.
    error : str
        What failed, in one sentence; `cell` is the number in brackets of the cell, 0 for none.
    log : str
        File of the log, where it failed; the notebook lies beside it.
    attempts : int
    """

    id: str
    title: str
    lang: str
    status: str
    made: str = ""
    last_good: str = ""
    seconds: float = 0.0
    peak_mb: float = 0.0
    parameters: dict[str, Any] = field(default_factory=dict)
    formats: list[str] = field(default_factory=list)
    key: str = ""
    notebook: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    error: str = ""
    cell: int = 0
    log: str = ""
    attempts: int = 0


def load(folder: Path) -> dict[str, Record]:
    """Load the records of a folder by job id; none if it has no ledger yet.

    Raises
    ------
    InputError
        If the ledger is there but cannot be read.
    """
    file = folder / NAME
    if not file.is_file():
        return {}
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return {entry["id"]: Record(**entry) for entry in content["reports"]}
    except (ValueError, KeyError, TypeError):
        raise InputError(
            f"The ledger {NAME} in the folder of the reports is damaged; delete it and run again."
        ) from None


def about(folder: Path) -> dict[str, Any]:
    """Return what the ledger says of the last run as a whole; nothing if there is none."""
    try:
        content: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: value for name, value in content.items() if name != "reports"}


def save(folder: Path, records: dict[str, Record], about: dict[str, Any]) -> None:
    """Write the ledger whole, its records in the order of their ids, a line each."""
    lines = [json.dumps(vars(records[name]), ensure_ascii=False) for name in sorted(records)]
    head, _, _ = json.dumps({**about, "reports": []}, ensure_ascii=False, indent=1).rpartition("[]")
    write_whole(folder / NAME, head + "[\n  " + ",\n  ".join(lines) + "\n ]\n}\n")


def append(folder: Path, line: dict[str, Any]) -> None:
    """Append one run to the history."""
    with (folder / HISTORY).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_whole(target: Path, content: str) -> None:
    """Write a file beside its place and move it in, so that no reader meets half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    draft.write_text(content, encoding="utf-8")
    draft.replace(target)
