"""Tables whose rows are the indicators: their labels with unit and level, and the table turned over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ntm_analysis.document.aligning import ORDER_HEAD
from ntm_analysis.document.annex_rows import of_none
from ntm_analysis.document.heads import indicator_of, is_addition, is_no_count, level_of, unit_of
from ntm_analysis.document.model import Cell, Clean
from ntm_analysis.document.table import Grid, Row
from ntm_analysis.text import fold
from ntm_analysis.vocabulary import INDICATORS

_UNIT_HEAD = re.compile(r"^\W*(?:don vi(?: tinh)?|dvt|d\.?v\.?t)\W*$")
_UNIT_SAID = re.compile(r"(?:don vi(?: tinh)?|dvt)\s*:\s*((?:thi )?[a-z]+(?: [a-z]+)?)\W*$")
_ANY_UNIT = re.compile(r"^(?:don vi|dia phuong|so luong)?$")
_MONEY = re.compile(r"\b(?:kinh phi|von|ngan sach|(?:nghin|trieu|ty) dong|ty d)\b|[(:]\s*dong\b")
_IN_MONEY = re.compile(r"(?:don vi(?: tinh)?|dvt)\s*:\s*[^.;]{0,20}\bdong\b")
# What stands in a column of numbers, and how the words of a task begin, which is no target.
_VALUE = re.compile(
    r"\W*(?:(?:it nhat|toi thieu|tren|hon|khoang|gan|tu|phan dau|dat|co|them|cong nhan|moi)\s+)*\d|[-–—]+$"
)
_TASK = re.compile(
    r"\W*(?:tham dinh|ho tro|kiem tra|tap huan|khao sat|huong dan|tuyen truyen|ra soat|xay dung ke hoach|to chuc)\b"
)
_DEEPEST = 4  # columns of words before those of numbers


@dataclass
class IndicatorRows:
    """The rows of a table that are indicators, with their labels, and the numbers that go with none.

    Attributes
    ----------
    first : int
        The first column behind the words.
    rows : list of (Row, str)
        The rows that may be indicators, with the label that says so.
    indicators : set of str
        The indicators.
    left_out : list of (Row, str)
        Rows with numbers of something else, with their words.
    """

    grid: Grid
    first: int
    rows: list[tuple[Row, str]] = field(default_factory=list)
    indicators: set[str] = field(default_factory=set)
    left_out: list[tuple[Row, str]] = field(default_factory=list)

    def numeric(self) -> list[int]:
        """List the columns that hold counts."""
        return [c for c in range(self.first, self.grid.width + 1) if self._is_numeric(c)]

    def _is_numeric(self, column: int) -> bool:
        texts = [cell.text for row, _ in self.rows if (cell := row.cell(column)) and cell.text]
        return 2 * sum(_VALUE.match(fold(text)) is not None for text in texts) > len(texts)

    def turned(self, columns: list[int]) -> Grid:
        """Return the table turned over: a row for each of the columns, headed by the labels."""
        top = self.grid.heads[-1]
        words = [("", top), *((label, row) for row, label in self.rows)]
        heads = tuple(Cell(Clean(text), at) for at, (text, _) in enumerate(words, start=1))
        origins = tuple((row, row.cells[0]) for _, row in words)
        head = Row(self.rows[0][0].line, top.section, heads, origins)
        rows = tuple(self._turned(column) for column in columns)
        return replace(self.grid, heads=(head,), rows=rows, names=1)

    def _turned(self, column: int) -> Row:
        name = lowest_head(self.grid, column)
        pairs = [name, *((row, row.cell(column)) for row, _ in self.rows)]
        origins = [(row, cell or Cell(Clean(""), column)) for row, cell in pairs if row]
        cells = [
            replace(cell, column=at, span=1, repeated=False)
            for at, (_, cell) in enumerate(origins, start=1)
        ]
        return Row(name[0].line, name[0].section, tuple(cells), tuple(origins))


def lowest_head(grid: Grid, column: int) -> tuple[Row, Cell | None]:
    """Return the lowest filled cell of the heading over a column, with its row."""
    for row in reversed(grid.heads):
        cell = row.cell(column)
        if cell and cell.text and not cell.repeated:
            return row, cell
    return grid.heads[-1], grid.heads[-1].cell(column)


def indicator_rows(grid: Grid) -> IndicatorRows | None:
    """Return the rows of a table that name indicators, None where none does or it is one of money."""
    heads = fold(" ".join(text for row in grid.heads for text in row.texts))
    if not grid.heads or _MONEY.search(heads) or _IN_MONEY.search(fold(grid.caption)):
        return None
    first = _first_numbers(grid)
    if first < 2:
        return None
    found = IndicatorRows(grid, first)
    for row, label, indicator in _labelled(grid, first):
        filled = any(cell.text for cell in row.cells if cell.column >= first)
        if indicator:
            found.rows.append((row, label))
            found.indicators.add(indicator)
        elif filled and label:
            found.left_out.append((row, label))
    return found if found.rows else None


def _first_numbers(grid: Grid) -> int:
    """Return the first column of numbers or blanks behind the words that name an indicator."""
    named = 0
    for column in range(1, min(grid.width, _DEEPEST + 1) + 1):
        texts = [cell.text for cell in grid.column(column) if cell.text]
        counts = [text for text in texts if _VALUE.match(fold(text))]
        is_words = texts and 2 * len(counts) < len(texts)
        if ORDER_HEAD.match(grid.folded_head(column).strip()):
            continue
        if is_words and any(unit_of(fold(t)) or level_of(fold(t)) for t in texts):
            named = column
        elif named or not is_words:
            return column if named else 0
    return 0


def _labelled(grid: Grid, first: int) -> Iterator[tuple[Row, str, str]]:
    """Yield each row with its label and its indicator, by its own words or the group above it."""
    group = before = ""
    said = _UNIT_SAID.search(fold(grid.caption))
    for row in grid.rows:
        own, unit = _words(grid, row, first)
        values = [c.text for c in row.cells if c.column >= first and _is_value(c.text)]
        if own and not values:
            group, before = own, ""
            continue
        label, indicator = _indicator(own, unit or (said[1] if said else ""), group)
        if not indicator and is_addition(own):
            whole = _indicator(group, "", "")[1]
            label, indicator = (own, before) if before else (f"{group} {own}", whole)
        before = indicator
        yield row, label, indicator


def _is_value(text: str) -> bool:
    return re.search(r"\d", text) is not None or bool(of_none(text))


def _words(grid: Grid, row: Row, first: int) -> tuple[str, str]:
    """Return the words of a row, without order, and its unit of measure."""
    words, unit = [], ""
    for column in range(1, first):
        cell = row.cell(column)
        head = " ".join(grid.folded_head(column).split())
        if cell is None or not cell.text or ORDER_HEAD.match(head):
            continue
        if _UNIT_HEAD.match(head):
            unit = cell.text
        elif cell.text not in words:
            words.append(cell.text)
    return " ".join(words), unit


def _indicator(own: str, unit: str, group: str) -> tuple[str, str]:
    """Return the label that names the indicator of a row, and the indicator, or nothing.

    The column of units decides where it is filled: a share or a number of households is no target.
    """
    measured = unit_of(fold(unit)) if unit else ""
    if is_no_count(own) or _TASK.match(fold(own)) or is_no_count(unit) or _MONEY.search(fold(unit)):
        return own, ""
    if unit and not measured and not _ANY_UNIT.match(fold(unit).strip()):
        return own, ""
    tries = [own]
    if level_of(fold(own)) or unit_of(fold(own)) == "ocop":
        tries += [f"{unit} {own}"] if measured else []
        tries += [f"{group} {own}"] if group and not unit_of(fold(own)) else []
    for label in tries:
        indicator = indicator_of(label)
        if indicator in INDICATORS and (not measured or measured == unit_of(fold(label))):
            return label, indicator
    return own, ""
