"""Checks a workbook of results: every mistake at once, with its sheet and cell."""

import datetime as dt
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from ntm_analysis import places
from ntm_analysis.plan import Plan
from ntm_analysis.progress.cells import as_day, as_text, as_vnd
from ntm_analysis.progress.comparing import compare
from ntm_analysis.progress.findings import Findings, Title, as_shown
from ntm_analysis.progress.reading import Fault, Row, hash_of, made_for, read_rows
from ntm_analysis.progress.results import COLUMNS, Results, table
from ntm_analysis.progress.sheets import PROVINCE, SHEETS, chosen, codes
from ntm_analysis.progress.units import (
    bare,
    districts_said,
    homes,
    parse,
    perhaps_many,
    says_many,
    says_none,
)
from ntm_analysis.text import fold, nfc, slug

_STARS = re.compile(r"[345]\s*(?:sao|stars?|\*)?")
_LONGEST, _LONGEST_WORD = 300, 60  # letters: what a footnote can hold
_SMALL = 1_000_000  # đồng: hardly a payment, more likely of millions or billions
_BROKEN = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")


def check_results(file: Path, plan: Plan, today: dt.date) -> Results:
    """Read a workbook of results and hold it against the plan.

    Parameters
    ----------
    file : Path
        See `ntm_analysis.progress.reading.read_rows`.
    today : date
        No result may lie after it.

    Raises
    ------
    InputError
        If the file cannot be read; a wrong cell is a finding, not an error.
    """
    rows, faults = read_rows(file)
    found = check_rows(rows, faults, plan, today, made_for(file))
    return replace(found, name=nfc(file.name), sha256=hash_of(file))


def check_rows(
    rows: list[Row], faults: list[Fault], plan: Plan, today: dt.date,
    made: tuple[str, int] | None = None,
) -> Results:  # fmt: skip
    """Hold rows that `read_rows` read against the plan, and its own `made_for`."""
    checker = _Checker(plan, today)
    if made and made != (slug(plan.name), plan.year):
        kind = "other_plan" if made[1] == plan.year else "other_year"
        checker.find(kind, "", made[0], plan=plan.name)
    for fault in faults:
        missing = fault.kind == "column_missing"
        checker.find(fault.kind, fault.place, Title(fault.value) if missing else fault.value)
    for row in rows:
        checker.take(row)
    compare(checker.kept, plan, checker.found)
    return checker.results()


class _Checker:
    """Takes rows one by one, keeps the sound ones, collects findings."""

    def __init__(self, plan: Plan, today: dt.date) -> None:
        self.plan, self.today = plan, today
        self.kept: dict[str, list[dict[str, Any]]] = {sheet: [] for sheet in SHEETS}
        self.found = Findings()
        self.find = self.found.add
        self._chosen = cache(lambda key, value: chosen(key, value, plan))
        self._districts = set(codes(plan))

    def take(self, row: Row) -> None:
        before = len(self.found)
        fields = SHEETS[row.sheet]
        values = {field.key: self._value(row, field.key, field.kind) for field in fields}
        for field in fields:
            if field.required and not values[field.key] and not row.text(field.key):
                self.find("blank", row.place(field.key), Title(field.key))
        if row.sheet == "recognitions":
            self._recognition(row, values)
        if not self.found.errors_since(before):
            number = "count" if row.sheet == "recognitions" else "amount_vnd"
            self.kept[row.sheet].append({
                **values, "place": row.place("unit"), "section": row.title, "row": row.number,
                "as_printed": nfc(row.text(number) or row.text("unit") or row.text("district")),
            })  # fmt: skip

    def _value(self, row: Row, key: str, kind: str) -> Any:
        raw, text = row.cells.get(key), row.text(key)
        if not text:
            return None if kind in {"date", "amount"} else ""
        if text.startswith("=") or text in _BROKEN:
            self.find("formula" if text[0] == "=" else "cell_error", row.place(key), text)
            return None
        longest = max(map(len, text.split())) if len(text) > _LONGEST_WORD else 0
        if len(text) > _LONGEST or longest > _LONGEST_WORD:
            self.find("too_long", row.place(key), f"{text[:40]}…", most=_LONGEST)
            return None
        if kind == "choice":
            value = self._chosen(key, text)
            outside = key == "district" and value not in self._districts | {PROVINCE}
            if value is None or outside:
                self.find(f"{key}_unknown", row.place(key), text)
            return value
        if kind == "date":
            return self._day(row, key, raw, text)
        if kind == "amount":
            amount = as_vnd(raw)
            if amount is None or amount < 0:
                wrong = "no_count" if key == "count" else "no_amount"
                self.find(wrong, row.place(key), as_shown(raw, text))
                return None
            if key == "amount_vnd" and 0 < amount < _SMALL:
                self.find("amount_small", row.place(key), amount)
            return amount
        # Lines of a cell with units are parts of what it says, as those behind a sign.
        lines = map(as_text, str(raw).splitlines()) if key == "unit" else (text,)
        return nfc("; ".join(filter(None, lines)))

    def _day(self, row: Row, key: str, raw: Any, text: str) -> dt.date | None:
        day = as_day(raw)
        if day is None:
            self.find("no_day", row.place(key), text)
        elif day > self.today:
            self.find("in_future", row.place(key), day)
        elif day.year < self.plan.year:
            self.find("before_year", row.place(key), day, year=str(self.plan.year))
        elif day.year > self.plan.year:
            self.find("after_year", row.place(key), day, year=str(self.plan.year))
        return day

    def _recognition(self, row: Row, values: dict[str, Any]) -> None:
        """Check what the cells of a recognition say together; fill in its number."""
        indicator, code, unit = str(values["indicator"] or ""), values["district"], values["unit"]
        none = says_none(str(unit or ""))
        if none:
            if values["count"]:
                self.find("none_and_count", row.place("count"), values["count"])
            values.update(unit="", count=0)
            return
        decided = indicator.startswith("district_") and values["decision"]
        if not row.text("unit") and not row.text("count") and not decided:
            self.find("blank", row.place("unit"), Title("unit"))
        one = 0 if not unit and indicator.startswith("district_") else 1  # a number may be nought
        single = unit or indicator.startswith("district_")
        if single and values["count"] not in (None, one, 1) and code != PROVINCE:
            self.find("count_of_one", row.place("count"), values["count"])
        values["count"] = 1 if values["count"] is None else values["count"]
        self._level(row, indicator, code, str(values["level"] or ""))
        if none is None:
            self.find("none_unclear", row.place("unit"), unit)
        elif unit and code == PROVINCE:
            self.find("unit_of_province", row.place("unit"), unit)
        elif unit:
            self._unit(row, indicator, code, unit)

    def _level(self, row: Row, indicator: str, code: Any, level: str) -> None:
        """Check the star class of products; a number of the province is of all classes."""
        if not level or not indicator:
            return
        if indicator != "ocop_products":
            self.find("level_left_out", row.place("level"), level)
        elif code == PROVINCE:
            self.find("level_of_province", row.place("level"), level)
        elif not _STARS.fullmatch(fold(level)):
            self.find("no_level", row.place("level"), level)

    def _unit(self, row: Row, indicator: str, code: Any, unit: str) -> None:
        """Check a unit or product by its name."""
        if perhaps_many(indicator, unit):
            self.find("unit_perhaps_many", row.place("unit"), unit)
        if says_many(indicator, unit):
            self.find("unit_is_stock", row.place("unit"), unit)
        elif not re.search(r"[^\W\d_]", unit):
            self.find("unit_no_name", row.place("unit"), unit)
        elif indicator.startswith("district_"):
            if self._chosen("district", unit) != code:
                self.find("unit_elsewhere", row.place("unit"), unit, district=_name(code))
        elif indicator not in {"", "ocop_products"} and code in self._districts:
            self._commune(row, indicator, int(code), unit)

    def _commune(self, row: Row, indicator: str, code: int, unit: str) -> None:
        """Hold the commune of a unit against the communes of its district."""
        made, place = parse(indicator, unit), row.place("unit")
        name = made.commune
        if made.several:
            village = indicator.startswith("village_") and not name
            self.find("unit_or_commune" if village else "unit_many", place, unit)
            return
        if indicator.startswith("village_") and bare(made.own):
            self.find("village_missing", place, unit)
            return
        if not name:
            self.find("commune_missing", place, unit)
            return
        if any(self._chosen("district", said) != code for said in districts_said(unit)):
            self.find("unit_elsewhere", place, unit, district=_name(code))
            return
        # The list has the communes under their last districts; of one that merged nothing is told.
        known = [one for one in homes(name) if one[0] in self._districts]
        within = [official for home, official in known if home == code]
        if not known:
            self.find("commune_unknown", place, unit)
        elif not within:
            others = ", ".join(_name(home) for home in sorted({home for home, _ in known}))
            self.find("wrong_district", place, unit, district=_name(code), others=others)
        elif len(within) > 1:
            self.find("commune_unclear", place, unit, others=", ".join(within))

    def results(self) -> Results:
        order = {"error": 0, "warning": 1}
        found = sorted(self.found, key=lambda row: order[row["severity"]])
        tables = {sheet: table(sheet, rows) for sheet, rows in self.kept.items()}
        return Results(**tables, findings=pd.DataFrame(found, columns=list(COLUMNS)))


def _name(code: object) -> str:
    return places.unit_name(int(str(code))) if code is not None else "–"
