"""All indicators of a plan side by side: small multiples with one scale and one set of classes."""

import geopandas as gpd
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from ntm_analysis import geography
from ntm_analysis.figures import finding, legend, style, units
from ntm_analysis.figures.drawing import Shared, choropleth, largest_symbol
from ntm_analysis.plan import Plan
from ntm_analysis.text import format_number
from ntm_analysis.vocabulary import MAP_KIND
from ntm_analysis.wording import label, say


@style.styled
def small_multiples(
    plan: Plan, *, lang: str = "vi", districts: gpd.GeoDataFrame | None = None,
    boundaries: str = geography.DEFAULT_LAYER, size: str = "A4",
) -> Axes:  # fmt: skip
    """Draw all indicators of a plan side by side; returns the first axes of the figure.

    The same number has the same colour and the same size of symbol in every panel.
    """
    layer = geography.load_districts(plan.units_on, boundaries) if districts is None else districts
    page = style.page(size)
    names = list(plan.headline["indicator"])
    counts = [name for name in names if MAP_KIND[name] == "symbols"]
    scale = Shared.of(pd.concat([plan.target(name) for name in counts]), lang, 0)
    figure = plt.figure(figsize=(page.width, page.height))
    grid = figure.subplots(
        2, 4, gridspec_kw={"left": 0.02, "right": 0.98, "top": 0.84, "bottom": 0.14,
                           "hspace": 0.2, "wspace": 0.06},
    )  # fmt: skip
    for ax, name in zip(grid.flat, names, strict=True):
        values = plan.target(name)
        choropleth(
            layer, values, name=label("indicator", name, lang),
            title=label("short", name, lang), kind=MAP_KIND[name], shared=scale, lang=lang,
            subtitle=say(
                "map.all.panel", lang, total=format_number(values.sum(), lang),
                assigned=values.notna().sum(), count=len(layer),
            ), decimals=0, labels=False, size=size, ax=ax,
        )  # fmt: skip
    first: Axes = grid.flat[0]
    largest = largest_symbol(first, layer, scale, page, labels=False)
    _frame(first, plan, scale, largest, page, boundaries, lang)
    panels = " ".join(style.alt_text(ax) for ax in grid.flat)
    return style.set_alt(first, say("map.all.alt", lang, count=len(names), panels=panels))


def _frame(
    first: Axes,
    plan: Plan,
    scale: Shared,
    largest: float,
    page: style.Page,
    boundaries: str,
    lang: str,
) -> None:
    """Write the head, the one legend and the source line of the whole figure."""
    figure = style.figure_of(first)
    width = page.width * 72 * 0.95
    title = say("map.all.title", lang, province=plan.province, year=plan.year)
    figure.text(0.025, 0.975, style.wrap(title, width, page.title, bold=True), va="top",
                fontsize=page.title, fontweight="bold")  # fmt: skip
    figure.text(
        0.025, 0.975 - page.title * 1.7 / 72 / page.height,
        style.wrap(say("map.all.subtitle", lang), width, page.body), va="top", fontsize=page.body,
        color=style.MUTED,
    )  # fmt: skip
    bounds = pd.Series(scale.classes.bounds, dtype=float)
    handles: list[legend.Handle] = []
    radii = units.radii(bounds, largest, scale.top)
    handles += legend.discs(bounds, scale.classes, radii, counted=False)
    handles += legend.marked(pd.Series([1.0]), lang)[:1]
    handles[-1].set_label(say("map.legend.assigned", lang))
    handles += legend.blanks(pd.Series(["not_assigned"]), lang, counted=False)
    figure.legend(
        handles=handles, title=say("map.all.legend", lang), loc="lower left", ncols=len(handles),
        bbox_to_anchor=(0.018, 0.055), fontsize=page.body, title_fontsize=page.body,
        alignment="left", columnspacing=1.6, handletextpad=0.5,
    )  # fmt: skip
    source = style.wrap(finding.source(plan, boundaries, lang), width, page.label - 0.5)
    figure.text(0.025, 0.015, source, va="bottom", fontsize=page.label - 0.5, color=style.MUTED)
