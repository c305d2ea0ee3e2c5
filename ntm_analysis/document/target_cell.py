"""A target of the province in a cell of a table: its number, what qualifies it, its address."""

import re
from dataclasses import dataclass, replace

from ntm_analysis.amounts import qualifier_before
from ntm_analysis.counts import cell_count, count_of
from ntm_analysis.document.model import Address, Cell
from ntm_analysis.document.table import Row

_SIGNED = re.compile(
    r"(?P<least>≥|>=)?\s*(?P<words>(?:ít nhất|tối thiểu|trên|hơn|khoảng|gần|phấn đấu|đạt|có|thêm|từ|công nhận|"
    r"mới|\s)*)(?P<count>\d.*?)(?P<up>\s+trở lên)?[\s.;]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class CellTarget:
    """A target in a cell: indicator, value (None where it cannot be read), qualifier, address."""

    indicator: str
    value: int | None
    qualifier: str
    address: Address


def target_in(indicator: str, row: Row, cell: Cell) -> CellTarget:
    """Return the target of a cell; its characters are those of the number and what it counts."""
    text = cell.content.text
    at = len(text) - len(text.lstrip())
    signed = _SIGNED.fullmatch(text, at)
    address = row.address(cell)
    if not signed or cell_count(signed["count"]) is None or count_of(signed["count"]) is None:
        return CellTarget(indicator, None, "", address)
    start, end = signed.span("count")
    least = signed["least"] or signed["up"]
    return CellTarget(
        indicator, cell_count(signed["count"]),
        "at_least" if least else qualifier_before(text.lower(), start),
        replace(address, as_printed=cell.content.raw_slice(start, end)),
    )  # fmt: skip
