"""The tables on results that notebooks show: states, duties, money; each number with its rows."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

import pandas as pd

from ntm_analysis import places
from ntm_analysis.evidence import Evidence, cited, computed, trace
from ntm_analysis.plan import Plan
from ntm_analysis.progress.dates import judge_duties, judge_money
from ntm_analysis.progress.results import Results
from ntm_analysis.progress.sheets import duty_words
from ntm_analysis.progress.states import STATES, by_province, judge, known
from ntm_analysis.reporting.duties import due
from ntm_analysis.text import format_date, is_blank
from ntm_analysis.wording import label

DUTY_ORDER = ("overdue", "due_soon", "open", "done_late", "done", "periodic", "undated")


def _rows(results: Results, on: dt.date) -> dict[tuple[int, str], list[int]]:
    """Return the rows of the workbook by district and indicator, as far as they are known."""
    held: dict[tuple[int, str], list[int]] = defaultdict(list)
    rows = known(results, on)
    for code, name, row in zip(rows["district_code"], rows["indicator"], rows["row"], strict=True):
        held[int(code), name].append(int(row))
    return held


def _sum(results: Results, rows: list[int], column: str) -> Evidence | None:
    """Return the evidence of a number that is summed from rows of recognitions."""
    inputs = [cited("recognitions", results.mark, row, column=column) for row in rows]
    return inputs[0] if len(inputs) == 1 else computed("sum", *inputs) if inputs else None


def province(plan: Plan, results: Results, on: dt.date, lang: str = "vi") -> pd.DataFrame:
    """Return the province's targets with what was reached and the state."""
    rows = by_province(plan, results, on)
    held, judged = _rows(results, on), judge(plan, results, on)
    made = pd.DataFrame({
        "indicator": [label("indicator", name, lang) for name in rows["indicator"]],
        "target": rows["target"], "reached_in_year": rows["reached"],
        "reached_after": rows["after"], "silent": rows["silent"],
        "state": [label("state", state, lang) for state in rows["state"]],
    })  # fmt: skip
    numbers: dict[str, list[Evidence | None]] = {"in_year": [], "after": []}
    silent: list[Evidence | None] = []
    for row in rows.to_dict("records"):
        name = row["indicator"]
        own = {"in_year": row["own_row"], "after": row["own_after"]}
        none = all(map(is_blank, own.values()))
        own["after"] = pd.NA if is_blank(row["after"]) else own["after"]
        cells = judged[judged["indicator"] == name]
        counted = cells.loc[cells["state"] != "carried_over", "district_code"]
        many = [row for code in counted for row in held.get((int(code), name), [])]
        for column, found in numbers.items():
            other = [int(own[column])] if not is_blank(own[column]) else []
            found.append(_sum(results, many if none else other, column))
        quiet = cells.loc[cells["state"] == "cannot_be_judged", "district_code"]
        inputs = [cited("targets", code, name) for code in quiet]
        silent.append(computed("rows", *inputs) if inputs and none else None)
    return trace(
        made, target=[cited("totals", name) for name in rows["indicator"]],
        reached_in_year=numbers["in_year"], reached_after=numbers["after"], silent=silent,
    )  # fmt: skip


def districts(
    plan: Plan, results: Results, on: dt.date, lang: str = "vi", code: int | None = None
) -> pd.DataFrame:
    """Return each assigned or reached target of each district, or of one, with its state."""
    rows = judge(plan, results, on)
    rows = rows[rows["state"] != "not_assigned"]
    if code is not None:
        rows = rows[rows["district_code"] == code]
    keys = [(int(c), str(n)) for c, n in zip(rows["district_code"], rows["indicator"], strict=True)]
    first = {} if code is not None else {
        "district": [places.unit_name(district, lang) for district, _ in keys]
    }  # fmt: skip
    made = pd.DataFrame({
        **first, "indicator": [label("indicator", name, lang) for _, name in keys],
        "target": list(rows["target"]), "reached_in_year": list(rows["reached"]),
        "reached_after": list(rows["after"]),
        "state": [label("state", state, lang) for state in rows["state"]],
    })  # fmt: skip
    held = _rows(results, on)
    return trace(
        made, target=[cited("targets", *key) for key in keys],
        reached_in_year=[_sum(results, held.get(key, []), "in_year") for key in keys],
        reached_after=[_sum(results, held.get(key, []), "after") for key in keys],
    )  # fmt: skip


def duties(
    plan: Plan, results: Results, on: dt.date, lang: str = "vi", names: list[str] | None = None
) -> pd.DataFrame:
    """Return the duties, or some of them, by state, the most urgent first."""
    rows = judge_duties(plan, results, on)
    if names is not None:
        rows = rows[rows["duty"].isin(names)]
    rows = rows.assign(at=[DUTY_ORDER.index(state) for state in rows["state"]])
    rows = rows.sort_values(["at", "due_date"], kind="stable")
    about = plan.duties.set_index("duty")
    made = pd.DataFrame({
        "duty": [duty_words(about.loc[d], lang) for d in rows["duty"]],
        "due": [due(about.loc[d].to_dict(), lang) for d in rows["duty"]],
        "done_on": ["" if is_blank(d) else format_date(d, lang) for d in rows["done_on"]],
        "state": [label("duty_state", state, lang) for state in rows["state"]],
        "line": [int(about.loc[d, "line"]) for d in rows["duty"]],
    })  # fmt: skip
    dated = [
        cited("duties", duty, column="due_date") if day else None
        for duty, day in zip(rows["duty"], rows["due_date"], strict=True)
    ]
    done = [
        None if is_blank(row) else cited("duties_done", results.mark, row, column="date")
        for row in rows["done_row"]
    ]
    return trace(made, due=dated, done_on=done)


def money(plan: Plan, results: Results, on: dt.date, lang: str = "vi") -> pd.DataFrame:
    """Return what was paid out of each source beside the plan, in billions, exact."""
    rows = judge_money(plan, results, on)
    made = pd.DataFrame({
        "source": [label("source", name, lang) for name in rows["source"]],
        "planned": _billions(list(rows["planned"])), "paid": _billions(list(rows["paid"])),
        "percent": list(rows["percent"]),
    })  # fmt: skip
    known = results.disbursements[results.disbursements["date"] <= pd.Timestamp(on)]
    paid: list[Evidence | None] = []
    percent: list[Evidence | None] = []
    for name, share in zip(rows["source"], rows["percent"], strict=True):
        inputs = [
            cited("disbursements", results.mark, row)
            for row in known.loc[known["fund"] == name, "row"]
        ]
        paid.append(computed("sum", *inputs) if inputs else None)
        planned = cited("funding", name)
        percent.append(
            None if is_blank(share) else computed("percent_of_last", *inputs, planned)
        )  # fmt: skip
    return trace(
        made, planned=[cited("funding", name) for name in rows["source"]], paid=paid,
        percent=percent,
    )  # fmt: skip


def _billions(amounts: list[object]) -> list[Decimal | None]:
    """Return đồng as billions, to the million, or with as many digits as one of them needs."""
    exact = [None if is_blank(vnd) else Decimal(int(str(vnd))).scaleb(-9) for vnd in amounts]
    digits = max((-int(v.normalize().as_tuple().exponent) for v in exact if v), default=0)
    unit = Decimal(1).scaleb(-max(3, digits))
    return [None if value is None else value.quantize(unit) for value in exact]


def rules(lang: str = "vi") -> pd.DataFrame:
    """Return the states and their rules."""
    return pd.DataFrame({
        "state": [label("state", state, lang) for state in STATES],
        "rule": [label("state_rule", state, lang) for state in STATES],
    })  # fmt: skip


def duty_rules(lang: str = "vi") -> pd.DataFrame:
    """Return the states of duties and their rules."""
    return pd.DataFrame({
        "state": [label("duty_state", state, lang) for state in DUTY_ORDER],
        "rule": [label("duty_state_rule", state, lang) for state in DUTY_ORDER],
    })  # fmt: skip
