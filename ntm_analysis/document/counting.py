"""Numbers of units in a sentence, each with the level it goes with, and what it is: a target or not."""

import re
from dataclasses import dataclass, field, replace

from ntm_analysis.amounts import qualifier_before
from ntm_analysis.counts import count_of
from ntm_analysis.document.count_words import SCOPE, Word, words_of
from ntm_analysis.document.heads import unit_of
from ntm_analysis.document.passages import Passage
from ntm_analysis.text import CAPITALS
from ntm_analysis.vocabulary import INDICATORS

# What may stand between a heading, or a level, and its number: "Xã NTM nâng cao: phấn đấu 05".
_LINK = re.compile(
    r"\s*(?:(?:la|it nhat|toi thieu|tren|hon|gan|khoang|dat|co|them|cong nhan|moi|phan dau|tang|duoc|"
    rf"them|so|toan tinh|{SCOPE})\b\s*|[=:]\s*)*"
)
_AT_ONCE = re.compile(r"\s*(?:(?:duoc|dat|cong nhan|phan dau|hoan thanh|so)\b\s*)*")
_NO_HEAD = re.compile(r"ty le|kinh phi|\bvon\b|binh quan|thu nhap|^\W*(?:cac )?tieu chi")
_CHANGE = re.compile(r"(?:\bvuot|\bgiam|it hon|nhieu hon|cao hon|thap hon)(?: them)?\W*$")
_COMPARED = re.compile(r"[^;.,()\d]{0,80}\bso (?:voi|cung ky)")
_DONE = re.compile(r"[^;,.:\d]{0,40}\bda (?:duoc|dat|co|hoan thanh)\b")
_EACH = re.compile(
    r"\bmoi\s+(?:xa|huyen|thon|ban|don vi|dia phuong)(?:\W+\w+)?\W*(?:co |it nhat |toi thieu |phan dau )*$"
)
_OF_DISTRICT = re.compile(
    rf"(?:[Hh]uyện|[Tt]hị xã|[Tt]hành phố|TX\.|TP\.|H\.)(?:\s+[{CAPITALS}][^\W\d_]*)+[\s:]*"
    r"(?:(?:có|phấn đấu|công nhận|thêm|đạt|là)\s+)*(?=\d)"
)
_WHERE = re.compile(r"\b(?:thuoc|tai|cua|o|tren dia ban)\s+$")
_OF_ALL = re.compile(r"\bso (?:xa|huyen|thon|san pham)\b[^;,]{0,60}\b(?:la|dat|len)\s*$")
_INCREASE = re.compile(r"\s*(?:tang(?: them)?|them)\s")
_GRADE = re.compile(
    r"(?:\s+(?:ocop|dat|duoc|hang|xep hang|phan hang|cong nhan))*\s+[345] sao\b(?! tro len|,? [345] sao)"
)
_NO_YEAR = re.compile(
    r"(?:so voi|\btu|cua|(?:tieu chi|quyet dinh|nghi quyet|thong tu|ke hoach so)\b[^,;:]{0,60})\s*$"
)
_LOOK_BACK = 80


@dataclass
class Count:
    """A number of units; its span runs from the number to what it counts.

    Attributes
    ----------
    unit, level : str
        What it counts, to which level; nothing where that is not said.
    value : int or None
        The number; None where the characters give none or more than one.
    start, end : int
        The span in the passage.
    kind : str
        ``target``, or why it is none: ``stock`` (what there is already), ``part`` of a target,
        ``change`` from another year, ``each`` unit's, ``other_year``, ``range``, ``none`` ("không
        có xã nào"), ``unread``, ``unplaced`` (goes with no indicator).
    qualifier : str
        As in ``at_least``.
    noun : str
        The kind of unit as printed, as in ``thi xa`` or ``huyen``; nothing where it is not.
    inherits : bool
        Its level is that of the count it is said of.
    """

    unit: str
    level: str
    value: int | None
    start: int
    end: int
    kind: str = "target"
    qualifier: str = ""
    noun: str = ""
    inherits: bool = False

    @property
    def indicator(self) -> str:
        """The indicator, or what there is of one."""
        if self.unit == "ocop":
            return "ocop_products"
        return f"{self.unit}_{self.level}" if self.level else self.unit


@dataclass(frozen=True)
class _Sign:
    """What bears on the counts behind it: as far as what it opens, a sentence, a clause or a count."""

    kind: str
    reach: int
    used: bool = False


@dataclass(frozen=True)
class Lead:
    """What a heading, or a line that ends with a colon, says of the counts below it."""

    sign: _Sign | None = None
    other_year: _Sign | None = None
    unit: str = ""
    level: str = ""


_COUNT, _CLAUSE, _SENTENCE = range(3)


@dataclass
class _Reader:
    """Goes through a text from left to right; `waiting` are counts whose level is to follow."""

    passage: Passage
    year: int | None
    lead: Lead
    start: int
    end: int
    found: list[Count] = field(default_factory=list)
    waiting: list[Count] = field(default_factory=list)
    brackets: list[tuple[Word, Count | None, str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.low = self.passage.low[: self.end]
        self.folded = self.passage.folded[: self.end]
        at = self.start
        inner = words_of(self.low[at:], self.folded[at:])
        self.words = [replace(word, start=word.start + at, end=word.end + at) for word in inner]
        text = self.passage.text[: self.end]
        self.districts = {m.end(): m[0] for m in _OF_DISTRICT.finditer(text, at)}
        self.head = self.part = self.link = at
        self.level: Word | None = None  # the last level, if no count has taken it
        self.levels: list[str] = []  # those since the last count that none has taken
        self.said = ""  # the level before a bracket
        self.share = self.renewed = False
        self._stop()

    def read(self) -> list[Count]:
        for at, word in enumerate(self.words):
            if word.what == "number":
                self._number(at, word)
            else:
                getattr(self, f"_{word.what}", self._sign)(word)
        self.ending = Lead(self.sign, self.other_year, self.unit, self.heading)
        self._close()
        for bracket, owner, level, share in self.brackets:
            self._within(bracket, owner, level, share=share)
        return self.found

    # What parts a text.

    def _stop(self, word: Word | None = None) -> None:
        self.sign, self.other_year = self.lead.sign, self.lead.other_year
        self.unit, self.heading = self.lead.unit, self.lead.level
        self.headed = bool(self.unit)
        self.in_sentence: list[Count] = []
        self._semicolon(word)

    def _semicolon(self, word: Word | None = None) -> None:
        self._close()
        self.in_clause: list[Count] = []
        self._end_signs(_CLAUSE)
        self._comma(word)
        self.head = self.part
        self.headed = bool(self.lead.unit)
        self.level, self.levels, self.said, self.share = None, [], "", False

    def _comma(self, word: Word | None = None) -> None:
        self._end_signs(_COUNT)
        self.in_part: list[Count] = []
        if word:
            self.part = self.link = word.end

    def _end_signs(self, reach: int) -> None:
        for name in ("sign", "other_year"):
            sign = getattr(self, name)
            if sign and sign.reach <= reach and (sign.used or reach > _COUNT):
                setattr(self, name, None)

    def _close(self) -> None:
        """Let go of counts whose clause ended without a level; parts of a number have its own."""
        for count in self.waiting:
            whole = [c for c in self.in_sentence if c.start < count.start and c.unit == count.unit]
            if count.kind in {"part", "stock", "change", "other_year"} and whole:
                count.level, count.inherits = whole[0].level, True
        self.waiting = []

    # What bears on counts.

    def _reach(self) -> int:
        if not self.in_sentence:
            return _SENTENCE
        return _COUNT if self.in_clause else _CLAUSE

    def _sign(self, word: Word) -> None:
        reach = {"part": _CLAUSE, "aside": _COUNT, "equal": _COUNT}.get(word.what, self._reach())
        if word.what != "aim":
            self.sign = _Sign(word.what, reach)
        elif self.sign and self.sign.kind in {"stock", "aside"}:
            self.sign = None
        self.renewed |= self.folded.startswith("phan dau", word.start)
        self.link = word.end

    def _year(self, word: Word) -> None:
        years = {int(year) for year in re.findall(r"20\d\d", self.folded[word.start : word.end])}
        before = self.folded[max(self.start, word.start - _LOOK_BACK) : word.start]
        if self.year is None or _NO_YEAR.search(before):
            return
        self.link = word.end
        if years == {self.year}:
            self.other_year = None
        elif self.in_part and re.match(r"\s*(?:[,;.)]|$)", self.folded[word.end :][:9]):
            for count in self.in_part:
                count.kind = "other_year" if count.kind == "target" else count.kind
        else:
            self.other_year = _Sign("other_year", self._reach())

    def _share(self, word: Word) -> None:
        self.share = True

    def _other(self, word: Word) -> None:
        self._close()

    def _level(self, word: Word) -> None:
        units = [count.unit for count in self.waiting if count.kind == "target"]
        for count in self.waiting:
            count.level = word.name
            if count.kind == "target" and units.count(count.unit) > 1:
                count.kind = "part"  # of a sum that is not printed
        self.level, self.said = None if self.waiting else word, word.name
        self.levels += [] if self.waiting else [word.name]
        self.waiting = []

    def _colon(self, word: Word) -> None:
        """Take the words before a colon for a heading of the counts behind it."""
        head = self.folded[self.head : word.start]
        levels, self.levels = set(self.levels), []
        unit = unit_of(head) if re.search(r"[a-z]", head) else ""
        self.head = self.part = self.link = word.end
        if self.sign and self.sign.kind == "part" and self.in_clause:
            return
        if _NO_HEAD.search(head) or not (unit or levels):
            return
        if not unit and self.in_clause:
            unit = self.unit or self.in_clause[-1].unit
        self.unit, self.heading = unit, levels.pop() if len(levels) == 1 else ""
        self.headed, self.level = True, None

    # Counts.

    def _number(self, at: int, word: Word) -> None:
        linked = _LINK.fullmatch(self.folded, self.link, word.start)
        if self.renewed and word.name:
            self._close()
        self.renewed = False
        district = self.districts.get(word.start, "")
        if district and not (self.sign and self.sign.kind == "part" and self.in_clause):
            self.sign = _Sign("district", self._reach() if ":" in district else _COUNT)
        unit, level = word.name, ""
        near = self._near_level(word)
        if not unit:
            part = self.folded[self.part : word.start]
            if near or re.search(rf"(?:ocop|san pham)(?:{_LINK.pattern})$", part):
                unit, level = (
                    unit_of(part) or (self.in_clause[-1].unit if self.in_clause else ""),
                    near,
                )
            elif linked and self.headed:
                unit, level = self.unit, self.heading
            else:
                return
        count = Count(
            unit, level, count_of(self.passage.text[word.start : word.end]), word.start, word.end,
            self._kind(word, unit), "at_least" if word.least else qualifier_before(self.passage.low, word.start),
            word.noun,
        )  # fmt: skip
        self.found.append(count)
        if word.name and count.kind != "unplaced" and unit != "ocop":
            self._place(count, at, near)
        for counts in (self.in_sentence, self.in_clause, self.in_part):
            counts.append(count)
        self.head = self.part = self.link = word.end
        self.share, self.levels = False, []
        for name in ("sign", "other_year"):
            sign = getattr(self, name)
            setattr(self, name, sign and replace(sign, used=True))

    def _near_level(self, word: Word) -> str:
        """Return the level right before a number that no count has taken, as in "NTM nâng cao 5"."""
        if self.level and _LINK.fullmatch(self.folded, self.level.end, word.start):
            return self.level.name
        return ""

    def _place(self, count: Count, at: int, near: str) -> None:
        """Give a count the level right before it or that of its heading, or let it wait for one."""
        following = None
        for word in self.words[at + 1 :]:
            if word.what in {"number", "other", "comma", "semicolon", "colon", "stop"}:
                break
            if word.what == "level":
                following = word
                break
        if following and (not near or _AT_ONCE.fullmatch(self.folded, count.end, following.start)):
            self.waiting.append(count)
        elif near:
            count.level, self.level = near, None
        elif self.heading and self.unit in {"", count.unit}:
            count.level = self.heading
        elif self.sign and self.sign.kind == "equal":
            count.level = self.said
        else:
            self.waiting.append(count)

    def _kind(self, word: Word, unit: str) -> str:
        printed = self.low[word.start : word.end]
        before = self.folded[max(self.start, word.start - _LOOK_BACK) : word.start]
        sign = self.sign.kind if self.sign else ""
        known = any(count.unit == unit for count in self.in_sentence)
        if printed.startswith("không"):
            return "none"
        if (
            re.match(r"\d+/\d", printed)
            or sign in {"stock", "equal"}
            or _DONE.match(self.folded, word.end)
        ):
            return "stock"
        if _EACH.search(before):
            return "each"
        if _CHANGE.search(before) or _COMPARED.match(self.folded, word.end):
            return "change"
        if self.other_year:
            return "other_year"
        if re.search(r"\d\D{0,12}(?:-|–|đến)\s*\d", printed):
            return "range"
        if sign == "aside" or (self.in_part and _WHERE.search(before)):
            return "unplaced"
        if (
            sign == "district"
            or (sign == "part" and known)
            or (unit == "ocop" and _GRADE.match(self.folded, word.end))
        ):
            return "part"
        return (
            "target" if count_of(self.passage.text[word.start : word.end]) is not None else "unread"
        )

    # Brackets.

    def _bracket(self, word: Word) -> None:
        owner = self.in_clause[-1] if self.in_clause and not self.share else None
        self.brackets.append((word, owner, self.said or self.heading, self.share))

    def _within(self, bracket: Word, owner: Count | None, level: str, *, share: bool) -> None:
        """Read what stands in brackets: parts of the count before them, unless they say otherwise."""
        inner = _Reader(self.passage, self.year, Lead(), bracket.start + 1, bracket.end - 1).read()
        for count in inner:
            plain = count.kind == "target"
            if owner is None:
                count.level = count.level or level
                count.kind = "stock" if plain and share else count.kind
            elif owner.unit == count.unit:
                grown = plain and _INCREASE.match(self.folded, bracket.start + 1)
                before = self.folded[max(self.start, owner.start - _LOOK_BACK) : owner.start]
                if grown and (owner.kind == "stock" or _OF_ALL.search(before)):
                    owner.kind = "stock"
                elif plain and (owner.level or not count.level):
                    count.kind = "part"
                count.inherits = not count.level
                count.level = count.level or owner.level
        self.found += inner


def counts_in(passage: Passage, year: int | None = None, lead: Lead | None = None) -> list[Count]:
    """List the numbers of units of a passage, in order.

    Numbers share the level that follows them in their clause ("17 xã và 60 thôn/bản đạt chuẩn nông
    thôn mới"); a heading gives its own numbers the level ("Xã nông thôn mới nâng cao: 05"). Words
    before a number ("lũy kế", "duy trì", "trong đó", "năm 2024") bear on it as far as what they
    open: on their sentence, on their clause, or on the number behind them.

    Parameters
    ----------
    year : int, optional
        The plan's year; a number that is said of another one is no target.
    lead : Lead, optional
        What stands above the passage; see `lead_of`.
    """
    counts = _reader(passage, year, lead or Lead()).read()
    for count in counts:
        if count.kind != "none" and count.indicator not in INDICATORS:
            count.kind = "unplaced"
    placed = [c for c in counts if c.kind != "none" or c.indicator in INDICATORS]
    return sorted(placed, key=lambda count: count.start)


def lead_of(passage: Passage, year: int | None) -> Lead:
    """Return what a heading, or a line that ends with a colon, says of the counts below it."""
    reader = _reader(passage, year, Lead())
    if reader.read():
        return Lead()
    ending = replace(
        reader.ending,
        sign=_for_all(reader.ending.sign),
        other_year=_for_all(reader.ending.other_year),
    )
    if not ending.unit:
        levels = {word.name for word in reader.words if word.what == "level"}
        unit = unit_of(passage.folded[passage.body :])
        if unit and len(levels) == 1:
            return replace(ending, unit=unit, level=levels.pop())
    return ending


def _for_all(sign: _Sign | None) -> _Sign | None:
    return replace(sign, reach=_SENTENCE) if sign else None


def _reader(passage: Passage, year: int | None, lead: Lead) -> _Reader:
    return _Reader(passage, year, lead, passage.body, len(passage.folded))
