"""Draws units as they are: filled, marked, with symbols, and each kind of blank by its pattern."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.path import Path

from ntm_analysis.figures import labels, style
from ntm_analysis.figures.classes import Classes, numbers
from ntm_analysis.text import is_blank

LINE = 0.5


def path_of(shape: shapely.Geometry) -> Path:
    """Return a polygon or multipolygon as one path, islands and holes kept."""
    rings = [
        np.asarray(ring.coords)
        for part in shapely.get_parts(shape)
        for ring in [part.exterior, *part.interiors]
    ]
    return Path.make_compound_path(*(Path(ring, closed=True) for ring in rings))


def fill(ax: Axes, layer: gpd.GeoDataFrame, colours: list[str], *, line: float = LINE) -> None:
    """Fill each unit with its colour and draw all borders."""
    paths = [path_of(shape) for shape in layer.geometry]
    ax.add_collection(
        PathCollection(paths, facecolors=colours, edgecolors=style.EDGE, linewidths=line),
        autolim=False,
    )  # fmt: skip


def hatch(ax: Axes, layer: gpd.GeoDataFrame, kinds: pd.Series) -> None:
    """Draw the pattern of its kind of blank over each blank unit; `kinds` is empty elsewhere."""
    for kind, pattern in style.BLANK_HATCHES.items():
        chosen = layer.geometry[kinds == kind]
        if len(chosen):
            drawn = PathCollection(
                [path_of(shape) for shape in chosen], facecolors="none", hatch=pattern,
                edgecolors=style.HATCH, linewidths=0, zorder=1.5, gid=f"blank-{kind}",
            )  # fmt: skip
            ax.add_collection(drawn, autolim=False)


def radii(values: pd.Series, largest: float, top: float | None = None) -> pd.Series:
    """Return the radius of each symbol in points: its area grows with the value.

    r = largest · √(x / top), where `top` is the largest value; 0 for a blank.
    """
    found = numbers(values)
    high = top if top is not None else found.max() if len(found) else 0
    part = found / high if high else found * 0
    return (largest * np.sqrt(part)).reindex(values.index).fillna(0.0)


def largest_radius(ax: Axes, layer: gpd.GeoDataFrame, wanted: float) -> float:
    """Return the radius for the largest symbol: as wanted, less where units stand close.

    At most 0.45 of the median distance between the middles of neighbouring units.
    """
    if len(layer) < 2:
        return wanted
    middles = shapely.get_coordinates(shapely.centroid(labels.on_page(ax, layer)))
    points = shapely.points(middles)
    tree = shapely.STRtree(points)
    first, second = tree.query(points, predicate="dwithin", distance=60)
    apart = np.hypot(*(middles[first] - middles[second]).T)
    nearest = pd.Series(apart[first != second]).groupby(first[first != second]).min()
    return min(wanted, 0.45 * float(nearest.median())) if len(nearest) else wanted


def symbols(
    ax: Axes, layer: gpd.GeoDataFrame, values: pd.Series, sizes: pd.Series, classes: Classes,
    spots: dict,
) -> None:  # fmt: skip
    """Draw a disc for each value that is not blank, at its spot."""
    codes = [code for code in layer.index if not is_blank(values[code])]
    if not codes:
        return
    points = np.array([spots[code].symbol for code in codes]) * style.figure_of(ax).dpi / 72
    x, y = ax.transData.inverted().transform(points).T
    ax.scatter(
        x, y, s=(2 * sizes[codes].to_numpy()) ** 2, c=[classes.colour(values[c]) for c in codes],
        edgecolors=style.INK, linewidths=0.5, zorder=5, gid="symbols",
    )  # fmt: skip


def number_fits(text: str, size: float, radius: float) -> bool:
    """Tell whether a number stands within a disc of that radius in points."""
    return float(np.hypot(style.text_width(text, size), size * 0.73)) <= 2 * radius


def write_numbers(
    ax: Axes, shown: dict[int, str], spots: dict, values: pd.Series, classes: Classes,
    sizes: dict[int, float],
) -> None:  # fmt: skip
    """Write numbers into their discs, in the ink that reads on them."""
    scale = style.figure_of(ax).dpi / 72
    for code, text in shown.items():
        x, y = ax.transData.inverted().transform(np.array(spots[code].symbol) * scale)
        ax.text(
            x, y, text, fontsize=sizes[code], ha="center", va="center_baseline", zorder=6,
            color=style.text_on(classes.colour(values[code])), gid=f"value-{code}",
        )  # fmt: skip
