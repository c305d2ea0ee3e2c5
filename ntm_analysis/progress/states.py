"""Where each target stands on a day: by number, and by name where the plan names its districts."""

import datetime as dt

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
        recognised), carried_over (recognised in or after the year, outside the target).
    """
    rows = known(results, on)
    rows = rows[(rows["count"] > 0) & (rows["district_code"] != PROVINCE)]
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
        })  # fmt: skip
    return pd.DataFrame(found)


def by_province(plan: Plan, results: Results, on: dt.date) -> pd.DataFrame:
    """Judge the province's targets by number.

    The number is the province's own where one was given, else that of its districts together.
    Where only some assigned districts gave a result, the sum is what is known, not all there is.

    Returns
    -------
    DataFrame
        A row per indicator of the annex: indicator, target, reached, after, silent (assigned
        districts without a result; 0 where the province gave its own number), own_row (row of
        the workbook with the province's own number; blank if there is none), state.
    """
    judged = judge(plan, results, on)
    rows = known(results, on)
    own = rows[rows["district_code"] == PROVINCE].sort_values("date", kind="stable")
    own = own.drop_duplicates("indicator", keep="last").set_index("indicator")
    over = on > dt.date(plan.year, 12, 31)
    found = []
    for row in plan.totals.to_dict("records"):
        name = row["indicator"]
        cells = judged[(judged["indicator"] == name) & (judged["state"] != "carried_over")]
        silent = int((cells["state"] == "cannot_be_judged").sum())
        given = cells.dropna(subset=["reached"])
        reached: object = int(given["reached"].sum()) if len(given) else pd.NA
        after: object = int(given["after"].sum()) if len(given) else pd.NA
        own_row: object = pd.NA
        if name in own.index:
            own_row = int(own.loc[name, "row"])
            late = own.loc[name, "date"].year > plan.year
            count = int(own.loc[name, "count"])
            reached, after, silent = (0 if late else count), (count if late else 0), 0
        state = _state(row["value"], reached, after, over=over)
        if silent and state in {"missed", "late"}:
            state = "cannot_be_judged"
        found.append({"indicator": name, "target": row["value"], "reached": reached,
                      "after": after, "silent": silent, "own_row": own_row,
                      "state": state})  # fmt: skip
    return pd.DataFrame(found)
