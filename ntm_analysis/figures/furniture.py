"""What stands around a map: head, legend, scale bar, north arrow, source line."""

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from ntm_analysis.figures import labels, style
from ntm_analysis.figures.style import Page
from ntm_analysis.wording import say

_MARGIN = 0.03


def set_frame(ax: Axes, layer: gpd.GeoDataFrame, *, left: float = 0, right: float = 0) -> None:
    """Fit a layer into the axes at one scale, with room in points left free at the sides."""
    figure = style.figure_of(ax)
    if figure.get_layout_engine() is not None:
        figure.draw_without_rendering()
    scale = 72 / figure.dpi
    box = ax.get_window_extent()
    width, height = box.width * scale, box.height * scale
    x0, y0, x1, y1 = layer.total_bounds
    inner = max(width * (1 - 2 * _MARGIN) - left - right, width * 0.3)
    per_point = max((x1 - x0) / inner, (y1 - y0) / (height * (1 - 2 * _MARGIN)))
    middle_x = (x0 + x1) / 2 + (right - left) / 2 * per_point
    middle_y = (y0 + y1) / 2
    ax.set_aspect("equal", adjustable="box")
    ax.set_xlim(middle_x - width / 2 * per_point, middle_x + width / 2 * per_point)
    ax.set_ylim(middle_y - height / 2 * per_point, middle_y + height / 2 * per_point)
    ax.set_axis_off()


def head(ax: Axes, title: str, subtitle: str, page: Page) -> float:
    """Write title and subtitle above the axes, wrapped to their width; return their height."""
    width = ax.get_position().width * style.figure_of(ax).get_figwidth() * 72
    small = style.wrap(subtitle, width, page.body)
    gap = 3 + (page.body * 1.25 * (small.count("\n") + 1) if small else 0) + page.body * 0.4
    large = style.wrap(title, width, page.title, bold=True, even=True)
    ax.set_title(large, fontsize=page.title, pad=gap, loc="left")
    if small:
        ax.annotate(
            small, (0, 1), xytext=(0, 3), xycoords="axes fraction", textcoords="offset points",
            fontsize=page.body, color=style.MUTED, va="bottom", linespacing=1.15,
            annotation_clip=False,
        )  # fmt: skip
    return gap + page.title * 1.3 * (large.count("\n") + 1)


def legend(
    ax: Axes, handles: list[Patch | Line2D], title: str, page: Page, *, loc: str = "lower left"
) -> shapely.Polygon:
    """Draw the legend of a map and return its box in points."""
    largest = max([h.get_markersize() for h in handles if isinstance(h, Line2D)], default=0)
    drawn = ax.legend(
        handles=handles, title=title, loc=loc, frameon=False, fontsize=page.body,
        title_fontsize=page.body, alignment="left", borderaxespad=0.2,
        labelspacing=max(0.45, largest / page.body - 0.8),
        handlelength=2.2,
    )  # fmt: skip
    drawn.set_zorder(7)
    drawn.get_title().set_fontweight("bold")
    figure = style.figure_of(ax)
    box = drawn.get_window_extent(figure.canvas.get_renderer())  # type: ignore[attr-defined]
    scale = 72 / figure.dpi
    return shapely.box(box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale)


def scale_bar(ax: Axes, page: Page) -> shapely.Polygon:
    """Draw a bar of a round number of kilometres; the map is in metres. Return its box."""
    x0, x1 = ax.get_xlim()
    y0, y1 = ax.get_ylim()
    length = _round_length((x1 - x0) * 0.14)
    right, base = x1 - 0.02 * (x1 - x0), y0 + 0.03 * (y1 - y0)
    tick = 0.008 * (y1 - y0)
    ax.plot(
        [right - length, right - length, right, right], [base + tick, base, base, base + tick],
        color=style.INK, linewidth=1.2, gid="scale-bar",
    )  # fmt: skip
    shown = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    text = ax.text(
        right - length / 2, base + tick, shown, ha="center", va="bottom", fontsize=page.label
    )
    return _around(ax, [(right - length, base), (right, base + tick)], text)


def _round_length(most: float) -> float:
    """Return the longest of 1, 2, 5 times a power of ten that is no longer.

    >>> _round_length(23_400.0), _round_length(9_000.0)
    (20000.0, 5000.0)
    """
    power = 10.0 ** np.floor(np.log10(most))
    return float(max(step * power for step in (1, 2, 5) if step * power <= most))


def north_arrow(ax: Axes, page: Page, lang: str) -> shapely.Polygon:
    """Draw an arrow to the north in the upper right corner and return its box.

    In VN-2000 / TM-3 zone 482 north is up to within a third of a degree over the province.
    """
    x0, x1 = ax.get_xlim()
    y0, y1 = ax.get_ylim()
    x, top = x1 - 0.03 * (x1 - x0), y1 - 0.06 * (y1 - y0)
    foot = top - 0.06 * (y1 - y0)
    ax.annotate(
        "", (x, top), xytext=(x, foot), zorder=6,
        arrowprops={"arrowstyle": "-|>", "color": style.INK, "linewidth": 1},
    )  # fmt: skip
    text = ax.text(x, top, say("map.north", lang), ha="center", va="bottom", fontsize=page.body)
    return _around(ax, [(x, foot), (x, top)], text)


def _around(ax: Axes, points: list[tuple[float, float]], text: Text) -> shapely.Polygon:
    """Return the box in points around places of the map and a text."""
    scale = 72 / style.figure_of(ax).dpi
    placed = shapely.multipoints(ax.transData.transform(np.array(points)) * scale)
    both = shapely.union_all([placed, labels.box_of(ax, text)])
    return shapely.box(*shapely.bounds(shapely.buffer(both, 3)))
