"""Checks a workbook of results: every mistake at once, with its sheet and cell."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from ntm_analysis import places, successors
from ntm_analysis.plan import Plan
from ntm_analysis.progress.reading import Fault, Row, as_day, as_vnd, hash_of, read_rows
from ntm_analysis.progress.results import COLUMNS, Results, table
from ntm_analysis.progress.sheets import NONE, PROVINCE, SHEETS, chosen, codes, duty_names
from ntm_analysis.text import LANGUAGES, fold, format_date, format_number, nfc
from ntm_analysis.vocabulary import FUNDING_PARENT
from ntm_analysis.wording import label, say

_WARNINGS = {"column_unknown", "sheet_unknown", "commune_unknown", "commune_missing",
             "payment_twice", "after_year"}  # fmt: skip
_COMMUNE = re.compile(r"(?<!\w)(xã|phường|thị trấn)\s+(.+)$", re.IGNORECASE)
_STARS = re.compile(r"[345]\s*(?:sao|stars?|\*)?")
# One decision recognises one district or commune; villages and products may share one.
_ONE_EACH = ("district_", "commune_")
_LONGEST, _LONGEST_WORD = 300, 60  # letters: what a footnote can hold
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
    found = check_rows(rows, faults, plan, today)
    return replace(found, name=nfc(file.name), sha256=hash_of(file))


def check_rows(rows: list[Row], faults: list[Fault], plan: Plan, today: dt.date) -> Results:
    """Hold rows that `read_rows` read against the plan; see `check_results`."""
    checker = _Checker(plan, today)
    for fault in faults:
        missing = fault.kind == "column_missing"
        checker.find(fault.kind, fault.place, Title(fault.value) if missing else fault.value)
    for row in rows:
        checker.take(row)
    checker.compare()
    return checker.results()


class _Checker:
    """Takes rows one by one, keeps the sound ones, collects findings."""

    def __init__(self, plan: Plan, today: dt.date) -> None:
        self.plan, self.today = plan, today
        self.kept: dict[str, list[dict[str, Any]]] = {sheet: [] for sheet in SHEETS}
        self.found: list[dict[str, str]] = []
        self._chosen = cache(lambda key, value: chosen(key, value, plan))
        self._duties = duty_names(plan)
        self._districts = set(codes(plan))

    def find(self, kind: str, place: str, value: object, **fields: object) -> None:
        words = {"place": place, "value": value, **fields}
        self.found.append({
            "severity": "warning" if kind in _WARNINGS else "error", "check": kind, "place": place,
            "value": str(value),
            **{f"message_{lang}": say(f"results.find.{kind}", lang,
                                      **{name: _said(word, lang) for name, word in words.items()})
               for lang in LANGUAGES},
        })  # fmt: skip

    def take(self, row: Row) -> None:
        before = len(self.found)
        fields = SHEETS[row.sheet]
        values = {field.key: self._value(row, field.key, field.kind) for field in fields}
        for field in fields:
            if field.required and not row.text(field.key):
                self.find("blank", row.place(field.key), Title(field.key))
        if row.sheet == "recognitions":
            self._recognition(row, values)
        if all(found["severity"] != "error" for found in self.found[before:]):
            number = "count" if row.sheet == "recognitions" else "amount_vnd"
            self.kept[row.sheet].append({
                **values, "place": row.place("unit"), "section": row.title, "row": row.number,
                "as_printed": nfc(row.text(number) or row.text("unit")),
            })  # fmt: skip

    def _value(self, row: Row, key: str, kind: str) -> Any:
        raw, text = row.cells.get(key), row.text(key)
        if not text:
            return None if kind in {"date", "amount"} else ""
        if text.startswith("=") or text in _BROKEN:
            self.find("formula" if text[0] == "=" else "cell_error", row.place(key), text)
            return None
        if len(text) > _LONGEST or max(map(len, text.split())) > _LONGEST_WORD:
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
                self.find("no_count" if key == "count" else "no_amount", row.place(key), text)
            return amount
        return nfc(text)

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
        if fold(str(unit or "")) in {fold(word) for word in NONE}:
            if values["count"]:
                self.find("none_and_count", row.place("count"), values["count"])
            values.update(unit="", count=0)
            return
        if not row.text("date"):
            self.find("blank", row.place("date"), Title("date"))
        if not row.text("unit") and not row.text("count"):
            self.find("blank", row.place("unit"), Title("unit"))
        single = unit or (indicator.startswith("district_") and code != PROVINCE)
        if single and values["count"] not in (None, 1) and code != PROVINCE:
            self.find("count_of_one", row.place("count"), values["count"])
        values["count"] = 1 if values["count"] is None else values["count"]
        if unit and code == PROVINCE:
            self.find("unit_of_province", row.place("unit"), unit)
        elif unit:
            self._unit(row, indicator, code, unit, str(values["level"] or ""))

    def _unit(self, row: Row, indicator: str, code: Any, unit: str, level: str) -> None:
        """Check a unit or product by its name."""
        if re.fullmatch(r"\d+(?:\s+\w+)?", unit):
            self.find("unit_is_stock", row.place("unit"), unit)
        if indicator == "ocop_products":
            if level and not _STARS.fullmatch(fold(level)):
                self.find("no_level", row.place("level"), level)
        elif indicator.startswith("district_"):
            if self._chosen("district", unit) != code:
                self.find("unit_elsewhere", row.place("unit"), unit, district=_name(code))
        elif indicator and code in self._districts:
            self._commune(row, indicator, int(code), unit)

    def _commune(self, row: Row, indicator: str, code: int, unit: str) -> None:
        """Hold the commune of a unit against the communes of its district."""
        said = _COMMUNE.search(unit)
        name = said[2] if said else unit if indicator.startswith("commune_") else ""
        if not name:
            self.find("commune_missing", row.place("unit"), unit)
            return
        homes = _communes().get(_key(name), frozenset())
        if homes and code not in homes:
            others = ", ".join(_name(home) for home in sorted(homes))
            self.find(
                "wrong_district", row.place("unit"), unit, district=_name(code), others=others
            )
        elif not homes:
            self.find("commune_unknown", row.place("unit"), unit)

    def compare(self) -> None:
        """Check rows against each other and sums against the plan."""
        for kind, row, other in _doubles(self.kept["recognitions"]):
            value = row["decision"] if kind == "decision_twice" else row["unit"] or row["count"]
            self.find(kind, row["place"], value, other=other["place"])
        paid: dict[tuple, str] = {}
        for row in self.kept["disbursements"]:
            same = row["fund"], row["date"], row["amount_vnd"], row["source"]
            if same in paid:
                self.find("payment_twice", row["place"], row["amount_vnd"], other=paid[same])
            paid.setdefault(same, row["place"])
        self._totals()
        self._money()
        done: dict[str, str] = {}
        for row in self.kept["duties_done"]:
            if row["duty"] in done:
                self.find("duty_twice", row["place"], self._duties[row["duty"]],
                          other=done[row["duty"]])  # fmt: skip
            done.setdefault(row["duty"], row["place"])

    def _totals(self) -> None:
        """Hold the province's own number of an indicator against the rows of its districts."""
        rows = self.kept["recognitions"]
        for row in rows:
            if row["district"] == PROVINCE and row["count"]:
                parts = sum(
                    other["count"] for other in rows
                    if other["indicator"] == row["indicator"] and other["district"] != PROVINCE
                    and other["date"] and row["date"] and other["date"] <= row["date"]
                )  # fmt: skip
                if row["count"] < parts:
                    self.find("total_below", row["place"], row["count"], other=parts)

    def _money(self) -> None:
        """Hold the sums paid out against the plan's amounts, and totals against their levels."""
        paid: dict[str, int] = defaultdict(int)
        last: dict[str, str] = {}
        for row in self.kept["disbursements"]:
            paid[row["fund"]] += row["amount_vnd"]
            last[row["fund"]] = row["place"]
        planned = dict(
            zip(self.plan.funding["source"], self.plan.funding["amount_vnd"], strict=True)
        )
        for fund, amount in paid.items():
            above = planned.get(fund)
            if above is not None and not pd.isna(above) and amount > above:
                self.find("above_plan", last[fund], amount, subject=Fund(fund), other=int(above))
            parts = sum(_given(name, paid) for name in _levels(fund))
            if amount < parts:
                self.find("below_parts", last[fund], amount, subject=Fund(fund), other=parts)

    def results(self) -> Results:
        order = {"error": 0, "warning": 1}
        found = sorted(self.found, key=lambda row: order[row["severity"]])
        tables = {sheet: table(sheet, rows) for sheet, rows in self.kept.items()}
        return Results(**tables, findings=pd.DataFrame(found, columns=list(COLUMNS)))


def _levels(fund: str) -> list[str]:
    return [name for name, parent in FUNDING_PARENT.items() if parent == fund]


def _given(fund: str, paid: dict[str, int]) -> int:
    """Return what was paid out of a source: its own number, else that of its levels together."""
    return paid[fund] if fund in paid else sum(_given(name, paid) for name in _levels(fund))


def _doubles(rows: list[dict[str, Any]]) -> Iterator[tuple[str, dict, dict]]:
    """Yield units recognised twice, numbers entered twice, decisions that serve for two."""
    units: dict[tuple, dict] = {}
    numbers: dict[tuple, dict] = {}
    decisions: dict[str, dict] = {}
    for row in rows:
        if not row["unit"]:
            same = tuple(row[k] for k in ("indicator", "district", "count", "date", "decision"))
            if numbers.setdefault(same, row) is not row:
                yield "row_twice", row, numbers[same]
            continue
        key = (row["indicator"], row["district"], _key(row["unit"]))
        if key in units:
            yield "unit_twice", row, units[key]
        units.setdefault(key, row)
        number = _key(row["decision"])
        if not number:
            continue
        other = decisions.setdefault(number, row)
        single = row["indicator"].startswith(_ONE_EACH)
        if other is not row and (single or other["date"] != row["date"]):
            yield "decision_twice", row, other


@cache
def _communes() -> dict[str, frozenset[int]]:
    """Return the districts in which a commune of that name lay before July 2025."""
    homes: dict[str, set[int]] = defaultdict(set)
    table = successors.table()
    for name, code in zip(table["old_name"], table["district_code"], strict=True):
        homes[_key(name)].add(int(code))
    return {name: frozenset(codes) for name, codes in homes.items()}


def _key(name: str) -> str:
    """Return a name for comparing: without marks, kind and case."""
    folded = " ".join(fold(nfc(name)).split())
    return re.sub(r"^(?:xa|phuong|thi tran|huyen|thi xa|thanh pho)\s+", "", folded).strip(" .,")


def _name(code: object) -> str:
    return places.unit_name(int(str(code))) if code is not None else "–"


class Title(str):
    """The key of a column, said by its title."""

    __slots__ = ()


class Fund(str):
    """The key of a source of money, said by its name."""

    __slots__ = ()


def _said(word: object, lang: str) -> str:
    """Return a value as a reader of a language reads it."""
    if isinstance(word, dt.date):
        return format_date(word, lang)
    if isinstance(word, int):
        return format_number(word, lang)
    if isinstance(word, Title):
        return say(f"results.column.{word}", lang)
    return label("source", word, lang) if isinstance(word, Fund) else str(word)
