"""What stands beside the reports of a batch: the page of sources, and a ZIP for each subject."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ntm_analysis import store
from ntm_analysis.batch import keys, results
from ntm_analysis.batch.job import SUBJECTS
from ntm_analysis.batch.ledger import Record
from ntm_analysis.publishing import SOURCES


def write(
    folder: Path, records: dict[str, Record], about: dict[str, Any], before: str,
    document: Path | None = None,
) -> str:  # fmt: skip
    """Write the page of sources where a page links to it, and the ZIPs, if they changed.

    Parameters
    ----------
    folder : Path
    records : dict of Record
    about : dict
        As the ledger has it: plan and language.
    before : str
        The mark of the files that lie there.
    document : Path, optional
        The plan's own document: its sentences stand on the page of sources.

    Returns
    -------
    str
        The mark of what was written.
    """
    plan, lang = str(about["plan"]), str(about["lang"])
    files = {name: record.files for name, record in sorted(records.items())}
    rest = results.names(record.parameters for record in records.values())
    held = [files, store.sha256(store.find_plan(plan)), str(document or ""), rest, keys.package()]
    mark = hashlib.sha256(json.dumps(held).encode()).hexdigest()
    if mark == before and all(map(_there(folder), records.values())):
        return mark
    from ntm_analysis.plan import load_plan
    from ntm_analysis.publishing import sources

    pages = [name for record in records.values() for name in record.files if name.endswith(".html")]
    if pages:
        about_plan = load_plan(plan)
        held_results = results.held_by(records.values(), about_plan)
        content = sources.page(about_plan, lang, document, held_results)
        _whole(folder / SOURCES, content.encode("utf-8"))
    with ThreadPoolExecutor() as pool:  # what packs lets other threads run
        list(pool.map(lambda one: _pack(folder, one), filter(zipped, records.values())))
    return mark


def _there(folder: Path) -> Callable[[Record], bool]:
    """Return what tells whether the files beside a report are still there."""

    def there(record: Record) -> bool:
        paged = any(name.endswith(".html") for name in record.files)
        right = not paged or (folder / SOURCES).is_file()
        return right and (not zipped(record) or (folder / zip_name(record)).is_file())

    return there


def zipped(record: Record) -> bool:
    """Tell whether a report is about one subject and has files to be packed."""
    return any(name in record.parameters for name in SUBJECTS) and bool(record.files)


def zip_name(record: Record) -> str:
    """Return the name of a report's ZIP: that of its files."""
    named = [name for name in record.files if not name.endswith(".ipynb")] or list(record.files)
    return f"{Path(named[0]).stem}.zip"


def _pack(folder: Path, record: Record) -> None:
    _whole(folder / zip_name(record), _zip(folder, record))


def _zip(folder: Path, record: Record) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in packed(folder, record):
            info = zipfile.ZipInfo(name, store.ZIP_TIME)
            archive.writestr(info, (folder / name).read_bytes(), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def packed(folder: Path, record: Record) -> list[str]:
    """List what the ZIP of a report holds: its files and the page of sources, as they are there."""
    names = [*sorted(record.files), SOURCES]
    return [name for name in names if (folder / name).is_file()]


def _whole(target: Path, content: bytes) -> None:
    """Write a file whole, unless it holds that already."""
    if target.is_file() and target.read_bytes() == content:
        return
    draft = target.with_name(f".{target.name}.part")
    draft.write_bytes(content)
    draft.replace(target)
