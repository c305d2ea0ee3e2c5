"""Measures of targets and funding: pure functions, Series in, Series or number out.

A blank (not assigned) stays blank in every rate and share, and is left out of every sum.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from ntm_analysis.errors import one_of
from ntm_analysis.joins import join


def share_of_total(values: pd.Series) -> pd.Series:
    """Return each value as percent of the sum of all: 100 · x / Σx.

    >>> share_of_total(pd.Series([1, 3, None], dtype="Int64")).tolist()
    [25.0, 75.0, <NA>]
    """
    return 100 * values / values.sum()


def per(values: pd.Series, denominator: pd.Series, scale: int) -> pd.Series:
    """Return values per `scale` units of the denominator: scale · x / d.

    >>> per(pd.Series([5]), pd.Series([20000]), 10000).tolist()
    [2.5]
    """
    return scale * values / denominator


def herfindahl(values: pd.Series) -> float:
    """Return the Herfindahl index Σ(x / Σx)²: 1 / n if n districts share evenly, 1 if one has all.

    >>> herfindahl(pd.Series([2, 2, 2, 2])), herfindahl(pd.Series([3, None], dtype="Int64"))
    (0.25, 1.0)
    """
    shares = values.dropna().astype(float) / float(values.sum())
    return float((shares**2).sum())


def lorenz(values: pd.Series) -> list[tuple[float, float]]:
    """Return the Lorenz curve: percent of units, from low to high, and percent of the total held.

    >>> lorenz(pd.Series([3, 1, None], dtype="Int64"))
    [(0.0, 0.0), (50.0, 25.0), (100.0, 100.0)]
    """
    held = values.dropna().astype(float).sort_values().cumsum()
    count = len(held)
    points = [(100 * (at + 1) / count, 100 * x / held.iloc[-1]) for at, x in enumerate(held)]
    return [(0.0, 0.0), *((float(x), float(y)) for x, y in points)]


def gini(values: pd.Series) -> float:
    """Return the Gini index Σᵢ Σⱼ |xᵢ − xⱼ| / (2 n Σx): 0 if n units share evenly, to 1 − 1 / n.

    >>> gini(pd.Series([2, 2, 2])), gini(pd.Series([0, 0, 0, 1]))
    (0.0, 0.75)
    """
    found = values.dropna().astype(float).sort_values().to_list()
    count = len(found)
    weighted = sum((2 * at - count + 1) * value for at, value in enumerate(found))
    return weighted / (count * sum(found))


def half_with(values: pd.Series) -> int:
    """Return how many of the largest values hold at least half of the total.

    >>> half_with(pd.Series([5, 3, 1, 1])), half_with(pd.Series([1, 1, 1, 1]))
    (1, 2)
    """
    held = values.dropna().astype(float).sort_values(ascending=False).cumsum()
    return int((held < held.iloc[-1] / 2).sum()) + 1


def top_share(values: pd.Series, count: int) -> float:
    """Return the percent of the total that the `count` largest values hold.

    >>> top_share(pd.Series([5, 3, 1, 1]), 2)
    80.0
    """
    return float(100 * values.dropna().nlargest(count).sum() / values.sum())


def leverage(other: int, base: int) -> float:
    """Return how many đồng of `other` go with one đồng of `base`: other / base.

    >>> leverage(300, 100)
    3.0
    """
    return other / base


def shortfall(amounts: pd.Series, source: str, percent: int) -> int:
    """Return the total in đồng if `source` brings in `percent` less: Σx - x · percent / 100.

    Rounded down to a whole đồng of loss, which only matters for amounts under 100 đồng.

    >>> shortfall(pd.Series({"a": 1000, "b": 500}), "a", 10)
    1400
    """
    return int(amounts.sum()) - int(amounts[source]) * percent // 100


@dataclass(frozen=True)
class Measure:
    """A named measure of districts: which indicator, over which column of the register.

    `denominator` is summed over its columns; the result is per `scale` of it. Without one it is the
    share of the province, per `scale` of the sum of all districts.
    """

    name: str
    indicator: str
    denominator: tuple[str, ...]
    scale: int
    compute: Callable[[pd.Series, pd.Series, int], pd.Series] = per

    def values(self, targets: pd.DataFrame, register: pd.DataFrame) -> pd.Series:
        """Return the measure by code, for targets (codes by indicators) and the register.

        Raises
        ------
        DataError
            If targets and register do not hold the same units.
        """
        needed = [name for name in (*self.denominator, "vintage") if name in register]
        both = join(
            pd.DataFrame(register)[needed], targets[[self.indicator]], "register", "targets"
        )
        below = both[list(self.denominator)].sum(axis=1)
        return self.compute(both[self.indicator], below, self.scale).rename(self.name)


def _shares(values: pd.Series, _: pd.Series, scale: int) -> pd.Series:
    """Return each value per `scale` of the sum of all; see `share_of_total`."""
    return share_of_total(values) * (scale / 100)


# Only denominators that are known: communes, people and area. Villages are counted nowhere here.
MEASURES = {
    measure.name: measure
    for measure in (
        Measure("ocop_per_10k_people", "ocop_products", ("population_2019",), 10_000),
        Measure("ocop_per_100_km2", "ocop_products", ("area_km2",), 100),
        Measure("commune_ntm_pct", "commune_ntm", ("communes",), 100),
        Measure("commune_advanced_pct", "commune_advanced", ("communes",), 100),
        Measure("commune_model_pct", "commune_model", ("communes",), 100),
        Measure("commune_ntm_share_pct", "commune_ntm", (), 100, _shares),
        Measure("commune_advanced_share_pct", "commune_advanced", (), 100, _shares),
        Measure("village_ntm_share_pct", "village_ntm", (), 100, _shares),
        Measure("village_model_share_pct", "village_model", (), 100, _shares),
        Measure("ocop_share_pct", "ocop_products", (), 100, _shares),
    )
}


def measure(name: str) -> Measure:
    """Return a measure by name.

    Raises
    ------
    InputError
        If there is none of that name; the message lists all.
    """
    if name not in MEASURES:
        raise one_of("measure", name, MEASURES)
    return MEASURES[name]
