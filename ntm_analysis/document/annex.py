"""The annex of targets: districts by indicators, its columns found by their headings."""

import re
from dataclasses import dataclass, field, replace
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

    @property
    def indicators(self) -> set[str]:
        """The indicators that were read."""
        return {entry["indicator"] for entry in [*self.targets, *self.totals]}


@dataclass
class _Seen:
    """What the rows of one table held so far: codes, order numbers of the group, a row of totals."""

    codes: set[int] = field(default_factory=set)
    orders: set[int] = field(default_factory=set)
    total: bool = False


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
    """Read the tables whose headings name indicators and whose rows name districts.

    The one with most indicators comes first; another is read for the indicators that it adds.
    """
    found = [(grid, columns) for grid in grids(all_passages) if (columns := _columns(grid, None))]
    annex = Annex()
    for grid, columns in sorted(
        found, key=lambda pair: (len(pair[1].indicators), len(pair[0].rows)), reverse=True
    ):
        fresh = {i: c for i, c in columns.indicators.items() if i not in annex.indicators}
        if not fresh:
            remarks.add("table_again", ", ".join(columns.indicators), grid.heads[-1])
            continue
        _columns(grid, remarks)
        _read_table(grid, replace(columns, indicators=fresh), annex, register, remarks, paged=paged)
    if annex.districts:
        first = max(found, key=lambda pair: (len(pair[1].indicators), len(pair[0].rows)))[0]
        place = Row(first.rows[0].line, first.rows[0].section)
        for indicator in INDICATORS:
            if indicator not in annex.indicators:
                remarks.add("no_column", indicator, place)
        if len(annex.districts) > 1 and not annex.totals:
            remarks.add("no_total_row", "", place)
    return annex


def _read_table(
    grid: Grid, columns: Columns, annex: Annex, register: Register, remarks: Remarks, *, paged: bool
) -> None:
    seen = _Seen()
    for row in grid.rows:
        _read_row(row, columns, annex, register, remarks, seen, paged=paged)
    missing = register.missing(set(seen.codes))
    if missing and seen.codes:
        place = Row(grid.rows[-1].line, grid.rows[-1].section)
        remarks.add("district_missing", ", ".join(missing), place)


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
            kind = "column_of_marks" if indicator and _marks(grid, column) else "column_left_out"
            remarks.add(kind, head, grid.heads[-1])
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


def _marks(grid: Grid, column: int) -> bool:
    """Tell whether the filled cells of a column are marks, as in x."""
    texts = [cell.text for cell in grid.column(column) if cell.text]
    return bool(texts) and all(re.fullmatch(r"[xX×vV✓✔]", text) for text in texts)


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
    row: Row, columns: Columns, annex: Annex, register: Register, remarks: Remarks, seen: _Seen,
    *, paged: bool,
) -> None:  # fmt: skip
    cell = row.cell(columns.name)
    order = row.cell(columns.order) if columns.order else None
    name = cell.text if cell and not cell.repeated else ""
    values = [c for c in (row.cell(col) for col in columns.indicators.values()) if c and c.text]
    key = fold(name or (order.text if order else ""))
    if not name and not values:
        return
    if _TOTAL.match(key) or (not name and order and _TOTAL.match(fold(order.text))):
        if seen.total:
            remarks.add("total_twice", " ".join(row.texts)[:40], row)
        else:
            _read_total(row, columns, annex, remarks, paged=paged)
        seen.total = True
        return
    if not name:
        remarks.add("row_without_name", " ".join(c.text for c in values), row)
        return
    if cell is None or _GROUP.match(key) or (order and re.fullmatch(r"[IVX]+|[A-Z]", order.text)):
        remarks.add("row_left_out", name, row)
        seen.orders.clear()  # a group may count its districts from 1 again
        return
    _read_district(row, columns, annex, register, remarks, seen, cell, paged=paged)


def _read_total(row: Row, columns: Columns, annex: Annex, remarks: Remarks, *, paged: bool) -> None:
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
    row: Row, columns: Columns, annex: Annex, register: Register, remarks: Remarks, seen: _Seen,
    cell: Cell, *, paged: bool,
) -> None:  # fmt: skip
    code = register.code(cell.text)
    if code is not None and code in seen.codes:
        remarks.add("district_twice", cell.text, row)
        code = None
    elif code is None:
        remarks.add("district_unknown" if register.known else "no_register", cell.text, row)
    else:
        seen.codes.add(code)
    order = row.cell(columns.order) if columns.order else None
    number = (
        int(order.text.rstrip(".")) if order and re.fullmatch(r"\d{1,3}\.?", order.text) else None
    )
    if number is not None and number in seen.orders:
        remarks.add("order_twice", str(number), row)
    if number is not None:
        seen.orders.add(number)
    if code is None or code not in {entry["district_code"] for entry in annex.districts}:
        again = bool(set(annex.indicators) - set(columns.indicators))
        annex.districts.append({
            "district_code": code, "order": None if again else number,
            **_address(row, cell).columns(paged=paged),
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
