"""Sentences on results: what was judged, how districts named in the plan stand, the money."""

import datetime as dt
from collections.abc import Collection
from typing import Any

import pandas as pd

from ntm_analysis import places
from ntm_analysis.evidence import Evidence, cited, computed
from ntm_analysis.plan import Plan
from ntm_analysis.progress.dates import WHOLE, paid_over_the_year
from ntm_analysis.progress.province import by_province
from ntm_analysis.progress.results import Results
from ntm_analysis.progress.states import by_name, known
from ntm_analysis.publishing.model import Span
from ntm_analysis.publishing.prose import Prose, join, prose, shown
from ntm_analysis.reporting import present
from ntm_analysis.reporting.result_tables import summed
from ntm_analysis.text import format_date, format_number, is_blank
from ntm_analysis.wording import label, say


def count_of(results: Results, sheet: str, on: dt.date) -> Span:
    """Return the number of rows of a sheet up to a day, with the rows as its evidence."""
    rows = _split(results, sheet, on)[0]["row"]
    held = computed("rows", *(cited(sheet, results.mark, row) for row in rows))
    return shown(str(len(rows)), held if len(rows) else None)


def _split(results: Results, sheet: str, on: dt.date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Part the rows of a sheet into those up to a day and those after it."""
    rows = results.tables[sheet]
    until = rows["date"] <= pd.Timestamp(on)
    return rows[until], rows[~until]


def summary(results: Results, on: dt.date, lang: str = "vi") -> Prose:
    """Say what was judged, from how many results, on which day, and how many are of after it."""
    said = prose(
        "progress.summary", lang, date=format_date(on, lang),
        recognitions=count_of(results, "recognitions", on),
        payments=count_of(results, "disbursements", on),
        duties=count_of(results, "duties_done", on),
    )  # fmt: skip
    held = [
        cited(sheet, results.mark, row)
        for sheet in results.tables for row in _split(results, sheet, on)[1]["row"]
    ]  # fmt: skip
    if not held:
        return said
    later = shown(str(len(held)), computed("rows", *held))
    return join(said, prose("progress.summary.later", lang, later=later))


def source(results: Results, lang: str = "vi") -> Prose:
    """Say which workbook the results come from; nothing if there is none."""
    if not results.name:
        return Prose(())
    return prose("progress.source", lang, file=results.name, sha=results.mark)


def named(plan: Plan, results: Results, on: dt.date, lang: str = "vi") -> Prose:
    """Say of each standard of districts how it stands by number and by name, and who stands in."""
    said: list[Prose] = []
    for row in by_name(plan, results, on).to_dict("records"):
        said += _standard(results, row, on, lang)
    return join(*said)


def _standard(results: Results, row: dict, on: dt.date, lang: str) -> list[Prose]:
    indicator = row["indicator"]
    words: dict[str, Any] = {
        "name": label("indicator", indicator, lang),
        "named": _names(row["named"], lang),
    }
    said = [prose("progress.named.none", lang, **words)]
    if row["reported"]:
        reached = _recognised(results, indicator, row["reached"])
        by_name = _recognised(results, indicator, set(row["reached"]) & set(row["named"]))
        target = computed("count", *(cited("targets", code, indicator) for code in row["named"]))
        said = [prose(
            "progress.named", lang, **words, target=shown(str(row["target"]), target),
            number=shown(str(row["by_number"]), reached),
            by_name=shown(str(row["by_name"]), by_name),
        )]  # fmt: skip
    for kind in ("stand_ins", "open", "silent", "late", "carried_over"):
        if row[kind] and (row["reported"] or kind == "carried_over"):
            names = _names(row[kind], lang)
            if kind in {"open", "late", "carried_over"}:
                names = _dated(results, indicator, row[kind], on, lang)
            said.append(prose(f"progress.named.{kind}", lang, names=names))
    return said


def _recognised(results: Results, indicator: str, codes: Collection[int]) -> Evidence | None:
    """Return the row that recognises each of some districts; None if there is none."""
    rows = results.recognitions
    rows = rows[(rows["indicator"] == indicator) & rows["district_code"].isin(list(codes))]
    rows = rows[rows["count"] > 0].sort_values("date").drop_duplicates("district_code")
    inputs = [cited("recognitions", results.mark, row) for row in rows["row"]]
    return computed("rows", *inputs) if inputs else None


def own_numbers(plan: Plan, results: Results, on: dt.date, lang: str = "vi") -> Prose:
    """Say of each number that the province gave itself its day, and the districts beside it."""
    rows = results.recognitions.set_index("row")
    said: list[Prose] = []
    for made in by_province(plan, results, on).to_dict("records"):
        for column in ("own_row", "own_later"):
            if not is_blank(made[column]):
                last = column == "own_later" or is_blank(made["own_later"])
                said.append(_own(results, rows, made, int(made[column]), lang, last=last))
    return join(*said)


def _own(
    results: Results, rows: pd.DataFrame, made: dict, row: int, lang: str, *, last: bool
) -> Prose:  # fmt: skip
    words: dict[str, Any] = {
        "name": label("indicator", made["indicator"], lang),
        "date": format_date(rows.loc[row, "date"].date(), lang),
        "count": shown(
            format_number(rows.loc[row, "count"], lang), cited("recognitions", results.mark, row)
        ),
    }
    said = [prose("progress.own", lang, **words)]
    for kind in ("parts", "more"):
        if last and made[kind]:
            number = format_number(int(rows.loc[made[kind], "count"].sum()), lang)
            said.append(
                prose(
                    f"progress.own.{kind}", lang, count=shown(number, summed(results, made[kind]))
                )
            )
    return Prose((*join(*said, between="; ").spans, Span(".")))


def money_rule(plan: Plan, lang: str = "vi") -> Prose:
    """Say which money the plan wants paid out whole, and its line; nothing if it wants none."""
    rows = plan.duties[plan.duties["duty"] == "disburse_central_provincial"]
    if rows.empty:
        return Prose(())
    return prose("progress.money.rule", lang, line=int(rows["line"].iloc[0]))


def show_money(plan: Plan, results: Results, on: dt.date, lang: str = "vi") -> None:
    """Show central and provincial money over the year, as far as the plan states its amounts."""
    from ntm_analysis.figures.progress import money_line

    stated = plan.funding.dropna(subset=["amount_vnd"])["source"]
    levels = [name for name in WHOLE if name in set(stated)]
    paid = {name: paid_over_the_year(plan, results, name, on) for name in levels}
    present.sentence(money_rule(plan, lang))
    if paid:
        present.figure(money_line(plan, paid, on, lang=lang))


def show_findings(results: Results, lang: str = "vi") -> None:
    """Show what the check of the workbook warned of and still counted, or say there is nothing."""
    found = results.findings
    if found.empty:
        key = "progress.findings.none" if results.name else "progress.findings.no_file"
        present.sentence(say(key, lang))
        return
    present.sentence(say("progress.findings", lang, count=len(found)))
    present.table(pd.DataFrame({"message": list(found[f"message_{lang}"])}), lang)


def _names(codes: list[int], lang: str) -> str:
    return places.unit_names(codes, lang) or "–"


def _dated(results: Results, indicator: str, codes: list[int], on: dt.date, lang: str) -> str:
    """Name districts with the day of their recognition, else of their last report of none."""
    rows = known(results, on)
    rows = rows[(rows["indicator"] == indicator) & rows["district_code"].isin(codes)]
    rows = rows.sort_values(["count", "date"]).drop_duplicates("district_code", keep="last")
    rows = rows.sort_values("district_code")
    return ", ".join(
        f"{places.unit_name(int(code), lang)} ({format_date(when.date(), lang)})"
        for code, when in zip(rows["district_code"], rows["date"], strict=True)
    )
