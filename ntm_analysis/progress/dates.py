"""Duties against their dates, and money against the year, on a day."""

import datetime as dt

import pandas as pd

from ntm_analysis.plan import Plan
from ntm_analysis.progress.results import Results

DUTY_STATES = ("done", "done_late", "due_soon", "open", "overdue", "undated", "periodic")
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
        last = _last_day(row["due_kind"], row["due_date"])
        done_on = days.get(row["duty"])
        known = None if done_on is None or done_on.date() > on else done_on.date()
        rows.append({
            "duty": row["duty"], "due_kind": row["due_kind"], "due_date": row["due_date"],
            "last_day": last, "done_on": known, "done_row": at[row["duty"]] if known else None,
            "state": _state(row["due_kind"], last, known, on),
        })  # fmt: skip
    return pd.DataFrame(rows).astype({"done_row": "Int64"})


def _last_day(kind: str, due: str) -> dt.date | None:
    if not due:
        return None
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
    """Set what was paid out by a day beside the plan.

    Returns
    -------
    DataFrame
        A row per source of the plan: source, planned (đồng), paid (đồng; blank where no
        disbursement was given, which is not nought), percent (exact to two decimals), whole
        (whether the plan asks for 100 % of it).
    """
    paid = _until(results, on).groupby("fund")["amount_vnd"].sum()
    rows = []
    for row in plan.funding.to_dict("records"):
        known = row["source"] in paid.index
        amount: object = int(paid[row["source"]]) if known else pd.NA
        planned = row["amount_vnd"]
        percent = (
            round(100 * int(str(amount)) / int(planned), 2)
            if known and not pd.isna(planned) and planned else pd.NA
        )  # fmt: skip
        rows.append({"source": row["source"], "planned": planned, "paid": amount,
                     "percent": percent, "whole": row["source"] in WHOLE})  # fmt: skip
    return pd.DataFrame(rows)


def paid_over_the_year(results: Results, fund: str, on: dt.date) -> pd.Series:
    """Return what was paid out of a source up to each day of payment, in đồng."""
    rows = _until(results, on)
    rows = rows[rows["fund"] == fund]
    return rows.groupby("date")["amount_vnd"].sum().sort_index().cumsum()


def _until(results: Results, on: dt.date) -> pd.DataFrame:
    rows = results.disbursements
    return rows[rows["date"] <= pd.Timestamp(on)]
