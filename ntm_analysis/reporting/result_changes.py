"""What changed between two sets of results: one row per changed cell of what was judged."""

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from ntm_analysis import places
from ntm_analysis.compare import changed_cells
from ntm_analysis.plan import Plan
from ntm_analysis.progress.dates import judge_duties, judge_money
from ntm_analysis.progress.results import Results
from ntm_analysis.progress.sheets import duty_words
from ntm_analysis.progress.states import by_province, judge
from ntm_analysis.publishing.prose import prose
from ntm_analysis.reporting import present
from ntm_analysis.reporting.results import day, load
from ntm_analysis.text import BLANK, format_billion, format_date, is_blank
from ntm_analysis.wording import label, say

COLUMNS = ("matter", "cell", "before", "after")
_Cell = tuple[str, str, object, object]


def changes(
    plan: Plan, results: Results, on: dt.date, earlier: Results, earlier_on: dt.date,
    lang: str = "vi",
) -> pd.DataFrame:  # fmt: skip
    """Return what changed since earlier results, judged on their own day.

    Returns
    -------
    DataFrame
        A row per changed cell of the province's targets, those of districts, money and duties:
        matter, cell, before, after, all as shown; a dash where nothing was known.
    """
    sides = ((earlier, earlier_on), (results, on))
    found = [
        (subject, say(f"progress.cell.{column}", lang), _shown(column, before, lang),
         _shown(column, after, lang))
        for part in (_province, _districts, _money, _duties)
        for subject, column, before, after in part(plan, sides, lang)
    ]  # fmt: skip
    return pd.DataFrame(found, columns=list(COLUMNS))


_Sides = tuple[tuple[Results, dt.date], tuple[Results, dt.date]]


def _province(plan: Plan, sides: _Sides, lang: str) -> Iterator[_Cell]:
    whole = say("results.province", lang)
    tables = [by_province(plan, *side).drop(columns=["own_row", "own_after"]) for side in sides]
    for name, column, *values in changed_cells(tables[0], tables[1], ("indicator",)):
        yield f"{whole}, {label('indicator', name, lang)}", column, values[0], values[1]


def _districts(plan: Plan, sides: _Sides, lang: str) -> Iterator[_Cell]:
    tables = [judge(plan, *side) for side in sides]
    for key, column, *values in changed_cells(tables[0], tables[1], ("district_code", "indicator")):
        code, name = key.split(" / ")
        subject = f"{places.unit_name(int(code), lang)}, {label('indicator', name, lang)}"
        yield subject, column, values[0], values[1]


def _money(plan: Plan, sides: _Sides, lang: str) -> Iterator[_Cell]:
    tables = [judge_money(plan, *side)[["source", "paid"]] for side in sides]
    for name, column, *values in changed_cells(tables[0], tables[1], ("source",)):
        yield label("source", name, lang), column, values[0], values[1]


def _duties(plan: Plan, sides: _Sides, lang: str) -> Iterator[_Cell]:
    tables = [
        judge_duties(plan, *side)[["duty", "done_on", "state"]].rename(
            columns={"state": "duty_state"}
        )
        for side in sides
    ]
    about = plan.duties.set_index("duty")
    for duty, column, *values in changed_cells(tables[0], tables[1], ("duty",)):
        yield duty_words(about.loc[duty], lang), column, values[0], values[1]


def _shown(column: str, value: object, lang: str) -> str:
    if is_blank(value):
        return BLANK
    if column in {"state", "duty_state"}:
        return label(column, str(value), lang)
    if isinstance(value, dt.date):
        return format_date(value, lang)
    return format_billion(value, lang) if column == "paid" else str(value)


def show_changes(
    plan: Plan, results: Results, on: dt.date, earlier: str, earlier_day: str, lang: str = "vi"
) -> None:
    """Show what changed since an earlier workbook, or say that nothing did or there was none."""
    until = day(earlier_day, plan) if earlier_day else on
    if not earlier:
        present.sentence(say("progress.no_earlier", lang))
        return
    before = load(earlier, plan, until)
    found = changes(plan, results, on, before, until, lang)
    present.sentence(prose(
        "progress.no_changes" if found.empty else "progress.changes", lang, file=before.name,
        sha=before.mark, date=format_date(until, lang), count=len(found),
    ))  # fmt: skip
    if len(found):
        present.table(found, lang)
