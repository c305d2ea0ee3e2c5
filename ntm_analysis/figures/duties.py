"""Charts of who does what by when: a time line of duties, bodies and their districts."""

import datetime as dt
import re
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from ntm_analysis.bodies import body_name
from ntm_analysis.checks import line_range
from ntm_analysis.figures import frame, style
from ntm_analysis.figures.alt import listed
from ntm_analysis.places import unit_name
from ntm_analysis.plan import Plan
from ntm_analysis.text import format_date
from ntm_analysis.wording import label, say

_DRAWN = ("before", "by", "within")


def period_start(as_printed: str, end: dt.date) -> dt.date | None:
    """Return the first day of the period that the plan names, or None if it names none.

    >>> period_start("trong Quý I/2024", dt.date(2024, 3, 31))
    datetime.date(2024, 1, 1)
    >>> period_start("trong tháng 02/2024", dt.date(2024, 2, 29))
    datetime.date(2024, 2, 1)
    """
    said = as_printed.casefold()
    if "quý" in said:
        return dt.date(end.year, 3 * ((end.month - 1) // 3) + 1, 1)
    if "tháng" in said:
        return dt.date(end.year, end.month, 1)
    return dt.date(end.year, 1, 1) if re.search(r"\bnăm\b", said) else None


@style.styled
def timeline(plan: Plan, *, lang: str = "vi", ax: Axes | None = None) -> Axes:
    """Draw the duties that have a deadline; before, by and within a date are drawn differently.

    Before a day is an open triangle that points away from it, by a day a full square on it, within
    a period a bar over the period.
    """
    dated = plan.duties[plan.duties["due_kind"].isin(_DRAWN) & (plan.duties["due_date"] != "")]
    dated = dated.sort_values(["due_date", "line"], kind="stable")
    ax = ax if ax is not None else style.new_axes(11, 1.6 + 0.42 * max(len(dated), 1))
    shown = []
    for at, row in enumerate(dated.to_dict("records")):
        day = dt.date.fromisoformat(row["due_date"])
        _mark(ax, at, row, day)
        when = f"{label('due', row['due_kind'], lang)} {format_date(day, lang)}"
        where = say("chart.timeline.row", lang, date=when, line=row["line"])
        ax.text(1.01, at, where, transform=ax.get_yaxis_transform(), va="center",
                fontsize=frame.SMALL)  # fmt: skip
        shown.append(f"{_named(plan, row, lang)}: {where}")
    names = [
        style.wrap(_named(plan, row, lang), 300, frame.SMALL) for row in dated.to_dict("records")
    ]
    ax.set_yticks(range(len(dated)), names, fontsize=frame.SMALL, linespacing=1.0)
    _months(ax, plan.year)
    ax.set_ylim(len(dated) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    kinds = [kind for kind in _DRAWN if kind in set(dated["due_kind"])]
    handles = [_entry(kind, say(f"chart.timeline.{kind}", lang)) for kind in kinds]
    ax.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, -0.05), ncols=3,
              fontsize=frame.SMALL)  # fmt: skip
    counts = plan.duties["due_kind"].value_counts()
    title = _timeline_title(dated, plan.year, lang)
    subtitle = say("chart.timeline.subtitle", lang, none=counts.get("none", 0),
                   periodic=counts.get("periodic", 0))  # fmt: skip
    frame.head(ax, title, subtitle, width=0.6)
    return style.set_alt(ax, say("chart.timeline.alt", lang, title=title, shown="; ".join(shown)))


def _named(plan: Plan, row: dict, lang: str) -> str:
    """Return what a duty is, and the districts that lead it where their names are not in it."""
    parties = plan.duty_parties
    leads = parties[(parties["duty"] == row["duty"]) & (parties["role"] == "lead")]
    names = [unit_name(code) for code in leads["district_code"].dropna()]
    what = str(row[f"what_{lang}"])
    return what if not names or names[0] in what else f"{what} ({', '.join(names)})"


def _timeline_title(dated: pd.DataFrame, year: int, lang: str) -> str:
    months = pd.Series([int(day[5:7]) for day in dated["due_date"]], dtype=int)
    if months.empty:
        return say("chart.timeline", lang, dated=0, year=year, last=0, month=12)
    counted = months.value_counts()
    month = int(counted.index[counted == counted.max()].max())
    return say("chart.timeline", lang, dated=len(months), year=year, last=int(counted[month]),
               month=month)  # fmt: skip


def _mark(ax: Axes, at: int, row: dict, day: dt.date) -> None:
    x = _day_of(day)
    kind = row["due_kind"]
    if kind == "within":
        start = period_start(row["as_printed"], day)
        left = _day_of(start) if start else x - 8
        ax.barh(at, x + 1 - left, left=left, height=0.36, color=style.LEVELS[1],
                edgecolor=style.INK, linewidth=0.6, gid="within")  # fmt: skip
        return
    ax.plot([1, x], [at, at], color=style.MUTED, linewidth=0.7, linestyle=":")
    marker, fill = ("<", "white") if kind == "before" else ("s", style.INK)
    ax.plot([x], [at], marker=marker, markersize=8, markerfacecolor=fill, linestyle="",
            markeredgecolor=style.INK, gid=kind)  # fmt: skip


def _entry(kind: str, text: str) -> Line2D:
    drawn: dict[str, dict[str, Any]] = {
        "before": {"marker": "<", "markerfacecolor": "white", "linestyle": ""},
        "by": {"marker": "s", "markerfacecolor": style.INK, "linestyle": ""},
        "within": {"color": style.LEVELS[1], "linewidth": 6},
    }
    return Line2D([], [], label=text, markeredgecolor=style.INK, markersize=7, **drawn[kind])


def _day_of(day: dt.date) -> int:
    """Return the days since the year before began to end: 1 is New Year's Day."""
    return day.timetuple().tm_yday


def _months(ax: Axes, year: int) -> None:
    starts = [_day_of(dt.date(year, month, 1)) for month in range(1, 13)]
    days = _day_of(dt.date(year, 12, 31))
    ax.set_xlim(1, days + 6)
    ax.set_xticks([*starts, days + 1], [*(str(month) for month in range(1, 13)), ""],
                  fontsize=frame.SMALL, ha="left")  # fmt: skip
    ax.grid(axis="x", color="#dddddd", linewidth=0.6)
    ax.set_axisbelow(True)


@style.styled
def bodies(
    plan: Plan, names: pd.Series, zones: pd.Series, *, lang: str = "vi", ax: Axes | None = None
) -> Axes:
    """Draw each body of the annex joined to the districts that it is in charge of.

    Parameters
    ----------
    plan : Plan
    names, zones : Series of str
        Name and zone of each unit by code.
    """
    groups = [(str(body), list(rows["district_code"]))
              for body, rows in plan.assignments.groupby("body", sort=False)]  # fmt: skip
    groups.sort(key=lambda group: -len(group[1]))
    ax = ax if ax is not None else style.new_axes(9.5, 8)
    at = 0
    for body, codes in groups:
        middle = at + (len(codes) - 1) / 2
        ax.text(0.55, middle, body_name(body, lang), ha="right", va="center", fontsize=frame.TEXT)
        for code in codes:
            ax.plot([0.56, 0.72], [middle, at], color=style.MUTED, linewidth=0.8)
            ax.plot([0.735], [at], marker="s", markersize=7, markeredgecolor=style.EDGE,
                    color=style.ZONE_COLOURS[zones[code]])  # fmt: skip
            ax.text(0.75, at, names[code], va="center", fontsize=frame.TEXT)
            at += 1
    ax.set(xlim=(0.12, 0.98), ylim=(at, -1))
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)
    present = list(dict.fromkeys(zones[code] for _, codes in groups for code in codes))
    handles = [
        Line2D([], [], marker="s", linestyle="", markersize=7, markeredgecolor=style.EDGE,
               color=style.ZONE_COLOURS[zone], label=label("zone", zone, lang))
        for zone in present
    ]  # fmt: skip
    ax.legend(handles=handles, title=say("chart.zone", lang), loc="lower right",
              fontsize=frame.SMALL, title_fontsize=frame.SMALL)  # fmt: skip
    most = len(groups[0][1])
    leaders = [body_name(body, lang) for body, codes in groups if len(codes) == most]
    title = say("chart.bodies", lang, bodies=len(groups), districts=at, most=most,
                name=listed(leaders, lang))  # fmt: skip
    frame.head(ax, title)
    lines = line_range(plan.assignments["line"]).replace("-", "–")
    frame.caption(ax, say("chart.bodies.caption", lang, lines=lines))
    shown = "; ".join(
        f"{body_name(body, lang)}: {', '.join(names[code] for code in codes)}"
        for body, codes in groups
    )
    return style.set_alt(ax, say("chart.bodies.alt", lang, title=title, shown=shown))
