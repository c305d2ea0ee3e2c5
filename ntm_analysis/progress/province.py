"""Where the province's targets stand on a day: its own numbers and the rows of its districts."""

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd

from ntm_analysis.plan import Plan
from ntm_analysis.progress.results import Results, in_year, to_its_end
from ntm_analysis.progress.sheets import PROVINCE
from ntm_analysis.progress.states import judge, known, state_of
from ntm_analysis.progress.totals import carried


def by_province(plan: Plan, results: Results, on: dt.date) -> pd.DataFrame:
    """Judge the province's targets by number.

    A number of the province counts from the start of the plan's year up to its day: the latest
    one counts, and what its districts recognised after that day is added. Where it gave none, its
    districts are added up, carried over ones apart; where only some of those assigned gave a
    result, the sum is what is known, not all there is.

    Returns
    -------
    DataFrame
        A row per indicator of the annex: indicator, target, reached, after, silent (assigned
        districts without a result), state; and what it was made of: the rows of the workbook
        whose numbers are added up (reached_rows, after_rows), the row of the province's number of
        the year and of the one after it (own_row, own_later; blank if there is none), and those
        of the districts up to that day and after it (parts, more).
    """
    judged = judge(plan, results, on)
    told = known(results, on).sort_values("date", kind="stable")
    over = on > dt.date(plan.year, 12, 31)
    found = []
    for row in plan.totals.to_dict("records"):
        name, target = row["indicator"], row["value"]
        rows = told[told["indicator"] == name]
        cells = judged[judged["indicator"] == name]
        silent = int((cells["target"].notna() & cells["reached"].isna()).sum())
        open_ = bool((cells["state"] == "cannot_be_judged").any())
        made = _made(rows[~rows["district_code"].isin(carried(plan, name))], plan.year)
        if made.own_row is None and _unheard(cells):
            made.without_noughts()
        state = _state(target, made, over=over, told=made.told or not open_)
        found.append({"indicator": name, "target": target, **asdict(made),
                      "silent": silent, "state": state})  # fmt: skip
    kinds = dict.fromkeys(("reached", "after", "by_now", "own_row", "own_later"), "Int64")
    return pd.DataFrame(found).astype(kinds).drop(columns=["by_now", "told"])


@dataclass
class _Made:
    """The number of an indicator within the year, after it and together, and their rows."""

    reached: Any
    after: Any
    by_now: Any
    own_row: int | None = None
    own_later: int | None = None
    reached_rows: list[int] = field(default_factory=list)
    after_rows: list[int] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    more: list[int] = field(default_factory=list)
    told: bool = False  # whether a number of the province tells of the whole year

    def without_noughts(self) -> None:
        """Leave out noughts: they would be of districts that nothing was asked of."""
        for name in ("reached", "after", "by_now"):
            if not pd.isna(getattr(self, name)) and not getattr(self, name):
                setattr(self, name, pd.NA)


def _made(rows: pd.DataFrame, year: int) -> _Made:
    """Add up the rows of an indicator, by date: numbers of the province count up to their day.

    Beside a number of the province of after the year, what came after the year is known only as a
    part of that number, and stocks are not subtracted: it stays blank.
    """
    own = rows[rows["district_code"] == PROVINCE]
    districts = rows[rows["district_code"] != PROVINCE]
    of_year, later = (
        own[in_year(own["date"], year)].tail(1),
        own[~in_year(own["date"], year)].tail(1),
    )
    within = districts[in_year(districts["date"], year)]
    beyond = districts[~in_year(districts["date"], year)]
    counted = pd.concat([of_year, _after(within, of_year)])
    last = later if len(later) else of_year
    more = _after(districts, last)["row"].tolist() if len(last) else []
    made = _Made(
        _sum(counted), _sum(beyond), _sum(pd.concat([last, _after(districts, last)])),
        _row(of_year), _row(later), counted["row"].tolist(), beyond["row"].tolist(),
        [row for row in districts["row"].tolist() if len(last) and row not in more], more,
        told=bool(to_its_end(of_year["date"], year).any()),
    )  # fmt: skip
    if len(later):
        made.after, made.after_rows = pd.NA, []
    elif len(districts) and not len(of_year):
        # What districts told of one side of the year's end tells of the other.
        made.reached, made.after = int(within["count"].sum()), int(beyond["count"].sum())
    return made


def _after(rows: pd.DataFrame, number: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of after the day of a number of the province; all where there is none."""
    return rows[rows["date"] > number["date"].iloc[0]] if len(number) else rows


def _sum(rows: pd.DataFrame) -> Any:
    return int(rows["count"].sum()) if len(rows) else pd.NA


def _row(number: pd.DataFrame) -> int | None:
    return int(number["row"].iloc[0]) if len(number) else None


def _unheard(cells: pd.DataFrame) -> bool:
    """Tell whether no district that something is assigned to gave a result."""
    assigned = cells[cells["target"].notna()]
    return bool(assigned["reached"].isna().all())


def _state(target: Any, made: _Made, *, over: bool, told: bool) -> str:
    """Return the state of a target of the province by its numbers."""
    if pd.isna(target) or made.own_later is None:
        return state_of(target, made.reached, made.by_now, over=over, told=told)
    # A number of after the year says how many there are by then, not how many of the year.
    known = 0 if pd.isna(made.reached) else made.reached
    if known < target:
        if made.by_now < target:
            return "missed"
        return "late" if made.told else "cannot_be_judged"
    return state_of(target, made.reached, made.by_now, over=over)
