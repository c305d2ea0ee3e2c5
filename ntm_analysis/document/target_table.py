"""Tables of targets that are no annex by district rows: an indicator a row, or the province alone."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ntm_analysis.document.annex_columns import find_columns, is_numeric, of_the_year
from ntm_analysis.document.annex_rows import is_district_word, of_none
from ntm_analysis.document.grid import grids
from ntm_analysis.document.heads import indicator_of, is_no_count, level_of, unit_of
from ntm_analysis.document.indicator_rows import IndicatorRows, indicator_rows, lowest_head
from ntm_analysis.document.model import Cell
from ntm_analysis.document.naming import Register
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.remarks import Remarks
from ntm_analysis.document.table import TOTAL, Grid, Row
from ntm_analysis.document.target_cell import CellTarget, target_in
from ntm_analysis.text import CAPITALS, fold
from ntm_analysis.vocabulary import INDICATORS

_OF_DISTRICTS = re.compile(r"\bhuyen\b|thi xa|thanh pho|dia phuong")
_NO_DISTRICT = re.compile(
    r"\d|ke hoach|thuc hien|\bnam\b|\bquy\b|ket qua|ty le|so sanh|\buoc\b|giao|muc tieu|chi tieu|luy ke|\btang\b|giam|"
    r"hien|don vi|so luong|ghi chu|dang ky|tong|cong|toan tinh|\bca nuoc\b|trung uong"
)
_BESIDE = re.compile(r"so voi[^.;:]*")
_STATES = re.compile(r"chi tieu|muc tieu|ke hoach (?:nam )?20|phan dau|\bgiao\b")
_OF_TASKS = re.compile(
    r"chu tri|phoi hop|thoi gian|thoi han|tien do|han hoan thanh|thuc hien boi|san pham dau ra"
)
_CRITERIA = re.compile(r"(?:^|\s)(?:ten )?tieu chi(?:\s|$)")
_PROVINCE = re.compile(
    r"ke hoach|\bnam\b|chi tieu|muc tieu|phan dau|toan tinh|\btong\b|\bcong\b|so luong|\bgiao\b(?! thong)|thuc hien|tang them"
)
_PROPER = re.compile(rf"(?:[{CAPITALS}][\w'’.-]*\s?){{1,5}}")


def turned_annex(grid: Grid, register: Register) -> Grid | None:
    """Return a table whose rows are indicators and whose columns are districts, turned over.

    None where a district has no code: only its line would tell it from others, and they share it.
    """
    found = indicator_rows(grid)
    columns = _districts(found, register) if found else []
    if not found or not all(register.code(_name(grid, c)) is not None for c in columns):
        return None
    totals = [c for c in found.numeric() if TOTAL.match(fold(_name(grid, c)))]
    return found.turned(sorted({*columns, *totals})) if columns else None


def _name(grid: Grid, column: int) -> str:
    cell = lowest_head(grid, column)[1]
    return cell.text if cell else ""


def _districts(found: IndicatorRows, register: Register) -> list[int]:
    """List the columns that are headed by districts, or by names that may be theirs."""
    grid = found.grid
    names = {column: _name(grid, column) for column in range(found.first, grid.width + 1)}
    sure = {c for c, n in names.items() if register.code(n) is not None or is_district_word(n)}
    proper = {
        c for c, n in names.items() if _PROPER.fullmatch(n) and not _NO_DISTRICT.search(fold(n))
    }  # fmt: skip
    upper = any(_OF_DISTRICTS.search(grid.folded_head(column)) for column in proper)
    totals = any(TOTAL.match(fold(name)) for name in names.values())
    columns = sure | proper if upper or totals or len(sure) > 1 else sure
    return sorted(columns) if len(columns) > 1 else []


def table_targets(
    found: list[Passage], register: Register, year: int | None, remarks: Remarks
) -> Iterator[CellTarget]:
    """Yield the targets of the province in tables: of an indicator a row, or a column.

    Rows and columns of such a table that hold other numbers are remarked.
    """
    for grid in grids(found):
        rows = None if find_columns(grid, year, None) else indicator_rows(grid)
        if rows and turned_annex(grid, register):
            for row, words in rows.left_out:
                remarks.add("target_row_left_out", words, row)
            continue
        if find_columns(grid, year, None) or not _states_targets(grid):
            continue
        province = (
            _of_rows(rows, register, year, remarks) if rows else _of_columns(grid, year, remarks)
        )
        columns = find_columns(province, year, remarks) if province else None
        for indicator, column in (columns.indicators if columns else {}).items():
            taken = province.rows[0] if province else None
            cell = taken.cell(column) if taken else None
            if taken and cell and cell.text:
                yield from _said(indicator, taken, cell, remarks)
        yield from _of_matrix(grid, remarks) if not (rows or province) else ()


def _said(indicator: str, row: Row, cell: Cell, remarks: Remarks) -> Iterator[CellTarget]:
    """Yield the target of a cell; a dash or a word for none is remarked instead."""
    none = of_none(cell.text)
    if not none:
        yield target_in(indicator, row, cell)
    elif none == "none":
        remarks.at("none_left_out", indicator, row.address(cell))
    else:
        remarks.at("dash", cell.text, row.address(cell))


def _of_matrix(grid: Grid, remarks: Remarks) -> Iterator[CellTarget]:
    """Yield the targets of a table whose rows are units and whose columns are levels."""
    levels = {
        column: level for column in range(2, grid.width + 1)
        if (level := level_of(grid.folded_head(column))) and is_numeric(grid, column)
    }  # fmt: skip
    if len(levels) < 2 or len(set(levels.values())) < len(levels):
        return
    for row in grid.rows:
        words = " ".join(c.text for c in row.cells if c.column < min(levels) and c.text)
        for column, level in levels.items():
            cell = row.cell(column)
            indicator = f"{unit_of(fold(words))}_{level}"
            if cell and cell.text and indicator in INDICATORS and not is_no_count(words):
                yield from _said(indicator, row, cell, remarks)
            elif cell and cell.text:
                remarks.add("target_row_left_out", words, row)


def _states_targets(grid: Grid) -> bool:
    """Tell whether a table says that it holds targets, and is none of tasks."""
    heads = " ".join(grid.folded_head(column) for column in range(1, grid.width + 1))
    said = _STATES.search(heads) or _STATES.search(fold(grid.caption))
    return said is not None and _OF_TASKS.search(heads) is None


def _of_rows(
    rows: IndicatorRows, register: Register, year: int | None, remarks: Remarks
) -> Grid | None:
    """Return the table turned over with the column of the plan's year alone, None without one."""
    grid, districts = rows.grid, _districts(rows, register)
    heads = {c: grid.head(c) for c in rows.numeric() if c not in districts}
    taken = [] if _is_of_another_year(grid, year) else of_the_year(heads, year)
    if len(taken) > 1:
        remarks.add("columns_alike", ", ".join(sorted(rows.indicators)), grid.heads[-1])
    for column in sorted(heads.keys() - set(taken)):
        remarks.add("column_left_out", grid.head(column), grid.heads[-1])
    if districts:
        names = ", ".join(_name(grid, column) for column in districts)
        remarks.add("districts_across", names, grid.heads[-1])
    for row, words in rows.left_out if len(taken) == 1 else ():
        remarks.add("target_row_left_out", words, row)
    return rows.turned(taken) if len(taken) == 1 else None


def _is_of_another_year(grid: Grid, year: int | None) -> bool:
    """Tell whether the text before a table names a year that is not the plan's, and its heads none."""
    heads = " ".join(grid.folded_head(column) for column in range(1, grid.width + 1))
    years = re.findall(r"20\d\d", _BESIDE.sub(" ", fold(grid.caption)))[-1:]
    return bool(year and years) and str(year) not in (*years, *re.findall(r"20\d\d", heads))


def _of_columns(grid: Grid, year: int | None, remarks: Remarks) -> Grid | None:
    """Return a table whose columns are indicators with the row of the plan's year alone."""
    words = (
        c
        for c in range(1, grid.width + 1)
        if not (is_numeric(grid, c) or indicator_of(grid.head(c)))
    )
    if _CRITERIA.search(" ".join(grid.folded_head(c) for c in range(1, grid.width + 1))):
        return None
    named = replace(grid, names=next(words, grid.width + 1))
    columns = find_columns(named, year, None)
    if columns is None or len(columns.indicators) < 2:
        return None
    cells = {at: row.cell(columns.name) for at, row in enumerate(grid.rows)}
    labels = {at: cell.text if cell else "" for at, cell in cells.items()}
    plain = {
        at: label for at, label in labels.items() if not label or _PROVINCE.search(fold(label))
    }
    if not plain:
        return None
    taken = of_the_year(plain, year)
    if _is_of_another_year(grid, year) and not any(str(year) in plain[at] for at in taken):
        taken = []
    for at, label in labels.items():
        if at not in taken[:1]:
            remarks.add("target_row_left_out", label, grid.rows[at])
    return replace(named, rows=(grid.rows[taken[0]],)) if len(taken) == 1 else None
