"""A table of a document: its rows of heading and of data, cells by column, each with its address."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from ntm_analysis.document.model import Address, Cell, Line
from ntm_analysis.text import fold

_WORDS = re.compile(r"[^\W\d_]{2}")
_ROMAN = re.compile(r"\W*[IVXLC]+\W*")
TOTAL = re.compile(r"^\W*(?:tong|cong|toan tinh|tong cong|tong so)\b")


@dataclass(frozen=True)
class Row:
    """One row: its line and section, and its cells by column.

    Attributes
    ----------
    line, section : Line, str
        Where it stands.
    placed : tuple of Cell
        Its cells where they are not those of the line: moved under their heads, or a column of the
        table turned into a row.
    origins : tuple of (Row, Cell)
        Of a row that is a column of its table, the row and the cell that each cell stands in.
    """

    line: Line
    section: str
    placed: tuple[Cell, ...] = ()
    origins: tuple[tuple["Row", Cell], ...] = field(repr=False, default=())

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells."""
        return self.placed or self.line.cells

    def cell(self, column: int) -> Cell | None:
        """Return the cell of a column, or None where the row is shorter."""
        for cell in self.cells:
            if cell.column <= column < cell.column + cell.span:
                return cell
        return None

    @property
    def texts(self) -> list[str]:
        """The clean texts of the cells."""
        return [cell.text for cell in self.cells]

    @property
    def is_total(self) -> bool:
        """Whether its first words, behind an order number, are those of a total."""
        words = (t for t in self.texts if _WORDS.search(t) and not _ROMAN.fullmatch(t))
        return TOTAL.match(fold(next(words, ""))) is not None

    @property
    def reach(self) -> int:
        """The last column that holds anything."""
        return max((c.column + c.span - 1 for c in self.cells if c.text), default=0)

    def address(self, cell: Cell | None) -> Address:
        """Return the address of a cell; that of a blank one where the row is shorter."""
        for number, (row, origin) in enumerate(self.origins):
            if self.placed[number] is cell:
                return row.address(origin)
        line = self.line
        printed = cell.as_printed if cell else ""
        paragraph = (cell.paragraph if cell else None) or line.paragraph
        return Address(printed, self.section, line.number, line.page, paragraph)

    def column_in_file(self, column: int) -> int:
        """Return the column that a cell has in the document's own table."""
        at = next((n for n, cell in enumerate(self.placed) if cell.column == column), None)
        return column if at is None or not self.origins else self.origins[at][1].column


@dataclass(frozen=True)
class Grid:
    """A table: rows of heading, rows of data, and the text that stands before it.

    `names` is the column of the names of its rows where no heading says so.
    """

    heads: tuple[Row, ...]
    rows: tuple[Row, ...]
    caption: str = field(repr=False, default="")
    names: int = 0

    @cached_property
    def width(self) -> int:
        """The number of columns."""
        return max(
            (cell.column + cell.span - 1 for row in (*self.heads, *self.rows) for cell in row.cells),
            default=0,
        )  # fmt: skip

    def head(self, column: int) -> str:
        """Return the words over a column, from all rows of the heading, top to bottom."""
        if column not in self._words:
            self._words[column] = self._head(column)
        return self._words[column]

    @cached_property
    def _words(self) -> dict[int, str]:
        return {}

    def _head(self, column: int) -> str:
        words: list[str] = []
        for depth, row in enumerate(self.heads):
            cell = row.cell(column)
            text = cell.text if cell else ""
            if not text and depth + 1 < len(self.heads):
                text = self._spread(row, column, depth)
            if text and text not in words:
                words.append(text)
        return " ".join(words)

    def _spread(self, row: Row, column: int, depth: int) -> str:
        """Return the heading to the left that goes on over a blank cell which has one below it."""
        below = self.heads[depth + 1].cell(column)
        if below is None or not below.text:
            return ""
        for left in range(column - 1, 0, -1):
            cell, under = row.cell(left), self.heads[depth + 1].cell(left)
            if cell and cell.text:
                return cell.text if under and under.text else ""
        return ""

    def folded_head(self, column: int) -> str:
        """Return the heading of a column for finding words in it."""
        return fold(self.head(column))

    def column(self, column: int) -> list[Cell]:
        """Return the filled cells of a column."""
        cells = (row.cell(column) for row in self.rows)
        return [cell for cell in cells if cell is not None]
