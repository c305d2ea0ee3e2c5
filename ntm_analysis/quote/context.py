"""What the words around a number say of it: year, province, district, source, result or target."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ntm_analysis.plan import Plan
from ntm_analysis.quote import clauses
from ntm_analysis.quote.naming import UNKNOWN, Key, NameList, district_spans, lists_of
from ntm_analysis.quote.people import people_in
from ntm_analysis.quote.provinces import province_mentions
from ntm_analysis.quote.sources import money_named
from ntm_analysis.quote.stated import Stated, lower, without_dates
from ntm_analysis.quote.whose import WHOLE, districts_of, scope_of
from ntm_analysis.quote.years import year_of
from ntm_analysis.text import CAPITALS, fold

_SENTENCE_END = re.compile(rf"[.!?](?=\s+\W*[{CAPITALS}]|\s*$)|(?<=[^\W\d_][^\W\d_])[.!?](?=\s+\d)")
_COMMUNE = re.compile(
    rf"(?<![Tt]hị )\b(?:[Xx]ã|[Tt]hôn|[Pp]hường)\s+(?=[{CAPITALS}])(?!NTM|OCOP)|[{CAPITALS}]\w+ [Cc]ommune\b"
)
_OPENS = re.compile(r"[;,(:]|\b(?:nhưng|song|but)\b")
_CLOSES = re.compile(r"[;,)]|\b(?:nhưng|song|but)\b")


@dataclass(frozen=True)
class Context:
    """What the words around a number say.

    Attributes
    ----------
    year : int or None
        The year it speaks of, where it is not the plan's.
    time : str
        ``part`` of the year, ``other`` time than a year, or nothing.
    province : str
        Another province than the plan's, or nothing.
    districts : tuple of Key
        The districts it is said of; none for the whole province.
    each : bool
        Whether it is said of each of them, not of all together.
    commune : bool
        Whether it is said of a commune or village by name.
    done, negated, average, cumulative, in_turn, change : bool
        What the clause makes of it.
    scope : str
        The part of the province that it is said of.
    sources : tuple of tuple of str
        Funding sources that it may be said of; where several are added up, they are together.
    split : bool
        Whether an amount is the investment or the recurrent part of the money.
    named : NameList or None
        The districts that a number of districts names, as in "hai huyện A và B".
    clause, sentence : str
        The clause, with "#" for the number, and the sentence it stands in, without marks; in the
        first names and other numbers are left out.
    head : str
        The sentence up to the number, without marks.
    """

    year: int | None = None
    time: str = ""
    province: str = ""
    districts: tuple[Key, ...] = ()
    each: bool = False
    commune: bool = False
    done: bool = False
    negated: bool = False
    average: bool = False
    cumulative: bool = False
    in_turn: bool = False
    change: bool = False
    scope: str = ""
    sources: tuple[tuple[str, ...], ...] = ()
    split: bool = False
    named: NameList | None = None
    clause: str = ""
    head: str = ""
    sentence: str = field(default="", repr=False)


class Reader:
    """Reads the context of each number of one text, of one or more sentences."""

    def __init__(self, text: str, numbers: list[Stated], plan: Plan) -> None:
        self.text, self.numbers, self.plan = text, numbers, plan
        self.folded, self.low = fold(text), lower(text)
        self.marked, self.undated = without_dates(text)
        self.spans = district_spans(plan, text)
        known = [(a, b) for a, b, key in self.spans if not str(key).startswith(UNKNOWN)]
        self.people = people_in(text, known)
        self.spans = [
            s for s in self.spans if not any(a < s[1] and s[0] < b for a, b in self.people)
        ]
        self.lists = lists_of(self.folded, self.spans)
        taken = [*((start, end) for start, end, _ in self.spans), *self.people]
        self.provinces = province_mentions(text, plan.province, taken)

    def of(self, stated: Stated) -> Context:
        """Return the context of a number, or of a list of names that is given a standard."""
        begin, end = self.bounds(stated)
        at = next((i for i, known in enumerate(self.numbers) if known is stated), None)
        districts, each = districts_of(self, stated, at, begin, end)
        clause, low = (
            self._clause(self.folded, stated, begin, end),
            self._clause(self.low, stated, begin, end),
        )
        before = self.folded[begin : stated.start]
        sources, split = ((), False) if stated.kind not in {"amount", "percent"} else (
            money_named(self.text, self.numbers, stated, begin, end))  # fmt: skip
        named = self._named(stated, begin, end)
        return Context(
            year_of(self.folded, stated, begin, end, self.plan.year),
            self._time(stated, begin, end),
            self._province(stated, end), districts, each,
            self._in_commune(stated, begin), clauses.is_done(clause, before) or (stated.kind == "amount" and clauses.is_spent(low)), clauses.is_negated(low),
            clauses.is_average(self._clause(self.marked, stated, begin, end)),
            clauses.is_cumulative(clause, before),
            clauses.is_in_turn(self.folded[begin:end]), clauses.is_change(low),
            stated.scope or scope_of(self, stated, begin, end), sources, split, named,
            self._clause(self._nameless, stated, begin, end),
            before, self.folded[begin:end],
        )  # fmt: skip

    @cached_property
    def duties(self) -> list[dict[Hashable, Any]]:
        """The plan's duties that say what is to be done."""
        return self.plan.duties.dropna(subset=["what_vi"]).to_dict("records")

    @cached_property
    def _ends(self) -> list[int]:
        return [m.end() for m in _SENTENCE_END.finditer(self.text)]

    @cached_property
    def _cuts(self) -> tuple[list[int], list[int]]:
        opens = [m.end() for m in _OPENS.finditer(self.low)]
        return opens, [m.start() for m in _CLOSES.finditer(self.low)]

    def bounds(self, stated: Stated) -> tuple[int, int]:
        """Return the sentence of the text that a number stands in: where it begins and ends."""
        begin, end = bisect_right(self._ends, stated.start), bisect_left(self._ends, stated.end)
        return (
            self._ends[begin - 1] if begin else 0,
            self._ends[end] if end < len(self._ends) else len(self.text),
        )

    @cached_property
    def _times(self) -> list[tuple[int, int, str]]:
        return clauses.times_in(self.folded)

    def _time(self, stated: Stated, begin: int, end: int) -> str:
        """Return ``part`` or ``other`` where a number is of a part of the year or of another time."""
        comma = self.folded.find(",", stated.end, end)
        stop = comma if comma >= 0 else end
        at = bisect_right(self._times, (stated.start,))
        near = [mark for mark in self._times[max(0, at - 1) : at + 2] if begin <= mark[0]]
        before = [mark for mark in near if mark[1] <= stated.start][-1:]
        after = [mark for mark in near if stated.end <= mark[0] < stop]
        kind = next((kind for _, _, kind in [*before, *after]), "")
        return kind if kind in {"part", "other"} else ""

    def _clause(self, text: str, stated: Stated, begin: int, end: int) -> str:
        """Return the clause of a number in one of the forms of the text, "#" for the number."""
        opens, closes = self._cuts
        first, last = bisect_right(opens, stated.start), bisect_left(closes, stated.end)
        start = max(begin, opens[first - 1]) if first else begin
        stop = min(end, closes[last]) if last < len(closes) else end
        return f"{text[start : stated.start]}#{text[stated.end : stop]}"

    @cached_property
    def _nameless(self) -> str:
        """The text without the names, dates and numbers in it."""
        text = list(self.undated)
        spans = [(s, e) for s, e, _ in self.spans]
        spans += [(at, at + len(name or self.plan.province)) for at, name in self.provinces]
        spans += [(n.start, n.end) for n in self.numbers]
        for start, stop in spans:
            text[start:stop] = " " * (min(stop, len(text)) - start)
        return "".join(text)

    def _in_commune(self, stated: Stated, begin: int) -> bool:
        named = list(_COMMUNE.finditer(self.text, begin, stated.start))
        if not named or any(named[-1].start() < s < stated.start for s, _, _ in self.spans):
            return False
        return WHOLE.search(self.folded, named[-1].end(), stated.start) is None

    def _province(self, stated: Stated, end: int) -> str:
        """Return the other province that a number is said of: the last named before it, else after."""
        own = [(start, "") for start, _, key in self.spans if not str(key).startswith(UNKNOWN)]
        marks = sorted([*self.provinces, *own])
        before = [name for at, name in marks if at < stated.start]
        after = [name for at, name in self.provinces if stated.end <= at < end]
        return (before[-1:] or after[:1] or [""])[0]

    def _named(self, stated: Stated, begin: int, end: int) -> NameList | None:
        """Return the districts that a number of districts stands before, or "là" after."""
        if stated.unit != "district" or stated.qualifier == "none":
            return None
        for names in self.lists:
            if stated.start <= names.start <= end and stated.end < names.end and re.fullmatch(
                r"[\s:,(]*(?:(?:\w+ ){0,3}(?:la|gom)|bao gom|cac huyen|huyen)?[\s:]*",
                self.folded[stated.end : max(stated.end, names.start)],
            ):  # fmt: skip
                return names
            if begin <= names.start and re.fullmatch(
                r"\s+(?:la|are|is)\s+", self.folded[names.end : max(names.end, stated.start)]
            ):
                return names
        return None
