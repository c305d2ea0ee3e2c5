"""Magnitudes of a plan beside those of another plan of the same province."""

from collections.abc import Iterator

from ntm_analysis.checks.finding import Finding, finding, subject_label
from ntm_analysis.errors import InputError
from ntm_analysis.plan import Plan
from ntm_analysis.text import format_billion, format_number, is_blank, same_spelling
from ntm_analysis.wording import label

# From year to year targets and money change, but not tenfold: that is a slip of a unit or digit.
_FACTOR = 5


def check_against(plan: Plan, other: Plan) -> Iterator[Finding]:
    """Find targets and amounts that differ more than fivefold from another plan's.

    Raises
    ------
    InputError
        If the other plan is of another province.
    """
    if not same_spelling(plan.province or other.province, other.province):
        raise InputError(
            f"{other.name} is a plan of {other.province}, not of {plan.province}; give a plan of "
            "the same province."
        )
    counts = other.headline.set_index("indicator")["value"]
    for row in plan.headline.to_dict("records"):
        yield from _compared(plan, other, row, "indicator", row["value"],
                             counts.get(row["indicator"]))  # fmt: skip
    money = other.funding.set_index("source")["amount_vnd"]
    for row in plan.funding.to_dict("records"):
        yield from _compared(plan, other, row, "source", row["amount_vnd"],
                             money.get(row["source"]))  # fmt: skip


def _compared(
    plan: Plan, other: Plan, row: dict, group: str, here: object, there: object
) -> Iterator[Finding]:
    if not _number(here) or not _number(there):
        return
    mine, theirs = _number(here), _number(there)
    if mine <= _FACTOR * theirs and theirs <= _FACTOR * mine:
        return
    shown = format_billion if group == "source" else format_number
    yield finding(
        "magnitude", "warning", row[group], (row["section"], str(row["line"])),
        lambda lang: {
            "subject": subject_label(group, row[group], lang),
            "printed": shown(mine, lang), "computed": shown(theirs, lang),
            "unit": label("magnitude_unit", group, lang), "other": other.name,
        },
        numbers={"unit": "VND" if group == "source" else "count", "printed": mine,
                 "computed": theirs, "difference": theirs - mine},
    )  # fmt: skip


def _number(value: object) -> int:
    return 0 if is_blank(value) else int(str(value))
