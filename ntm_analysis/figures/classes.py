"""Classes of a map that survive counts: few values, ties, blanks, one extreme."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ntm_analysis.errors import DataError
from ntm_analysis.figures import style
from ntm_analysis.text import format_number, is_blank

MAX_SINGLE_VALUES = 7
CLASSES = 5


@dataclass(frozen=True)
class Classes:
    """Classes of a map: upper bound, label and colour of each, in ascending order."""

    bounds: tuple[float, ...]
    labels: tuple[str, ...]
    colours: tuple[str, ...]

    def place(self, value: object) -> int:
        """Return the place of a value's class, from 0."""
        at = int(np.searchsorted(self.bounds, float(str(value))))
        return min(at, len(self.bounds) - 1)

    def colour(self, value: object) -> str:
        """Return the colour of a value; a blank has the colour of paper, and no class."""
        return style.PAPER if is_blank(value) else self.colours[self.place(value)]

    def counts(self, values: pd.Series) -> list[int]:
        """Count the values of each class; blanks are in none."""
        places = [self.place(value) for value in values if not is_blank(value)]
        return [places.count(at) for at in range(len(self.bounds))]


def numbers(values: pd.Series) -> pd.Series:
    """Return the values that are not blank, as floats.

    Raises
    ------
    DataError
        If a value is infinite.
    """
    found = values[[not is_blank(value) for value in values]].astype(float)
    if not np.isfinite(found).all():
        raise DataError("A value to be drawn is infinite; allowed are numbers and blanks.")
    return found


def classify(values: pd.Series, lang: str = "vi", decimals: int | None = None) -> Classes:
    """Make one class per value while there are few, else classes that never part equal values.

    Blanks are dropped first: a classifier would count them into the lowest class. Values on both
    sides of zero are never in one class, and have the palette of differences. For maps that share
    their classes, give all their values at once.

    >>> classify(pd.Series([2, 5, None, 2])).labels
    ('2', '5')
    """
    found = numbers(values)
    parts = [found[found < 0], found[found == 0], found[found > 0]]
    both = len(parts[0]) > 0 and len(parts[2]) > 0
    single = sorted(found.unique())
    if len(single) <= MAX_SINGLE_VALUES and not both:
        return _named(
            [(value, value) for value in single], style.sequence(len(single)), lang, decimals
        )
    if not both:
        ranges = _ranges(found, CLASSES)
        return _named(ranges, style.sequence(len(ranges)), lang, decimals)
    below, zero, above = (_ranges(part, 3) for part in parts)
    palette = style.DIFFERENCE
    colours = palette[3 - len(below) : 3] + palette[3 : 3 + len(zero)] + palette[4 : 4 + len(above)]
    return _named([*below, *zero, *above], colours, lang, decimals)


def _ranges(found: pd.Series, most: int) -> list[tuple[float, float]]:
    """Return the lowest and highest value of each class; equal values are in one class."""
    single = sorted(found.unique())
    if len(single) <= most:
        return [(value, value) for value in single]
    cuts = np.quantile(found.to_numpy(), [part / most for part in range(1, most + 1)])
    highs = sorted({float(found[found <= cut].max()) for cut in cuts})
    lows = [float(found.min()), *(float(found[found > high].min()) for high in highs[:-1])]
    return list(zip(lows, highs, strict=True))


def _named(
    ranges: Sequence[tuple[float, float]], colours: Sequence[str], lang: str, decimals: int | None
) -> Classes:
    labels = _labels(ranges, lang, decimals)
    return Classes(tuple(high for _, high in ranges), labels, tuple(colours))


def _labels(
    ranges: Sequence[tuple[float, float]], lang: str, decimals: int | None
) -> tuple[str, ...]:
    """Print the bounds with as many digits as it takes to tell them apart."""
    ends = sorted({end for pair in ranges for end in pair})
    whole = all(end == math.floor(end) for end in ends)
    digits = 0 if whole else decimals
    while digits is not None and len({format_number(e, lang, digits) for e in ends}) < len(ends):
        digits = digits + 1 if digits < 12 else None
    shown = [
        tuple(format_number(end, lang, digits) for end in ([low] if low == high else [low, high]))
        for low, high in ranges
    ]
    return tuple(" – ".join(pair) for pair in shown)
