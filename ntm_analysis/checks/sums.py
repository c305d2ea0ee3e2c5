"""Every sum and share of a plan, held against what is printed with the tolerance of its digits."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from ntm_analysis.amounts import readings_of
from ntm_analysis.checks.finding import (
    HOLDS,
    Finding,
    finding,
    line_range,
    source_label,
    subject_label,
    whole,
)
from ntm_analysis.document.sources import is_of_which
from ntm_analysis.plan import Plan
from ntm_analysis.text import format_billion, format_number, half_last_digit
from ntm_analysis.vocabulary import INDICATORS
from ntm_analysis.wording import label, say

# The checks that concern money; a correction is one of an amount.
MONEY = ("funding_sum", "share", "share_sum", "correction")
# In which direction what a number is held against may differ from it.
# Remarks of an indicator's cells that hold a number which is in no row of `targets` or `totals`.
_OPEN = ("cell_unread", "cell_shared", "cells_several")
_ALLOWS = {"over": 1, "at_least": 1, "nearly": -1, "at_most": -1}


def check_sums(plan: Plan) -> Iterator[Finding]:
    """Check the columns of the annex, text against annex, money at every level, shares."""
    yield from _column_sums(plan)
    yield from _without_total(plan)
    yield from _headline_against_annex(plan)
    rounding = _roundings(plan)
    yield from _funding_sums(plan, rounding)
    yield from _shares(plan, rounding)
    yield from _share_sum(plan)


def _compared(
    check: str, group: str, subject: str, where: tuple[str, str], printed: int, computed: int,
    tolerance: Fraction = Fraction(0), qualifiers: Iterable[str] = (),
) -> Finding:  # fmt: skip
    """Compare two numbers: counts of an indicator, or money of a source (`group`).

    A number printed with a qualifier, as "trên 150", bounds the other; one that is only near it is
    a warning.
    """
    difference = computed - printed
    known = set(qualifiers) - {""}
    holds = abs(difference) <= tolerance or (
        len(known) == 1 and _ALLOWS.get(next(iter(known)), 0) * difference > 0
    )
    shown = format_billion if group == "source" else format_number

    def words(lang: str) -> dict[str, object]:
        return {
            "subject": subject_label(group, subject, lang),
            "printed": shown(printed, lang), "computed": shown(computed, lang),
            "difference": format_number(abs(difference), lang),
            "direction": say("check.short" if difference < 0 else "check.over", lang),
        }  # fmt: skip

    return finding(
        check, HOLDS if holds else "warning" if known else "error", subject, where, words,
        said=f"check.{check}.{'holds' if holds else 'fails'}",
        numbers={"unit": "VND" if group == "source" else "count", "printed": printed,
                 "computed": computed, "difference": difference, "tolerance": whole(tolerance)},
    )  # fmt: skip


def _open_columns(plan: Plan) -> set[str]:
    """Return the indicators of which a cell was not read, so that no sum of them can be judged."""
    remarks = plan.remarks
    if remarks["kind"].isin(["row_without_name", "row_long"]).any():
        return set(INDICATORS)
    return set(remarks.loc[remarks["kind"].isin(_OPEN), "subject"])


def _column_sums(plan: Plan) -> Iterator[Finding]:
    unjudged = _open_columns(plan)
    for total in plan.totals.itertuples():
        cells = plan.targets[plan.targets["indicator"] == total.indicator]
        lines = line_range(pd.concat([cells["line"], pd.Series([total.line])]))
        if str(total.indicator) in unjudged:
            yield finding(
                "sum_open", "note", str(total.indicator), (str(total.section), lines),
                lambda lang, total=total: {  # type: ignore[misc]
                    "subject": label("indicator", str(total.indicator), lang),
                    "printed": format_number(int(str(total.value)), lang),
                },
                numbers={"unit": "count", "printed": int(str(total.value))},
            )  # fmt: skip
            continue
        yield _compared(
            "column_sum", "indicator", str(total.indicator), (str(total.section), lines),
            int(str(total.value)), int(cells["value"].sum()),
        )  # fmt: skip


def _without_total(plan: Plan) -> Iterator[Finding]:
    """Find indicators with targets in the annex that its row of totals, or the text, leaves out."""
    for indicator, cells in plan.targets.groupby("indicator", sort=False):
        computed, name = int(cells["value"].sum()), str(indicator)
        for check, table in (("no_total", plan.totals), ("no_headline", plan.headline)):
            if not computed or table.empty or (table["indicator"] == name).any():
                continue
            if check == "no_total" and name in _open_columns(plan):
                continue
            lines = line_range(cells.loc[cells["value"].notna(), "line"])
            yield finding(
                check, "error" if check == "no_total" else "warning", name,
                (str(cells["section"].iloc[0]), lines),
                lambda lang, name=name, computed=computed: {  # type: ignore[misc]
                    "subject": label("indicator", name, lang), "computed": computed,
                },
                numbers={"unit": "count", "computed": computed},
            )  # fmt: skip


def _headline_against_annex(plan: Plan) -> Iterator[Finding]:
    """Compare the targets of the text with the annex: its totals, or its cells if it has none."""
    totals, unjudged = plan.totals.set_index("indicator"), _open_columns(plan)
    for row in plan.headline.itertuples():
        cells = plan.targets[plan.targets["indicator"] == row.indicator]
        if row.indicator in totals.index:
            line, annex = int(totals.loc[row.indicator, "line"]), totals.loc[row.indicator, "value"]
        elif totals.empty and not cells.empty and row.indicator not in unjudged:
            line, annex = int(cells["line"].max()), cells["value"].sum()
        else:
            continue
        yield _compared(
            "headline_annex", "indicator", str(row.indicator),
            (str(row.section), f"{row.line}-{line}"), int(str(row.value)), int(annex),
            qualifiers=[str(row.qualifier)],
        )  # fmt: skip


def _funding_sums(plan: Plan, rounding: dict[str, Fraction]) -> Iterator[Finding]:
    """Compare sums; one holds if the rounding of its parts and of the total can explain it.

    A single part that is less, or what was carried over alone, is "of which" and no sum. Where a
    part has no amount, which is a finding of its own, only more than the whole is wrong.
    """
    below = plan.funding[plan.funding["parent"] != ""]
    for parent, parts in below.groupby("parent", sort=False):
        total = plan.funding[plan.funding["source"] == parent].iloc[0]
        known = parts[parts["amount_vnd"].notna()]
        if pd.isna(total["amount_vnd"]) or known.empty:
            continue
        allowed = sum((rounding[name] for name in known["source"]), rounding[str(parent)])
        where = (
            total["section"],
            line_range(pd.concat([parts["line"], pd.Series([total["line"]])])),
        )
        rest = int(total["amount_vnd"]) - int(known["amount_vnd"].sum())
        if len(known) < len(parts) and rest >= -allowed:
            continue
        if rest > allowed and (len(parts) < 2 or all(map(is_of_which, parts["source"]))):
            yield _rest(str(parent), list(parts["source"]), rest, where)
            continue
        yield _compared(
            "funding_sum", "source", str(parent), where,
            int(total["amount_vnd"]), int(known["amount_vnd"].sum()), allowed,
            qualifiers=[str(total["qualifier"])] if not parts["qualifier"].any()
            else ["about", *parts["qualifier"]],
        )  # fmt: skip


def _rest(parent: str, parts: list[str], rest: int, where: tuple[str, str]) -> Finding:
    """Say what of a source is not named, beside what is taken out of it."""
    return finding(
        "funding_rest", "note", parent, where,
        lambda lang: {
            "subject": source_label(parent, lang), "rest": format_billion(rest, lang),
            "parts": ", ".join(source_label(name, lang) for name in parts),
        },
        numbers={"unit": "VND", "computed": rest},
    )  # fmt: skip


def _roundings(plan: Plan) -> dict[str, Fraction]:
    """Return half of the last printed digit of each amount, in đồng."""
    read_as = plan.corrections.set_index("as_printed")["read_as"].to_dict()
    found: dict[str, Fraction] = {}
    for row in plan.funding.to_dict("records"):
        printed = read_as.get(row["as_printed"], row["as_printed"])
        for amount in reversed(readings_of(printed, row["unit"], plan.decimal)):
            if row["source"] not in found or amount.vnd == row["amount_vnd"]:
                found[row["source"]] = amount.tolerance
    return found


def _shares(plan: Plan, rounding: dict[str, Fraction]) -> Iterator[Finding]:
    """Compare printed shares, each of what the amount is part of or of the total."""
    amounts = plan.funding.set_index("source")["amount_vnd"].dropna()
    stated_rows = plan.funding[plan.funding["share_stated_pct"].notna()]
    for row in stated_rows[stated_rows["source"].isin(amounts.index)].to_dict("records"):
        stated: Decimal = row["share_stated_pct"]
        part, half = int(row["amount_vnd"]), half_last_digit(stated)
        wholes = [
            name for name in dict.fromkeys([row["parent"], "total"]) if amounts.get(name, 0) > 0
        ]
        holds = False
        for name in wholes:
            low = 100 * (part - rounding[row["source"]]) / (amounts[name] + rounding[name])
            high = (
                100
                * (part + rounding[row["source"]])
                / max(amounts[name] - rounding[name], Fraction(1, 2))
            )
            holds |= low - half <= Fraction(stated) <= high + half
        if wholes:
            yield _percent(
                "share", row["source"], (row["section"], str(row["line"])), stated,
                Decimal(100 * part) / int(amounts[wholes[0]]), half, holds=holds,
            )  # fmt: skip


def _share_sum(plan: Plan) -> Iterator[Finding]:
    rows = plan.funding[plan.funding["parent"] == "total"]
    if len(rows) and rows["share_stated_pct"].notna().all():
        stated = list(rows["share_stated_pct"])
        allowed = sum(map(half_last_digit, stated), Fraction(0))
        yield _percent(
            "share_sum", "total", (rows["section"].iloc[0], line_range(rows["line"])),
            Decimal(100), sum(stated, Decimal(0)), allowed,
            holds=abs(Fraction(sum(stated)) - 100) <= allowed,
        )  # fmt: skip


def _percent(
    check: str, subject: str, where: tuple[str, str], printed: Decimal, computed: Decimal,
    tolerance: Fraction, *, holds: bool,
) -> Finding:  # fmt: skip
    return finding(
        check, HOLDS if holds else "error", subject, where,
        lambda lang: {
            "subject": source_label(subject, lang), "printed": format_number(printed, lang),
            "computed": format_number(computed, lang, 3),
        },
        said=f"check.{check}.{'holds' if holds else 'fails'}",
        numbers={"unit": "percent", "printed": printed, "computed": computed,
                 "difference": computed - printed, "tolerance": whole(tolerance)},
    )  # fmt: skip
