"""Numbers of money that print no unit: the one stated above them, or that of an amount beside them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ntm_analysis.amounts import NUMBER, Printed, qualifier_before, scale_of, unit_span
from ntm_analysis.document.model import Address
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.sources import is_kind_of_money, source_of
from ntm_analysis.text import fold

# A number that nothing follows but the end of its clause: what it counts would stand behind it.
_BARE = re.compile(rf"(?<![\w.,/%-])(?:{NUMBER})(?![\w%/]|[.,-]\d)")
_ENDS = re.compile(r"(?=\**\s*(?:[,;.)(+]|$|-\s|và\b|trong đó\b|(?:bao )?gồm\b|còn lại\b))")
_NO_MONEY_BEFORE = re.compile(
    r"(?<!\w)(?:năm|tháng|quý|ngày|(?<!tổng )số|đợt|dự án|giai đoạn|lần|điều|khoản|mục|chương trình|nghị quyết|"
    r"quyết định|phụ lục|biểu|bảng|tiêu chí|nội dung|hợp phần|nhóm|vùng|khu vực|xã|thôn|bản|ấp|đường|tuyến|"
    r"phần|bước|thứ|loại|cấp|chương|điểm|trang|từ|đến|trước|sau|ql|đt|tl)\.?\s*$"
)
_LOCAL = re.compile(r"(?:ngân sách|ns|vốn)\s[^;:.(\d]*xã\s*$|^\W*(?:cấp\s+)?xã\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LAST_UNIT = re.compile(r"[^\d.,\s*][^\d]*$")
_SENTENCE_ENDS = re.compile(r"[.]\s")
_NAME_BEGINS = re.compile(
    r"[;:(+)]|\d[\d.,]*|[.]\s|\s-\s|trong đó|bao gồm|\bgồm\b|còn lại|"
    r"(?<!\w)(?:tỷ|triệu|nghìn)(?:\s+đồng)?(?!\w)|(?<!\w)đồng(?!\w)(?=\W*[,;]|\s+và)",
    re.IGNORECASE,
)
_AND = re.compile(r",|\bvà\b")
_NAME_ENDS = re.compile(r"\s+(?:là|khoảng|trên|gần|hơn|bằng|đạt)$")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_LONGEST_NAME = 120
_BRACKET_OPENS = re.compile(r"\s*(?:[,;]\s*)?\([^()]*$")


@dataclass(frozen=True)
class Money:
    """The money of a passage.

    Attributes
    ----------
    amounts : list of Printed
        Its amounts in order, bare numbers with the unit that they take among them.
    states_unit : bool
        It only states the unit of what follows.
    stated : Address or None
        Where the unit stands that bare numbers of the passage take for certain.
    left : list of Printed
        Bare numbers that no unit was found for.
    """

    amounts: list[Printed] = field(default_factory=list)
    states_unit: bool = False
    stated: Address | None = None
    left: list[Printed] = field(default_factory=list)


@dataclass(frozen=True)
class _Stated:
    """A unit of money in force, its address, and the section it holds for."""

    unit: str
    address: Address
    section: str

    def holds_for(self, passage: Passage) -> bool:
        return passage.section == self.section or passage.section.startswith(f"{self.section}.")


def money_of(found: list[Passage]) -> list[Money]:
    """List the money of each passage of a document, in order."""
    made: list[Money] = []
    stated: _Stated | None = None
    last, section = "", ""
    for at, passage in enumerate(found):
        if passage.is_row:
            made.append(Money())
            continue
        if stated and not stated.holds_for(passage):
            stated = None
        own = _stated_in(passage)
        if own and not (at + 1 < len(found) and found[at + 1].is_row):
            stated = own
        last = last if _first_part(passage.section) == _first_part(section) else ""
        section = passage.section
        money = _with_bare(passage, own or stated, last)
        made.append(replace(money, states_unit=bool(own) and not money.amounts))
        real = [amount for amount in passage.amounts if len(amount.parts) == 1]
        last = unit_of(passage, real[-1]) if real else last
    return made


def unit_of(passage: Passage, amount: Printed) -> str:
    """Return the unit of an amount as printed behind its number."""
    found = _LAST_UNIT.search(passage.text[amount.start : amount.end])
    return found[0] if found else ""


def bare_numbers(passage: Passage) -> Iterator[Printed]:
    """Yield the numbers of a passage that print no unit and count nothing, in order.

    Years, dates, numbers of documents and of what is numbered are none.
    """
    at = passage.body
    ends = {start - 1 for start in passage.starts}
    for match in _BARE.finditer(passage.low, passage.body):
        before = passage.low[at : match.start()]
        colon = before.rstrip().endswith((":", "là"))
        year = _YEAR.fullmatch(match[0]) and not colon
        numbered = not colon and _NO_MONEY_BEFORE.search(before) and not _LOCAL.search(before)
        alone = match.end() in ends or _ENDS.match(passage.low, match.end())
        if alone and _LETTERS.search(before) and not year and not numbered:
            yield Printed(match.start(), match.end(), ((match[0], 1),),
                          qualifier_before(passage.low, match.start()))  # fmt: skip
        at = match.end()


def _first_part(section: str) -> str:
    return section.partition(".")[0]


def _stated_in(passage: Passage) -> _Stated | None:
    """Return the unit that a passage states apart from its amounts, or None."""
    span = unit_span(passage.low)
    if span is None:
        return None
    address = passage.address(*span)
    return _Stated(passage.text[slice(*span)], address, passage.section)


def _with_bare(passage: Passage, stated: _Stated | None, last: str) -> Money:
    """Return a passage's money: bare numbers with a stated unit, else with that of a neighbour."""
    real = passage.amounts
    starts = [amount.start for amount in real]
    taken: list[Printed] = []
    left: list[Printed] = []
    for number in bare_numbers(passage):
        at = bisect_left(starts, number.start)
        before, after = real[at - 1] if at else None, real[at] if at < len(real) else None
        if (before and before.end > number.start) or (after and after.start < number.end):
            continue
        near, inside = _neighbour(passage, number, before, after)
        unit = stated.unit if stated else near or last
        if unit and (stated or inside or _names_money(name_before(passage, number))):
            parts = ((number.number, scale_of(unit)),)
            taken.append(replace(number, parts=parts, unit=unit, tentative=stated is None))
        else:
            left.append(number)
    amounts = sorted([*real, *taken], key=lambda amount: amount.start) if taken else real
    return Money(amounts, stated=stated.address if stated and taken else None, left=left)


def _neighbour(
    passage: Passage, number: Printed, before: Printed | None, after: Printed | None
) -> tuple[str, bool]:
    """Return the unit of the amount that ends an enumeration, else of the one that begins it.

    The second value tells that the number stands in a bracket behind that amount.
    """
    inside = bool(before and _BRACKET_OPENS.match(passage.low, before.end, number.start))
    if inside and after and ")" in passage.low[number.end : after.start]:
        after = None
    if after and not _SENTENCE_ENDS.search(passage.low, number.end, after.start):
        return unit_of(passage, after), inside
    return unit_of(passage, before) if before else "", inside


def _names_money(name: str) -> bool:
    """Tell whether a name is that of a source or of a kind of money."""
    return bool(source_of(name) or is_kind_of_money(fold(name)))


def name_before(passage: Passage, number: Printed) -> str:
    """Return the name that stands before a number in its clause.

    >>> from ntm_analysis.document.model import Clean, Line
    >>> text = "NSTW 250, NS huyện, xã 100, dự phòng 5"
    >>> one = Passage((Line(1, Clean(text)),), "", 0, "", (0,))
    >>> [name_before(one, number) for number in bare_numbers(one)]
    ['NSTW', 'NS huyện, xã', 'dự phòng']
    """
    begin = max(passage.body, number.start - _LONGEST_NAME)
    words = _NAME_BEGINS.split(passage.text[begin : number.start].rstrip(" :"))[-1]
    words = _NAME_ENDS.sub("", words.strip(" -*,"))
    return words if source_of(words) else _AND.split(words)[-1].strip()
