"""The columns of an annex of targets: which holds the names, which each indicator of the plan's year."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ntm_analysis.counts import cell_count
from ntm_analysis.document.grid import Grid
from ntm_analysis.document.heads import indicator_of, is_no_count, is_stock
from ntm_analysis.document.remarks import Remarks
from ntm_analysis.text import fold
from ntm_analysis.vocabulary import INDICATORS

NONE = {"khong", "ko", "khong co", "khong giao"}
_NAME_HEAD = re.compile(r"\bten\b|\bhuyen\b|don vi|dia phuong|thanh pho|thi xa|dia ban")
_BODY_HEAD = re.compile(
    r"phan cong|chi dao|phu trach|don doc|giup do|theo doi|co quan|so, (?:ban, )?nganh"
)
_ORDER_HEAD = re.compile(r"^(?:tt|stt|so tt|so thu tu)\b")
# A heading that goes on from the one at its left: the part of it that is added in the year.
_ADDED = re.compile(
    r"^\W*(?:trong do\W*)?(?:so )?(?:xa |thon |huyen )?(?:tang|dat|phan dau|cong nhan|hoan thanh)\b.*"
    r"\b(?:them|moi|nam 20\d\d)\b|^\W*(?:trong do\W*)?(?:tang )?them\b|^\W*trong do\W*(?:ke hoach )?nam 20\d\d$"
)
_PLANNED = re.compile(r"ke hoach|\bnam 20\d\d|phan dau|giao|chi tieu")
_WHOLE = re.compile(r"\bca nam\b|\btong(?: so| cong)?$|\bcong$|\btong so\b")
_ADDITION = re.compile(r"\bthem\b|tang them|cong nhan moi|dat moi")
_PERIOD = re.compile(r"20\d\d\s*-\s*20\d\d")


@dataclass(frozen=True)
class Columns:
    """Which column holds what; columns count from 1."""

    order: int | None
    name: int
    indicators: dict[str, int]
    body: int | None


def find_columns(grid: Grid, year: int | None, remarks: Remarks | None) -> Columns | None:
    """Find the columns of an annex by their headings; None if the table is none.

    Parameters
    ----------
    year : int or None
        The plan's own year, which decides between columns of several years.
    remarks : Remarks or None
        Where columns that were not taken are named; None to look only.
    """
    fitting: dict[str, list[int]] = {}
    name: int | None = None
    order: int | None = None
    body: int | None = None
    before = ""
    for column in range(1, grid.width + 1):
        head, folded = grid.head(column), grid.folded_head(column)
        indicator = indicator_of(head) or (before if _ADDED.search(folded) else "")
        indicator = before = indicator if indicator in INDICATORS else ""
        if _ORDER_HEAD.match(folded.strip()):
            order = order or column
        elif body is None and _BODY_HEAD.search(folded) and not _numeric(grid, column):
            body = column
        elif indicator and not is_no_count(head) and _numeric(grid, column):
            fitting.setdefault(indicator, []).append(column)
        elif name is None and _NAME_HEAD.search(folded) and not _numeric(grid, column):
            name = column
        elif remarks and head:
            kind = "column_of_marks" if indicator and _marks(grid, column) else "column_left_out"
            remarks.add(kind, head, grid.heads[-1])
    if name is None or not grid.rows:
        return None
    chosen = {
        indicator: only for indicator, columns in fitting.items()
        if (only := _one_of(indicator, columns, grid, year, remarks)) is not None
    }  # fmt: skip
    return Columns(order, name, chosen, body) if fitting else None


def _filled(grid: Grid, column: int) -> list[str]:
    """Return the filled cells of a column but for those of totals."""
    cells = [(row, row.cell(column)) for row in grid.rows]
    return [
        cell.text for row, cell in cells if cell and cell.text and not row.is_total
    ]  # fmt: skip


def _numeric(grid: Grid, column: int) -> bool:
    """Tell whether the filled cells of a column are numbers or signs for none."""
    texts = _filled(grid, column)
    numbers = [
        t for t in texts
        if cell_count(t) is not None or re.match(r"[\d\W]+$", t) or fold(t) in NONE
    ]  # fmt: skip
    return len(numbers) * 2 >= len(texts) and not _marks(grid, column)


def _marks(grid: Grid, column: int) -> bool:
    """Tell whether the filled cells of a column are marks, as in x."""
    texts = _filled(grid, column)
    return bool(texts) and all(re.fullmatch(r"\(?[xX×vV✓✔]\)?", text) for text in texts)


def _one_of(
    indicator: str, columns: list[int], grid: Grid, year: int | None, remarks: Remarks | None
) -> int | None:
    """Return the column of the target among several of one indicator; none if that is not clear."""
    plain = [column for column in columns if not is_stock(grid.head(column))]
    if year:
        several = len(columns) > 1
        plain = [c for c in plain if not _of_other_year(grid.folded_head(c), year, several=several)]
    for rule in _RULES:
        fitting = [column for column in plain if rule(grid.folded_head(column), year)]
        if len(plain) > 1 and fitting:
            plain = fitting
    if remarks and len(plain) > 1:
        remarks.add("columns_alike", indicator, grid.heads[-1])
    elif remarks:
        for column in columns:
            if column not in plain:
                remarks.add("column_left_out", grid.head(column), grid.heads[-1])
    return plain[0] if len(plain) == 1 else None


def _of_other_year(folded: str, year: int, *, several: bool) -> bool:
    """Tell whether a heading names years without the plan's own, or of `several` one a period."""
    years = re.findall(r"20\d\d", _PERIOD.sub(" ", folded))
    period = several and _PERIOD.search(folded) is not None
    return (bool(years) or period) and str(year) not in years


_RULES: tuple[Callable[[str, int | None], bool], ...] = (
    lambda folded, year: bool(year) and str(year) in _PERIOD.sub(" ", folded),
    lambda folded, _: _ADDITION.search(folded) is not None,
    lambda folded, _: _WHOLE.search(folded) is not None,
    lambda folded, _: _PLANNED.search(folded) is not None,
)
