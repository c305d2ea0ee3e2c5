"""A document as numbered lines and rows of tables, whatever file it came in; spans and addresses."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from ntm_analysis.text import INVISIBLE, RAISED, fold

_SPACE = re.compile(r"\s")
_ICELANDIC = str.maketrans("Ðð", "Đđ")


@dataclass(frozen=True)
class Clean:
    """Text in form NFC, free of invisible characters, that still knows the file's own characters.

    Attributes
    ----------
    raw : str
        The characters of the file.
    text : str
        The same in form NFC, blanks and the Icelandic Ð made ordinary, nothing invisible, no mark of a
        footnote behind a number.
    """

    raw: str

    @cached_property
    def text(self) -> str:
        """The text for reading."""
        if self._is_clean:
            return _SPACE.sub(" ", self.raw).translate(_ICELANDIC)
        return "".join(piece for piece, _ in self._pieces)

    @cached_property
    def _is_clean(self) -> bool:
        """Whether each character of the text is that of the file at the same place."""
        return unicodedata.is_normalized("NFC", self.raw) and not (
            (INVISIBLE | RAISED) & set(self.raw)
        )

    @cached_property
    def low(self) -> str:
        """The text in lower case, letter for letter."""
        lower = self.text.lower()
        if len(lower) == len(self.text):
            return lower
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)

    @cached_property
    def folded(self) -> str:
        """The text without marks and in lower case, letter for letter."""
        return fold(self.text)

    @cached_property
    def _pieces(self) -> list[tuple[str, int]]:
        """Pieces of clean text, each with the offset in `raw` where it begins."""
        pieces: list[tuple[str, int]] = []
        start = 0
        for at in range(1, len(self.raw) + 1):
            if at < len(self.raw) and unicodedata.combining(self.raw[at]):
                continue
            cluster = unicodedata.normalize("NFC", self.raw[start:at])
            kept = "".join(_ordinary(char) for char in cluster if char not in INVISIBLE)
            if kept in RAISED and pieces and pieces[-1][0].isdecimal():
                kept = ""  # the mark of a footnote
            pieces += [(char, start) for char in kept]
            start = at
        return pieces

    def raw_slice(self, start: int, end: int) -> str:
        """Return the file's own characters of the span `start` to `end` of the clean text."""
        if start >= end:
            return ""
        if self._is_clean:
            return self.raw[start:end]
        begin = self._pieces[start][1]
        finish = self._pieces[end][1] if end < len(self._pieces) else len(self.raw)
        while finish > begin and self.raw[finish - 1] in INVISIBLE:
            finish -= 1
        return self.raw[begin:finish]


def _ordinary(char: str) -> str:
    if char.isspace():
        return " "
    return char.translate(_ICELANDIC)


@dataclass(frozen=True)
class Cell:
    """One cell of a table's row: its characters, its column counted from 1, how many it spans.

    `repeated` marks a cell that is merged with the one above.
    """

    content: Clean
    column: int
    span: int = 1
    repeated: bool = False
    paragraph: int | None = None

    @property
    def text(self) -> str:
        """The clean text, blanks at its ends removed."""
        return " ".join(self.content.text.split())

    @property
    def as_printed(self) -> str:
        """The file's own characters, blanks at their ends removed."""
        return self.content.raw.strip()


@dataclass(frozen=True)
class Line:
    """One line of a document, or one row of a table in it.

    Attributes
    ----------
    number : int
        Counted from 1 over the whole document: printed lines of a text or PDF file, paragraphs
        and rows of tables of a Word or HTML file.
    content : Clean
        The characters; of a row, its cells joined by tabs.
    page, paragraph : int, optional
        Counted from 1, where the kind of file has them.
    marker : str
        A number or bullet that the file does not hold as characters (lists of Word and HTML).
    full : bool
        The line reaches the right margin, so that its sentence may go on in the next.
    cells : tuple of Cell
        The cells of a row of a table.
    table : int, optional
        Which table of the file a row belongs to.
    beside : tuple of (str, str)
        What stands there and is no text of the plan: ``note``, ``struck`` or ``hidden``, and its
        characters.
    """

    number: int
    content: Clean
    page: int | None = None
    paragraph: int | None = None
    marker: str = ""
    full: bool = False
    cells: tuple[Cell, ...] = ()
    table: int | None = None
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The clean text."""
        return self.content.text


@dataclass(frozen=True)
class Document:
    """A document that was read: name and hash of its file, and its lines.

    `paged` tells whether its addresses have page and paragraph.
    """

    name: str
    sha256: str
    lines: tuple[Line, ...]
    paged: bool = False


@dataclass(frozen=True)
class Address:
    """Where something stands and its characters as printed."""

    as_printed: str
    section: str
    line: int
    page: int | None = None
    paragraph: int | None = None

    def columns(self, *, paged: bool) -> dict[str, object]:
        """Return the address as columns of a table."""
        base: dict[str, object] = {
            "as_printed": self.as_printed, "section": self.section, "line": self.line,
        }  # fmt: skip
        return {**base, "page": self.page, "paragraph": self.paragraph} if paged else base
