"""The province's own numbers beside the rows of its districts: which counts, what contradicts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from ntm_analysis.plan import Plan
from ntm_analysis.progress.findings import Findings
from ntm_analysis.progress.sheets import PROVINCE
from ntm_analysis.vocabulary import INDICATORS

_Row = dict[str, Any]


def carried(plan: Plan, indicator: str) -> set[int]:
    """Return the districts whose recognition is counted apart from the target of an indicator."""
    if indicator != "district_ntm":
        return set()
    marks = plan.targets[plan.targets["indicator"] == indicator].dropna(subset=["value"])
    return set(plan.named_for("carried_over")) - set(marks["district_code"].dropna().tolist())


def compare_totals(rows: list[_Row], plan: Plan, found: Findings) -> None:
    """Note numbers of the province that fall, stand twice, or do not agree with its districts."""
    own: dict[str, list[_Row]] = defaultdict(list)
    parts: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        held = own if row["district"] == PROVINCE else parts
        held[row["indicator"]].append(row)
    for name in (name for name in INDICATORS if own[name]):
        apart = carried(plan, name)
        districts = [row for row in parts[name] if row["district"] not in apart]
        numbers = sorted(own[name], key=lambda row: row["date"])
        _fall(numbers, found)
        for row in numbers:
            until = _sum(districts, row["date"])
            if row["count"] < until:
                found.add("total_below", row["place"], row["count"], other=until)
        later = _sum(districts) - _sum(districts, numbers[-1]["date"])
        before = _sum(districts, numbers[-1]["date"])
        if later and before < numbers[-1]["count"]:
            last = numbers[-1]
            found.add("total_older", last["place"], last["count"], date=last["date"],
                      other=before, more=later)  # fmt: skip


def _fall(numbers: list[_Row], found: Findings) -> None:
    """Note numbers of one day, and those that are below an earlier one."""
    for before, row in pairwise(numbers):
        if row["date"] == before["date"]:
            same = row["count"] == before["count"]
            found.add("row_twice" if same else "total_twice", row["place"], row["count"],
                      other=before["place"])  # fmt: skip
        elif row["count"] < before["count"]:
            found.add("total_falls", row["place"], row["count"], other=before["count"],
                      date=before["date"])  # fmt: skip


def _sum(rows: Iterable[_Row], until: dt.date | None = None) -> int:
    return sum(row["count"] for row in rows if until is None or row["date"] <= until)
