"""Rows with fewer cells than their head: one that lost the cell of its order number, put under its heads."""

import re
from dataclasses import replace

from ntm_analysis.counts import cell_count
from ntm_analysis.document.table import Grid, Row

ORDER_HEAD = re.compile(r"^(?:tt|stt|so tt|so thu tu)\b")
_NAME = re.compile(r"[^\W\d_]{2}")
_ORDER = re.compile(r"\W*(?:[IVXLC]+|[A-Za-z]|\d+(?:\.\d+)*)\W*")


def aligned(grid: Grid) -> Grid:
    """Put the numbers of a row that begins with its name under their heads.

    "Tổng cộng⇥03⇥09" below "TT⇥Huyện⇥Xã NTM⇥OCOP" stands for a cell merged over the first two: a number
    directly behind the only words of a row is that of the first column of numbers.
    """
    if not grid.heads or not ORDER_HEAD.match(grid.folded_head(1).strip()):
        return grid
    first = _first_numbers(grid)
    rows = tuple(_moved(row, first, grid.width) for row in grid.rows)
    return replace(grid, rows=rows) if first and rows != grid.rows else grid


def _first_numbers(grid: Grid) -> int:
    """Return the first column behind that of the order whose cells are mostly numbers, or 0.

    Rows that begin with their order number tell it, where there are any.
    """
    ordered = [row for row in grid.rows if row.cells and _ORDER.fullmatch(row.cells[0].text)]
    for column in range(2, grid.width + 1):
        cells = (row.cell(column) for row in ordered or grid.rows)
        texts = [cell.text for cell in cells if cell and cell.text]
        numbers = [text for text in texts if cell_count(text) is not None]
        if texts and 2 * len(numbers) > len(texts):
            return column
    return 0


def _moved(row: Row, first: int, width: int) -> Row:
    cells = row.cells
    plain = all(cell.span == 1 and not cell.repeated for cell in cells)
    if first < 3 or len(cells) < 2 or not plain:
        return row
    name, value = cells[0].text, cells[1].text
    is_name = _NAME.search(name) and not _ORDER.fullmatch(name)
    if not is_name or cell_count(value) is None or row.reach + first - 2 > width:
        return row
    moved = [replace(cell, column=cell.column + first - 2) for cell in cells[1:]]
    return replace(row, placed=(replace(cells[0], span=first - 1), *moved))
