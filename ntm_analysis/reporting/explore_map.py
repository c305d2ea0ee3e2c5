"""The districts as the interactive page draws them: paths, symbols, names."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from ntm_analysis.figures import placement, style

WIDTH, MARGIN, TYPE, DISC = 1000, 16, 12.5, 13.0  # of the map, in its own units


@dataclass(frozen=True)
class Shape:
    """A district as it is drawn: its path, and where its symbol, name and leader line stand."""

    code: int
    name: str
    path: str
    symbol: tuple[float, float]
    name_at: tuple[float, float]
    lines: tuple[str, ...]
    leader: bool


def paths(layer: gpd.GeoDataFrame) -> tuple[list[str], int]:
    """Return the path of each district, in order of its code, and the map's height; no names."""
    shapes, height = _shapes(layer)
    return [_path(shape, height) for shape in shapes], height


def drawn(layer: gpd.GeoDataFrame) -> tuple[list[Shape], int]:
    """Return each district as it is drawn, in order of its code, and the map's height."""
    shapes, height = _shapes(layer)
    forms = [_forms(str(name)) for name in layer["name"]]
    sizes = [[_size(form) for form in options] for options in forms]
    spots = placement.place(
        shapes, sizes, [DISC] * len(shapes), shapely.box(0, 0, WIDTH, height), []
    )
    made = [
        Shape(int(code), str(name), _path(shape, height), _flipped(spot.symbol, height),
              _flipped(spot.label or spot.symbol, height), options[spot.lines], spot.leader)
        for code, name, shape, spot, options in zip(
            layer.index, layer["name"], shapes, spots, forms, strict=True
        )
    ]  # fmt: skip
    return made, height


def _shapes(layer: gpd.GeoDataFrame) -> tuple[list[shapely.Geometry], int]:
    """Return the districts in the map's own units, and its height."""
    x0, y0, x1, y1 = layer.total_bounds
    scale = (WIDTH * 0.94 - 2 * MARGIN) / (x1 - x0)
    height = round((y1 - y0) * scale + 2 * MARGIN)

    def moved(points: np.ndarray) -> np.ndarray:
        return np.column_stack(
            [(points[:, 0] - x0) * scale + MARGIN, (points[:, 1] - y0) * scale + MARGIN]
        )

    simple = shapely.coverage_simplify(layer.geometry.to_numpy(), 130)
    return list(shapely.transform(simple, moved)), height


def _forms(name: str) -> list[tuple[str, ...]]:
    first, _, rest = name.partition(" ")
    return [(name,), (first, rest)] if rest else [(name,)]


def _size(lines: tuple[str, ...]) -> tuple[float, float]:
    return max(style.text_width(line, TYPE) for line in lines), TYPE * 1.2 * len(lines)


def _flipped(point: tuple[float, float], height: int) -> tuple[float, float]:
    """Return a point as SVG counts it, from the top."""
    return round(point[0], 1), round(height - point[1], 1)


def _path(shape: shapely.Geometry, height: int) -> str:
    rings = [r for part in shapely.get_parts(shape) for r in [part.exterior, *part.interiors]]
    return "".join(
        "M" + "L".join(f"{x:.1f} {height - y:.1f}" for x, y in ring.coords[:-1]) + "Z"
        for ring in rings
    )
