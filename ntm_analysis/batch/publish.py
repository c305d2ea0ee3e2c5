"""Publishes what a job made: whole or not at all, also where the run is killed in between.

A job works in ``.work/<id>`` of the folder of the reports. Once it is verified, its record is
written there; from then on it counts as published. Its files are moved into place, and the record
into the ledger; a run that finds such a record left behind moves the rest (`finish`). What failed
moves its notebook and its log into ``failed/``; the published files stay as they are.
"""

import contextlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from ntm_analysis import store
from ntm_analysis.batch import ledger, work
from ntm_analysis.batch.ledger import Record

WORK = ".work"
FAILED_FOLDER = "failed"
_RECORD = "record.json"


def folder_of(job_id: str, folder: Path) -> Path:
    """Return the folder that a job works in."""
    return folder / WORK / job_id


def hashes(names: Iterable[str], made: Path) -> dict[str, str]:
    """Return the hashes of files that a job made."""
    return {name: store.sha256(made / work.OUT / name) for name in names}


def unpack(carried: dict[str, bytes], made: Path) -> None:
    """Write what came from another machine into a job's folder."""
    if carried:
        shutil.rmtree(made, ignore_errors=True)
    for name, content in carried.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(content)


def publish(made: Path, record: Record, folder: Path, before: Iterable[str] = ()) -> None:
    """Move what a job made into the folder of the reports.

    Parameters
    ----------
    made : Path
        The job's folder; it is gone afterwards.
    record : Record
        Of the job; `files` of a good one lie in ``made/out``.
    folder : Path
        Of the reports.
    before : iterable of str
        Files of the report that lie there; those of formats it no longer has are removed, as
        nothing holds them against the tables any more.
    """
    ledger.write_whole(made / _RECORD, json.dumps(asdict(record), ensure_ascii=False))
    _move(made, record, folder, before)


def _move(made: Path, record: Record, folder: Path, before: Iterable[str]) -> None:
    failed = folder / FAILED_FOLDER
    if record.status in ledger.GOOD:
        for name in record.files:
            _into_place(made / work.OUT / name, folder / name)
        for name in set(before) - record.files.keys():
            (folder / name).unlink(missing_ok=True)
        for ending in (".ipynb", ".log"):
            (failed / f"{record.id}{ending}").unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            failed.rmdir()
    else:
        failed.mkdir(exist_ok=True)
        _into_place(made / f"{record.id}.ipynb", failed / f"{record.id}.ipynb")
        _into_place(made / work.LOG, failed / f"{record.id}.log")


def _into_place(source: Path, target: Path) -> None:
    if source.is_file():
        source.replace(target)


def finish(folder: Path, records: dict[str, Record]) -> None:
    """Complete what a killed run had decided to publish, and remove what it had not."""
    for made in sorted((folder / WORK).glob("*")):
        with contextlib.suppress(ValueError, TypeError, OSError):
            record = Record(**json.loads((made / _RECORD).read_text(encoding="utf-8")))
            before = records[record.id].files if record.id in records else ()
            _move(made, record, folder, before)
            records[record.id] = record
    shutil.rmtree(folder / WORK, ignore_errors=True)
    for draft in folder.glob(".*.part"):
        draft.unlink()


def forget(made: Path) -> None:
    """Remove the folder of a job whose record stands in the ledger."""
    shutil.rmtree(made, ignore_errors=True)


def tidy(folder: Path) -> None:
    """Remove what jobs that did not end left behind."""
    shutil.rmtree(folder / WORK, ignore_errors=True)
