"""Writes the names and numbers of units on a map, and keeps a list of those without room."""

from collections.abc import Mapping
from weakref import WeakKeyDictionary

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from ntm_analysis.figures import placement, style

LEADERS_UP_TO = 60  # units; on a map of more, a label without room in its unit is left out
_UNLABELLED: "WeakKeyDictionary[Axes, tuple[str, ...]]" = WeakKeyDictionary()


def unlabelled(ax: Axes) -> tuple[str, ...]:
    """Return the names of the units that had no room for their label."""
    return _UNLABELLED.get(ax, ())


def label_units(
    ax: Axes, layer: gpd.GeoDataFrame, texts: pd.Series, size: float,
    radii: pd.Series | None = None, taken: Mapping[str, shapely.Polygon] | None = None,
    fills: pd.Series | None = None,
) -> dict[int, placement.Spot]:  # fmt: skip
    """Write one label per unit so that no two overlap and none leaves the frame.

    A label stands in its unit, on one line or broken into two, or off the land on a leader line.
    On a layer of more than `LEADERS_UP_TO` units there are no leader lines: a label without room
    is left out, and `unlabelled` lists it.

    Parameters
    ----------
    ax : Axes
        The map with its limits set.
    layer : GeoDataFrame
        Units by code, in the map's coordinates.
    texts : Series of str
        Labels by code; an empty one is not written.
    size : float
        Font size in points.
    radii : Series of float, optional
        Radius of each unit's symbol in points.
    taken : mapping of str to Polygon, optional
        Boxes in points to keep free.
    fills : Series of str, optional
        Colour of each unit, for an ink that reads on it.

    Returns
    -------
    dict of int to Spot
        By code, in points of the page.
    """
    shapes = [shapely.simplify(shape, 0.5) for shape in on_page(ax, layer)]
    shapes = [shapely.make_valid(shape) for shape in shapes]
    forms = [_forms(text) for text in texts.loc[layer.index]]
    sizes = [[_size(form, size) for form in options] for options in forms]
    sizes_of_symbols = [0.0] * len(layer) if radii is None else radii.loc[layer.index].tolist()
    spots = placement.place(
        shapes, sizes, sizes_of_symbols, frame(ax), list((taken or {}).values()),
        leaders=len(layer) <= LEADERS_UP_TO,
    )  # fmt: skip
    missing = []
    for code, spot, options in zip(layer.index, spots, forms, strict=True):
        if spot.label is None:
            missing += [options[0].replace("\n", " ")] if options[0] else []
            continue
        if options[0]:
            fill = "white" if fills is None or spot.leader else str(fills[code])
            _write(ax, str(code), options[spot.lines], spot, size, fill)
    _UNLABELLED[ax] = tuple(missing)
    return dict(zip(layer.index, spots, strict=True))


def on_page(ax: Axes, layer: gpd.GeoDataFrame) -> np.ndarray:
    """Return the units' geometries in points of the page."""
    per_point = 72 / style.figure_of(ax).dpi

    def moved(points: np.ndarray) -> np.ndarray:
        return ax.transData.transform(points) * per_point

    return shapely.transform(layer.geometry.to_numpy(), moved)


def frame(ax: Axes) -> shapely.Polygon:
    """Return the frame of the axes in points of the page."""
    box = ax.get_window_extent()
    scale = 72 / style.figure_of(ax).dpi
    return shapely.box(box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale)


def box_of(ax: Axes, text: Text) -> shapely.Polygon:
    """Return the box of a drawn text in points of the page."""
    scale = 72 / style.figure_of(ax).dpi
    box = text.get_window_extent()
    return shapely.box(box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale)


def _forms(text: str) -> list[str]:
    """Return a label as it is, and with its name broken in two where it has more than one word."""
    name, rest = text.partition("\n")[::2]
    if " " not in name:
        return [text]
    words = name.split(" ")
    half = min(range(1, len(words)), key=lambda at: abs(len(" ".join(words[:at])) * 2 - len(name)))
    broken = " ".join(words[:half]) + "\n" + " ".join(words[half:])
    return [text, f"{broken}\n{rest}" if rest else broken]


def _size(text: str, size: float) -> tuple[float, float]:
    if not text:
        return 0.0, 0.0
    lines = text.split("\n")
    return max(style.text_width(line, size) for line in lines) * 1.02, size * 1.22 * len(lines)


def _ratio(part: float, whole: float) -> float:
    return part / abs(whole) if whole else np.inf


def _write(ax: Axes, code: str, text: str, spot: placement.Spot, size: float, fill: str) -> None:
    assert spot.label is not None  # noqa: S101 - the caller asks
    scale = style.figure_of(ax).dpi / 72
    x, y = ax.transData.inverted().transform(np.array(spot.label) * scale)
    if spot.leader:
        width, height = _size(text, size)
        away = np.array(spot.symbol) - np.array(spot.label)
        reach = min(_ratio(width / 2 + 1, away[0]), _ratio(height / 2, away[1]), 1.0)
        line = np.array([spot.symbol, np.array(spot.label) + reach * away]) * scale
        ends = ax.transData.inverted().transform(line)
        ax.plot(*ends.T, color=style.MUTED, linewidth=0.6, zorder=4, gid=f"leader-{code}",
                solid_capstyle="butt")  # fmt: skip
        ax.plot(*ends[0], marker="o", markersize=1.8, color=style.INK, zorder=4)
    ink = style.text_on(fill)
    halo = "white" if ink == style.INK else fill
    ax.text(
        x, y, text, fontsize=size, ha="center", va="center", color=ink, linespacing=1.0,
        zorder=6, gid=f"label-{code}",
        path_effects=[withStroke(linewidth=1.8, foreground=halo, alpha=0.85)],
    )  # fmt: skip
