"""Finds places for labels on a map: inside their unit, else beside it at the end of a leader line.

All in points of the page, by rules alone, so that the same map has the same labels on every run.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

GAP = 1.5  # kept free around every label, in points
INSIDE = 0.65  # part of a label and its symbol that lies on its own unit, at least
OVERHANG = 60  # what a label wholly off its unit would cost, in points of distance from its middle
_TRIES = 60  # points of a unit where its label is tried, about
_CHUNK = 12


@dataclass(frozen=True)
class Spot:
    """Where the symbol and the label of a unit stand; no label where there is no room."""

    symbol: tuple[float, float]
    label: tuple[float, float] | None = None
    lines: int = 0  # which of the label's forms: 0 on one line, 1 broken into two
    leader: bool = False


class Sheet:
    """The page while it fills: the frame, the land, and the boxes that are taken."""

    def __init__(
        self, shapes: Sequence[shapely.Geometry], frame: shapely.Polygon,
        taken: Sequence[shapely.Polygon],
    ) -> None:  # fmt: skip
        self.frame = frame
        self.shapes = shapes
        self.taken: list[shapely.Geometry] = []
        self.leaders: list[shapely.Geometry] = []
        self._edges = np.empty((0, 4))
        for box in taken:
            self.take(box)

    def free(self, boxes: NDArray) -> NDArray:
        """Tell which boxes lie within the frame and on nothing that is taken."""
        left, low, right, high = shapely.bounds(self.frame)
        edges = shapely.bounds(boxes)
        fits = (edges[:, 0] >= left) & (edges[:, 1] >= low)
        fits &= (edges[:, 2] <= right) & (edges[:, 3] <= high)
        apart = (edges[:, None, 0] >= self._edges[:, 2]) | (edges[:, None, 2] <= self._edges[:, 0])
        apart |= (edges[:, None, 1] >= self._edges[:, 3]) | (edges[:, None, 3] <= self._edges[:, 1])
        fits &= apart.all(axis=1)
        for line in self.leaders:
            fits[fits] = ~shapely.intersects(boxes[fits], line)
        return fits

    def take(self, box: shapely.Geometry) -> None:
        """Keep a box from being used again."""
        self.taken.append(box)
        self._edges = np.vstack([self._edges, shapely.bounds(box)])

    def release(self, box: shapely.Geometry) -> None:
        """Give a box free again."""
        at = self.taken.index(box)
        del self.taken[at]
        self._edges = np.delete(self._edges, at, axis=0)


def place(
    shapes: Sequence[shapely.Geometry], sizes: Sequence[Sequence[tuple[float, float]]],
    radii: Sequence[float], frame: shapely.Polygon, taken: Sequence[shapely.Polygon],
    *, leaders: bool = True,
) -> list[Spot]:  # fmt: skip
    """Give each unit the place of its symbol and its label.

    Parameters
    ----------
    shapes : sequence of geometry
        Units in points of the page.
    sizes : sequence
        Per unit the width and height of each form of its label, the best first.
    radii : sequence of float
        Radius of each symbol; 0 where there is none.
    frame : Polygon
        The map's frame, in points.
    taken : sequence of Polygon
        Legend, scale bar and other boxes.
    leaders : bool
        Whether a label without room in its unit goes outside on a line; else it is left out.

    Returns
    -------
    list of Spot
        One per unit. No label overlaps another, a symbol or a taken box, or leaves the frame.
    """
    sheet = Sheet(shapes, frame, taken)
    poles = [_pole(shape) for shape in shapes]
    spots = [Spot(pole[:2]) for pole in poles]
    discs = [
        shapely.box(x - r, y - r, x + r, y + r) for (x, y, _), r in zip(poles, radii, strict=True)
    ]
    order = sorted(range(len(shapes)), key=lambda at: (shapes[at].area, at))
    for disc, radius in zip(discs, radii, strict=True):
        if radius:
            sheet.take(disc)
    for at in order:
        own = discs[at]
        if radii[at]:
            sheet.release(own)
        spots[at] = _inside(sheet, at, poles[at], sizes[at], radii[at])
        _keep(sheet, spots[at], sizes[at], radii[at])
    if leaders:
        ring = _outside(sheet)
        for at in [at for at in order if spots[at].label is None]:
            spots[at] = _beside(sheet, ring, spots[at], sizes[at], radii[at])
    return spots


def _pole(shape: shapely.Geometry) -> tuple[float, float, float]:
    """Return the middle and radius of the widest circle in the largest part of a unit."""
    part = max(shapely.get_parts(shape), key=shapely.area)
    line = shapely.maximum_inscribed_circle(part, tolerance=1)
    x, y = shapely.get_coordinates(line)[0]
    return float(x), float(y), float(shapely.length(line))


def _boxes(middles: NDArray, size: tuple[float, float]) -> NDArray:
    half = np.array(size) / 2 + GAP
    return shapely.box(*(middles - half).T, *(middles + half).T)


def _keep(sheet: Sheet, spot: Spot, sizes: Sequence[tuple[float, float]], radius: float) -> None:
    x, y = spot.symbol
    if radius:
        sheet.take(shapely.box(x - radius, y - radius, x + radius, y + radius))
    if spot.label is not None:
        sheet.take(_boxes(np.array([spot.label]), sizes[spot.lines])[0])


def _inside(
    sheet: Sheet, at: int, pole: tuple[float, float, float],
    sizes: Sequence[tuple[float, float]], radius: float,
) -> Spot:  # fmt: skip
    """Try the label beside its symbol at points of its own unit, the middle of the unit first."""
    middle = np.array(pole[:2])
    points = _lattice(sheet.shapes[at], middle)
    away = np.hypot(*(points - middle).T)
    best = (np.inf, Spot(_pair(middle)))
    room = sheet.shapes[at].area
    for lines, size in enumerate(sizes):
        for layout in _layouts(size, radius):
            if layout.size[0] * layout.size[1] * INSIDE > room:
                continue
            cheapest = away + layout.cost + 4 * lines
            for start in range(0, len(points), _CHUNK):
                part = slice(start, start + _CHUNK)
                if cheapest[part].min() >= best[0]:
                    break
                share = _shares(sheet, sheet.shapes[at], points[part], layout)
                cost = cheapest[part] + OVERHANG * (1 - share)
                cost[share < INSIDE] = np.inf
                place = int(np.argmin(np.round(cost, 6)))
                if cost[place] < best[0]:
                    point = points[start + place]
                    spot = Spot(_pair(point + layout.symbol), _pair(point + layout.label), lines)
                    best = (float(cost[place]), spot)
    return best[1]


@dataclass(frozen=True)
class _Layout:
    """A symbol and a label side by side: the block's size, and where both stand in it."""

    size: tuple[float, float]
    symbol: NDArray
    label: NDArray
    cost: float


def _layouts(size: tuple[float, float], radius: float) -> list[_Layout]:
    """Return the label below, above, right and left of its symbol; alone where there is none."""
    width, height = size
    if not radius:
        return [_Layout(size, np.zeros(2), np.zeros(2), 0)]
    made = []
    for x, y, cost in ((0, -1, 0), (0, 1, 4), (1, 0, 3), (-1, 0, 5)):
        block = (
            (max(width, 2 * radius), height + 2 * radius + GAP)
            if y
            else (width + 2 * radius + GAP, max(height, 2 * radius))
        )
        side = np.array([x, y], dtype=float)
        extent = (height if y else width) + GAP
        made.append(_Layout(block, -side * extent / 2, side * (radius + GAP / 2), cost))
    return made


def _shares(sheet: Sheet, shape: shapely.Geometry, points: NDArray, layout: _Layout) -> NDArray:
    """Return which part of the block lies on the unit at each point, 0 where it cannot stand."""
    boxes = _boxes(points, layout.size)
    share = np.zeros(len(points))
    good = sheet.free(boxes) & shapely.contains_xy(shape, *(points + layout.symbol).T)
    good &= shapely.contains_xy(shape, *(points + layout.label).T)
    if good.any():
        common = shapely.intersection(boxes[good], shape)
        share[good] = shapely.area(common) / shapely.area(boxes[good])
    return share


def _pair(point: NDArray) -> tuple[float, float]:
    return float(point[0]), float(point[1])


def _lattice(shape: shapely.Geometry, middle: NDArray) -> NDArray:
    """Return points of a unit in order of their distance from its middle."""
    left, low, right, high = shapely.bounds(shape)
    step = max(3.0, np.sqrt((right - left) * (high - low) / _TRIES))
    xs = np.arange(middle[0] - step * np.floor((middle[0] - left) / step), right, step)
    ys = np.arange(middle[1] - step * np.floor((middle[1] - low) / step), high, step)
    grid = np.array([(x, y) for y in ys for x in xs]).reshape(-1, 2)
    grid = np.vstack([middle[None, :], grid[shapely.contains_xy(shape, *grid.T)]])
    far = np.round(np.hypot(*(grid - middle).T), 6)
    return grid[np.argsort(far, kind="stable")]


def _outside(sheet: Sheet) -> NDArray:
    """Return points of the frame off the land, on a lattice of 4 points."""
    left, low, right, high = shapely.bounds(sheet.frame)
    xs, ys = np.meshgrid(np.arange(left, right, 4.0), np.arange(low, high, 4.0))
    points = np.column_stack([xs.ravel(), ys.ravel()])
    land = shapely.union_all([shapely.buffer(shape, 0.5) for shape in sheet.shapes])
    shapely.prepare(land)
    return points[~shapely.contains_xy(land, *points.T)]


def _beside(
    sheet: Sheet, ring: NDArray, spot: Spot, sizes: Sequence[tuple[float, float]], radius: float
) -> Spot:
    """Put a label off the land, at the end of the shortest line that crosses no label.

    Where every line crosses one, the shortest is taken; names are written over it.
    """
    size = sizes[0]
    start = np.array(spot.symbol)
    far = np.hypot(*(ring - start).T)
    near = ring[np.argsort(np.round(far, 6), kind="stable")]
    others = [box for box in sheet.taken if not box.covers(shapely.Point(start))]
    strict, lax = [*others, *sheet.leaders], list[shapely.Geometry]()
    steps = range(0, len(near), 20 * _CHUNK)
    for first, obstacles in [(at, strict) for at in steps] + [(at, lax) for at in steps]:
        ends = near[first : first + 20 * _CHUNK]
        boxes = _boxes(ends, size)
        good = sheet.free(boxes)
        good[good] = ~_hit(boxes[good], sheet.shapes)
        lines = shapely.linestrings(np.stack([np.broadcast_to(start, ends.shape), ends], axis=1))
        good[good] = ~_hit(lines[good], obstacles)
        if good.any():
            best = int(np.argmax(good))
            sheet.leaders.append(lines[best])
            sheet.take(boxes[best])
            return Spot(spot.symbol, _pair(ends[best]), 0, leader=True)
    return spot


def _hit(lines: NDArray, others: Sequence[shapely.Geometry]) -> NDArray:
    """Tell which of some geometries meet any of the others."""
    hit = np.zeros(len(lines), dtype=bool)
    if len(lines) and len(others):
        hit[shapely.STRtree(list(others)).query(lines, predicate="intersects")[0]] = True
    return hit
