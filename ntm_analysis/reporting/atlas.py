"""One page per district: where it lies, its targets, who is in charge, its duties."""

from collections.abc import Iterator

import geopandas as gpd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from ntm_analysis import geography, places
from ntm_analysis.bodies import body_name
from ntm_analysis.figures import finding, maps, style
from ntm_analysis.plan import Plan
from ntm_analysis.reporting import story, tables
from ntm_analysis.text import format_number
from ntm_analysis.wording import say

_LEFT, _RIGHT = 0.53, 0.975  # of the column beside the map


def pages(
    plan: Plan, layer: gpd.GeoDataFrame, lang: str = "vi", *,
    boundaries: str = geography.DEFAULT_LAYER, size: str = "A4",
) -> Iterator[Axes]:  # fmt: skip
    """Draw the page of each district in the order of the plan, one figure at a time."""
    codes = list(plan.matrix().index)
    for number, code in enumerate(codes, start=1):
        foot = say("atlas.page", lang, page=number, pages=len(codes))
        source = finding.source(plan, boundaries, lang)
        yield district_page(plan, layer, code, lang, foot=f"{source} {foot}.", size=size)


@style.styled
def district_page(
    plan: Plan, layer: gpd.GeoDataFrame, code: int, lang: str = "vi", *, foot: str = "",
    size: str = "A4",
) -> Axes:  # fmt: skip
    """Draw the page of a district; returns the axes of its map, whose text tells the whole page."""
    page = style.page(size)
    figure = plt.figure(figsize=(page.width, page.height))
    ax = figure.add_axes((0.02, 0.1, _LEFT - 0.05, 0.76))
    beside = geography.neighbours(layer, code)
    same = [other for other in beside if layer.loc[other, "zone"] == layer.loc[code, "zone"]]
    maps.locator(layer, code, same, lang=lang, title=False, ax=ax)
    name = places.unit_name(code, lang, full=True)
    heading = say("atlas.heading", lang, name=name[:1].upper() + name[1:], year=plan.year,
                  count=int(plan.matrix().loc[code].notna().sum()))  # fmt: skip
    figure.text(0.025, 0.96, heading, fontsize=page.title, fontweight="bold", va="top")
    rows = _targets(plan, code, lang)
    low = _table(ax, rows, page, lang)
    low = _paragraph(ax, _body(plan, code, lang), low - 0.03, page)
    low = _paragraph(ax, say("atlas.duties", lang), low - 0.025, page, bold=True)
    for duty in _duties(plan, code, lang):
        low = _paragraph(ax, duty, low - 0.008, page)
    width = page.width * 72 * 0.95
    figure.text(0.025, 0.02, style.wrap(foot, width, page.label - 0.5), va="bottom",
                fontsize=page.label - 0.5, color=style.MUTED)  # fmt: skip
    said = "; ".join(f"{row[0]} {row[1]}" for row in rows)
    return style.set_alt(
        ax, say("atlas.alt", lang, name=name, targets=said, body=_body(plan, code, lang),
                map=style.alt_text(ax)),
    )  # fmt: skip


def _targets(plan: Plan, code: int, lang: str) -> list[tuple[str, str, str, str]]:
    return [
        (
            row.indicator, format_number(row.value, lang, 0), format_number(row.share, lang, 2),
            str(row.line),
        )
        for row in tables.district_targets(plan, code, lang).itertuples()
    ]  # fmt: skip


def _body(plan: Plan, code: int, lang: str) -> str:
    cited = plan.cite("assignments", code)
    body = body_name(str(cited.row["body"]), lang)
    return say("atlas.body", lang, body=body, line=cited.line)


def _duties(plan: Plan, code: int, lang: str) -> list[str]:
    names = tables.duties_of(plan, code)
    if not names:
        return [say("atlas.no_duties", lang)]
    return [
        "• " + say("atlas.duty", lang, due=row.due, what=row.duty, line=row.line)
        for row in tables.duties(plan, names, lang).itertuples()
    ]


def _table(ax: Axes, rows: list[tuple[str, str, str, str]], page: style.Page, lang: str) -> float:
    """Write the targets as a table; return where it ends, as a part of the page's height."""
    figure = style.figure_of(ax)
    step = page.body * 2.0 / 72 / page.height
    tops = [0.82, *(0.82 - step * (at + 1.25) for at in range(len(rows)))]
    head = tuple(say(f"atlas.{key}", lang) for key in ("targets", "value", "share", "line"))
    columns = [(_LEFT, "left"), (0.81, "right"), (0.91, "right"), (_RIGHT, "right")]
    for top, row in zip(tops, [head, *rows], strict=True):
        weight = "bold" if row is head else "normal"
        for text, (x, side) in zip(row, columns, strict=True):
            figure.text(x, top, text, ha=side, va="top", fontsize=page.body, fontweight=weight)
    line = 0.82 - step * 0.85
    figure.add_artist(plt.Line2D([_LEFT, _RIGHT], [line, line], color=style.INK, linewidth=0.8))
    note = style.wrap(story.blank_note(lang), (_RIGHT - _LEFT) * page.width * 72, page.label)
    figure.text(_LEFT, tops[-1] - step, note, va="top", fontsize=page.label, color=style.MUTED)
    return tops[-1] - 1.6 * step


def _paragraph(ax: Axes, text: str, top: float, page: style.Page, *, bold: bool = False) -> float:
    """Write a paragraph into the column beside the map; return where it ends."""
    lines = style.wrap(text, (_RIGHT - _LEFT) * page.width * 72, page.body, bold=bold)
    style.figure_of(ax).text(
        _LEFT, top, lines, va="top", fontsize=page.body, linespacing=1.25,
        fontweight="bold" if bold else "normal",
    )  # fmt: skip
    return top - (lines.count("\n") + 1) * page.body * 1.3 / 72 / page.height
