"""The sheets of a workbook of results: their columns, the one home of that schema."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ntm_analysis.errors import InputError, NtmError
from ntm_analysis.plan import Plan
from ntm_analysis.text import LANGUAGES, fold, format_date, nfc
from ntm_analysis.vocabulary import INDICATORS, SOURCES
from ntm_analysis.wording import label, say

# Stands for a district where only the province's number is known.
PROVINCE = 0


@dataclass(frozen=True)
class Field:
    """One column: key, kind of content (choice, text, date, amount), whether it must be filled."""

    key: str
    kind: str = "text"
    required: bool = True

    def titles(self) -> set[str]:
        """Return the folded titles under which the column is known: key and both languages."""
        return {self.key} | {fold(say(f"results.column.{self.key}", lang)) for lang in LANGUAGES}


SHEETS: dict[str, tuple[Field, ...]] = {
    "recognitions": (
        Field("indicator", "choice"), Field("district", "choice"),
        Field("unit", required=False), Field("count", "amount", required=False),
        Field("date", "date"), Field("decision", required=False),
        Field("level", required=False), Field("source", required=False),
    ),
    "disbursements": (
        Field("fund", "choice"), Field("date", "date"), Field("amount_vnd", "amount"),
        Field("source", required=False),
    ),
    "duties_done": (
        Field("duty", "choice"), Field("date", "date"), Field("source", required=False),
    ),
}  # fmt: skip


@cache
def sheet_of(title: str) -> str:
    """Return the key of a sheet by its title in either language, or nothing."""
    folded = fold(nfc(title))
    for sheet in SHEETS:
        known = {sheet} | {fold(say(f"results.sheet.{sheet}", lang)) for lang in LANGUAGES}
        if folded in known:
            return sheet
    return ""


@cache
def beside(title: str) -> bool:
    """Tell whether a sheet is one of the template's without results: notes or lists."""
    folded = fold(nfc(title))
    names = ("notes", "lists")
    return folded in {fold(say(f"results.sheet.{n}", lang)) for n in names for lang in LANGUAGES}


def field_of(sheet: str, title: str) -> str:
    """Return the key of a column by its title in either language, or nothing."""
    folded = fold(nfc(title)).strip(" *")
    for field in SHEETS.get(sheet, ()):
        if folded in field.titles():
            return field.key
    return ""


def codes(plan: Plan) -> list[int]:
    """List the codes of a plan's districts in its order: results are kept by code.

    Raises
    ------
    InputError
        If a district has none, as where the province has no register of units here.
    """
    unnamed = plan.districts[plan.districts["district_code"].isna()]
    if len(unnamed) or plan.districts.empty:
        some = f", as {unnamed['as_printed'].iloc[0]!r}" if len(unnamed) else ""
        raise InputError(
            f"{len(unnamed)} of the {len(plan.districts)} districts of {plan.name} have no code"
            f"{some}, and results are kept by code; put the units of its province into the "
            "register (data/places/) and read the plan again."
        )
    return [int(code) for code in plan.districts.sort_values("order")["district_code"]]


def choices(key: str, plan: Plan, lang: str = "vi") -> list[str]:
    """List what a column of choices offers, in the words of a language."""
    from ntm_analysis import places

    if key == "indicator":
        return [label("indicator", name, lang) for name in INDICATORS]
    if key == "district":
        names = [places.unit_name(code, lang) for code in codes(plan)]
        return [*names, say("results.province", lang)]
    if key == "fund":
        sources = [name for name in plan.funding["source"] if name in SOURCES]
        return [label("source", name, lang) for name in sources if name != "total"]
    return list(duty_names(plan, lang).values())


def duty_words(row: Mapping[str, Any], lang: str = "vi") -> str:
    """Say what is to be done by a row of duties, in Vietnamese where it has no English words."""
    return str(row[f"what_{lang}"] or row["what_vi"])


def duty_names(plan: Plan, lang: str = "vi") -> dict[str, str]:
    """Name each duty by what is to be done and its line; those alike also by their date."""
    rows = plan.duties.to_dict("records")
    what = {row["duty"]: duty_words(row, lang) for row in rows}
    alike = Counter((what[row["duty"]], row["line"]) for row in rows)
    named: dict[str, str] = {}
    for row in rows:
        words = {"what": what[row["duty"]], "line": row["line"]}
        if alike[words["what"], row["line"]] > 1:
            date = row["due_date"]
            words["what"] += ", " + (
                format_date(dt.date.fromisoformat(date), lang) if date else row["duty"]
            )
        named[row["duty"]] = say("results.duty", lang, **words)
    return named


def chosen(key: str, value: str, plan: Plan) -> str | int | None:
    """Return the key or code that a choice stands for, in either language; None for no choice.

    Names of districts are taken by the rules of `places`.
    """
    from ntm_analysis import places

    if key == "district":
        if fold(nfc(value)) in {fold(say("results.province", lang)) for lang in LANGUAGES}:
            return PROVINCE
        try:
            return places.resolve(value, on=plan.units_on).code
        except NtmError:
            return None
    if key == "duty":
        known = set(plan.duties["duty"])
        for lang in LANGUAGES:
            for name, shown in duty_names(plan, lang).items():
                if fold(nfc(value)) == fold(shown):
                    return name
        name = value.partition(":")[0].strip()
        return name if name in known else None
    group, names = ("indicator", INDICATORS) if key == "indicator" else ("source", SOURCES)
    folded = fold(nfc(value)).strip()
    for name in names:
        if folded in {name, *(fold(label(group, name, lang)) for lang in LANGUAGES)}:
            return name
    return None
