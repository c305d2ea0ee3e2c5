"""Reads a page with lxml as pieces, and holds its links and its policy."""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote

from ntm_analysis.evidence import Address, address_of, section_name
from ntm_analysis.plan import Plan
from ntm_analysis.progress.results import Results
from ntm_analysis.publishing.verify.pieces import CLOSE, OPEN, Piece
from ntm_analysis.schema import KEYS
from ntm_analysis.text import is_blank, visible
from ntm_analysis.wording import say

_POLICY = "default-src 'none'"
_ALLOWED = re.compile(r"(#[\w.-]+|(?:sources|index)\.html(#[\w.-]+)?)")


def tree(content: bytes) -> Any:
    """Return the page as a tree."""
    import lxml.html

    return lxml.html.fromstring(content.decode("utf-8"))


def read(content: bytes) -> list[Piece]:
    """Return the pieces of a page; the title of a link to a source is its note."""
    root = tree(content)
    made = [Piece("language", (root.get("lang", ""),))]
    for element in root.find(".//main"):
        if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            made.append(Piece(f"heading{element.tag[1]}", (_text(element),)))
        elif element.tag == "p" and element.get("class") != "working":
            made.append(Piece("text", (_text(element),)))
        elif element.tag == "nav" and element.get("class") == "contents":
            entries = tuple(_text(item) for item in element.iter("li"))
            made.append(Piece("contents", entries))
        elif element.tag == "div":
            made += _table(element)
        elif element.tag == "figure":
            alt = element.find("img").get("alt", "")
            made.append(Piece("figure", (alt, _text(element.find("figcaption")))))
    return made


def _table(element: Any) -> list[Piece]:
    made = [Piece("caption", (_text(element.find(".//caption")),))]
    for row in element.iter("tr"):
        kind = "head" if row.find("th") is not None else "row"
        made.append(Piece(kind, tuple(_text(cell) for cell in row)))
    return made


def _text(element: Any) -> str:
    """Return the text of an element with the note of each link to a source after it."""
    said = element.text or ""
    for child in element:
        said += _text(child)
        if child.tag == "a" and child.get("class") == "src":
            said += f"{OPEN}{child.get('title', '')}{CLOSE}"
        said += child.tail or ""
    return said


def links(content: bytes) -> list[tuple[str, str]]:
    """Return target and text of each link to a source, in order."""
    found = tree(content).iterfind(".//a[@class='src']")
    return [(link.get("href", ""), _text(link)) for link in found]


def addresses(content: bytes) -> list[str]:
    """Return the files that a page links to, each once, in order."""
    links = tree(content).iter("a", "{http://www.w3.org/2000/svg}a")
    found = (link.get("href", "").partition("#")[0] for link in links)
    return list(dict.fromkeys(unquote(target) for target in found if target))


def pictures(content: bytes) -> set[str]:
    """Return the sha256 of each picture of a page."""
    data = (image.get("src", "").partition(",")[2] for image in tree(content).iter("img"))
    return {hashlib.sha256(base64.b64decode(each)).hexdigest() for each in data}


def unsafe(content: bytes) -> list[str]:
    """List what a page must not have: scripts, handlers, other addresses, a loose policy."""
    root = tree(content)
    wrong = [f"<{element.tag}>" for tag in ("script", "iframe", "object", "embed", "form", "base",
                                           "link") for element in root.iter(tag)]  # fmt: skip
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.startswith("on") or (name == "src" and not value.startswith("data:image/png;")):
                wrong.append(f'{name}="{value[:60]}"')
            if name == "href" and (
                not _ALLOWED.fullmatch(value) or (value[0] == "#" and value[1:] not in ids)
            ):
                wrong.append(f'href="{value[:60]}"')
    policies = [m.get("content", "") for m in root.iter("meta") if m.get("http-equiv")]
    if not policies or not policies[0].startswith(_POLICY):
        wrong.append("Content-Security-Policy")
    return wrong


def anchors(content: bytes) -> set[str]:
    """Return the names that links into a page can have."""
    return {element.get("id") for element in tree(content).iter() if element.get("id")}


def sources_wrong(
    content: bytes, plan: Plan, lang: str, results: Sequence[Results] = ()
) -> list[str]:
    """Say which rows of the page of sources are not those of the plan's tables and results."""
    said = [say("verify.unsafe", lang, found=found) for found in unsafe(content)]
    rows = {
        row.get("id"): [_text(cell) for cell in row.iter("td")]
        for row in tree(content).iter("tr")
        if row.get("id")
    }
    for table in KEYS:
        for row in plan.tables[table].to_dict("records"):
            anchor = address_of(table, row).anchor
            wanted = _source(row, lang)
            found = rows.get(anchor)
            shown = found[1:4] if found else []
            if not found or any(part not in shown[at] for at, part in enumerate(wanted)):
                shown_wanted = " | ".join(wanted)
                said.append(say("verify.differs", lang, where=anchor, expected=shown_wanted,
                                found=" | ".join(shown)))  # fmt: skip
    for anchor, wanted in _result_rows(results):
        found = rows.get(anchor, [])[1:4]
        if found != wanted:
            said.append(say("verify.differs", lang, where=anchor, expected=" | ".join(wanted),
                            found=" | ".join(found)))  # fmt: skip
    return said


def _result_rows(results: Sequence[Results]) -> Iterator[tuple[str, list[str]]]:
    """Yield the anchor of each row of results with its sheet, number and characters as printed."""
    for one in results:
        for sheet, table in one.tables.items():
            for row in table.to_dict("records"):
                wanted = [str(row["section"]), str(row["row"]), str(row["as_printed"])]
                yield Address(sheet, (one.mark, str(row["row"]))).anchor, wanted


def _source(row: dict[str, Any], lang: str) -> list[str]:
    """Return section, line and characters as printed of a row of a plan's table."""
    parts = (row.get("section", ""), row.get("lines", row.get("line")), row.get("as_printed", ""))
    section, lines, printed = ("" if is_blank(part) else str(part) for part in parts)
    return [visible(section_name(section, lang)), lines.replace("|", ", "), visible(printed)]
