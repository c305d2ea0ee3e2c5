"""Today's communes where the districts stood: the whole province, and district by district."""

import geopandas as gpd
import pandas as pd
import shapely
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ntm_analysis import geography, places
from ntm_analysis.figures import finding, furniture, legend, style, units
from ntm_analysis.figures.labels import label_units
from ntm_analysis.wording import say

_CROSSING = style.KINDS[1]
_BESIDE = "#f6e6c8"  # what of such a commune lies in another district
_OUTLINE = 1.3
_COLUMNS = 4


@style.styled
def commune_map(
    communes: gpd.GeoDataFrame, districts: gpd.GeoDataFrame, *, lang: str = "vi",
    boundaries: str = geography.COMMUNES, size: str = "A4", ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw the communes of July 2025 within the outlines of the districts of 2024.

    Parameters
    ----------
    communes : GeoDataFrame
        From `geography.load_communes`.
    districts : GeoDataFrame
        From `geography.load_districts`.
    lang : {"vi", "en"}
    boundaries : str
        Name of the layer of communes, for the source line.
    size : {"A4", "A5", "slide"}
    ax : Axes, optional
    """
    page = style.page(size)
    if ax is None:
        figure = plt.figure(figsize=(page.width, page.height))
        ax = figure.add_axes((0.025, 0.07, 0.95, 0.8))
    crossing = _crossing(communes)
    title = say(
        "communes.title", lang, count=len(communes), districts=len(districts), n=int(crossing.sum())
    )
    furniture.head(ax, title, say("communes.subtitle", lang), page)
    style.caption(ax, [finding.origin(boundaries, lang)], below=5, size=page.label - 0.5)
    furniture.set_frame(ax, districts)
    _draw(ax, communes, districts, crossing)
    taken = {"legend": furniture.legend(ax, _entries(communes, crossing, lang), "", page)}
    taken["scale"] = furniture.scale_bar(ax, page)
    taken["north"] = furniture.north_arrow(ax, page, lang)
    both = pd.concat([districts[["geometry"]], communes.loc[crossing, ["geometry"]]])
    names = [*districts["name"].astype(str), *(str(at) for at in range(1, crossing.sum() + 1))]
    fills = pd.Series([style.LAND] * len(districts) + [_CROSSING] * crossing.sum(), both.index)
    label_units(ax, both, pd.Series(names, index=both.index), page.label, taken=taken, fills=fills)
    shown = "; ".join(
        f"{_full(code, lang)}: {_districts(communes, code)}" for code in communes.index[crossing]
    )
    return style.set_alt(ax, say("communes.alt", lang, title=title, shown=shown))


@style.styled
def commune_panels(
    communes: gpd.GeoDataFrame, districts: gpd.GeoDataFrame, *, lang: str = "vi",
) -> Axes:  # fmt: skip
    """Draw each district of 2024 with the names of today's communes in it; see `commune_map`.

    Returns the first axes of the figure; its text names all.
    """
    codes = list(districts.index)
    rows = -(-len(codes) // _COLUMNS)
    figure = plt.figure(figsize=(13, 2.95 * rows))
    grid = figure.subplots(
        rows, _COLUMNS, gridspec_kw={"left": 0.01, "right": 0.99, "top": 0.975, "bottom": 0.005,
                                     "hspace": 0.14, "wspace": 0.03},
    )  # fmt: skip
    said = []
    for ax, code in zip(grid.flat, codes, strict=False):
        said.append(_panel(ax, communes, districts, code, lang))
    for ax in list(grid.flat)[len(codes) :]:
        ax.remove()
    first: Axes = grid.flat[0]
    return style.set_alt(first, say("communes.panels.alt", lang, shown="; ".join(said)))


def _panel(
    ax: Axes, communes: gpd.GeoDataFrame, districts: gpd.GeoDataFrame, code: int, lang: str
) -> str:
    """Draw one district with its communes, and say in words which they are."""
    inside = communes[[str(code) in held.split("|") for held in communes["districts"]]]
    here = districts.loc[[code]]
    count = len(inside)
    heading = say("communes.panel", lang, name=places.unit_name(code, lang, full=True), count=count)
    ax.set_title(heading[:1].upper() + heading[1:], fontsize=9.5)
    furniture.set_frame(ax, here)
    crossing = _crossing(inside)
    parts = inside.assign(geometry=[_within(shape, here) for shape in inside.geometry])
    units.fill(ax, inside, [_BESIDE] * count, line=0.35)
    _draw(ax, parts, here, crossing)
    fills = crossing.map({True: _CROSSING, False: style.LAND})
    label_units(ax, parts, inside["name"].astype(str), 7.2, fills=fills)
    return f"{heading}: {', '.join(inside['name'].astype(str))}"


def _draw(
    ax: Axes, communes: gpd.GeoDataFrame, districts: gpd.GeoDataFrame, crossing: pd.Series
) -> None:
    fills = crossing.map({True: _CROSSING, False: style.LAND})
    units.fill(ax, communes, fills.tolist(), line=0.35)
    for shape in districts.geometry:
        for part in (
            shape.boundary.geoms if shape.boundary.geom_type[0] == "M" else [shape.boundary]
        ):
            ax.plot(*part.xy, color=style.INK, linewidth=_OUTLINE, solid_joinstyle="round")


def _entries(communes: gpd.GeoDataFrame, crossing: pd.Series, lang: str) -> list[legend.Handle]:
    count = int(crossing.sum())
    return [
        Patch(facecolor=style.LAND, edgecolor=style.EDGE, linewidth=0.35,
              label=say("communes.within", lang, count=len(communes) - count)),
        Patch(facecolor=_CROSSING, edgecolor=style.EDGE, linewidth=0.35,
              label=say("communes.crossing", lang, count=count)),
        *(
            Line2D([], [], linestyle="",
                   label=f"{at}  {_full(code, lang)}: {_districts(communes, code)}")
            for at, code in enumerate(communes.index[crossing], start=1)
        ),
        Line2D([], [], color=style.INK, linewidth=_OUTLINE, label=say("communes.outline", lang)),
    ]  # fmt: skip


def _crossing(communes: gpd.GeoDataFrame) -> pd.Series:
    """Tell which communes hold land of more than one district."""
    return communes["districts"].astype(str).str.contains("|", regex=False)


def _districts(communes: gpd.GeoDataFrame, code: int) -> str:
    held = str(communes.loc[code, "districts"]).split("|")
    return places.unit_names(map(int, held))


def _full(code: int, lang: str) -> str:
    return places.unit_name(code, lang, full=True, on=geography.COMMUNES_SINCE)


def _within(shape: shapely.Geometry, district: gpd.GeoDataFrame) -> shapely.Geometry:
    """Return what of a commune lies in a district, without the lines where they only touch."""
    both = shapely.get_parts(shapely.intersection(shape, district.geometry.iloc[0]))
    return shapely.union_all(both[shapely.get_dimensions(both) == 2])
