"""The columns of an annex of targets: which holds the names, which each indicator of the plan's year."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ntm_analysis.counts import cell_count, is_mark
from ntm_analysis.document.aligning import ORDER_HEAD
from ntm_analysis.document.grid import Grid
from ntm_analysis.document.heads import indicator_of, is_addition, is_no_count, is_stock
from ntm_analysis.document.remarks import Remarks
from ntm_analysis.text import fold
from ntm_analysis.vocabulary import INDICATORS

NONE = {"khong", "ko", "khong co", "khong giao"}
_NAME_HEAD = re.compile(r"\bten\b|\bhuyen\b|don vi|dia phuong|thanh pho|thi xa|dia ban")
_BODY_HEAD = re.compile(
    r"phan cong|chi dao|phu trach|don doc|giup do|theo doi|co quan|so, (?:ban, )?nganh"
)
# What stands for a count, though not always for one that can be read.
_COUNT = re.compile(
    r"[\d\W]+$|(?:(?:it nhat|toi thieu|tren|hon|khoang|gan|phan dau|dat|co|them|cong nhan|moi)\s+)+\d|\d+\s+(?:xa|thon|ban|huyen|san pham|sp)\b"
)
_SUM = re.compile(r"cong|tong(?: so| cong)?")
_PLANNED = re.compile(r"ke hoach|\bnam 20\d\d|phan dau|giao|chi tieu")
_WHOLE = re.compile(r"\bca nam\b|\btong(?: so| cong)?$|\bcong$|\btong so\b")
_ADDITION = re.compile(r"\bthem\b|tang them|cong nhan moi|dat moi")
_LISTS = re.compile(r"\bten (?:cac )?(?:xa|thon|ban|ap)\b|danh sach")
_PERIOD = re.compile(r"20\d\d\s*-\s*20\d\d")


@dataclass(frozen=True)
class Columns:
    """Which column holds what; columns count from 1.

    `listed` are the columns behind indicators that list what these count by name.
    """

    order: int | None
    name: int
    indicators: dict[str, int]
    body: int | None
    listed: dict[str, int] = field(default_factory=dict)


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
    found = {"name": grid.names} if grid.names else {}
    before = ""
    for column in range(1, grid.width + 1):
        head = grid.head(column)
        indicator = indicator_of(head) or (before if is_addition(head) else "")
        indicator = "" if indicator not in INDICATORS or _is_across(grid, column) else indicator
        before = indicator
        role = _role(grid, column)
        if role == "order" or column == grid.names or (role and role not in found):
            found.setdefault(role, column)
            continue
        marks = bool(indicator) and _marks(grid, column)
        counts = is_numeric(grid, column) or (marks and indicator.startswith("district_"))
        if indicator and not is_no_count(head) and counts:
            fitting.setdefault(indicator, []).append(column)
        elif remarks and head:
            _left_out(grid, column, remarks, "column_of_marks" if marks else "column_left_out")
    name = found.get("name") or _unnamed(grid)
    if not name or not grid.rows:
        return None
    chosen = {
        indicator: only for indicator, columns in fitting.items()
        if (only := _one_of(indicator, columns, grid, year, remarks)) is not None
    }  # fmt: skip
    if remarks:
        _remark_marks(grid, chosen, remarks)
    order, body = found.get("order"), found.get("body")
    listed = {
        indicator: column + 1 for indicator, column in chosen.items()
        if _LISTS.search(grid.folded_head(column + 1)) and not is_numeric(grid, column + 1)
    }  # fmt: skip
    return Columns(order, name, chosen, body, listed) if fitting else None


def _role(grid: Grid, column: int) -> str:
    """Return what a column holds beside targets: ``order``, ``body``, ``name`` of a district."""
    folded = grid.folded_head(column)
    if grid.names == column:
        return "name"
    if ORDER_HEAD.match(folded.strip()):
        return "order"
    if _BODY_HEAD.search(folded) and not is_numeric(grid, column):
        return "body"
    return "name" if _NAME_HEAD.search(folded) and not is_numeric(grid, column) else ""


def _unnamed(grid: Grid) -> int | None:
    """Return the first column of words without a heading, where the names of districts may stand."""
    blank = (c for c in range(1, grid.width + 1) if not grid.head(c) and _filled(grid, c))
    return next((column for column in blank if not is_numeric(grid, column)), None)


def _left_out(grid: Grid, column: int, remarks: Remarks, kind: str) -> None:
    """Name a column that is not taken; of a table turned over it is a row of the document."""
    place = grid.heads[-1]
    if place.origins:
        kind, place = "target_row_left_out", place.origins[column - 1][0]
    remarks.add(kind, grid.head(column), place)


def _remark_marks(grid: Grid, chosen: dict[str, int], remarks: Remarks) -> None:
    """Say of which columns a mark was read as one district."""
    place = grid.heads[-1]
    for column in chosen.values():
        if _marks(grid, column) and not place.origins:
            remarks.add("marks_counted", grid.head(column), place)


def _is_across(grid: Grid, column: int) -> bool:
    """Tell whether a column adds up several indicators beside it, as "Cộng" below "Xã đạt chuẩn"."""
    lowest = [cell.text for row in grid.heads if (cell := row.cell(column)) and cell.text][-1:]
    if not lowest or not _SUM.fullmatch(fold(lowest[0]).strip()):
        return False
    above = grid.head(column).removesuffix(lowest[0])
    beside = {
        indicator_of(head) for other in range(1, grid.width + 1)
        if other != column and (head := grid.head(other)).startswith(above)
    }  # fmt: skip
    return bool(above) and len(beside - {""}) > 1


def _filled(grid: Grid, column: int) -> list[str]:
    """Return the filled cells of a column but for those of totals."""
    cells = [(row, row.cell(column)) for row in grid.rows]
    return [
        cell.text for row, cell in cells if cell and cell.text and not row.is_total
    ]  # fmt: skip


def is_numeric(grid: Grid, column: int) -> bool:
    """Tell whether the filled cells of a column are numbers or signs for none."""
    texts = _filled(grid, column)
    numbers = [
        t for t in texts
        if cell_count(t) is not None or _COUNT.match(fold(t)) or fold(t) in NONE
    ]  # fmt: skip
    return len(numbers) * 2 >= len(texts) and not _marks(grid, column)


def _marks(grid: Grid, column: int) -> bool:
    """Tell whether the filled cells of a column are marks, as in x."""
    texts = _filled(grid, column)
    return bool(texts) and all(map(is_mark, texts))


def _one_of(
    indicator: str, columns: list[int], grid: Grid, year: int | None, remarks: Remarks | None
) -> int | None:
    """Return the column of the target among several of one indicator; none if that is not clear."""
    plain = of_the_year({column: grid.head(column) for column in columns}, year)
    if remarks and len(plain) > 1:
        remarks.add("columns_alike", indicator, grid.heads[-1])
    elif remarks:
        for column in columns:
            if column not in plain:
                _left_out(grid, column, remarks, "column_left_out")
    return plain[0] if len(plain) == 1 else None


def of_the_year(heads: dict[int, str], year: int | None) -> list[int]:
    """Return which of several headings are those of the plan's year: one, or what cannot be told apart."""
    folded = {column: fold(head) for column, head in heads.items()}
    plain = [column for column, head in heads.items() if not is_stock(head)]
    if year:
        several = len(heads) > 1
        plain = [c for c in plain if not _of_other_year(folded[c], year, several=several)]
    for rule in _RULES:
        fitting = [column for column in plain if rule(folded[column], year)]
        if len(plain) > 1 and fitting:
            plain = fitting
    return plain


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
