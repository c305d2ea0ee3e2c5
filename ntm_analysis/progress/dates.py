"""Duties against their dates, and money against the year, on a day."""

import datetime as dt
from fractions import Fraction

import pandas as pd

from ntm_analysis.plan import Plan
from ntm_analysis.progress.results import Results, in_year

_SOON = 30
WHOLE = ("central_budget", "provincial_budget")


def judge_duties(plan: Plan, results: Results, on: dt.date) -> pd.DataFrame:
    """Judge each duty on a day.

    Returns
    -------
    DataFrame
        A row per duty: duty, due_kind, due_date, last_day (the last one in time: the day before
        for ``before``, else the date itself), done_on, done_row (row of the workbook), state.
        ``due_soon`` is due within 30 days; ``open`` later; ``overdue`` was due and is not reported
        done, which is not proof that it was not done.
    """
    done = results.duties_done.drop_duplicates("duty").set_index("duty")
    days, at = done["date"].to_dict(), done["row"].to_dict()
    rows = []
    for row in plan.duties.to_dict("records"):
        last = last_day(row["due_kind"], row["due_date"]) if row["due_date"] else None
        done_on = days.get(row["duty"])
        known = None if done_on is None or done_on.date() > on else done_on.date()
        rows.append({
            "duty": row["duty"], "due_kind": row["due_kind"], "due_date": row["due_date"],
            "last_day": last, "done_on": known, "done_row": at[row["duty"]] if known else None,
            "state": _state(row["due_kind"], last, known, on),
        })  # fmt: skip
    return pd.DataFrame(rows).astype({"done_row": "Int64"})


def last_day(kind: str, due: str) -> dt.date:
    """Return the last day in time for a date (as in 2024-12-31) and its kind.

    >>> last_day("before", "2024-10-30")
    datetime.date(2024, 10, 29)
    """
    day = dt.date.fromisoformat(due)
    return day - dt.timedelta(days=1) if kind == "before" else day


def _state(kind: str, last: dt.date | None, done: dt.date | None, on: dt.date) -> str:
    if done:
        return "done_late" if last and done > last else "done"
    if last is None:
        return "periodic" if kind == "periodic" else "undated"
    if last < on:
        return "overdue"
    return "due_soon" if (last - on).days <= _SOON else "open"


def judge_money(plan: Plan, results: Results, on: dt.date) -> pd.DataFrame:
    """Set what was paid out by a day, within the plan's year, beside the plan.

    Returns
    -------
    DataFrame
        A row per source of the plan: source, planned (đồng), paid (đồng, within the year of the
        plan), paid_after (after it, counted apart), both blank where no disbursement was given,
        which is not nought; percent (paid of planned, an exact fraction), whole (whether the plan
        asks for 100 % of it).
    """
    rows = paid_until(results, on)
    within = in_year(rows["date"], plan.year)
    paid, after = (
        part.groupby("fund")["amount_vnd"].sum() for part in (rows[within], rows[~within])
    )
    made = []
    for row in plan.funding.to_dict("records"):
        source, planned = row["source"], row["amount_vnd"]
        amount = int(paid[source]) if source in paid.index else pd.NA
        unknown = amount is pd.NA or pd.isna(planned) or not planned
        made.append({
            "source": source, "planned": planned, "paid": amount,
            "paid_after": int(after[source]) if source in after.index else pd.NA,
            "percent": pd.NA if unknown else Fraction(100 * int(amount), int(planned)),
            "whole": source in WHOLE,
        })  # fmt: skip
    return pd.DataFrame(made)


def paid_over_the_year(plan: Plan, results: Results, fund: str, on: dt.date) -> pd.Series:
    """Return what was paid out of a source up to each day of payment in the year, in đồng."""
    rows = paid_until(results, on)
    rows = rows[(rows["fund"] == fund) & in_year(rows["date"], plan.year)]
    return rows.groupby("date")["amount_vnd"].sum().sort_index().cumsum()


def paid_until(results: Results, on: dt.date) -> pd.DataFrame:
    """Return the payments that are known on a day."""
    rows = results.disbursements
    return rows[rows["date"] <= pd.Timestamp(on)]
