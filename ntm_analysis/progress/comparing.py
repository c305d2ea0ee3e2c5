"""Holds the rows of a workbook of results against each other, and their sums against the plan."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pandas as pd

from ntm_analysis.plan import Plan
from ntm_analysis.progress.findings import Findings, Fund
from ntm_analysis.progress.sheets import PROVINCE, duty_names
from ntm_analysis.progress.totals import compare_totals
from ntm_analysis.progress.units import Register
from ntm_analysis.text import fold, nfc
from ntm_analysis.vocabulary import FUNDING_PARENT

_Row = dict[str, Any]
_BEFORE_NUMBER = re.compile(r"^(?:quyetdinh|qd)?(?:so)?[.:]?(?=\d)")


def compare(kept: dict[str, list[_Row]], plan: Plan, found: Findings) -> None:
    """Note what contradicts among the sound rows of each sheet, or between them and the plan."""
    rows = kept["recognitions"]
    for kind, row, other in (*_units(rows), *_numbers(rows), *_decisions(rows)):
        value = row["decision"] if kind == "decision_twice" else row["unit"] or row["count"]
        found.add(kind, row["place"], value, other=other["place"])
    compare_totals(rows, plan, found)
    _payments(kept["disbursements"], found)
    for year in sorted({row["date"].year for row in kept["disbursements"]}):
        _money(
            [row for row in kept["disbursements"] if row["date"].year == year], year, plan, found
        )
    names = duty_names(plan)
    done: dict[str, str] = {}
    for row in kept["duties_done"]:
        if row["duty"] in done:
            found.add("duty_twice", row["place"], names[row["duty"]], other=done[row["duty"]])
        done.setdefault(row["duty"], row["place"])


def _units(rows: list[_Row]) -> Iterator[tuple[str, _Row, _Row]]:
    """Yield units recognised twice, and products that may be of two producers."""
    register = Register()
    for row in rows:
        by_name = row["unit"] or row["indicator"].startswith("district_")
        if not by_name or not row["count"] or row["district"] == PROVINCE:
            continue
        other = register.before(row)
        if other is None:
            continue
        apart = _number(row) != _number(other) or row["date"] != other["date"]
        product = row["indicator"] == "ocop_products"
        yield "product_alike" if product and apart else "unit_twice", row, other


def _numbers(rows: list[_Row]) -> Iterator[tuple[str, _Row, _Row]]:
    """Yield numbers entered twice or beside names, reports of none after a recognition."""
    numbers: dict[tuple, _Row] = {}
    named: dict[tuple, _Row] = {}
    told: set[tuple] = set()
    own = [row for row in rows if row["district"] != PROVINCE]
    for row in own:
        if row["unit"]:
            named.setdefault((row["indicator"], row["district"]), row)
    for row in own:
        about = row["indicator"], row["district"]
        if row["unit"] or not row["count"] or row["indicator"].startswith("district_"):
            continue
        same = *about, row["count"], row["date"], _number(row), row["level"]
        if numbers.setdefault(same, row) is not row:
            yield "row_twice", row, numbers[same]
        elif about in named and about not in told:
            told.add(about)
            yield "number_and_names", row, named[about]
    first: dict[tuple, _Row] = {}
    for row in sorted((row for row in own if row["count"]), key=lambda row: row["date"]):
        first.setdefault((row["indicator"], row["district"]), row)
    for row in own:
        made = first.get((row["indicator"], row["district"]))
        if not row["count"] and made and made["date"] <= row["date"]:
            yield "none_but_made", row, made


def _decisions(rows: list[_Row]) -> Iterator[tuple[str, _Row, _Row]]:
    """Yield decisions that one authority would have made twice in a year, on two days."""
    decisions: dict[tuple, _Row] = {}
    for row in rows:
        if _number(row):
            key = _number(row), row["date"].year, *_authority(row)
            other = decisions.setdefault(key, row)
            if other["date"] != row["date"]:
                yield "decision_twice", row, other


def _authority(row: _Row) -> tuple[object, ...]:
    """Return who decides, as far as it is known to be one and the same for two rows.

    The government recognises districts and the province communes; villages and products are
    recognised by either the province or the district, products by their class.
    """
    indicator = row["indicator"]
    if indicator.startswith("district_") or _number(row).endswith("ttg"):
        return ("central",)
    if indicator.startswith("commune_"):
        return ("province",)
    return indicator, row["district"], row["level"][:1]


def _number(row: _Row) -> str:
    """Return the number of a decision for comparing: without marks, blanks, case, "QĐ số"."""
    return _BEFORE_NUMBER.sub("", "".join(fold(nfc(row["decision"])).split()))


def _payments(rows: list[_Row], found: Findings) -> None:
    paid: dict[tuple, str] = {}
    for row in rows:
        same = row["fund"], row["date"], row["amount_vnd"], row["source"]
        if same in paid:
            found.add("payment_twice", row["place"], row["amount_vnd"], other=paid[same])
        paid.setdefault(same, row["place"])


def _money(rows: list[_Row], year: int, plan: Plan, found: Findings) -> None:
    """Hold what was paid out in a year against its levels, and in the plan's year against it."""
    paid: dict[str, int] = defaultdict(int)
    last: dict[str, str] = {}
    for row in rows:
        paid[row["fund"]] += row["amount_vnd"]
        last[row["fund"]] = row["place"]
    # Of "at least so much" or "about so much" nothing is above the plan for sure.
    exact = plan.funding[plan.funding["qualifier"] == ""]
    planned = dict(zip(exact["source"], exact["amount_vnd"], strict=True))
    for fund, amount in paid.items():
        above = planned.get(fund) if year == plan.year else None
        if above is not None and not pd.isna(above) and amount > above:
            found.add("above_plan", last[fund], amount, subject=Fund(fund), other=int(above))
        parts = sum(_given(name, paid) for name in _levels(fund))
        if amount < parts:
            found.add("below_parts", last[fund], amount, subject=Fund(fund), other=parts)


def _levels(fund: str) -> list[str]:
    return [name for name, parent in FUNDING_PARENT.items() if parent == fund]


def _given(fund: str, paid: dict[str, int]) -> int:
    """Return what was paid out of a source: its own number, else that of its levels together."""
    return paid[fund] if fund in paid else sum(_given(name, paid) for name in _levels(fund))
