"""PDF files with a text layer: printed lines and ruled tables, page by page.

A damaged PDF can make its reader run without end, so it is read by a child process whose time and
memory are bounded; this module is that child when it is run as a script.
"""

import json
import re
import subprocess
import sys
from typing import Any, BinaryIO

from ntm_analysis.document.model import Cell, Clean, Line
from ntm_analysis.document.pdf_columns import Rows, unruled
from ntm_analysis.errors import InputError
from ntm_analysis.text import raised

_Cells = list[tuple[str, int, int, bool]]  # text, column, span, repeated

MAX_PAGES = 2000
_SECONDS = (60, 2)  # to begin with, and for each page
_MEMORY = 4 * 2**30
# Letters that the fonts of before Unicode (TCVN3, VNI) leave in a text layer, and Vietnamese never.
_OLD_FONTS = re.compile(r"[µ¸¹¬®»¶·¨©ª­Êë¾Æ§¤¦]")
_MARKED = re.compile(r"[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.I)


def read_pdf(content: bytes, name: str) -> list[Line]:
    """Read the lines and rows of tables of a PDF file, in order."""
    pages = len(re.findall(rb"/Type\s*/Page\b", content))
    allowed = _SECONDS[0] + _SECONDS[1] * min(MAX_PAGES, max(pages, 50))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "ntm_analysis.document.pdf"],
            input=content, capture_output=True, timeout=allowed, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise InputError(
            f"{name} was not read within {allowed} seconds; print it to a new PDF file, or give "
            "the Word file it came from."
        ) from None
    answer = _answer(done.stdout, name)
    if "refused" in answer:
        raise InputError(f"{name} {answer['refused']}")
    lines = [_line(number, entry) for number, entry in enumerate(answer["lines"], start=1)]
    text = " ".join(line.text for line in lines)
    if len(_OLD_FONTS.findall(text)) > max(20, len(_MARKED.findall(text))):
        raise InputError(
            f"{name} is set in a font of before Unicode (TCVN3 or VNI), so that its text layer "
            "cannot be read; give the Word file converted to Unicode."
        )
    return lines


def _answer(output: bytes, name: str) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = json.loads(output)
    except ValueError:
        raise InputError(
            f"{name} is a damaged PDF file; print it to a new PDF file, or give the Word file."
        ) from None
    return answer


def _line(number: int, entry: dict[str, Any]) -> Line:
    page, paragraph, table = entry["page"], entry["paragraph"], entry.get("table")
    if table is None:
        return Line(number, Clean(entry["text"]), page, paragraph)
    cells = tuple(
        Cell(Clean(text), column, span, repeated) for text, column, span, repeated in entry["cells"]
    )
    joined = Clean("\t".join(cell.content.raw for cell in cells))
    return Line(number, joined, page, paragraph, cells=cells, table=table)


def _extract(file: BinaryIO) -> dict[str, Any]:
    """Read all pages; gives lines as plain data, or why the file is refused."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        opened = pdfplumber.open(file)
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            return {"refused": "is encrypted; remove the password and save it again."}
        return {"refused": "is a damaged PDF file; print it to a new PDF file."}
    if len(opened.pages) > MAX_PAGES:
        return {"refused": f"has more than {MAX_PAGES} pages; give the plan alone."}
    found = _Pages()
    for page in opened.pages:
        found.add(page)
        page.close()
    letters = sum(len(entry["text"]) for entry in found.entries)
    if letters < 20 * max(1, len(opened.pages)) and (found.pictures or not letters):
        return {"refused": "is a scan without a text layer; give the Word file, or a PDF file made "
                           "from it."}  # fmt: skip
    return {"lines": found.entries}


class _Pages:
    """Collects the lines of pages as plain data."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self.paragraph = 0
        self.tables = 0
        self.pictures = 0
        self.columns: list[tuple[float, float]] | None = None

    def add(self, page: Any) -> None:
        """Add the lines of a page outside of its tables, and its tables' rows, from top to bottom."""
        self.pictures += len(page.images)
        _raise_marks(page.chars)
        tables = [table for table in page.find_tables() if _is_table(table)]
        rest = page
        for table in tables:
            rest = rest.outside_bbox(_clipped(table.bbox, page.bbox), strict=False)
        lines = rest.extract_text_lines(return_chars=True, strip=True)
        margin = max((line["x1"] for line in lines), default=0)
        aligned = unruled(lines, self.columns)
        self.columns = aligned[-1].columns if aligned else None
        within = {at for table in aligned for at in range(table.start, table.end)}
        blocks = [(line["top"], 0, line) for at, line in enumerate(lines) if at not in within]
        blocks += [(table.bbox[1], 1, _ruled_rows(table)) for table in tables]
        blocks += [(lines[table.start]["top"], 1, _aligned_rows(table)) for table in aligned]
        before: dict[str, Any] | None = None
        for _, is_table, block in sorted(blocks, key=lambda block: block[:2]):
            if is_table:
                self._add_table(block, page.page_number)
                before = None
            elif not _is_page_number(block, page):
                self._add_line(block, before, margin, page.page_number)
                before = block

    def _add_line(
        self, line: dict[str, Any], before: dict[str, Any] | None, margin: float, page: int
    ) -> None:
        height = line["bottom"] - line["top"]
        goes_on = (
            before is not None
            and before["x1"] > margin - 6 * height
            and line["x0"] <= before["x0"] + 2
        )
        self.paragraph += not goes_on
        self.entries.append({"text": line["text"], "page": page, "paragraph": self.paragraph})

    def _add_table(self, rows: list[_Cells], page: int) -> None:
        self.tables += 1
        for cells in rows:
            self.paragraph += 1
            self.entries.append({
                "text": "\t".join(cell[0] for cell in cells), "page": page,
                "paragraph": self.paragraph, "table": self.tables, "cells": cells,
            })  # fmt: skip


def _raise_marks(letters: list[dict[str, Any]]) -> None:
    """Make the digits that stand smaller and higher than the one before them raised characters."""
    base: dict[str, Any] | None = None
    for letter in letters:
        small = base is not None and letter["size"] < 0.8 * base["size"]
        if small and base and base["bottom"] - letter["bottom"] > 0.15 * base["size"]:
            letter["text"] = raised(letter["text"])
        elif letter["text"].strip():
            base = letter


def _ruled_rows(table: Any) -> list[_Cells]:
    edges = sorted({round(cell[0]) for cell in table.cells})
    return [
        _cells(row.cells, texts, edges)
        for row, texts in zip(table.rows, table.extract(), strict=True)
    ]


def _aligned_rows(table: Rows) -> list[_Cells]:
    return [[(text, at, 1, False) for at, text in enumerate(row, start=1)] for row in table.rows]


def _is_table(table: Any) -> bool:
    return len(table.rows) >= 1 and max(len(row.cells) for row in table.rows) >= 2


def _clipped(box: tuple[float, ...], page: tuple[float, ...]) -> tuple[float, ...]:
    return (max(box[0], page[0]), max(box[1], page[1]), min(box[2], page[2]), min(box[3], page[3]))


def _cells(boxes: list[Any], texts: list[str | None], edges: list[int]) -> _Cells:
    """Return text, column, span, repeated of each cell; a missing one is merged with its neighbour."""
    made: _Cells = []
    for at, (box, text) in enumerate(zip(boxes, texts, strict=True), start=1):
        if box is None:
            covered = made and made[-1][1] + made[-1][2] > at
            if not covered:
                made.append(("", at, 1, True))
            continue
        inside = [edge for edge in edges if round(box[0]) <= edge < round(box[2]) - 1]
        made.append((" ".join((text or "").split()), at, max(1, len(inside)), False))
    return made


def _is_page_number(line: dict[str, Any], page: Any) -> bool:
    """Tell whether a line is only the page's number, at its head or foot."""
    at_edge = line["top"] < 0.1 * float(page.height) or line["bottom"] > 0.9 * float(page.height)
    return at_edge and re.fullmatch(r"[-–\s]*\d{1,4}[-–\s]*(/\s*\d+)?", line["text"]) is not None


def _main() -> None:
    import io
    import logging
    import warnings

    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):
        pass  # Windows has no such limit; the limit of time holds there
    try:
        answer = _extract(io.BytesIO(sys.stdin.buffer.read()))
    except Exception:
        answer = {"refused": "is a damaged PDF file; print it to a new PDF file."}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main()
