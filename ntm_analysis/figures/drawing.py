"""Draws values by code on a layer: shaded, with symbols, or marked."""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from ntm_analysis import geography
from ntm_analysis.errors import InputError, one_of
from ntm_analysis.figures import alt, furniture, legend, style, units
from ntm_analysis.figures.classes import Classes, classify, numbers
from ntm_analysis.figures.labels import LEADERS_UP_TO, label_units, on_page, unlabelled
from ntm_analysis.figures.style import Page
from ntm_analysis.text import format_number, is_blank
from ntm_analysis.vocabulary import BLANKS, MAP_KINDS
from ntm_analysis.wording import say

SMALL = 0.75  # how much smaller names are on a map of many units
PANEL = 0.64  # how much smaller symbols are in a panel of small multiples


@dataclass(frozen=True)
class Shared:
    """What maps have in common that are to be compared: classes, and the largest value."""

    classes: Classes
    top: float

    @classmethod
    def of(cls, values: pd.Series, lang: str = "vi", decimals: int | None = None) -> "Shared":
        """Make it from the values of all the maps."""
        found = numbers(values)
        return cls(classify(values, lang, decimals), float(found.max()) if len(found) else 0.0)


@style.styled
def choropleth(
    layer: gpd.GeoDataFrame, values: pd.Series, *, name: str, title: str, subtitle: str = "",
    blank: str = "", source: str = "", lang: str = "vi", decimals: int | None = None,
    kind: str = "shade", blanks: pd.Series | None = None, shared: Shared | None = None,
    size: str = "A4", labels: bool = True, ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw values by code on a layer, each unit named, a blank unlike every number.

    Parameters
    ----------
    layer : GeoDataFrame
        Units by code in metres, with the column `name`.
    values : Series
        Numbers by code; both sides must hold the same codes.
    name, title, subtitle, source : str
        What is measured, the head lines, the source line.
    blank : str
        The legend's words for a blank, instead of those of its kind.
    kind : {"shade", "symbols", "mark"}
        Rates and shares are shaded, counts get symbols, a target of whole districts is marked.
    blanks : Series of str, optional
        Kind of each blank by code (`vocabulary.BLANKS`); not assigned by default.
    shared : Shared, optional
        Classes and scale of maps that are to be compared.
    size : {"A4", "A5", "slide"}
        The page; it sets the type, and the size of a new figure.
    labels : bool
        Whether units are named; without, the map is a bare panel with a title.

    Raises
    ------
    DataError
        If a code stands on one side only, or a value is infinite.
    InputError
        If a kind of map or blank is not known, or symbols are asked for negative numbers.
    """
    drawn = geography.join(_bare(layer), values.rename("value"), "layer", "values")
    value = drawn["value"]
    kinds = _kinds_of_blank(value, blanks)
    _check(kind, value)
    page = style.page(size)
    scale = shared or Shared.of(value, lang, decimals)
    ax = ax if ax is not None else _new_axes(page)
    _head_and_foot(ax, title, subtitle, source, page, labels=labels)
    furniture.set_frame(ax, drawn)
    _fill(ax, drawn, kinds, kind, scale.classes)
    radii = _radii(ax, drawn, kind, scale, page, labels=labels)
    if not labels:
        _numbers_only(ax, drawn, radii, page, scale, lang)
    else:
        handles = _entries(value, kind, scale, radii, lang) + legend.blanks(kinds, lang, blank)
        taken = {"legend": _legend_with_room(ax, drawn, handles, name, page, lang)}
        taken["scale"] = furniture.scale_bar(ax, page)
        taken["north"] = furniture.north_arrow(ax, page, lang)
        _names_and_numbers(ax, drawn, kind, radii, taken, page, scale, (lang, decimals))
    text = alt.of_map(
        drawn, value, kinds, kind=kind, what=": ".join(filter(None, [name, subtitle])), lang=lang,
        decimals=decimals, blank=blank,
    )  # fmt: skip
    note = _note_unlabelled(ax, page, lang)
    return style.set_alt(ax, f"{text} {note}")


def _bare(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the layer with what a map needs; its vintage, if stated, stays for the join."""
    return layer[[name for name in ("name", "geometry", "vintage") if name in layer.columns]]


def _kinds_of_blank(values: pd.Series, blanks: pd.Series | None) -> pd.Series:
    """Return the kind of each blank by code, and an empty text for each number."""
    empty = values.map(is_blank).astype(bool)
    given = pd.Series("not_assigned", index=values.index) if blanks is None else blanks
    kinds = given.reindex(values.index).fillna("not_assigned").where(empty, "")
    for kind in kinds[empty]:
        if kind not in BLANKS:
            raise one_of("kind of blank", kind, BLANKS)
    return kinds


def _check(kind: str, values: pd.Series) -> None:
    if kind not in MAP_KINDS:
        raise one_of("kind of map", kind, MAP_KINDS)
    if kind == "symbols" and (numbers(values) < 0).any():
        raise InputError(
            f"The value {numbers(values).min():g} is below zero and no symbol has such an area; "
            "allowed for symbols are counts from 0, shade the units instead (kind='shade')."
        )


def _new_axes(page: Page) -> Axes:
    figure = plt.figure(figsize=(page.width, page.height))
    return figure.add_axes((0.025, 0.1, 0.95, 0.8))


def _note_unlabelled(ax: Axes, page: Page, lang: str) -> str:
    """Write at the foot of the map how many units have no room for their name; return the words."""
    missing = len(unlabelled(ax))
    if not missing:
        return ""
    note = say("map.unlabelled_count", lang, count=missing)
    ax.annotate(
        note, (0.5, 0.002), xycoords="axes fraction", ha="center", va="bottom",
        fontsize=page.label, color=style.MUTED,
    )  # fmt: skip
    return note


def _head_and_foot(
    ax: Axes, title: str, subtitle: str, source: str, page: Page, *, labels: bool
) -> None:
    """Write head and source line; on a page of our own, give the map the room between them."""
    if not labels:
        small = Page(page.width, page.height, page.label, page.label, page.body + 0.5, page.symbol)
        furniture.head(ax, title, subtitle, small)
        return
    above = furniture.head(ax, title, subtitle, page)
    style.caption(ax, [source], below=5, size=page.label - 0.5)
    figure = style.figure_of(ax)
    if figure.get_layout_engine() is None and len(figure.axes) == 1:
        points = page.height * 72
        lines = 1 + style.wrap(source, page.width * 72 * 0.95, page.label - 0.5).count("\n")
        below = 5 + lines * page.label * 1.2 + 0.02 * points
        ax.set_position((0.025, below / points, 0.95, 1 - (below + above) / points - 0.015))


def _fill(ax: Axes, drawn: gpd.GeoDataFrame, kinds: pd.Series, kind: str, classes: Classes) -> None:
    filled = {
        "shade": classes.colour,
        "symbols": lambda _: style.LAND,
        "mark": lambda _: legend.MARK,
    }
    colours = [style.PAPER if is_blank(value) else filled[kind](value) for value in drawn["value"]]
    units.fill(ax, drawn, colours)
    units.hatch(ax, drawn, kinds)


def _radii(
    ax: Axes, drawn: gpd.GeoDataFrame, kind: str, scale: Shared, page: Page, *, labels: bool
) -> pd.Series:
    if kind != "symbols":
        return pd.Series(0.0, index=drawn.index)
    largest = largest_symbol(ax, drawn, scale, page, labels=labels)
    return units.radii(drawn["value"], largest, scale.top)


def largest_symbol(
    ax: Axes, layer: gpd.GeoDataFrame, scale: Shared, page: Page, *, labels: bool
) -> float:
    """Return the radius in points of the largest value of a scale, on a map or a bare panel.

    Few values need no large symbols to be told apart.
    """
    steps = min(len(scale.classes.bounds), 5)
    wanted = page.symbol * (1 if labels else PANEL) * (0.5 + 0.1 * steps)
    return units.largest_radius(ax, layer, wanted)


def _entries(
    values: pd.Series, kind: str, scale: Shared, radii: pd.Series, lang: str
) -> list[legend.Handle]:
    if kind == "mark":
        return legend.marked(values, lang)
    if kind == "shade":
        return legend.shaded(values, scale.classes)
    return legend.discs(values, scale.classes, radii)


def _legend_with_room(
    ax: Axes, drawn: gpd.GeoDataFrame, handles: list[legend.Handle], name: str, page: Page,
    lang: str,
) -> shapely.Polygon:  # fmt: skip
    """Draw the legend; where it would stand on a unit, move the map to the right of it."""
    box = furniture.legend(ax, handles, say("map.legend", lang, name=name), page)
    if shapely.intersects(on_page(ax, drawn), box).any():
        left, _, right, _ = shapely.bounds(box)
        furniture.set_frame(ax, drawn, left=right - left, right=page.label * 4)
    return shapely.buffer(box, 2, join_style="mitre")


def _names_and_numbers(
    ax: Axes, drawn: gpd.GeoDataFrame, kind: str, radii: pd.Series,
    taken: dict[str, shapely.Polygon], page: Page, scale: Shared, how: tuple[str, int | None],
) -> None:  # fmt: skip
    """Write each name with its number; the number stands in the symbol where it has room."""
    shown = drawn["value"].map(lambda value: _number(value, kind, *how), na_action=None)
    size = page.label * 0.92
    room = {
        code: bool(text) and units.number_fits(text, size, radii[code])
        for code, text in shown.items()
    }
    texts = pd.Series(
        {
            code: name if room[code] or not shown[code] else f"{name}\n{shown[code]}"
            for code, name in drawn["name"].items()
        }
    )
    fills = drawn["value"].map(scale.classes.colour, na_action=None) if kind == "shade" else None
    type_size = page.label if len(drawn) <= LEADERS_UP_TO else page.label * SMALL
    spots = label_units(ax, drawn, texts, type_size, radii, taken, fills)
    if kind == "symbols":
        units.symbols(ax, drawn, drawn["value"], radii, scale.classes, spots)
        inside = {code: shown[code] for code, fits in room.items() if fits}
        sizes = dict.fromkeys(inside, size)
        units.write_numbers(ax, inside, spots, drawn["value"], scale.classes, sizes)


def _numbers_only(
    ax: Axes, drawn: gpd.GeoDataFrame, radii: pd.Series, page: Page, scale: Shared, lang: str
) -> None:
    """Draw the symbols of a panel without names, each with its number."""
    if not radii.any():
        return
    spots = label_units(ax, drawn, pd.Series("", index=drawn.index), page.label, radii)
    units.symbols(ax, drawn, drawn["value"], radii, scale.classes, spots)
    shown = {
        code: format_number(value, lang, 0)
        for code, value in drawn["value"].items()
        if not is_blank(value)
    }
    sizes = {
        code: next((s for s in steps if units.number_fits(text, s, radii[code])), steps[-1])
        for code, text in shown.items()
        for steps in [[page.label * part for part in (0.75, 0.65, 0.56)]]
    }
    units.write_numbers(ax, shown, spots, drawn["value"], scale.classes, sizes)


def _number(value: object, kind: str, lang: str, decimals: int | None) -> str:
    """Return a number as it is printed on its unit; a mark of 1 says nothing more."""
    if is_blank(value) or (kind == "mark" and float(str(value)) == 1):
        return ""
    return format_number(value, lang, decimals)
