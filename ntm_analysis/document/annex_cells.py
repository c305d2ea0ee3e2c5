"""What the rows of an annex give: targets of districts, totals, bodies; each cell with its address."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from ntm_analysis.counts import beside_count, cell_count
from ntm_analysis.document.annex_rows import Entry, is_unread, of_none, spans_of_districts
from ntm_analysis.document.grid import TOTAL
from ntm_analysis.document.naming import Register, body_of
from ntm_analysis.document.remarks import Remarks
from ntm_analysis.text import fold

_NAME = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,4}")


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
    """What the rows of one table held so far: codes, order numbers of the group."""

    known: set[int | None]
    again: bool
    codes: set[int] = field(default_factory=set)
    orders: set[int] = field(default_factory=set)
    table: int | None = None
    body: str = ""
    begins: bool = False  # below a total, or in a table that goes on, the order may begin again


def read_entries(
    entries: list[Entry], grand: Entry | None, annex: Annex, register: Register, remarks: Remarks,
    *, paged: bool,
) -> None:  # fmt: skip
    """Add the rows of a table to the annex: `grand` as its totals, its districts with their cells."""
    seen = _Seen({row["district_code"] for row in annex.districts}, bool(annex.targets))
    rows_of = {id(rows[0]): rows for _, rows in spans_of_districts(entries)}
    for entry in entries:
        if entry.kind == "group":
            seen.orders.clear()
        elif entry.kind == "total" or entry.row.line.table != seen.table:
            seen.begins = True
        seen.table = entry.row.line.table
        if entry is grand:
            _add_totals(entry, annex, remarks, paged=paged)
        elif entry.kind == "district":
            _add_district(rows_of[id(entry)], annex, register, remarks, seen, paged=paged)
        elif entry.kind in {"group", "part"}:
            kind = "row_left_out" if entry.kind == "group" else "part_row"
            remarks.add(kind, entry.name, entry.row)
        elif entry.kind == "long":
            remarks.add("row_long", entry.words, entry.row)
        elif entry.kind == "nameless":
            texts = [entry.text(indicator) for indicator in entry.columns.indicators]
            remarks.add("row_without_name", " ".join(filter(None, texts)), entry.row)


def _add_totals(entry: Entry, annex: Annex, remarks: Remarks, *, paged: bool) -> None:
    for indicator, column in entry.columns.indicators.items():
        cell = entry.cell(indicator)
        if cell is None or not cell.text:
            continue
        value = cell_count(cell.text, indicator)
        if value is None:
            _remark_cell("cell_unread", entry, indicator, remarks)
            continue
        annex.totals.append({
            "indicator": indicator, "value": value, **entry.row.address(cell).columns(paged=paged),
            "column": entry.row.column_in_file(column),
        })  # fmt: skip


def _add_district(
    rows: list[Entry], annex: Annex, register: Register, remarks: Remarks, seen: _Seen,
    *, paged: bool,
) -> None:  # fmt: skip
    entry, code = rows[0], _code_of(rows[0], register, remarks, seen)
    number = int(entry.order.rstrip(".")) if re.fullmatch(r"\d{1,3}\.?", entry.order) else None
    if number == 1 and seen.begins:
        seen.orders.clear()
    seen.begins = False
    if number is not None and number in seen.orders:
        remarks.add("order_twice", str(number), entry.row)
    if number is not None:
        seen.orders.add(number)
    if code is None or code not in seen.known:
        address = entry.row.address(entry.row.cell(entry.columns.name))
        if code is not None and register.code(entry.name) is None:
            remarks.add("name_note", entry.name, entry.row)
            address = replace(address, as_printed=address.as_printed.partition("(")[0].strip())
        annex.districts.append({
            "district_code": code, "order": None if seen.again else number,
            **address.columns(paged=paged),
        })  # fmt: skip
    for indicator in entry.columns.indicators:
        annex.targets.append(_target(rows, indicator, code, remarks, paged=paged))
    body = entry.row.cell(entry.columns.body) if entry.columns.body else None
    if body and not body.repeated:
        seen.body = body.text
    if body and body.repeated and not body.text and seen.body:
        remarks.add("body_shared", seen.body, entry.row)
    if body and body.text:
        annex.assignments.append({
            "body": body_of(body.text), "district_code": code, **entry.row.address(body).columns(paged=paged),
        })  # fmt: skip


def _code_of(entry: Entry, register: Register, remarks: Remarks, seen: _Seen) -> int | None:
    """Return the code of a district that stands here for the first time."""
    if entry.code is None:
        remarks.add("district_unknown" if register.known else "no_register", entry.name, entry.row)
    elif entry.code in seen.codes:
        remarks.add("district_twice", entry.name, entry.row)
        return None
    else:
        seen.codes.add(entry.code)
    return entry.code


def _target(
    rows: list[Entry], indicator: str, code: int | None, remarks: Remarks, *, paged: bool
) -> dict[str, Any]:
    """Return one cell: a number, or a blank, a dash, a zero or a word for none, kept apart."""
    entry = _row_of(rows, indicator)
    cell = entry.cell(indicator) if entry else None
    if entry is None:
        texts = [row.text(indicator) for row in rows if row.text(indicator)]
        remarks.add("cells_several", indicator, rows[0].row, other="; ".join(texts))
        entry = rows[0]
    elif indicator in entry.shared:
        _remark_cell("cell_shared", entry, indicator, remarks)
        cell = None
    elif cell is None:
        remarks.add("row_short", indicator, entry.row)
    elif cell.text:
        _remark_value(entry, indicator, remarks)
    return {
        "district_code": code, "indicator": indicator,
        "value": cell_count(cell.text, indicator) if cell else None,
        **entry.row.address(cell).columns(paged=paged),
        "column": entry.row.column_in_file(entry.columns.indicators[indicator]),
    }  # fmt: skip


def _row_of(rows: list[Entry], indicator: str) -> Entry | None:
    """Return the row of a district that holds its cell; None where several do and none is the sum."""
    filled = [row for row in rows if row.text(indicator) and not _is_repeated(row, indicator)]
    if len(filled) < 2:
        return filled[0] if filled else rows[0]
    sums = [row for row in filled if any(TOTAL.match(fold(text)) for text in row.row.texts)]
    return sums[0] if len(sums) == 1 else None


def _is_repeated(entry: Entry, indicator: str) -> bool:
    cell = entry.cell(indicator)
    return cell is not None and cell.repeated


def _remark_value(entry: Entry, indicator: str, remarks: Remarks) -> None:
    """Say of a filled cell what is not plain in it."""
    text = entry.text(indicator)
    value = cell_count(text, indicator)
    beside = beside_count(text)
    if is_unread(entry, indicator):
        _remark_cell("cell_unread", entry, indicator, remarks)
    elif of_none(text):
        remarks.add(of_none(text), text, entry.row)
    elif value == 0:
        remarks.add("zero", text, entry.row)
    elif beside and _are_names(beside) and _count_names(beside) != value:
        names = str(_count_names(beside))
        _remark_cell("cell_names", entry, indicator, remarks, taken=str(value), other=names)
    elif beside and not _are_names(beside):
        _remark_cell("cell_note", entry, indicator, remarks, taken=str(value))
    _remark_listed(entry, indicator, value, remarks)


def _remark_listed(entry: Entry, indicator: str, value: int | None, remarks: Remarks) -> None:
    """Say where the column behind a count lists another number of names."""
    listed = entry.row.cell(entry.columns.listed.get(indicator, 0))
    if value is None or listed is None or not _are_names(listed.text):
        return
    counted = _count_names(listed.text)
    if counted != value:
        address = entry.row.address(listed)
        remarks.at("cell_names", indicator, address, taken=str(value), other=str(counted))


def _are_names(beside: str) -> bool:
    parts = _parts(beside)
    return bool(parts) and all(_NAME.fullmatch(part) and part[0].isupper() for part in parts)


def _parts(beside: str) -> list[str]:
    parts = re.split(r"[,;]| và ", re.sub(r"^gồm:?\s+", "", beside, flags=re.IGNORECASE))
    kinds = r"^\s*(?:các )?(?:xã|thị trấn|thôn|bản|huyện)\b:?\s*"
    return [
        name for part in parts if (name := re.sub(kinds, "", part, flags=re.IGNORECASE).strip())
    ]


def _count_names(beside: str) -> int:
    return len(_parts(beside))


def _remark_cell(
    kind: str, entry: Entry, indicator: str, remarks: Remarks, *, taken: str = "", other: str = ""
) -> None:
    address = entry.row.address(entry.cell(indicator))
    remarks.at(kind, indicator, address, taken=taken, other=other)
