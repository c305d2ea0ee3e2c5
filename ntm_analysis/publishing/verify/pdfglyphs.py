"""Holds the letters that a PDF draws against those that it says they are: glyph by glyph."""

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import resolve1

from ntm_analysis.publishing.page import ASSETS

_FACES = ("Regular", "Bold", "Italic")


def wrong(found: list[Any]) -> list[str]:
    """List the letters on pages that pdfminer found whose drawing is that of another letter."""
    said: dict[str, None] = {}
    seen: set[int] = set()
    manager = PDFResourceManager()
    for page in found:
        for held in (resolve1(page.resources.get("Font")) or {}).values():
            key = getattr(held, "objid", 0)
            if key and key in seen:
                continue
            seen.add(key)
            said |= dict.fromkeys(_wrong(resolve1(held), manager))
    return list(said)


def _wrong(font: Any, manager: PDFResourceManager) -> Iterator[str]:
    from fontTools.ttLib import TTFont

    inner = resolve1(resolve1(font["DescendantFonts"])[0])
    name = font["BaseFont"].name.partition("+")[2]
    face = name.removeprefix("Tinos").removeprefix("-") or "Regular"
    if face not in _FACES or getattr(inner.get("CIDToGIDMap"), "name", "") != "Identity":
        yield name
        return
    own = TTFont(io.BytesIO(resolve1(resolve1(inner["FontDescriptor"])["FontFile2"]).get_data()))
    glyphs, read = own["glyf"], manager.get_font(None, font)
    for number, glyph in enumerate(own.getGlyphOrder()):
        try:
            letter = read.to_unichr(number)
        except PDFUnicodeNotDefined:
            continue  # drawn nowhere: a run of text with it could not be read
        if _outline(face, letter) != list(glyphs[glyph].getCoordinates(glyphs)[0]):
            yield f"{name}: {letter}"


@cache
def _outline(face: str, letter: str) -> list[tuple[int, int]] | None:
    """Return the points that a letter is drawn by in our own font."""
    font = _font(face)
    name = font.getBestCmap().get(ord(letter)) if len(letter) == 1 else None
    glyphs = font["glyf"]
    return None if name is None else list(glyphs[name].getCoordinates(glyphs)[0])


@cache
def _font(face: str) -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(ASSETS.parent / "fonts" / f"Tinos-{face}.ttf", lazy=True)
