"""Reads a page with lxml as pieces, its frame too: title, ways in, formulas, foot."""

import base64
import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from ntm_analysis.evidence import Evidence, title_of
from ntm_analysis.plan import Plan
from ntm_analysis.publishing import SOURCES
from ntm_analysis.publishing.model import Document
from ntm_analysis.publishing.page import footer, formula, formulas, needed
from ntm_analysis.publishing.verify.pieces import (
    CLOSE,
    OPEN,
    Manner,
    Piece,
    to,
    under,
)
from ntm_analysis.publishing.verify.pieces import expected as expected_pieces
from ntm_analysis.publishing.verify.webform import tree
from ntm_analysis.wording import say

_INDEX = "index.html"
_KINDS = {**{f"h{level}": f"heading{level}" for level in range(1, 5)}, "footer": "foot"}


def expected(document: Document, plan: Plan | None) -> list[Piece]:
    """Return the pieces that the page of a report must hold, in order."""
    lang = document.lang
    made = formulas(document)
    order = {evidence: at for at, evidence in enumerate(made, start=1)}

    def source(evidence: Evidence) -> str:
        at = order.get(evidence)
        return f"how-{at}" if at else f"{SOURCES}#{evidence.inputs[0].anchor}"

    manner = Manner(_sha256, cell_notes=True, links=True, source=source)
    first, *rest = expected_pieces(document, plan, manner)
    pieces = [first, *frame(document.title, lang)]
    for piece in rest:
        pieces.append(piece)
        if piece.kind == "heading1":
            pieces.append(working(lang))
    if made:
        where = say("report.formulas", lang)
        pieces.append(Piece("how", (where + under("how"),), where))
        pieces += [Piece("way", (_way(e, at, needed(plan), lang),), where)
                   for e, at in order.items()]  # fmt: skip
    return [*pieces, foot(plan, lang)]


def frame(title: str, lang: str, *, sources: bool = True) -> list[Piece]:
    """Return what stands before the first heading of a page: its title and the ways out of it."""
    ways = say("report.index_link", lang) + to(_INDEX)
    if sources:
        ways += f" · {say('report.sources_link', lang)}{to(SOURCES)}"
    where = say("verify.frame", lang)
    return [Piece("title", (title,), where), Piece("nav", (ways,), where)]


def working(lang: str) -> Piece:
    """Return the line that says that a page is no official document."""
    return Piece("working", (say("report.working_paper", lang),), say("verify.frame", lang))


def foot(plan: Plan | None, lang: str) -> Piece:
    """Return the foot of a page."""
    return Piece("foot", (footer(plan, lang),), say("verify.frame", lang))


def _way(evidence: Evidence, at: int, plan: Plan, lang: str) -> str:
    """Return how a formula and its inputs stand at the end of a page."""
    inputs = (
        f"{title_of(address, plan, lang)}{to(f'{SOURCES}#{address.anchor}')}"
        for address in evidence.inputs
    )
    return f"{formula(evidence, lang)}: {'; '.join(inputs)}{under(f'how-{at}')}"


def _sha256(png: bytes) -> str:
    return hashlib.sha256(png).hexdigest()


def read(content: bytes) -> list[Piece]:
    """Return the pieces of a page; the title of a link to a source is its note."""
    root = tree(content)
    made = [Piece("language", (root.get("lang", ""),))]
    made += [Piece("title", (text(title),)) for title in root.iter("title")]
    for main in root.iter("main"):
        for element in main:
            made += _element(element)
    return made


def _element(element: Any) -> Iterator[Piece]:
    tag, kind = element.tag, element.get("class", "")
    name = under(element.get("id")) if element.get("id") else ""
    if tag == "nav" and kind == "contents":
        yield Piece("over", tuple(text(part) for part in element.findall("strong")))
        yield Piece("contents", tuple(text(item) for item in element.iter("li")))
    elif tag == "div":
        for table in element:
            yield from _table(table)
    elif tag == "figure":
        yield from _figure(element, name)
    elif tag == "section":
        for head in element.findall("h2"):
            yield Piece("how", (text(head) + under(head.get("id", "")),))
        for item in element.iter("li"):
            yield Piece("way", (text(item) + under(item.get("id", "")),))
    elif tag == "p":
        yield Piece("working" if kind == "working" else "text", (text(element),))
    else:
        yield Piece(_KINDS.get(tag, str(tag)), (text(element) + name,))


def _figure(element: Any, name: str) -> Iterator[Piece]:
    alt = [image.get("alt", "") for image in element.findall("img")]
    marks = [picture(image) for image in element.findall("img")]
    said = [text(part) + name for part in element.findall("figcaption")]
    yield Piece("figure", (" ".join(alt), " ".join(said), " ".join(marks)))


def picture(image: Any) -> str:
    """Return the sha256 of a picture that stands in a page."""
    return hashlib.sha256(base64.b64decode(image.get("src", "").partition(",")[2])).hexdigest()


def _table(table: Any) -> Iterator[Piece]:
    name = under(table.get("id")) if table.get("id") else ""
    for part in table.findall("caption"):
        yield Piece("caption", (text(part) + name,))
    for row in table.iter("tr"):
        kind = "head" if row.find("th") is not None else "row"
        cells = tuple(text(cell) for cell in row)
        yield Piece(kind, (*cells, under(row.get("id"))) if row.get("id") else cells)


def text(element: Any) -> str:
    """Return the text of an element; a link is followed by its note and by where it leads."""
    said = element.text or ""
    for child in element:
        said += text(child)
        if child.tag == "a":
            if child.get("class") == "src" or child.get("title"):
                said += f"{OPEN}{child.get('title', '')}{CLOSE}"
            said += to(child.get("href", "").removeprefix("#"))
        said += child.tail or ""
    return said


def links(content: bytes) -> list[tuple[str, str]]:
    """Return target and text of each link to a source, in order."""
    found = tree(content).iterfind(".//a[@class='src']")
    return [(link.get("href", ""), text(link)) for link in found]


def addresses(content: bytes) -> list[str]:
    """Return the files that a page links to, each once, in order."""
    links = tree(content).iter("a", "{http://www.w3.org/2000/svg}a")
    found = (link.get("href", "").partition("#")[0] for link in links)
    return list(dict.fromkeys(unquote(target) for target in found if target))


def anchors(content: bytes) -> set[str]:
    """Return the names that links into a page can have."""
    return {element.get("id") for element in tree(content).iter() if element.get("id")}
