"""`Results`: the checked results of a year, and the plan whose numbers may rest on them too."""

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd

from ntm_analysis.plan import Plan
from ntm_analysis.progress.sheets import SHEETS

COLUMNS = ("severity", "check", "place", "value", "message_vi", "message_en")
# What the rows of results are known by, beside the columns of their sheet.
ADDRESS = ("place", "section", "row", "as_printed")
# Key of a row of results as an address of a number: mark of the file, row of its sheet.
ROW_KEY = ("file", "row")


@dataclass(frozen=True, eq=False)
class Results:
    """The results of a year, checked.

    Attributes
    ----------
    recognitions : DataFrame
        indicator, district_code (0: the province as a whole), unit, count (0: none to report),
        date, decision, level, source, and the address: place (``Công nhận!C7``), section (title
        of the sheet), row, as_printed.
    disbursements : DataFrame
        fund, date, amount_vnd (whole đồng), source, and the address.
    duties_done : DataFrame
        duty, date, source, and the address.
    findings : DataFrame
        severity (error, warning), check, place as in ``Công nhận!B7``, value, message_vi,
        message_en. Rows with an error are not in the tables.
    name, sha256 : str
        Of the workbook; empty for no results.
    """

    recognitions: pd.DataFrame
    disbursements: pd.DataFrame
    duties_done: pd.DataFrame
    findings: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(COLUMNS)))
    name: str = ""
    sha256: str = ""

    @property
    def sound(self) -> bool:
        """Whether there is no finding of severity error."""
        return not (self.findings["severity"] == "error").any()

    @property
    def mark(self) -> str:
        """What addresses and folders know the workbook by: the start of its hash."""
        return self.sha256[:12]

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by the key of their sheet."""
        return {sheet: getattr(self, sheet) for sheet in SHEETS}


def table(sheet: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return rows of a sheet as a table, with the columns of the sheet and of the address."""
    columns = [column.key for column in SHEETS[sheet]]
    frame = pd.DataFrame(rows, columns=[*columns, *ADDRESS])
    frame["date"] = pd.to_datetime(frame["date"])
    return frame.rename(columns={"district": "district_code"})


def no_results() -> Results:
    """Return results of which nothing is known yet."""
    return Results(**{sheet: table(sheet, []) for sheet in SHEETS})


def plan_with(plan: Plan, *results: Results) -> Plan:
    """Return a plan that also holds the rows of results, for numbers that rest on both.

    Its tables bear the names of the sheets, their key is `ROW_KEY`. ``in_year`` and ``after``
    split the count of a recognition by the year of the plan.
    """
    marked = {one.mark: one for one in results}
    held = {
        sheet: pd.concat([
            one.tables[sheet].drop(columns="source").assign(file=mark)
            for mark, one in marked.items()
        ], ignore_index=True)
        for sheet in SHEETS
    }  # fmt: skip
    known = held["recognitions"]
    within = in_year(known["date"], plan.year)
    known["in_year"] = known["count"].where(within, 0)
    known["after"] = known["count"].where(~within, 0)
    return replace(plan, tables={**plan.tables, **held})


def in_year(dates: pd.Series, year: int) -> pd.Series:
    """Tell of each day whether it counts for a year."""
    return dates <= pd.Timestamp(dt.date(year, 12, 31))


def to_its_end(dates: pd.Series, year: int) -> pd.Series:
    """Tell of each day whether what counts up to it tells of the whole of a year."""
    return dates >= pd.Timestamp(dt.date(year, 12, 31))
