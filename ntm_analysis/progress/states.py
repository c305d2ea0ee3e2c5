"""Where each target stands on a day: by number, and by name where the plan names its districts."""

import datetime as dt
from typing import Any

import pandas as pd

from ntm_analysis.plan import Plan
from ntm_analysis.progress.results import Results, in_year, to_its_end
from ntm_analysis.progress.sheets import PROVINCE
from ntm_analysis.progress.totals import carried
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
        - ``missed``: fewer were reported, and the year is over;
        - ``not_assigned_reached``: recognised, though nothing is assigned;
        - ``carried_over``: recognised from earlier years, outside the target of the year;
        - ``cannot_be_judged``: assigned, and no result was given, which is not nought; or the year
          is over, and the last report, of none, is of a day before its end;
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
    over = on > dt.date(plan.year, 12, 31)
    apart = {name: carried(plan, name) for name in _NAMED}
    by_now = (table["reached"] + table["after"]).tolist()
    table["state"] = [
        state_of(row["target"], row["reached"], together, over=over,
                 told=pd.isna(row["told"]) or row["told"],
                 carried=row["district_code"] in apart.get(row["indicator"], ()))
        for row, together in zip(table.to_dict("records"), by_now, strict=True)
    ]  # fmt: skip
    return table.drop(columns="told").reset_index(drop=True)


def _plan_order(column: pd.Series) -> pd.Series:
    return column.map(INDICATORS.index) if column.name == "indicator" else column


def known(results: Results, on: dt.date) -> pd.DataFrame:
    """Return the recognitions and reports of none that are known on a day."""
    rows = results.recognitions
    return rows[rows["date"] <= pd.Timestamp(on)]


def _counts(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    """Count by district and indicator what was recognised in the year, and after it."""
    within = rows["count"].where(in_year(rows["date"], year), 0)
    made = rows.assign(reached=within, after=rows["count"] - within)
    groups = made.groupby(["district_code", "indicator"])
    sums = groups[["reached", "after"]].sum().astype("Int64")
    # A report of none tells up to its day; units are recognised for good.
    sums["told"] = (sums.sum(axis=1) > 0) | to_its_end(groups["date"].max(), year)
    return sums


def state_of(
    target: Any, reached: Any, by_now: Any, *, over: bool, told: bool = True, carried: bool = False
) -> str:  # fmt: skip
    """Return the state of one target by the rules of `judge`.

    Parameters
    ----------
    by_now : int
        What is reached with the next year.
    over : bool
        Whether the year is.
    told : bool
        Whether the results are of the whole year.
    carried : bool
        Whether the district is carried over from earlier years.
    """
    if pd.isna(by_now) or not by_now:
        if pd.isna(target):
            return "not_assigned"
        if pd.isna(by_now):
            return "cannot_be_judged"
    if pd.isna(target):
        return "carried_over" if carried else "not_assigned_reached"
    if pd.isna(reached):
        return "cannot_be_judged"
    if reached >= target:
        return "reached" if reached == target else "beyond"
    if not over:
        return "on_the_way"
    if not told:
        return "cannot_be_judged"
    return "late" if by_now >= target else "missed"


def by_name(plan: Plan, results: Results, on: dt.date) -> pd.DataFrame:
    """Judge the districts that the plan names by number and by name.

    Returns
    -------
    DataFrame
        A row per standard of districts: indicator, target, by_number (districts recognised within
        the year, none of them carried over), by_name (of those the ones that the plan named), and
        lists of codes: named, reached, stand_ins (recognised within the year, but not named), late
        (named, recognised after the year), open (named, reported as not recognised), silent
        (named, no result given), carried_over (recognised in or after the year, outside the
        target); and reported (whether any result was given of a district named or recognised).
    """
    told = known(results, on)
    told = told[told["district_code"] != PROVINCE]
    found = []
    for indicator in _NAMED:
        marks = plan.targets[plan.targets["indicator"] == indicator].dropna(subset=["value"])
        named = set(marks.loc[marks["value"] > 0, "district_code"].tolist())
        own = told[told["indicator"] == indicator]
        apart = carried(plan, indicator)
        heard = set(own["district_code"].tolist())
        made = own[own["count"] > 0]
        everyone = set(made["district_code"].tolist())
        reached = set(made.loc[in_year(made["date"], plan.year), "district_code"].tolist()) - apart
        found.append({
            "indicator": indicator, "target": len(named), "by_number": len(reached),
            "by_name": len(reached & named), "named": sorted(named), "reached": sorted(reached),
            "stand_ins": sorted(reached - named), "late": sorted((everyone - reached) & named),
            "open": sorted((heard & named) - everyone), "silent": sorted(named - heard),
            "carried_over": sorted(everyone & apart),
            "reported": bool((heard & named) | (everyone - apart)),
        })  # fmt: skip
    return pd.DataFrame(found)
