"""The tables on results that notebooks show: states, duties, money; each number with its rows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

import pandas as pd

from ntm_analysis import places
from ntm_analysis.evidence import Evidence, cited, computed, trace
from ntm_analysis.plan import Plan
from ntm_analysis.progress.dates import judge_duties, judge_money, paid_until
from ntm_analysis.progress.province import by_province
from ntm_analysis.progress.results import Results, in_year
from ntm_analysis.progress.sheets import duty_words
from ntm_analysis.progress.states import STATES, judge, known
from ntm_analysis.reporting.duties import due
from ntm_analysis.text import format_date, is_blank
from ntm_analysis.wording import label

DUTY_ORDER = ("overdue", "due_soon", "open", "done_late", "done", "periodic", "undated")


def rows_of(results: Results, on: dt.date) -> dict[tuple[int, str], list[int]]:
    """Return the rows of the workbook by district and indicator, as far as they are known."""
    held: dict[tuple[int, str], list[int]] = defaultdict(list)
    rows = known(results, on)
    for code, name, row in zip(rows["district_code"], rows["indicator"], rows["row"], strict=True):
        held[int(code), name].append(int(row))
    return held


def summed(results: Results, rows: list[int], column: str = "") -> Evidence | None:
    """Return the evidence of a number that is summed from rows of recognitions."""
    inputs = [cited("recognitions", results.mark, row, column=column) for row in rows]
    return inputs[0] if len(inputs) == 1 else computed("sum", *inputs) if inputs else None


def province(plan: Plan, results: Results, on: dt.date, lang: str = "vi") -> pd.DataFrame:
    """Return the province's targets with what was reached and the state."""
    rows, judged = by_province(plan, results, on), judge(plan, results, on)
    made = pd.DataFrame({
        "indicator": [label("indicator", name, lang) for name in rows["indicator"]],
        "target": rows["target"], "reached_in_year": rows["reached"],
        "reached_after": rows["after"], "silent": rows["silent"],
        "state": [label("state", state, lang) for state in rows["state"]],
    })  # fmt: skip
    return trace(
        made, target=[cited("totals", name) for name in rows["indicator"]],
        **province_evidence(results, rows), silent=silent_evidence(judged, rows["indicator"]),
    )  # fmt: skip


def province_evidence(results: Results, rows: pd.DataFrame) -> dict[str, list[Evidence | None]]:
    """Return what the numbers of `by_province` rest on, by the columns of the table."""
    return {
        shown: [
            None if is_blank(number) else summed(results, many, column)
            for number, many in zip(rows[name], rows[f"{name}_rows"], strict=True)
        ]
        for shown, name, column in (
            ("reached_in_year", "reached", "in_year"), ("reached_after", "after", "after"),
        )
    }  # fmt: skip


def silent_evidence(judged: pd.DataFrame, names: Iterable[str]) -> list[Evidence | None]:
    """Return the targets of the districts without a result, of each indicator."""
    quiet = judged[judged["target"].notna() & judged["reached"].isna()]
    found = [quiet.loc[quiet["indicator"] == name, "district_code"] for name in names]
    return [
        computed("rows", *(cited("targets", code, name) for code in codes)) if len(codes) else None
        for name, codes in zip(names, found, strict=True)
    ]


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
    held = rows_of(results, on)
    return trace(
        made, target=[cited("targets", *key) for key in keys],
        reached_in_year=[summed(results, held.get(key, []), "in_year") for key in keys],
        reached_after=[summed(results, held.get(key, []), "after") for key in keys],
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
    """Return what was paid out of each source beside the plan, exact: in billions, else in đồng.

    What was paid out after the year has a column where there is any.
    """
    rows = judge_money(plan, results, on)
    columns = ["planned", "paid", *(["paid_after"] if rows["paid_after"].notna().any() else [])]
    whole = in_dong([amount for column in columns for amount in rows[column]])
    named = {column: f"{column}_vnd" if whole else column for column in columns}
    made = pd.DataFrame({
        "source": [label("source", name, lang) for name in rows["source"]],
        **{shown: list(rows[column]) if whole else _billions(rows[column])
           for column, shown in named.items()},
        "percent": pd.Series(list(rows["percent"]), dtype="object"),
    })  # fmt: skip
    held = {name: money_evidence(plan, results, on, name) for name in rows["source"]}
    traced = {
        named.get(column, column): [
            None if is_blank(number) else held[name][column]
            for name, number in zip(rows["source"], rows[column], strict=True)
        ]
        for column in (*columns[1:], "percent")
    }
    planned = [cited("funding", name) for name in rows["source"]]
    return trace(made, **{named["planned"]: planned}, **traced)


def money_evidence(
    plan: Plan, results: Results, on: dt.date, source: str
) -> dict[str, Evidence]:  # fmt: skip
    """Return what the numbers of a source in `judge_money` rest on, by their columns."""
    rows = paid_until(results, on)
    rows = rows[rows["fund"] == source]
    within = in_year(rows["date"], plan.year)
    paid, after = (
        [cited("disbursements", results.mark, row) for row in part["row"]]
        for part in (rows[within], rows[~within])
    )
    return {
        "paid": computed("sum", *paid), "paid_after": computed("sum", *after),
        "percent": computed("percent_of_last", *paid, cited("funding", source)),
    }  # fmt: skip


def in_dong(amounts: Iterable[object]) -> bool:
    """Tell whether amounts are best shown in đồng: one of them is not of whole millions."""
    return any(int(str(vnd)) % 1_000_000 for vnd in amounts if not is_blank(vnd))


def _billions(amounts: Iterable[object]) -> list[Decimal | None]:
    """Return đồng of whole millions as billions."""
    unit = Decimal("0.001")
    return [
        None if is_blank(vnd) else Decimal(int(str(vnd))).scaleb(-9).quantize(unit)
        for vnd in amounts
    ]


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
