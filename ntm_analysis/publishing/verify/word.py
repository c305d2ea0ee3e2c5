"""Reads a Word file with python-docx as pieces."""

import hashlib
import io
from collections.abc import Iterator
from typing import Any

from ntm_analysis.publishing.verify.pieces import CLOSE, OPEN, Piece

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_LANGUAGES = {"vi-VN": "vi", "en-GB": "en"}


def read(content: bytes) -> list[Piece]:
    """Return the pieces of a Word file."""
    import docx

    document = docx.Document(io.BytesIO(content))
    notes = _notes(document)
    styles = {style.style_id: style.name.lower() for style in document.styles}
    default = document.styles.element.find(f".//{_W}lang").get(f"{_W}val")
    made = [Piece("language", (_LANGUAGES.get(default, default),))]
    return made + list(_joined(_body(document.element.body, styles, notes)))


def pictures(content: bytes) -> set[str]:
    """Return the sha256 of each picture in a Word file."""
    import docx

    parts = docx.Document(io.BytesIO(content)).part.package.iter_parts()
    return {
        hashlib.sha256(part.blob).hexdigest()
        for part in parts
        if part.content_type.startswith("image/")
    }


def feet(content: bytes) -> set[str]:
    """Return the texts of the feet of all pages."""
    import docx

    found: set[str] = set()
    for section in docx.Document(io.BytesIO(content)).sections:
        found.add(section.footer.paragraphs[0].text)
        if section.different_first_page_header_footer:
            found.add(section.first_page_footer.paragraphs[0].text)
    return found


def _notes(document: Any) -> dict[str, str]:
    """Return the texts of the footnotes by their id."""
    from lxml import etree

    for related in document.part.rels.values():
        if related.reltype.endswith("/footnotes"):
            root = etree.fromstring(related.target_part.blob)
            return {
                note.get(f"{_W}id"): "".join(t.text or "" for t in note.iter(f"{_W}t")).strip()
                for note in root.findall(f"{_W}footnote")
            }
    return {}


def _body(body: Any, styles: dict[str, str], notes: dict[str, str]) -> Iterator[Piece]:
    for element in body:
        if element.tag == f"{_W}tbl":
            for number, row in enumerate(element.findall(f"{_W}tr")):
                cells = tuple(_text(cell, notes) for cell in row.findall(f"{_W}tc"))
                yield Piece("row" if number else "head", cells)
            continue
        if element.tag != f"{_W}p":
            continue
        style = element.find(f"{_W}pPr/{_W}pStyle")
        name = styles.get(style.get(f"{_W}val"), "") if style is not None else ""
        for drawing in element.iter(_DRAWN):
            yield Piece("picture", (drawing.get("descr", ""),))
        text = _text(element, notes)
        if text:
            yield Piece(_kind(name), (text,))


def _kind(style: str) -> str:
    if style.startswith("heading "):
        return f"heading{style.rpartition(' ')[2]}"
    known = {"table caption": "caption", "image caption": "under", "toc 1": "entry"}
    return known.get(style, "over" if style == "toc heading" else "text")


def _text(element: Any, notes: dict[str, str]) -> str:
    """Return the text of a paragraph or cell with each footnote where its mark stands."""
    said: list[str] = []
    for node in element.iter(f"{_W}t", f"{_W}footnoteReference"):
        if node.tag == f"{_W}t":
            said.append(node.text or "")
        else:
            said.append(f"{OPEN}{notes.get(node.get(f'{_W}id'), '?')}{CLOSE}")
    return "".join(said)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Join a picture with the caption under it, and the entries of the contents."""
    picture, entries = "", list[str]()
    for piece in pieces:
        if piece.kind == "entry":
            entries.append(piece.texts[0])
            continue
        if entries:
            yield Piece("contents", tuple(entries))
            entries = []
        if piece.kind == "picture":
            picture = piece.texts[0]
        elif piece.kind == "under":
            yield Piece("figure", (picture, piece.texts[0]))
        elif piece.kind != "over":
            yield piece
