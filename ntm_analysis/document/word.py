"""Word files (.docx): paragraphs with the numbers Word gives them, rows of tables with merged cells.

Tracked deletions, comments, hidden and struck text, field codes, headers and footers are not text of
the plan; tracked insertions and text in content controls and boxes are. What is struck or hidden,
and footnotes, stand beside the line.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from ntm_analysis.document.model import Cell, Clean, Line
from ntm_analysis.document.numbering import Numbering
from ntm_analysis.document.plain import row_cells
from ntm_analysis.document.runs import (
    FALLBACK,
    LEFT_OUT,
    Beside,
    W,
    beside,
    note_texts,
    text_of,
    within,
)
from ntm_analysis.errors import InputError

MAX_UNPACKED = 300 * 2**20
MAX_RATIO = 200
_MAX_COLUMNS = 200


def read_word(content: bytes, name: str) -> list[Line]:
    """Read the paragraphs and rows of tables of a Word file, in order."""
    body, numbering, notes = _opened(content, name)
    reader = _Reader(numbering, notes)
    reader.blocks(body)
    return reader.lines


def _opened(content: bytes, name: str) -> tuple[Any, Numbering, dict[str, str]]:
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
        notes = note_texts(document.part.rels.values())
        return document.element.body, Numbering(root, document.styles.element), notes
    except (OpcError, zipfile.BadZipFile, etree.LxmlError, KeyError, ValueError, OSError,
            AttributeError, NotImplementedError, EOFError, RuntimeError, IndexError,
            TypeError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]  # fmt: skip
        raise damaged from error


class _Reader:
    """Collects lines from the body of a Word file."""

    def __init__(self, numbering: Numbering, notes: dict[str, str]) -> None:
        self.numbering, self.notes = numbering, notes
        self.lines: list[Line] = []
        self.page = 1
        self.paragraphs = 0
        self.tables = 0

    def blocks(self, parent: Any) -> None:
        """Add what a body, a content control or a text box holds."""
        for block in parent:
            if block.tag == f"{W}p":
                self.paragraph(block)
            elif block.tag == f"{W}tbl":
                self.table(block)
            elif block.tag not in LEFT_OUT and isinstance(block.tag, str):
                self.blocks(block)

    def paragraph(self, element: Any) -> None:
        """Add a paragraph: one line for each of the lines that breaks part it into."""
        self.paragraphs += 1
        marker = self.numbering.marker(element)
        first, aside = self.paragraphs, beside(element, self.notes)
        for text in text_of(element).split("\n"):
            pieces = text.split("\f")
            for piece in pieces:
                self._line(piece, marker, first, aside)
                aside = ()
                marker = "" if piece.strip() else marker
            self.page += len(pieces) - 1
        for box in element.iter(f"{W}txbxContent"):
            if not within(box, element, FALLBACK):
                self.blocks(box)

    def _line(self, text: str, marker: str, paragraph: int, aside: Beside) -> None:
        cells = row_cells(text)
        table = self.tables + 1 if cells else None
        at = (len(self.lines) + 1, Clean(text), self.page, paragraph)
        self.lines.append(Line(*at, marker, False, cells, table, aside))

    def table(self, element: Any) -> None:
        """Add the rows of a table; tables within cells follow it. One of one column is a box of text."""
        rows = [list(_children(row, f"{W}tc")) for row in _children(element, f"{W}tr")]
        if all(len(cells) == 1 for cells in rows):
            for (cell,) in rows:
                self.blocks(cell)
            return
        self.tables += 1
        table = self.tables
        for row in _children(element, f"{W}tr"):
            first = self.paragraphs + 1
            cells = self._cells(row)
            joined = Clean("\t".join(cell.content.raw for cell in cells).replace("\n", " "))
            aside = beside(row, self.notes)
            self.lines.append(
                Line(len(self.lines) + 1, joined, self.page, first, cells=cells, table=table,
                     beside=aside)
            )  # fmt: skip
        for inner in element.iter(f"{W}tbl", f"{W}txbxContent"):
            if next(inner.iterancestors(f"{W}tbl", f"{W}txbxContent"), None) is not element:
                continue
            if inner.tag == f"{W}tbl":
                self.table(inner)
            elif not within(inner, element, FALLBACK):
                self.blocks(inner)

    def _cells(self, row: Any) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        column = 1 + _number(row.find(f"{W}trPr/{W}gridBefore"))
        for element in _children(row, f"{W}tc"):
            paragraphs = list(_children(element, f"{W}p"))
            first = self.paragraphs + 1
            self.paragraphs += len(paragraphs)
            pieces = [self._cell_paragraph(paragraph) for paragraph in paragraphs]
            self.page += sum(piece.count("\f") for piece in pieces)
            text = " ".join(" ".join(piece.split()) for piece in pieces).strip()
            properties = element.find(f"{W}tcPr")
            span = max(1, _number(_below(properties, "gridSpan")))
            merge = _below(properties, "vMerge")
            repeated = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            cells.append(Cell(Clean(text), column, span, repeated, first))
            column += span
        return tuple(cells)

    def _cell_paragraph(self, paragraph: Any) -> str:
        """Return a cell's paragraph; a number that Word gives it (an order column) is its text."""
        text, marker = text_of(paragraph), self.numbering.marker(paragraph)
        return text if text.strip() or not marker[:1].isdigit() else marker.rstrip(".")


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Yield children of a tag, looking into content controls and tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo",
                           f"{W}customXml", f"{W}smartTag"}:  # fmt: skip
            yield from _children(child, tag)


def _below(properties: Any, name: str) -> Any:
    return None if properties is None else properties.find(f"{W}{name}")


def _number(element: Any) -> int:
    """Return the value of a property as a number within what a table can have."""
    value = "" if element is None else str(element.get(f"{W}val", ""))
    return min(_MAX_COLUMNS, int(value)) if value.isdigit() and len(value) < 6 else 0
