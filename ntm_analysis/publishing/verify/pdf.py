"""Reads a tagged PDF with pdfplumber as pieces: the tags say what is what, the page the letters."""

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ntm_analysis.publishing.verify.pieces import CLOSE, OPEN, Piece
from ntm_analysis.publishing.verify.tags import Element, tree

_HEADING = re.compile(r"H[1-6]")
_MARGIN = 40.0  # points, a little less than the smallest margin of 15 mm
_SHOWN_PAGE = re.compile(r"(.*?)\s*(\d+)\s*")


@dataclass(frozen=True)
class Read:
    """What was read: the pieces, the text of each page that is not content, what is wrong with it.

    `cut_off` lists the pages whose content runs beyond the margins.
    """

    pieces: list[Piece]
    artifacts: list[str]
    nfc: bool
    wrong_pages: list[str]
    cut_off: list[int]


class _Letters:
    """The text of each marked content of each page."""

    def __init__(self, pages: list[Any]) -> None:
        self._texts: dict[tuple[int, int], list[str]] = {}
        self.artifacts: list[str] = []
        self.cut_off: list[int] = []
        for page in pages:
            apart: list[str] = []
            if any(_beyond(char, page) for char in page.chars):
                self.cut_off.append(page.page_number)
            for char in page.chars:
                if char.get("mcid") is None or char.get("tag") == "Artifact":
                    apart.append(char["text"])
                else:
                    key = page.page_number, char["mcid"]
                    self._texts.setdefault(key, []).append(char["text"])
            self.artifacts.append("".join(apart))

    def of(self, page: int, mcid: int) -> str:
        return "".join(self._texts.get((page, mcid), []))

    def everything(self) -> str:
        return "".join("".join(many) for many in self._texts.values())


def _beyond(char: dict[str, Any], page: Any) -> bool:
    """Tell whether a letter of the content stands outside the margins of its page."""
    if char.get("mcid") is None or char.get("tag") == "Artifact" or not char["text"].strip():
        return False
    across = char["x0"] < _MARGIN or char["x1"] > page.width - _MARGIN
    return across or char["top"] < _MARGIN or char["bottom"] > page.height - _MARGIN


def read(content: bytes) -> Read:
    """Return the pieces of a PDF."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as file:
        letters = _Letters(file.pages)
        root = tree(file)
        language = file.doc.catalog.get("Lang", b"")
    lang = language.decode("ascii", "replace") if isinstance(language, bytes) else str(language)
    notes = {_number(note, letters): _text(note, letters, {}) for note in _all(root, "Note")}
    pieces = [Piece("language", (lang[:2],)), *_joined(_pieces(root, letters, notes))]
    nfc = unicodedata.is_normalized("NFC", letters.everything())
    return Read(pieces, letters.artifacts, nfc, _wrong_pages(root, letters), letters.cut_off)


def _all(element: Element, kind: str) -> Iterator[Element]:
    if element.kind == kind:
        yield element
    for kid in element.elements:
        yield from _all(kid, kind)


def _number(element: Element, letters: _Letters) -> str:
    return "".join(_text(label, letters, {}) for label in _all(element, "Lbl"))


def _pieces(element: Element, letters: _Letters, notes: dict[str, str]) -> Iterator[Piece]:
    kind = element.kind
    if _HEADING.fullmatch(kind) and not any(_HEADING.fullmatch(e.kind) for e in element.elements):
        yield Piece(f"heading{kind[1]}", (_text(element, letters, notes),))
    elif kind == "P":
        yield Piece("text", (_text(element, letters, notes),))
    elif kind == "TOC":
        entries = [_entry(entry, letters)[0] for entry in _all(element, "TOCI")]
        yield Piece("contents", tuple(entries))
    elif kind == "TR":
        cells = element.elements
        texts = {_column(cell): _text(cell, letters, notes) for cell in cells}
        head = bool(cells) and cells[0].kind == "TH"
        row = tuple(texts.get(at, "") for at in range(max(texts, default=-1) + 1))
        yield Piece("head" if head else "row", row)
    elif kind == "Figure":
        yield Piece("picture", (element.alt,))
    elif kind == "Caption":
        yield Piece("caption", (_text(element, letters, notes),))
    else:
        for kid in element.elements:
            yield from _pieces(kid, letters, notes)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Join pictures with their captions; drop the heading of the contents, no part of a report."""
    held: list[Piece] = []
    for piece in pieces:
        if piece.kind == "contents" and held and held[-1].kind == "heading2":
            held.pop()
        if held and {piece.kind, held[-1].kind} == {"caption", "picture"}:
            said = {piece.kind: piece.texts[0], held[-1].kind: held[-1].texts[0]}
            held[-1] = Piece("figure", (said["picture"], said["caption"]))
        else:
            held.append(piece)
    yield from held


def _column(cell: Element) -> int:
    """Return the column of a cell, counted from 0."""
    found = re.fullmatch(r"U\d+x(\d+)y\d+", cell.name)
    return int(found[1]) if found else 0


def _text(element: Element, letters: _Letters, notes: dict[str, str]) -> str:
    """Return the text of an element in its order; a mark gives its footnote."""
    said: list[str] = []
    for kid in element.kids:
        if isinstance(kid, tuple):
            said.append(letters.of(*kid))
        elif kid.kind == "Lbl" and element.kind != "Note":
            number = _text(kid, letters, {})
            said.append(f"{OPEN}{notes.get(number, '?')}{CLOSE}" if notes else number)
        elif kid.kind not in {"Note", "Lbl"}:
            said.append(_text(kid, letters, notes))
    return "".join(said)


def _entry(entry: Element, letters: _Letters) -> tuple[str, int]:
    """Return text and page of an entry of the contents."""
    found = _SHOWN_PAGE.fullmatch(_text(entry, letters, {}))
    return (found[1], int(found[2])) if found else (_text(entry, letters, {}), 0)


def _wrong_pages(root: Element, letters: _Letters) -> list[str]:
    """List the entries of the contents whose page is not that of their heading."""
    pages: dict[str, int] = {}
    for head in _all(root, "H2"):
        at = [kid[0] for kid in head.kids if isinstance(kid, tuple)]
        pages["".join(_text(head, letters, {}).split())] = at[0] if at else 0
    wrong = []
    for item in _all(root, "TOCI"):
        name, shown = _entry(item, letters)
        if pages.get("".join(name.split())) != shown:
            wrong.append(f"{name} {shown}")
    return wrong
