"""Charts of the targets: sorted bars, zones, concentration, a table with colours."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from ntm_analysis import measures
from ntm_analysis.checks import line_range
from ntm_analysis.figures import frame, style
from ntm_analysis.figures.classes import classify, numbers
from ntm_analysis.plan import Plan
from ntm_analysis.text import BLANK, format_number, is_blank
from ntm_analysis.vocabulary import ZONES
from ntm_analysis.wording import label, say

_HATCH_OF_ZONE = {"plain": "", "coastal": "....", "mountain": ""}


@style.styled
def ranked(
    values: pd.Series, names: pd.Series, *, title: str, lang: str = "vi",
    decimals: int | None = None, zones: pd.Series | None = None, ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw sorted bars of the units that have a value; blanks are counted, and have no bar.

    Parameters
    ----------
    values : Series
        Numbers by code.
    names : Series of str
        Names by code.
    title : str
    lang : {"vi", "en"}
    decimals : int, optional
        Digits of the numbers; as they are by default.
    zones : Series of str, optional
        Zone of each unit by code, for the colour of its bar.
    ax : Axes, optional
    """
    drawn = numbers(values).sort_values(kind="stable")
    blank = len(values) - len(drawn)
    ax = ax if ax is not None else style.new_axes(8, 1.2 + 0.24 * max(len(drawn), 2))
    colours = [style.ACCENT if zones is None else style.ZONE_COLOURS[zones[c]] for c in drawn.index]
    bars = ax.barh(names.loc[drawn.index].tolist(), drawn.tolist(), color=colours, height=0.72,
                   edgecolor=style.EDGE, linewidth=0.4)  # fmt: skip
    if zones is not None:
        for bar, code in zip(bars, drawn.index, strict=True):
            bar.set_hatch(_HATCH_OF_ZONE[zones[code]])
        present = [zone for zone in ZONES if zone in set(zones[drawn.index])]
        ax.legend(handles=[_zone_patch(z, label("zone", z, lang)) for z in present],
                  title=say("chart.zone", lang), loc="lower right", fontsize=frame.SMALL,
                  title_fontsize=frame.SMALL)  # fmt: skip
    for place, value in enumerate(drawn):
        frame.beside(ax, format_number(value, lang, decimals), max(value, 0), place)
    frame.bare(ax)
    ax.margins(x=0.12, y=0.02)
    frame.head(ax, title, _counted(len(drawn), blank, lang))
    shown = "; ".join(
        f"{names[code]} {format_number(value, lang, decimals)}"
        for code, value in drawn[::-1].items()
    )
    return style.set_alt(
        ax, say("chart.ranked.alt", lang, count=len(drawn), title=title, shown=shown, blank=blank)
    )


def _counted(count: int, blank: int, lang: str) -> str:
    if not blank:
        return say("chart.assigned_all", lang, count=count)
    return say("chart.assigned", lang, count=count, blank=blank)


@style.styled
def zone_shares(plan: Plan, zones: pd.Series, *, lang: str = "vi", ax: Axes | None = None) -> Axes:
    """Draw the share of each zone in each indicator; the mountain districts in the title.

    Parameters
    ----------
    plan : Plan
    zones : Series of str
        Zone of each unit by code.
    """
    ax = ax if ax is not None else style.new_axes(10, 4.6)
    wide = plan.matrix()
    sums = wide.groupby(zones.loc[wide.index].to_numpy()).sum(min_count=1).loc[list(ZONES)]
    shares = 100 * sums / wide.sum()
    counts = zones.loc[wide.index].value_counts()
    start = pd.Series(0.0, index=wide.columns)
    for zone in ("mountain", "plain", "coastal"):
        widths = shares.loc[zone].astype("Float64").fillna(0).astype(float)
        ax.barh(range(len(widths)), widths, left=start, height=0.7, edgecolor="white",
                color=style.ZONE_COLOURS[zone], hatch=_HATCH_OF_ZONE[zone])  # fmt: skip
        for at, name in enumerate(wide.columns):
            if widths[name] > 0:
                assigned = format_number(sums.loc[zone, name], lang)
                ax.text(start[name] + widths[name] / 2, at, assigned,
                        ha="center", va="center", fontsize=frame.SMALL,
                        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})  # fmt: skip
        start += widths
    ax.set_yticks(range(len(wide.columns)), [label("indicator", n, lang) for n in wide.columns])
    ax.invert_yaxis()
    ax.set_xlim(0, 100)
    ax.set_xticks([0, 25, 50, 75, 100], [f"{tick}%" for tick in (0, 25, 50, 75, 100)])
    ax.tick_params(axis="y", length=0)
    entries = [
        _zone_patch(z, say("chart.zones.entry", lang, zone=label("zone", z, lang), count=counts[z]))
        for z in ("mountain", "plain", "coastal")
    ]
    ax.legend(handles=entries, loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=3,
              fontsize=frame.TEXT)  # fmt: skip
    title = _mountain_title(shares.loc["mountain"], counts["mountain"], lang)
    frame.head(ax, title)
    lines = line_range(plan.targets["line"]).replace("-", "–")
    frame.caption(ax, say("chart.zones.caption", lang, lines=lines))
    shown = "; ".join(
        f"{label('indicator', name, lang)}: "
        + ", ".join(
            f"{label('zone', zone, lang)} {format_number(shares.loc[zone, name], lang, 1)}%"
            for zone in ZONES
        )
        for name in wide.columns
    )
    return style.set_alt(ax, say("chart.zones.alt", lang, title=title, shown=shown))


def _mountain_title(shares: pd.Series, count: int, lang: str) -> str:
    found = numbers(shares)
    low, high = found.min(), found.max()
    named = [
        ", ".join(label("short", str(name), lang) for name in found.index[found == edge])
        for edge in (low, high)
    ]
    return say(
        "chart.zones", lang, count=count, low=format_number(low, lang, 1), least=named[0],
        high=format_number(high, lang, 0 if high == 100 else 1), most=named[1],
    )  # fmt: skip


def _zone_patch(zone: str, text: str) -> Patch:
    return Patch(facecolor=style.ZONE_COLOURS[zone], hatch=_HATCH_OF_ZONE[zone],
                 edgecolor=style.EDGE, linewidth=0.4, label=text)  # fmt: skip


@style.styled
def concentration(
    values: pd.Series, *, name: str, lang: str = "vi", ax: Axes | None = None
) -> Axes:
    """Draw the Lorenz curve of the units that have a value, with the Gini index in a sentence.

    Parameters
    ----------
    values : Series
        Numbers by code, none below zero; blanks are left out.
    name : str
        What is measured.
    """
    ax = ax if ax is not None else style.new_axes(5.6, 5.6)
    found = numbers(values)
    ax.plot([0, 100], [0, 100], color=style.MUTED, linewidth=1, linestyle="--",
            label=say("chart.lorenz.even", lang))  # fmt: skip
    if not found.sum():
        title = say("chart.lorenz.none", lang, label=name)
        frame.head(ax, title)
        return style.set_alt(ax, say("chart.lorenz.alt", lang, title=title, sentence=""))
    x, y = zip(*measures.lorenz(found), strict=True)
    ax.plot(x, y, color=style.ACCENT, linewidth=2, marker="o", markersize=3, label=name)
    ax.fill_between(x, x, y, color=style.ACCENT, alpha=0.12, linewidth=0)
    ax.set(xlim=(0, 100), ylim=(0, 100), aspect="equal")
    ax.set_xlabel(say("chart.lorenz.x", lang), fontsize=frame.TEXT)
    ax.set_ylabel(say("chart.lorenz.y", lang), fontsize=frame.TEXT)
    ax.legend(loc="upper left", fontsize=frame.TEXT)
    title = say("chart.lorenz", lang, label=name, count=measures.half_with(found))
    blank = len(values) - len(found)
    sentence = say(
        "chart.lorenz.sentence", lang, gini=format_number(measures.gini(found), lang, 2),
        assigned=len(found),
    )  # fmt: skip
    sentence += " " + say("chart.lorenz.blank", lang, blank=blank) if blank else ""
    frame.head(ax, title, sentence, width=0.8)
    return style.set_alt(ax, say("chart.lorenz.alt", lang, title=title, sentence=sentence))


@style.styled
def heat_table(plan: Plan, names: pd.Series, *, lang: str = "vi", ax: Axes | None = None) -> Axes:
    """Draw the targets as a table of units by indicators; a blank cell is a blank, not a colour.

    Parameters
    ----------
    plan : Plan
    names : Series of str
        Names by code.
    """
    ax = ax if ax is not None else style.new_axes(9, 8.2)
    wide = plan.matrix()
    classes = classify(pd.concat([wide[name] for name in wide.columns]), lang, 0)
    for row, (_, cells) in enumerate(wide.iterrows()):
        for column, value in enumerate(cells):
            blank = is_blank(value)
            colour = classes.colour(value)
            ax.add_patch(Rectangle(
                (column, row), 1, 1, facecolor=colour, edgecolor="#c9c4ba" if blank else "white",
                hatch="////" if blank else "", linewidth=0.4,
            ))  # fmt: skip
            if not blank:
                ax.text(column + 0.5, row + 0.5, format_number(value, lang), ha="center",
                        va="center", fontsize=frame.SMALL, color=style.text_on(colour))  # fmt: skip
    ax.set(xlim=(0, len(wide.columns)), ylim=(len(wide), 0))
    heads = [style.wrap(label("short", name, lang), 62, frame.SMALL) for name in wide.columns]
    ax.set_xticks([at + 0.5 for at in range(len(heads))], heads, fontsize=frame.SMALL)
    ax.set_yticks(
        [at + 0.5 for at in range(len(wide))], names.loc[wide.index], fontsize=frame.SMALL
    )
    ax.tick_params(length=0, top=False, labeltop=True, bottom=False, labelbottom=False)
    for spine in ax.spines.values():
        spine.set_visible(False)
    filled = int(wide.notna().sum().sum())
    title = say("chart.heat", lang, filled=filled, cells=wide.size, blank=wide.size - filled)
    ax.set_title(title, loc="left", pad=46)
    ax.annotate(style.wrap(say("chart.heat.subtitle", lang), 430, frame.TEXT), (0, 1),
                xytext=(0, 30), xycoords="axes fraction", textcoords="offset points",
                fontsize=frame.TEXT, color=style.MUTED, va="bottom")  # fmt: skip
    shown = "; ".join(
        say(
            "chart.heat.alt_column", lang, label=label("indicator", name, lang),
            total=format_number(wide[name].sum(), lang), blank=int(wide[name].isna().sum()),
            high=format_number(wide[name].max(), lang) if wide[name].notna().any() else BLANK,
        )
        for name in wide.columns
    )  # fmt: skip
    return style.set_alt(
        ax, say("chart.heat.alt", lang, rows=len(wide), columns=len(wide.columns), title=title,
                shown=shown),
    )  # fmt: skip
