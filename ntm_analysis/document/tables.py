"""Writes the tables of a document, whole or not at all."""

import shutil
import tempfile
from pathlib import Path

import pandas as pd

from ntm_analysis.errors import InputError


def save_tables(tables: dict[str, pd.DataFrame], out: Path) -> None:
    """Write each table as CSV in UTF-8 into a new folder.

    Raises
    ------
    InputError
        If the folder is there already or cannot be made; nothing is written then.
    """
    if out.exists():
        raise InputError(f"{str(out)!r} is there already; name a new folder for the tables.")
    if not out.parent.is_dir():
        raise InputError(f"There is no folder {str(out.parent)!r}; make it first.")
    aside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        for name, table in tables.items():
            table.to_csv(aside / f"{name}.csv", index=False, encoding="utf-8", lineterminator="\n")
        aside.chmod(0o755)
        aside.rename(out)
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise InputError(f"{str(out)!r} cannot be written ({error.strerror}).") from None
