"""Each formula of a computed number once more, in exact fractions, apart from the tables."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

Value = Fraction | None
_NUMBER = {
    "vi": re.compile(r"−?\d{1,3}(?:\.\d{3})*(?:,\d+)?|−?\d+(?:,\d+)?"),
    "en": re.compile(r"−?\d{1,3}(?:,\d{3})*(?:\.\d+)?|−?\d+(?:\.\d+)?"),
}


def _filled(values: Sequence[Value]) -> list[Fraction]:
    return [value for value in values if value is not None]


def _sum(values: Sequence[Value]) -> Value:
    found = _filled(values)
    return sum(found, Fraction(0)) if found else None


def _share(values: Sequence[Value]) -> Value:
    """Return 100 x / Σ, where x comes first and the whole column after it."""
    if values[0] is None:
        return None
    return 100 * values[0] / sum(_filled(values[1:]))


def _top_five(values: Sequence[Value]) -> Value:
    found = sorted(_filled(values), reverse=True)
    return 100 * sum(found[:5], Fraction(0)) / sum(found)


def _herfindahl(values: Sequence[Value]) -> Value:
    found = _filled(values)
    whole = sum(found)
    return sum(((value / whole) ** 2 for value in found), Fraction(0))


def _ratio(scale: int) -> Callable[[Sequence[Value]], Value]:
    def ratio(values: Sequence[Value]) -> Value:
        above, below = _filled(values)
        return scale * above / below

    return ratio


def _short(values: Sequence[Value], percent: int) -> Fraction:
    return _filled(values)[0] * percent / 100


def _equal(values: Sequence[Value]) -> Value:
    """Return the one value that all figures have; none where they differ."""
    return values[0] if len(set(values)) == 1 else None


FORMULAS: dict[str, Callable[[Sequence[Value]], Value]] = {
    "equal": _equal,
    "sum": _sum,
    "count": lambda values: Fraction(len(_filled(values))),
    "blanks": lambda values: Fraction(sum(value is None for value in values)),
    "share": _share,
    "part": _ratio(100),
    "rest": lambda values: 100 - 100 * _filled(values)[0] / _filled(values)[1],
    "difference": lambda values: _filled(values)[0] - sum(_filled(values)[1:]),
    "top_five": _top_five,
    "herfindahl": _herfindahl,
    "per_100": _ratio(100),
    "per_10000": _ratio(10_000),
    "beyond": lambda values: (_filled(values)[0] - _filled(values)[1]) / _filled(values)[1],
    "first_over_rest": lambda values: _filled(values)[0] / sum(_filled(values)[1:]),
    "percent_of_last": lambda values: 100 * sum(_filled(values)[:-1]) / _filled(values)[-1],
    "rest_over_last": lambda values: sum(_filled(values)[:-1]) / _filled(values)[-1],
}
PERCENT: dict[str, Callable[[Sequence[Value], int], Fraction]] = {
    "left": lambda values, p: sum(_filled(values)) - _short(values, p),
    "gap": _short,
    "gap_part": lambda values, p: 100 * _short(values, p) / sum(_filled(values)),
}
NOT_NUMBERS = {"check", "lines", "listed", "rows", "cells"}  # held in other ways


def recomputed(formula: str, values: Sequence[Value]) -> Value:
    """Return the number that a formula makes of its inputs.

    >>> recomputed("share", [Fraction(1), Fraction(1), Fraction(3), None])
    Fraction(25, 1)
    """
    name, _, percent = formula.partition(":")
    if percent:
        return PERCENT[name](values, int(percent))
    return FORMULAS[name](values)


def parsed(text: str, lang: str) -> Decimal | None:
    """Return the number that a text shows in the manner of a language; None if it shows none.

    >>> parsed("4.899,644", "vi"), parsed("–", "vi")
    (Decimal('4899.644'), None)
    """
    found = _NUMBER[lang].fullmatch(text.strip())
    if not found:
        return None
    thousands, sign = (".", ",") if lang == "vi" else (",", ".")
    plain = found[0].replace(thousands, "").replace(sign, ".").replace("−", "-")
    return Decimal(plain)


def shows(text: str, value: Value, lang: str, *, scales: Sequence[int] = (1,)) -> bool:
    """Tell whether a text shows a value, rounded to its own digits, in one of some units.

    >>> shows("65,26", Fraction(652607, 10000), "vi"), shows("–", None, "vi")
    (True, True)
    """
    number = parsed(text, lang)
    if number is None or value is None:
        return number is None and value is None
    half = Fraction(10) ** int(number.as_tuple().exponent) / 2
    return any(abs(Fraction(number) - value / scale) <= half for scale in scales)
