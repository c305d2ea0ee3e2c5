"""The funding list of a plan, found in bullets, prose or a table."""

import re
from dataclasses import dataclass, field

from ntm_analysis.document.funding_table import FundingTable, funding_table
from ntm_analysis.document.items import Item, depth_of, items_in
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.sources import source_of
from ntm_analysis.text import fold

_INTRODUCES = re.compile(r"\b(?:nguon von|co cau von|kinh phi|nguon luc|von thuc hien|huy dong)\b")
_STARTS_PARTS = re.compile(r"\W*(?:trong do|bao gom|gom|cu the|chia ra)")
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


def find_funding(all_passages: list[Passage], year: int | None) -> FundingList | None:
    """Find the funding list: the one that names most of the known sources.

    Returns None where no passage announces a total with parts, and none names two sources.
    """
    best: tuple[int, list[Item]] = (0, [])
    for at, passage in enumerate(all_passages):
        if passage.is_row or passage.section == "Căn cứ":
            continue
        items = _list_from(all_passages, at, year)
        if _score(items) > best[0]:
            best = (_score(items), items)
    table = funding_table(all_passages, year)
    other, table.items = table.items, _with_total_before(table.items, all_passages, year)
    if _score(table.items) > best[0]:
        best, other = (_score(table.items), table.items), best[1]
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
        tuple(item for item in other if item.source and item.parts and not item.left_out),
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


def _with_total_before(
    table: list[Item], all_passages: list[Passage], year: int | None
) -> list[Item]:
    """Add the total that the text before a table states, where the table has none."""
    if not table or any(item.source == "total" for item in table):
        return table
    first = next(
        at for at, passage in enumerate(all_passages)
        if passage.is_row and passage.lines[0].number >= table[0].address.line - _MAX_HEAD
    )  # fmt: skip
    for passage in reversed(all_passages[max(0, first - 3) : first]):
        own = items_in(passage, 0, year)
        if own and own[0].source == "total" and not own[0].left_out:
            return [own[0], *table]
    return table


def _score(items: list[Item]) -> int:
    """Rate a list by its known sources, a printed total once more; one of unknown parts is less."""
    kept = [item for item in items if item.parts and not item.left_out]
    known = {item.source for item in kept if item.source}
    if known - {"total"}:
        return 2 * len(known)
    return _LEAST if known and len(kept) > 2 else 0


def _list_from(all_passages: list[Passage], at: int, year: int | None) -> list[Item]:
    first = all_passages[at]
    own = items_in(first, 0, year)
    if own and own[0].left_out and own[0].source != "total":
        return []
    begins = (own and (own[0].source == "total" or len(own) > 1)) or (
        not own and _INTRODUCES.search(first.folded) and not first.is_bullet
    )
    if not begins:
        return []
    if own and own[0].source != "total":
        for item in own:
            item.depth += 1
    return own + _following(all_passages, at, year)


def _following(all_passages: list[Passage], at: int, year: int | None) -> list[Item]:
    """Return the items of the bullets after a passage, their depth by the order of their signs."""
    first = all_passages[at]
    items: list[Item] = []
    signs: list[str] = []
    for passage in all_passages[at + 1 : at + _MAX_LIST]:
        sign = _sign(passage.marker)
        if passage.is_row or _ends_list(first, passage, sign, signs):
            break
        has_amounts = bool(passage.amounts)
        if not sign and _STARTS_PARTS.match(passage.folded):
            depth = len(signs) + 1
        elif not sign and has_amounts and _ADDS_UP.match(passage.folded):
            signs.clear()
            depth = 1
        elif sign or has_amounts:
            depth = depth_of(sign, signs)
        elif not passage.folded.rstrip().endswith(":"):
            break
        if has_amounts:
            items += items_in(passage, depth, year)
        elif sign:
            items += _without_amount(passage)
    return items


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


def _ends_list(first: Passage, passage: Passage, sign: str, signs: list[str]) -> bool:
    """Tell whether a passage stands behind the list: under a number of the list's own kind."""
    own = _sign(first.marker)
    if sign == "I":
        begins = passage.marker.rstrip(".)") == "I" or "I" in signs
        return bool(own or not passage.amounts or not begins)
    if sign and sign == own and not first.is_bullet:
        return True
    if sign.startswith("1.1") and not own.startswith("1.1"):
        if not own:
            return not passage.amounts
        return own != "1." or sign.count("1") > 2
    return bool(sign == own and first.is_bullet) or passage.section.split(".")[0] in {
        "Nơi nhận", "Phụ lục",
    }  # fmt: skip
