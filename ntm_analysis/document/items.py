"""Amounts of money in a passage with their names, shares and depth in a list."""

import re
from dataclasses import dataclass, field
from itertools import takewhile

from ntm_analysis.amounts import Printed, find_percentages
from ntm_analysis.document.levels import Levels
from ntm_analysis.document.model import Address
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.shares import share_of
from ntm_analysis.document.sources import (
    OF_OTHER_MONEY,
    announces_total,
    is_purpose,
    not_of_the_list,
    source_of,
)
from ntm_analysis.document.units import Money
from ntm_analysis.text import fold

_TORN = re.compile(r"(?<![\d.,/])\d[\d.,]*\s+$")
_BESIDES = re.compile(r"\bngoai ra\b")
_RANGE = re.compile(
    r"(?:\btừ\s+)?(?<![\d.,])\d[\d.,]*\s*(?:(?:tỷ|tỉ|triệu)\s*)?(?:đồng\s*)?(?:-|–|đến)\s*$"
)
_CUT = re.compile(
    r"trong do\s*:?|bao gom\s*:?|\bgom(?: co)?\s*:?|cu the\s*:?|chia ra\s*:?|[;(]|:(?=.*\w)"
)
_NAME_END = re.compile(
    r"(?:\s*[:=-]|\s+(?:là|khoảng|trên|hơn|gần|tối thiểu|ít nhất|tối đa|không quá|dự kiến|đạt|ước|được bố trí|bố trí|"
    r"phân bổ|với|năm \d{4}|là khoảng))+\s*$"
)
_NAME_START = re.compile(r"^(?:[\s,.;:+*_)–-]|và\s|còn lại là\s|riêng\s|từ\s|nguồn từ\s)+")
_CLAUSE_BEGINS = re.compile(r";|[.]\s|trong đó|bao gồm|\bgồm\b|cụ thể|chia ra")
# "Riêng năm 2025 là", "trong đó năm 2025": the same money again, of the plan's own year.
_UNNAMED = re.compile(r"(?:trong do|rieng|ke hoach|tong|von|nam|cua|la|[\W\d])*")
_RESTARTS = re.compile(r"\.\s+(?=[^.]*[^\W\d][^.]*$)")
_EACH = re.compile(r"\s*(?:cho\s+)?(?<!\w)mỗi (?:cấp|nguồn|bên|ngân sách)(?!\w)")
_FROM = re.compile(r"\s*\(?(?:từ|của|thuộc|do|là)?\s*([^,;.()\d]{3,60})")
# "40% (400 tỷ đồng) từ ngân sách trung ương"
_SHARE_BEFORE = re.compile(r"%\s*\(\s*$")
_REST = re.compile(
    r"(?:phần|số|kinh phí|vốn|nguồn vốn|nguồn)\s+còn lại[^.;\d]*"
    r"|[,;]\s*còn lại\s+(?:là|do|từ|huy động|lồng ghép|hỗ trợ|các nguồn|nguồn|ngân sách|vốn|xã hội)\b[^.;\d]*(?=[.;]|$)"
)
_FROM_A_SOURCE = re.compile(
    r"\s*\)?\s*(?:là|từ|do|thuộc|bằng|lấy từ)\s+(?:từ\s+)?(?:nguồn\s+)?(?P<name>[^,;.:()\d]{3,60}?)\s*(?=[,;.()]|$|\bvà\s+\d)"
)


@dataclass
class Item:
    """One amount of a list of money.

    `depth` is 0 for the whole and grows with each "of which"; `parent` is filled in when the tree
    is built. `name` is what the amount is for, as printed. `regroups` marks the first of parts that
    a new sentence takes out of something before it. `prose` counts the amounts before it in its
    passage, `ends` is where its words end in that, `bracket` tells the bracket it stands in. `unread` tells why its digits are no amount: "range"
    (60-70 tỷ), "unread" (4 00,5 tỷ), "each" (mỗi cấp 50 tỷ), "no_unit", "rest" (phần còn lại). `split` holds the investment and
    the recurrent part, where a table prints both. `unit` is the one that it takes from elsewhere, for
    certain from `unit_at`, else `tentative`. `purpose` marks what money is spent on, `of_which` what
    "trong đó" takes out of the amount before it.
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
    prose: int = 0
    bracket: int = 0
    unread: str = ""
    tentative: bool = False
    unit_at: Address | None = None
    purpose: bool = False
    of_which: bool = False
    ends: int = 0
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


def items_in(
    passage: Passage, money: Money, depth: int, year: int | None, *, purposes: bool = False
) -> list[Item]:
    """List the amounts of a passage in order; the first has the depth `depth`.

    `purposes` tells that what stands before the passage leads to what money is spent on.
    """
    amounts = money.amounts
    shares = list(find_percentages(passage.low)) if amounts else []
    masked = _without_asides(passage.folded, amounts)
    items: list[Item] = []
    levels = Levels(depth)
    at, besides = passage.body, False
    for number, amount in enumerate(amounts):
        between = masked[at : amount.start]
        ahead = _SHARE_BEFORE.search(between)
        between = between[: ahead.start()] if ahead else between
        restarts = number > 0 and _RESTARTS.search(between) is not None
        level = levels.next(between, first=number == 0, restarts=restarts)
        following = amounts[number + 1].start if number + 1 < len(amounts) else len(passage.text)
        share = share_of(passage, shares, amount, following, ahead=bool(ahead))
        item = _item(passage, masked, (at, amount.start), amount, following, share, level, year)
        item.unit_at = money.stated if item.unit and not item.tentative else None
        item.of_which = "trong do" in between
        item.regroups, item.prose, item.bracket = restarts, number, levels.bracket
        besides = bool(_BESIDES.search(between)) or (besides and not restarts)
        item.left_out = item.left_out or ("besides" if besides else "")
        item.purpose = _is_purpose(item, items, between, purposes=purposes)
        item.depth = max(item.depth, int(item.purpose))
        items.append(item)
        _take_the_year(items, passage.folded[at : amount.start], year)
        _follow_in_bracket(items)
        at = item.ends
    rest = _REST.search(passage.low, at) if items else None
    if rest:
        depth = levels.next(masked[at : rest.start()], first=False, restarts=False)
        beside = takewhile(lambda item: item.depth >= depth, reversed(items))
        items.append(_rest(passage, rest, depth, purpose=any(item.purpose for item in beside)))
    return items


def _rest(passage: Passage, rest: re.Match[str], depth: int, *, purpose: bool) -> Item:
    """Return what a sentence says of the rest of an amount without a number."""
    text = rest[0].lstrip(",; ")
    start = rest.end() - len(text)
    address = passage.address(start, start + len(text.rstrip()))
    name, parts = address.as_printed, (("0", 1),)
    return Item("", name, address, parts, depth, unread="rest", purpose=purpose)


def _is_purpose(item: Item, before: list[Item], between: str, *, purposes: bool) -> bool:
    """Tell whether an amount is what money is spent on: by its words, or as the one beside it."""
    if item.source or item.left_out:
        return False
    beside = before[-1] if before and before[-1].depth == item.depth else None
    led = (purposes and not before) or bool(beside and beside.purpose)
    return is_purpose(item.name, between if item.depth else "", led=led)


def _follow_in_bracket(items: list[Item]) -> None:
    """Leave out what is part of an amount that is left out in the same bracket."""
    item, other = items[-1], items[-2] if len(items) > 1 else None
    if other and item.bracket and item.bracket == other.bracket and item.depth > other.depth:
        item.left_out = item.left_out or other.left_out


def _take_the_year(items: list[Item], before: str, year: int | None) -> None:
    """Let an unnamed amount of the plan's year be what the one of another time before it is for."""
    item, other = items[-1], items[-2] if len(items) > 1 else None
    if (
        other and other.left_out in {"period", "other_year"} and other.source
        and not item.source and f"nam {year}" in before and _UNNAMED.fullmatch(before)
    ):  # fmt: skip
        item.source, item.name, item.depth = other.source, other.name, other.depth
        item.left_out = ""


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
    span = _RANGE.search(passage.low, region[0], region[1])
    slip = amount.number.startswith("0") and _TORN.search(passage.low, region[0], region[1])
    span = span or slip or None
    starts = span.start() if span else amount.start
    source, name, ends = _named(passage, masked, (region[0], starts), depth, (amount, following))
    clause = _CLAUSE_BEGINS.split(passage.low[region[0] : region[1]])[-1]
    each = _EACH.search(clause) or _EACH.match(passage.low, amount.end)
    left_out = not_of_the_list(clause, passage.low[amount.end : amount.end + 40], year)
    if source and left_out not in OF_OTHER_MONEY:
        left_out = ""
    stands = share if share and not each else None  # the share of each is none of the whole
    return Item(
        source, " ".join(name.split()).strip(" .:,;-+*_(") or _year_named(passage, region),
        passage.address(starts, share.end if share and each else amount.end),
        amount.parts, depth, amount.qualifier, amount.unit, tentative=amount.tentative,
        unread="unread" if slip else "range" if span else "each" if each else "",
        share=stands.number if stands else "",
        share_printed=passage.address(stands.start, stands.end).as_printed if stands else "",
        left_out=left_out, ends=max(ends, share.end if share else 0, amount.end),
    )  # fmt: skip


def _named(
    passage: Passage, masked: str, region: tuple[int, int], depth: int,
    amount: tuple[Printed, int],
) -> tuple[str, str, int]:  # fmt: skip
    """Return the source and the name of an amount, before it or behind it, and where they end.

    "350 tỷ đồng từ ngân sách trung ương" has it behind; the next amount has no part in that name.
    """
    start, end = _name_span(passage, masked, region)
    name = passage.text[start:end]
    source = source_of(name)
    before = passage.folded[region[0] : region[1]].rstrip(" :")
    if not source and depth == 0 and announces_total(before):
        source = "total"
    if source:
        return source, name, region[1]
    after = _FROM_A_SOURCE.match(passage.low, amount[0].end, amount[1])
    if after and source_of(after["name"]):
        return source_of(after["name"]), passage.text[slice(*after.span("name"))], after.end()
    if len(fold(name).strip(" ,.;:-+(")) < 3:
        after = _FROM.match(passage.low, amount[0].end)
        if after and after.end() <= amount[1]:
            return source_of(after[1]), passage.text[slice(*after.span(1))], region[1]
    return source, name, region[1]


def _year_named(passage: Passage, region: tuple[int, int]) -> str:
    """Return "năm 2025" where that is all that stands before an amount, or nothing."""
    found = re.search(r"(năm 20\d\d)\W*(?:là\W*)?$", passage.low[region[0] : region[1]])
    return found[1] if found else ""


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
