"""Every sum and share of a plan, checked: one table of all checks, one of what was found."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from ntm_analysis import places
from ntm_analysis.plan import Plan
from ntm_analysis.text import format_billion, format_number, half_last_digit, parse_amount
from ntm_analysis.vocabulary import INDICATORS, SOURCES
from ntm_analysis.wording import label, say

HOLDS = "holds"
COLUMNS = (
    "check",
    "severity",
    "subject",
    "section",
    "lines",
    "unit",
    "printed",
    "computed",
    "difference",
    "message",
)


@dataclass(frozen=True)
class Check:
    """One comparison: what is printed, what was computed, and whether the printed digits allow it.

    `printed`, `computed` and `difference` (computed less printed) are exact: integers for counts
    and đồng, decimals for percent.
    """

    check: str
    severity: str
    subject: str
    section: str
    lines: str
    unit: str
    printed: object
    computed: object
    difference: object
    message: str


def run(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Run all checks.

    Returns
    -------
    DataFrame
        One row per check; `severity` is ``holds`` where nothing was found, else ``error``,
        ``warning`` or ``note``. Lines are those of the source document, first to last.
    """
    found = [
        *_column_sums(plan, lang),
        *_without_total(plan, lang),
        *_headline_against_annex(plan, lang),
        *_funding_sums(plan, lang),
        *_shares(plan, lang),
        *_share_sum(plan, lang),
        *_corrections(plan, lang),
        *_misprinted_names(plan, lang),
        *_remarks(plan, lang),
    ]
    return pd.DataFrame([vars(check) for check in found], columns=list(COLUMNS)).astype("object")


def audit(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the findings of a plan, the gravest first; empty if everything holds.

    See `run` for the columns.
    """
    table = run(plan, lang)
    findings = table[table["severity"] != HOLDS]
    order = findings["severity"].map({"error": 0, "warning": 1, "note": 2})
    return findings.loc[order.sort_values(kind="stable").index].reset_index(drop=True)


def summary(table: pd.DataFrame, lang: str = "vi") -> str:
    """Say in one sentence how many sums and shares were checked and what was found."""
    count = table["severity"].value_counts()
    holds, errors = int(count.get(HOLDS, 0)), int(count.get("error", 0))
    return say(
        "audit.summary", lang, checks=holds + errors, holds=holds, errors=errors,
        warnings=int(count.get("warning", 0)), notes=int(count.get("note", 0)),
    )  # fmt: skip


def line_range(lines: pd.Series) -> str:
    """Return the first and last line as ``33-39``, or one line."""
    first, last = int(lines.min()), int(lines.max())
    return str(first) if first == last else f"{first}-{last}"


def _compared(
    check: str, subject: str, where: tuple[str, str], printed: int, computed: int,
    unit: str, tolerance: Fraction, lang: str,
) -> Check:  # fmt: skip
    difference = computed - printed
    holds = abs(difference) <= tolerance
    shown = format_billion if unit == "VND" else format_number
    message = say(
        f"check.{check}.{'holds' if holds else 'fails'}",
        lang,
        subject=subject,
        printed=shown(printed, lang),
        computed=shown(computed, lang),
        difference=format_number(abs(difference), lang),
        direction=say("check.short" if difference < 0 else "check.over", lang),
        lines=where[1].replace("-", "–"),
    )
    severity = HOLDS if holds else "error"
    return Check(check, severity, subject, *where, unit, printed, computed, difference, message)


def _column_sums(plan: Plan, lang: str) -> Iterator[Check]:
    for total in plan.totals.itertuples():
        cells = plan.targets[plan.targets["indicator"] == total.indicator]
        lines = line_range(pd.concat([cells["line"], pd.Series([total.line])]))
        name = label("indicator", str(total.indicator), lang)
        yield _compared(
            "column_sum", name, (str(total.section), lines), int(str(total.value)),
            int(cells["value"].sum()), "count", Fraction(0), lang,
        )  # fmt: skip


def _without_total(plan: Plan, lang: str) -> Iterator[Check]:
    """Find indicators with targets in the annex that its row of totals, or the text, leaves out."""
    for indicator, cells in plan.targets.groupby("indicator", sort=False):
        computed = int(cells["value"].sum())
        for check, table in (("no_total", plan.totals), ("no_headline", plan.headline)):
            if not computed or table.empty or (table["indicator"] == indicator).any():
                continue
            lines = line_range(cells.loc[cells["value"].notna(), "line"])
            message = say(f"check.{check}", lang, subject=label("indicator", str(indicator), lang),
                          computed=computed, lines=lines.replace("-", "–"))  # fmt: skip
            severity = "error" if check == "no_total" else "warning"
            yield Check(check, severity, label("indicator", str(indicator), lang),
                        str(cells["section"].iloc[0]), lines, "count", None, computed, None,
                        message)  # fmt: skip


def _headline_against_annex(plan: Plan, lang: str) -> Iterator[Check]:
    """Compare the targets of the text with the annex: its totals, or its cells if it has none."""
    totals = plan.totals.set_index("indicator")
    for row in plan.headline.itertuples():
        cells = plan.targets[plan.targets["indicator"] == row.indicator]
        if row.indicator in totals.index:
            line, annex = int(totals.loc[row.indicator, "line"]), totals.loc[row.indicator, "value"]
        elif totals.empty and not cells.empty:
            line, annex = int(cells["line"].max()), cells["value"].sum()
        else:
            continue
        name = label("indicator", str(row.indicator), lang)
        yield _compared(
            "headline_annex", name, (str(row.section), f"{row.line}-{line}"),
            int(str(row.value)), int(annex), "count", Fraction(0), lang,
        )  # fmt: skip


def _funding_sums(plan: Plan, lang: str) -> Iterator[Check]:
    """Compare sums; one holds if the rounding of its parts and of the total can explain it."""
    rounding = _roundings(plan)
    below = plan.funding[plan.funding["parent"] != ""]
    for parent, parts in below.groupby("parent", sort=False):
        whole = plan.funding[plan.funding["source"] == parent].iloc[0]
        if pd.isna(whole["amount_vnd"]) or parts["amount_vnd"].isna().any():
            continue  # an amount without a reading is a finding of its own
        allowed = sum((rounding[name] for name in parts["source"]), rounding[str(parent)])
        lines = line_range(pd.concat([parts["line"], pd.Series([whole["line"]])]))
        yield _compared(
            "funding_sum", _source_label(str(parent), lang), (whole["section"], lines),
            int(whole["amount_vnd"]), int(parts["amount_vnd"].sum()), "VND", allowed, lang,
        )  # fmt: skip


def _roundings(plan: Plan) -> dict[str, Fraction]:
    """Return half of the last printed digit of each amount, in đồng."""
    if "rounding_vnd" in plan.funding:
        return dict(zip(plan.funding["source"], plan.funding["rounding_vnd"], strict=True))
    read_as = plan.corrections.set_index("as_printed")["read_as"].to_dict()
    return {
        row["source"]: parse_amount(read_as.get(row["as_printed"], row["as_printed"])).tolerance
        for _, row in plan.funding.iterrows()
    }


def _shares(plan: Plan, lang: str) -> Iterator[Check]:
    """Compare printed shares, each of what the amount is part of or of the total."""
    rounding = _roundings(plan)
    amounts = plan.funding.set_index("source")["amount_vnd"].dropna()
    stated_rows = plan.funding[plan.funding["share_stated_pct"].notna()]
    for row in stated_rows[stated_rows["source"].isin(amounts.index)].to_dict("records"):
        stated: Decimal = row["share_stated_pct"]
        part, half = int(row["amount_vnd"]), half_last_digit(stated)
        wholes = [name for name in dict.fromkeys([row["parent"], "total"]) if name in amounts]
        holds = False
        for name in wholes:
            low = 100 * (part - rounding[row["source"]]) / (amounts[name] + rounding[name])
            high = 100 * (part + rounding[row["source"]]) / (amounts[name] - rounding[name])
            holds |= low - half <= Fraction(stated) <= high + half
        if wholes:
            yield _percent_check(
                "share", _source_label(row["source"], lang), row["section"], str(row["line"]),
                stated, Decimal(100 * part) / int(amounts[wholes[0]]), holds, lang,
            )  # fmt: skip


def _share_sum(plan: Plan, lang: str) -> Iterator[Check]:
    rows = plan.funding[plan.funding["parent"] == "total"]
    if len(rows) and rows["share_stated_pct"].notna().all():
        stated = list(rows["share_stated_pct"])
        allowed = sum(map(half_last_digit, stated), Fraction(0))
        holds = abs(Fraction(sum(stated)) - 100) <= allowed
        yield _percent_check(
            "share_sum", label("source", "total", lang), rows["section"].iloc[0],
            line_range(rows["line"]), Decimal(100), sum(stated, Decimal(0)), holds, lang,
        )  # fmt: skip


def _source_label(name: str, lang: str) -> str:
    """Return the label of a known source; an unknown one keeps the name it is printed under."""
    return label("source", name, lang) if name in SOURCES else name


def _percent_check(
    check: str, subject: str, section: str, lines: str,
    printed: Decimal, computed: Decimal, holds: bool, lang: str,
) -> Check:  # fmt: skip
    message = say(
        f"check.{check}.{'holds' if holds else 'fails'}", lang, subject=subject,
        printed=format_number(printed, lang), computed=format_number(computed, lang, 3),
        lines=lines.replace("-", "–"),
    )  # fmt: skip
    return Check(check, HOLDS if holds else "error", subject, section, lines, "percent",
                 printed, computed, computed - printed, message)  # fmt: skip


def _corrections(plan: Plan, lang: str) -> Iterator[Check]:
    for row in plan.corrections.to_dict("records"):
        message = say(
            "check.correction", lang, printed=row["as_printed"], read_as=row["read_as"],
            reason=row[f"reason_{lang}"], line=row["line"],
        )  # fmt: skip
        yield Check(
            "correction", "warning", row["read_as"], _section(plan, row["line"]),
            str(row["line"]), "", row["as_printed"], row["read_as"], None, message,
        )  # fmt: skip


def _section(plan: Plan, line: int) -> str:
    rows = plan.funding[plan.funding["line"] == line]
    return str(rows["section"].iloc[0]) if len(rows) else ""


def _misprinted_names(plan: Plan, lang: str) -> Iterator[Check]:
    known = plan.districts[plan.districts["district_code"].notna()]
    for row in known.to_dict("records"):
        match = places.resolve(row["as_printed"])
        if match.code != row["district_code"]:
            message = say("check.name.fails", lang, printed=row["as_printed"], line=row["line"],
                          name=places.unit_name(row["district_code"]))  # fmt: skip
            severity = "error"
        elif match.rule in {"listed variant", "folded"}:
            message = say("check.name.note", lang, printed=row["as_printed"], line=row["line"],
                          name=places.unit_name(match.code, full=True))  # fmt: skip
            severity = "note"
        else:
            continue
        yield Check("name", severity, places.unit_name(row["district_code"]), row["section"],
                    str(row["line"]), "", row["as_printed"], match.name, None, message)  # fmt: skip


# What the reader of a document remarks: wrong in the document, to be looked at, or only said.
_REMARK_SEVERITY = {
    **dict.fromkeys(("district_twice", "headline_differs", "total_twice", "source_twice",
                     "cell_unread", "row_without_name"), "error"),
    **dict.fromkeys(("no_column", "columns_alike", "district_unknown", "district_missing",
                     "row_short", "reading_sum", "reading_share", "reading_part_of_whole",
                     "reading_open", "list_count", "list_twice",
                     "no_total_row"), "warning"),
}  # fmt: skip


def _remarks(plan: Plan, lang: str) -> Iterator[Check]:
    """Turn what the reader of a document remarked into findings; a package has none."""
    for row in plan.tables.get("remarks", pd.DataFrame()).to_dict("records"):
        subject = row["subject"]
        if subject in INDICATORS:
            subject = label("indicator", subject, lang)
        shown = {**row, "subject": _source_label(subject, lang)}
        for name in ("taken", "other"):
            numbers = [
                format_number(int(part), lang) if part.isdigit() else part
                for part in row[name].split(", ")
            ]
            shown[name] = "; ".join(numbers)
        message = say(f"remark.{row['kind']}", lang, **shown)
        severity = _REMARK_SEVERITY.get(row["kind"], "note")
        yield Check(row["kind"], severity, row["subject"], row["section"], str(row["line"]), "",
                    row["as_printed"], row["taken"], None,
                    f"{message[:1].upper()}{message[1:]}.")  # fmt: skip
