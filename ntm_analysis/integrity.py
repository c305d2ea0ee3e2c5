"""Holds the tables of a plan against themselves: values against their characters, keys, dates."""

import datetime as dt
import re
from decimal import Decimal

import pandas as pd

from ntm_analysis import places
from ntm_analysis.bodies import body_names
from ntm_analysis.errors import DataError, InputError
from ntm_analysis.text import nfc, parse_amount, parse_number
from ntm_analysis.vocabulary import FUNDING_PARENT, INDICATORS

Tables = dict[str, pd.DataFrame]


def check(tables: Tables, units_on: str) -> None:
    """Check that the tables of a plan agree with each other and with what was printed.

    Raises
    ------
    DataError
        At the first row that does not; the message names table, key, value and what is allowed.
    """
    for table in ("targets", "totals", "headline"):
        _check_counts(table, tables[table])
    _check_grid(tables, units_on)
    _check_funding(tables["funding"], tables["corrections"])
    _check_bodies(tables)
    _check_dates(tables)


def _fail(table: str, row: dict, said: str) -> DataError:
    key = ", ".join(str(value) for value in list(row.values())[:2])
    return DataError(f"In {table}.csv the row {key} {said}.")


def _check_counts(table: str, rows: pd.DataFrame) -> None:
    for row in rows.to_dict("records"):
        printed = re.match(r"\d+", row["as_printed"])
        value = None if pd.isna(row["value"]) else int(row["value"])
        read = int(printed[0]) if printed else None
        if value != read or value == 0:
            raise _fail(
                table, row,
                f"has the value {value} where {row['as_printed']!r} is printed; allowed is the "
                "printed number, over 0, and a blank where nothing is printed",
            )  # fmt: skip


def _check_grid(tables: Tables, units_on: str) -> None:
    """Hold districts against the register, both ways, and indicators against the eight."""
    known = set(places.units(units_on).index.tolist())
    districts = tables["districts"]
    listed = set(districts["district_code"].tolist())
    targets = tables["targets"]
    grid = set(zip(targets["district_code"].tolist(), targets["indicator"], strict=True))
    full = {(code, name) for code in known for name in INDICATORS}
    assigned = set(tables["assignments"]["district_code"].tolist())
    if listed != known or grid != full or assigned != known:
        raise DataError(
            "The districts of the plan and the register differ: only in the plan "
            f"{sorted((listed | assigned) - known)}, only in the register "
            f"{sorted((known - listed) | (known - assigned))}; cells of targets missing "
            f"{sorted(full - grid)[:3]}, too many {sorted(grid - full)[:3]}."
        )
    lines = districts.set_index("district_code")["line"]
    for row in targets.to_dict("records"):
        if row["line"] != lines[row["district_code"]]:
            raise _fail("targets", row, f"stands on line {row['line']}, its district on another")
    if districts["order"].duplicated().any():
        raise DataError("In districts.csv an order number stands twice; each may stand once.")
    for table in ("totals", "headline"):
        missing = set(INDICATORS) - set(tables[table]["indicator"])
        if missing:
            raise DataError(
                f"{table}.csv lacks {', '.join(sorted(missing))}; all eight are needed."
            )


def _check_funding(rows: pd.DataFrame, corrections: pd.DataFrame) -> None:
    missing = set(FUNDING_PARENT) - set(rows["source"])
    if missing:
        raise DataError(f"funding.csv lacks {', '.join(sorted(missing))}; all sources are needed.")
    read_as = {
        (row["line"], row["as_printed"]): row["read_as"] for row in corrections.to_dict("records")
    }
    for row in rows.to_dict("records"):
        if row["parent"] != (FUNDING_PARENT[row["source"]] or ""):
            raise _fail("funding", row, f"must be part of {FUNDING_PARENT[row['source']]}")
        corrected = read_as.get((row["line"], row["as_printed"]))
        if (corrected is not None) != (row["reading"] == "correction"):
            raise _fail("funding", row, "and corrections.csv disagree on whether it is corrected")
        try:
            amount = parse_amount(corrected or row["as_printed"]).vnd
            share = _share(row["share_as_printed"])
        except InputError as error:
            raise _fail("funding", row, f"cannot be read: {error}") from None
        if row["amount_vnd"] != amount or amount <= 0:
            raise _fail(
                "funding", row, f"has {row['amount_vnd']} đồng, its characters say {amount}"
            )
        if row["share_stated_pct"] != share:
            raise _fail(
                "funding", row, f"has the share {row['share_stated_pct']}, printed is {share}"
            )


def _share(printed: str) -> Decimal | None:
    return parse_number(printed.rstrip("%")) if printed else None


def _check_bodies(tables: Tables) -> None:
    names = {
        body: {nfc(name).casefold() for name in listed} for body, listed in body_names().items()
    }
    duties = set(tables["duties"]["duty"])
    units = set(tables["districts"]["district_code"])
    for row in tables["duty_parties"].to_dict("records"):
        if row["duty"] not in duties or (row["body"] == "") == pd.isna(row["district_code"]):
            raise _fail("duty_parties", row, "needs a known duty, and a body or a district")
        if not row["body"] and row["district_code"] not in units:
            raise _fail("duty_parties", row, f"has the unknown district {row['district_code']}")
    for table in ("assignments", "duty_parties"):
        for row in tables[table].to_dict("records"):
            printed = nfc(row["as_printed"]).replace("Hoá", "Hóa").casefold()
            if row["body"] and printed not in names.get(row["body"], set()):
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
        full = re.search(r"(\d{1,2})/(\d{1,2})/(\d{4})", row["as_printed"])
        _check_day("duties", row, row["due_date"])
        if full and row["due_date"] != f"{full[3]}-{int(full[2]):02}-{int(full[1]):02}":
            raise _fail("duties", row, f"is due {row['due_date']}, printed is {full[0]}")
    for row in tables["references"].to_dict("records"):
        _check_day("references", row, row["date"])


def _check_day(table: str, row: dict, day: str) -> None:
    try:
        dt.date.fromisoformat(day if len(day) != 4 else f"{day}-01-01") if day else None
    except ValueError:
        raise _fail(table, row, f"has {day!r}, which is no day") from None
