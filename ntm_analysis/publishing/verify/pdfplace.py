"""Holds where the letters of a PDF stand against where its tags say that they belong."""

from collections.abc import Iterator
from itertools import pairwise

from ntm_analysis.publishing.model import Document
from ntm_analysis.publishing.verify.pages import Page, Run
from ntm_analysis.publishing.verify.tags import Element

_LINE = 6.5  # points that the mark of a footnote stands above its line at most
_NEAR = 1.5  # points
_BLOCKS = ("H1", "H2", "H3", "H4", "P", "Caption", "TR", "TOCI")
_Place = tuple[int, Run]  # the number of a page, and what stands on it


def misplaced(root: Element, pages: list[Page], document: Document) -> list[str]:
    """List texts that do not stand in the order and in the columns that their tags give them."""
    held: dict[tuple[int, int], list[_Place]] = {}
    for page in pages:
        for run in page.runs:
            if run.mcid is not None and run.text.strip():
                held.setdefault((page.number, run.mcid), []).append((page.number, run))
    said: list[str] = []
    last: _Place | None = None
    for block in _blocks(root):
        runs = list(_runs(block, held))
        lines = (
            [list(_runs(cell, held)) for cell in block.elements] if block.kind == "TR" else [runs]
        )
        for line in lines:
            said += _disorder(line)
        if runs and last is not None and not _below(last, runs[0]):
            said.append(runs[0][1].text.strip()[:40])
        last = runs[0] if runs else last
    for table, grid in zip(document.tables(), root.all("Table"), strict=False):
        kinds = [column.kind for column in table.columns]
        said += _columns(grid, kinds, held)
    return said


def _blocks(element: Element) -> Iterator[Element]:
    """Yield the elements that stand under each other, in their order; footnotes are none."""
    if element.kind in _BLOCKS and not any(kid.kind in _BLOCKS for kid in element.elements):
        yield element
    elif element.kind != "Note":
        for kid in element.elements:
            yield from _blocks(kid)


def _runs(element: Element, held: dict[tuple[int, int], list[_Place]]) -> Iterator[_Place]:
    for kid in element.kids:
        if isinstance(kid, tuple):
            yield from held.get(kid, [])
        elif kid.kind != "Note":
            yield from _runs(kid, held)


def _disorder(runs: list[_Place]) -> Iterator[str]:
    """Yield each text that does not stand behind or below the one before it."""
    for (page, one), (other_page, other) in pairwise(runs):
        level = abs(one.y0 - other.y0) < _LINE
        behind = level and other.x0 > one.x1 - _NEAR
        if (
            other_page == page and not behind and not (not level and other.y0 < one.y0)
        ) or other_page < page:
            yield other.text.strip()[:40]


def _below(one: _Place, other: _Place) -> bool:
    return other[0] > one[0] or (other[0] == one[0] and other[1].y0 < one[1].y0 - _NEAR)


def _columns(
    grid: Element, kinds: list[str], held: dict[tuple[int, int], list[_Place]]
) -> Iterator[str]:  # fmt: skip
    """Yield the cells that do not stand in the line of their row or the column of their head."""
    edges: dict[int, float] = {}
    for row in grid.all("TR"):
        cells = {at: list(_runs(cell, held)) for at, cell in enumerate(row.elements)}
        first = {at: runs[0] for at, runs in cells.items() if runs}
        if any(cell.kind == "TH" for cell in row.elements):
            centres = [_centre(cells[at]) for at in sorted(first)]
            if any(b <= a for a, b in pairwise(centres)):
                yield " | ".join(first[at][1].text.strip()[:20] for at in sorted(first))
            continue
        for at, (page, run) in first.items():
            top = next(iter(first.values()))
            line = [r for p, r in cells[at] if p == page and abs(r.y0 - run.y0) < _NEAR]
            edge = max(_end(r) for r in line) if kinds[at] == "number" else run.x0
            right = page == top[0] and abs(run.y0 - top[1].y0) < _NEAR
            if not right or abs(edge - edges.setdefault(at, edge)) > _NEAR:
                yield run.text.strip()[:40]


def _centre(runs: list[_Place]) -> float:
    line = [run for _, run in runs if abs(run.y0 - runs[0][1].y0) < _NEAR]
    return (min(run.x0 for run in line) + max(map(_end, line))) / 2


def _end(run: Run) -> float:
    """Return where the last letter of a run ends; a blank behind it is not seen."""
    return run.x1 - (len(run.text) - len(run.text.rstrip())) * run.size * 0.25
