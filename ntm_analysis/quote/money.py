"""Amounts of money and percentages of a sentence, in figures and in words, each read whole or not."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ntm_analysis.amounts import (
    HABITS,
    NUMBER,
    amount_readings,
    find_amounts,
    find_percentages,
    number_readings,
)
from ntm_analysis.counts import SPELLED, spelled_value
from ntm_analysis.quote.stated import Stated, place_shown, qualifier_of
from ntm_analysis.text import half_last_digit

FILL = "\0"
_SCALE = r"(?:nghìn|ngàn|triệu|tỷ|tỉ|trăm|chục|vạn|nghin|ngan|trieu|ty)\b"
# What makes a number another one when it follows it: a further scale, or a half.
_GOES_ON = re.compile(rf"(?:\s*(?:{_SCALE}|rưỡi\b))+(?:\s*(?:đồng|dong|vnđ|vnd)\b)?")
_SPELLED_MONEY = re.compile(
    rf"(?<!\w)(?P<number>{SPELLED})(?=\s+(?:nghìn|ngàn|triệu|tỷ|tỉ)\b(?!\s+(?:lệ|người|usd)))"
)
_BEGAN_BEFORE = re.compile(rf"(?<!\w)(?:{SPELLED}\s+)?(?:nghìn|ngàn|triệu|tỷ|tỉ|trăm)\s+$")
_EN_UNITS = {"trillion": 10**12, "billion": 10**9, "million": 10**6}
_EN_MONEY = re.compile(
    rf"(?:(?:vnd|dong)\s*)?(?P<number>{NUMBER})\s*(?P<unit>trillion|billion|million)\b"
    r"(?!\s*(?:usd|us\$|dollars|people|residents|tonnes|tons|households|hectares))"
    r"(?:[\s-]*(?:vietnamese\s+)?(?:vnd|dong|đồng))?|(?:vnd)\s*(?P<whole>\d{1,3}(?:,\d{3})+)"
)
_EN_PERCENT = re.compile(rf"(?P<number>{NUMBER})\s*(?:per\s?cent|phần trăm)\b")

Readings = tuple[tuple[Fraction, Fraction], ...]


def in_figures(low: str, pattern: re.Pattern[str]) -> str:
    """Return a text in which the numbers that a pattern finds in words stand in figures.

    The text keeps its length, so that its spans stay those of the sentence.
    """
    text = list(low)
    for word in pattern.finditer(low):
        begin, end = word.span("number")
        text[begin:end] = str(spelled_value(word["number"])).rjust(end - begin, FILL)
    return "".join(text)


def begin_of(text: str, low: str, start: int) -> tuple[int, bool]:
    """Return where a number that may be in words begins, and whether more of it stands before."""
    while start and text[start - 1] == FILL:
        start -= 1
    before = _BEGAN_BEFORE.search(low[:start]) if low[start : start + 1].isalpha() else None
    return (before.start(), True) if before else (start, False)


def amounts(low: str, habit: str) -> Iterator[Stated]:
    """Yield the amounts of money of a sentence in lower case."""
    text = in_figures(low, _SPELLED_MONEY)
    for amount in find_amounts(text):
        start, partly = begin_of(text, low, amount.start)
        further = _GOES_ON.match(low, amount.end)
        end = further.end() if further else amount.end
        readings = () if partly or further else _readings(amount.parts, habit)
        other = next(name for name in HABITS if name != habit)
        otherwise = _otherwise(amount.parts, other, readings)
        yield Stated("", start, end, "amount", readings, qualifier_of(low, start, end),
                     otherwise=otherwise)  # fmt: skip
    for match in _EN_MONEY.finditer(low):
        scale = _EN_UNITS.get(match["unit"] or "", 1)
        values = number_readings(match["number"] or match["whole"], "point")[:1]
        shown = tuple((Fraction(v) * scale, Fraction(place_shown(v)) * scale) for v in values)
        yield Stated("", match.start(), match.end(), "amount", shown,
                     qualifier_of(low, match.start(), match.end()))  # fmt: skip


def _readings(parts: tuple[tuple[str, int], ...], habit: str) -> Readings:
    readings = []
    for made in amount_readings(parts, habit):
        step = made.tolerance * 2
        if step == parts[-1][1]:  # a whole number: its zeros at the end show nothing
            step *= Fraction(place_shown(Decimal(made.vnd) / parts[-1][1]))
        readings.append((Fraction(made.vnd), step))
    return tuple(readings)


def _otherwise(parts: tuple[tuple[str, int], ...], habit: str, known: Readings) -> Readings:
    """Return what one amount would be by the other habit, where it can be read so too."""
    if len(parts) > 1 or not re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", parts[0][0]):
        return ()
    made = _readings(parts, habit)
    return tuple(reading for reading in made if reading not in known)


def percents(low: str, habit: str) -> Iterator[Stated]:
    """Yield the percentages of a sentence in lower case."""
    spans = [(found.start, found.end, found.number) for found in find_percentages(low)]
    spans += [(m.start(), m.end(), m["number"]) for m in _EN_PERCENT.finditer(low)]
    for start, end, number in spans:
        values = number_readings(number, habit)[:1]
        readings = tuple((Fraction(v), half_last_digit(v) * 2) for v in values)
        yield Stated("", start, end, "percent", readings, qualifier_of(low, start, end))
