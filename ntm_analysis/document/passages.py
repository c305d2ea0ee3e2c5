"""Lines joined to passages: a paragraph, a bullet or a heading each, with its section and depth."""

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ntm_analysis.amounts import Printed, find_amounts, unit_span
from ntm_analysis.document.model import Address, Document, Line
from ntm_analysis.text import CAPITALS, fold

_BULLET = r"[-–—−+*•●▪■○◦✓➢§·]"
_MARKER = re.compile(
    rf"\s*(?:[*_#]{{1,6}}\s*)?(?P<marker>{_BULLET}(?=\s|[^\s\d*])|[IVXLC]{{1,6}}(?=[.)]\s)[.)]"
    r"|(?:điều|mục|chương|phần)\s+(?:[ivxlc]+|\d{1,2})\s*[.:]|\d{1,2}(?:\.\d{1,2}){0,3}[.)/](?=\s)"
    rf"|(?-i:[IVX]{{1,5}}(?:/(?=\s)|\s*[/–:-](?=\s*[{CAPITALS}]{{2}})))"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s+[^\W\d])|[a-zđ][.)/](?=\s)|\(\d{1,2}\)|[oо](?=\s))\s*",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.;:!?][)*”\"_\s]*$|/\.[*_\s]*$")
_HANGING = re.compile(
    r"(?:,|\b(?:của|và|với|các|theo|tại|về|cho|ngày|số|là|trong|đến|từ|do|bởi|để|tỉnh|huyện|xã|"
    r"chỉ đạo|năm|hoặc|gần|trên|khoảng))\s*$"
)
_ANNEX = re.compile(
    r"\W*phu luc(?!\s+(?:kem|dinh kem|nay|tren))\s*(?:so\s*)?([ivx]+\b|\d+\b|[a-h]\b)?"
)
_ROMAN = re.compile(r"[IVXLC]+[.)]")
_OTHER_SIGN = re.compile(r"(?<=[^\W\d])\s*[/–:-]$")  # "I/", "I -", "a/" are written for "I.", "a."


@dataclass(frozen=True)
class Passage:
    """A paragraph, bullet, heading or row of a table.

    Attributes
    ----------
    lines : tuple of Line
        The lines it runs over.
    marker : str
        Its number or bullet, as in ``2.1.`` or ``-``.
    body : int
        Where its text begins after the marker.
    section : str
        The document's own numbering, as in ``II.2.1``.
    """

    lines: tuple[Line, ...]
    marker: str
    body: int
    section: str
    starts: tuple[int, ...] = field(repr=False)

    @cached_property
    def text(self) -> str:
        """The clean text, its lines joined by a blank."""
        return " ".join(line.text for line in self.lines)

    @cached_property
    def low(self) -> str:
        """The text in lower case, letter for letter."""
        return " ".join(line.content.low for line in self.lines)

    @cached_property
    def folded(self) -> str:
        """The text without marks and in lower case, letter for letter."""
        return " ".join(line.content.folded for line in self.lines)

    @cached_property
    def amounts(self) -> list[Printed]:
        """The amounts of money in the text, in order; a unit stated apart, as "1.000 đồng", is none."""
        found = list(find_amounts(self.low))
        unit = unit_span(self.low) if found else None
        return [a for a in found if not (unit and unit[0] <= a.start < unit[1])]

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return bool(self.lines[0].cells)

    @property
    def is_bullet(self) -> bool:
        """Whether it begins with a bullet."""
        return bool(self.marker) and not self.marker[0].isalnum() and self.marker[0] != "("

    def address(self, start: int, end: int) -> Address:
        """Return the address of the characters from `start` to `end`.

        Where they run over the end of a line, the line is that of the first.
        """
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        pieces: list[str] = []
        line = self._line_at(start)
        for at, begins in zip(self.lines, self.starts, strict=True):
            low, high = max(start - begins, 0), min(end - begins, len(at.text))
            if low < high:
                pieces.append(at.content.raw_slice(low, high).strip())
        return Address(" ".join(pieces), self.section, line.number, line.page, line.paragraph)

    def _line_at(self, offset: int) -> Line:
        return self.lines[max(0, bisect.bisect_right(self.starts, offset) - 1)]


def passages(document: Document) -> list[Passage]:
    """Join the lines of a document to passages, each with its section."""
    sections = _Sections()
    made: list[Passage] = []
    for group in _groups(document.lines):
        starts = [0]
        for line in group[:-1]:
            starts.append(starts[-1] + len(line.text) + 1)
        marker, body = _marker(group[0])
        text = " ".join(line.text for line in group)[body:]
        section = sections.of(marker, text, row=bool(group[0].cells))
        made.append(Passage(tuple(group), marker, body, section, tuple(starts)))
    return made


def _marker(line: Line) -> tuple[str, int]:
    if line.cells:
        return "", 0
    if line.marker:
        return line.marker, 0
    found = _MARKER.match(line.text)
    if not found or re.fullmatch(r"\s*\*\*.*", line.text):
        return "", len(line.text) - len(line.text.lstrip())
    marker = found["marker"].strip()
    return _OTHER_SIGN.sub(".", marker) if marker[0].isalpha() else marker, found.end()


def _groups(lines: tuple[Line, ...]) -> Iterator[list[Line]]:
    """Yield the lines of each passage; a sentence that a line or page cut goes on in the next."""
    current: list[Line] = []
    blank_between = False
    for line in lines:
        if not line.text.strip():
            blank_between = bool(current)
            continue
        if current and _goes_on(current[-1], line, blank_between=blank_between):
            current.append(line)
        else:
            if current:
                yield current
            current = [line]
        blank_between = False
    if current:
        yield current


def _goes_on(before: Line, line: Line, *, blank_between: bool) -> bool:
    if before.cells or line.cells or line.marker:
        return False
    if _marker(line)[0] and not _is_dash_within(before, line):
        return False
    if _is_annex(line.text):
        return False
    if line.paragraph is not None and line.paragraph == before.paragraph:
        return True
    text, last = line.text.strip(), before.text.rstrip()
    if before.full and not blank_between:
        return True
    if _ENDS.search(last):
        return False
    if text[0].islower() or (text[0].isdigit() and _HANGING.search(last)):
        return True
    if last.isupper() and text.isupper() and not blank_between:
        return True
    return _HANGING.search(last) is not None


def _is_dash_within(before: Line, line: Line) -> bool:
    """Tell whether a line begins with a dash of its sentence, as in "kinh tế / - xã hội"."""
    same = line.paragraph is not None and line.paragraph == before.paragraph
    return (
        (same or before.full)
        and re.match(r"\s*[-–]\s+[^\W\d_]", line.text) is not None
        and line.text.lstrip(" -–")[0].islower()
        and not _ENDS.search(before.text.rstrip())
        and not before.text.rstrip().endswith(",")
    )


def _is_annex(text: str) -> bool:
    return _ANNEX.match(fold(text)) is not None


class _Sections:
    """Follows the headings of a document and says which section a passage stands in."""

    def __init__(self) -> None:
        self.roman = ""
        self.number = ""
        self.letter = ""
        self.part = ""

    def of(self, marker: str, text: str, *, row: bool) -> str:
        if not row:
            self._enter(marker, text)
        if self.part:
            return self.part
        return ".".join(part for part in (self.roman, self.number, self.letter) if part)

    def _enter(self, marker: str, text: str) -> None:
        key = fold(text)
        annex = _ANNEX.match(key) if not marker else None
        if annex:
            name = f"Phụ lục {annex[1].upper()}" if annex[1] else "Phụ lục"
            self.part, self.roman, self.number, self.letter = name, "", "", ""
        elif key.startswith("noi nhan"):
            self.part = "Nơi nhận"
        elif not self.roman and not self.number and key.startswith("can cu"):
            self.part = "Căn cứ"
        elif _ROMAN.fullmatch(marker) and not self.part.startswith("Phụ lục"):
            self.roman, self.number, self.letter, self.part = marker.rstrip(".)"), "", "", ""
        elif re.match(r"\d", marker) and not self.part.startswith(("Phụ lục", "Nơi nhận")):
            self.number, self.letter, self.part = marker.rstrip(".)/"), "", ""
        elif re.fullmatch(r"[a-zđ][.)]", marker) and not self.part:
            self.letter = marker.rstrip(".)")
        elif self.part in {"Căn cứ"} and not key.startswith(("can cu", "thuc hien", "tren co so")):
            self.part = ""
