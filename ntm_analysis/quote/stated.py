"""A number that a sentence states, the words of measure before it, and what holds digits but is none."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from ntm_analysis.amounts import qualifier_before
from ntm_analysis.text import fold

_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_NOT_WITHIN = r"(?![.,]?\d)"
# What holds digits and is no figure: dates, years, numbers of documents and articles, durations.
_NO_FIGURE = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}/\d{4}(?![\d/])"
    r"|\d+(?:/\d{4})?/[a-z]{2,}(?:-[a-z]+)*|\d+-[a-z]{2}/[a-z]{2}|\bso\s+\d+(?:/\d{4})?(?:\s*[/-]\s*[a-z]{2,})+|\bso\s+\d+(?=\s*[/-])"
    r"|\b(?:ke hoach|quyet dinh|nghi quyet|cong van|thong bao|chi thi|to trinh|huong dan|thong tu|nghi dinh)\s+so\s+\d+(?![.,]?\d)(?!\s*[/-])(?!\s*(?:ty|trieu|xa|huyen|thon|ban|san pham|%))"
    r"|\b(?:sang|chieu|toi|trua|hom|dem)\s+\d{1,2}[/.-]\d{1,2}(?![\d/])|\(\d{1,2}[/-]\d{1,2}\)"
    r"|\b(?:ngay|mung)\s+\d{1,2}(?:[/.-]\d{1,2})?(?!\d)|\bthang\s+\d{1,2}(?!\d)|\b(?:quy|q|quarter)\s*[1-4]\b"
    rf"|\b(?:dieu|khoan|muc|trang|phu luc|article|page|section|annex|line|dòng)\s+\d+{_NOT_WITHIN}(?!\s*(?:ty|trieu|xa|huyen|thon|%))"
    r"|\b\d+\s*(?:thang|ngay|gio|nam|quy|tuan|months?|days?|weeks?|years?|quarters?)\b(?!\s*(?:ban|xa|huyen))"
    rf"|\b(?:\d{{1,2}}\s+)?(?:{_MONTH})(?:\s+\d{{1,2}}(?!\d))?(?:,?\s+20\d\d)?\b"
    rf"|\b(?:19|20)\d\d\s*-\s*(?:19|20)\d\d|\b(?:19|20)\d\d\b{_NOT_WITHIN}(?!\s*(?:(?:ty|trieu|xa|huyen|thon|ban|san pham|communes?|villages?|districts?|billion)\b|%))"
    r"|\bthu\s+\d{1,3}(?![.,]?\d)(?!\s*(?:ty|trieu|%))|\b(?:moi xa|one commune),?\s+(?:mot|one|1)\s+(?:san pham|product)"
    r"|\b(?:moi|one) xa,? 1 san pham"
)
# Those that no document's own word for a bound is: the longer ones first.
_QUALIFIERS = (
    ("at_least", "không (?:ít|thấp|kém) hơn|không kém|at least|no fewer than|no less than|not less than"),
    ("at_most", "không (?:nhiều |cao )?hơn|không vượt(?: quá)?|at most|up to|no more than|not more than"),
    ("nearly", "ch[ưu]a (?:đến|tới|đầy)|(?<!không )dưới|không (?:đến|tới|đầy)|(?:ít|thấp|kém) hơn|ngót|suýt soát"
               "|nearly|almost|close to|just under|(?:less|fewer) than|below|under"),
    ("over", "(?:nhiều|cao|lớn) hơn|vượt|over|more than|above"),
    ("about", "chừng|cỡ|tầm|độ|about|around|approximately|roughly|some"),
)  # fmt: skip
_AFTER = {"at_least": r"trở lên|or more", "at_most": r"trở xuống|or (?:less|fewer)"}


@dataclass(frozen=True)
class Stated:
    """A number that a sentence states, or a list of districts that it gives a standard.

    Attributes
    ----------
    printed, start, end
        Its characters with their unit, and their span in the sentence.
    kind : str
        ``amount`` (in đồng), ``percent``, ``count``, ``names`` or ``other``.
    readings : tuple of (Fraction, Fraction)
        Each value it may stand for, with one unit of the last place it shows; the two ends of a
        range; none where the number cannot be read whole.
    qualifier : str
        A word of measure, ``range``, ``none`` for "no district", or nothing.
    unit, level, scope : str
        Of a count: what it counts, to which level, in which part of the province.
    otherwise : tuple
        What it would be if its signs meant thousands for decimals and the other way round.
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
    otherwise: tuple[tuple[Fraction, Fraction], ...] = field(default=(), repr=False)


def without_dates(sentence: str) -> tuple[str, str]:
    """Return a sentence in lower case and folded, dates, years and numbers of documents blank."""
    low, folded = lower(sentence), fold(sentence)
    if not sentence.isascii():  # "dòng" is a line, "đồng" and "đọng" are not
        folded = re.sub(r"\bdong\b", lambda m: "dòng" if low[m.start()] == "d" and low[m.start() + 1] == "ò" else m[0], folded)  # fmt: skip
    folded = fold(_NO_FIGURE.sub(lambda match: " " * len(match[0]), folded))
    seen = zip(low, folded, strict=True)
    return "".join(letter if plain != " " else " " for letter, plain in seen), folded


def lower(text: str) -> str:
    """Return text in lower case, letter for letter."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def is_english(low: str) -> bool:
    """Tell whether a sentence in lower case is in English, by its words and missing marks."""
    english = re.findall(
        r"\b(?:the|of|in|and|for|to|is|from|communes?|billion|trillion|villages?|districts?|per cent|percent|products?|budgets?|standard|will|with|its|has|new|rural|plans?|targets?|aims?|year)\b",
        low,
    )
    return len(set(english)) >= 2 and not re.search(r"[ăđơư]", low.replace("đồng", ""))


def qualifier_of(low: str, start: int, end: int) -> str:
    """Return the key of the word of measure before a number or after it, or nothing."""
    before = low[max(0, start - 24) : start]
    for key, words in _QUALIFIERS:
        if re.search(rf"(?<!\w)(?:{words})\s*$", before):
            return key
    for key, words in _AFTER.items():
        if re.match(rf"\s*(?:{words})\b", low[end:]):
            return key
    return qualifier_before(low, start)


def place_shown(value: Decimal) -> Decimal:
    """Return one unit of the last place that a number shows; zeros that end a whole number show none.

    >>> place_shown(Decimal("7.6")), place_shown(Decimal("7500")), place_shown(Decimal("7.50"))
    (Decimal('0.1'), Decimal('1E+2'), Decimal('0.01'))
    """
    exponent = int(value.as_tuple().exponent)
    if exponent >= 0 and value:
        exponent = int(value.normalize().as_tuple().exponent)
    return Decimal(1).scaleb(exponent)
