"""The ledger of a batch: what became of each report, kept in one JSON file."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ntm_analysis.errors import InputError

NAME = "ledger.json"


@dataclass(frozen=True)
class Record:
    """What became of one report.

    `made` is the time of this run, `last_good` that of the page that lies in the folder now; both
    ISO 8601 with offset, `last_good` empty where there never was one.
    """

    id: str
    title: str
    status: str
    made: str
    seconds: float
    parameters: dict[str, Any]
    error: str = ""
    last_good: str = ""


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


def content(records: list[Record], about: dict[str, Any]) -> str:
    """Return the ledger as JSON text."""
    entry = {**about, "reports": [asdict(record) for record in records]}
    return json.dumps(entry, ensure_ascii=False, indent=2) + "\n"
