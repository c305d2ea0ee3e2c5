"""Classes of a map that survive counts: few values, ties, blanks."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ntm_analysis.figures import style
from ntm_analysis.text import format_number, is_blank

MAX_SINGLE_VALUES = 7
CLASSES = 5


@dataclass(frozen=True)
class Classes:
    """Classes of a map: the upper bound and label of each, in ascending order."""

    bounds: tuple[float, ...]
    labels: tuple[str, ...]

    def colour(self, value: object) -> str:
        """Return the colour of a value; a blank has the blank fill."""
        if is_blank(value):
            return style.BLANK_FILL
        place = int(np.searchsorted(self.bounds, float(str(value)) - 1e-12))
        return style.sequence(len(self.bounds))[min(place, len(self.bounds) - 1)]


def classify(values: pd.Series, lang: str = "vi", decimals: int | None = None) -> Classes:
    """Make one class per value while there are few, else classes that never part equal values.

    Missing values are dropped first: a classifier would count them into the lowest class.

    >>> classify(pd.Series([2, 5, None, 2])).labels
    ('2', '5')
    """
    numbers = values.dropna().astype(float)
    single = sorted(numbers.unique())
    if len(single) <= MAX_SINGLE_VALUES:
        shown = tuple(format_number(value, lang, decimals if value % 1 else 0) for value in single)
        return Classes(tuple(single), shown)
    from mapclassify import Quantiles

    cuts = Quantiles(numbers.to_numpy(), k=CLASSES).bins
    bounds = tuple(float(numbers[numbers <= cut].max()) for cut in sorted(set(cuts)))
    lows = [numbers.min(), *(numbers[numbers > bound].min() for bound in bounds[:-1])]
    shown = tuple(
        f"{format_number(low, lang, decimals)} – {format_number(high, lang, decimals)}"
        for low, high in zip(lows, bounds, strict=True)
    )
    return Classes(bounds, shown)
