"""The tags of a PDF: what is a heading, a row, a footnote, and which letters belong to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_KEYS = {"Type", "S", "P", "K", "Pg", "A", "ID", "T", "Lang"}


@dataclass
class Element:
    """An element of the tags: its kind, its columns' names, and what it holds, in order.

    A kid is another element or the number of a page with that of a marked content on it;
    `strange` lists what it says beside them, as a text that readers hear in the place of its own.
    """

    kind: str
    alt: str = ""
    name: str = ""
    strange: tuple[str, ...] = ()
    kids: list["Element | tuple[int, int]"] = field(default_factory=list)

    @property
    def elements(self) -> list["Element"]:
        """The kids that are elements."""
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def all(self, kind: str = "") -> Iterator["Element"]:
        """Yield this and all elements in it, those of one kind or all."""
        if not kind or self.kind == kind:
            yield self
        for kid in self.elements:
            yield from kid.all(kind)


def tree(document: Any, pages: dict[int, int]) -> Element:
    """Return the tags of a PDF; `pages` are numbers of pages by their id."""
    from pdfminer.pdftypes import resolve1

    root = resolve1(document.catalog["StructTreeRoot"])
    roles = resolve1(root.get("RoleMap", {})) or {}
    return _element({"K": root.get("K", [])}, 1, pages, roles)


def _element(given: Any, page: int, pages: dict[int, int], roles: dict[str, Any]) -> Element:
    from pdfminer.pdftypes import resolve1

    kind = getattr(given.get("S"), "name", "")
    kind = getattr(roles.get(kind), "name", kind)
    known = _KEYS | ({"Alt"} if kind == "Figure" else set())
    strange = tuple(f"{kind} {key}" for key in sorted(given.keys() - known))
    made = Element(kind, _string(given.get("Alt")), _column_name(given), strange)
    page = _page(given, page, pages)
    kids = resolve1(given.get("K", []))
    for raw in kids if isinstance(kids, list) else [given["K"]]:
        kid = resolve1(raw)
        if isinstance(kid, int):
            made.kids.append((page, kid))
        elif "MCID" in kid:
            made.kids.append((_page(kid, page, pages), kid["MCID"]))
        elif "Obj" not in kid:
            made.kids.append(_element(kid, page, pages, roles))
    return made


def _page(given: Any, page: int, pages: dict[int, int]) -> int:
    return pages.get(getattr(given.get("Pg"), "objid", 0), page)


def _column_name(given: Any) -> str:
    """Return the id of a head, or of the head that a cell stands under."""
    from pdfminer.pdftypes import resolve1

    if "ID" in given:
        return _string(given["ID"])
    held = resolve1(given.get("A", []))
    for attributes in held if isinstance(held, list) else [held]:
        heads = resolve1(attributes).get("Headers", []) if attributes else []
        if heads:
            return _string(heads[0])
    return ""


def _string(raw: Any) -> str:
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    value = resolve1(raw)
    return decode_text(value) if isinstance(value, bytes) else ""
