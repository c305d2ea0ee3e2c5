"""Duties that stand in a table: what, who leads, who helps, by when, by its headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ntm_analysis.document.deadlines import Deadline, deadlines, unread
from ntm_analysis.document.grid import Grid, Row, grids
from ntm_analysis.document.naming import Register
from ntm_analysis.document.parties import Named, bodies_at, district_lists
from ntm_analysis.document.passages import Passage

_HEADS = {
    "due": re.compile(r"thoi gian|thoi han|tien do|han hoan thanh|hoan thanh truoc"),
    "with": re.compile(r"phoi hop"),
    "lead": re.compile(r"chu tri|don vi thuc hien|co quan thuc hien|nguoi thuc hien"),
    "what": re.compile(r"nhiem vu|noi dung|cong viec|hoat dong"),
}
_REGULARLY = re.compile(r"thường xuyên|(?:hằng|hàng) (?:năm|quý|tháng|tuần)|định kỳ|cả năm")
_BODY_END = re.compile(r"[;,\n]+\s*|\s+-\s+")


@dataclass(frozen=True)
class TableDuty:
    """One duty of such a table: a passage for what is to be done, one for its deadline, parties.

    `unread` are spans of the cell of deadlines that could not be read.
    """

    what: Passage
    due: Passage | None
    deadline: Deadline | None
    parties: tuple[tuple[str, Named, Passage], ...]
    unread: tuple[tuple[int, int], ...] = ()


def duty_rows(
    all_passages: list[Passage], register: Register, year: int | None
) -> Iterator[TableDuty]:
    """Yield the duties of the tables whose headings name a task and who leads it or by when."""
    for grid in grids(all_passages):
        columns = _columns(grid)
        if "what" not in columns or not {"lead", "due"} & columns.keys():
            continue
        for row in grid.rows:
            what = _passage(row, columns["what"])
            filled = [_passage(row, columns[n]) for n in ("lead", "due") if n in columns]
            if what and any(filled):
                yield from _duties(row, columns, what, register, year)


def _columns(grid: Grid) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in range(1, grid.width + 1):
        head = grid.folded_head(column)
        kind = next((kind for kind, words in _HEADS.items() if words.search(head)), None)
        if kind:
            found.setdefault(kind, column)
    return found


def _passage(row: Row, column: int) -> Passage | None:
    """Return a cell as a passage of its own, so that what is found in it has an address."""
    cell = row.cell(column)
    if cell is None or not cell.text:
        return None
    line = replace(
        row.line, content=cell.content, cells=(), paragraph=cell.paragraph or row.line.paragraph
    )
    return Passage((line,), "", 0, row.section, (0,))


def _duties(
    row: Row, columns: dict[str, int], what: Passage, register: Register, year: int | None
) -> Iterator[TableDuty]:
    """Yield a duty for each deadline of a row, or one without."""
    due = _passage(row, columns["due"]) if "due" in columns else None
    parties = [
        (role, named, cell)
        for role in ("lead", "with")
        if role in columns and (cell := _passage(row, columns[role]))
        for named in _named(cell, register)
    ]
    found = _deadlines(due, year) if due else []
    missed = unread(due.low, 0, len(due.text), found, year) if due and found else []
    if due and not found:
        missed = [(0, len(due.text))]
    yield TableDuty(what, due, found[0] if found else None, tuple(parties), tuple(missed))
    for deadline in found[1:]:
        yield TableDuty(what, due, deadline, tuple(parties))


def _deadlines(cell: Passage, year: int | None) -> list[Deadline]:
    """Read a cell of deadlines; where it holds one only, the whole cell is its characters."""
    end = len(cell.text.rstrip())
    start = len(cell.text) - len(cell.text.lstrip())
    found = deadlines(cell.low, start, end, year, bare=True)
    if re.fullmatch(r"\s*20\d\d\W*", cell.low) and int(cell.low.strip()[:4]) >= (year or 0):
        return [Deadline("within", f"{cell.low.strip()[:4]}-12-31", start, end)]
    often = _REGULARLY.search(cell.low)
    yearly = often is not None and re.search(r"năm$", often[0]) is not None
    if often and not (found and (yearly or any(one.kind == "periodic" for one in found))):
        found.append(Deadline("periodic", "", often.start(), often.end()))
    return [replace(found[0], start=start, end=end)] if len(found) == 1 else found


def _named(cell: Passage, register: Register) -> list[Named]:
    """List the bodies or districts of a cell; a part that is neither keeps its printed name."""
    end = len(cell.text)
    districts = [one for group in district_lists(cell, register) for one in group.named]
    if districts:
        return districts
    found: list[Named] = []
    at = 0
    while at < end:
        while at < end and cell.text[at] in " -–+,;.:\n\t":
            at += 1
        named = bodies_at(cell, register, at, end)
        cut = _BODY_END.search(cell.text, at)
        stop = cut.start() if cut else end
        if not named and cell.text[at:stop].strip(" ."):
            named = [Named(at, at + len(cell.text[at:stop].rstrip(" .")))]
        found += named
        at = max(named[-1].end if named else stop, at + 1)
    return found
