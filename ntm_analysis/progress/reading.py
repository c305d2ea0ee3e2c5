"""A workbook or a folder of CSV files with results -> rows of cells, each with its place."""

import csv
import datetime as dt
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ntm_analysis.errors import InputError
from ntm_analysis.progress.sheets import SHEETS, beside, field_of, sheet_of
from ntm_analysis.text import nfc

_LARGEST = 50_000_000
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00:00)?")
# Letters that nobody sees, which would make two names of one.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_WHOLE = re.compile(r"\d{1,15}|\d{1,3}(?:\.\d{3}){1,4}")
_MOST = 10**15  # sums of so large amounts stay exact


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
        value = self.cells.get(key)
        if value is None:
            return ""
        return " ".join(_UNSEEN.sub("", str(value)).split())


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
        sheets = [(nfc(path.stem), _csv_rows(path)) for path in sorted(file.glob("*.csv"))]
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
                faults.append(Fault("sheet_unknown", title, title))
            continue
        if sheet in held:
            raise InputError(
                f"{file.name} holds two sheets of {sheet}: {held[sheet]!r} and {title!r}; put "
                "their rows together in one."
            )
        held[sheet] = title
        rows += _rows_of(sheet, title, cells, faults)
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


def _csv_rows(path: Path) -> list[list[Any]]:
    """Read a CSV file; cells are apart by comma, semicolon or tab, whichever its heads know."""
    read: list[list[list[Any]]] = []
    said: Exception | None = None
    for sign in ",;\t":
        try:
            text = io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")
            read.append(list(csv.reader(text, delimiter=sign, strict=True)))
        except (UnicodeDecodeError, csv.Error) as error:
            said = error
    if not read:
        raise InputError(f"{path.name} is not CSV in UTF-8: {said}; save it as such.")
    sheet = sheet_of(path.stem)

    def known(rows: list[list[Any]]) -> int:
        return sum(bool(field_of(sheet, head)) for head in (rows or [[]])[0])

    return max(read, key=known)


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
        sheets = [
            (sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)])
            for sheet in book.worksheets if not beside(sheet.title)
        ]  # fmt: skip
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


def _filled(cell: Any) -> bool:
    return cell is not None and bool(str(cell).strip())


def _rows_of(sheet: str, title: str, cells: list[list[Any]], faults: list[Fault]) -> Iterator[Row]:
    from openpyxl.utils import get_column_letter

    columns: dict[str, int] = {}
    for at, head in enumerate(cells[0] if cells else []):
        key = field_of(sheet, str(head)) if _filled(head) else ""
        if key and key not in columns:
            columns[key] = at
        elif _filled(head):
            kind = "column_twice" if key else "column_unknown"
            faults.append(Fault(kind, f"{title}!{get_column_letter(at + 1)}1", str(head)))
    for field in SHEETS[sheet]:
        if field.required and field.key not in columns:
            faults.append(Fault("column_missing", f"{title}!A1", field.key))
    letters = {key: get_column_letter(at + 1) for key, at in columns.items()}
    for number, row in enumerate(cells[1:], start=2):
        found = {key: row[at] if at < len(row) else None for key, at in columns.items()}
        if any(map(_filled, found.values())):
            yield Row(sheet, title, number, found, letters)


def as_day(value: Any) -> dt.date | None:
    """Return a cell as a day, or None: a date of Excel, 05/12/2024, or 2024-12-05.

    >>> as_day("05/12/2024"), as_day("31/02/2024"), as_day(45000)
    (datetime.date(2024, 12, 5), None, None)
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    match = _DAY.fullmatch(str(value).strip())
    if not match:
        return None
    day = match.group(3, 2, 1) if match[1] else match.group(4, 5, 6)
    try:
        return dt.date(*map(int, day))
    except ValueError:
        return None


def as_vnd(value: Any) -> int | None:
    """Return a cell as a whole number, or None: its digits, with dots between thousands or none.

    Numbers of 10^15 and more are None: no province pays so much, and sums stay exact below.

    >>> as_vnd(1200.0), as_vnd("1.200.000"), as_vnd("1,5 tỷ"), as_vnd(0.5), as_vnd(True)
    (1200, 1200000, None, None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if value == value // 1 and abs(value) < _MOST else None
    text = str(value).strip()
    return int(text.replace(".", "")) if _WHOLE.fullmatch(text) else None
