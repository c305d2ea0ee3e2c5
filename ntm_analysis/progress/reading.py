"""A workbook or a folder of CSV files with results -> rows of cells, each with its place."""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ntm_analysis.errors import InputError
from ntm_analysis.plan import Plan
from ntm_analysis.progress.cells import as_text
from ntm_analysis.progress.csv_files import csv_rows
from ntm_analysis.progress.sheets import SHEETS, beside, field_of, sheet_of
from ntm_analysis.text import nfc, slug

_LARGEST = 50_000_000
_MARK = re.compile(r"keywords>plan ([\w-]{1,100}) (\d{4})<")
# An amount that was cut at an unquoted comma, and the next three of its digits.
_FIRST_DIGITS, _THOUSANDS = re.compile(r"\d{1,3}"), re.compile(r"\d{3}")


@dataclass(frozen=True)
class Row:
    """One filled row: its sheet and number as the reader sees them, and its cells by column key.

    `letters` gives the column of each key, as in ``B``.
    """

    sheet: str
    title: str
    number: int
    cells: dict[str, Any]
    letters: dict[str, str]

    def place(self, key: str) -> str:
        """Return the place of a cell, as in ``Công nhận!B7``."""
        return f"{self.title}!{self.letters.get(key, 'A')}{self.number}"

    def text(self, key: str) -> str:
        """Return a cell as text: blanks collapsed, without letters that nobody sees."""
        return as_text(self.cells.get(key))


@dataclass(frozen=True)
class Fault:
    """Something wrong with the workbook itself, before any row is read."""

    kind: str
    place: str
    value: str


def read_rows(file: Path) -> tuple[list[Row], list[Fault]]:
    """Read the filled rows of all sheets.

    Parameters
    ----------
    file : Path
        A .xlsx workbook made from the template, or a folder of CSV files in UTF-8 named after the
        sheets (recognitions.csv, disbursements.csv, duties_done.csv) with the same columns.

    Raises
    ------
    InputError
        If the file cannot be read, or holds no sheet of results.
    """
    if file.is_dir():
        sheets = [(nfc(path.stem), csv_rows(path)) for path in sorted(file.glob("*.csv"))]
    elif file.suffix.lower() == ".xlsx" and file.is_file():
        sheets = _workbook_rows(file)
    else:
        raise InputError(
            f"{str(file)!r} is no workbook of results; give a .xlsx file made by ntm progress "
            "template, or a folder of CSV files with its columns."
        )
    rows: list[Row] = []
    faults: list[Fault] = []
    held: dict[str, str] = {}
    for title, cells in sheets:
        sheet = sheet_of(title)
        if not sheet:
            if not beside(title) and any(any(map(_filled, row)) for row in cells):
                kind = "sheet_of_results" if _holds_results(cells) else "sheet_unknown"
                faults.append(Fault(kind, title, title))
            continue
        if sheet in held:
            raise InputError(
                f"{file.name} holds two sheets of {sheet}: {held[sheet]!r} and {title!r}; put "
                "their rows together in one."
            )
        held[sheet] = title
        rows += _rows_of(sheet, title, cells, faults, parted=file.is_dir())
    if not held:
        raise InputError(
            f"{file.name} holds no sheet of results; allowed: {', '.join(SHEETS)}, or their "
            "titles. Make a workbook with: ntm progress template PLAN --out results.xlsx."
        )
    return rows, faults


def hash_of(file: Path) -> str:
    """Return the sha256 of a workbook, or of the CSV files of a folder in the order of names."""
    if not file.is_dir():
        return hashlib.sha256(file.read_bytes()).hexdigest()
    digest = hashlib.sha256()
    for path in sorted(file.glob("*.csv")):
        digest.update(nfc(path.name).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def mark_of(plan: Plan) -> str:
    """Return what a template carries among its properties: the plan it is made from."""
    return f"plan {slug(plan.name)} {plan.year}"


def made_for(file: Path) -> tuple[str, int] | None:
    """Return short name and year of the plan whose template a workbook is; None if unsaid."""
    try:
        with zipfile.ZipFile(file) as parts:
            about = parts.read("docProps/core.xml").decode("utf-8", "replace")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, zlib.error):
        return None
    marked = _MARK.search(about)
    return (marked[1], int(marked[2])) if marked else None


def _workbook_rows(file: Path) -> list[tuple[str, list[list[Any]]]]:
    if file.stat().st_size > _LARGEST:
        raise InputError(f"{file.name} is larger than {_LARGEST:,} bytes; split it.")
    sheets = _cells(file, computed=False)
    if any(_is_formula(cell) for _, rows in sheets for row in rows for cell in row):
        values = dict(_cells(file, computed=True))
        for title, rows in sheets:
            for row, known in zip(rows, values[title], strict=True):
                row[:] = [_value(cell, value) for cell, value in zip(row, known, strict=True)]
    return sheets


def _cells(file: Path, *, computed: bool) -> list[tuple[str, list[list[Any]]]]:
    """Return the cells of all sheets: formulas as written, or what they gave when saved."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=computed)
        sheets = []
        for sheet in book.worksheets:
            if not beside(sheet.title):
                # A file may say that it is smaller, or much larger, than what its rows hold.
                sheet.reset_dimensions()
                rows = [list(row) for row in sheet.iter_rows(values_only=True)]
                sheets.append((sheet.title, rows))
        book.close()
    except Exception as error:
        # openpyxl lets the errors of zip, XML and its own reader through as they come.
        raise InputError(
            f"{file.name} is not a whole Excel workbook ({type(error).__name__}); save it again "
            "as .xlsx without a password."
        ) from None
    return sheets


def _is_formula(cell: Any) -> bool:
    return isinstance(cell, str) and cell.startswith("=")


def _value(cell: Any, value: Any) -> Any:
    """Return what a cell holds; a formula that was never computed stays as it is written."""
    return cell if value is None else value


def _holds_results(cells: list[list[Any]]) -> bool:
    """Tell whether a sheet of another title has the headings of one of results, and rows."""
    heads = [str(cell) for cell in cells[0] if _filled(cell)]
    return any(map(_filled, (cell for row in cells[1:] for cell in row))) and any(
        {field.key for field in fields if field.required} <= {field_of(sheet, one) for one in heads}
        for sheet, fields in SHEETS.items()
    )


def _filled(cell: Any) -> bool:
    return cell is not None and bool(str(cell).strip())


def _rows_of(
    sheet: str, title: str, cells: list[list[Any]], faults: list[Fault], *, parted: bool
) -> Iterator[Row]:
    """Yield the filled rows of a sheet; the cells of some were `parted` by a sign, as in CSV."""
    from openpyxl.utils import get_column_letter

    heads = cells[0] if cells else []
    columns = _columns(sheet, title, heads, faults)
    letters = {key: get_column_letter(at + 1) for key, at in columns.items()}
    headed = {at for at, head in enumerate(heads) if _filled(head)}
    for number, row in enumerate(cells[1:], start=2):
        found = {key: row[at] if at < len(row) else None for key, at in columns.items()}
        outside = next((at for at, c in enumerate(row) if _filled(c) and at not in headed), None)
        if parted and outside is None:
            outside = _cut_number(row, columns)
        if outside is not None:
            place = f"{title}!{get_column_letter(outside + 1)}{number}"
            kind = "cells_shifted" if parted else "no_heading"
            faults.append(Fault(kind, place, as_text(row[outside])))
            headed |= set() if parted else {outside}  # said once for each column
        if any(map(_filled, found.values())) and not (parted and outside is not None):
            yield Row(sheet, title, number, found, letters)


def _columns(sheet: str, title: str, heads: list[Any], faults: list[Fault]) -> dict[str, int]:
    """Return where the columns of a sheet stand; note headings that are not its own or missing."""
    from openpyxl.utils import get_column_letter

    columns: dict[str, int] = {}
    for at, head in enumerate(heads):
        key = field_of(sheet, str(head)) if _filled(head) else ""
        if key and key not in columns:
            columns[key] = at
        elif _filled(head):
            kind = "column_twice" if key else "column_unknown"
            faults.append(Fault(kind, f"{title}!{get_column_letter(at + 1)}1", str(head)))
    for field in SHEETS[sheet]:
        if field.required and field.key not in columns:
            faults.append(Fault("column_missing", f"{title}!A1", field.key))
    return columns


def _cut_number(row: list[Any], columns: dict[str, int]) -> int | None:
    """Return the cell that holds the rest of a number, as in 1,000 without quotes, or None."""
    for key in {"amount_vnd", "count"} & columns.keys():
        first, rest = map(as_text, [*row, *[""] * (columns[key] + 2)][columns[key] :][:2])
        if _FIRST_DIGITS.fullmatch(first) and _THOUSANDS.fullmatch(rest):
            return columns[key] + 1
    return None
