"""What the tables of a plan lack: districts, cells, indicators, sources; a gap must be declared."""

import pandas as pd

from ntm_analysis import places
from ntm_analysis.vocabulary import FUNDING_PARENT, INDICATORS

Tables = dict[str, pd.DataFrame]


def gaps(tables: Tables, units_on: str) -> list[str]:
    """List what is missing, as in ``districts:380``, ``targets:380/ocop_products``, ``funding``.

    Parameters
    ----------
    units_on : str
        The day of the register of districts; empty where there is none for the province.

    Returns
    -------
    list of str
        Empty if the tables hold every district of the register with a cell for each of the eight
        indicators and its body, all totals, and all sources of money.
    """
    register = set(places.units(units_on).index.tolist()) if units_on else set()
    listed = _codes(tables["districts"])
    missing = [f"districts:{code}" for code in sorted(register - listed)]
    missing += _missing_cells(tables["targets"], listed)
    for table in ("totals", "headline"):
        missing += _absent(table, INDICATORS, set(tables[table]["indicator"]))
    missing += _absent("funding", tuple(FUNDING_PARENT), set(tables["funding"]["source"]))
    assigned = _codes(tables["assignments"])
    missing += _absent("assignments", tuple(map(str, sorted(listed))), set(map(str, assigned)))
    return missing


def _codes(table: pd.DataFrame) -> set[int]:
    return set(table["district_code"].dropna().tolist())


def _absent(table: str, wanted: tuple[str, ...], there: set[str]) -> list[str]:
    """Return the table's name alone if nothing is there, else each thing that is not."""
    absent = [name for name in wanted if name not in there]
    if absent and len(absent) == len(wanted):
        return [table]
    return [f"{table}:{name}" for name in absent]


def _missing_cells(targets: pd.DataFrame, listed: set[int]) -> list[str]:
    columns = set(targets["indicator"])
    missing = _absent("targets", INDICATORS, columns)
    known = targets.dropna(subset=["district_code"])
    there = set(zip(known["district_code"].tolist(), known["indicator"], strict=True))
    return missing + [
        f"targets:{code}/{name}"
        for code in sorted(listed) for name in INDICATORS
        if name in columns and (code, name) not in there
    ]  # fmt: skip
