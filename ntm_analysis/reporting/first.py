"""The three things to know first of each report on the province."""

from collections.abc import Iterable

import pandas as pd

from ntm_analysis import places
from ntm_analysis.evidence import cited, computed
from ntm_analysis.plan import Plan
from ntm_analysis.publishing.model import Span
from ntm_analysis.publishing.prose import Prose, join, prose, reference, shown, title
from ntm_analysis.reporting import present, sections, story, succession, tables
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
    table = reference(sections.CHECK)
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
    return [story.first_finding(plan, findings, lang), correction, _unsaid(plan, lang)]


def _unsaid(plan: Plan, lang: str) -> Prose:
    """Say on how many things a plan is silent, one of them, and where they are listed."""
    topics = list(plan.not_stated["topic"])
    if not topics:
        return prose("section.unsaid.none", lang)
    example = label(
        "not_stated", next((t for t in topics if t != "number_and_date"), topics[0]), lang
    )
    return prose(
        "three.unsaid", lang, count=_count("not_stated", topics),
        table=reference(sections.NOT_SAID), first=example[:1].lower() + example[1:],
    )  # fmt: skip


def _count(table: str, keys: Iterable[object]) -> Span:
    """Return how many rows of a table of the plan some keys name, with these rows."""
    rows = [cited(table, key) for key in keys]
    return shown(str(len(rows)), computed("rows", *rows) if rows else None)


def of_targets(plan: Plan, indicator: str, lang: str = "vi") -> list[Prose]:
    """Say how much is assigned, who is assigned the most, and what to check of it."""
    wide = plan.matrix()
    every = [tables.cells(plan, str(name)) for name in wide.columns]
    filled, cells = int(wide.notna().sum().sum()), int(wide.size)
    assigned = prose(
        "three.assigned", lang, assigned=shown(str(filled), computed("count", *every)),
        all=shown(str(cells), computed("cells", *every)),
        blank=shown(str(cells - filled), computed("blanks", *every)), table=reference("targets"),
    )  # fmt: skip
    values = wide[indicator]
    top = [int(code) for code in values.index[(values == values.max()).fillna(False)]]
    own = [cited("targets", code, indicator) for code in top]
    said = "three.most" if len(top) > 1 else "three.most_of_one"
    most = prose(
        said, lang, name=places.unit_names(top, lang),
        indicator=label("indicator", indicator, lang),
        value=shown(str(values.max()), own[0] if len(own) == 1 else computed("equal", *own)),
        total=shown(format_number(values.sum(), lang), tables.cells(plan, indicator)),
    )  # fmt: skip
    return [assigned, most, sections.summary(plan, "targets", lang)]


def of_communes(plan: Plan, lang: str = "vi") -> list[Prose]:
    """Say how many communes are clear, whose the targets are, and what is split or open."""
    found = succession.counts()
    lost = ", ".join(found.lost) or say("three.nowhere", lang)
    return [
        prose("three.communes", lang, new=found.new, within=found.within, across=found.across,
              table=reference("across")),
        prose("three.undivided", lang, year=plan.year, table=reference("targets")),
        prose("three.unclear", lang, split=found.split, names=lost, table=reference("unclear")),
    ]  # fmt: skip


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
