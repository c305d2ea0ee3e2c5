"""Labels on a map: inside their unit where they fit, else beside it on a leader line."""

import math
from collections.abc import Iterator

import geopandas as gpd
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

from ntm_analysis.figures.style import INK, MUTED
from ntm_analysis.geography import label_points

_DIRECTIONS = 24
_STEPS_PT = tuple(range(12, 200, 8))


def label_units(ax: Axes, layer: gpd.GeoDataFrame, texts: pd.Series, size: float) -> None:
    """Write one label per unit so that no two overlap and none leaves the frame.

    Parameters
    ----------
    ax : Axes
        The map, drawn and with its limits set.
    layer : GeoDataFrame
        Units by code, in the map's coordinates.
    texts : Series of str
        Labels by code.
    size : float
        Font size in points.
    """
    figure = ax.get_figure(root=True)
    assert figure is not None  # noqa: S101 - axes that are drawn stand in a figure
    figure.canvas.draw()
    taken: list[Bbox] = []
    frame = ax.get_window_extent()
    points = label_points(layer)
    for code in layer.area.sort_values(ascending=False).index:
        anchor = (points[code].x, points[code].y)
        text = ax.annotate(
            texts[code], anchor, xytext=(0, 0), textcoords="offset points", fontsize=size,
            ha="center", va="center", color=INK, linespacing=1.0, zorder=5,
            path_effects=[withStroke(linewidth=2, foreground="white", alpha=0.85)],
        )  # fmt: skip
        for offset in _offsets():
            text.set_position(offset)
            box = text.get_window_extent().padded(1)
            centred = not any(offset)
            inside = centred and _fits(ax, layer.geometry[code], box)
            free = not any(box.overlaps(other) for other in taken)
            within = (
                frame.x0 <= box.x0
                and box.x1 <= frame.x1
                and frame.y0 <= box.y0
                and box.y1 <= frame.y1
            )
            if free and within and (inside or (not centred and _clear(ax, layer, code, box))):
                break
        if text.get_position() != (0, 0):
            _leader(ax, anchor, text.get_position())
        taken.append(text.get_window_extent().padded(1))


def _offsets() -> Iterator[tuple[float, float]]:
    yield (0, 0)
    for step in _STEPS_PT:
        for turn in range(_DIRECTIONS):
            angle = 2 * math.pi * turn / _DIRECTIONS
            yield (step * math.cos(angle), step * math.sin(angle))


def _in_map(ax: Axes, box: Bbox) -> shapely.Polygon:
    corners = ax.transData.inverted().transform(box.get_points())
    return shapely.box(*corners.ravel())


def _fits(ax: Axes, shape: shapely.Geometry, box: Bbox) -> bool:
    """Tell whether most of a label lies on its own unit."""
    drawn = _in_map(ax, box)
    return bool(shapely.intersection(shape, drawn).area > 0.7 * drawn.area)


def _clear(ax: Axes, layer: gpd.GeoDataFrame, code: int, box: Bbox) -> bool:
    """Tell whether a label beside its unit lies on no unit at all: at sea or past the border."""
    drawn = _in_map(ax, box)
    return not shapely.intersects(layer.geometry.to_numpy(), drawn).any()


def _leader(ax: Axes, anchor: tuple[float, float], offset: tuple[float, float]) -> None:
    ax.annotate(
        "", anchor, xytext=offset, textcoords="offset points", zorder=4,
        arrowprops={
            "arrowstyle": "-", "color": MUTED, "linewidth": 0.6, "shrinkA": 4, "shrinkB": 0,
        },
    )  # fmt: skip
    ax.plot(*anchor, marker="o", markersize=1.8, color=INK, zorder=4)
