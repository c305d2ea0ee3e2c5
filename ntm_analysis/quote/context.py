"""What the words around a number say of it: year, province, district, source, result or target."""

import itertools
import re
from dataclasses import dataclass

from ntm_analysis.document.sources import not_of_the_list, source_of
from ntm_analysis.plan import Plan
from ntm_analysis.quote.figures import district_spans
from ntm_analysis.quote.numbers import Stated
from ntm_analysis.text import CAPITALS, fold, same_spelling

_YEAR = re.compile(r"(?<![\d/.,])(20\d\d)(?![\d.,]\d)")
_PERIOD = re.compile(r"20\d\d\s*-\s*20\d\d")
_SENTENCE_END = re.compile(rf"[.!?](?=\s+\W*[{CAPITALS}]|\s*$)")
_PROVINCE = re.compile(
    rf"\b[Tt]ỉnh\s+((?:[{CAPITALS}][^\W\d_]*\s?){{1,3}})|\b((?:[{CAPITALS}][^\W\d_]*\s){{1,3}})[Pp]rovince"
)
_WHOLE = re.compile(
    r"toan tinh|ca tinh|tinh [a-z]+|the province|province-wide|thanh hoa(?! city)|chi tieu tinh"
)
_COMMUNE = re.compile(
    rf"\b(?:[Xx]ã|[Tt]hôn|[Pp]hường)\s+(?=[{CAPITALS}])(?!NTM|OCOP)|[{CAPITALS}]\w+ [Cc]ommune\b"
)
_DONE = re.compile(
    r"\bda (?:duoc |co |hoan thanh |cong nhan |dat )|luy ke|den nay|hien (?:co|nay)|nang tong so"
    r"|\b(?:has|have|had) (?:already )?(?:reached|been|recognised|got)|so far|to date|already"
)
_AIM = re.compile(
    r"phan dau|muc tieu|se |chi tieu|ke hoach|du kien|\bgiao|is to|are to|target|plan|aims?"
)
_BELONGS = re.compile(r"\b(?:cua|o|tai|cho|thuoc|tren dia ban|giao|in|of|for|to)\b|\(")
_AFTER_SOURCE = re.compile(
    r"[\s,(]*(?:la |do |den |lay )?(?:tu|cua|thuoc|von|ngan sach|nguon|nstw|nsnn|from|of|in|as|is|comes?)\b"
)
_SPLIT_KIND = re.compile(r"dau tu phat trien|\bdtpt\b|von su nghiep|investment|recurrent")
_EACH = re.compile(r"\bmoi (?:huyen|don vi|dia phuong)|\beach\b")
_LIST_SIGN = re.compile(r"\s*(?:,|va|and|cung|-|\+|&)?\s*(?:va|and|cac huyen|huyen)?\s*")
_EN_SOURCES = (
    ("central_budget", r"central (?:state )?budget|central government"),
    ("provincial_budget", r"provincial budget|budget of the province"),
    ("local_budget", r"local budgets?|(?:district|commune)s?(?: and (?:district|commune)s?)? budgets?"),
    ("state_budget", r"state budget"), ("integrated", r"integrated|other programmes"),
    ("credit", r"\bcredit\b|\bloans?\b"), ("enterprise", r"enterprises?|cooperatives|businesses"),
    ("community", r"communit(?:y|ies)|residents|people|households"),
    ("total", r"\btotal\b|altogether|in all\b"),
)  # fmt: skip


@dataclass(frozen=True)
class Context:
    """What the words around a number say.

    Attributes
    ----------
    year : int or None
        The year it speaks of, where it is not the plan's.
    province : str
        Another province than the plan's, or nothing.
    districts : tuple of int
        Codes of the districts it is said of; none for the whole province.
    each : bool
        Whether it is said of each of them, not of all together.
    commune : bool
        Whether it is said of a commune or village by name.
    done : bool
        Whether it speaks of what was reached, not of what is planned.
    sources : tuple of tuple of str
        Funding sources that it may be said of; where several are added up, they are together.
    outside : str
        Why an amount is no part of a funding list.
    named : tuple of int
        The districts that a number of districts names, as in "hai huyện A và B".
    clause : str
        The sentence it stands in, without marks.
    """

    year: int | None
    province: str
    districts: tuple[int, ...]
    each: bool
    commune: bool
    done: bool
    sources: tuple[tuple[str, ...], ...]
    outside: str
    named: tuple[int, ...]
    clause: str


class Reader:
    """Reads the context of each number of one sentence."""

    def __init__(self, sentence: str, numbers: list[Stated], plan: Plan) -> None:
        self.sentence, self.numbers, self.plan = sentence, numbers, plan
        self.folded = fold(sentence)
        self.spans = district_spans(plan, sentence)

    def of(self, at: int) -> Context:
        """Return the context of the number at a place in the list."""
        stated = self.numbers[at]
        begin, end = self._bounds(stated)
        districts, each = self._districts(at, begin, end)
        before, after = self._phrases(at, begin, end)
        clause = self._clause(stated, begin, end)
        reason = ""
        if stated.kind == "amount":
            low = self.sentence.lower()
            own = low[max(begin, stated.start - len(before)) : stated.start].rpartition(";")[2]
            reason = not_of_the_list(
                re.sub(r"năm 20\d\d", "", own), low[stated.end : stated.end + 20], None
            )
            reason = "split" if _SPLIT_KIND.search(fold(before + after)) else reason
        named = list(_COMMUNE.finditer(self.sentence, begin, stated.start))
        commune = bool(named) and not any(
            named[-1].start() < s < stated.start for s, _, _ in self.spans
        )
        return Context(
            self._year(stated, begin, end), self._province(begin, end), districts, each,
            commune and _WHOLE.search(self.folded, named[-1].end(), stated.start) is None,
            bool(_DONE.search(clause)) and not _AIM.search(clause),
            self._sources(before, after), reason,
            self._named(stated, begin, end), self.folded[begin:end],
        )  # fmt: skip

    def _bounds(self, stated: Stated) -> tuple[int, int]:
        ends = [m.end() for m in _SENTENCE_END.finditer(self.sentence)]
        begin = max((e for e in ends if e <= stated.start), default=0)
        return begin, min((e for e in ends if e >= stated.end), default=len(self.sentence))

    def _clause(self, stated: Stated, begin: int, end: int) -> str:
        before = re.split(r"[;,(]", self.folded[begin : stated.start])[-1]
        after = re.split(r"[;,)]", self.folded[stated.end : end])[0]
        return f"{before}#{after}"

    def _year(self, stated: Stated, begin: int, end: int) -> int | None:
        """Return the year of a number if it is not the plan's: of its clause, else the nearest."""
        own = self.plan.year
        years = [(m.start(), int(m[1])) for m in _YEAR.finditer(self.folded, begin, end)]
        if not years or not own:
            return None
        if not any(year == own for _, year in years):
            periods = [m.span() for m in _PERIOD.finditer(self.folded, begin, end)]
            alone = [(at, y) for at, y in years if not any(a <= at < b for a, b in periods)]
            covered = any(
                int(self.folded[a : a + 4]) <= own <= int(self.folded[b - 4 : b])
                for a, b in periods
            )
            if (
                not alone
                and covered
                and re.search(r"chuong trinh|programme", self.folded[begin:end])
            ):
                return None  # the years of the programme's name
            return (alone or years)[0][1]
        cuts = [
            m.start()
            for m in re.finditer(r"[,;()]|\bva\b|\band\b|\bso voi\b", self.folded[begin:end])
        ]
        first = max((c + begin for c in cuts if c + begin < stated.start), default=begin)
        last = min((c + begin for c in cuts if c + begin >= stated.end), default=end)
        inside = [year for at, year in years if first <= at < last]
        before = [year for at, year in years if at < stated.start]
        chosen = inside[-1:] or before[-1:] or [years[0][1]]
        return chosen[0] if chosen[0] != own else None

    def _province(self, begin: int, end: int) -> str:
        for match in _PROVINCE.finditer(self.sentence, begin, end):
            name = (match[1] or match[2]).strip()
            if not same_spelling(name, self.plan.province) and not fold(name).startswith(
                fold(self.plan.province)
            ):
                return name
        return ""

    def _districts(self, at: int, begin: int, end: int) -> tuple[tuple[int, ...], bool]:
        stated = self.numbers[at]
        if stated.unit in {"district", "place"}:
            return (), False
        stop = self.numbers[at + 1].start if at + 1 < len(self.numbers) else end
        follows = [span for span in self.spans if stated.end <= span[0] < min(stop, end)]
        if follows:
            between = self.folded[stated.end : follows[0][0]]
            if _BELONGS.search(between) and not re.search(r"[;:]", between):
                return self._list_from(follows), bool(_EACH.search(between))
        before = [span for span in self.spans if begin <= span[0] and span[1] <= stated.start]
        if not before:
            return (), False
        between = self.folded[before[-1][1] : stated.start]
        if _WHOLE.search(between) or (";" in between and ":" not in between):
            return (), False
        return self._list_from(before[::-1])[::-1], bool(_EACH.search(between))

    def _named(self, stated: Stated, begin: int, end: int) -> tuple[int, ...]:
        """Return the districts that a number of districts stands before, or "là" after."""
        if stated.unit != "district":
            return ()
        after = [
            span for span in self.spans if stated.start <= span[0] and stated.end < span[1] <= end
        ]
        if after and re.fullmatch(
            r"[\s:,(]*(?:la|gom|bao gom|cac huyen|huyen)?[\s:]*",
            self.folded[stated.end : max(stated.end, after[0][0])],
        ):
            return self._list_from(after)
        before = [span for span in self.spans if begin <= span[0] and span[1] <= stated.start]
        if before and re.fullmatch(
            r"\s+(?:la|are|is)\s+", self.folded[before[-1][1] : stated.start]
        ):
            return self._list_from(before[::-1])
        return ()

    def _list_from(self, spans: list[tuple[int, int, int]]) -> tuple[int, ...]:
        """Return the codes of the districts that stand in one list with the first."""
        codes = [spans[0][2]]
        for one, other in itertools.pairwise(spans):
            left, right = sorted((one, other))
            if not _LIST_SIGN.fullmatch(self.folded[left[1] : right[0]]):
                break
            codes.append(other[2])
        return tuple(codes)

    def _phrases(self, at: int, begin: int, end: int) -> tuple[str, str]:
        """Return the words that may name what a number is: those before it and those after it."""
        stated = self.numbers[at]
        start = max((n.end for n in self.numbers[:at] if n.kind == stated.kind), default=begin)
        stop = min((n.start for n in self.numbers[at + 1 :]), default=end)
        before = re.split(
            r"[;:](?=.*\w)|trong do|including|of which",
            self.sentence[max(start, begin) : stated.start],
        )[-1]
        after = re.split(r"[;.,)]", self.sentence[stated.end : stop])[0]
        if (
            stated.kind != "percent"
            and at
            and self.numbers[at - 1].kind == stated.kind
            and _AFTER_SOURCE.match(fold(before))
        ):
            before = before.partition(",")[2] or before.partition(" và ")[2]
        return before, after

    def _sources(self, before: str, after: str) -> tuple[tuple[str, ...], ...]:
        found = []
        if _AFTER_SOURCE.match(fold(after)):
            found.append(_named(after))
        found.append(_named(before))
        return tuple(dict.fromkeys(sources for sources in found if sources))


def _named(phrase: str) -> tuple[str, ...]:
    """Return the funding sources that a phrase names, those joined by "and" together."""
    whole = source_of(phrase)
    if whole:
        return (whole,)
    names = [source_of(part) for part in re.split(r",|\bvà\b|\bcùng\b|\+", phrase)]
    known = [name for name in dict.fromkeys(names) if name and name != "total"]
    if known:
        return tuple(known)
    folded = fold(phrase)
    english = [source for source, words in _EN_SOURCES if re.search(words, folded)]
    if len(english) > 1:
        english = [source for source in english if source != "total"]
    return tuple(english)
