"""Amounts of money in a passage with their names, shares and depth in a list."""

import re
from dataclasses import dataclass, field

from ntm_analysis.amounts import Printed, find_amounts, find_percentages
from ntm_analysis.document.model import Address
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.sources import (
    OF_OTHER_MONEY,
    announces_total,
    not_of_the_list,
    source_of,
)
from ntm_analysis.text import fold

_PARTS_FOLLOW = re.compile(
    r"trong do|bao gom|\bgom\b|cu the|chia ra|(?:nhu sau|sau day)?\s*:(?!.*:)"
)
_CUT = re.compile(
    r"trong do\s*:?|bao gom\s*:?|\bgom(?: co)?\s*:?|cu the\s*:?|chia ra\s*:?|[;(]|:(?=.*\w)"
)
_NAME_END = re.compile(
    r"(?:\s*[:=-]|\s+(?:là|khoảng|trên|hơn|gần|tối thiểu|ít nhất|tối đa|không quá|dự kiến|đạt|ước|được bố trí|bố trí|"
    r"phân bổ|với|năm \d{4}|là khoảng))+\s*$"
)
_NAME_START = re.compile(r"^(?:[\s,.;:+*_–-]|và\s|còn lại là\s|riêng\s|từ\s|nguồn từ\s)+")
_CLAUSE_BEGINS = re.compile(r";|[.]\s|trong đó|bao gồm|\bgồm\b|cụ thể|chia ra")
# "Riêng năm 2025 là", "trong đó năm 2025": the same money again, of the plan's own year.
_UNNAMED = re.compile(r"(?:trong do|rieng|ke hoach|tong|von|nam|cua|la|[\W\d])*")
_RESTARTS = re.compile(r"\.\s+trong do\b[^.]*$")
_CHANGES = re.compile(r"\b(?:tang|giam|vuot|so voi|bang)\b")
_FROM = re.compile(r"\s*\(?(?:từ|của|thuộc|do|là)?\s*([^,;.()\d]{3,60})")


@dataclass
class Item:
    """One amount of a list of money.

    `depth` is 0 for the whole and grows with each "of which"; `parent` is filled in when the tree
    is built. `name` is what the amount is for, as printed. `regroups` marks the first of parts that
    a new sentence, "Trong đó …", takes out of something before it. `split` holds the investment and
    the recurrent part, where a table prints both.
    """

    source: str
    name: str
    address: Address
    parts: tuple[tuple[str, int], ...]
    depth: int
    qualifier: str = ""
    unit: str = ""
    share: str = ""
    share_printed: str = ""
    left_out: str = ""
    regroups: bool = False
    split: tuple[tuple[tuple[str, int], ...], ...] = ()
    parent: "Item | None" = field(default=None, repr=False)


def depth_of(sign: str, signs: list[str]) -> int:
    """Return the depth of a list's sign; `signs`, those that are open now, follow it.

    >>> signs: list[str] = []
    >>> [depth_of(sign, signs) for sign in "-++-+"]
    [1, 2, 2, 1, 2]
    """
    if sign in signs:
        del signs[signs.index(sign) + 1 :]
    else:
        signs.append(sign)
    return len(signs)


def items_in(passage: Passage, depth: int, year: int | None) -> list[Item]:
    """List the amounts of a passage in order; the first has the depth `depth`."""
    amounts = list(find_amounts(passage.low))
    shares = list(find_percentages(passage.low))
    masked = _without_asides(passage.folded, amounts)
    items: list[Item] = []
    opened: list[int] = []
    at, level = passage.body, depth
    for number, amount in enumerate(amounts):
        between = masked[at : amount.start]
        level = _level(between, level, opened, first=number == 0)
        following = amounts[number + 1].start if number + 1 < len(amounts) else len(passage.text)
        share = next((s for s in shares if amount.end <= s.start < following), None)
        item = _item(passage, masked, (at, amount.start), amount, following, share, level, year)
        item.regroups = number > 0 and _RESTARTS.search(between) is not None
        items.append(item)
        _take_the_year(items, passage.folded[at : amount.start], year)
        at = share.end if share and _belongs(masked[amount.end : share.start]) else amount.end
    return items


def _take_the_year(items: list[Item], before: str, year: int | None) -> None:
    """Let an unnamed amount of the plan's year be what the one of another time before it is for."""
    item, other = items[-1], items[-2] if len(items) > 1 else None
    if (
        other and other.left_out in {"period", "other_year"} and other.source
        and not item.source and f"nam {year}" in before and _UNNAMED.fullmatch(before)
    ):  # fmt: skip
        item.source, item.name, item.depth, item.left_out = (
            other.source,
            other.name,
            other.depth,
            "",
        )


def _level(between: str, level: int, opened: list[int], *, first: bool) -> int:
    """Return the depth of an amount by what stands between it and the one before."""
    if first:
        return level
    for sign in re.findall(r"[()]", between):
        if sign == "(":
            opened.append(level)
            level += 1
        elif opened:
            level = opened.pop()
    tail = between.rpartition("(")[2] if "(" in between else between
    if "(" not in between and _PARTS_FOLLOW.search(tail.rpartition(")")[2]):
        level += 1
    return level


def _belongs(between: str) -> bool:
    """Tell whether a percentage goes with the amount before it."""
    return len(between) < 60 and ";" not in between and not _CHANGES.search(between)


def _without_asides(folded: str, amounts: list[Printed]) -> str:
    """Blank out brackets that hold no amount, letter for letter."""
    text = list(folded)
    for match in re.finditer(r"\([^()]*\)", folded):
        if not any(match.start() < amount.start < match.end() for amount in amounts):
            for at in range(match.start(), match.end()):
                text[at] = " "
    return "".join(text)


def _item(
    passage: Passage, masked: str, region: tuple[int, int], amount: Printed, following: int,
    share: Printed | None, depth: int, year: int | None,
) -> Item:  # fmt: skip
    start, end = _name_span(passage, masked, region)
    name = passage.text[start:end]
    source = source_of(name)
    if (
        not source
        and depth == 0
        and announces_total(passage.folded[region[0] : region[1]].rstrip(" :"))
    ):
        source = "total"
    if not source and len(fold(name).strip(" ,.;:-+(")) < 3:
        after = _FROM.match(passage.low, amount.end)
        if after and after.end() <= following:
            source = source_of(after[1])
            name = passage.text[after.start(1) : after.end(1)]
    clause = _CLAUSE_BEGINS.split(passage.low[region[0] : region[1]])[-1]
    printed_share = share if share and _belongs(masked[amount.end : share.start]) else None
    left_out = not_of_the_list(clause, passage.low[amount.end : amount.end + 20], year)
    if source and left_out not in OF_OTHER_MONEY:
        left_out = ""
    return Item(
        source, " ".join(name.split()).strip(" .:,;-+*_("), passage.address(amount.start, amount.end),
        amount.parts, depth, amount.qualifier,
        share=printed_share.number if printed_share else "",
        share_printed=(passage.address(printed_share.start, printed_share.end).as_printed
                       if printed_share else ""),
        left_out=left_out,
    )  # fmt: skip


def _name_span(passage: Passage, masked: str, region: tuple[int, int]) -> tuple[int, int]:
    """Return the span of the name that stands before an amount."""
    start, end = region
    ending = _NAME_END.search(passage.low[start:end])
    if ending:
        end = start + ending.start()
    for cut in _CUT.finditer(masked, start, end):
        start = cut.end()
    beginning = _NAME_START.match(passage.low[start:end])
    if beginning:
        start += beginning.end()
    long_aside = re.search(r"\s*\((?=[^()]{40,})", passage.text[start:end])
    if long_aside:
        end = start + long_aside.start()
    return start, max(start, end)
