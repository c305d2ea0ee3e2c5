"""Where targets stand on a day: a small map of states per indicator, money over the year."""

import datetime as dt
from fractions import Fraction

import geopandas as gpd
import matplotlib.dates as mdates
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.patches import Patch

from ntm_analysis import geography
from ntm_analysis.figures import finding, frame, furniture, style
from ntm_analysis.figures.units import path_of
from ntm_analysis.plan import Plan
from ntm_analysis.progress.percent import format_percent
from ntm_analysis.text import format_billion, format_date
from ntm_analysis.vocabulary import INDICATORS
from ntm_analysis.wording import label, say

_DARK, _LIGHT = "#333333", "#ffffff"
# Fill of each state, its pattern, and the ink of the pattern: no two look alike in grey.
_LOOKS = {
    "reached": ("#054c69", "", _LIGHT), "beyond": ("#054c69", "///", _LIGHT),
    "on_the_way": ("#83c2d5", "", _DARK), "late": ("#f5dfae", "...", _DARK),
    "missed": ("#e9a396", "xxxx", _DARK), "not_assigned_reached": ("#ffffff", "ooo", _DARK),
    "carried_over": ("#ffffff", "++++", _DARK), "cannot_be_judged": ("#d9d6cf", "----", _DARK),
    "not_assigned": (style.LAND, "", _DARK),
}  # fmt: skip
_HEAD, _ROW, _FOOT = 0.95, 2.75, 1.15  # inches: title, a row of maps, legend and origin
_COLUMNS = 4
_LINE = 0.055  # height of a line of words, of the height of the chart of money


@style.styled
def state_maps(
    layer: gpd.GeoDataFrame, judged: pd.DataFrame, on: dt.date, *, lang: str = "vi",
    boundaries: str = geography.DEFAULT_LAYER, size: str = "A4",
) -> Axes:  # fmt: skip
    """Draw a map of states for each indicator; each state has a colour and a pattern.

    Parameters
    ----------
    layer : GeoDataFrame
        From `geography.load_districts`.
    judged : DataFrame
        From `progress.states.judge`.
    on : date
        The day that was judged.

    Raises
    ------
    DataError
        If a district stands on one side only.
    """
    page = style.page(size)
    names = [name for name in INDICATORS if name in set(judged["indicator"])]
    rows = -(-len(names) // _COLUMNS)
    height = _HEAD + rows * _ROW + _FOOT
    figure = plt.figure(figsize=(page.width, height))
    outer = figure.add_axes((0.025, _FOOT / height, 0.95, rows * _ROW / height))
    outer.axis("off")
    title = say("progress.map.title", lang, date=format_date(on, lang))
    furniture.head(outer, title, say("progress.map.subtitle", lang), page)
    shown: list[str] = []
    for at, name in enumerate(names):
        states = judged[judged["indicator"] == name].set_index("district_code")["state"]
        row, column = divmod(at, _COLUMNS)
        low = (_FOOT + _ROW * (rows - 1 - row)) / height
        box = (0.02 + 0.245 * column, low, 0.235, 0.92 * _ROW / height)
        _panel(figure.add_axes(box), layer, states.rename("state"), name, page.body, lang)
        counts = states.value_counts()
        told = ", ".join(f"{label('state', s, lang)}: {counts[s]}" for s in _LOOKS if s in counts)
        shown.append(f"{label('short', name, lang)}: {told}")
    used = [state for state in _LOOKS if (judged["state"] == state).any()]
    handles = [
        Patch(facecolor=_LOOKS[s][0], hatch=_LOOKS[s][1], edgecolor=_LOOKS[s][2], linewidth=0.5,
              label=label("state", s, lang)) for s in used
    ]  # fmt: skip
    outer.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, 0), ncols=5,
                 fontsize=page.label, handlelength=2.2, handleheight=1.3)  # fmt: skip
    style.caption(outer, [finding.origin(boundaries, lang)], below=42, size=page.label - 0.5)
    return style.set_alt(outer, f"{title}. {'; '.join(shown)}.")


def _panel(
    ax: Axes, layer: gpd.GeoDataFrame, states: pd.Series, name: str, size: float, lang: str
) -> None:
    drawn = geography.join(layer[["geometry"]], states, "layer", "states")
    for state, (fill, pattern, ink) in _LOOKS.items():
        paths = [path_of(shape) for shape in drawn.geometry[drawn["state"] == state]]
        if paths:
            patterned = PathCollection(
                paths, facecolors=fill, hatch=pattern, edgecolors=ink, linewidths=0
            )
            ax.add_collection(patterned)
            ax.add_collection(
                PathCollection(paths, facecolors="none", edgecolors=style.EDGE, linewidths=0.35)
            )
    west, south, east, north = layer.total_bounds
    ax.set(xlim=(west, east), ylim=(south, north), aspect="equal")
    ax.axis("off")
    ax.set_title(label("indicator", name, lang), fontsize=size, loc="center", y=1.0, pad=2)


def _apart(heights: list[float], gap: float) -> list[float]:
    """Return where words beside some heights stand: at them, or below by what keeps them apart."""
    placed = list(heights)
    below = float("inf")
    for at in sorted(range(len(heights)), key=lambda at: -heights[at]):
        placed[at] = below = min(heights[at], below - gap)
    lift = max(0.0, -min(placed, default=0.0))
    return [height + lift for height in placed]


@style.styled
def money_line(
    plan: Plan, paid: dict[str, pd.Series], on: dt.date, *, lang: str = "vi", ax: Axes | None = None
) -> Axes:
    """Draw what was paid out over the year beside the plan's amount, for each source given.

    Parameters
    ----------
    paid : dict of Series
        From `progress.dates.paid_over_the_year`, by source; a source without a payment is named,
        not drawn at nought.
    on : date
        The day up to which the lines go; the last day of the year if it is later.
    """
    year_end = dt.date(plan.year, 12, 31)
    on = min(on, year_end)
    ax = ax if ax is not None else style.new_axes(9, 4.6)
    start = dt.date(plan.year, 1, 1)
    told: list[str] = []
    silent: list[str] = []
    ends: list[tuple[str, float, float, str]] = []
    for at, (fund, line) in enumerate(paid.items()):
        name, colour = label("source", fund, lang), style.KINDS[at % len(style.KINDS)]
        planned = plan.amount(fund)
        if line.empty:
            silent.append(name)
            continue
        share = 100 * line / planned
        days = [pd.Timestamp(start), *share.index, pd.Timestamp(on)]
        ax.step(days, [0, *share, share.iloc[-1]], where="post", color=colour, linewidth=2,
                linestyle=("-", "--", ":")[at % 3])  # fmt: skip
        last = Fraction(100 * int(line.iloc[-1]), int(planned))
        ends.append((f"{name}: {format_percent(last, lang, 1)}%",
                     mdates.date2num(on), float(last), colour))  # fmt: skip
        amounts = {"paid": line.iloc[-1], "planned": planned}
        shown = {key: format_billion(vnd, lang) for key, vnd in amounts.items()}
        told.append(say("progress.money.item", lang, name=name, **shown))
    last_day = pd.Timestamp(year_end)
    ax.plot([pd.Timestamp(start), last_day], [100, 100], color=style.MUTED, linewidth=1, zorder=1)
    room = (last_day - pd.Timestamp(start)) / 3  # for the names at the ends of the lines
    top = max([112.0, *(1.12 * share for _, _, share, _ in ends)])
    ax.set(xlim=(pd.Timestamp(start), last_day + room), ylim=(0, top))
    heights = _apart([share for _, _, share, _ in ends], top * _LINE)
    for (text, when, _, colour), height in zip(ends, heights, strict=True):
        frame.beside(ax, text, when, height, colour=colour)
    ax.set_ylabel(say("progress.money.axis", lang), fontsize=frame.TEXT)
    ax.set_xticks(pd.date_range(pd.Timestamp(start), last_day, freq="MS"))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%m"))
    title = say("progress.money.title", lang, date=format_date(on, lang))
    note = say("progress.money.silent", lang, names=", ".join(silent)) if silent else ""
    frame.head(ax, title, note)
    return style.set_alt(ax, " ".join(filter(None, [f"{title}.", *told, note])))
