"""Maps of an indicator, a measure or a table of the user's own."""

import geopandas as gpd
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from ntm_analysis import geography, measures
from ntm_analysis.checks import line_range
from ntm_analysis.figures import style
from ntm_analysis.figures.classes import Classes, classify
from ntm_analysis.figures.labels import label_units
from ntm_analysis.plan import Plan
from ntm_analysis.text import format_number, is_blank
from ntm_analysis.vocabulary import indicator as known_indicator
from ntm_analysis.wording import label, say

SIZE_IN = (10.5, 8.6)


def target_map(
    plan: Plan, indicator: str, *, lang: str = "vi",
    districts: gpd.GeoDataFrame | None = None, ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw one indicator of a plan on its districts.

    Parameters
    ----------
    plan : Plan
    indicator : str
        One of the eight.
    lang : {"vi", "en"}
    districts : GeoDataFrame, optional
        From `geography.load_districts`; the shipped layer of the plan's date by default.
    ax : Axes, optional

    Raises
    ------
    InputError
        If there is no such indicator.
    """
    values = plan.target(known_indicator(indicator))
    name = label("indicator", indicator, lang)
    subtitle = say(
        "map.subtitle", lang, total=format_number(values.sum(), lang),
        unit=label("unit", indicator, lang), assigned=values.notna().sum(),
    )  # fmt: skip
    layer = _layer(plan, districts)
    return choropleth(
        layer, values, name=name, title=_title(plan, name, lang), subtitle=subtitle,
        blank=say("blank.legend", lang), source=_source(plan, lang), lang=lang, decimals=0, ax=ax,
    )  # fmt: skip


def measure_map(
    plan: Plan, measure: str, *, lang: str = "vi",
    districts: gpd.GeoDataFrame | None = None, ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw a named measure (a rate with its formula in the subtitle); see `target_map`.

    Raises
    ------
    InputError
        If there is no such measure.
    """
    layer = _layer(plan, districts)
    values = measures.measure(measure).values(plan.matrix(), layer)
    name = label("measure", measure, lang)
    return choropleth(
        layer, values, name=name, title=_title(plan, name, lang),
        subtitle=label("formula", measure, lang), blank=say("blank.legend", lang),
        source=_source(plan, lang), lang=lang, decimals=2, ax=ax,
    )  # fmt: skip


def choropleth(
    layer: gpd.GeoDataFrame, values: pd.Series, *, name: str, title: str, subtitle: str,
    blank: str, source: str, lang: str = "vi", decimals: int | None = None,
    labels: bool = True, ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw values by code on a layer, each unit named, a blank unlike every number.

    Parameters
    ----------
    layer : GeoDataFrame
        Units by code in metres, with the column `name`.
    values : Series
        Numbers by code; both sides must hold the same codes.
    name, title, subtitle, blank, source : str
        What is measured, the head lines, the legend entry of a blank, the source line.
    labels : bool
        Whether units are named.

    Raises
    ------
    DataError
        If a code stands on one side only.
    """
    drawn = geography.join(layer[["name", "geometry"]], values.rename("value"), "layer", "values")
    classes = classify(drawn["value"], lang, decimals)
    colours = drawn["value"].map(classes.colour, na_action=None)
    empty = drawn["value"].map(is_blank)
    ax = ax or style.new_axes(*SIZE_IN)
    drawn.plot(ax=ax, color=colours, edgecolor=style.EDGE, linewidth=0.6)
    if empty.any():
        drawn[empty].plot(
            ax=ax, facecolor="none", hatch=style.BLANK_HATCH, edgecolor="#c9c4ba", linewidth=0
        )
        drawn[empty].boundary.plot(ax=ax, color=style.EDGE, linewidth=0.6)
    ax.set_axis_off()
    ax.set_aspect("equal")
    _head(ax, title, subtitle, labels)
    _legend(ax, drawn["value"], classes, name, blank, labels)
    if labels:
        left, right = ax.get_xlim()
        ax.set_xlim(left, right + 0.12 * (right - left))
        _scale_bar(ax)
        style.caption(ax, [source])
        shown = drawn["name"] + drawn["value"].map(
            lambda value: "" if is_blank(value) else f"\n{format_number(value, lang, decimals)}",
            na_action=None,
        )
        label_units(ax, drawn, shown, size=7.5)
    return style.set_alt(ax, describe(drawn, title, lang, decimals))


def small_multiples(
    plan: Plan, *, lang: str = "vi", districts: gpd.GeoDataFrame | None = None
) -> Axes:
    """Draw all indicators of a plan side by side; returns the first axes of the figure."""
    import matplotlib.pyplot as plt

    layer = _layer(plan, districts)
    style.new_axes(1, 1)
    plt.close()
    _, grid = plt.subplots(2, 4, figsize=(13, 6.6), layout="constrained")
    names = list(plan.headline["indicator"])
    for ax, indicator in zip(grid.flat, names, strict=True):
        values = plan.target(indicator)
        choropleth(
            layer, values, name="", title=label("short", indicator, lang),
            subtitle=f"{format_number(values.sum(), lang)} {label('unit', indicator, lang)}",
            blank=say("blank.legend", lang), source="", lang=lang, decimals=0, labels=False, ax=ax,
        )  # fmt: skip
    first: Axes = grid.flat[0]
    shown = "; ".join(style.alt_text(ax) for ax in grid.flat)
    return style.set_alt(first, shown)


def locator(
    layer: gpd.GeoDataFrame,
    code: int,
    same_zone: list[int],
    *,
    lang: str = "vi",
    ax: Axes | None = None,
) -> Axes:
    """Draw where a unit lies, with its neighbours of the same zone."""
    ax = ax or style.new_axes(6.4, 5.2)
    name = str(layer.loc[code, "name"])
    layer.plot(ax=ax, color=style.BLANK_FILL, edgecolor=style.EDGE, linewidth=0.5)
    if same_zone:
        layer.loc[same_zone].plot(ax=ax, color="#cfe4ec", edgecolor=style.EDGE, linewidth=0.5)
    layer.loc[[code]].plot(ax=ax, color=style.ACCENT, edgecolor=style.INK, linewidth=0.8)
    ax.set_axis_off()
    ax.set_title(say("map.locator", lang, name=name), fontsize=10)
    entries = [(style.ACCENT, name), (style.BLANK_FILL, say("map.locator_other", lang))]
    if same_zone:
        entries.insert(1, ("#cfe4ec", say("map.locator_same_zone", lang)))
    ax.legend(
        handles=[Patch(facecolor=c, edgecolor=style.EDGE, label=text) for c, text in entries],
        loc="lower left", frameon=False, fontsize=8,
    )  # fmt: skip
    shown = layer.loc[[code, *same_zone]].copy()
    label_units(ax, shown, shown["name"], size=7)
    return style.set_alt(ax, say("map.locator", lang, name=name))


def describe(drawn: pd.DataFrame, title: str, lang: str, decimals: int | None) -> str:
    """Say in words what a map shows: extremes with names, and how many units are blank."""
    numbers = drawn.loc[~drawn["value"].map(is_blank)]
    ranked = ""
    if len(numbers):
        values = numbers["value"].astype(float)
        ranked = say(
            "map.alt_extremes", lang,
            high=format_number(values.max(), lang, decimals),
            most=", ".join(numbers.loc[values == values.max(), "name"]),
            low=format_number(values.min(), lang, decimals),
            least=", ".join(numbers.loc[values == values.min(), "name"]),
        )  # fmt: skip
    blank = say("map.alt_blank", lang, count=len(drawn) - len(numbers))
    return say("map.alt", lang, label=title, ranked=ranked, blank=blank)


def _layer(plan: Plan, districts: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame:
    return geography.load_districts(plan.units_on) if districts is None else districts


def _title(plan: Plan, name: str, lang: str) -> str:
    return say("map.title", lang, label=name, province=plan.province, year=plan.year)


def _source(plan: Plan, lang: str) -> str:
    lines = line_range(plan.targets["line"]).replace("-", "–")
    return say("map.source", lang, year=plan.year, lines=lines)


def _head(ax: Axes, title: str, subtitle: str, large: bool) -> None:
    ax.set_title(title, fontsize=14 if large else 9, pad=24 if large else 16, loc="left")
    ax.annotate(
        subtitle, (0, 1), xytext=(0, 6), xycoords="axes fraction", textcoords="offset points",
        fontsize=9 if large else 7.5, color=style.MUTED, va="bottom",
    )  # fmt: skip


def _legend(
    ax: Axes, values: pd.Series, classes: Classes, name: str, blank: str, large: bool
) -> None:
    colours = style.sequence(len(classes.bounds))
    filled = values[~values.map(is_blank)].map(classes.colour)
    handles = [
        Patch(
            facecolor=colour, edgecolor=style.EDGE, label=f"{shown}  ({(filled == colour).sum()})"
        )
        for colour, shown in zip(colours, classes.labels, strict=True)
    ]
    count = len(values) - len(filled)
    if count:
        handles.append(
            Patch(facecolor=style.BLANK_FILL, hatch=style.BLANK_HATCH, edgecolor="#a39d90",
                  label=f"{blank}  ({count})")
        )  # fmt: skip
    ax.legend(
        handles=handles, title=name, loc="lower left", frameon=False,
        fontsize=8.5 if large else 6, title_fontsize=9, alignment="left",
    )  # fmt: skip


def _scale_bar(ax: Axes, kilometres: int = 20) -> None:
    """Draw a bar of that length; the map is in metres."""
    x0, x1 = ax.get_xlim()
    y0, y1 = ax.get_ylim()
    left, base = x1 - 0.04 * (x1 - x0) - kilometres * 1000, y0 + 0.03 * (y1 - y0)
    ax.plot([left, left + kilometres * 1000], [base, base], color=style.INK, linewidth=2)
    ax.text(left + kilometres * 500, base + 0.008 * (y1 - y0), f"{kilometres} km", ha="center",
            va="bottom", fontsize=7.5)  # fmt: skip
