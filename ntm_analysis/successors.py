"""From the districts of 2024 to the communes and wards of July 2025 (Resolution 1686)."""

from functools import cache

import pandas as pd

from ntm_analysis import places, store
from ntm_analysis.errors import InputError
from ntm_analysis.vintages import vintage_of, vintages
from ntm_analysis.wording import say

NEW_VINTAGE = "2025-07-01"
_MERGED = {405: 380}  # Đông Sơn into the city of Thanh Hóa, 1/1/2025, Resolution 1238


@cache
def _table() -> pd.DataFrame:
    return pd.read_csv(
        store.find("data/places/succession_2025.csv"), keep_default_na=False,
        dtype={"old_from": "str", "old_to": "str", "clause": "str", "note": "str"},
    )  # fmt: skip


def table() -> pd.DataFrame:
    """Return the whole succession: a row per former commune and the commune it went into.

    Returns
    -------
    DataFrame
        district_code (of 2024), old_code, old_name, old_kind, old_from, old_to, part (whole,
        part, remainder, unresolved), new_code (blank where unresolved), new_name, new_kind, clause
        of Resolution 1686, confidence, note.
    """
    rows = _table().copy()
    rows["new_code"] = pd.to_numeric(rows["new_code"]).astype("Int64")
    new = places.units(NEW_VINTAGE)
    for column in ("name", "kind"):
        rows.insert(
            rows.columns.get_loc("clause"), f"new_{column}", rows["new_code"].map(new[column])
        )
    return rows


def straddlers() -> pd.DataFrame:
    """Return the communes of 2025 that cross a district line of 2024, with their districts.

    >>> len(straddlers())
    7
    """
    new = places.units(NEW_VINTAGE)
    return new[new["districts"].str.contains("|", regex=False)]


def note(old_code: int, lang: str = "vi") -> str:
    """Say what is not certain about the successor of a former commune."""
    return say(f"succession.note.{old_code}", lang)


def crosswalk(before: str, after: str) -> pd.DataFrame:
    """Return the declared crosswalk between two vintages of districts, for `joins.join`.

    Parameters
    ----------
    before, after : str
        Days of the two vintages.

    Returns
    -------
    DataFrame
        code_from, vintage_from, code_to, vintage_to: a row per unit of the earlier vintage.

    Raises
    ------
    InputError
        If a vintage has no districts: targets are never divided among communes.

    >>> rows = crosswalk("2024-12-31", "2025-01-01").set_index("code_from")
    >>> int(rows.loc[405, "code_to"]), len(rows)
    (380, 27)
    """
    begun, ended = vintage_of(before), vintage_of(after)
    for vintage in (begun, ended):
        if vintages().loc[vintage, "level"] != "district":
            raise InputError(
                f"There is no crosswalk from or to the communes of {vintage}: what a district "
                "had is never divided among them; ntm.succession lists them."
            )
    if begun > ended:
        raise InputError(f"A crosswalk leads to a later day; {after} is before {before}.")
    codes = places.units(begun).index
    later = set(places.units(ended).index)
    return pd.DataFrame(
        {
            "code_from": codes, "vintage_from": begun,
            "code_to": [code if code in later else _MERGED[code] for code in codes],
            "vintage_to": ended,
        }
    )  # fmt: skip


def succession(district: str | int, lang: str = "vi") -> pd.DataFrame:
    """Say which communes and wards of July 2025 stand where a district of 2024 stood.

    Targets are never divided among them: a target stays that of the former district.

    Parameters
    ----------
    district : str or int
        Name or code of a district of 2024.
    lang : {"vi", "en"}
        Language of what is said about former communes that are open.

    Returns
    -------
    DataFrame
        Index `code` (GSO code of July 2025): name, kind, clause of Resolution 1686, former
        communes of this district in it, `straddles` (whether it holds land of other districts
        too) and those districts. Former communes without a confirmed successor are in
        ``.attrs["unresolved"]``, a list of sentences.

    Raises
    ------
    NameRefusedError
        If no rule gives a district.

    >>> succession("Sầm Sơn")["straddles"].tolist()
    [True, False]
    """
    code = places.code_of(district)
    rows = table()
    rows = rows[rows["district_code"] == code]
    new = places.units(NEW_VINTAGE)
    known = rows[rows["new_code"].notna()]
    found = []
    for new_code, part in known.groupby("new_code"):
        unit = new.loc[int(new_code)]
        others = [int(c) for c in unit["districts"].split("|") if int(c) != code]
        former = [_former_label(row) for row in part.drop_duplicates("old_code").to_dict("records")]
        found.append(
            {
                "code": int(new_code), "name": unit["name"], "kind": unit["kind"],
                "clause": part["clause"].iloc[0], "former_communes": "; ".join(former),
                "straddles": bool(others),
                "other_districts": places.unit_names(others),
            }
        )  # fmt: skip
    result = pd.DataFrame(found).set_index("code")
    result.attrs["unresolved"] = [
        f"{row['old_name']} ({row['old_code']}): {note(row['old_code'], lang)}"
        for row in rows[rows["new_code"].isna()].to_dict("records")
    ]
    result.attrs["district"] = code
    return result


def _former_label(row: dict) -> str:
    """Name a former commune, with a mark if only a part of it went over."""
    partly = "" if row["part"] == "whole" else " (*)"
    return f"{row['old_name']}{partly}"
