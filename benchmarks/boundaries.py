"""Times the check of a boundary file against plain reading: python benchmarks/boundaries.py.

The peer is ``geopandas.read_file`` and ``make_valid`` on the same GeoPackage: no names, no checks,
no areas. Each number is the median of three rounds, taken in turn in one process after one round
to warm up; compare ratios, not seconds. The units of the province are the shipped ones, the others
cells of a Voronoi diagram north of it, their lines cut into steps so that files of one kind differ
in their vertices alone.
"""

import tempfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from timing import medians

from ntm_analysis import store
from ntm_analysis.boundaries.check import check

ROUNDS = 3
NORTH = (350_000, 2_350_000, 750_000, 2_650_000)  # VN-2000, metres


def units(layer: str, step: float) -> gpd.GeoDataFrame:
    """Return the units of a shipped layer, their lines cut into steps of so many metres."""
    shapes = gpd.read_file(store.find_layer(layer) / f"{layer}.shp").to_crs(5897)
    return shapes[["name", "geometry"]].assign(geometry=shapes.segmentize(step))


def cells(count: int, step: float) -> gpd.GeoDataFrame:
    """Return cells of other provinces, their lines cut into steps of so many metres."""
    x0, y0, x1, y1 = NORTH
    points = np.random.default_rng(7).uniform((x0, y0), (x1, y1), (count, 2))
    found = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points)))
    shapes = shapely.segmentize(shapely.intersection(found, shapely.box(*NORTH)), step)
    return gpd.GeoDataFrame({"name": "Đơn vị khác", "geometry": shapes}, crs=5897)


def measure(what: str, layer: gpd.GeoDataFrame, folder: Path) -> None:
    """Print vertices, both times and their ratio for one file."""
    file = folder / "layer.gpkg"
    layer.to_crs(4326).to_file(file)
    took = medians(
        {
            "plain": lambda: gpd.read_file(file).make_valid(),
            "check": lambda: check(file, lang="en"),
        },
        ROUNDS,
    )
    vertices = int(shapely.get_num_coordinates(layer.geometry.to_numpy()).sum())
    plain, ours = took["plain"], took["check"]
    print(  # noqa: T201
        f"{what:<24}{len(layer):>7} units {vertices:>10} vertices: plain {plain:6.2f} s, check "
        f"{ours:6.2f} s, ratio {ours / plain:5.1f}, {1e6 * ours / vertices:7.2f} µs a vertex"
    )
    file.unlink()


def main() -> None:
    """Print the ratios for one district, 700 districts and 10,000 communes."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for step in (1_000, 100, 20):
            districts = units("districts_2024", step)
            one = districts[districts["name"] == "Thọ Xuân"]
            measure(f"one district, {step} m", one, folder)
        for step in (1_000, 200, 50):
            national = pd.concat([units("districts_2024", step), cells(673, step)])
            measure(f"700 districts, {step} m", national, folder)
        for step in (1_000, 200, 100):
            national = pd.concat([units("communes_2025", step), cells(9_834, step)])
            measure(f"10,000 communes, {step} m", national, folder)


if __name__ == "__main__":
    main()
