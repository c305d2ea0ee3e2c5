"""HTML files: blocks of text and tables, in the order in which a reader meets them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ntm_analysis.document.model import Cell, Clean, Line
from ntm_analysis.document.plain import row_cells
from ntm_analysis.errors import InputError
from ntm_analysis.text import raised

_SKIPPED = {"script", "style", "head", "template", "noscript", "svg", "iframe", "object", "select"}
_BLOCKS = {
    "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main",
    "header", "footer", "blockquote", "pre", "dl", "dt", "dd", "center", "body", "html", "hr",
    "figure", "figcaption", "nav", "aside", "form", "fieldset", "address", "caption",
}  # fmt: skip
_STRUCK = {"s", "del", "strike"}
_LINE_THROUGH = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_KEPT = "data-left-out"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAX_DEPTH = 256  # the limit of the parser
_MAX_SPAN = 200


def read_html(content: bytes, name: str) -> list[Line]:
    """Read the blocks and rows of tables of an HTML file; scripts and hidden parts are left out."""
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding=_encoding(content), no_network=True, remove_comments=True, remove_pis=True,
        huge_tree=False,
    )  # fmt: skip
    try:
        root = html.document_fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError, LookupError, AssertionError) as error:
        reason = " ".join(str(error).split())[:100]
        raise InputError(
            f"{name} cannot be read as HTML ({reason}); save the page again as HTML in UTF-8."
        ) from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        # The parser leaves out what lies deeper and says so only here.
        raise InputError(
            f"{name} is nested deeper than {_MAX_DEPTH} elements, or holds a piece of text larger than "
            "a page can have, so that a part of it would be lost; save the page again."
        )
    _take_out(root)
    for mark in root.iter("sup"):
        for element in mark.iter():
            element.text = raised(element.text or "")
            if element is not mark:
                element.tail = raised(element.tail or "")
    walker = _Walker()
    walker.walk(root)
    walker.flush()
    if walker.beside and walker.lines:
        last = walker.lines[-1]
        walker.lines[-1] = replace(last, beside=(*last.beside, *walker.beside))
    return walker.lines


def _take_out(root: Any) -> None:
    """Empty the elements that a reader does not see or sees struck; what they held is kept aside."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _SKIPPED or element is root:
            continue
        style = element.get("style", "")
        is_struck = element.tag in _STRUCK or _LINE_THROUGH.search(style) is not None
        if not (is_struck or _HIDDEN.search(style) or "hidden" in element.attrib):
            continue
        held, tail = " ".join(element.text_content().split()), element.tail
        spans = {name: element.get(name) for name in ("colspan", "rowspan") if element.get(name)}
        element.clear()
        element.tag = element.tag if element.tag in {"td", "th"} else "span"
        element.tail = tail
        for name, value in {
            **spans,
            _KEPT: "struck" if is_struck else "hidden",
            "title": held,
        }.items():
            element.set(name, value)


def _kept(element: Any) -> tuple[tuple[str, str], ...]:
    """List what was taken out of an element."""
    taken = element.xpath(f"descendant-or-self::*[@{_KEPT}]")
    return tuple((one.get(_KEPT), one.get("title")) for one in taken)


def _encoding(content: bytes) -> str:
    head = content[:2048]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    stated = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", head, re.IGNORECASE)
    return stated[1].decode("ascii") if stated else "utf-8"


class _Walker:
    """Collects lines from a tree of elements."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.pending: list[str] = []
        self.marker = ""
        self.tables = 0
        self.lists: list[list[Any]] = []
        self.beside: list[tuple[str, str]] = []

    def walk(self, element: Any) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SKIPPED:
            return
        if tag and element.get(_KEPT):
            self.beside += _kept(element)
            return
        if tag == "table" and not _is_layout(element):
            self.flush()
            self.table(element)
            return
        if tag in {"br", "tr"} or tag in _BLOCKS:
            self.flush()
        if tag in {"ul", "ol"}:
            self.lists.append([tag, 0])
        if tag == "li" and self.lists:
            self.lists[-1][1] += 1
            self.marker = self._list_marker()
        self.pending.append(element.text or "")
        for child in element:
            self.walk(child)
            self.pending.append(child.tail or "")
        if tag in {"ul", "ol"}:
            self.flush()
            self.lists.pop()
        if tag in _BLOCKS:
            self.flush()

    def _list_marker(self) -> str:
        kind, count = self.lists[-1]
        if kind == "ol":
            return f"{count}."
        return "-+*"[min(2, sum(kind == "ul" for kind, _ in self.lists) - 1)]

    def flush(self) -> None:
        """End the line that is being collected."""
        text = "".join(self.pending)
        self.pending = []
        tabbed = text.count("\t") >= 2 and "\n" not in text.strip("\n")
        text = text.strip("\n") if tabbed else " ".join(text.split())
        if not text.strip():
            return
        number = len(self.lines) + 1
        cells = row_cells(text)
        table = self.tables + 1 if cells else None
        self.lines.append(
            Line(
                number, Clean(text), paragraph=number, marker=self.marker, cells=cells, table=table,
                beside=tuple(self.beside),
            )
        )  # fmt: skip
        self.marker, self.beside = "", []

    def table(self, element: Any) -> None:
        """Add the rows of a table, cells merged over rows marked as repeated."""
        self.tables += 1
        rows = set(element.iter("tr"))
        lost = [
            one
            for one in element.iter("span")
            if one.get(_KEPT) and rows.isdisjoint(one.iterancestors())
        ]
        self.beside += [pair for one in lost for pair in _kept(one)]
        open_cells: dict[int, tuple[int, Cell]] = {}
        for row in element.iter("tr"):
            if next(row.iterancestors("table")) is not element:
                continue
            cells, open_cells = _row(row, open_cells)
            number = len(self.lines) + 1
            joined = Clean("\t".join(cell.content.raw for cell in cells))
            if cells:
                self.lines.append(
                    Line(number, joined, paragraph=number, cells=tuple(cells), table=self.tables,
                         beside=_kept(row))
                )  # fmt: skip


def _is_layout(table: Any) -> bool:
    """Tell whether a table only lays out the page: it holds other tables, or one cell a row."""
    if table.find(".//table") is not None:
        return True
    return all(len(row.findall("td")) + len(row.findall("th")) < 2 for row in table.iter("tr"))


def _row(
    row: Any, above: dict[int, tuple[int, Cell]]
) -> tuple[list[Cell], dict[int, tuple[int, Cell]]]:
    cells: list[Cell] = []
    still_open: dict[int, tuple[int, Cell]] = {}
    column = 1
    own = [cell for cell in row if cell.tag in {"td", "th"}]
    while own or column in above:
        if column in above:
            left, cell = above[column]
            cells.append(Cell(cell.content, column, cell.span, repeated=True))
            if left > 1:
                still_open[column] = (left - 1, cell)
            column += cell.span
            continue
        element = own.pop(0)
        cell = Cell(Clean(_cell_text(element)), column, _span(element, "colspan"))
        cells.append(cell)
        rows = _span(element, "rowspan")
        if rows > 1:
            still_open[column] = (rows - 1, cell)
        column += cell.span
    return cells, still_open


def _cell_text(element: Any) -> str:
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Any) -> Iterator[str]:
    """Yield the visible text of a cell, with a blank where a block begins or a line breaks."""
    if element.tag in _SKIPPED:
        return
    yield " " if element.tag in _BLOCKS or element.tag == "br" else ""
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield " " if child.tag in _BLOCKS else ""
        yield child.tail or ""


def _span(element: Any, name: str) -> int:
    value = element.get(name, "1").strip()
    return max(1, min(_MAX_SPAN, int(value))) if value.isdigit() and len(value) < 6 else 1
