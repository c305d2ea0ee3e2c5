"""Two-sided joins keyed by code and vintage: nothing is lost, and no code of another time taken."""

from typing import TypeVar

import pandas as pd

from ntm_analysis import places
from ntm_analysis.errors import DataError, one_of
from ntm_analysis.names import stripped
from ntm_analysis.text import same_spelling
from ntm_analysis.vintages import same_units, vintages

_Table = TypeVar("_Table", bound=pd.DataFrame)


def join(
    left: _Table, right: pd.DataFrame | pd.Series, left_name: str, right_name: str, *,
    crosswalk: pd.DataFrame | None = None,
) -> _Table:  # fmt: skip
    """Join two tables by code; nothing may be missing on either side.

    A side states its vintage in a column ``vintage`` or in ``attrs["vintage"]``. A bare one is of
    the vintage that has exactly its codes, if they are districts; codes of communes are reused, so
    there the vintage must be stated.

    Parameters
    ----------
    left : DataFrame
        Index `code`; its vintage is that of the result.
    right : DataFrame or Series
        Index `code`.
    left_name, right_name : str
        What the sides are called in a message.
    crosswalk : DataFrame, optional
        From `successors.crosswalk`, if `right` is of another vintage.

    Raises
    ------
    DataError
        If a code stands on one side only, or twice, or the sides are of two vintages without a
        crosswalk; the message names both sides.
    """
    ours, theirs = vintage_stated(left, left_name), vintage_stated(right, right_name)
    ours, theirs = ours or _by_codes(left), theirs or _by_codes(right)
    if crosswalk is not None:
        right, theirs = _carried(right, crosswalk, theirs, right_name)
    _check_vintages(ours, theirs, left_name, right_name)
    _check_codes(left, right, left_name, right_name)
    if isinstance(right, pd.DataFrame) and "vintage" in left.columns:
        right = right.drop(columns="vintage", errors="ignore")
    return left.join(right)


def vintage_stated(side: pd.DataFrame | pd.Series, name: str) -> str | None:
    """Return the vintage that a table states in its column or its attributes, if it does.

    Raises
    ------
    DataError
        If it states more than one.
    """
    if isinstance(side, pd.DataFrame) and "vintage" in side.columns:
        stated = sorted(set(side["vintage"].astype(str)))
        if len(stated) > 1:
            raise DataError(
                f"{name} holds units of the vintages {', '.join(stated)}; take one of them."
            )
        return stated[0] if stated else None
    found = side.attrs.get("vintage")
    return None if found is None else str(found)


def _by_codes(side: pd.DataFrame | pd.Series) -> str | None:
    """Tell the vintage of bare codes; only those of districts are never reused."""
    for vintage in reversed(vintages().index[vintages()["level"] == "district"]):
        if set(side.index) == set(places.units(vintage).index):
            return str(vintage)
    return None


def _check_vintages(ours: str | None, theirs: str | None, left_name: str, right_name: str) -> None:
    if ours is None:
        return
    if theirs is None:
        if vintages().loc[ours, "level"] == "commune":
            raise DataError(
                f"{right_name} states no vintage, {left_name} is of {ours}; codes of communes are "
                "reused, so say which day they are of: values.attrs['vintage'] = '2025-07-01'."
            )
    elif not same_units(ours, theirs):
        raise DataError(
            f"{left_name} is of vintage {ours}, {right_name} of {theirs}; the same code means "
            "another unit there, so give a declared crosswalk (ntm.crosswalk, between "
            "vintages of districts) or take data of one vintage."
        )


def _check_codes(
    left: pd.DataFrame, right: pd.DataFrame | pd.Series, left_name: str, right_name: str
) -> None:
    only_left = sorted(set(left.index) - set(right.index))
    only_right = sorted(set(right.index) - set(left.index))
    doubled = sorted(
        set(left.index[left.index.duplicated()]) | set(right.index[right.index.duplicated()])
    )
    if only_left or only_right or doubled:
        raise DataError(
            f"{left_name} and {right_name} do not hold the same units: only in {left_name} "
            f"{_named(only_left)}, only in {right_name} {_named(only_right)}, more than once "
            f"{_named(doubled)}; mend the side that is wrong."
        )


def _carried(
    right: pd.DataFrame | pd.Series, crosswalk: pd.DataFrame, vintage: str | None, name: str
) -> tuple[pd.DataFrame | pd.Series, str]:
    """Give the rows the codes of another vintage; two rows may not become one."""
    begun, ended = crosswalk["vintage_from"].iloc[0], crosswalk["vintage_to"].iloc[0]
    if vintage is None or not same_units(begun, vintage):
        raise DataError(
            f"The crosswalk leads from vintage {begun}, {name} is of {vintage or 'none stated'}; "
            "take the crosswalk of its own vintage."
        )
    codes = crosswalk.set_index("code_from")["code_to"]
    lost = sorted(set(right.index) - set(codes.index))
    into = codes.reindex(right.index)
    merged = sorted(set(into[into.duplicated(keep=False)].dropna()))
    if lost or merged:
        raise DataError(
            f"The crosswalk does not carry {name} over row by row: not in it {_named(lost)}, "
            f"more than one row for {_named(merged)}; add those rows up first, if they can be."
        )
    carried = right.drop(columns="vintage", errors="ignore") if right.ndim == 2 else right
    return carried.set_axis(pd.Index(into.astype(int), name="code")), str(ended)


def _named(codes: list[int]) -> str:
    known = places.units().index
    shown = [f"{code} ({places.unit_name(code)})" if code in known else str(code) for code in codes]
    return ", ".join(shown) or "none"


def of_district(
    rows: pd.DataFrame, wanted: str | int, districts: pd.DataFrame, units_on: str
) -> pd.DataFrame:
    """Return the rows of one district of a plan: by code or name, or by its printed name.

    Parameters
    ----------
    rows : DataFrame
        A table of the plan with the columns district_code and line.
    districts : DataFrame
        The plan's districts; those without a code are known by their names as printed.
    units_on : str
        The day of the register; empty where there is none.

    Raises
    ------
    InputError
        If the plan has no such district.
    """
    without = districts[districts["district_code"].isna()]
    printed = without["as_printed"].astype(str)
    lines = [
        line
        for name, line in zip(printed, without["line"], strict=True)
        if any(
            same_spelling(str(wanted), known) for known in (name, *(n for n, _ in stripped(name)))
        )
    ]
    found = rows[rows["district_code"].isna() & rows["line"].isin(lines)]
    if found.empty and units_on:
        found = rows[rows["district_code"] == places.code_of(wanted, on=units_on)]
    if found.empty:
        raise one_of("district", wanted, [*rows["district_code"].dropna().unique(), *printed])
    return found
