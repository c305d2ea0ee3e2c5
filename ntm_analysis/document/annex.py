"""The annex of targets: districts by indicators, its columns found by their headings."""

import re
from dataclasses import dataclass, field
from typing import Any

from ntm_analysis.counts import cell_count
from ntm_analysis.document.grid import Grid, Row, grids
from ntm_analysis.document.heads import indicator_of, is_no_count, is_stock
from ntm_analysis.document.model import Address, Cell
from ntm_analysis.document.naming import Register, body_of
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.remarks import Remarks
from ntm_analysis.text import fold
from ntm_analysis.vocabulary import INDICATORS

_NAME_HEAD = re.compile(r"\bten\b|\bhuyen\b|don vi|dia phuong|thanh pho|thi xa|dia ban")
_BODY_HEAD = re.compile(
    r"phan cong|chi dao|phu trach|don doc|giup do|theo doi|co quan|so, (?:ban, )?nganh"
)
_ORDER_HEAD = re.compile(r"^(?:tt|stt|so tt|so thu tu)\b")
_TOTAL = re.compile(r"^\W*(?:tong|cong|toan tinh|tong cong|tong so)\b")
_GROUP = re.compile(
    r"^\W*(?:vung|khu vuc|cac huyen|mien|nhom|huyen mien|[ivx]+\b[.)]?\s*(?:vung|khu vuc|cac|mien))"
)
_DASH = re.compile(r"[-–—_.…]+")
_NONE = {"khong", "ko", "khong co", "khong giao"}


@dataclass
class Annex:
    """The tables that the annex gives, as rows of plain data."""

    districts: list[dict[str, Any]] = field(default_factory=list)
    targets: list[dict[str, Any]] = field(default_factory=list)
    totals: list[dict[str, Any]] = field(default_factory=list)
    assignments: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Columns:
    """Which column holds what; columns count from 1."""

    order: int | None
    name: int
    indicators: dict[str, int]
    body: int | None


def read_annex(
    all_passages: list[Passage], register: Register, remarks: Remarks, *, paged: bool
) -> Annex:
    """Read the table whose headings name most indicators and whose rows name districts."""
    found = [(grid, columns) for grid in grids(all_passages) if (columns := _columns(grid, None))]
    annex = Annex()
    if not found:
        return annex
    grid, _ = max(found, key=lambda pair: (len(pair[1].indicators), len(pair[0].rows)))
    columns = _columns(grid, remarks)
    if columns is None:
        return annex
    for row in grid.rows:
        _read_row(row, columns, annex, register, remarks, paged=paged)
    for indicator in INDICATORS:
        if indicator not in columns.indicators:
            remarks.add("no_column", indicator, Row(grid.rows[0].line, grid.rows[0].section))
    if len(annex.districts) > 1 and not annex.totals:
        remarks.add("no_total_row", "", Row(grid.rows[0].line, grid.rows[0].section))
    missing = register.missing({entry["district_code"] for entry in annex.districts})
    if missing and annex.districts:
        place = Row(grid.rows[-1].line, grid.rows[-1].section)
        remarks.add("district_missing", ", ".join(missing), place)
    return annex


def _columns(grid: Grid, remarks: Remarks | None) -> Columns | None:
    """Find the columns of an annex by their headings; None if the table is none."""
    fitting: dict[str, list[int]] = {}
    name: int | None = None
    order: int | None = None
    body: int | None = None
    for column in range(1, grid.width + 1):
        head, folded = grid.head(column), grid.folded_head(column)
        indicator = indicator_of(head)
        if _ORDER_HEAD.match(folded.strip()):
            order = order or column
        elif body is None and _BODY_HEAD.search(folded) and not _numeric(grid, column):
            body = column
        elif indicator and not is_no_count(head) and _numeric(grid, column):
            fitting.setdefault(indicator, []).append(column)
        elif name is None and _NAME_HEAD.search(folded) and not _numeric(grid, column):
            name = column
        elif remarks and head:
            remarks.add("column_left_out", head, grid.heads[-1])
    chosen = {
        indicator: only for indicator, columns in fitting.items()
        if (only := _one_of(indicator, columns, grid, remarks)) is not None
    }  # fmt: skip
    if name is None or not chosen or not grid.rows:
        return None
    return Columns(order, name, chosen, body)


def _numeric(grid: Grid, column: int) -> bool:
    """Tell whether the filled cells of a column are numbers or signs for none."""
    texts = [cell.text for cell in grid.column(column) if cell.text]
    numbers = [t for t in texts if re.match(r"[\d\W]+$", t) or fold(t) in _NONE]
    return len(numbers) * 2 >= len(texts)


def _one_of(indicator: str, columns: list[int], grid: Grid, remarks: Remarks | None) -> int | None:
    """Return the column of the target among several of one indicator; none if that is not clear."""
    plain = [column for column in columns if not is_stock(grid.head(column))]
    if remarks:
        for column in columns:
            if column not in plain:
                remarks.add("column_left_out", grid.head(column), grid.heads[-1])
    if len(plain) > 1:
        planned = [
            c
            for c in plain
            if re.search(r"ke hoach|\bnam 20\d\d|phan dau|giao|chi tieu", grid.folded_head(c))
        ]
        plain = planned if len(planned) == 1 else plain
    if len(plain) > 1 and remarks:
        remarks.add("columns_alike", indicator, grid.heads[-1])
    return plain[0] if len(plain) == 1 else None


def _read_row(
    row: Row, columns: Columns, annex: Annex, register: Register, remarks: Remarks, *, paged: bool
) -> None:
    cell = row.cell(columns.name)
    order = row.cell(columns.order) if columns.order else None
    name = cell.text if cell and not cell.repeated else ""
    values = [c for c in (row.cell(col) for col in columns.indicators.values()) if c and c.text]
    key = fold(name or (order.text if order else ""))
    if not name and not values:
        return
    if _TOTAL.match(key) or (not name and order and _TOTAL.match(fold(order.text))):
        _read_total(row, columns, annex, remarks, paged=paged)
        return
    if not name:
        remarks.add("row_without_name", " ".join(c.text for c in values), row)
        return
    if cell is None or _GROUP.match(key) or (order and re.fullmatch(r"[IVX]+|[A-Z]", order.text)):
        remarks.add("row_left_out", name, row)
        return
    _read_district(row, columns, annex, register, remarks, cell, paged=paged)


def _read_total(row: Row, columns: Columns, annex: Annex, remarks: Remarks, *, paged: bool) -> None:
    if annex.totals:
        remarks.add("total_twice", " ".join(row.texts)[:40], row)
        return
    for indicator, column in columns.indicators.items():
        cell = row.cell(column)
        if cell is None or not cell.text:
            continue
        value = cell_count(cell.text)
        if value is None:
            remarks.add("cell_unread", cell.text, row)
            continue
        annex.totals.append({
            "indicator": indicator, "value": value, **_address(row, cell).columns(paged=paged),
            "column": column,
        })  # fmt: skip


def _read_district(
    row: Row, columns: Columns, annex: Annex, register: Register, remarks: Remarks, cell: Cell,
    *, paged: bool,
) -> None:  # fmt: skip
    taken = {entry["district_code"] for entry in annex.districts}
    code = register.code(cell.text)
    if code is not None and code in taken:
        remarks.add("district_twice", cell.text, row)
        code = None
    elif code is None:
        remarks.add("district_unknown" if register.known else "no_register", cell.text, row)
    order = row.cell(columns.order) if columns.order else None
    number = (
        int(order.text.rstrip(".")) if order and re.fullmatch(r"\d{1,3}\.?", order.text) else None
    )
    if number is not None and number in {entry["order"] for entry in annex.districts}:
        remarks.add("order_twice", str(number), row)
    annex.districts.append({
        "district_code": code, "order": number, **_address(row, cell).columns(paged=paged),
    })  # fmt: skip
    for indicator, column in columns.indicators.items():
        annex.targets.append(_target(row, indicator, column, code, remarks, paged=paged))
    body = row.cell(columns.body) if columns.body else None
    if body and body.text:
        annex.assignments.append({
            "body": body_of(body.text), "district_code": code, **_address(row, body).columns(paged=paged),
        })  # fmt: skip


def _target(
    row: Row, indicator: str, column: int, code: int | None, remarks: Remarks, *, paged: bool
) -> dict[str, Any]:
    """Return one cell: a number, or a blank, a dash, a zero or a word for none, kept apart."""
    cell = row.cell(column)
    text = cell.text if cell else ""
    value = cell_count(text)
    if text and value is None:
        folded = fold(text)
        kind = "dash" if _DASH.fullmatch(folded) else "none" if folded in _NONE else "cell_unread"
        remarks.add(kind, text if kind != "cell_unread" else f"{indicator}: {text}", row)
    elif value == 0:
        remarks.add("zero", text, row)
    if cell is None:
        remarks.add("row_short", indicator, row)
    address = _address(row, cell).columns(paged=paged)
    return {
        "district_code": code,
        "indicator": indicator,
        "value": value,
        **address,
        "column": column,
    }


def _address(row: Row, cell: Cell | None) -> Address:
    line = row.line
    printed = cell.as_printed if cell else ""
    paragraph = (cell.paragraph if cell else None) or line.paragraph
    return Address(printed, row.section, line.number, line.page, paragraph)
