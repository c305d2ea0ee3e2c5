"""Findings on a workbook of results: a sentence in both languages, with sheet and cell."""

import datetime as dt
from typing import Any

from ntm_analysis.text import LANGUAGES, format_date, format_number
from ntm_analysis.wording import label, say

# What may be right: it is said, and counted; all else is an error.
WARNINGS = {
    "column_unknown", "sheet_unknown", "no_heading", "commune_unknown", "commune_missing",
    "payment_twice", "after_year", "product_alike", "number_and_names", "total_older",
    "level_left_out", "unit_perhaps_many", "amount_small", "other_plan",
}  # fmt: skip


class Title(str):
    """The key of a column, said by its title."""

    __slots__ = ()


class Fund(str):
    """The key of a source of money, said by its name."""

    __slots__ = ()


class Findings(list[dict[str, str]]):
    """The findings so far."""

    def add(self, kind: str, place: str, value: object, **fields: object) -> None:
        """Note a finding of a kind (``results.find.*``) at a cell."""
        words = {"place": place, "value": value, **fields}
        self.append({
            "severity": "warning" if kind in WARNINGS else "error", "check": kind, "place": place,
            "value": str(value),
            **{f"message_{lang}": say(f"results.find.{kind}", lang,
                                      **{name: _said(word, lang) for name, word in words.items()})
               for lang in LANGUAGES},
        })  # fmt: skip

    def errors_since(self, before: int) -> bool:
        """Tell whether there is an error among the findings from a number on."""
        return any(found["severity"] == "error" for found in self[before:])


def as_shown(raw: Any, text: str) -> object:
    """Return a wrong cell as its reader knows it: a number as such, all else as its text."""
    number = isinstance(raw, int | float) and not isinstance(raw, bool)
    return raw if number and abs(raw) < float("inf") else text


def _said(word: object, lang: str) -> str:
    """Return a value as a reader of a language reads it."""
    if isinstance(word, dt.date):
        return format_date(word, lang)
    if isinstance(word, int | float):
        return format_number(word, lang)
    if isinstance(word, Title):
        return say(f"results.column.{word}", lang)
    return label("source", word, lang) if isinstance(word, Fund) else str(word)
