"""Where a unit lies: itself, its neighbours of the same zone and of another, the rest muted."""

import geopandas as gpd
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from ntm_analysis import geography
from ntm_analysis.figures import furniture, style, units
from ntm_analysis.figures.labels import label_units
from ntm_analysis.wording import say

_SAME, _OTHER = style.LEVELS[2], "#f3e3bd"


@style.styled
def locator(
    layer: gpd.GeoDataFrame, code: int, same_zone: list[int], *, lang: str = "vi",
    title: bool = True, ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw where a unit lies, with all its neighbours; those of the same zone stand out.

    Parameters
    ----------
    layer : GeoDataFrame
        Units by code in metres, with the column `name`.
    code : int
    same_zone : list of int
        Its neighbours of the same zone.
    lang : {"vi", "en"}
    title : bool
        Whether the map has a title of its own.
    ax : Axes, optional
    """
    ax = ax if ax is not None else style.new_axes(6.4, 5.2)
    page = style.page("A5")
    names = layer["name"].astype(str)
    beside = geography.neighbours(layer, code)
    if title:
        ax.set_title(say("map.locator", lang, name=names[code]), fontsize=10)
    furniture.set_frame(ax, layer)
    fills = pd.Series(style.PAPER, index=layer.index)
    fills[beside] = _OTHER
    fills[same_zone] = _SAME
    fills[code] = style.ACCENT
    units.fill(ax, layer, fills.tolist(), line=0.4)
    entries = [(style.ACCENT, names[code])]
    entries += [(_SAME, say("map.locator_same_zone", lang))] if same_zone else []
    entries += (
        [(_OTHER, say("map.locator_other_zone", lang))] if set(beside) - set(same_zone) else []
    )
    entries += [(style.PAPER, say("map.locator_other", lang))]
    handles = [Patch(facecolor=fill, edgecolor=style.EDGE, label=text) for fill, text in entries]
    taken = {"legend": furniture.legend(ax, list(handles), "", page)}
    taken["scale"] = furniture.scale_bar(ax, page)
    near = [code, *beside]
    shown = layer.loc[near]
    label_units(ax, layer, names.where(layer.index.isin(near), ""), 7, taken=taken, fills=fills)
    same = ", ".join(names[same_zone]) or say("word.none", lang)
    return style.set_alt(
        ax, say("map.locator.alt", lang, name=shown["name"].iloc[0],
                neighbours=", ".join(names[beside]), same=same),
    )  # fmt: skip


@style.styled
def chosen(
    layer: gpd.GeoDataFrame, codes: list[int], name: str, *, lang: str = "vi",
    ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw where some units lie, as those that a body directs; the rest is muted.

    Parameters
    ----------
    layer : GeoDataFrame
        Units by code in metres, with the column `name`.
    codes : list of int
    name : str
        Whose units they are, for title and legend.
    lang : {"vi", "en"}
    ax : Axes, optional
    """
    ax = ax if ax is not None else style.new_axes(6.4, 5.2)
    page = style.page("A5")
    names = layer["name"].astype(str)
    ax.set_title(style.wrap(say("map.chosen", lang, name=name), 420, 10), fontsize=10)
    furniture.set_frame(ax, layer)
    fills = pd.Series(style.PAPER, index=layer.index)
    fills[codes] = style.ACCENT
    units.fill(ax, layer, fills.tolist(), line=0.4)
    entries = [
        (style.ACCENT, say("map.chosen_legend", lang)),
        (style.PAPER, say("map.locator_other", lang)),
    ]
    handles = [Patch(facecolor=fill, edgecolor=style.EDGE, label=text) for fill, text in entries]
    taken = {"legend": furniture.legend(ax, list(handles), "", page)}
    taken["scale"] = furniture.scale_bar(ax, page)
    label_units(ax, layer, names.where(layer.index.isin(codes), ""), 7, taken=taken, fills=fills)
    listed = ", ".join(names[codes])
    return style.set_alt(ax, say("map.chosen.alt", lang, name=name, count=len(codes), names=listed))
