"""Says in words what was drawn: for who does not see the picture."""

import geopandas as gpd
import numpy as np
import pandas as pd

from ntm_analysis.figures.classes import numbers
from ntm_analysis.text import format_number
from ntm_analysis.wording import label, say

_NAMES = 5


def listed(names: list[str], lang: str) -> str:
    """Join names, the first five of many.

    >>> listed(["Hà Trung", "Nga Sơn"], "en")
    'Hà Trung, Nga Sơn'
    """
    if len(names) <= _NAMES:
        return ", ".join(names)
    shown = ", ".join(names[: _NAMES - 1])
    return say("alt.others", lang, names=shown, count=len(names) - _NAMES + 1)


def extremes(values: pd.Series, names: pd.Series, lang: str, decimals: int | None) -> str:
    """Say the highest and lowest of some values with their names; empty if there is none."""
    found = numbers(values)
    if found.empty:
        return ""
    high = format_number(found.max(), lang, decimals)
    most = listed(list(names[found.index[found == found.max()]]), lang)
    if found.max() == found.min():
        return say("alt.equal", lang, high=high, most=most)
    low = format_number(found.min(), lang, decimals)
    least = listed(list(names[found.index[found == found.min()]]), lang)
    return say("alt.extremes", lang, high=high, most=most, low=low, least=least)


def blanks(kinds: pd.Series, lang: str, own: str = "") -> str:
    """Say how many units are blank, by kind; `own` stands in for the name of a single kind."""
    counted = kinds[kinds != ""].value_counts()
    if counted.empty:
        return say("alt.no_blank", lang)
    shown = own if len(counted) == 1 else ""
    return " ".join(
        say("alt.blank", lang, label=shown or label("blank", str(kind), lang), count=count)
        for kind, count in counted.items()
    )


def of_map(
    layer: gpd.GeoDataFrame, values: pd.Series, kinds: pd.Series, *, kind: str, what: str,
    lang: str, decimals: int | None, blank: str = "",
) -> str:  # fmt: skip
    """Say what a map shows: kind, extent, extremes with names, how many units are blank."""
    names = layer["name"].astype(str)
    ranked = extremes(values, names, lang, decimals)
    if kind == "mark":
        marked = listed(list(names[numbers(values).index]), lang)
        ranked = say("alt.marked", lang, names=marked or say("word.none", lang))
    boxes = layer.geometry.bounds.to_numpy()
    west, south = (str(names.iloc[int(np.argmin(boxes[:, side]))]) for side in (0, 1))
    east, north = (str(names.iloc[int(np.argmax(boxes[:, side]))]) for side in (2, 3))
    return say(
        "alt.map", lang, kind=label("alt.kind", kind, lang), count=len(layer), west=west, east=east,
        north=north, south=south, what=what.rstrip("."), ranked=ranked,
        blank=blanks(kinds, lang, blank),
    )  # fmt: skip
