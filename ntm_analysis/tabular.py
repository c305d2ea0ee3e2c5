"""CSV files and rows of plain data -> tables of the schema, each cell of its type or refused."""

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from ntm_analysis.errors import DataError
from ntm_analysis.schema import KEYS, Column, columns_of
from ntm_analysis.text import is_blank


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
            return _typed_table(raw, columns, path.name)
    raise DataError(
        f"The table {path.name} has the columns {', '.join(raw.columns)}; allowed: "
        f"{', '.join(column.name for column in columns_of(path.stem, paged=False))}, in this order."
    )


def make_table(name: str, rows: list[dict[str, Any]], *, paged: bool) -> pd.DataFrame:
    """Make a table of the schema from rows of plain data; what a row does not hold is blank."""
    columns = columns_of(name, paged=paged)
    cells = [
        ["" if is_blank(row.get(c.name)) else str(row[c.name]) for c in columns] for row in rows
    ]
    raw = pd.DataFrame(cells, columns=[column.name for column in columns], dtype="str")
    return _typed_table(raw, columns, f"{name}.csv")


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV in UTF-8."""
    table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _typed_table(raw: pd.DataFrame, columns: tuple[Column, ...], file: str) -> pd.DataFrame:
    for column in columns:
        raw[column.name] = _typed(raw[column.name], column, file)
    key = list(KEYS[file.removesuffix(".csv")])
    duplicated = raw.duplicated(key) & raw[key].notna().all(axis=1)
    if duplicated.any():
        row = int(duplicated.to_numpy().argmax()) + 2
        raise DataError(f"The row {row} of {file} repeats a key; each may stand once.")
    return raw


def _read_cells(path: Path) -> pd.DataFrame:
    """Read a CSV file as text, refusing rows that are longer or shorter than the header."""
    try:
        content = path.read_text(encoding="utf-8")
        rows = list(csv.reader(content.splitlines(keepends=True), strict=True))
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


def _typed(cells: pd.Series, column: Column, table: str) -> pd.Series:
    """Turn the text of a column into its type, or name the cell that does not fit."""
    blank = cells == ""
    fits = cells.str.fullmatch(column.pattern) | (blank & ~column.required)
    if column.allowed:
        fits &= cells.isin(column.allowed) | (blank & ~column.required)
    if not fits.all():
        row = int((~fits).to_numpy().argmax())
        allowed = ", ".join(column.allowed) or column.type
        raise DataError(
            f"The cell {cells.iloc[row]!r} in row {row + 2}, column {column.name} of {table} is "
            f"not allowed; allowed: {allowed}{'' if column.required else ' or blank'}."
        )
    if column.type == "integer":
        return cells.mask(blank, None).astype("Int64")
    if column.type == "number":
        return cells.map(lambda cell: Decimal(cell) if cell else None).astype("object")
    return cells
