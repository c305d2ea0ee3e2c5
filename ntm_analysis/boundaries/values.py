"""What the values of a column stand for: units, former communes, the province."""

import re
from functools import lru_cache

import geopandas as gpd
import pandas as pd

from ntm_analysis import geography, names, places, successors, text
from ntm_analysis.boundaries import encoding
from ntm_analysis.boundaries.notes import Notes
from ntm_analysis.names import Match
from ntm_analysis.vintages import vintage_of

LEVELS = {
    "district": vintage_of(places.DEFAULT_DATE),
    "commune": vintage_of(geography.COMMUNES_SINCE),
}
_PROVINCE = re.compile(r"^(t[iỉ]nh|province( of)?)\s+|\s+province$", re.IGNORECASE)


def known_name(value: str) -> bool:
    """Tell whether a text is a name of some unit, today's or former."""
    return bool(
        any(names.find(value, vintage) for vintage in LEVELS.values())
        or former_district(value)
        or is_province(value)
    )


def is_province(value: object) -> bool:
    """Tell whether a value names the province: its name, or its code 38."""
    shown = str(value).strip()
    if shown.removesuffix(".0") == str(places.PROVINCE_CODE):
        return True
    return text.marks_missing(_PROVINCE.sub("", text.nfc(shown)), places.PROVINCE_NAME)


@lru_cache(maxsize=65536)
def former_district(value: str) -> int | None:
    """Return the district of a former commune given by code or name, if it is one alone."""
    value = value.strip().removesuffix(".0")
    if re.fullmatch(r"\d{4,5}", value):
        return _former_codes().get(int(value))
    bare = [name for name, kind in names.stripped(text.nfc(value)) if kind in names.COMMUNE_KINDS]
    found: set[int] = set()
    for name in bare or [value]:
        for old, district in _former_names().get(text.spell(name).letters, []):
            if text.marks_missing(name, old):
                found.add(district)
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=1)
def _former_codes() -> dict[int, int]:
    rows = successors.table()
    return dict(zip(rows["old_code"], rows["district_code"], strict=True))


@lru_cache(maxsize=1)
def _former_names() -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for row in successors.table().drop_duplicates("old_code").to_dict("records"):
        key = text.spell(row["old_name"]).letters
        found.setdefault(key, []).append((row["old_name"], int(row["district_code"])))
    return found


def mended(rows: gpd.GeoDataFrame, notes: Notes) -> gpd.GeoDataFrame:
    """Mend the encoding of all text columns; the first of them is told as an example."""
    rows = rows.copy()
    changed: dict[str, tuple[str, str]] = {}
    count = 0
    for column in attributes(rows):
        if pd.api.types.is_numeric_dtype(rows[column]):
            continue
        readings = {
            value: encoding.mend(value, known_name)
            for value in rows[column].dropna().unique() if isinstance(value, str)
        }  # fmt: skip
        wrong = {value: reading for value, reading in readings.items() if reading[0] != value}
        count += int(rows[column].isin(list(wrong)).sum())
        changed |= wrong
        rows[column] = rows[column].map(lambda v, r=wrong: r[v][0] if v in r else v)
    if changed:
        old, (new, how) = next(iter(changed.items()))
        notes.add("warning", "encoding", count=count, how=how, example=f"{old} → {new}")
        notes.repairs += [f"{old} → {new} ({how})" for old, (new, how) in changed.items()]
        notes.found["encoding"] = ", ".join(sorted({how for _, how in changed.values()}))
    return rows


def attributes(rows: gpd.GeoDataFrame) -> list[str]:
    """List the columns that are no geometry."""
    return [str(name) for name in rows.columns if name != rows.geometry.name]


def matches(rows: gpd.GeoDataFrame, column: str, vintage: str) -> list[Match | None]:
    """Return the unit that each value of a column stands for in a vintage, if any."""
    return [None if pd.isna(v) else names.find(plain(v), vintage) for v in rows[column]]


def plain(value: object) -> str:
    """Return a value as a text; a code may have the letters of the country before it."""
    return re.sub(r"^VNM?(?=\d+$)", "", str(value).strip())
