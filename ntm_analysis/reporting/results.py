"""What the report on results shows: states by indicator and district, duties, money, changes."""

import datetime as dt
from pathlib import Path

import pandas as pd

from ntm_analysis import places
from ntm_analysis.compare import changed_cells
from ntm_analysis.errors import InputError
from ntm_analysis.plan import Plan
from ntm_analysis.progress.checking import Results, check_results, no_results
from ntm_analysis.progress.dates import judge_duties, judge_money
from ntm_analysis.progress.states import STATES, by_name, by_province, judge
from ntm_analysis.reporting import present
from ntm_analysis.reporting.duties import due
from ntm_analysis.text import format_billion, format_date
from ntm_analysis.vintages import parse_day
from ntm_analysis.wording import label, say


def day(on: str, plan: Plan) -> dt.date:
    """Return the day to judge: the one given, else the last day of the plan's year.

    Raises
    ------
    InputError
        If it is no day.
    """
    return parse_day(on).date() if on else dt.date(plan.year, 12, 31)


def load(file: str, plan: Plan, on: dt.date) -> Results:
    """Return the checked results of a workbook, or none at all if no file is given.

    Raises
    ------
    InputError
        If the workbook has an error; the first is named.
    """
    if not file:
        return no_results()
    results = check_results(Path(file), plan, max(on, dt.date.today()))
    wrong = results.findings[results.findings["severity"] == "error"]
    if len(wrong):
        raise InputError(
            f"{Path(file).name} has {len(wrong)} errors, as in {wrong['message_en'].iloc[0]}; see: "
            f"ntm progress check {Path(file).name}."
        )
    return results


def summary(plan: Plan, results: Results, on: dt.date, lang: str = "vi") -> str:
    """Say what was judged, from how many results, on which day."""
    return say(
        "progress.summary", lang, date=format_date(on, lang), year=plan.year,
        recognitions=len(results.recognitions), payments=len(results.disbursements),
        duties=len(results.duties_done),
    )  # fmt: skip


def province(plan: Plan, results: Results, on: dt.date, lang: str = "vi") -> pd.DataFrame:
    """Return the province's targets with what was reached and the state."""
    rows = by_province(plan, results, on)
    return pd.DataFrame({
        "indicator": [label("indicator", name, lang) for name in rows["indicator"]],
        "target": rows["target"], "reached_in_year": rows["reached"],
        "reached_after": rows["after"], "silent": rows["silent"],
        "state": [label("state", state, lang) for state in rows["state"]],
    })  # fmt: skip


def named(plan: Plan, results: Results, on: dt.date, lang: str = "vi") -> str:
    """Say of each standard of districts how it stands by number and by name, and who stands in."""
    said = []
    for row in by_name(plan, results, on).to_dict("records"):
        name = label("indicator", row["indicator"], lang)
        if not row["reached"] and not row["carried_over"]:
            said.append(
                say("progress.named.none", lang, name=name, named=_names(row["named"], lang))
            )
            continue
        said.append(say(
            "progress.named", lang, name=name, target=row["target"], number=row["by_number"],
            by_name=row["by_name"], named=_names(row["named"], lang),
        ))  # fmt: skip
        if row["stand_ins"]:
            said.append(say("progress.stand_ins", lang, names=_names(row["stand_ins"], lang),
                            open=_names(row["open"], lang)))  # fmt: skip
        if row["carried_over"]:
            said.append(say("progress.carried_over", lang, names=_dated(results, row, lang)))
    return " ".join(said)


def _names(codes: list[int], lang: str) -> str:
    return places.unit_names(codes, lang) or "–"


def _dated(results: Results, row: dict, lang: str) -> str:
    """Name districts with the day of their recognition."""
    rows = results.recognitions
    rows = rows[(rows["indicator"] == row["indicator"])
                & rows["district_code"].isin(row["carried_over"])]  # fmt: skip
    return ", ".join(
        f"{places.unit_name(int(code), lang)} ({format_date(when.date(), lang)})"
        for code, when in zip(rows["district_code"], rows["date"], strict=True)
    )


def districts(plan: Plan, results: Results, on: dt.date, lang: str = "vi") -> pd.DataFrame:
    """Return each assigned or reached target of each district with its state."""
    rows = judge(plan, results, on)
    rows = rows[rows["state"] != "not_assigned"]
    return pd.DataFrame({
        "district": [places.unit_name(int(code), lang) for code in rows["district_code"]],
        "indicator": [label("indicator", name, lang) for name in rows["indicator"]],
        "target": list(rows["target"]), "reached_in_year": list(rows["reached"]),
        "reached_after": list(rows["after"]),
        "state": [label("state", state, lang) for state in rows["state"]],
    })  # fmt: skip


def duties(plan: Plan, results: Results, on: dt.date, lang: str = "vi") -> pd.DataFrame:
    """Return the duties by state, the most urgent first."""
    rows = judge_duties(plan, results, on)
    order = ("overdue", "due_soon", "open", "done_late", "done", "periodic", "undated")
    rows["at"] = rows["state"].map(order.index)
    rows = rows.sort_values(["at", "due_date"], kind="stable")
    about = plan.duties.set_index("duty")
    return pd.DataFrame({
        "duty": [about.loc[d, f"what_{lang}"] or about.loc[d, "what_vi"] for d in rows["duty"]],
        "due": [due(about.loc[d].to_dict(), lang) for d in rows["duty"]],
        "done_on": ["" if pd.isna(d) else format_date(d, lang) for d in rows["done_on"]],
        "state": [label("duty_state", state, lang) for state in rows["state"]],
        "line": [int(about.loc[d, "line"]) for d in rows["duty"]],
    })  # fmt: skip


def money(plan: Plan, results: Results, on: dt.date, lang: str = "vi") -> pd.DataFrame:
    """Return what was paid out of each source beside the plan, in billions, exact."""
    rows = judge_money(plan, results, on)
    return pd.DataFrame({
        "source": [label("source", name, lang) for name in rows["source"]],
        "planned": [format_billion(v, lang) for v in rows["planned"]],
        "paid": [format_billion(v, lang) for v in rows["paid"]],
        "percent": list(rows["percent"]),
    })  # fmt: skip


def rules(lang: str = "vi") -> pd.DataFrame:
    """Return the states and their rules."""
    return pd.DataFrame({
        "state": [label("state", state, lang) for state in STATES],
        "rule": [label("state_rule", state, lang) for state in STATES],
    })  # fmt: skip


def changes(
    plan: Plan, results: Results, earlier: Results, on: dt.date, lang: str = "vi"
) -> pd.DataFrame:
    """Return what changed since earlier results: one row per changed cell of the judged targets."""
    key = ("district_code", "indicator")
    old, new = (judge(plan, which, on) for which in (earlier, results))
    found = []
    for name, column, before, after in changed_cells(old, new, key):
        code, indicator = name.split(" / ")
        if column == "state":
            before, after = (label("state", str(value), lang) for value in (before, after))
        found.append({
            "district": places.unit_name(int(code), lang),
            "indicator": label("indicator", indicator, lang),
            "what": label("progress.cell", column, lang),
            "before": before, "after": after,
        })  # fmt: skip
    return pd.DataFrame(found, columns=["district", "indicator", "what", "before", "after"])


def show_changes(plan: Plan, results: Results, earlier: str, on: dt.date, lang: str = "vi") -> None:
    """Show what changed since an earlier workbook, or say that nothing did or none is given."""
    if not earlier:
        present.sentence(say("progress.no_earlier", lang))
        return
    found = changes(plan, results, load(earlier, plan, on), on, lang)
    if found.empty:
        present.sentence(say("progress.no_changes", lang))
    else:
        present.table(found, lang)
