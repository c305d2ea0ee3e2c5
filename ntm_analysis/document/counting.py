"""Numbers of units in a sentence, each with the level it goes with, and what it is: a target or not."""

import re
from dataclasses import dataclass, field

from ntm_analysis.amounts import qualifier_before
from ntm_analysis.counts import DIGITS, SPELLED, count_of
from ntm_analysis.document.heads import level_of, unit_of
from ntm_analysis.document.passages import Passage

_UNIT = (
    r"(?:(?:don vi cap\s+)?huyen|xa|thon(?:\s*[,/]\s*(?:ban|to|ap|khu)[^\s,;.:()]*|\s+ban)?|ban|ap|buon|"
    r"khu dan cu|san pham(?:\s+ocop)?)(?![a-z])"
)
_SCOPE = r"(?:\s+(?:mien nui|vung cao|bien gioi|dac biet kho khan|ven bien|dong bang))?"
_LEVEL = re.compile(
    r"(?:dat chuan|ntm|nong thon moi)(?:\s+(?:dat chuan|ntm|nong thon moi|nang cao|kieu mau))*|hoan thanh nhiem vu"
)
_NUMBER = rf"(?:{SPELLED}\s*\(\s*\d{{1,5}}\s*\)|\(\s*\d{{1,5}}\s*\)|\d+/\d+|(?:từ\s+)?\d+\s*(?:-|–|đến)\s*\d+|{DIGITS}|{SPELLED}|không(?: có)?)"
_COUNTED = re.compile(rf"(?<![\w.,/%-])(?P<value>{_NUMBER})(?=\s*(?:[^\W\d_]|[;,.)]|$))")
# A heading of its own number: "Số xã đạt chuẩn nông thôn mới: 08", "OCOP là 30".
_LABEL = re.compile(
    r"(?P<head>.*?)\s*(?::|=|\bla\b)\s*(?:it nhat|toi thieu|tren|hon|gan|khoang|dat|co(?: them)?|them|"
    r"cong nhan(?: moi)?|phan dau)?\s*"
)
_PART_OF_CLAUSE = re.compile(r"[;,.()\d]")
_LEADS_TO_PARTS = re.compile(r"\b(?:gom|trong do|cu the|nhu sau|chia ra)(?:\s+co)?\W*$")
_STOCK = re.compile(
    r"(?:nang tong so|luy ke|tong so|da co|hien co|den nay|len|den (?:het|cuoi|nam)[^;]*toan tinh (?:co|dat)(?! them))\W*(?:\w+\W+){0,8}$"
)
_CHANGE = re.compile(r"(?:\bvuot|\bgiam|it hon|nhieu hon|cao hon|thap hon)(?: them)?\W*$")
_COMPARED = re.compile(r"[^;.()]{0,80}\bso (?:voi|cung ky)")
_EACH = re.compile(
    r"\bmoi\s+(?:xa|huyen|thon|ban|don vi|dia phuong)(?:\W+\w+)?\W*(?:co |it nhat |toi thieu |phan dau )*$"
)
_PROGRAMME = re.compile(r"moi xa(?:\W+phuong)?\W+mot san pham")  # what OCOP stands for
_BREAK = re.compile(r"[;:]|[.]\s|\)")


@dataclass(frozen=True)
class Count:
    """A number of units; its span runs from the number to what it counts.

    Attributes
    ----------
    indicator : str
        What it counts, to which level; the unit alone where no level follows.
    value : int or None
        The number; None where the characters give none or more than one.
    start, end : int
        The span in the passage.
    kind : str
        ``target``, or why it is none: ``stock`` (what there is already), ``part`` of a target,
        ``change`` from another year, ``each`` unit's, ``range``, ``none`` ("không có xã nào"),
        ``unread``.
    qualifier : str
        As in ``at_least``.
    """

    indicator: str
    value: int | None
    start: int
    end: int
    kind: str = "target"
    qualifier: str = ""


@dataclass
class _Reader:
    """Goes through a passage from left to right; `waiting` are counts whose level is to follow."""

    passage: Passage
    found: list[Count] = field(default_factory=list)
    waiting: list[Count] = field(default_factory=list)
    at: int = 0

    def read(self) -> list[Count]:
        self.at = self.passage.body
        tokens = [*_counted(self.passage), *_LEVEL.finditer(self.passage.folded, self.at)]
        for token in sorted(tokens, key=lambda token: token.start()):
            if token.re is _LEVEL:
                self._level(token)
            else:
                self._count(token)
        self._forget(len(self.passage.folded))
        return sorted(self.found, key=lambda count: count.start)

    def _count(self, match: re.Match[str]) -> None:
        folded, start = self.passage.folded, match.start("value")
        self._forget(start)
        unit = re.match(rf"\s*(?:{_UNIT}){_SCOPE}", folded[match.end("value") :])
        end = match.end("value") + (unit.end() if unit else 0)
        label = _LABEL.fullmatch(_PART_OF_CLAUSE.split(folded[self.at : start])[-1])
        level = ""
        if label and not _LEADS_TO_PARTS.search(label["head"]):
            level = level_of(label["head"])
        named = unit_of(unit[0] if unit else label["head"] if label else "")
        if not named or (not unit and not level and named != "ocop"):
            return
        self.at = end
        count = Count(
            _indicator(named, level), count_of(self.passage.text[start:end]), start, end,
            self._kind(match, named, start, end), qualifier_before(self.passage.low, start),
        )  # fmt: skip
        if named == "ocop" or level:
            self.found.append(count)
        else:
            self.waiting.append(count)

    def _level(self, match: re.Match[str]) -> None:
        self._forget(match.start())
        level = level_of(match[0])
        for count in self.waiting:
            self.found.append(_with(count, _indicator(count.indicator, level)))
        self.waiting = []

    def _forget(self, until: int) -> None:
        """Let go of counts whose clause ended without a level; parts of a number before are kept."""
        still: list[Count] = []
        for count in self.waiting:
            closed = _BREAK.search(self.passage.folded, count.end, until)
            if not closed and until < len(self.passage.folded):
                still.append(count)
                continue
            whole = [c for c in self.found if c.start < count.start and _unit(c) == count.indicator]
            if count.kind in {"part", "stock", "change"} and whole:
                self.found.append(_with(count, whole[-1].indicator))
        self.waiting = still

    def _kind(self, match: re.Match[str], unit: str, start: int, end: int) -> str:
        folded = self.passage.folded
        value, clause = match["value"].lower(), folded[:start].rpartition(";")[2]
        if value.startswith("không"):
            return "none"
        if re.fullmatch(r"\d+/\d+", value) or _STOCK.search(clause):
            return "stock"
        if _EACH.search(clause):
            return "each"
        if _CHANGE.search(clause) or _COMPARED.match(folded, end):
            return "change"
        if re.search(r"\d\s*(?:-|–|đến)\s*\d", value):
            return "range"
        if self._is_part(unit, start, clause):
            return "part"
        return "target" if count_of(self.passage.text[start:end]) is not None else "unread"

    def _is_part(self, unit: str, start: int, clause: str) -> bool:
        """Tell whether a number is taken out of one before it: "trong đó", or within its brackets."""
        folded, begins = self.passage.folded, start - len(clause)
        before = [c for c in [*self.found, *self.waiting] if begins <= c.start and _unit(c) == unit]
        taken_out = folded.rfind("trong do", begins, start)
        opened = folded.rfind("(", begins, start)
        inside = opened > folded.rfind(")", begins, start)
        return any(c.end <= taken_out for c in before) or (
            inside and any(c.end <= opened for c in before)
        )


def counts_in(passage: Passage) -> list[Count]:
    """List the numbers of units of a passage that go with a level, in order.

    Numbers share the level that follows them in their clause ("17 xã và 60 thôn/bản đạt chuẩn nông
    thôn mới"); a heading gives its own number the level ("Xã nông thôn mới nâng cao: 05").
    """
    return _Reader(passage).read()


def _counted(passage: Passage) -> list[re.Match[str]]:
    named = [match.span() for match in _PROGRAMME.finditer(passage.folded)]
    return [
        match for match in _COUNTED.finditer(passage.low, passage.body)
        if not re.match(r"\s*(?:%|tỷ|tỉ|triệu|nghìn|đồng)", passage.low[match.end("value") :])
        and not any(start <= match.start() < end for start, end in named)
    ]  # fmt: skip


def _indicator(unit: str, level: str) -> str:
    if unit == "ocop":
        return "ocop_products"
    return f"{unit}_{level}" if level else unit


def _unit(count: Count) -> str:
    return count.indicator.partition("_")[0]


def _with(count: Count, indicator: str) -> Count:
    return Count(indicator, count.value, count.start, count.end, count.kind, count.qualifier)
