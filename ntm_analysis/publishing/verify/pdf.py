"""Reads a tagged PDF as pieces: the tags say what is what, the pages give letters and pictures."""

import hashlib
import io
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ntm_analysis.publishing.verify.pieces import CLOSE, OPEN, Piece
from ntm_analysis.publishing.verify.tags import Element, tree

if TYPE_CHECKING:
    from ntm_analysis.publishing.verify.pages import Image, Page

_HEADING = re.compile(r"H[1-6]")
_SHOWN_PAGE = re.compile(r"(.*?)\s*(\d+)\s*")
_DEPTHS = {"DeviceGray": 1, "DeviceRGB": 3}


@dataclass(frozen=True)
class Read:
    """What was read of a PDF: the pieces, and what else is to be held.

    Attributes
    ----------
    document : PDFDocument
    root : Element
        Of the tags.
    found : list
        The pages as pdfminer has them, and `pages` what is painted on them.
    pieces : list of Piece
    strange : list of str
        What is in the tags beside pieces, or on the pages beside the tags.
    nfc : bool
        Whether all text is in Unicode form NFC.
    wrong_pages : list of str
        Entries of the contents whose page is not that of their heading.
    """

    document: Any
    root: Element
    found: list[Any]
    pages: "list[Page]"
    pieces: list[Piece]
    strange: list[str]
    nfc: bool
    wrong_pages: list[str]


@dataclass
class _Content:
    """The text and the pictures of each marked content, and which of them were read."""

    texts: dict[tuple[int, int], str]
    images: "dict[tuple[int, int], list[Image]]"
    notes: dict[str, str] = field(default_factory=dict)
    read: Counter[tuple[int, int]] = field(default_factory=Counter)
    marked: list[str] = field(default_factory=list)  # numbers of footnotes where they are marked

    def of(self, key: tuple[int, int]) -> str:
        self.read[key] += 1
        return self.texts.get(key, "")


def read(content: bytes) -> Read:
    """Return what is in a PDF."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    from ntm_analysis.publishing.verify import pages

    document = PDFDocument(PDFParser(io.BytesIO(content)))
    found = list(PDFPage.create_pages(document))
    painted = pages.read(found)
    held = _content(painted)
    root = tree(document, {page.pageid: at for at, page in enumerate(found, start=1)})
    notes = [(_number(note, held), _text(note, held)) for note in root.all("Note")]
    held.notes = dict(notes)
    language = document.catalog.get("Lang", b"")
    lang = language.decode("ascii", "replace") if isinstance(language, bytes) else str(language)
    pieces = [Piece("language", (lang[:2],)), *_joined(_pieces(root, held))]
    strange = [said for element in root.all() for said in element.strange]
    strange += _unread(held)
    if held.marked != [number for number, _ in notes]:
        strange.append("Note")
    nfc = all(unicodedata.is_normalized("NFC", text) for text in held.texts.values())
    return Read(document, root, found, painted, pieces, strange, nfc, _wrong_pages(root, held))


def pixels(png: bytes) -> str:
    """Return the mark of a picture's pixels: their colours, and how they cover."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image:
        cover = image.getchannel("A").tobytes() if "A" in image.getbands() else b""
        return _mark(image.width, image.height, image.convert("RGB").tobytes(), cover)


def _mark(width: int, height: int, colours: bytes, cover: bytes) -> str:
    if cover and not cover.strip(b"\xff"):
        cover = b""
    made = hashlib.sha256(f"{width} {height} ".encode())
    made.update(colours)
    made.update(cover)
    return made.hexdigest()


def _pixels(image: "Image") -> str:
    """Return the mark of the pixels of a picture on a page."""
    from pdfminer.pdftypes import resolve1

    stream = image.stream
    mask = resolve1(stream.get("SMask"))
    plain = stream.get("BitsPerComponent") == 8 and "DecodeParms" not in stream.attrs
    if not plain or {"Decode", "Mask", "Matte"} & stream.attrs.keys():
        return ""
    cover = zlib.decompress(mask.rawdata) if mask is not None else b""
    colours = zlib.decompress(stream.rawdata)
    return _mark(stream["Width"], stream["Height"], colours, cover)


def _content(painted: "list[Page]") -> _Content:
    texts: dict[tuple[int, int], list[str]] = {}
    images: dict[tuple[int, int], list[Image]] = {}
    for page in painted:
        for run in page.runs:
            if run.mcid is not None:
                texts.setdefault((page.number, run.mcid), []).append(run.text)
        for image in page.images:
            images.setdefault((page.number, -1 if image.mcid is None else image.mcid), []).append(
                image
            )
    return _Content({key: "".join(many) for key, many in texts.items()}, images)


def _unread(held: _Content) -> list[str]:
    """List the text and the pictures that are in no piece, and what is in two."""
    said = [text.strip()[:60] for key, text in held.texts.items()
            if text.strip() and not held.read[key]]  # fmt: skip
    said += [f"{page}: picture" for (page, mcid), many in held.images.items()
             if len(many) > 1 or held.read[page, mcid] != 1]  # fmt: skip
    return said


def _number(element: Element, held: _Content) -> str:
    return "".join(_plain(label, held) for label in element.all("Lbl"))


def _plain(element: Element, held: _Content) -> str:
    return "".join(
        held.of(kid) if isinstance(kid, tuple) else _plain(kid, held) for kid in element.kids
    )


def _pieces(element: Element, held: _Content) -> Iterator[Piece]:
    kind = element.kind
    if _HEADING.fullmatch(kind) and not any(_HEADING.fullmatch(e.kind) for e in element.elements):
        yield Piece(f"heading{kind[1]}", (_text(element, held),))
    elif kind == "P":
        yield Piece("text", (_text(element, held),))
    elif kind == "TOC":
        yield Piece("contents", tuple(_entry(e, held)[0] for e in element.all("TOCI")))
    elif kind == "TR":
        yield _row(element, held)
    elif kind == "Figure":
        yield Piece("picture", (element.alt, _picture(element, held)))
    elif kind == "Caption":
        yield Piece("caption", (_text(element, held),))
    elif kind != "Note":
        for kid in element.kids:
            if isinstance(kid, Element):
                yield from _pieces(kid, held)


def _row(element: Element, held: _Content) -> Piece:
    cells = element.elements
    texts: dict[int, str] = {}
    for cell in cells:
        at = _column(cell)
        texts[at] = texts.get(at, "") + _text(cell, held)
    head = bool(cells) and cells[0].kind == "TH"
    row = tuple(texts.get(at, "") for at in range(max(texts, default=-1) + 1))
    return Piece("head" if head else "row", row)


def _picture(element: Element, held: _Content) -> str:
    found = []
    for kid in element.kids:
        if isinstance(kid, tuple):
            held.read[kid] += 1
            found += [_pixels(image) for image in held.images.get(kid, [])]
    return " ".join(found)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Join pictures with their captions; the heading of the contents is no part of a report."""
    held: list[Piece] = []
    for piece in pieces:
        if piece.kind == "contents" and held and held[-1].kind == "heading2":
            held[-1] = Piece("over", held[-1].texts)
        if held and {piece.kind, held[-1].kind} == {"caption", "picture"}:
            said = {piece.kind: piece.texts, held[-1].kind: held[-1].texts}
            alt, mark = said["picture"]
            held[-1] = Piece("figure", (alt, said["caption"][0], mark))
        else:
            held.append(piece)
    yield from held


def _column(cell: Element) -> int:
    """Return the column of a cell, counted from 0."""
    found = re.fullmatch(r"U\d+x(\d+)y\d+", cell.name)
    return int(found[1]) if found else 0


def _text(element: Element, held: _Content) -> str:
    """Return the text of an element in its order; a mark gives its footnote."""
    said: list[str] = []
    for kid in element.kids:
        if isinstance(kid, tuple):
            said.append(held.of(kid))
        elif kid.kind == "Lbl" and element.kind != "Note":
            number = _plain(kid, held)
            held.marked.append(number)
            said.append(f"{OPEN}{held.notes.get(number, '?')}{CLOSE}")
        elif kid.kind not in {"Note", "Lbl"}:
            said.append(_text(kid, held))
    return "".join(said)


def _entry(entry: Element, held: _Content) -> tuple[str, int]:
    """Return text and page of an entry of the contents."""
    said = _plain(entry, held)
    found = _SHOWN_PAGE.fullmatch(said)
    return (found[1], int(found[2])) if found else (said, 0)


def _wrong_pages(root: Element, held: _Content) -> list[str]:
    """List the entries of the contents whose page is not that of their heading."""
    pages: dict[str, int] = {}
    for head in root.all("H2"):
        at = [kid[0] for kid in head.kids if isinstance(kid, tuple)]
        pages["".join(_plain(head, held).split())] = at[0] if at else 0
    entries = (_entry(item, held) for item in root.all("TOCI"))
    return [f"{name} {shown}" for name, shown in entries
            if pages.get("".join(name.split())) != shown]  # fmt: skip
