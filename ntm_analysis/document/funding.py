"""The funding list of a plan, found in bullets, prose or a table."""

import re
from dataclasses import dataclass, field

from ntm_analysis.document.funding_table import FundingTable, funding_table
from ntm_analysis.document.items import Item, depth_of, items_in
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.sources import leads_to_purposes, source_of
from ntm_analysis.document.units import Money, money_of
from ntm_analysis.text import fold

_INTRODUCES = re.compile(r"\b(?:nguon von|co cau von|kinh phi|nguon luc|von thuc hien|huy dong)\b")
_OF_MONEY = re.compile(rf"{_INTRODUCES.pattern}|\b(?:von|ngan sach|tai chinh)\b")
_LONGEST_HEADING = 150
_STARTS_PARTS = re.compile(r"\W*(?:trong do|bao gom|gom|cu the|chia ra)")
_LEADS = re.compile(
    r"(?::|\b(?:cu the|chi tiet|nhu sau|theo (?:bieu|bang|phu luc)|bieu sau|bang sau)[^.;]*)\W*$"
)
_ADDS_UP = re.compile(r"\W*tong (?:cong|so|von|nguon)")
_MAX_LIST = 80
_MAX_HEAD = 6
_LEAST = 3  # what a list must be rated: a total with two parts, or two known sources


@dataclass(frozen=True)
class FundingList:
    """A funding list.

    Attributes
    ----------
    items : tuple of Item
        Its amounts, in order, each with its depth.
    left_out : tuple of Item
        The amounts among them that are no part of it.
    of_period : tuple of Item
        Items of a period of years, taken because the list has none of the plan's own year.
    without_amount : tuple of Item
        Known sources that it names without an amount of money.
    table : FundingTable
        The table it stands in, or one that was not taken.
    elsewhere : tuple of Item
        Sources and amounts of the list in the text or the table that was not taken.
    """

    items: tuple[Item, ...]
    left_out: tuple[Item, ...] = ()
    of_period: tuple[Item, ...] = ()
    without_amount: tuple[Item, ...] = ()
    table: FundingTable = field(default_factory=FundingTable)
    elsewhere: tuple[Item, ...] = ()


@dataclass(frozen=True)
class _Text:
    """The passages of a document, the money of each, and the plan's year."""

    passages: list[Passage]
    money: list[Money]
    year: int | None

    def items(self, at: int, depth: int, *, purposes: bool = False) -> list[Item]:
        return items_in(self.passages[at], self.money[at], depth, self.year, purposes=purposes)


def find_funding(all_passages: list[Passage], year: int | None) -> FundingList | None:
    """Find the funding list: the one that names most of the known sources.

    Returns None where no passage announces a total with parts, and none names two sources.
    """
    best: tuple[int, list[Item]] = (0, [])
    text = _Text(all_passages, money_of(all_passages), year)
    for at, passage in enumerate(all_passages):
        if passage.is_row or passage.section == "Căn cứ":
            continue
        items = _list_from(text, at)
        if _score(items) > best[0]:
            best = (_score(items), items)
    table = funding_table(all_passages, year)
    before = _total_before(table.items, text)
    other = table.items
    if before and all(item.source != "total" for item in other):
        other = table.items = [before, *other]
    if _score(table.items) > best[0]:
        best, other = (_score(table.items), table.items), best[1]
        other += [before] if before and before not in [*table.items, *other] else []
    if best[0] < _LEAST:
        return FundingList((), table=table) if table.alike or table.without_unit else None
    found = [item for item in best[1] if item.parts]
    of_period = _only_of_a_period(found, year)
    return FundingList(
        tuple(item for item in found if not item.left_out),
        tuple(item for item in found if item.left_out),
        tuple(of_period),
        tuple(item for item in best[1] if not item.parts),
        table,
        tuple(i for i in other if i.parts and not (i.left_out or i.tentative or i.purpose)),
    )


def _only_of_a_period(found: list[Item], year: int | None) -> list[Item]:
    """Take the amounts of a period back into the list where their source has no other.

    A total of a period divided by years has one: the part of the plan's own year.
    """
    of_year = next((i for i in found if not i.left_out and fold(i.name) == f"nam {year}"), None)
    if of_year and any(item.left_out == "period" and item.source == "total" for item in found):
        of_year.source, of_year.depth = "total", 0
    kept = {item.source for item in found if not item.left_out}
    taken = [
        item for item in found
        if item.left_out == "period" and item.source and item.source not in kept
    ]  # fmt: skip
    for item in taken:
        item.left_out = ""
    return taken


def _total_before(table: list[Item], text: _Text) -> Item | None:
    """Return the total that the text before a table states; where the table has its own, leads to it."""
    if not table:
        return None
    own_total = any(item.source == "total" for item in table)
    first = next(
        at for at, passage in enumerate(text.passages)
        if passage.is_row and passage.lines[0].number >= table[0].address.line - _MAX_HEAD
    )  # fmt: skip
    for at in reversed(range(max(0, first - 3), first)):
        own = text.items(at, 0)
        if own and own[0].source == "total" and not own[0].left_out:
            leads = len(own) == 1 and _LEADS.search(text.passages[at].folded)
            return own[0] if leads or not own_total else None
    return None


def _score(items: list[Item]) -> int:
    """Rate a list by its known sources, a printed total once more; one of unknown parts is less."""
    kept = [item for item in items if item.parts and not item.left_out]
    if all(item.tentative for item in kept):
        return 0
    known = {item.source for item in kept if item.source}
    if known - {"total"}:
        return 2 * len(known)
    return _LEAST if known and len(kept) > 2 else 0


def _list_from(text: _Text, at: int) -> list[Item]:
    first = text.passages[at]
    own = text.items(at, 0)
    if own and own[0].left_out == "balance":  # what can be raised is the whole of the sources
        own[0].source, own[0].left_out = own[0].source or "total", ""
    whole = next((i for i in own if not i.left_out and i.depth == 0), own[0] if own else None)
    total = whole is not None and whole.source == "total"
    if own and own[0].left_out and own[0].source != "total" and not total:
        return []
    begins = (total or own[0].source == "total" or len(own) > 1) if own else (
        introduces_funding(first) and not first.is_bullet
    )  # fmt: skip
    if not begins:
        return []
    if not total and own and own[0].source != "total":
        for item in own:
            item.depth += 1
    return _without_parts_of_other_years(own + _following(text, at))


def _without_parts_of_other_years(items: list[Item]) -> list[Item]:
    """Leave out what is part of an amount of another year, or of what was done before."""
    depth, reason = 0, ""
    for item in items:
        if reason and item.depth > depth and item.source != "total":
            item.left_out = item.left_out or reason
        elif item.left_out in {"other_year", "done_before"}:
            depth, reason = item.depth, item.left_out
        else:
            reason = ""
    return items


def _following(text: _Text, at: int) -> list[Item]:
    """Return the items of the bullets after a passage, their depth by the order of their signs."""
    first = text.passages[at]
    items: list[Item] = []
    signs: list[str] = []
    opened, purposes = True, _opens_purposes(first)
    for number in range(at + 1, min(at + _MAX_LIST, len(text.passages))):
        passage, money = text.passages[number], text.money[number]
        sign = _sign(passage.marker)
        if passage.is_row or _ends_list(first, passage, sign, signs, amounts=bool(money.amounts)):
            break
        if money.states_unit and not sign:
            continue
        has_amounts = bool(money.amounts)
        depth = _depth(passage, sign, signs, amounts=has_amounts, opened=opened)
        if not depth and not passage.folded.rstrip().endswith(":"):
            break
        if has_amounts:
            items += text.items(number, depth, purposes=purposes)
        elif sign:
            items += _without_amount(passage)
        opened = passage.folded.rstrip().endswith(":")
        purposes = _opens_purposes(passage) if opened else purposes and bool(sign)
    return items


def _depth(passage: Passage, sign: str, signs: list[str], *, amounts: bool, opened: bool) -> int:
    """Return the depth of a passage below a list's first, 0 where it has neither sign nor amounts.

    One without a sign goes below others only where they end with what leads to it.
    """
    if not sign and _STARTS_PARTS.match(passage.folded):
        return len(signs) + 1
    if not sign and amounts and _ADDS_UP.match(passage.folded):
        signs.clear()
        return 1
    if not sign and amounts and not opened and "" not in signs:
        signs.clear()
    return depth_of(sign, signs) if sign or amounts else 0


def introduces_funding(passage: Passage) -> bool:
    """Tell whether a passage introduces a list of funding: a sentence of it, or a heading of money."""
    heading = passage.marker and not passage.is_bullet and len(passage.text) < _LONGEST_HEADING
    words = _OF_MONEY if heading and not passage.amounts else _INTRODUCES
    return words.search(passage.folded) is not None


def _opens_purposes(passage: Passage) -> bool:
    """Tell whether a passage ends with what leads to the purposes of money, as "bố trí cho:"."""
    end = passage.amounts[-1].end if passage.amounts else passage.body
    tail = passage.folded[end:].rstrip()
    return tail.endswith(":") and leads_to_purposes(tail)


def _without_amount(passage: Passage) -> list[Item]:
    """Return the source that a bullet names without an amount of money, or nothing."""
    name = re.match(r"[^:;\d]*", passage.text[passage.body :])
    source = source_of(name[0]) if name else ""
    if not source:
        return []
    return [Item(source, "", passage.address(passage.body, len(passage.text)), (), 1)]


def _sign(marker: str) -> str:
    """Return the kind of a marker: the bullet itself, or what its number is made of."""
    if re.fullmatch(r"[IVXLC]+[.)]", marker):
        return "I"
    return re.sub(r"[a-zđ]", "a", re.sub(r"\d+", "1", marker.lower()))


def _ends_list(
    first: Passage, passage: Passage, sign: str, signs: list[str], *, amounts: bool
) -> bool:
    """Tell whether a passage stands behind the list: under a number of the list's own kind."""
    own = _sign(first.marker)
    if sign == "I":
        begins = passage.marker.rstrip(".)") == "I" or "I" in signs
        return bool(own or not amounts or not begins)
    if sign and sign == own and not first.is_bullet:
        return True
    if sign.startswith("1.1") and not own.startswith("1.1"):
        if not own:
            return not amounts
        return own != "1." or sign.count("1") > 2
    return bool(sign == own and first.is_bullet) or passage.section.split(".")[0] in {
        "Nơi nhận", "Phụ lục",
    }  # fmt: skip
