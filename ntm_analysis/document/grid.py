"""Tables of a document: rows under a heading of one or more rows, over page breaks."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ntm_analysis.document.model import Address, Cell, Line
from ntm_analysis.document.passages import Passage
from ntm_analysis.text import fold

TOTAL = re.compile(r"^\W*(?:tong|cong|toan tinh|tong cong|tong so)\b")
_MAX_HEAD = 5
_BETWEEN = re.compile(
    r"[\W\d]*|(?:trang|page)\s*\d+.*|.*\(\s*tiep(?: theo)?.*\)\W*|tiep theo.*|don vi(?: tinh)?\s*:.*"
)


@dataclass(frozen=True)
class Row:
    """One row: its line and section, and its cells by column."""

    line: Line
    section: str

    def cell(self, column: int) -> Cell | None:
        """Return the cell of a column, or None where the row is shorter."""
        for cell in self.line.cells:
            if cell.column <= column < cell.column + cell.span:
                return cell
        return None

    @property
    def texts(self) -> list[str]:
        """The clean texts of the cells."""
        return [cell.text for cell in self.line.cells]

    @property
    def is_total(self) -> bool:
        """Whether its order number or its name is a total's word."""
        return any(TOTAL.match(fold(text)) for text in self.texts[:2])

    def address(self, cell: Cell | None) -> Address:
        """Return the address of a cell; that of a blank one where the row is shorter."""
        line = self.line
        printed = cell.as_printed if cell else ""
        paragraph = (cell.paragraph if cell else None) or line.paragraph
        return Address(printed, self.section, line.number, line.page, paragraph)


@dataclass(frozen=True)
class Grid:
    """A table: rows of heading, rows of data, and the text that stands before it."""

    heads: tuple[Row, ...]
    rows: tuple[Row, ...]
    caption: str = field(repr=False, default="")

    @property
    def width(self) -> int:
        """The number of columns."""
        return max(
            (cell.column + cell.span - 1 for row in (*self.heads, *self.rows) for cell in row.line.cells),
            default=0,
        )  # fmt: skip

    def head(self, column: int) -> str:
        """Return the words over a column, from all rows of the heading, top to bottom."""
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


def grids(all_passages: list[Passage]) -> Iterator[Grid]:
    """Yield the tables of a document; rows that go on after a page break belong to one table."""
    rows: list[Row] = []
    caption: list[str] = []
    before: list[str] = []
    running = _running_heads(all_passages)
    for passage in all_passages:
        if not passage.is_row:
            if rows and not _is_between(passage) and _without_numbers(passage) not in running:
                yield _grid(rows, caption)
                rows = []
            before = [*before[-2:], passage.text]
            continue
        row = Row(passage.lines[0], passage.section)
        if rows and row.line.table != rows[-1].line.table and not _continues(rows, row):
            yield _grid(rows, caption)
            rows = []
        if not rows:
            caption = before
        rows.append(row)
    if rows:
        yield _grid(rows, caption)


def _is_between(passage: Passage) -> bool:
    """Tell whether a passage is only what a page leaves between two halves of a table."""
    text = passage.folded.strip()
    return len(text) < 60 and _BETWEEN.fullmatch(text) is not None


def _running_heads(all_passages: list[Passage]) -> set[str]:
    """Return the short texts that stand between tables again and again, as the heads of pages do."""
    texts = [p for p in all_passages if not p.is_row and len(p.text) < 150]
    counted = Counter(map(_without_numbers, texts))
    below = {
        _without_numbers(p)
        for before, p in pairwise(all_passages)
        if before.is_row and not p.is_row
    }
    return {text for text in below if text and counted[text] > 1}


def _without_numbers(passage: Passage) -> str:
    """Return what may be the head of a page without its number; nothing for a heading of its own."""
    text = " ".join(passage.folded.split())
    if re.match(r"\W*(?:phu luc|bieu|bang)\b", text):
        return text if re.search(r"\b(?:\d+|[ivx]+)\b", text) else ""
    return re.sub(r"(?:\W*\btrang)?\W*\d+(?:\s*/\s*\d+)?\W*$", "", text)


def _continues(rows: list[Row], row: Row) -> bool:
    """Tell whether a new table of the file carries on the one before: same width or same heading."""
    if _key(row) == _key(rows[0]) and len(_key(row)) > 10:
        return True
    width = max(c.column + c.span - 1 for c in rows[-1].line.cells)
    return max(c.column + c.span - 1 for c in row.line.cells) == width and not _is_head(row)


def _key(row: Row) -> str:
    return "|".join(fold(text) for text in row.texts)


def _is_head(row: Row) -> bool:
    """Tell whether a row looks like a heading: words in most cells, no bare number but of columns."""
    texts = [text for text in row.texts if text]
    numbers = [t for t in texts if re.fullmatch(r"[\d.,]+", t) and not re.fullmatch(r"20\d\d", t)]
    return len(texts) >= 2 and not numbers


def _grid(rows: list[Row], caption: list[str]) -> Grid:
    while len(rows) > 2 and _is_title(rows[0]):
        caption = [*caption, *rows.pop(0).texts]
    count = _head_rows(rows)
    heads = rows[:count]
    keys = {_key(row) for row in heads}
    counting = [row for row in rows[count : count + 1] if _counts_columns(row)]
    data = [
        row for row in rows[count + len(counting) :]
        if _key(row) not in keys and not _counts_columns(row)
    ]  # fmt: skip
    return Grid(tuple(heads), tuple(data), " ".join(caption))


def _is_title(row: Row) -> bool:
    """Tell whether a row is one cell over all columns, as the title of a table within it."""
    filled = [cell for cell in row.line.cells if cell.text]
    return len(filled) == 1 and filled[0].span > 1 and len(row.line.cells) == 1


def _head_rows(rows: list[Row]) -> int:
    """Count the rows of the heading: those before the first with an order number or a value."""
    for count, row in enumerate(rows[:_MAX_HEAD]):
        if not _is_head(row) or _begins_data(row) or _counts_columns(row):
            return count
    return min(len(rows), 1)


def _begins_data(row: Row) -> bool:
    """Tell whether a row without numbers begins the data: an order number, or a total's name."""
    cell = next((cell for cell in row.line.cells if cell.text), None)
    first = cell.text if cell else ""
    if cell and cell.column > 2 and not first.isdigit():
        return False  # a heading below others that are merged with the row above
    return re.fullmatch(r"[IVX]+|\d+|tong.*|cong|toan tinh", fold(first).strip()) is not None or (
        re.fullmatch(r"[IVX]+|[A-H]", first) is not None
    )


def _counts_columns(row: Row) -> bool:
    """Tell whether a row only numbers the columns, as in (1) (2) (3)."""
    numbers = [
        re.fullmatch(r"\(?(\d{1,2}|[A-Z])\)?(?:\s*=.*)?", text) for text in row.texts if text
    ]
    if len(numbers) < 3 or not all(numbers):
        return False
    digits = [int(found[1]) for found in numbers if found and found[1].isdigit()]
    return len(digits) >= 3 and digits == list(range(digits[0], digits[0] + len(digits)))
