"""Word files (.docx): paragraphs with the numbers Word gives them, rows of tables with merged cells.

Tracked deletions, hidden text, field codes, headers and footers are not text of the plan; tracked
insertions and text in content controls and boxes are.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from ntm_analysis.document.model import Cell, Clean, Line
from ntm_analysis.document.numbering import Numbering
from ntm_analysis.document.plain import row_cells
from ntm_analysis.errors import InputError
from ntm_analysis.text import raised

MAX_UNPACKED = 300 * 2**20
MAX_RATIO = 200
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _FALLBACK}
_MAX_COLUMNS = 200


def read_word(content: bytes, name: str) -> list[Line]:
    """Read the paragraphs and rows of tables of a Word file, in order."""
    body, numbering = _opened(content, name)
    reader = _Reader(numbering)
    reader.blocks(body)
    return reader.lines


def _opened(content: bytes, name: str) -> tuple[Any, Numbering]:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    damaged = InputError(f"{name} is not a whole Word file; open it in Word and save it again.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            unpacked = sum(part.file_size for part in parts)
            if any(part.flag_bits & 1 for part in parts):
                raise InputError(f"{name} is encrypted; remove the password and save it again.")
        if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(len(content), 10_000):
            raise InputError(
                f"{name} unpacks to {unpacked // 2**20} MB; allowed: {MAX_UNPACKED // 2**20} MB and "
                f"{MAX_RATIO} times its size. Save it again without what is not text."
            )
        document = docx.Document(io.BytesIO(content))
        numbered = [
            part for part in document.part.rels.values()
            if part.reltype.endswith("/numbering") and not part.is_external
        ]  # fmt: skip
        root = numbered[0].target_part.element if numbered else None
        return document.element.body, Numbering(root, document.styles.element)
    except (OpcError, zipfile.BadZipFile, etree.LxmlError, KeyError, ValueError, OSError,
            AttributeError, NotImplementedError, EOFError, RuntimeError, IndexError,
            TypeError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]  # fmt: skip
        raise damaged from error


class _Reader:
    """Collects lines from the body of a Word file."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.lines: list[Line] = []
        self.page = 1
        self.paragraphs = 0
        self.tables = 0

    def blocks(self, parent: Any) -> None:
        """Add what a body, a content control or a text box holds."""
        for block in parent:
            if block.tag == f"{_W}p":
                self.paragraph(block)
            elif block.tag == f"{_W}tbl":
                self.table(block)
            elif block.tag not in _LEFT_OUT and isinstance(block.tag, str):
                self.blocks(block)

    def paragraph(self, element: Any) -> None:
        """Add a paragraph: one line for each of the lines that breaks part it into."""
        self.paragraphs += 1
        marker = self.numbering.marker(element)
        first = self.paragraphs
        for text in _text(element).split("\n"):
            pieces = text.split("\f")
            for piece in pieces:
                self._line(piece, marker, first)
                marker = "" if piece.strip() else marker
            self.page += len(pieces) - 1
        for box in element.iter(f"{_W}txbxContent"):
            if not _within(box, element, _FALLBACK):
                self.blocks(box)

    def _line(self, text: str, marker: str, paragraph: int) -> None:
        cells = row_cells(text)
        table = self.tables + 1 if cells else None
        self.lines.append(
            Line(
                len(self.lines) + 1, Clean(text), self.page, paragraph, marker, False, cells, table
            )
        )

    def table(self, element: Any) -> None:
        """Add the rows of a table; tables within cells follow it."""
        self.tables += 1
        table = self.tables
        for row in _children(element, f"{_W}tr"):
            first = self.paragraphs + 1
            cells = self._cells(row)
            joined = Clean("\t".join(cell.content.raw for cell in cells).replace("\n", " "))
            self.lines.append(
                Line(len(self.lines) + 1, joined, self.page, first, cells=cells, table=table)
            )
        for inner in element.iter(f"{_W}tbl"):
            if next(inner.iterancestors(f"{_W}tbl"), None) is element:
                self.table(inner)

    def _cells(self, row: Any) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        column = 1 + _number(row.find(f"{_W}trPr/{_W}gridBefore"))
        for element in _children(row, f"{_W}tc"):
            paragraphs = list(_children(element, f"{_W}p"))
            first = self.paragraphs + 1
            self.paragraphs += len(paragraphs)
            pieces = [self._cell_paragraph(paragraph) for paragraph in paragraphs]
            self.page += sum(piece.count("\f") for piece in pieces)
            text = " ".join(" ".join(piece.split()) for piece in pieces).strip()
            properties = element.find(f"{_W}tcPr")
            span = max(1, _number(_below(properties, "gridSpan")))
            merge = _below(properties, "vMerge")
            repeated = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            cells.append(Cell(Clean(text), column, span, repeated, first))
            column += span
        return tuple(cells)

    def _cell_paragraph(self, paragraph: Any) -> str:
        """Return a cell's paragraph; a number that Word gives it (an order column) is its text."""
        text, marker = _text(paragraph), self.numbering.marker(paragraph)
        return text if text.strip() or not marker[:1].isdigit() else marker.rstrip(".")


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Yield children of a tag, looking into content controls and tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo",
                           f"{_W}customXml", f"{_W}smartTag"}:  # fmt: skip
            yield from _children(child, tag)


def _text(paragraph: Any) -> str:
    """Return a paragraph's visible characters; a new page is a form feed."""
    return "".join(_pieces(paragraph))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _LEFT_OUT or tag == f"{_W}txbxContent" or not isinstance(tag, str):
            continue
        if tag == f"{_W}r" and _is_hidden(child):
            continue
        if tag == f"{_W}t":
            text = (child.text or "").replace("\n", " ").replace("\f", " ")
            yield raised(text) if _is_raised(element) else text
        elif tag in {f"{_W}tab", f"{_W}ptab"} and element.tag == f"{_W}r":
            yield "\t"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag == f"{_W}br":
            yield "\f" if child.get(f"{_W}type") == "page" else "\n"
        elif tag == f"{_W}cr":
            yield "\n"
        elif tag == f"{_W}lastRenderedPageBreak":
            yield "\f"
        else:
            yield from _pieces(child)


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val", "1") not in {"0", "false", "off"}


def _is_raised(run: Any) -> bool:
    aligned = run.find(f"{_W}rPr/{_W}vertAlign")
    return aligned is not None and aligned.get(f"{_W}val") == "superscript"


def _within(element: Any, top: Any, tag: str) -> bool:
    for ancestor in element.iterancestors():
        if ancestor is top:
            return False
        if ancestor.tag == tag:
            return True
    return False


def _below(properties: Any, name: str) -> Any:
    return None if properties is None else properties.find(f"{_W}{name}")


def _number(element: Any) -> int:
    """Return the value of a property as a number within what a table can have."""
    value = "" if element is None else str(element.get(f"{_W}val", ""))
    return min(_MAX_COLUMNS, int(value)) if value.isdigit() and len(value) < 6 else 0
