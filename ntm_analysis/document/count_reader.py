"""Goes through a sentence from left to right and gives each number of units its level."""

import re
from dataclasses import dataclass, field, replace

from ntm_analysis.amounts import qualifier_before
from ntm_analysis.counts import count_of
from ntm_analysis.document.count_growth import grows
from ntm_analysis.document.count_kinds import NEW, kind_of
from ntm_analysis.document.count_scope import COUNT, LINK, LOOK_BACK, Count, Lead, Scope, Sign
from ntm_analysis.document.count_words import Word, words_of
from ntm_analysis.document.heads import unit_of
from ntm_analysis.document.passages import Passage
from ntm_analysis.text import CAPITALS

_ENDS = {"level", "number", "other", "comma", "semicolon", "colon", "stop"}
_AT_ONCE = re.compile(r"\s*(?:(?:duoc|dat|cong nhan|phan dau|hoan thanh|so)\b\s*)*")
_PRODUCTS = re.compile(rf"(?:ocop|san pham)(?:{LINK.pattern})$")
_OF_DISTRICT = re.compile(
    rf"(?:[Hh]uyện|[Tt]hị xã|[Tt]hành phố|TX\.|TP\.|H\.)(?:\s+(?!NTM|OCOP|MTQG)[{CAPITALS}][^\W\d_]*)+[\s:]*"
    r"(?:(?:có|phấn đấu|công nhận|thêm|đạt|là)\s+)*(?=\d)"
)
_DEEPEST = 8  # brackets within brackets, beyond what a plan holds


@dataclass
class Reader:
    """Goes through a text from left to right; `waiting` are counts whose level is to follow."""

    passage: Passage
    scope: Scope
    end: int
    found: list[Count] = field(default_factory=list)
    waiting: list[Count] = field(default_factory=list)
    brackets: list[tuple[Word, Count | None, str, bool]] = field(default_factory=list)
    renewed: bool = False
    grown: bool = False

    def __post_init__(self) -> None:
        at = self.scope.start
        inner = words_of(self.passage.low[at : self.end], self.passage.folded[at : self.end])
        self.words = [replace(word, start=word.start + at, end=word.end + at) for word in inner]
        named = _OF_DISTRICT.finditer(self.passage.text, at, self.end)
        self.districts = {match.end(): match[0] for match in named}

    def read(self) -> list[Count]:
        """Read all words; the counts are those of `found`."""
        for at, word in enumerate(self.words):
            if word.what == "number":
                self._number(at, word)
            elif word.what in {"stop", "semicolon", "comma"}:
                self._end_of(word)
            else:
                if word.what == "level" and self._is_of_next(at, word):
                    self._close()
                self._hear(word)
        self._close()
        for bracket, owner, level, share in self.brackets:
            self._within(bracket, owner, level, share=share)
        return self.found

    def _is_of_next(self, at: int, word: Word) -> bool:
        """Tell whether a level begins a part of its own and heads the number behind it."""
        after = next((w for w in self.words[at + 1 : at + 4] if w.what == "number"), None)
        linked = after and LINK.fullmatch(self.scope.folded, word.end, after.start)
        return linked is not None and not self.scope.part

    def _end_of(self, word: Word) -> None:
        self._close(only_parts=word.what == "comma")
        getattr(self.scope, word.what)()
        self.scope.part_at = self.scope.link_at = word.end
        if word.what != "comma":
            self.scope.head_at = word.end

    def _close(self, *, only_parts: bool = False) -> None:
        """Let go of counts whose clause ended without a level; parts of a number have its own."""
        kinds = {"part"} if only_parts else {"part", "stock", "change", "other_year"}
        still = []
        for count in self.waiting:
            whole = self._whole(count) if count.kind in kinds else None
            if whole and (whole.level or not only_parts):
                count.level, count.inherits = whole.level, True
            elif only_parts:
                still.append(count)
        self.waiting = still

    def _whole(self, count: Count) -> Count | None:
        """Return the count of the same unit that stands before another one in its sentence."""
        before = (c for c in reversed(self.scope.sentence) if c.start < count.start)
        return next((c for c in before if c.unit == count.unit), None)

    def _hear(self, word: Word) -> None:
        scope = self.scope
        if word.what == "level":
            self._level(word)
        elif word.what == "bracket":
            owner = scope.clause[-1] if scope.clause and not scope.share else None
            self.brackets.append((word, owner, scope.said or scope.heading, scope.share))
        elif word.what == "year":
            scope.hear_year(word)
        elif word.what == "colon":
            scope.colon(word)
        elif word.what == "share":
            scope.share, scope.said = True, ""
        elif word.what == "other":
            self._close()
        else:
            scope.hear(word)
            self.renewed |= scope.folded.startswith("phan dau", word.start)

    def _level(self, word: Word) -> None:
        units = [count.unit for count in self.waiting if count.kind == "target"]
        for count in self.waiting:
            count.level = word.name
            if count.kind == "target" and units.count(count.unit) > 1:
                count.kind = "part"  # of a sum that is not printed
        self.scope.said, self.scope.level = word.name, None
        if not self.waiting:
            self.scope.level = word
            self.scope.levels.add(word.name)
        self.waiting = []

    def _number(self, at: int, word: Word) -> None:
        scope = self.scope
        if self.renewed and word.name:
            self._close()
        self.renewed = False
        district = self.districts.get(word.start, "")
        if district and not (scope.says("part") and scope.clause):
            scope.sign = Sign("district", scope.reach() if ":" in district else COUNT)
        near = self._near_level(word)
        unit, level = (word.name, "") if word.name else self._unit_before(word, near)
        if not word.name and unit is None:
            return
        least = "at_least" if word.least else qualifier_before(self.passage.low, word.start)
        count = Count(
            unit or "", level, count_of(self.passage.text[word.start : word.end]), word.start,
            word.end, kind_of(self.passage, word, unit or "", scope), least,
            word.noun or (scope.noun if unit == "district" else ""),
        )  # fmt: skip
        self.found.append(count)
        placed = count.kind == "unplaced" or unit == "ocop" or not word.name
        if not self._is_growth(count, at) and not placed:
            self._place(count, at, near)
        scope.count(count)

    def _near_level(self, word: Word) -> str:
        """Return the level right before a number that no count has taken, as in "NTM nâng cao 5"."""
        level = self.scope.level
        near = level and LINK.fullmatch(self.scope.folded, level.end, word.start)
        return level.name if level and near else ""

    def _unit_before(self, word: Word, near: str) -> tuple[str | None, str]:
        """Return unit and level of a number that stands alone; None for one that counts no units."""
        scope = self.scope
        part = scope.folded[scope.part_at : word.start]
        if near or _PRODUCTS.search(part):
            return unit_of(part) or (scope.clause[-1].unit if scope.clause else ""), near
        if scope.clause and NEW.search(part):
            return scope.clause[-1].unit, scope.clause[-1].level
        linked = LINK.fullmatch(scope.folded, scope.link_at, word.start)
        if scope.headed and (linked or word.start in self.districts):
            return scope.unit, scope.heading
        return None, ""

    def _place(self, count: Count, at: int, near: str) -> None:
        """Give a count the level right before it or that of its heading, or let it wait for one."""
        scope = self.scope
        after = next((w for w in self.words[at + 1 :] if w.what in _ENDS), None)
        level = after if after and after.what == "level" else None
        if level and (not near or _AT_ONCE.fullmatch(scope.folded, count.end, level.start)):
            self.waiting.append(count)
        elif near:
            count.level, scope.level = near, None
        elif scope.heading and scope.unit in {"", count.unit}:
            count.level = scope.heading
        elif scope.says("stock", "equal") and scope.said:
            count.level = scope.said
        else:
            self.waiting.append(count)

    def _is_growth(self, count: Count, at: int) -> bool:
        """Take a count for what its clause adds to the one before, as in "có 25 xã NTM, tăng 05 xã"."""
        owner = next((c for c in reversed(self.scope.clause) if c.unit == count.unit), None)
        after = next((w for w in self.words[at + 1 :] if w.what in _ENDS), None)
        own = after.name if after and after.what == "level" else ""
        if not owner or not owner.level or own not in {"", owner.level}:
            return False
        if not self._grows(self.scope.part_at, owner, count):
            return False
        count.level = owner.level
        return True

    def _grows(self, at: int, owner: Count, count: Count) -> bool:
        """Take a count for the target where it is added to a stock; `at` is where its words begin."""
        scope = self.scope
        before = scope.folded[max(scope.start, owner.start - LOOK_BACK) : owner.start]
        if not grows(scope.folded, at, before, owner, count, among=self.grown):
            return False
        owner.kind, count.kind, self.grown = "stock", "target", True
        return True

    def _within(self, bracket: Word, owner: Count | None, level: str, *, share: bool) -> None:
        """Read what stands in brackets: parts of the count before them, unless they say otherwise."""
        scope = self.scope
        outside = scope.folded[: bracket.start]
        if outside.count("(") - outside.count(")") > _DEEPEST:
            return
        inner = read_span(
            self.passage, scope.year, Lead(), (bracket.start + 1, bracket.end - 1)
        ).found
        for count in inner:
            plain = count.kind == "target"
            if owner is None:
                count.level = count.level or level
                count.kind = "stock" if plain and share else count.kind
            elif owner.unit == count.unit:
                grown = self._grows(bracket.start + 1, owner, count)
                if plain and not grown and (owner.level or not count.level):
                    count.kind = "part"
                if not owner.level and count.kind == "stock":
                    owner.level = count.level
                count.inherits = not count.level
                count.level = count.level or owner.level
        self.found += inner


def read_span(
    passage: Passage, year: int | None, lead: Lead, span: tuple[int, int] | None = None
) -> Reader:
    """Read a passage, or the part of it between two places, below what its heading says."""
    start, end = span or (passage.body, len(passage.folded))
    reader = Reader(passage, Scope(passage.folded[:end], start, year, lead), end)
    reader.read()
    return reader
