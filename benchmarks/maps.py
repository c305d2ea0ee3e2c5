"""Times one map against plain GeoDataFrame.plot with labels and legend: python benchmarks/maps.py.

Both sides start from loaded data and end with the pixels of an A4 page at 100 dpi. Each number is
the median of five rounds, taken in turn in one process; compare ratios, not seconds.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib import pyplot as plt
from timing import medians

import ntm_analysis as ntm
from ntm_analysis.figures import maps, style

ROUNDS = 5


def plain(layer: gpd.GeoDataFrame, values: pd.Series) -> None:
    """Draw a layer as one would without the package: colours by quantile, names, legend."""
    figure, ax = plt.subplots(figsize=(11.69, 8.27))
    shown = layer.assign(value=values.astype(float))
    shown.plot(
        "value", ax=ax, scheme="quantiles", k=5, cmap="YlGnBu", edgecolor="black", linewidth=0.5,
        legend=True, missing_kwds={"color": "lightgrey"},
    )  # fmt: skip
    for name, number, point in zip(
        layer["name"], values, layer.representative_point(), strict=True
    ):
        ax.annotate(f"{name}\n{number}", (point.x, point.y), ha="center", va="center", fontsize=7)
    ax.set_title("Plain")
    figure.canvas.draw()
    plt.close(figure)


def ours(layer: gpd.GeoDataFrame, values: pd.Series, kind: str) -> None:
    """Draw the same with the package, all furniture and texts with it."""
    ax = maps.choropleth(layer, values, name="Ours", title="Ours", source="x", kind=kind)
    style.figure_of(ax).canvas.draw()
    plt.close("all")


def cells(count: int) -> gpd.GeoDataFrame:
    """Return a square cut into that many cells, with as many vertices each as a district has."""
    points = shapely.points(np.random.default_rng(7).uniform(0, 140_000, (count, 2)))
    square = shapely.box(0, 0, 140_000, 140_000)
    found = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points)))
    found = shapely.segmentize(shapely.intersection(found, square), 200)
    names = [f"Xã số {at}" for at in range(len(found))]
    index = pd.Index(range(10_000, 10_000 + len(found)), name="code")
    return gpd.GeoDataFrame({"name": names, "geometry": found}, index=index, crs="EPSG:5897")


def main() -> None:
    """Print the ratio to the plain map for 27 districts, 166 and 700 cells."""
    plan = ntm.load_plan("thanh_hoa_2024")
    districts = ntm.load_districts()
    ocop = plan.target("ocop_products").loc[districts.index]
    layers = {27: (districts, ocop)}
    for count in (166, 700):
        layer = cells(count)
        layers[count] = (layer, pd.Series(range(len(layer)), index=layer.index) % 40 + 1)
    for count, (layer, values) in layers.items():
        took = medians(
            {
                "plain": lambda at=(layer, values): plain(*at),
                "shade": lambda at=(layer, values): ours(*at, "shade"),
                "symbols": lambda at=(layer, values): ours(*at, "symbols"),
            },
            ROUNDS,
        )
        vertices = int(shapely.get_num_coordinates(layer.geometry.to_numpy()).sum())
        ratios = ", ".join(
            f"{kind} {took[kind] / took['plain']:.2f}" for kind in ("shade", "symbols")
        )
        print(f"{count} units, {vertices} vertices: plain {took['plain']:.2f} s; ratio {ratios}")  # noqa: T201


if __name__ == "__main__":
    main()
