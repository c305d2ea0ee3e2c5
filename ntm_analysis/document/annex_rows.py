"""The rows of an annex: districts, totals, groups of districts, parts of a district."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ntm_analysis.counts import cell_count
from ntm_analysis.document.annex_columns import NONE, Columns
from ntm_analysis.document.grid import TOTAL, Grid, Row
from ntm_analysis.document.model import Cell
from ntm_analysis.document.naming import Register
from ntm_analysis.text import fold

_MARK = r"^\W*(?:(?:[ivx]+|[a-h]|\d{1,2})\s*[.)/:]\s*)?"
_GROUP = re.compile(
    rf"{_MARK}(?:vung|khu vuc|cac (?:huyen|xa|dia phuong|don vi|thi xa|thanh pho)|mien\b|nhom|"
    r"huyen (?:mien|ngheo|dong bang|trung du|ven bien|bien gioi)|"
    r"(?:dong bang|trung du|ven bien|mien nui|do thi|bien gioi)$|(?:[ivx]+\b\s*(?:vung|khu vuc|cac|mien)))"
)
_PART = re.compile(
    r"^\W*(?:trong do|bao gom\b|gom\b|ty le|so voi|ghi chu|chia ra|gom co|trong so|dat ty le|con lai\b|"
    r"(?:ke hoach|thuc hien|ket qua) (?:nam )?20)"
)
_BELOW = re.compile(r"^\W*(?:xa|thi tran|phuong|thon|ban|ap|khu pho|lang)\b(?!\s*,)")
_DISTRICT = re.compile(r"^\W*(?:huyen|thi xa|thanh pho|tx|tp|h)\b\.?\s*\w")
_DASH = re.compile(r"[-–—_.…]+")


@dataclass(frozen=True)
class Entry:
    """A row of an annex and what it is.

    Attributes
    ----------
    kind : str
        ``district``, ``more`` (a further row of the district above), ``total``, ``group``, ``part``,
        ``nameless``, or ``long`` (it has more cells than its heading).
    name : str
        The name that is printed in it.
    order : str
        Its order number as printed.
    code : int or None
        The code of a district.
    """

    row: Row
    columns: Columns
    kind: str
    name: str
    order: str
    code: int | None = None
    shared: frozenset[str] = frozenset()

    def cell(self, indicator: str) -> Cell | None:
        """Return the cell of an indicator."""
        return self.row.cell(self.columns.indicators[indicator])

    def text(self, indicator: str) -> str:
        """Return the clean text of the cell of an indicator."""
        cell = self.cell(indicator)
        return cell.text if cell else ""

    @property
    def words(self) -> str:
        """The words of the row, for a remark."""
        return " | ".join(filter(None, self.row.texts))[:60]

    @property
    def key(self) -> str:
        """What tells its district from others."""
        return str(self.code) if self.code is not None else fold(self.name)


def entries_of(grid: Grid, columns: Columns, register: Register) -> list[Entry]:
    """Tell of each row of a table what it is; rows with neither a name nor a value are left out."""
    made: list[Entry] = []
    longest = _usual_reach(grid)
    roman = any(
        _is_roman(_text(row, columns.order)) and _is_district(_text(row, columns.name), register)
        for row in grid.rows
    )  # fmt: skip
    for row in grid.rows:
        entry = _entry(row, columns, register, made, roman=roman)
        if entry:
            made.append(replace(entry, kind="long") if row.reach > longest else entry)
    return [_with_shared(made, at) for at in range(len(made))]


def _usual_reach(grid: Grid) -> int:
    """Return the last column that a row may fill: that of the heading, or of most rows."""
    counted = Counter(row.reach for row in grid.rows)
    usual = counted.most_common(1)[0][0] if counted else 0
    return max([usual, *(c.column + c.span - 1 for row in grid.heads for c in row.cells)])


def of_none(text: str) -> str:
    """Return ``dash`` or ``none`` for a cell that says so, or nothing."""
    folded = fold(text)
    return "dash" if _DASH.fullmatch(folded) else "none" if folded in NONE else ""


def is_district_word(text: str) -> bool:
    """Tell whether a short text begins with a word for a district and goes on with a name."""
    return len(text) < 40 and re.match(r"(?:Huyện|Thị xã|Thành phố) [A-ZĐ]", text) is not None


def is_unread(entry: Entry, indicator: str) -> bool:
    """Tell whether a cell holds what is no count and no sign for none, or belongs to several rows."""
    text = entry.text(indicator)
    return indicator in entry.shared or bool(
        text and cell_count(text, indicator) is None and not of_none(text)
    )


def _text(row: Row, column: int | None) -> str:
    cell = row.cell(column) if column else None
    return cell.text if cell else ""


def _is_roman(order: str) -> bool:
    return re.fullmatch(r"[IVX]+\.?", order) is not None


def _code(name: str, register: Register) -> int | None:
    """Return the code of a district's name, without what a bracket behind it says."""
    code = register.code(name)
    if code is None and name.endswith(")"):
        code = register.code(name.partition("(")[0].strip())
    return code


def _is_district(name: str, register: Register) -> bool:
    """Tell whether a name is a district's: by the register, or without one by its first word."""
    key = fold(name)
    by_word = not register.known and _DISTRICT.match(key) and not _GROUP.match(key)
    return _code(name, register) is not None or bool(by_word)


def _entry(
    row: Row, columns: Columns, register: Register, above: list[Entry], *, roman: bool
) -> Entry | None:
    cell, order = row.cell(columns.name), _text(row, columns.order)
    repeated = cell is not None and cell.repeated
    name = cell.text if cell and not repeated else ""
    name = "" if cell_count(name) is not None else name  # a number is no name
    cells = [row.cell(column) for column in columns.indicators.values()]
    values = [c for c in cells if c and c.text and not c.repeated]
    if not name and not values:
        return None
    code = _code(name, register) if name else None
    if row.is_total and (TOTAL.match(fold(name)) or not name):
        kind = "total"
    elif not name:
        follows = repeated and above and above[-1].kind in {"district", "more"}
        kind, name = ("more", above[-1].name) if follows else ("nameless", "")
        code = above[-1].code if follows else None
    elif cell and any(c is cell for c in cells):
        kind = "group"  # one cell over the whole table
    elif code is None:
        kind = _kind_unknown(name, order, above, known=register.known, roman=roman)
    else:
        kind = "district"
    return Entry(row, columns, kind, name, order, code)


def _kind_unknown(name: str, order: str, above: list[Entry], *, known: bool, roman: bool) -> str:
    """Tell what a row is whose name is no district's by the register, or that has no register."""
    key = fold(name)
    if _PART.match(key) or order in {"-", "+", "*", "•"} or re.match(r"[-+*•]\s", name):
        return "part"
    if _GROUP.match(key):
        return "group"
    below = any(entry.kind == "district" for entry in above) and _BELOW.match(key)
    if below and not _DISTRICT.match(key) and (roman or not re.fullmatch(r"\d{1,3}\.?", order)):
        return "part"
    if known and re.fullmatch(r"\d{1,3}\.\d{1,2}\.?", order):
        return "part"
    if re.fullmatch(r"[IVX]+\.?|[A-Z]\.?", order) and not (not known and _DISTRICT.match(key)):
        return "group"
    return "district"


def _with_shared(made: list[Entry], at: int) -> Entry:
    """Return an entry with the indicators whose cell it shares with another district's row."""
    entry = made[at]
    if entry.kind not in {"district", "more"}:
        return entry
    return Entry(
        entry.row, entry.columns, entry.kind, entry.name, entry.order, entry.code,
        frozenset(i for i in entry.columns.indicators if _shares(made, at, i)),
    )  # fmt: skip


def _shares(made: list[Entry], at: int, indicator: str) -> bool:
    """Tell whether a filled cell is merged over the rows of several districts, this one's among them."""
    top = at
    while top > 0 and _continues(made[top], indicator):
        top -= 1
    end = at + 1
    while end < len(made) and _continues(made[end], indicator):
        end += 1
    rows = [entry for entry in made[top:end] if entry.kind in {"district", "more"}]
    return bool(made[top].text(indicator)) and len({entry.key for entry in rows}) > 1


def _continues(entry: Entry, indicator: str) -> bool:
    cell = entry.cell(indicator)
    return cell is not None and cell.repeated


def spans_of_districts(entries: list[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Yield the key of each district with its rows, in order."""
    rows: list[Entry] = []
    for entry in entries:
        if entry.kind == "district" and rows:
            yield rows[0].key, rows
            rows = []
        if entry.kind in {"district", "more"}:
            rows.append(entry)
    if rows:
        yield rows[0].key, rows
