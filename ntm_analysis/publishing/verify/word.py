"""Reads a Word file from its parts as pieces; what no form of ours allows is named apart."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ntm_analysis.publishing.verify import package, wordform, wordlooks
from ntm_analysis.publishing.verify.pieces import CLOSE, OPEN, Piece, to, under
from ntm_analysis.publishing.verify.wordform import W
from ntm_analysis.publishing.verify.wordlooks import LANGUAGES

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_KINDS = {
    "TableCaption": "caption", "ImageCaption": "under", "toc1": "entry", "TOCHeading": "over",
}  # fmt: skip
# Of a field: begin, instruction, separate, texts, end; a text elsewhere stands for itself.
_FIELDS = re.compile(r"(?:t|bist+e)*")
_TOLD = tuple(
    W + name
    for name in ("t", "footnoteReference", "instrText", "hyperlink", "bookmarkStart", "fldChar")
)
_EVENTS = {"begin": "b", "separate": "s", "end": "e"}


@dataclass
class _File:
    """The parts of a file, and what was met on the way through it."""

    held: dict[str, bytes]
    notes: dict[str, str]
    pictures: dict[str, str]
    marks: list[str] = field(default_factory=list)  # bookmarks that wait for their text
    used: list[str] = field(default_factory=list)  # footnotes


def read(content: bytes, title: str, lang: str) -> tuple[list[Piece], list[str]]:
    """Return the pieces of a Word file, and what is in it that may not be.

    Parameters
    ----------
    content : bytes
    title : str
        Of the report.
    lang : {"vi", "en"}
    """
    held = package.parts(content)
    said = wordform.unknown_in(held) + wordlooks.unlike(held, title, lang)
    kinds = package.related(held, "word/document.xml")
    pictures = {
        key: hashlib.sha256(held[target]).hexdigest()
        for key, (kind, target) in kinds.items()
        if kind == "image" and target in held
    }
    media = {name for name in held if name.startswith("word/media/")}
    said += sorted(media - {target for _, target in kinds.values()})
    file = _File(held, _notes(package.tree(held["word/footnotes.xml"])), pictures)
    body = package.tree(held["word/document.xml"]).find(f"{W}body")
    default = package.tree(held["word/styles.xml"]).find(f".//{W}lang").get(f"{W}val")
    made = [Piece("language", (LANGUAGES.get(default, default),))]
    made += list(_joined(_body(body, file)))
    if file.used != [key for key in file.notes if key not in {"-1", "0"}]:
        said.append("footnotes.xml")
    names = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    said += sorted({f"bookmark {name}" for name in names if names.count(name) > 1})
    return made, said + _fields(body)


def _notes(root: Any) -> dict[str, str]:
    """Return the texts of the footnotes by their id."""
    return {
        note.get(f"{W}id"): "".join(t.text or "" for t in note.iter(f"{W}t")).strip()
        for note in root.findall(f"{W}footnote")
    }


def _fields(body: Any) -> list[str]:
    """Say whether the fields are whole and show a text, one after the other."""
    events = []
    for node in body.iter(f"{W}t", f"{W}fldChar", f"{W}instrText"):
        if node.tag == f"{W}fldChar":
            events.append(_EVENTS.get(node.get(f"{W}fldCharType"), "?"))
        else:
            events.append("t" if node.tag == f"{W}t" else "i")
    return [] if _FIELDS.fullmatch("".join(events)) else ["fldChar"]


def _body(body: Any, file: _File) -> Iterator[Piece]:
    for element in body:
        if element.tag == f"{W}bookmarkStart":
            file.marks.append(element.get(f"{W}name"))
        elif element.tag == f"{W}tbl":
            for number, row in enumerate(element.findall(f"{W}tr")):
                cells = tuple(_text(cell, file) for cell in row.findall(f"{W}tc"))
                yield Piece("row" if number else "head", cells)
        elif element.tag == f"{W}p":
            yield from _paragraph(element, file)


def _paragraph(element: Any, file: _File) -> Iterator[Piece]:
    style = element.find(f"{W}pPr/{W}pStyle")
    name = style.get(f"{W}val") if style is not None else ""
    for drawing in element.iter(_DRAWN):
        shown = next(drawing.getparent().iter(_BLIP)).get(_EMBED)
        yield Piece("picture", (drawing.get("descr", ""), file.pictures.get(shown, "")))
    text = _text(element, file)
    if name.startswith("Heading"):
        marks = [mark for mark in file.marks if mark.startswith("section-")]
        file.marks.clear()
        yield Piece(f"heading{name[-1]}", (text + "".join(map(under, marks)),))
    elif text:
        yield Piece(_KINDS.get(name, "text"), (text,))


def _text(element: Any, file: _File) -> str:
    """Return the text of a paragraph or cell, with footnotes, targets and names where they are."""
    said, behind, leads, name = [], [], "", ""
    for node in element.iter(*_TOLD):
        if node.tag == f"{W}t":
            said.append(node.text or "")
        elif node.tag == f"{W}footnoteReference":
            key = node.get(f"{W}id")
            file.used.append(key)
            said.append(f"{OPEN}{file.notes.get(key, '?')}{CLOSE}")
        elif node.tag == f"{W}instrText":
            leads = _told(node.text or "", name)
        elif node.tag == f"{W}hyperlink":
            behind.append(to(node.get(f"{W}anchor", "")))
        elif node.tag == f"{W}bookmarkStart":
            name = _anchor(node.get(f"{W}name"))
            behind.append(under(name))
        elif node.get(f"{W}fldCharType") == "end":
            said.append(leads)
            leads = ""
    return "".join(said + behind)


def _told(code: str, name: str) -> str:
    """Return what the instruction of a field says: where it leads, or what it wrongly counts."""
    words = code.split()
    if words[0] == "REF":
        return to(_anchor(words[1]))
    counts = words[0] == "SEQ" and not name.startswith(words[1].lower())
    return to(words[1]) if counts else ""


def _anchor(name: str) -> str:
    """Return the name of a table or picture that a bookmark of ours stands for."""
    return name.removeprefix("ntm_").replace("_", "-")


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Join a picture with the caption under it, and the entries of the contents."""
    picture: Piece | None = None
    entries: list[str] = []
    for piece in [*pieces, Piece("end", ())]:
        if piece.kind == "entry":
            entries.append(piece.texts[0])
            continue
        if entries:
            yield Piece("contents", tuple(entries))
            entries = []
        if picture is not None and piece.kind == "under":
            yield Piece("figure", (picture.texts[0], piece.texts[0], picture.texts[1]))
            picture = None
            continue
        if picture is not None:
            yield picture
        picture = piece if piece.kind == "picture" else None
        if piece.kind not in {"picture", "end"}:
            yield piece
