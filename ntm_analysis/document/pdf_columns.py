"""Tables of a PDF page that have no vertical rules: rows and columns by where the words stand."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_NUMBER = re.compile(r"[-–]|\(?\d[\d.,]*\)?")
_CAPTION = re.compile(r"\s*(?:phụ lục|biểu|bảng|đơn vị tính|\(?kèm theo)\b", re.IGNORECASE)
_GAP = 0.8  # of the letters' size: what parts two cells of a line; a blank is a third of it
_LEAST = 3  # columns, and rows with as many cells
_WITHIN = 2  # lines without a number that may stand between two rows


@dataclass(frozen=True)
class Chunk:
    """Words of a line with no wide gap between them."""

    left: float
    right: float
    text: str

    def over(self, column: tuple[float, float]) -> bool:
        """Tell whether it stands over or under a column."""
        return min(self.right, column[1]) - max(self.left, column[0]) > 0


@dataclass(frozen=True)
class Rows:
    """A table found in the lines `start` to `end` of a page: texts of its rows, edges of its columns."""

    start: int
    end: int
    rows: list[list[str]]
    columns: list[tuple[float, float]]


def unruled(
    lines: list[dict[str, Any]], before: list[tuple[float, float]] | None = None
) -> list[Rows]:
    """Find the tables among the lines of a page.

    Parameters
    ----------
    lines : list of dict
        Of `pdfplumber.Page.extract_text_lines`, with their characters.
    before : list of tuple, optional
        Edges of the columns of the table at the end of the page before, which may go on here: a
        column can be blank on a whole page.

    Returns
    -------
    list of Rows
        Each has three columns or more, and three rows or more with as many cells, one of them a
        number. Lines of prose do not line up so.
    """
    chunks = [_chunks(line) for line in lines]
    found: list[Rows] = []
    at = 0
    while at < len(lines):
        end = _end(chunks, lines, at) if _is_row(chunks[at]) else at
        rows = [c for c in chunks[at:end] if _is_row(c)]
        columns = _columns(rows)
        if sum(len(c) >= _LEAST for c in rows) < _LEAST or len(columns) < _LEAST:
            at = max(end, at + 1)
            continue
        start = _start(chunks, lines, at, columns, found[-1].end if found else 0)
        columns = _with_heads([c for line in chunks[start:at] for c in line], columns)
        if start == at and not found and before:
            columns = _going_on(columns, before)
        texts = _texts(chunks, lines, (start, at, end), columns)
        found.append(Rows(start, end, texts, columns))
        at = end
    return found


def _chunks(line: dict[str, Any]) -> list[Chunk]:
    made: list[Chunk] = []
    letters: list[dict[str, Any]] = []
    for letter in sorted(line["chars"], key=lambda c: c["x0"]):
        if not letter["text"].strip():
            continue
        if letters and letter["x0"] - letters[-1]["x1"] > _GAP * letter["size"]:
            made.append(_chunk(letters))
            letters = []
        letters.append(letter)
    return [*made, _chunk(letters)] if letters else made


def _chunk(letters: list[dict[str, Any]]) -> Chunk:
    text = letters[0]["text"]
    for before, letter in pairwise(letters):
        blank = letter["x0"] - before["x1"] > 0.15 * letter["size"]
        text += (" " if blank else "") + letter["text"]
    return Chunk(letters[0]["x0"], letters[-1]["x1"], text)


def _is_row(chunks: list[Chunk]) -> bool:
    return len(chunks) > 1 and any(_NUMBER.fullmatch(chunk.text) for chunk in chunks[1:])


def _is_blank_row(chunks: list[Chunk]) -> bool:
    """Tell whether a line is a row that has nothing but its order number and its name."""
    return len(chunks) == 2 and _NUMBER.fullmatch(chunks[0].text) is not None


def _end(chunks: list[list[Chunk]], lines: list[dict[str, Any]], at: int) -> int:
    """Return the line after the last row of a table that begins at a line."""
    end = at + 1
    for line in range(at + 1, len(lines)):
        if _is_row(chunks[line]) or _is_blank_row(chunks[line]):
            end = line + 1
        elif line - end >= _WITHIN or _is_far(lines, line) or len(lines[line]["text"]) > 60:
            break
    return end


def _start(
    chunks: list[list[Chunk]], lines: list[dict[str, Any]], at: int,
    columns: list[tuple[float, float]], least: int,
) -> int:  # fmt: skip
    """Return the first line of the heading above the first row."""
    start = at
    while start > least and at - start < 8:
        above = chunks[start - 1]
        alone = len(above) == 1 and sum(above[0].over(c) for c in columns) > len(columns) // 2
        if not above or alone or _is_far(lines, start) or _CAPTION.match(lines[start - 1]["text"]):
            break
        start -= 1
    return start


def _is_far(lines: list[dict[str, Any]], at: int) -> bool:
    """Tell whether a line stands far below the one before it."""
    height = lines[at]["chars"][0]["size"]
    return bool(lines[at]["top"] - lines[at - 1]["bottom"] > 2.5 * height)


def _columns(rows: list[list[Chunk]]) -> list[tuple[float, float]]:
    """Return left and right edges of the columns: where words of any row stand."""
    edges: list[tuple[float, float]] = []
    for chunk in sorted((c for row in rows for c in row), key=lambda c: c.left):
        if edges and chunk.left < edges[-1][1]:
            edges[-1] = (edges[-1][0], max(edges[-1][1], chunk.right))
        else:
            edges.append((chunk.left, chunk.right))
    return edges


def _with_heads(
    heads: list[Chunk], columns: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Return the columns with those that have a heading and are blank below it."""
    alone = [chunk for chunk in heads if not any(chunk.over(column) for column in columns)]
    return sorted([*columns, *_columns([alone])])


def _going_on(
    columns: list[tuple[float, float]], before: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Return the columns of the page before where all of this page stand in them."""
    both = _columns([[Chunk(left, right, "") for left, right in [*columns, *before]]])
    return both if len(both) == len(before) else columns


def _texts(
    chunks: list[list[Chunk]], lines: list[dict[str, Any]], at: tuple[int, int, int],
    columns: list[tuple[float, float]],
) -> list[list[str]]:  # fmt: skip
    """Return the heading as one row, then the rows, wrapped lines joined to theirs."""
    start, first, end = at
    heads = [chunk for line in chunks[start:first] for chunk in line]
    rows = [_row(heads, columns)] if heads else []
    for line in range(first, end):
        texts = _row(chunks[line], columns, once=True)
        size = lines[line]["chars"][0]["size"]
        near = line > first and lines[line]["top"] - lines[line - 1]["top"] < 1.3 * size
        goes_on = not _is_row(chunks[line]) and (near or chunks[line][0].text[0].islower())
        if goes_on and line > first:
            rows[-1] = [" ".join(filter(None, pair)) for pair in zip(rows[-1], texts, strict=True)]
        else:
            rows.append(texts)
    return rows


def _row(
    chunks: list[Chunk], columns: list[tuple[float, float]], *, once: bool = False
) -> list[str]:
    """Return the text of each column; a heading over several stands in each, a cell `once`."""
    cells: list[list[str]] = [[] for _ in columns]
    for chunk in chunks:
        under = [at for at, column in enumerate(columns) if chunk.over(column)]
        for at in under[:1] if once else under:
            cells[at].append(chunk.text)
    return [" ".join(texts) for texts in cells]
