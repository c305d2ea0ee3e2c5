"""The section on results in the sheet of a district and the brief of a body; none without them."""

import datetime as dt
from typing import Any

import pandas as pd

from ntm_analysis import places
from ntm_analysis.bodies import body_name
from ntm_analysis.evidence import cited, computed
from ntm_analysis.plan import Plan
from ntm_analysis.progress.dates import judge_duties
from ntm_analysis.progress.results import Results
from ntm_analysis.progress.states import by_name
from ntm_analysis.publishing.prose import Prose, join, prose, reference, shown, title
from ntm_analysis.reporting import present, result_tables, result_words
from ntm_analysis.reporting import results as given
from ntm_analysis.reporting.duties import duties_of, duties_of_body
from ntm_analysis.text import format_date
from ntm_analysis.wording import label

_TARGETS, _DUTIES = "progress_targets", "progress_duties"


def district(plan: Plan, code: int, results: str, day: str, lang: str = "vi") -> None:
    """Show the states of a district's targets and duties on a day, if results are given."""
    on = given.day(day, plan)
    if not results:
        return
    year = given.load(results, plan, on)
    found = result_tables.districts(plan, year, on, lang, code)
    name = places.unit_name(code, lang, full=True)
    key = "progress.section.district" if len(found) else "progress.section.nothing"
    _head(on, lang)
    present.sentence(prose(key, lang, name=name, **_table(found, _TARGETS)))
    present.sentence(_by_name(plan, year, on, code, lang))
    _show(found, lang, _TARGETS, "progress.table.targets")
    duties = duties_of(plan, code)
    if duties:
        _show_duties(plan, year, on, duties, name, lang)
    present.sentence(result_words.source(year, lang))


def body(plan: Plan, name: str, results: str, day: str, lang: str = "vi") -> None:
    """Show how the duties of a body stand on a day, if results are given."""
    on = given.day(day, plan)
    if not results:
        return
    year = given.load(results, plan, on)
    duties = duties_of_body(plan, name)
    called = body_name(name, lang)
    _head(on, lang)
    if duties:
        _show_duties(plan, year, on, duties, called, lang)
    else:
        present.sentence(prose("brief.no_duties", lang, name=called))
    present.sentence(result_words.source(year, lang))


def _head(on: dt.date, lang: str) -> None:
    heading = prose("progress.section", lang, date=format_date(on, lang))
    present.sentence(title(heading, level=2))


def _table(found: pd.DataFrame, name: str) -> dict[str, Any]:
    return {"table": reference(name)} if len(found) else {}


def _show(found: pd.DataFrame, lang: str, name: str, caption: str) -> None:
    if len(found):
        present.table(found, lang, name=name, caption=caption)


def _show_duties(
    plan: Plan, results: Results, on: dt.date, duties: list[str], name: str, lang: str
) -> None:  # fmt: skip
    present.sentence(duty_counts(plan, results, on, duties, name, lang))
    own = result_tables.duties(plan, results, on, lang, duties)
    _show(own, lang, _DUTIES, "progress.table.duties")


def duty_counts(
    plan: Plan, results: Results, on: dt.date, duties: list[str], name: str, lang: str = "vi"
) -> Prose:
    """Say how many of some duties are done, done late, due, overdue and undated."""
    judged = judge_duties(plan, results, on)
    judged = judged[judged["duty"].isin(duties)]
    counts: list[Prose] = []
    for state in result_tables.DUTY_ORDER:
        held = [cited("duties", duty) for duty in judged.loc[judged["state"] == state, "duty"]]
        if held:
            number = shown(str(len(held)), computed("rows", *held))
            called = label("duty_state", state, lang)
            counts.append(
                prose("progress.count", lang, count=number, state=called[:1].lower() + called[1:])
            )
    return prose(
        "progress.section.duties", lang, name=name, counts=join(*counts, between="; "),
        all=shown(str(len(duties)), computed("rows", *(cited("duties", d) for d in duties))),
    )  # fmt: skip


def _by_name(plan: Plan, results: Results, on: dt.date, code: int, lang: str) -> Prose:
    """Say who stands in for a district that the plan names, or for whom a district stands in."""
    said: list[Prose] = []
    for row in by_name(plan, results, on).to_dict("records"):
        words: dict[str, Any] = {
            "name": places.unit_name(code, lang, full=True),
            "indicator": label("indicator", row["indicator"], lang),
        }
        open_, silent, instead = (
            places.unit_names(row[kind], lang) for kind in ("open", "silent", "stand_ins")
        )
        if code in row["stand_ins"]:
            said.append(
                prose("progress.section.stands_in", lang, **words, others=open_)
                if open_ else prose("progress.section.not_named", lang, **words)
            )  # fmt: skip
            if silent:
                said.append(prose("progress.named.silent", lang, names=silent))
        for kind in ("open", "silent"):
            if code in row[kind] and instead:
                said.append(prose(f"progress.section.{kind}", lang, **words, others=instead))
        for kind in ("late", "carried_over"):
            if code in row[kind]:
                said.append(prose(f"progress.section.{kind}", lang, **words))
    return join(*said)
