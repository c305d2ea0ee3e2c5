"""Charts of the money: sources and levels, state and others, leverage, what if."""

import pandas as pd
from matplotlib.axes import Axes

from ntm_analysis import measures
from ntm_analysis.checks import line_range
from ntm_analysis.figures import frame, style
from ntm_analysis.plan import Plan
from ntm_analysis.text import BLANK, format_billion, format_number, is_blank
from ntm_analysis.vocabulary import BUDGET_LEVELS, MAIN_SOURCES
from ntm_analysis.wording import label, say

_COLUMNS = {"amount": 0.56, "printed": 0.645, "computed": 0.74, "note": 0.77}


@style.styled
def funding_mix(plan: Plan, *, lang: str = "vi", ax: Axes | None = None) -> Axes:
    """Draw the sources of a plan and the levels of its state budget as bars to one scale.

    Beside each bar stand its amount, printed and computed share, and what the plan counts in or
    leaves out. What the levels leave unaccounted for is drawn to scale in an inset.
    """
    ax = ax if ax is not None else style.new_axes(11.2, 5.6)
    rows = plan.funding.set_index("source").loc[_order()]
    billions = [amount / 10**9 for amount in rows["amount_vnd"]]
    heights = [0.45 if source in BUDGET_LEVELS else 0.7 for source in rows.index]
    ax.barh(range(len(rows)), billions, height=heights,
            color=[style.SOURCE_COLOURS[source] for source in rows.index])  # fmt: skip
    ax.set_yticks(range(len(rows)), [_name(source, lang) for source in rows.index])
    frame.bare(ax)
    ax.set_xlim(0, max(billions) / 0.44)
    gap = _gap(plan)
    ax.set_ylim(len(rows) + (1.7 if gap else -0.4), -1.1)
    _columns(ax, plan, rows, lang)
    ax.spines["left"].set_bounds(-0.5, len(rows) - 0.5)
    if gap:
        _inset(ax, plan, lang)
    largest = max(MAIN_SOURCES, key=plan.amount)
    title = say("chart.funding", lang, total=format_billion(plan.amount("total"), lang, 2),
                source=label("source", largest, lang),
                share=format_number(_share(plan, largest), lang, 2))  # fmt: skip
    frame.head(ax, title, say("chart.funding.subtitle", lang))
    frame.caption(ax, _source(plan, lang))
    shown = "; ".join(_alt_row(plan, str(source), row, lang) for source, row in rows.iterrows())
    said = _gap_text(plan, lang) + "." if gap else ""
    return style.set_alt(ax, say("chart.funding.alt", lang, title=title, shown=shown, gap=said))


@style.styled
def state_split(plan: Plan, *, lang: str = "vi", ax: Axes | None = None) -> Axes:
    """Draw the direct state budget against all other sources, both to one scale."""
    ax = ax if ax is not None else style.new_axes(9.5, 3)
    others = [source for source in MAIN_SOURCES if source != "state_budget"]
    start, handles = 0.0, []
    ax.barh(0, plan.amount("state_budget") / 10**9, color=style.SOURCE_COLOURS["state_budget"])
    for source in others:
        width = plan.amount(source) / 10**9
        handles.append(ax.barh(1, width, left=start, color=style.SOURCE_COLOURS[source],
                               edgecolor="white", label=label("source", source, lang)))  # fmt: skip
        start += width
    state = _share(plan, "state_budget")
    ax.set_yticks([0, 1], [say(f"chart.split.{side}", lang) for side in ("state", "other")])
    for at, (width, share) in enumerate([(plan.amount("state_budget") / 10**9, state),
                                         (start, 100 - state)]):  # fmt: skip
        vnd = plan.amount("state_budget") if at == 0 else sum(map(plan.amount, others))
        amount = say("amount.billion", lang, billion=format_billion(vnd, lang, 3))
        frame.beside(ax, f"{amount} · {format_number(share, lang, 2)}%", width, at)
    frame.bare(ax)
    ax.set_xlim(0, plan.amount("state_budget") / 10**9 * 1.4)
    ax.set_ylim(2.3, -0.6)
    ax.legend(loc="lower left", ncols=4, fontsize=frame.SMALL, handlelength=1.2)
    title = say("chart.split", lang, state=format_number(state, lang, 2),
                other=format_number(100 - state, lang, 2))  # fmt: skip
    frame.head(ax, title)
    lines = _lines(plan, MAIN_SOURCES)
    frame.caption(ax, say("chart.split.caption", lang, lines=lines, section=_section(plan)))
    shown = "; ".join(
        f"{label('source', name, lang)} {format_billion(plan.amount(name), lang, 3)}"
        for name in MAIN_SOURCES
    )
    return style.set_alt(ax, say("chart.split.alt", lang, title=title, shown=shown))


@style.styled
def leverage(plan: Plan, *, lang: str = "vi", ax: Axes | None = None) -> Axes:
    """Draw how many đồng of each other source go with one đồng of central money."""
    ax = ax if ax is not None else style.new_axes(9.5, 4)
    central = plan.amount("central_budget")
    sources = ["provincial_budget", "local_budget"]
    sources += [name for name in MAIN_SOURCES if name != "state_budget"]
    ratios = pd.Series({s: measures.leverage(plan.amount(s), central) for s in sources})
    names = [label("source", source, lang) for source in sources]
    ax.barh(range(len(ratios)), ratios, color=[style.SOURCE_COLOURS[s] for s in sources],
            height=0.7)  # fmt: skip
    ax.set_yticks(range(len(ratios)), names)
    for at, ratio in enumerate(ratios):
        frame.beside(ax, format_number(ratio, lang, 2), ratio, at)
    frame.bare(ax)
    ax.invert_yaxis()
    ax.margins(x=0.12)
    whole = measures.leverage(plan.amount("total") - central, central)
    title = say("chart.leverage", lang, ratio=format_number(whole, lang, 2))
    frame.head(ax, title)
    frame.caption(ax, say("chart.leverage.caption", lang, lines=_lines(plan, None)))
    shown = "; ".join(
        f"{name} {format_number(ratio, lang, 2)}" for name, ratio in zip(names, ratios, strict=True)
    )
    return style.set_alt(ax, say("chart.leverage.alt", lang, title=title, shown=shown))


@style.styled
def what_if(plan: Plan, percent: int = 10, *, lang: str = "vi", ax: Axes | None = None) -> Axes:
    """Draw the total and the gap when a source brings in `percent` less, source by source."""
    ax = ax if ax is not None else style.new_axes(9.5, 3.8)
    amounts = plan.funding.set_index("source")["amount_vnd"].loc[list(MAIN_SOURCES)]
    whole = int(amounts.sum())
    rests = {name: measures.shortfall(amounts, name, percent) for name in MAIN_SOURCES}
    rows = []
    for at, (name, rest) in enumerate(rests.items()):
        gap = whole - rest
        ax.barh(at, rest / 10**9, color=style.SOURCE_COLOURS[name], height=0.7)
        ax.barh(at, gap / 10**9, left=rest / 10**9, height=0.7, facecolor="white", hatch="////",
                edgecolor=style.INK, linewidth=0.6)  # fmt: skip
        row = say(
            "chart.what_if.row", lang, rest=format_billion(rest, lang, 3),
            gap=format_billion(gap, lang, 3), part=format_number(100 * gap / whole, lang, 2),
        )  # fmt: skip
        frame.beside(ax, row, whole / 10**9, at)
        rows.append(f"{label('source', name, lang)}: {row}")
    ax.set_yticks(range(len(rests)), [label("source", name, lang) for name in rests])
    frame.bare(ax)
    ax.invert_yaxis()
    ax.set_xlim(0, whole / 10**9 * 1.55)
    worst = min(rests, key=lambda name: rests[name])
    title = say(
        "chart.what_if", lang, percent=percent, source=label("source", worst, lang),
        gap=format_billion(whole - rests[worst], lang, 3),
    )  # fmt: skip
    frame.head(ax, title, say("chart.what_if.subtitle", lang))
    lines = _lines(plan, MAIN_SOURCES)
    frame.caption(ax, say("chart.what_if.caption", lang, percent=percent, lines=lines))
    shown = "; ".join(rows)
    return style.set_alt(ax, say("chart.what_if.alt", lang, title=title, shown=shown))


def _order() -> list[str]:
    order: list[str] = []
    for source in MAIN_SOURCES:
        order += [source, *(BUDGET_LEVELS if source == "state_budget" else ())]
    return order


def _name(source: str, lang: str) -> str:
    return ("↳ " if source in BUDGET_LEVELS else "") + label("source", source, lang)


def _share(plan: Plan, source: str) -> float:
    return 100 * plan.amount(source) / plan.amount("total")


def _gap(plan: Plan) -> int:
    """Return the printed state budget less its levels, in đồng."""
    return plan.amount("state_budget") - sum(plan.amount(level) for level in BUDGET_LEVELS)


def _gap_text(plan: Plan, lang: str) -> str:
    millions = format_number(abs(_gap(plan)) / 10**6, lang, None if _gap(plan) % 10**6 else 0)
    return say("chart.funding.gap", lang, difference=millions)


def _columns(ax: Axes, plan: Plan, rows: pd.DataFrame, lang: str) -> None:
    """Write amounts, shares and notes beside the bars, in columns with heads."""
    across = ax.get_yaxis_transform()
    side = {"amount": "right", "printed": "right", "computed": "right", "note": "left"}
    for key, x in _COLUMNS.items():
        head = say(f"chart.funding.{key}", lang)
        ax.text(x, -0.75, head, transform=across, ha=side[key], va="center",
                fontsize=frame.SMALL, fontweight="bold")  # fmt: skip
    width = ax.get_position().width * style.figure_of(ax).get_figwidth() * 72 * 0.23
    for at, (source, row) in enumerate(rows.iterrows()):
        cells = {
            "amount": format_billion(row["amount_vnd"], lang, 3),
            "printed": _percent(row["share_stated_pct"], lang),
            "computed": _percent(_share(plan, str(source)), lang, 3),
            "note": style.wrap(str(row[f"note_{lang}"]), width, 6.5),
        }
        for key, text in cells.items():
            ax.text(
                _COLUMNS[key], at, text, transform=across, ha=side[key], va="center",
                fontsize=6.5 if key == "note" else frame.TEXT, linespacing=1.1,
                color=style.MUTED if key == "note" else style.INK,
            )  # fmt: skip


def _percent(share: object, lang: str, decimals: int | None = None) -> str:
    return BLANK if is_blank(share) else format_number(share, lang, decimals)


def _inset(ax: Axes, plan: Plan, lang: str) -> None:
    """Draw the printed sum and the sum of its parts, enlarged until the gap is seen, to scale."""
    printed = plan.amount("state_budget") / 10**6
    summed = printed - _gap(plan) / 10**6
    low, high = sorted((printed, summed))
    inset = ax.inset_axes((0.0, 0.015, 0.44, 0.13), gid="gap")
    start = low - (high - low) * 1.5
    for at, (key, value) in enumerate((("printed", printed), ("computed", summed))):
        colour = style.SOURCE_COLOURS["provincial_budget" if at else "state_budget"]
        inset.barh(at, value - start, left=start, height=0.55, color=colour)
        amount = format_billion(round(value * 10**6), lang, 3)
        shown = f"{say(f'chart.funding.gap.{key}', lang)} {amount}"
        inset.annotate(shown, (high, at), xytext=(22, 0), textcoords="offset points",
                       va="center", fontsize=frame.SMALL)  # fmt: skip
    inset.plot([low, low, high, high], [1.42, 1.55, 1.55, 1.42], color=style.WARNING, clip_on=False)
    inset.annotate(_gap_text(plan, lang), (high, 1.5), xytext=(22, -6), fontsize=frame.SMALL,
                   textcoords="offset points", va="center", color=style.WARNING)  # fmt: skip
    inset.set(xlim=(start, high + (high - low) * 0.3), ylim=(1.7, -0.6), yticks=[], xticks=[])
    inset.set_title(say("chart.funding.gap.scale", lang), fontsize=frame.SMALL, loc="left", pad=2)
    for name in ("left", "bottom"):
        inset.spines[name].set_visible(False)


def _section(plan: Plan) -> str:
    return str(plan.funding["section"].iloc[0])


def _lines(plan: Plan, sources: tuple[str, ...] | None) -> str:
    rows = plan.funding
    chosen = rows if sources is None else rows[rows["source"].isin(sources)]
    return line_range(chosen["line"]).replace("-", "–")


def _source(plan: Plan, lang: str) -> str:
    said = say("chart.funding.source", lang, year=plan.year, province=plan.province,
               section=_section(plan), lines=_lines(plan, None))  # fmt: skip
    read_as = plan.corrections.set_index("line")["read_as"]
    for row in plan.funding[plan.funding["reading"] == "correction"].to_dict("records"):
        said += " " + say(
            "chart.funding.correction", lang, source=label("source", row["source"], lang),
            printed=row["as_printed"], read_as=read_as[row["line"]],
        )  # fmt: skip
    return said


def _alt_row(plan: Plan, source: str, row: pd.Series, lang: str) -> str:
    return say(
        "chart.funding.alt_row", lang, source=label("source", source, lang),
        billion=format_billion(row["amount_vnd"], lang, 3),
        printed=_percent(row["share_stated_pct"], lang),
        computed=_percent(_share(plan, source), lang, 3),
    )  # fmt: skip
