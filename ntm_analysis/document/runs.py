"""The characters of a Word paragraph, and what stands in it that is no text of the plan."""

from collections.abc import Iterable, Iterator
from typing import Any

from ntm_analysis.text import raised

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LEFT_OUT = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", FALLBACK}
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_OFF = {"0", "false", "off"}
# Ticks of the symbol fonts stand for "x" in a table of marks; a cross may mean the contrary.
_SYMBOLS = {"F0FC": "x", "F0FE": "x", "F052": "x", "F050": "x", "F0FB": "✗", "F0FD": "✗"}
_FIXED = {
    f"{W}noBreakHyphen": "-", f"{W}cr": "\n", f"{W}lastRenderedPageBreak": "\f",
}  # fmt: skip

Beside = tuple[tuple[str, str], ...]


def text_of(paragraph: Any) -> str:
    """Return a paragraph's visible characters; a new page is a form feed."""
    return "".join(_pieces(paragraph))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in LEFT_OUT or tag == f"{W}txbxContent" or not isinstance(tag, str):
            continue
        if tag == f"{W}r" and _left_out(child):
            continue
        if tag in {f"{W}t", _MATH_TEXT}:
            text = (child.text or "").replace("\n", " ").replace("\f", " ")
            yield raised(text) if _is_raised(element) else text
        elif tag in {f"{W}tab", f"{W}ptab"} and element.tag == f"{W}r":
            yield "\t"
        elif tag in _FIXED:
            yield _FIXED[tag]
        elif tag == f"{W}sym":
            yield _SYMBOLS.get(str(child.get(f"{W}char", "")).upper(), "")
        elif tag == f"{W}br":
            yield "\f" if child.get(f"{W}type") == "page" else "\n"
        else:
            yield from _pieces(child)


def _left_out(run: Any) -> str:
    """Return why a run is no text of the plan: ``hidden``, ``struck``, or nothing."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        return ""
    for name, why in (("vanish", "hidden"), ("strike", "struck"), ("dstrike", "struck")):
        mark = properties.find(f"{W}{name}")
        if mark is not None and mark.get(f"{W}val", "1") not in _OFF:
            return why
    return ""


def _is_raised(run: Any) -> bool:
    aligned = run.find(f"{W}rPr/{W}vertAlign")
    return aligned is not None and aligned.get(f"{W}val") == "superscript"


def beside(element: Any, notes: dict[str, str]) -> Beside:
    """List what a paragraph or row holds beside its text: struck and hidden runs, notes it points to."""
    found: list[tuple[str, str]] = []
    for part in element.iter(f"{W}r", f"{W}footnoteReference", f"{W}endnoteReference"):
        if any(within(part, element, tag) for tag in (*LEFT_OUT, f"{W}txbxContent", f"{W}tbl")):
            continue
        if part.tag != f"{W}r":
            found.append(("note", notes.get(_note_key(part), "")))
        elif why := _left_out(part):
            text = "".join(piece.text or "" for piece in part.iter(f"{W}t"))
            if found and found[-1][0] == why:
                text = found.pop()[1] + text
            found.append((why, text))
    return tuple(found)


def _note_key(element: Any) -> str:
    kind = element.tag.removeprefix(W).removesuffix("Reference")
    return f"{kind} {element.get(f'{W}id')}"


def note_texts(relations: Iterable[Any]) -> dict[str, str]:
    """Return the texts of a file's footnotes and endnotes by kind and number."""
    from docx.oxml import parse_xml

    found: dict[str, str] = {}
    for part in relations:
        if part.is_external or not part.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        for note in parse_xml(part.target_part.blob):
            paragraphs = (text_of(one) for one in note.iter(f"{W}p"))
            if isinstance(note.tag, str):
                found[_note_key(note)] = " ".join(" ".join(paragraphs).split())
    return found


def within(element: Any, top: Any, tag: str) -> bool:
    """Tell whether an element lies in one of a tag below `top`."""
    for ancestor in element.iterancestors():
        if ancestor is top:
            return False
        if ancestor.tag == tag:
            return True
    return False
