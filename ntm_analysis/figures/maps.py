"""Maps of an indicator, a measure or a table of the user's own."""

import geopandas as gpd
from matplotlib.axes import Axes

from ntm_analysis import geography, measures
from ntm_analysis.figures import finding
from ntm_analysis.figures.communes import commune_map, commune_panels
from ntm_analysis.figures.drawing import Shared, choropleth
from ntm_analysis.figures.labels import unlabelled
from ntm_analysis.figures.locator import chosen, locator
from ntm_analysis.figures.panels import small_multiples
from ntm_analysis.plan import Plan
from ntm_analysis.text import format_number
from ntm_analysis.vocabulary import MAP_KIND
from ntm_analysis.vocabulary import indicator as known_indicator
from ntm_analysis.wording import label, say

__all__ = [
    "Shared", "choropleth", "chosen", "commune_map", "commune_panels", "locator", "measure_map",
    "small_multiples", "target_map",
    "unlabelled",
]  # fmt: skip


def target_map(
    plan: Plan, indicator: str, *, lang: str = "vi", districts: gpd.GeoDataFrame | None = None,
    boundaries: str = geography.DEFAULT_LAYER, size: str = "A4", ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw one indicator of a plan on its districts, as `vocabulary.MAP_KIND` says.

    Parameters
    ----------
    plan : Plan
    indicator : str
        One of the eight.
    lang : {"vi", "en"}
    districts : GeoDataFrame, optional
        From `geography.load_districts`; the layer `boundaries` of the plan's date by default.
    boundaries : str
        Name of the layer, for the source line.
    size : {"A4", "A5", "slide"}
        The page that the map is drawn for.
    ax : Axes, optional

    Raises
    ------
    InputError
        If there is no such indicator.
    """
    values = plan.target(known_indicator(indicator))
    kind = MAP_KIND[indicator]
    layer = _layer(plan, districts, boundaries)
    subtitle = say(
        f"map.subtitle.{kind}", lang, total=format_number(values.sum(), lang),
        unit=label("unit", indicator, lang), assigned=values.notna().sum(), count=len(layer),
    )  # fmt: skip
    name = label("indicator", indicator, lang)
    title = finding.of_target(values, layer["name"], name, plan.year, kind, lang)
    return choropleth(
        layer, values, name=name, title=title, subtitle=subtitle, kind=kind, decimals=0, lang=lang,
        source=finding.source(plan, boundaries, lang), size=size, ax=ax,
    )  # fmt: skip


def measure_map(
    plan: Plan, measure: str, *, lang: str = "vi", districts: gpd.GeoDataFrame | None = None,
    boundaries: str = geography.DEFAULT_LAYER, size: str = "A4", ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw a named measure (a rate or share, its formula in the subtitle); see `target_map`.

    Raises
    ------
    InputError
        If there is no such measure.
    """
    layer = _layer(plan, districts, boundaries)
    chosen = measures.measure(measure)
    values = chosen.values(plan.matrix(), layer)
    name = label("measure", measure, lang)
    below = [say(f"map.denominator.{column}", lang) for column in chosen.denominator]
    return choropleth(
        layer, values, name=name, title=finding.of_values(values, layer["name"], name, lang, 2),
        subtitle=say("map.formula", lang, formula=label("formula", measure, lang)), kind="shade",
        source=" ".join([finding.source(plan, boundaries, lang), *below]), lang=lang, decimals=2,
        size=size, ax=ax,
    )  # fmt: skip


def _layer(plan: Plan, districts: gpd.GeoDataFrame | None, boundaries: str) -> gpd.GeoDataFrame:
    if districts is None:
        return geography.load_districts(plan.units_on, boundaries)
    return districts
