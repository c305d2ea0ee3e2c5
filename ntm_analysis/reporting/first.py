"""The three things to know first of each report on the province."""

from collections.abc import Iterable

import pandas as pd

from ntm_analysis import places
from ntm_analysis.evidence import cited, computed
from ntm_analysis.plan import Plan
from ntm_analysis.publishing.model import Span
from ntm_analysis.publishing.prose import Prose, join, prose, reference, shown, title
from ntm_analysis.reporting import present, story, tables
from ntm_analysis.text import format_billion, format_number
from ntm_analysis.vocabulary import MAIN_SOURCES
from ntm_analysis.wording import label, say


def show(things: list[Prose], lang: str = "vi") -> None:
    """Show the three things under their heading, counted."""
    present.sentence(title(say("three.heading", lang), level=2))
    for number, thing in enumerate(things, start=1):
        present.sentence(join(Prose((Span(f"{number}."),)), thing))


def of_plan(plan: Plan, findings: pd.DataFrame, lang: str = "vi") -> list[Prose]:
    """Say the gravest finding, what was read through a correction, what the plan does not say."""
    made = plan.corrections
    table = reference("findings")
    lines = ", ".join(map(str, made["line"]))
    correction = (
        prose(
            "three.correction",
            lang,
            count=_count("corrections", made["line"]),
            lines=lines,
            table=table,
        )
        if len(made)
        else prose("three.no_correction", lang, table=table)
    )
    rows = plan.not_stated
    topic = label("not_stated", "district_funding", lang)
    unsaid = prose(
        "three.unsaid", lang, count=_count("not_stated", rows["topic"]),
        table=reference("not_stated"),
        first=topic[:1].lower() + topic[1:],
    )  # fmt: skip
    return [story.first_finding(plan, findings, lang), correction, unsaid]


def _count(table: str, keys: Iterable[object]) -> Span:
    """Return how many rows of a table of the plan some keys name, with these rows."""
    rows = [cited(table, key) for key in keys]
    return shown(str(len(rows)), computed("rows", *rows) if rows else None)


def of_targets(plan: Plan, indicator: str, lang: str = "vi") -> list[Prose]:
    """Say how much is assigned, who is assigned the most, and where the tables are."""
    wide = plan.matrix()
    every = [tables.cells(plan, str(name)) for name in wide.columns]
    filled, cells = int(wide.notna().sum().sum()), int(wide.size)
    assigned = prose(
        "three.assigned", lang, assigned=shown(str(filled), computed("count", *every)),
        all=shown(str(cells), computed("rows", *every)),
        blank=shown(str(cells - filled), computed("blanks", *every)),
    )  # fmt: skip
    values = wide[indicator]
    top = [int(code) for code in values.index[(values == values.max()).fillna(False)]]
    said = "three.most" if len(top) > 1 else "three.most_of_one"
    most = prose(
        said, lang, name=places.unit_names(top, lang),
        indicator=label("indicator", indicator, lang),
        value=shown(str(values.max()), cited("targets", top[0], indicator)),
        total=shown(format_number(values.sum(), lang), tables.cells(plan, indicator)),
    )  # fmt: skip
    where = prose("three.zones", lang, table=reference("targets"), zones=reference("zones"))
    return [assigned, most, where]


def of_funding(plan: Plan, lang: str = "vi") -> list[Prose]:
    """Say the total, what is unaccounted for, and the largest source beside the budget."""
    total, state = (
        shown(format_billion(plan.amount(name), lang), cited("funding", name))
        for name in ("total", "state_budget")
    )
    largest = max((name for name in MAIN_SOURCES if name != "state_budget"), key=plan.amount)
    beside = prose(
        "three.largest", lang, name=label("source", largest, lang).lower(),
        amount=shown(format_billion(plan.amount(largest), lang), cited("funding", largest)),
        table=reference("funding"),
    )  # fmt: skip
    gap = story.funding_gap(plan, lang)
    return [prose("three.total", lang, total=total, state=state), gap, beside]
