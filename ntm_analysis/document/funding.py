"""The funding list of a plan: found in bullets, prose or a table, and made a tree."""

import re
from dataclasses import dataclass

from ntm_analysis.amounts import find_amounts
from ntm_analysis.document.funding_table import funding_table
from ntm_analysis.document.items import Item, depth_of, items_in
from ntm_analysis.document.passages import Passage

_INTRODUCES = re.compile(r"\b(?:nguon von|co cau von|kinh phi|nguon luc|von thuc hien|huy dong)\b")
_STARTS_PARTS = re.compile(r"\W*(?:trong do|bao gom|gom|cu the|chia ra)")
_MAX_LIST = 80


@dataclass(frozen=True)
class FundingList:
    """The items of a funding list, in order, and the amounts beside it that are no part of it."""

    items: tuple[Item, ...]
    left_out: tuple[Item, ...]


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
    table = funding_table(all_passages)
    if _score(table) > best[0]:
        best = (_score(table), table)
    if best[0] < 2:
        return None
    kept = [item for item in best[1] if not item.left_out]
    return FundingList(tuple(_as_tree(kept)), tuple(i for i in best[1] if i.left_out))


def _score(items: list[Item]) -> int:
    """Count the known sources of a list; a printed total counts once more."""
    known = {item.source for item in items if item.source and not item.left_out}
    return len(known) if known - {"total"} else 0


def _list_from(all_passages: list[Passage], at: int, year: int | None) -> list[Item]:
    first = all_passages[at]
    own = items_in(first, 0, year) if next(find_amounts(first.low), None) else []
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
        if passage.is_row or _ends_list(first, passage, sign):
            break
        has_amounts = next(find_amounts(passage.low), None) is not None
        if not sign:
            if not has_amounts and not _STARTS_PARTS.match(passage.folded):
                break
            depth = len(signs) + 1
        else:
            depth = depth_of(sign, signs)
        if has_amounts:
            items += items_in(passage, depth, year)
    return items


def _sign(marker: str) -> str:
    """Return the kind of a marker: the bullet itself, or what its number is made of."""
    if re.fullmatch(r"[IVXLC]+[.)]", marker):
        return "I"
    return re.sub(r"[a-zđ]", "a", re.sub(r"\d+", "1", marker.lower()))


def _ends_list(first: Passage, passage: Passage, sign: str) -> bool:
    own = _sign(first.marker)
    if sign == "I" or (sign and sign == own and not first.is_bullet):
        return True
    if sign.startswith("1.1") and not own.startswith("1.1"):
        return own != "1." or sign.count("1") > 2
    return bool(sign == own and first.is_bullet) or passage.section.split(".")[0] in {
        "Nơi nhận", "Phụ lục",
    }  # fmt: skip


def _as_tree(items: list[Item]) -> list[Item]:
    """Give each item its parent by depth; a total that stands last becomes the whole."""
    totals = [item for item in items if item.source == "total"]
    if totals and items[0] is not totals[0] and totals[0].depth <= 1:
        items = [totals[0], *(item for item in items if item is not totals[0])]
        totals[0].depth = 0
    for item in items[1:] if totals and items[0] is totals[0] else items:
        item.depth = max(1, item.depth)
    above: list[Item] = []
    for item in items:
        above = [other for other in above if other.depth < item.depth]
        item.parent = above[-1] if above else None
        above.append(item)
    return items
