"""What reports take from a workbook of results: the day, the checked rows, sentences on both."""

import datetime as dt
from collections.abc import Collection
from pathlib import Path
from typing import Any

from ntm_analysis import places, store
from ntm_analysis.errors import InputError
from ntm_analysis.evidence import Evidence, cited, computed
from ntm_analysis.plan import Plan
from ntm_analysis.progress.checking import check_results
from ntm_analysis.progress.dates import WHOLE
from ntm_analysis.progress.reading import hash_of
from ntm_analysis.progress.results import Results, no_results
from ntm_analysis.progress.states import by_name
from ntm_analysis.publishing.model import Span
from ntm_analysis.publishing.prose import Prose, join, prose, shown
from ntm_analysis.reporting import present
from ntm_analysis.text import format_date
from ntm_analysis.vintages import parse_day
from ntm_analysis.wording import label

_read: dict[tuple[object, ...], Results] = {}


def day(on: str, plan: Plan) -> dt.date:
    """Return the day to judge: the one given, else the last day of the plan's year.

    Raises
    ------
    InputError
        If it is no day, or lies before the year of the plan.
    """
    until = parse_day(on).date() if on else dt.date(plan.year, 12, 31)
    if until.year < plan.year:
        raise InputError(
            f"The day {until} lies before {plan.year}, the year of the plan; name a day from "
            f"{plan.year}-01-01 on."
        )
    return until


def load(file: str, plan: Plan, on: dt.date) -> Results:
    """Return the checked results of a workbook, or none at all if no file is given.

    A workbook is read once by a process, as long as it stays as it is.

    Raises
    ------
    InputError
        If the workbook has an error; all are named.
    """
    if not file:
        return no_results()
    path = store.find_results(file)
    today = max(on, dt.date.today())
    key = (path, hash_of(path), plan.folder, plan.name, today)
    if key not in _read:
        _read[key] = _sound(path, check_results(path, plan, today))
    return _read[key]


def _sound(path: Path, results: Results) -> Results:
    """Return results without an error; refuse others."""
    wrong = results.findings[results.findings["severity"] == "error"]
    if len(wrong):
        listed = "\n     ".join(wrong["message_vi"])
        raise InputError(
            f"{path.name} has {len(wrong)} errors, nothing was made of it; mend these cells, or "
            f"see them with 'ntm progress check {path.name} --lang en':\n     {listed}"
        )
    return results


def count_of(results: Results, sheet: str) -> Span:
    """Return the number of rows of a sheet with the rows as its evidence."""
    rows = results.tables[sheet]["row"]
    held = computed("rows", *(cited(sheet, results.mark, row) for row in rows))
    return shown(str(len(rows)), held if len(rows) else None)


def summary(plan: Plan, results: Results, on: dt.date, lang: str = "vi") -> Prose:
    """Say what was judged, from how many results, on which day."""
    return prose(
        "progress.summary", lang, date=format_date(on, lang),
        recognitions=count_of(results, "recognitions"),
        payments=count_of(results, "disbursements"), duties=count_of(results, "duties_done"),
    )  # fmt: skip


def source(results: Results, lang: str = "vi") -> Prose:
    """Say which workbook the results come from; nothing if there is none."""
    if not results.name:
        return Prose(())
    return prose("progress.source", lang, file=results.name, sha=results.mark)


def named(plan: Plan, results: Results, on: dt.date, lang: str = "vi") -> Prose:
    """Say of each standard of districts how it stands by number and by name, and who stands in."""
    said: list[Prose] = []
    for row in by_name(plan, results, on).to_dict("records"):
        said += _standard(plan, results, row, lang)
    return join(*said)


def _standard(plan: Plan, results: Results, row: dict, lang: str) -> list[Prose]:
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
    if row["stand_ins"]:
        said.append(prose("progress.stand_ins", lang, names=_names(row["stand_ins"], lang),
                          open=_names(row["open"], lang)))  # fmt: skip
    if row["carried_over"]:
        said.append(prose("progress.carried_over", lang, names=_dated(results, row, lang)))
    return said


def _recognised(results: Results, indicator: str, codes: Collection[int]) -> Evidence | None:
    """Return the first row that recognises each of some districts; None if there is none."""
    rows = results.recognitions
    rows = rows[(rows["indicator"] == indicator) & rows["district_code"].isin(list(codes))]
    rows = rows[rows["count"] > 0].sort_values("date").drop_duplicates("district_code")
    inputs = [cited("recognitions", results.mark, row) for row in rows["row"]]
    return computed("rows", *inputs) if inputs else None


def money_rule(plan: Plan, lang: str = "vi") -> Prose:
    """Say which money the plan wants paid out whole, and its line; nothing if it wants none."""
    rows = plan.duties[plan.duties["duty"] == "disburse_central_provincial"]
    if rows.empty:
        return Prose(())
    return prose("progress.money.rule", lang, line=int(rows["line"].iloc[0]))


def show_money(plan: Plan, results: Results, on: dt.date, lang: str = "vi") -> None:
    """Show central and provincial money over the year, as far as the plan states its amounts."""
    from ntm_analysis.figures.progress import money_line
    from ntm_analysis.progress.dates import paid_over_the_year

    stated = plan.funding.dropna(subset=["amount_vnd"])["source"]
    levels = [name for name in WHOLE if name in set(stated)]
    paid = {name: paid_over_the_year(results, name, on) for name in levels}
    present.sentence(money_rule(plan, lang))
    if paid:
        present.figure(money_line(plan, paid, on, lang=lang))


def _names(codes: list[int], lang: str) -> str:
    return places.unit_names(codes, lang) or "–"


def _dated(results: Results, row: dict, lang: str) -> str:
    """Name districts with the day of their recognition."""
    rows = results.recognitions
    chosen = (rows["indicator"] == row["indicator"]) & rows["date"].notna()
    rows = rows[chosen & rows["district_code"].isin(row["carried_over"])]
    return ", ".join(
        f"{places.unit_name(int(code), lang)} ({format_date(when.date(), lang)})"
        for code, when in zip(rows["district_code"], rows["date"], strict=True)
    )
