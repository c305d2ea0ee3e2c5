"""Which units the province had on a day: the register of each vintage."""

import datetime as dt
from functools import cache

import pandas as pd

from ntm_analysis import store
from ntm_analysis.errors import InputError

DEFAULT_DATE = "2024-12-31"
_COUNTS = ["communes", "wards", "townships"]


def parse_day(on: str | dt.date) -> pd.Timestamp:
    """Return a day given as ``2024-12-31`` or as a date.

    Raises
    ------
    InputError
        If it is no day.
    """
    try:
        return pd.Timestamp(dt.date.fromisoformat(str(on)[:10] if isinstance(on, dt.date) else on))
    except (ValueError, TypeError):
        raise InputError(f"{on!r} is not a day; write it as in 2024-12-31.") from None


@cache
def vintages() -> pd.DataFrame:
    """Return the vintages: index `vintage` (first day), valid_to, level, units, basis.

    `same_units_as` names the vintage whose codes and lines are the same, where only a name or kind
    changed.
    """
    file = store.find("data/places/vintages.csv")
    return pd.read_csv(file, dtype="str", keep_default_na=False, index_col="vintage")


def vintage_of(on: str | dt.date) -> str:
    """Return the vintage that holds on a day, named by its first day.

    Raises
    ------
    InputError
        If the register says nothing of that day.

    >>> vintage_of("2024-03-01"), vintage_of("2026-01-01")
    ('2020-06-01', '2025-07-01')
    """
    if on == "":
        raise InputError(
            "There is no register of districts for the province of this plan; its tables can be "
            "read and audited, but not drawn or joined."
        )
    day = f"{parse_day(on):%Y-%m-%d}"
    begun = [first for first in vintages().index if first <= day]
    if not begun:
        raise InputError(
            f"The register of units says nothing of {day}; allowed: "
            f"{vintages().index[0]} and later."
        )
    return str(begun[-1])


def same_units(one: str, other: str) -> bool:
    """Tell whether a code means the same land in two vintages, as ``vintages.csv`` declares.

    >>> same_units("2020-01-01", "2020-06-01"), same_units("2020-06-01", "2025-01-01")
    (True, False)
    """
    as_other = vintages()["same_units_as"]
    return (as_other[one] or one) == (as_other[other] or other)


def register(on: str | dt.date = DEFAULT_DATE) -> pd.DataFrame:
    """Return the units of a day; see `places.units`."""
    return _of_vintage(vintage_of(on)).copy()


@cache
def _of_vintage(vintage: str) -> pd.DataFrame:
    if vintages().loc[vintage, "level"] == "commune":
        frame = pd.read_csv(
            store.find("data/places/communes_2025.csv"),
            dtype={"districts": "str", "straddle_note": "str", "name_variant": "str"},
            keep_default_na=False,
        ).set_index("code")
        return frame.sort_index().assign(vintage=vintage)
    tables = [
        pd.read_csv(
            store.find(f"data/places/{name}.csv"), parse_dates=["valid_from", "valid_to"],
            dtype=dict.fromkeys(_COUNTS, "Int64"),
        )
        for name in ("units", "units_other")
    ]  # fmt: skip
    frame = next(
        table[table["valid_from"] == pd.Timestamp(vintage)]
        for table in tables
        if (table["valid_from"] == pd.Timestamp(vintage)).any()
    )
    if frame[_COUNTS].notna().all(axis=None):
        frame = frame.astype(dict.fromkeys(_COUNTS, "int64"))
    return frame.set_index("code").sort_index().assign(vintage=vintage)
