"""Where each target stands on a day: by number, and by name where the plan names its districts."""

import datetime as dt
from typing import Any

import pandas as pd

from ntm_analysis.plan import Plan
from ntm_analysis.progress.results import Results, in_year
from ntm_analysis.progress.sheets import PROVINCE
from ntm_analysis.vocabulary import INDICATORS

STATES = (
    "reached", "beyond", "on_the_way", "late", "missed", "not_assigned_reached", "carried_over",
    "cannot_be_judged", "not_assigned",
)  # fmt: skip
_NAMED = ("district_ntm", "district_advanced")


def judge(plan: Plan, results: Results, on: dt.date) -> pd.DataFrame:
    """Judge each target of each district on a day.

    Parameters
    ----------
    on : date
        What was recognised after it is not known yet.

    Returns
    -------
    DataFrame
        A row per district and indicator, in the order of the plan: district_code, indicator,
        target (blank: not assigned), reached (recognised in the year of the plan), after
        (recognised after it), state. Counts are blank where no result was given. States and
        their rules:

        - ``reached``: as many as assigned within the year; ``beyond``: more;
        - ``on_the_way``: fewer, and the year is not over;
        - ``late``: fewer within the year, but enough with those recognised after it;
        - ``missed``: fewer, and the year is over;
        - ``not_assigned_reached``: recognised, though nothing is assigned;
        - ``carried_over``: recognised from earlier years, outside the target of the year;
        - ``cannot_be_judged``: assigned, and no result was given, which is not nought;
        - ``not_assigned``: nothing assigned, nothing recognised.
    """
    rows = known(results, on)
    counts = _counts(rows[rows["district_code"] != PROVINCE], plan.year)
    order = plan.districts.sort_values("order")["district_code"].tolist()
    table = plan.targets[["district_code", "indicator", "value"]].rename(
        columns={"value": "target"}
    )
    table = table.dropna(subset=["district_code"])
    table = table.join(counts, on=["district_code", "indicator"])
    table["at"] = table["district_code"].map({code: at for at, code in enumerate(order)})
    table = table.sort_values(["at", "indicator"], key=_plan_order).drop(columns="at")
    carried = plan.named_for("carried_over")
    over = on > dt.date(plan.year, 12, 31)
    table["state"] = [
        "carried_over"
        if row["indicator"] == "district_ntm" and row["district_code"] in carried
        and not pd.isna(row["reached"]) and pd.isna(row["target"])
        else _state(row["target"], row["reached"], row["after"], over=over)
        for row in table.to_dict("records")
    ]  # fmt: skip
    return table.reset_index(drop=True)


def _plan_order(column: pd.Series) -> pd.Series:
    return column.map(INDICATORS.index) if column.name == "indicator" else column


def known(results: Results, on: dt.date) -> pd.DataFrame:
    """Return the recognitions known on a day; a report of none has no date and is known."""
    rows = results.recognitions
    return rows[rows["date"].isna() | (rows["date"] <= pd.Timestamp(on))]


def _counts(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    """Count by district and indicator what was recognised in the year, and after it."""
    within = rows["count"].where(in_year(rows["date"], year), 0)
    made = rows.assign(reached=within, after=rows["count"] - within)
    sums = made.groupby(["district_code", "indicator"])[["reached", "after"]].sum()
    return sums.astype("Int64")


def _state(target: object, reached: object, after: object, *, over: bool) -> str:
    """Return the state of one target by the rules of `judge`."""
    if pd.isna(reached):
        return "not_assigned" if pd.isna(target) else "cannot_be_judged"
    done, later = int(str(reached)), int(str(after))
    if pd.isna(target):
        return "not_assigned_reached" if done + later else "not_assigned"
    wanted = int(str(target))
    if done >= wanted:
        return "reached" if done == wanted else "beyond"
    if not over:
        return "on_the_way"
    return "late" if done + later >= wanted else "missed"


def by_name(plan: Plan, results: Results, on: dt.date) -> pd.DataFrame:
    """Judge the districts that the plan names by number and by name.

    Returns
    -------
    DataFrame
        A row per standard of districts: indicator, target, by_number (districts recognised within
        the year, none of them carried over), by_name (of those the ones that the plan named), and
        lists of codes: named, reached, stand_ins (recognised, but not named), open (named, not
        recognised), carried_over (recognised in or after the year, outside the target); and
        reported (whether any result was given, carried over ones apart).
    """
    told = known(results, on)
    told = told[told["district_code"] != PROVINCE]
    rows = told[told["count"] > 0]
    carried = plan.named_for("carried_over")
    found = []
    for indicator in _NAMED:
        marks = plan.targets[plan.targets["indicator"] == indicator].dropna(subset=["value"])
        named = set(marks.loc[marks["value"] > 0, "district_code"].tolist())
        own = rows[rows["indicator"] == indicator]
        apart = carried - named if indicator == "district_ntm" else set()
        in_year = own[own["date"].dt.year == plan.year]
        reached = set(in_year["district_code"].tolist()) - apart
        found.append({
            "indicator": indicator, "target": len(named), "by_number": len(reached),
            "by_name": len(reached & named), "named": sorted(named), "reached": sorted(reached),
            "stand_ins": sorted(reached - named), "open": sorted(named - reached),
            "carried_over": sorted(set(own["district_code"].tolist()) & apart),
            "reported": bool(
                set(told.loc[told["indicator"] == indicator, "district_code"].tolist()) - apart
            ),
        })  # fmt: skip
    return pd.DataFrame(found)


def by_province(plan: Plan, results: Results, on: dt.date) -> pd.DataFrame:
    """Judge the province's targets by number.

    The number is the province's own where one was given, which counts from the start of the year
    (the latest replaces earlier ones), else that of its districts together.
    Where only some assigned districts gave a result, the sum is what is known, not all there is.

    Returns
    -------
    DataFrame
        A row per indicator of the annex: indicator, target, reached, after, silent (assigned
        districts without a result; 0 where the province gave its own number), own_row and
        own_after (rows of the workbook with the province's own number within and after the year;
        blank if there is none), state.
    """
    judged = judge(plan, results, on)
    rows = known(results, on)
    rows = rows[rows["district_code"] == PROVINCE].sort_values("date", na_position="first")
    over = on > dt.date(plan.year, 12, 31)
    found = []
    for row in plan.totals.to_dict("records"):
        name = row["indicator"]
        own = rows[rows["indicator"] == name]
        made = _of_province(own, plan.year) if len(own) else _of_districts(judged, name)
        state = _of_numbers(row["value"], made, over=over)
        found.append({"indicator": name, "target": row["value"], **made, "state": state})
    return pd.DataFrame(found)


def _of_numbers(target: object, made: dict[str, object], *, over: bool) -> str:
    """Return the state of a target of the province by its numbers."""
    later = made.pop("later", made["after"])
    if pd.isna(made["reached"]) and not pd.isna(later) and not pd.isna(target):
        # A number of after the year says how many there are by then, not how many of the year.
        return "missed" if int(str(later)) < int(str(target)) else "cannot_be_judged"
    state = _state(target, made["reached"], later, over=over)
    return "cannot_be_judged" if made["silent"] and state in {"missed", "late"} else state


def _of_districts(judged: pd.DataFrame, indicator: str) -> dict[str, object]:
    """Add up the districts, carried over ones apart, as far as they gave a result."""
    cells = judged[(judged["indicator"] == indicator) & (judged["state"] != "carried_over")]
    given = cells.dropna(subset=["reached"])
    return {
        "reached": int(given["reached"].sum()) if len(given) else pd.NA,
        "after": int(given["after"].sum()) if len(given) else pd.NA,
        "silent": int((cells["state"] == "cannot_be_judged").sum()),
        "own_row": pd.NA, "own_after": pd.NA,
    }  # fmt: skip


def _of_province(own: pd.DataFrame, year: int) -> dict[str, object]:
    """Take the province's own numbers, the latest within the year and the latest after it.

    Each counts from the start of the year. Beside a number of the year, what came after it stays
    blank: it is not known, or known only as a stock, and stocks are not subtracted; the later
    number (``later``) still decides the state.
    """
    within = in_year(own["date"], year)
    first, last = own[within].tail(1), own[~within].tail(1)
    reached: Any = int(first["count"].iloc[0]) if len(first) else pd.NA
    later: Any = int(last["count"].iloc[0]) if len(last) else pd.NA
    made = {
        "reached": reached, "after": pd.NA if len(first) else later, "silent": 0,
        "own_row": int(first["row"].iloc[0]) if len(first) else pd.NA,
        "own_after": int(last["row"].iloc[0]) if len(last) else pd.NA,
    }  # fmt: skip
    if len(first):
        made["later"] = max(0, later - reached) if len(last) else 0
    return made
