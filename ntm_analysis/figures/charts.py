"""Charts of targets and funding."""

import pandas as pd
from matplotlib.axes import Axes

from ntm_analysis.figures import style
from ntm_analysis.plan import Plan
from ntm_analysis.text import format_billion, format_number
from ntm_analysis.vocabulary import BUDGET_LEVELS, MAIN_SOURCES
from ntm_analysis.wording import label, say


def ranked(
    values: pd.Series, names: pd.Series, *, title: str, lang: str = "vi",
    decimals: int | None = None, ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw sorted bars of the units that have a value; blanks are counted in the subtitle.

    Parameters
    ----------
    values : Series
        Numbers by code.
    names : Series of str
        Names by code.
    """
    drawn = values.dropna().astype(float).sort_values(kind="stable")
    ax = ax or style.new_axes(7.5, 0.9 + 0.26 * max(len(drawn), 1))
    ax.barh(names.loc[drawn.index].tolist(), drawn.tolist(), color=style.ACCENT, height=0.72)
    for place, value in enumerate(drawn):
        ax.annotate(
            format_number(value, lang, decimals), (value, place), xytext=(4, 0),
            textcoords="offset points", va="center", fontsize=8,
        )  # fmt: skip
    _bare(ax)
    ax.set_title(title, pad=18)
    _subtitle(ax, say("chart.assigned", lang, count=len(drawn)))
    shown = "; ".join(
        f"{names[code]} {format_number(value, lang, decimals)}"
        for code, value in drawn[::-1].items()
    )
    return style.set_alt(ax, f"{title}. {shown}")


def funding_mix(plan: Plan, *, lang: str = "vi", ax: Axes | None = None) -> Axes:
    """Draw the sources of a plan and the levels of its state budget as bars to one scale.

    Each bar carries its amount and, where the plan prints one, its share. What the levels leave
    unaccounted for is written beside the state budget.
    """
    ax = ax or style.new_axes(10, 4.8)
    order: list[str] = []
    for source in MAIN_SOURCES:
        order += [source, *(BUDGET_LEVELS if source == "state_budget" else ())]
    rows = plan.funding.set_index("source").loc[order]
    names = [("↳ " if s in BUDGET_LEVELS else "") + label("source", s, lang) for s in order]
    billions = [amount / 10**9 for amount in rows["amount_vnd"]]
    heights = [0.5 if source in BUDGET_LEVELS else 0.78 for source in order]
    colours = [style.SOURCE_COLOURS[source] for source in order]
    ax.barh(range(len(order)), billions, height=heights, color=colours)
    ax.set_yticks(range(len(order)), names)
    for place, (source, row) in enumerate(rows.iterrows()):
        ax.annotate(
            _amount(plan, str(source), row, lang), (billions[place], place), xytext=(5, 0),
            textcoords="offset points", va="center", fontsize=8.5,
            color=style.WARNING if source == "state_budget" and _gap(plan) else style.INK,
        )  # fmt: skip
    ax.invert_yaxis()
    _bare(ax)
    ax.set_xlim(0, max(billions) * 1.42)
    title = say("chart.funding", lang, total=format_billion(plan.amount("total"), lang, 2))
    ax.set_title(title)
    shown = "; ".join(
        f"{name.removeprefix('↳ ')} {_amount(plan, str(source), row, lang)}"
        for name, (source, row) in zip(names, rows.iterrows(), strict=True)
    )
    return style.set_alt(ax, f"{title}. {shown}")


def _gap(plan: Plan) -> int:
    """Return the printed state budget less its levels, in đồng."""
    return plan.amount("state_budget") - sum(plan.amount(level) for level in BUDGET_LEVELS)


def _amount(plan: Plan, source: str, row: pd.Series, lang: str) -> str:
    parts = [say("amount.billion", lang, billion=format_billion(row["amount_vnd"], lang, 3))]
    if row["share_stated_pct"] is not None:
        parts.append(f"{format_number(row['share_stated_pct'], lang)}%")
    if source == "state_budget" and _gap(plan):
        millions = format_number(_gap(plan) // 10**6, lang)
        parts.append(say("chart.not_explained", lang, difference=millions))
    return " · ".join(parts)


def _bare(ax: Axes) -> None:
    ax.spines["bottom"].set_visible(False)
    ax.set_xticks([])
    ax.tick_params(axis="y", length=0)
    ax.margins(x=0.12, y=0.02)


def _subtitle(ax: Axes, text: str) -> None:
    ax.annotate(
        text, (0, 1), xytext=(0, 5), xycoords="axes fraction", textcoords="offset points",
        fontsize=8.5, color=style.MUTED,
    )  # fmt: skip
