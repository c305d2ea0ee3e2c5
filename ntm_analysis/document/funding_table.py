"""A funding list that stands in a table: its columns found by their headings."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ntm_analysis.amounts import NUMBER, find_amounts, find_unit, scale_of
from ntm_analysis.document.grid import Grid, Row, grids
from ntm_analysis.document.items import Item, depth_of
from ntm_analysis.document.model import Cell
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.sources import is_purpose, source_of
from ntm_analysis.text import fold

_AMOUNT_HEAD = re.compile(
    r"tong|so tien|kinh phi|\bvon\b|ke hoach|du toan|nhu cau|so luong|thanh tien|gia tri"
)
_SHARE_HEAD = re.compile(r"%|ty le|ti le|co cau|ty trong|ti trong")
_INVESTMENT = re.compile(r"dau tu|dtpt")
_RECURRENT = re.compile(r"su nghiep|sntx|\bsn\b")
_MOST_UNIT_ROWS = 2
_UNIT_SAID = re.compile(r"\W*(?:don vi(?: tinh)?|dvt)\b")
_UNIT_HEAD = re.compile(r"don vi(?: tinh)?|dvt")
_UNIT_ENDS = re.compile(
    r"[^\W\d]\s+((?:nghìn\s+tỷ|tỷ|tỉ|triệu|nghìn|ngàn)\s+đồng|trđ|tr\.đ)\s*$", re.IGNORECASE
)
_UNIT_LAST = re.compile(r"[^\d.,\s][^\d]*$")
_OTHER_HEAD = re.compile(r"ghi chu|thuc hien|giai ngan|da |luy ke|giai doan")


@dataclass
class FundingTable:
    """The items of a funding list in a table, and what of the table was not read.

    Attributes
    ----------
    items : list of Item
        The amounts, in order.
    left_out : list of tuple of str and Row
        Headings of columns of numbers that were not taken, each with the row it stands in.
    rows_left_out : list of Row
        Rows by purpose, of a table whose columns are the sources.
    alike : Row or None
        The heading, where several columns may be that of the amounts and none was taken.
    without_unit : Row or None
        The heading, where neither it nor the text before it states the unit of money.
    """

    items: list[Item] = field(default_factory=list)
    left_out: list[tuple[str, Row]] = field(default_factory=list)
    rows_left_out: list[Row] = field(default_factory=list)
    alike: Row | None = None
    without_unit: Row | None = None


def _by_columns(grid: Grid) -> FundingTable | None:
    """Read the row of totals of a table whose columns are sources and whose rows are purposes."""
    heads = {column: source_of(_lowest_head(grid, column)) for column in range(1, grid.width + 1)}
    if len(set(heads.values()) - {"", "total"}) < 2:
        return None
    row = next((r for r in grid.rows[:1] + grid.rows[-1:] if r.is_total), None)
    unit = next((unit for column in heads if (unit := _unit_of(grid, column))), "")
    if row is None or not unit:
        return FundingTable(without_unit=None if unit else grid.heads[-1])
    table = FundingTable(rows_left_out=[other for other in grid.rows if other is not row])
    for column, source in heads.items():
        cell = row.cell(column)
        parts = _parts(cell, unit)
        if cell and parts and not _SHARE_HEAD.search(grid.folded_head(column)):
            table.items.append(Item(
                source, _lowest_head(grid, column), row.address(cell), parts,
                0 if source == "total" else 1, unit=unit,
            ))  # fmt: skip
    return table


def _lowest_head(grid: Grid, column: int) -> str:
    words = [cell.text for head in grid.heads if (cell := head.cell(column)) and cell.text]
    return next((text for text in reversed(words) if find_unit(text) != text.strip("() ")), "")


@dataclass(frozen=True)
class _Columns:
    """Columns of names, amounts, shares, and of investment and recurrent money; counted from 1."""

    names: int
    amounts: int
    shares: int | None
    split: tuple[int, ...]


def funding_table(all_passages: list[Passage], year: int | None) -> FundingTable:
    """Return the table whose first columns name most sources, or an empty one."""
    best = FundingTable()
    for grid in grids(all_passages):
        names = _name_column(grid)
        table = _by_columns(grid) if names is None else _read(grid, names, year)
        if table is None:
            continue
        if (not best.items and not (best.alike or best.without_unit)) or len(
            {item.source for item in table.items}
        ) > len({item.source for item in best.items}):
            best = table
    return best


def _read(grid: Grid, names: int, year: int | None) -> FundingTable:
    columns, left_out = _value_columns(grid, names, year)
    if columns is None:
        return FundingTable(alike=grid.heads[-1] if left_out and grid.heads else None)
    heads = grid.heads or grid.rows
    table = FundingTable(left_out=[(grid.head(column), heads[-1]) for column in left_out])
    unit = _unit_of(grid, columns.amounts)
    units = _unit_column(grid)
    table.items = list(_items(grid, columns, lambda row: _unit_in(row, units) or unit))
    if not any(item.parts for item in table.items) and not unit:
        table.without_unit = heads[-1]
    return table


def _unit_of(grid: Grid, column: int) -> str:
    """Return the unit of money of a column: of its heading, a row of units below it, or the text above."""
    rows = [*grid.heads, *(row for row in grid.rows[:_MOST_UNIT_ROWS] if _states_units(row))]
    own = [cell.text for row in rows if (cell := row.cell(column))]
    anywhere = [text for row in rows for text in row.texts if _UNIT_SAID.match(fold(text))]
    for text in (*own, *anywhere, grid.caption):
        if unit := find_unit(text):
            return unit
    ends = (found for text in own if (found := _UNIT_ENDS.search(text)))
    return next((found[1] for found in ends), "") or _unit_of_total(grid, column)


def _unit_of_total(grid: Grid, column: int) -> str:
    """Return the unit that the text above prints with the total of a column, or nothing."""
    totals = {cell.text for row in grid.rows if row.is_total and (cell := row.cell(column))}
    for amount in find_amounts(grid.caption.lower()):
        unit = _UNIT_LAST.search(grid.caption[amount.start : amount.end])
        if unit and len(amount.parts) == 1 and amount.number in totals:
            return unit[0].strip()
    return ""


def _states_units(row: Row) -> bool:
    """Tell whether a row of the body holds units and no number, but for "1.000 đồng"."""
    filled = [text for text in row.texts if text]
    return bool(filled) and all(find_unit(text) or not re.search(r"\d", text) for text in filled)


def _unit_column(grid: Grid) -> int | None:
    """Return the column that states the unit of each row, or None."""
    return next(
        (c for c in range(1, grid.width + 1) if _UNIT_HEAD.fullmatch(grid.folded_head(c).strip())),
        None,
    )


def _unit_in(row: Row, column: int | None) -> str:
    cell = row.cell(column) if column else None
    return find_unit(cell.text) if cell else ""


def _name_column(grid: Grid) -> int | None:
    """Return the column that holds names of at least two sources."""
    counts = {
        column: len({source_of(cell.text) for cell in grid.column(column)} - {"", "total"})
        for column in range(1, min(grid.width, 4) + 1)
    }
    best = max(counts, key=lambda column: counts[column], default=None)
    return best if best is not None and counts[best] >= 2 else None


def _items(grid: Grid, columns: _Columns, unit_of: Callable[[Row], str]) -> Iterator[Item]:
    signs: list[str] = []
    for row in grid.rows:
        unit = unit_of(row)
        name, cell = row.cell(columns.names), row.cell(columns.amounts)
        if name is None or cell is None or not name.text:
            continue
        source = source_of(name.text)
        parts = _parts(cell, unit)
        if not parts:
            if unit and (cell.text or source):
                yield Item(source, name.text, row.address(cell if cell.text else name), (), 1)
            continue
        order = row.cell(1) if columns.names > 1 else None
        sign = _order_sign(order.text if order else name.text)
        depth = 0 if source == "total" else depth_of(sign, signs)
        share = row.cell(columns.shares) if columns.shares else None
        printed_share = share.as_printed if share and re.search(r"\d", share.text) else ""
        split = [part for c in columns.split if (part := _parts(row.cell(c), unit))]
        yield Item(
            source, re.sub(r"^[\s\d.)IVX+*–-]+(?=[A-ZĐÂÔƯ])", "", name.text), row.address(cell),
            parts, depth, unit="" if next(find_amounts(cell.text.lower()), None) else unit,
            share=printed_share.rstrip("% "), share_printed=printed_share,
            split=tuple(split) if len(split) == 2 else (),
            purpose=not source and is_purpose(name.text, ""),
        )  # fmt: skip


def _parts(cell: Cell | None, unit: str) -> tuple[tuple[str, int], ...]:
    if cell is None:
        return ()
    whole = next(find_amounts(cell.text.lower()), None)
    if whole:
        return () if re.search(r"\d", cell.text[: whole.start]) else whole.parts
    if unit and re.fullmatch(NUMBER, cell.text):
        return ((cell.text, scale_of(unit)),)
    return ()


def _order_sign(text: str) -> str:
    """Return the kind of an order number: Roman, number, letter, bullet, or none."""
    text = text.strip()
    for kind, pattern in (("I", r"[IVXL]+\b"), ("1.1", r"\d+\.\d+"), ("1", r"\d+"), ("a", r"[a-zđ]\b"),
                          ("-", r"[-–]"), ("+", r"\+")):  # fmt: skip
        if re.match(pattern, text):
            return kind
    return ""


def _value_columns(grid: Grid, names: int, year: int | None) -> tuple[_Columns | None, list[int]]:
    """Return the columns by their headings, and the columns of numbers that are none of them.

    Of several columns that may hold the amounts, that of the plan's year is taken, else that of
    totals; where neither tells them apart, none is.
    """
    filled = [
        column for column in range(names + 1, grid.width + 1)
        if sum(bool(re.search(r"\d", cell.text)) for cell in grid.column(column)) >= 2
    ]  # fmt: skip
    heads = {column: grid.folded_head(column) for column in filled}
    shares = [column for column in filled if _SHARE_HEAD.search(heads[column])]
    kinds = [[c for c in filled if kind.search(heads[c])] for kind in (_INVESTMENT, _RECURRENT)]
    split = tuple(columns[0] for columns in kinds if len(columns) == 1 and columns[0] not in shares)
    apart = {c for columns in kinds for c in columns} | set(shares)
    amounts = [c for c in filled if c not in apart and not _is_other(heads[c], year)]
    for narrower in (_AMOUNT_HEAD.pattern, rf"\b{year}\b", r"\btong", r"ke hoach"):
        fitting = [c for c in amounts if re.search(narrower, heads[c])]
        amounts = fitting if fitting and len(amounts) > 1 else amounts
    if len(amounts) != 1:
        return None, amounts
    chosen = _Columns(names, amounts[0], shares[0] if shares else None, split)
    taken = {chosen.amounts, chosen.shares, *(split if len(split) == 2 else ())}
    return chosen, [column for column in filled if column not in taken]


def _is_other(head: str, year: int | None) -> bool:
    """Tell whether a heading is that of another year, of money spent, or of a period."""
    years = [int(found) for found in re.findall(r"\b(20\d\d)\b", head)]
    return bool(years and year and year not in years) or _OTHER_HEAD.search(head) is not None
