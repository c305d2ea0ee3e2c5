"""Reads a drawn map back: names, numbers, boxes, legend, as they stand on the axes."""

import re

import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.text import Text

import ntm_analysis as ntm
from ntm_analysis.figures import labels, maps
from ntm_analysis.vocabulary import INDICATORS, MAP_KIND

LAYER = ntm.load_districts()
ODD = {
    "all blank": [None] * 27,
    "all equal": [4] * 27,
    "one value": [None] * 20 + [3] + [None] * 6,
    "one extreme": [1] * 13 + [2] * 13 + [1_000_000_000],
}


def texts(ax: Axes, kind: str) -> dict[int, Text]:
    found = {}
    for text in ax.texts:
        match = re.fullmatch(rf"{kind}-(\d+)", str(text.get_gid()))
        if match:
            found[int(match[1])] = text
    return found


def names_and_numbers(ax: Axes) -> dict[int, tuple[str, str]]:
    """Give the name and the number printed on each unit, wherever the number stands."""
    numbers = {code: text.get_text() for code, text in texts(ax, "value").items()}
    found = {}
    for code, text in texts(ax, "label").items():
        words = text.get_text().split("\n")
        last = words[-1]
        with_number = bool(re.fullmatch(r"[−\d.,]+", last))
        name = " ".join(words[:-1] if with_number else words)
        found[code] = (name, last if with_number else numbers.get(code, ""))
    return found


def legend_texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.get_legend().get_texts()]


def legend_counts(ax: Axes) -> list[int]:
    return [int(text.rpartition("(")[2][:-1]) for text in legend_texts(ax)]


def boxes(ax: Axes) -> dict[str, shapely.Polygon]:
    """Give the box of every name, number outside a disc, legend, scale bar and arrow, in points."""
    ax.get_figure().draw_without_rendering()
    scale = 72 / ax.get_figure().dpi
    drawn = {f"label {code}": labels.box_of(ax, text) for code, text in texts(ax, "label").items()}
    for text in ax.texts:
        if text.get_text() in ("B", "N") or text.get_text().endswith(" km"):
            drawn[text.get_text()] = labels.box_of(ax, text)
    legend = ax.get_legend().get_window_extent()
    drawn["legend"] = shapely.box(*(edge * scale for edge in legend.extents))
    return drawn


def discs(ax: Axes) -> list[shapely.Polygon]:
    scale = 72 / ax.get_figure().dpi
    found = []
    for collection in ax.collections:
        if collection.get_gid() == "symbols":
            for (x, y), size in zip(collection.get_offsets(), collection.get_sizes(), strict=True):
                middle = shapely.Point(ax.transData.transform((x, y)) * scale)
                found.append(middle.buffer(size**0.5 / 2))
    return found


def values_of(case: str, indicator: str, plan: object) -> pd.Series:
    if case == "as they are":
        return plan.target(indicator)
    return pd.Series(ODD[case], index=plan.target(indicator).index, dtype="Int64")


def with_targets(plan: object, indicator: str, values: pd.Series) -> object:
    """Give the plan with other targets of one indicator."""
    from dataclasses import replace

    targets = plan.targets.copy()
    rows = targets["indicator"] == indicator
    targets.loc[rows, "value"] = values.loc[targets.loc[rows, "district_code"]].to_numpy()
    return replace(plan, tables={**plan.tables, "targets": targets})


__all__ = ["INDICATORS", "MAP_KIND", "maps"]
