"""A funding list that stands in a table: its columns found by their headings."""

import re
from collections.abc import Iterator

from ntm_analysis.amounts import NUMBER, find_amounts, find_unit, scale_of
from ntm_analysis.document.grid import Grid, grids
from ntm_analysis.document.items import Item, depth_of
from ntm_analysis.document.model import Address, Cell
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.sources import source_of

_AMOUNT_HEAD = re.compile(
    r"tong|so tien|kinh phi|\bvon\b|ke hoach|du toan|nhu cau|so luong|thanh tien|gia tri"
)
_SHARE_HEAD = re.compile(r"%|ty le|ti le|co cau|ty trong|ti trong")
_SPLIT_HEAD = re.compile(r"dau tu|dtpt|su nghiep|sntx|\bsn\b|ghi chu|thuc hien|giai ngan|da ")


def funding_table(all_passages: list[Passage]) -> list[Item]:
    """Return the items of the table whose first columns name most sources, or nothing."""
    best: list[Item] = []
    for grid in grids(all_passages):
        names = _name_column(grid)
        if names is None:
            continue
        items = list(_items(grid, names))
        if len({item.source for item in items}) > len({item.source for item in best}):
            best = items
    return best


def _name_column(grid: Grid) -> int | None:
    """Return the column that holds names of at least two sources."""
    counts = {
        column: len({source_of(cell.text) for cell in grid.column(column)} - {"", "total"})
        for column in range(1, min(grid.width, 4) + 1)
    }
    best = max(counts, key=lambda column: counts[column], default=None)
    return best if best is not None and counts[best] >= 2 else None


def _items(grid: Grid, names: int) -> Iterator[Item]:
    amounts, shares = _value_columns(grid, names)
    if amounts is None:
        return
    head = grid.head(amounts)
    unit = find_unit(head) or find_unit(grid.caption)
    signs: list[str] = []
    for row in grid.rows:
        name, cell = row.cell(names), row.cell(amounts)
        if name is None or cell is None or not name.text or not re.search(r"\d", cell.text):
            continue
        parts = _parts(cell, unit)
        if not parts:
            continue
        source = source_of(name.text)
        order = row.cell(1) if names > 1 else None
        sign = _order_sign(order.text if order else name.text)
        depth = 0 if source == "total" else depth_of(sign, signs)
        share = row.cell(shares) if shares else None
        printed_share = share.as_printed if share and re.search(r"\d", share.text) else ""
        line = row.line
        address = Address(
            cell.as_printed, row.section, line.number, line.page, cell.paragraph or line.paragraph
        )
        yield Item(
            source, re.sub(r"^[\s\d.)IVX+*–-]+(?=[A-ZĐÂÔƯ])", "", name.text), address, parts, depth,
            unit="" if next(find_amounts(cell.text.lower()), None) else unit,
            share=printed_share.rstrip("% "), share_printed=printed_share,
        )  # fmt: skip


def _parts(cell: Cell, unit: str) -> tuple[tuple[str, int], ...]:
    whole = next(find_amounts(cell.text.lower()), None)
    if whole:
        return whole.parts
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


def _value_columns(grid: Grid, names: int) -> tuple[int | None, int | None]:
    """Return the column of amounts and that of shares, by their headings."""
    filled = [
        column for column in range(names + 1, grid.width + 1)
        if sum(bool(re.search(r"\d", cell.text)) for cell in grid.column(column)) >= 2
    ]  # fmt: skip
    heads = {column: grid.folded_head(column) for column in filled}
    shares = [column for column in filled if _SHARE_HEAD.search(heads[column])]
    amounts = [column for column in filled if column not in shares]
    fitting = [
        c for c in amounts if _AMOUNT_HEAD.search(heads[c]) and not _SPLIT_HEAD.search(heads[c])
    ]
    chosen = fitting or [c for c in amounts if not _SPLIT_HEAD.search(heads[c])]
    return (chosen[0] if chosen else None), (shares[0] if shares else None)
