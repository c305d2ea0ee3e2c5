"""CSV files and rows of plain data -> tables of the schema, each cell of its type or refused."""

import csv
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from ntm_analysis.errors import DataError
from ntm_analysis.schema import KEYS, Column, columns_of
from ntm_analysis.text import is_blank

_DTYPES = {"integer": "Int64", "number": "object"}


def read_table(path: Path) -> pd.DataFrame:
    """Read one table of a plan's folder; its name is that of the file.

    Raises
    ------
    DataError
        If the file is missing or damaged, has other columns, or a cell does not fit its column.
    """
    if not path.is_file():
        raise DataError(f"The table {path.name} is missing in the plan's folder; restore it.")
    raw = _read_cells(path)
    for paged in (False, True):
        columns = columns_of(path.stem, paged=paged)
        if list(raw.columns) == [column.name for column in columns]:
            return _typed_table([raw[c.name].tolist() for c in columns], columns, path.name)
    raise DataError(
        f"The table {path.name} has the columns {', '.join(raw.columns)}; allowed: "
        f"{', '.join(column.name for column in columns_of(path.stem, paged=False))}, in this order."
    )


def make_table(name: str, rows: list[dict[str, Any]], *, paged: bool) -> pd.DataFrame:
    """Make a table of the schema from rows of plain data; what a row does not hold is blank."""
    columns = columns_of(name, paged=paged)
    cells = [
        ["" if is_blank(row.get(c.name)) else str(row[c.name]) for row in rows] for c in columns
    ]
    return _typed_table(cells, columns, f"{name}.csv")


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV in UTF-8."""
    table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _typed_table(cells: list[list[str]], columns: tuple[Column, ...], file: str) -> pd.DataFrame:
    """Make a table of the text of its columns. Plain Python: most tables are a few rows long."""
    values = {
        column.name: _values(text, column, file)
        for text, column in zip(cells, columns, strict=True)
    }
    key = zip(*(values[name] for name in KEYS[file.removesuffix(".csv")]), strict=True)
    seen: set[tuple[Any, ...]] = set()
    for row, one in enumerate(key, start=2):
        if one in seen:
            raise DataError(f"The row {row} of {file} repeats a key; each may stand once.")
        if None not in one:
            seen.add(one)
    return pd.DataFrame({
        column.name: pd.Series(values[column.name], dtype=_DTYPES.get(column.type, "str"))
        for column in columns
    })  # fmt: skip


def _read_cells(path: Path) -> pd.DataFrame:
    """Read a CSV file as text, refusing rows that are longer or shorter than the header."""
    try:
        # Only \n and \r end a row: a cell may hold other signs at which a text is split.
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(
            f"The table {path.name} is not CSV in UTF-8: {error}; restore it."
        ) from None
    if not rows:
        raise DataError(f"The table {path.name} is empty; restore it.")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise DataError(
                f"Row {number} of {path.name} has {len(row)} cells; allowed: {len(rows[0])}."
            )
    return pd.DataFrame(rows[1:], columns=rows[0], dtype="str")


def _values(cells: list[str], column: Column, table: str) -> list[Any]:
    """Turn the text of a column into its type, or name the cell that does not fit."""
    pattern = re.compile(column.pattern, re.ASCII)
    for row, cell in enumerate(cells, start=2):
        if cell == "" and not column.required:
            continue
        if not pattern.fullmatch(cell) or (column.allowed and cell not in column.allowed):
            allowed = ", ".join(column.allowed) or column.type
            raise DataError(
                f"The cell {cell!r} in row {row}, column {column.name} of {table} is "
                f"not allowed; allowed: {allowed}{'' if column.required else ' or blank'}."
            )
    make = {"integer": int, "number": Decimal}.get(column.type)
    return [make(cell) if cell else None for cell in cells] if make else cells
