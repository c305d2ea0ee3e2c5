"""Tables of a document: rows under a heading of one or more rows, over page breaks."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ntm_analysis.document.aligning import aligned
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.table import TOTAL, Grid, Row
from ntm_analysis.text import fold

__all__ = ["TOTAL", "Grid", "Row", "grids"]

_MAX_HEAD = 5
_BETWEEN = re.compile(
    r"[\W\d]*|(?:trang|page)\s*\d+.*|.*\(\s*tiep(?: theo)?.*\)\W*|tiep theo.*|don vi(?: tinh)?\s*:.*"
)


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
    return aligned(Grid(tuple(heads), tuple(data), " ".join(caption)))


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
