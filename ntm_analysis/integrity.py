"""Holds the tables of a plan against themselves: values against their characters, keys, dates."""

import datetime as dt
import re

import pandas as pd

from ntm_analysis import places
from ntm_analysis.amounts import only_reading, readings_of
from ntm_analysis.bodies import body_names
from ntm_analysis.completeness import gaps
from ntm_analysis.counts import cell_count, count_of
from ntm_analysis.errors import DataError
from ntm_analysis.text import fold, nfc
from ntm_analysis.vocabulary import FUNDING_PARENT

Tables = dict[str, pd.DataFrame]


def check(tables: Tables, units_on: str, decimal: str | None, declared_gaps: list[str]) -> None:
    """Check that the tables of a plan agree with each other and with what was printed.

    Parameters
    ----------
    units_on : str
        The day of the register of districts; empty where there is none for the province.
    decimal : str or None
        The document's sign for decimals, ``comma`` or ``point``; None where it uses both.
    declared_gaps : list of str
        What the document does not give, see `ntm_analysis.completeness.gaps`.

    Raises
    ------
    DataError
        At the first row that does not; the message names table, key, value and what is allowed.
    """
    for table in ("targets", "totals", "headline"):
        _check_counts(table, tables[table])
    _check_districts(tables, units_on)
    undeclared = [gap for gap in gaps(tables, units_on) if gap not in declared_gaps]
    if undeclared:
        raise DataError(
            f"The tables of the plan lack {', '.join(undeclared[:4])}"
            f"{' and more' if undeclared[4:] else ''}; restore them, or name under 'gaps' in "
            "datapackage.json what the document does not give."
        )
    _check_funding(tables["funding"], tables["corrections"], decimal)
    _check_bodies(tables, units_on)
    _check_dates(tables)


def _fail(table: str, row: dict, said: str) -> DataError:
    key = ", ".join(str(value) for value in list(row.values())[:2])
    return DataError(f"In {table}.csv the row {key} {said}.")


def _check_counts(table: str, rows: pd.DataFrame) -> None:
    for row in rows.to_dict("records"):
        printed, indicator = row["as_printed"], row["indicator"]
        read = count_of(printed) if table == "headline" else cell_count(printed, indicator)
        value = None if pd.isna(row["value"]) else int(row["value"])
        if value != read:
            raise _fail(
                table, row,
                f"has the value {value} where {row['as_printed']!r} is printed; allowed is the "
                "printed number, and a blank where none is printed",
            )  # fmt: skip


def _check_districts(tables: Tables, units_on: str) -> None:
    """Refuse districts that register or plan do not hold, and cells on another district's line."""
    register = set(places.units(units_on).index.tolist()) if units_on else set()
    districts = tables["districts"]
    known = set(districts["district_code"].dropna().tolist())
    unknown = sorted(set(districts["district_code"].dropna().tolist()) - register)
    if unknown:
        raise DataError(
            f"districts.csv holds {unknown}, not in the register of {units_on or 'no day'}; "
            "allowed are its codes, see data/places/units.csv."
        )
    owner = dict(zip(districts["line"].tolist(), districts["district_code"].tolist(), strict=True))
    owner |= dict.fromkeys(tables["totals"]["line"].tolist(), None)
    across = districts["line"].duplicated().any()  # they stand in columns
    for table in ("targets", "assignments"):
        for row in tables[table].dropna(subset=["district_code"]).to_dict("records"):
            if row["district_code"] not in known:
                raise _fail(table, row, "names a district that districts.csv does not hold")
            # A second table of the annex has lines of its own, each of one district too.
            place = (row["line"], row.get("column")) if across else row["line"]
            if owner.setdefault(place, row["district_code"]) != row["district_code"]:
                raise _fail(table, row, f"stands on line {row['line']}, another district's")
    if districts["order"].dropna().duplicated().any() and not _doubled(tables["remarks"]):
        raise DataError("In districts.csv an order number stands twice; each may stand once.")


def _doubled(remarks: pd.DataFrame) -> bool:
    begins = [
        "order_twice",
        "district_twice",
        "row_left_out",
        "subtotal",
        "subtotal_differs",
        "table_joined",
    ]
    return bool(remarks["kind"].isin(begins).any())


def _check_funding(rows: pd.DataFrame, corrections: pd.DataFrame, decimal: str | None) -> None:
    read_as = {
        (row["line"], row["as_printed"]): row["read_as"] for row in corrections.to_dict("records")
    }
    sources = set(rows["source"])
    for row in rows.to_dict("records"):
        parent = FUNDING_PARENT.get(row["source"], row["parent"]) or ""
        if row["parent"] == row["source"] or (row["parent"] and row["parent"] not in sources):
            raise _fail("funding", row, f"must be part of {parent or 'a source of the table'}")
        corrected = read_as.get((row["line"], row["as_printed"]))
        if (corrected is not None) != (row["reading"] == "correction"):
            raise _fail("funding", row, "and corrections.csv disagree on whether it is corrected")
        _check_amount(row, corrected or row["as_printed"], decimal)
        share = only_reading(row["share_as_printed"].rstrip("% "), decimal)
        if row["share_stated_pct"] != share:
            raise _fail(
                "funding", row, f"has the share {row['share_stated_pct']}, printed is {share}"
            )


def _check_amount(row: dict, printed: str, decimal: str | None) -> None:
    """Hold an amount against its characters: the strict reading, or another one that is named."""
    readings = [amount.vnd for amount in readings_of(printed, row["unit"], decimal)]
    amount = None if pd.isna(row["amount_vnd"]) else int(row["amount_vnd"])
    strict = row["reading"] in {"as_printed", "correction"}
    allowed = readings[:1] if strict else [None] if row["reading"] == "open" else readings
    if amount not in allowed:
        said = ", ".join(map(str, allowed)) or "no amount"
        raise _fail("funding", row, f"has {amount} đồng, its characters say {said}")


def _check_bodies(tables: Tables, units_on: str) -> None:
    """Refuse parties that neither bodies.csv nor the register holds; the annex may lack one."""
    names = {body: {fold(nfc(name)) for name in listed} for body, listed in body_names().items()}
    duties = set(tables["duties"]["duty"])
    units = set(places.units(units_on).index.tolist()) if units_on else set()
    for row in tables["duty_parties"].to_dict("records"):
        coded = not pd.isna(row["district_code"])
        if row["duty"] not in duties or (row["body"] and coded):
            raise _fail("duty_parties", row, "needs a known duty, and a body or a district")
        if coded and row["district_code"] not in units:
            raise _fail("duty_parties", row, f"has the unknown district {row['district_code']}")
    for table in ("assignments", "duty_parties"):
        for row in tables[table].to_dict("records"):
            printed = fold(nfc(row["as_printed"]))
            named = [body for body, listed in names.items() if printed in listed]
            coded = not pd.isna(row.get("district_code")) and table == "duty_parties"
            if row["body"] not in (named or [""]) and not coded:
                raise _fail(
                    table,
                    row,
                    f"has {row['as_printed']!r}, no name of {row['body']!r} in bodies.csv",
                )


def _check_dates(tables: Tables) -> None:
    for row in tables["duties"].to_dict("records"):
        if (row["due_date"] != "") != (row["due_kind"] in {"by", "before", "within"}):
            raise _fail(
                "duties", row, f"is due {row['due_kind']!r} with the date {row['due_date']!r}"
            )
        _check_day("duties", row, row["due_date"])
        printed = _printed_day(row["as_printed"])
        if printed and row["due_date"] != printed:
            raise _fail("duties", row, f"is due {row['due_date']}, printed is {printed}")
    for row in tables["references"].to_dict("records"):
        _check_day("references", row, row["date"])


def _printed_day(text: str) -> str:
    """Return the last date printed in full, as in 05/12/2024, or nothing if no calendar has it."""
    full = re.findall(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    try:
        day, month, year = map(int, full[-1]) if full else (0, 0, 0)
        return dt.date(year, month, day).isoformat() if full else ""
    except ValueError:
        return ""


def _check_day(table: str, row: dict, day: str) -> None:
    try:
        dt.date.fromisoformat(day if len(day) != 4 else f"{day}-01-01") if day else None
    except ValueError:
        raise _fail(table, row, f"has {day!r}, which is no day") from None
