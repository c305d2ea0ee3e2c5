"""The numbers of a sentence: money, percentages, counts of units; dates and names are none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ntm_analysis.amounts import (
    NUMBER,
    amount_readings,
    find_amounts,
    find_percentages,
    habit_of,
    number_readings,
    qualifier_before,
)
from ntm_analysis.counts import SPELLED, spelled_value
from ntm_analysis.document.heads import level_of, unit_of
from ntm_analysis.text import fold, half_last_digit

_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
# What holds digits and is no figure: dates, years, numbers of documents and articles, durations.
_NO_FIGURE = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}/\d{4}(?![\d/])"
    r"|\d+(?:/\d{4})?/[a-z]{2,}(?:-[a-z]+)*|\d+-[a-z]{2}/[a-z]{2}|\bso\s+\d+(?=\s*[/-])"
    r"|\b(?:ngay|mung)\s+\d{1,2}(?:[/.-]\d{1,2})?|\bthang\s+\d{1,2}|\b(?:quy|q|quarter)\s*[1-4]\b"
    r"|\b(?:dieu|khoan|muc|trang|phu luc|article|page|section|annex|line|dong)\s+\d+(?!\s*(?:ty|trieu|xa|huyen|thon))"
    r"|\b\d+\s*(?:thang|ngay|gio|nam|quy|tuan|months?|days?|weeks?|years?|quarters?)\b(?!\s*(?:ban|xa|huyen))"
    rf"|\b(?:\d{{1,2}}\s+)?(?:{_MONTH})(?:\s+\d{{1,2}}(?!\d))?(?:,?\s+20\d\d)?\b"
    r"|\b(?:19|20)\d\d\s*-\s*(?:19|20)\d\d|\b(?:19|20)\d\d\b(?![.,]\d)(?!\s*(?:ty|trieu|xa|huyen|thon|ban\b|san pham|communes?|villages?|districts?|billion))"
    r"|\bthu\s+\d+|\b(?:moi xa|one commune),?\s+(?:mot|one|1)\s+(?:san pham|product)"
    r"|\b(?:moi|one) xa,? 1 san pham"
)
_EN_UNITS = {"trillion": 10**12, "billion": 10**9, "million": 10**6}
_EN_MONEY = re.compile(
    rf"(?:(?:vnd|dong)\s*)?(?P<number>{NUMBER})\s*(?P<unit>trillion|billion|million)\b"
    r"(?!\s*(?:usd|us\$|dollars|people|residents|tonnes|tons|households|hectares))"
    r"(?:[\s-]*(?:vietnamese\s+)?(?:vnd|dong|đồng))?|(?:vnd)\s*(?P<whole>\d{1,3}(?:,\d{3})+)"
)
_EN_PERCENT = re.compile(rf"(?P<number>{NUMBER})\s*(?:per\s?cent|phần trăm)\b")
_EN_QUALIFIERS = {
    "over": "over|more than|above",
    "nearly": "nearly|almost|close to|just under",
    "about": "about|around|approximately|roughly|some",
    "at_least": "at least|no fewer than|no less than",
    "at_most": "at most|up to|no more than",
}
_UNITS = (
    r"(?:don vi cap\s+huyen|huyen\W{1,3}thi xa(?:\W{1,3}(?:va )?thanh pho)?|huyen|dia phuong|xa(?! hoi)"
    r"|thon(?:\s*[,/-]\s*(?:ban|to|ap|khu)\b[^\s,;.]*|\s+ban)?|ban(?! nganh|,? nganh| chi dao)|ap|buon|khu dan cu"
    r"|san pham(?:\s+ocop\b)?|(?:\d\s+)?sao\b"
    r"|districts?(?:, towns and cities)?|localities|communes?|villages?|hamlets?|products?|stars?)"
)
_ADJECTIVES = r"(?:\s+(?:more|further|new[- ]style|new|rural|advanced|model|exemplary|mountain(?:ous)?|highland|border|ntm|ocop|standard|additional)){0,4}"
_COUNT = re.compile(
    rf"(?P<number>{NUMBER})(?P<before>{_ADJECTIVES})\s+(?P<unit>{_UNITS})(?![a-z])(?P<scope>\s+(?:mien nui|vung cao|bien gioi|dac biet kho khan|bai ngang|ven bien|dong bang|mien bien))?"
)
_SPELLED = re.compile(rf"(?<!\w)(?P<number>{SPELLED})\s+")
_EN_UNIT_OF = (("district", "district"), ("localit", "district"), ("dia phuong", "district"),
               ("commune", "commune"), ("village", "village"), ("hamlet", "village"),
               ("product", "ocop"))  # fmt: skip
SCOPES = {
    "mien nui": "mountain", "vung cao": "mountain", "mountain": "mountain", "highland": "mountain",
    "bien gioi": "border", "border": "border", "ven bien": "coast", "bai ngang": "coast",
    "mien bien": "coast", "dong bang": "plain", "dac biet kho khan": "hardship",
}  # fmt: skip
_LEVEL = re.compile(
    r"(?:dat chuan|(?<!xay dung )(?:ntm|nong thon moi)|hoan thanh nhiem vu|kieu mau"
    r"|nang cao(?! (?:thu nhap|chat luong|doi song|nhan thuc|hieu qua|nang luc|muc song)))"
    r"(?:\s+(?:dat chuan|chuan|xa|huyen|thon|ntm|nong thon moi|nang cao|kieu mau))*"
    r"|xay dung (?:ntm|nong thon moi) (?:nang cao|kieu mau)"
    r"|\b(?:advanced|model|exemplary|standards?|new[- ](?:style )?rural)\b(?:[\s-]+(?:ntm|new|style|rural|standards?|advanced|model))*"
)
_COUNTED_BEFORE = re.compile(
    rf"(?:so|number of)\s+(?P<unit>{_UNITS})(?![a-z])(?P<level>[^;,.]*?)(?:\b(?:la|dat|gom|con|is|are)|:|=)\D{{0,16}}$"
)
_CLAUSE_END = r"[;.!?](?!\d)"
# What may stand between numbers that share the level after the last of them.
_LISTED = re.compile(r"[\s,]*(?:(?:va|cung|cung voi|voi|and|co|them|phan dau)[\s,]*)*")
_FILL = "\0"


@dataclass(frozen=True)
class Stated:
    """A number that a sentence states.

    Attributes
    ----------
    printed, start, end
        Its characters with their unit, and their span in the sentence.
    kind : str
        ``amount`` (in đồng), ``percent``, ``count`` or ``other``.
    readings : tuple of (Fraction, Fraction)
        Each value it may stand for, with one unit of the last place it shows.
    unit, level, scope : str
        Of a count: what it counts, to which level, in which part of the province.
    """

    printed: str
    start: int
    end: int
    kind: str
    readings: tuple[tuple[Fraction, Fraction], ...]
    qualifier: str = ""
    unit: str = ""
    level: str = ""
    scope: str = ""


def numbers_in(sentence: str) -> list[Stated]:
    """List the numbers of a sentence in form NFC, in order.

    >>> [n.printed for n in numbers_in("Ngày 05/12/2024, gần 7,6 nghìn tỷ cho hai huyện, chiếm 9%")]
    ['7,6 nghìn tỷ', 'hai huyện', '9%']
    """
    folded = _NO_FIGURE.sub(lambda match: " " * len(match[0]), fold(sentence))
    low = "".join(
        letter if blank != " " or known == " " else " "
        for letter, blank, known in zip(_lower(sentence), folded, fold(sentence), strict=True)
    )
    habit = "point" if _is_english(low) else habit_of([sentence]) or "comma"
    found: list[Stated] = []
    for stated in (*_amounts(low, habit), *_percents(low, habit), *_counts(low, folded),
                   *_others(low, habit, folded)):  # fmt: skip
        if not any(stated.start < known.end and known.start < stated.end for known in found):
            found.append(stated)
    made = [_with_text(stated, sentence) for stated in found]
    return sorted(made, key=lambda stated: stated.start)


def _lower(text: str) -> str:
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _with_text(stated: Stated, sentence: str) -> Stated:
    printed = sentence[stated.start : stated.end].strip()
    return Stated(printed, stated.start, stated.end, stated.kind, stated.readings,
                  stated.qualifier, stated.unit, stated.level, stated.scope)  # fmt: skip


def _is_english(low: str) -> bool:
    english = re.findall(
        r"\b(?:the|of|in|and|for|communes?|billion|trillion|villages?|districts?|per cent|percent|products?|budgets?)\b",
        low,
    )
    return len(english) >= 2 and not re.search(r"[ăđơư]", low.replace("đồng", ""))


def _qualifier(low: str, start: int) -> str:
    known = qualifier_before(low, start)
    before = low[max(0, start - 24) : start]
    for key, words in _EN_QUALIFIERS.items():
        if not known and re.search(rf"(?<!\w)(?:{words})\s*$", before):
            return key
    return known


def place_shown(value: Decimal) -> Decimal:
    """Return one unit of the last place that a number shows; zeros that end a whole number show none.

    >>> place_shown(Decimal("7.6")), place_shown(Decimal("7500")), place_shown(Decimal("7.50"))
    (Decimal('0.1'), Decimal('1E+2'), Decimal('0.01'))
    """
    exponent = int(value.as_tuple().exponent)
    if exponent >= 0 and value:
        exponent = int(value.normalize().as_tuple().exponent)
    return Decimal(1).scaleb(exponent)


def _amounts(low: str, habit: str) -> Iterator[Stated]:
    for amount in find_amounts(low):
        readings = []
        for made in amount_readings(amount.parts, habit):
            step = made.tolerance * 2
            if step == amount.parts[-1][1]:  # a whole number: its zeros at the end show nothing
                step *= Fraction(place_shown(Decimal(made.vnd) / amount.parts[-1][1]))
            readings.append((Fraction(made.vnd), step))
        if readings:
            yield Stated("", amount.start, amount.end, "amount", tuple(readings),
                         _qualifier(low, amount.start))  # fmt: skip
    for match in _EN_MONEY.finditer(low):
        scale = _EN_UNITS.get(match["unit"] or "", 1)
        values = number_readings(match["number"] or match["whole"], "point")[:1]
        shown = tuple((Fraction(v) * scale, Fraction(place_shown(v)) * scale) for v in values)
        yield Stated("", match.start(), match.end(), "amount", shown,
                     _qualifier(low, match.start()))  # fmt: skip


def _percents(low: str, habit: str) -> Iterator[Stated]:
    spans = [(found.start, found.end, found.number) for found in find_percentages(low)]
    spans += [(m.start(), m.end(), m["number"]) for m in _EN_PERCENT.finditer(low)]
    for start, end, number in spans:
        values = number_readings(number, habit)[:1]
        readings = tuple((Fraction(v), half_last_digit(v) * 2) for v in values)
        yield Stated("", start, end, "percent", readings, _qualifier(low, start))


def _counts(low: str, folded: str) -> Iterator[Stated]:
    text = list(folded)
    for word in _SPELLED.finditer(low):
        # A spelled number is read as digits of the same length, so that one pattern finds counts.
        text[word.start("number") : word.end("number")] = str(spelled_value(word["number"])).rjust(
            len(word["number"]), _FILL
        )
    matches = [
        match for match in _COUNT.finditer("".join(text))
        if not re.search(r"[.,]\d{1,2}$|[.,]\d{4,}$", match["number"]) and not _is_board(low, match)
    ]  # fmt: skip
    levels = _levels(folded, matches)
    for match, level in zip(matches, levels, strict=True):
        start = match.start()
        while start and text[start - 1] == _FILL:
            start -= 1
        value = Decimal(re.sub(r"\D", "", match["number"]))
        words = f"{match['before']} {match['scope'] or ''}"
        scope = next((kind for word, kind in SCOPES.items() if word in words), "")
        yield Stated("", start, match.end(), "count", ((Fraction(value), Fraction(place_shown(value))),),
                     _qualifier(low, start), _unit(match["unit"]), level, scope)  # fmt: skip


def _is_board(low: str, match: re.Match[str]) -> bool:
    """Tell whether "ban" is a board, not a village ("bản"), by its mark where the text has marks."""
    unit = low[match.start("unit") : match.end("unit")]
    return unit == "ban" and not low.isascii()


def _unit(words: str) -> str:
    if words.endswith(("sao", "star", "stars")):
        return "star"
    if re.match(r"huyen\W+thi xa|districts?, towns|localit|dia phuong", words):
        return "place"
    return next((u for word, u in _EN_UNIT_OF if word in words), unit_of(words))


def _levels(folded: str, matches: list[re.Match[str]]) -> list[str]:
    """Return the level of each count: in its own words, after it, shared with the next, or before it."""
    levels: list[str] = []
    for at in range(len(matches) - 1, -1, -1):
        match = matches[at]
        begin = matches[at - 1].end() if at else 0
        stop = matches[at + 1].start() if at + 1 < len(matches) else len(folded)
        after = re.split(_CLAUSE_END, folded[match.end() : stop])[0]
        before = re.split(_CLAUSE_END, folded[begin : match.start()])[-1]
        following, preceding = _LEVEL.search(after), _LEVEL.findall(before)
        level = _level_name(match["before"])
        if not level and following:
            level = _level_name(following[0])
        if not level and levels and _LISTED.fullmatch(folded[match.end() : stop]):
            level = "" if _level_name(matches[at + 1]["before"]) else levels[-1]
        if not level and preceding:
            level = _level_name(preceding[-1])
        levels.append(level)
    return levels[::-1]


def _level_name(words: str) -> str:
    if re.search(r"model|exemplary|kieu mau", words):
        return "model"
    if re.search(r"advanced|nang cao", words):
        return "advanced"
    return "ntm" if re.search(r"standard|new[- ]", words) else level_of(words)


def _others(low: str, habit: str, folded: str) -> Iterator[Stated]:
    """Yield numbers with no unit after them; what is counted may stand before, as in "số xã là 19"."""
    for match in re.finditer(NUMBER, low):
        values = number_readings(match[0], habit)[:1]
        readings = tuple((Fraction(v), Fraction(place_shown(v))) for v in values)
        qualifier = _qualifier(low, match.start())
        clause = re.split(r"[;,.(]", folded[: match.start()])[-1]
        counted = _COUNTED_BEFORE.search(clause)
        if counted and not _is_measured(folded[match.end() :]):
            yield Stated("", match.start(), match.end(), "count", readings, qualifier,
                         _unit(counted["unit"]), _level_name(counted["level"]))  # fmt: skip
        else:
            yield Stated("", match.start(), match.end(), "other", readings, qualifier)


def _is_measured(after: str) -> bool:
    """Tell whether a word follows a number that may be its unit."""
    return re.match(r"\s+[a-z]", after) is not None and not re.match(r"\s+(?:va|and)\b", after)
