"""What changed between two sets of results: one row per changed cell of what was judged."""

import datetime as dt
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import PurePosixPath

import pandas as pd

from ntm_analysis import places
from ntm_analysis.compare import changed_cells
from ntm_analysis.evidence import Evidence, cited, trace
from ntm_analysis.plan import Plan
from ntm_analysis.progress.dates import judge_duties, judge_money
from ntm_analysis.progress.percent import format_percent
from ntm_analysis.progress.province import by_province
from ntm_analysis.progress.results import Results
from ntm_analysis.progress.sheets import duty_names, duty_words
from ntm_analysis.progress.states import judge
from ntm_analysis.publishing.prose import prose
from ntm_analysis.reporting import present, result_tables
from ntm_analysis.reporting.results import day, load_earlier
from ntm_analysis.text import (
    BLANK,
    format_billion,
    format_date,
    format_number,
    is_blank,
)
from ntm_analysis.wording import label, say

COLUMNS = ("matter", "cell", "before", "after")
_MONEY = ("paid", "paid_after")
_JUDGED = {"reached": "in_year", "after": "after"}  # counts, and their columns in the plan


class _Side:
    """Results judged on a day, and what a changed cell of them rests on."""

    def __init__(self, plan: Plan, results: Results, on: dt.date) -> None:
        self.plan, self.results, self.on = plan, results, on
        self._province = by_province(plan, results, on)
        self._districts = judge(plan, results, on)
        self._duties = judge_duties(plan, results, on)
        self._rows = result_tables.rows_of(results, on)

    def province(self) -> pd.DataFrame:
        return self._province[["indicator", "target", "reached", "after", "silent", "state"]]

    def of_province(self, name: str, column: str) -> Evidence | None:
        if column == "silent":
            return result_tables.silent_evidence(self._districts, [name])[0]
        if column not in _JUDGED:
            return None
        rows = self._province.set_index("indicator")
        return result_tables.summed(self.results, rows.loc[name, f"{column}_rows"], _JUDGED[column])

    def districts(self) -> pd.DataFrame:
        return self._districts

    def of_district(self, key: str, column: str) -> Evidence | None:
        code, name = key.split(" / ")
        if column not in _JUDGED:
            return None
        rows = self._rows.get((int(code), name), [])
        return result_tables.summed(self.results, rows, _JUDGED[column])

    def money(self) -> pd.DataFrame:
        made = judge_money(self.plan, self.results, self.on)
        return made[["source", *_MONEY, "percent"]]

    def of_money(self, name: str, column: str) -> Evidence | None:
        return result_tables.money_evidence(self.plan, self.results, self.on, name)[column]

    def duties(self) -> pd.DataFrame:
        made = self._duties[["duty", "done_on", "state"]]
        return made.rename(columns={"state": "duty_state"})

    def of_duty(self, name: str, column: str) -> Evidence | None:
        row = self._duties.set_index("duty").loc[name, "done_row"]
        if column != "done_on" or is_blank(row):
            return None
        return cited("duties_done", self.results.mark, row, column="date")


# The parts that are judged: table of a side, its key, evidence of a cell.
_PARTS: tuple[tuple[Callable, tuple[str, ...], Callable], ...] = (
    (_Side.province, ("indicator",), _Side.of_province),
    (_Side.districts, ("district_code", "indicator"), _Side.of_district),
    (_Side.money, ("source",), _Side.of_money),
    (_Side.duties, ("duty",), _Side.of_duty),
)


def changes(
    plan: Plan, results: Results, on: dt.date, earlier: Results, earlier_on: dt.date,
    lang: str = "vi",
) -> pd.DataFrame:  # fmt: skip
    """Return what changed since earlier results, judged on their own day.

    Returns
    -------
    DataFrame
        A row per changed cell of the province's targets, those of districts, money and duties:
        matter, cell, before, after, all as shown, with their evidence; a dash where nothing was
        known.
    """
    sides = _Side(plan, earlier, earlier_on), _Side(plan, results, on)
    found = [row for part in _PARTS for row in _changed(sides, *part, lang)]
    made = pd.DataFrame([row[0] for row in found], columns=list(COLUMNS))
    held = [row[1] for row in found]
    return trace(made, before=[one for one, _ in held], after=[other for _, other in held])


def _changed(
    sides: tuple[_Side, _Side], table: Callable, key: tuple[str, ...], evidence: Callable, lang: str
) -> Iterator[tuple[tuple[str, ...], list[Evidence | None]]]:
    for name, column, *values in changed_cells(table(sides[0]), table(sides[1]), key):
        dong = column in _MONEY and result_tables.in_dong(values)
        cell = say(f"progress.cell.{column}{'_vnd' if dong else ''}", lang)
        shown = [_shown(column, value, lang, dong=dong) for value in values]
        held = [
            None if is_blank(value) else evidence(side, name, column)
            for side, value in zip(sides, values, strict=True)
        ]
        yield (_subject(sides[0].plan, key, name, lang), cell, *shown), held


def _subject(plan: Plan, key: tuple[str, ...], name: str, lang: str) -> str:
    """Name what a changed cell is about."""
    if key == ("indicator",):
        return f"{say('results.province', lang)}, {label('indicator', name, lang)}"
    if key == ("source",):
        return label("source", name, lang)
    if key == ("duty",):
        words = {row["duty"]: duty_words(row, lang) for row in plan.duties.to_dict("records")}
        alike = list(words.values()).count(words[name]) > 1
        return duty_names(plan, lang)[name] if alike else words[name]
    code, indicator = name.split(" / ")
    return f"{places.unit_name(int(code), lang)}, {label('indicator', indicator, lang)}"


def _shown(column: str, value: object, lang: str, *, dong: bool) -> str:
    if is_blank(value):
        return BLANK
    if column in {"state", "duty_state"}:
        return label(column, str(value), lang)
    if isinstance(value, dt.date):
        return format_date(value, lang)
    if isinstance(value, Fraction):
        return format_percent(value, lang)
    return (
        format_number(value, lang) if column not in _MONEY or dong else format_billion(value, lang)
    )


def show_changes(
    plan: Plan, results: Results, on: dt.date, earlier: str, earlier_day: str, lang: str = "vi"
) -> None:
    """Show what changed since an earlier workbook, or say that nothing did or there was none."""
    until = day(earlier_day, plan) if earlier_day else on
    if not earlier:
        present.sentence(say("progress.no_earlier", lang))
        return
    before = load_earlier(earlier, plan, until)
    if before is None:
        name = PurePosixPath(earlier).name
        present.sentence(prose("progress.earlier_refused", lang, file=name))
        return
    found = changes(plan, results, on, before, until, lang)
    present.sentence(prose(
        "progress.no_changes" if found.empty else "progress.changes", lang, file=before.name,
        sha=before.mark, date=format_date(until, lang), count=len(found),
    ))  # fmt: skip
    if len(found):
        present.table(found, lang)
