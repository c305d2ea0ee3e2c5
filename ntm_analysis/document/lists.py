"""Lists of units by name in prose, counted and held against the number stated before them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ntm_analysis.document.model import Address, Document
from ntm_analysis.document.passages import Passage, passages
from ntm_analysis.document.remarks import Remarks
from ntm_analysis.text import CAPITALS, fold

_STATED = re.compile(
    r"(?<![\d.,/])(?P<value>\d{1,4})\s+(?P<unit>(?:don vi cap\s+)?huyen|xa|thon(?:\s*[,/]\s*(?:ban|to|ap|khu)[^\s,;.(:]*|\s+ban)?|ban|ap|buon|khu dan cu)(?![a-z])"
)
# What leads from the number to the names: at most a few words of level, then a sign or a word.
_LEADS = re.compile(
    r"(?P<words>[^;.:()\d]{0,120}?)\s*(?:,?\s*\b(?:bao gom|gom co|gom|cu the(?: la)?|nhu sau|la|do la)\b\s*(?:cac\s+)?:?|:|\()\s*"
)
_OTHER_UNIT = re.compile(r"\b(?:huyen|dia ban|tinh|don vi|dia phuong|vung)\b[^,]*$")
_PREFIX = r"(?:(?:[Cc]ác\s+)?(?:[Xx]ã|[Tt]hôn|[Bb]ản|[Hh]uyện|[Tt]hị xã|[Tt]hành phố|[Pp]hường|[Tt]hị trấn|[Kk]hu|[Ấấ]p|[Bb]uôn|[Ll]àng|T[Xx]|T[Pp]|TT|H|X)\b\.?\s*)?"
_WORD = rf"(?:[{CAPITALS}][\w'’-]*|\d{{1,2}}(?!\s*(?:xã|thôn|bản)|\d))"
_NAME = re.compile(
    rf"\s*(?:[Tt]hôn|[Bb]ản|[Kk]hu|[Ấấ]p)\s+\d{{1,2}}(?!\d)|\s*{_PREFIX}[{CAPITALS}][\w'’-]*(?:\s+{_WORD}|-{_WORD}){{0,5}}"
)
_OWN_COUNT = re.compile(
    r"\s*[:(]?\s*(?P<count>\d{1,3})\s*(?:xã|thôn|bản|huyện|thôn[,/]\s*bản)?(?![\w.,]*\d)"
)
_NEXT = re.compile(r"\s*(?:;|,|\bvà\b|\+)\s*(?:và\s+)?")
# "và 02 xã khác": units that the list counts and does not name.
_OTHERS = re.compile(
    r"\s*(?:;|,|\bvà\b|\+)*\s*(?:và\s+)?(?P<count>\d{1,3})\s+(?:xã|thôn|bản|huyện|đơn vị|địa phương|khu|ấp)"
    r"(?:[/,\s]+(?:thôn|bản))?\s+(?:khác|còn lại|nữa)\b"
)
_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_KIND_OF_DISTRICT = r"(?:[Hh]uyện|[Tt]hị xã|[Tt]hành phố|T[XPxp]\b\.?|H\.)"
_A_DISTRICT = re.compile(rf"\s*{_KIND_OF_DISTRICT}\s*[{CAPITALS}]")
# "A, B - huyện X", "xã A, huyện X": the district that units lie in is none of them.
_WITHIN = re.compile(
    rf"\s*(?:[-–,]|thuộc|ở)\s*(?:địa bàn\s+)?{_KIND_OF_DISTRICT}(?:\s*[{CAPITALS}][\w'’]*){{1,4}}"
)


@dataclass(frozen=True)
class NameList:
    """A number of units, and the names that the document lists for it.

    Attributes
    ----------
    address : Address
        Where the number stands, as in ``03 huyện``.
    stated : int
        The number.
    names : tuple of str
        The names, in order; of names in brackets, those that belong to the number's own unit.
    counted : tuple of int
        How many they are; more than one number where a list can be read in several ways: names
        within brackets or outside of them, numbers that belong to the names or count units.
    """

    address: Address
    stated: int
    names: tuple[str, ...]
    counted: tuple[int, ...]

    @property
    def holds(self) -> bool:
        """Whether as many are named as stated."""
        return self.stated in self.counted


@dataclass(frozen=True)
class _Item:
    name: str
    inside: tuple[str, ...]
    count: int | None
    others: int = 0
    start: int = 0


def name_lists(document: Document) -> list[NameList]:
    """List what a document counts and names: "03 huyện: A, B và C", "17 xã, gồm: A (X); B, C (Y)"."""
    return list(_lists(passages(document)))


def remark_lists(found: list[Passage], remarks: Remarks) -> None:
    """Remark on each list that names another number of units than its sentence states, or one twice."""
    for listed in _lists(found):
        names = ", ".join(listed.names[:40])
        if not listed.holds:
            remarks.at("list_count", names, listed.address, taken=str(listed.stated),
                       other=str(listed.counted[0]))  # fmt: skip
        keys = [fold(name) for name in listed.names]
        twice = [n for n, key in zip(listed.names, keys, strict=True) if keys.count(key) > 1]
        if twice and len(listed.counted) == 1:
            remarks.at("list_twice", twice[0], listed.address)


def _lists(found: list[Passage]) -> Iterator[NameList]:
    for at, passage in enumerate(found):
        if passage.is_row or passage.section == "Căn cứ":
            continue
        for match in _STATED.finditer(passage.folded):
            items = _after(passage, match.end(), match["unit"], int(match["value"]))
            if not items and _LEADS.fullmatch(passage.folded[match.end() :].rstrip() or "-"):
                items = _bullets(found, at)
            if not items:
                continue
            address = passage.address(match.start(), match.end())
            yield _made(items, int(match["value"]), address, match["unit"])


def _made(items: list[_Item], stated: int, address: Address, unit: str) -> NameList:
    """Count the items: by their own numbers where all have one, else by their names."""
    others = sum(item.others for item in items)
    if all(item.count is not None for item in items):
        total = sum(item.count or 0 for item in items) + others
        return NameList(address, stated, tuple(item.name for item in items), (total,))
    outside = tuple(item.name for item in items)
    inside = tuple(name for item in items for name in item.inside)
    grouped = not unit.endswith("huyen") and all(
        re.match(r"\s*(?:huyen|thi xa|thanh pho|tx|tp|h\b)", fold(name)) for name in outside
    )
    if grouped and inside:
        return NameList(address, stated, inside, (len(inside) + others,))
    counted = [len(outside) + others]
    if all(item.inside for item in items):
        counted.append(len(inside) + others)
    numbers = [re.search(r"\s(\d{1,2})$", name) for name in outside]
    if all(numbers):  # "Tân Sơn 1" is a village, "Na Hang 9" nine of them: either may be meant
        counted.append(sum(int(number[1]) for number in numbers if number))
    return NameList(address, stated, outside, tuple(dict.fromkeys(counted)))


def spans_of_names(passage: Passage, at: int, unit: str, stated: int) -> list[tuple[int, int]]:
    """Return where the names of units stand that follow their number, if they are as many as stated.

    Parameters
    ----------
    at : int
        Where the number with its unit ends.
    unit : str
        The unit, without marks, as in ``huyen``.
    """
    items = _after(passage, at, unit, stated)
    plain = all(not item.others and item.count is None for item in items)
    if len(items) != stated or not plain:
        return []
    return [(item.start, item.start + len(item.name)) for item in items]


def _after(passage: Passage, at: int, unit: str, stated: int) -> list[_Item]:
    """Return the items that follow a number in its own passage, or none."""
    leads = _LEADS.match(passage.folded, at)
    if not leads or (_OTHER_UNIT.search(leads["words"]) and not unit.endswith("huyen")):
        return []
    return _items(passage.text, leads.end(), stated)[0]


def _items(text: str, at: int, stated: int = 0) -> tuple[list[_Item], int]:
    """Read names from a place on, up to the first thing that is none; gives where they end.

    A semicolon ends them too where as many as stated stand before it.
    """
    items: list[_Item] = []
    end = at
    while match := _NAME.match(text, at):
        name, end = match[0].strip(), match.end()
        start = end - len(match[0].lstrip())
        within = None if _A_DISTRICT.match(name) else _WITHIN.match(text, end)
        end = within.end() if within else end
        count = _OWN_COUNT.match(text, end)
        if count and not text[count.start() : count.end()].strip().startswith("("):
            end = count.end()
        bracket = _BRACKET.match(text, end)
        inside: tuple[str, ...] = ()
        held = None
        if bracket:
            inside = tuple(item.name for item in _items(bracket[1], 0)[0])
            held = re.fullmatch(r"\s*(\d{1,3})\s*(?:xã|thôn|bản)?\s*", bracket[1])
            end = bracket.end()
        own = int(count["count"]) if count else int(held[1]) if held else None
        others = _OTHERS.match(text, end)
        items.append(_Item(name, inside, own, int(others["count"]) if others else 0, start))
        end = others.end() if others else end
        following = _NEXT.match(text, end)
        if not following or (";" in following[0] and len(items) == stated):
            break
        at = following.end()
    return items, end


def _bullets(found: list[Passage], at: int) -> list[_Item]:
    """Return one item for each bullet after a passage, none if a bullet is no name."""
    items: list[_Item] = []
    sign = found[at + 1].marker if at + 1 < len(found) else ""
    for passage in found[at + 1 :]:
        if not passage.is_bullet or passage.marker != sign:
            break
        text = passage.text[passage.body :].strip(" .;,")
        read, end = _items(text, 0)
        if not read or end < len(text):
            return []
        items.append(read[0])
    return items
