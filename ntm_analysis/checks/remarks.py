"""What the reader of the document remarked, and what was corrected, as findings."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from ntm_analysis.checks.finding import Finding, finding, source_label
from ntm_analysis.plan import Plan
from ntm_analysis.text import format_date, format_number, is_blank
from ntm_analysis.vocabulary import INDICATORS
from ntm_analysis.wording import label

# Wrong in the document, or to be looked at; what is not named here is only said.
_SEVERITY = {
    **dict.fromkeys((
        "district_twice", "headline_differs", "total_twice", "source_twice", "cell_unread",
        "row_without_name", "row_long", "subtotal_differs", "split_differs",
        "funding_differs", "no_such_day", "words_differ",
    ), "error"),
    **dict.fromkeys((
        "no_column", "columns_alike", "district_unknown", "district_missing", "row_short",
        "reading_sum", "reading_share", "reading_part_of_whole", "reading_open", "period_taken",
        "habit_assumed", "source_without_amount", "amount_range", "amount_unread",
        "amount_in_words", "amount_each", "amount_no_unit", "number_without_unit",
        "share_without_amount", "purposes_differ", "range_left_out", "unread_left_out",
        "open_left_out", "money_columns_alike", "money_without_unit",
        "list_count", "list_twice", "no_total_row", "table_again", "annex_left_out", "cell_shared",
        "cells_several", "cell_names", "districts_across", "reference_days_differ",
        "own_number_differs",
    ), "warning"),
}  # fmt: skip


def check_remarks(plan: Plan) -> Iterator[Finding]:
    """Turn declared corrections and the remarks of the reader into findings."""
    for row in plan.corrections.to_dict("records"):
        yield finding(
            "correction", "warning", row["read_as"],
            (_section(plan, row["line"]), str(row["line"])),
            lambda lang, row=row: {  # type: ignore[misc]
                "printed": row["as_printed"], "read_as": row["read_as"],
                "reason": row[f"reason_{lang}"],
            },
            numbers={"printed": row["as_printed"], "computed": row["read_as"]},
        )  # fmt: skip
    for row in plan.remarks.to_dict("records"):
        yield finding(
            row["kind"], _severity(plan, row["kind"]), row["subject"],
            (row["section"], "" if is_blank(row["line"]) else str(row["line"])),
            lambda lang, row=row: remark_words(row, lang),  # type: ignore[misc]
            said=f"remark.{row['kind']}",
            numbers={"printed": row["as_printed"] or None, "computed": row["taken"] or None},
        )  # fmt: skip


def _severity(plan: Plan, kind: str) -> str:
    """Return the severity of a remark; a missing annex matters where the text cites one."""
    if kind == "no_targets_read" and (plan.mentions["kind"] == "annex_cited").any():
        return "warning"
    return _SEVERITY.get(kind, "note")


def remark_words(row: dict[str, Any], lang: str) -> dict[str, Any]:
    """Return the fields of a remark for its sentence: labels for keys, numbers for readers."""
    subject = row["subject"]
    indicators = subject.split(", ")
    name, colon, cell = subject.partition(": ")
    if set(indicators) <= set(INDICATORS):
        subject = ", ".join(label("indicator", name, lang) for name in indicators)
    elif colon and name in INDICATORS:
        subject = label("indicator", name, lang) + colon + cell
    elif row["kind"] == "amount_left_out":
        subject = label("left_out", subject, lang)
    shown = {**row, "subject": source_label(subject, lang)}
    for name in ("taken", "other"):
        shown[name] = "; ".join(_for_reader(part, lang) for part in row[name].split(", "))
    return shown


def _for_reader(value: str, lang: str) -> str:
    """Return a number or a date as a reader of the language expects it."""
    if value.isdigit():
        return format_number(int(value), lang)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return format_date(dt.date.fromisoformat(value), lang)
    return value


def _section(plan: Plan, line: int) -> str:
    rows = plan.funding[plan.funding["line"] == line]
    return str(rows["section"].iloc[0]) if len(rows) else ""
