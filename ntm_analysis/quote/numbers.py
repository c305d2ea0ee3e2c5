"""The numbers of a sentence: money, percentages, counts of units; dates and names are none."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ntm_analysis.amounts import NUMBER, habit_of, number_readings
from ntm_analysis.counts import SPELLED, spelled_value
from ntm_analysis.quote.counts import counts, others
from ntm_analysis.quote.money import amounts, percents
from ntm_analysis.quote.stated import Stated, is_english, without_dates

_DIGITS_FIRST = re.compile(
    rf"(?<![\d.,])(?P<digits>\d{{1,4}})\s*(?P<again>\(\s*(?P<number>{SPELLED})\s*\))(?=\s)"
)
_WORDS_FIRST = re.compile(
    rf"(?<!\w)(?P<number>{SPELLED})\s*(?P<again>\(\s*(?P<digits>\d{{1,4}})\s*\))(?=\s)"
)
_TO = re.compile(r"\s*(?:den|toi|-|to|hoac|or)\s*")
_BEGINS_BEFORE = re.compile(r"\d[\d.,]*(?:\s*/\s*)?$")


def numbers_in(sentence: str) -> list[Stated]:
    """List the numbers of a sentence in form NFC, in order, each with all of its characters.

    >>> [n.printed for n in numbers_in("Ngày 05/12/2024, gần 7,6 nghìn tỷ cho hai huyện, chiếm 9%")]
    ['7,6 nghìn tỷ', 'hai huyện', '9%']
    >>> [n.printed for n in numbers_in("từ 15 đến 20 xã, tức 12/17 xã")]
    ['15 đến 20 xã', '12/17 xã']
    """
    low, folded = _said_once(*without_dates(sentence))
    habit = "point" if is_english(low) else habit_of([sentence]) or "comma"
    found: list[Stated] = []
    for stated in (*amounts(low, habit), *percents(low, habit), *counts(low, folded),
                   *others(low, habit, folded)):  # fmt: skip
        if not any(stated.start < known.end and known.start < stated.end for known in found):
            found.append(stated)
    found.sort(key=lambda stated: stated.start)
    return [
        replace(stated, printed=sentence[stated.start : stated.end].strip())
        for stated in _ranges([_whole(stated, low) for stated in found], low, folded, habit)
    ]


def _said_once(low: str, folded: str) -> tuple[str, str]:
    """Blank the brackets that say a count again: 17 (mười bảy) xã, mười bảy (17) xã."""
    for match in [*_DIGITS_FIRST.finditer(low), *_WORDS_FIRST.finditer(low)]:
        if spelled_value(match["number"]) == int(match["digits"]):
            start, end = match.span("again")
            blank = " " * (end - start)
            low, folded = low[:start] + blank + low[end:], folded[:start] + blank + folded[end:]
    return low, folded


def _whole(stated: Stated, low: str) -> Stated:
    """Widen a number that begins within another, as in 12/17; its value is then not read."""
    before = _BEGINS_BEFORE.search(low[: stated.start])
    if not before or not low[stated.start].isdigit():
        return stated
    return replace(stated, start=before.start(), readings=(), otherwise=())


def _ranges(found: list[Stated], low: str, folded: str, habit: str) -> Iterator[Stated]:
    """Join the two ends of a range, and drop what lies within a widened number."""
    waiting: Stated | None = None
    for stated in found:
        if waiting and stated.start < waiting.end:
            waiting = replace(stated, start=min(stated.start, waiting.start), readings=())
        elif waiting and _TO.fullmatch(folded[waiting.end : stated.start]) and (
            joined := _joined(waiting, stated, low, habit)
        ):  # fmt: skip
            waiting = joined
        else:
            if waiting:
                yield waiting
            waiting = stated
    if waiting:
        yield waiting


def _joined(first: Stated, last: Stated, low: str, habit: str) -> Stated | None:
    """Return the range of two numbers; the first takes the unit of the last where it has none."""
    if last.kind == "other" or not (
        first.kind == "other" or (first.kind, first.unit) == (last.kind, last.unit)
    ):
        return None
    readings = (*first.readings[:1], *last.readings[:1])
    if first.kind == "other" and len(readings) == 2:
        number = re.search(NUMBER, low[last.start : last.end])
        values = number_readings(number[0], habit) if number else []
        scale = last.readings[0][0] / Fraction(values[0]) if values and values[0] else Fraction(1)
        readings = ((readings[0][0] * scale, readings[0][1] * scale), readings[1])
    return replace(last, start=first.start, qualifier="range", otherwise=(),
                   readings=readings if len(readings) == 2 else ())  # fmt: skip
