"""Finds the columns of names and codes, that of the province, and the level of the units."""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely

from ntm_analysis import names, places
from ntm_analysis.boundaries import encoding, values
from ntm_analysis.boundaries.notes import Notes
from ntm_analysis.boundaries.values import LEVELS
from ntm_analysis.errors import one_of
from ntm_analysis.names import Match

_PROVINCE_AREA = 5e9  # m²; the largest district has 1.1e9
_OF_SIZE = (0.3, 3.0)  # area of a polygon as a share of the unit's official area


@dataclass(frozen=True)
class Roles:
    """What the columns of a file are, and the level of its polygons."""

    level: str  # district, commune, or former: communes of before July 2025
    name: str | None
    code: str | None
    others: tuple[str, ...]


def roles(
    rows: gpd.GeoDataFrame,
    wanted: str | None,
    name_column: str | None,
    notes: Notes,
    *,
    dissolve: bool = False,
) -> Roles:
    """Find the level of the polygons and the columns that name them.

    Raises
    ------
    InputError
        If they are provinces, or no column names them; `name_column` and `wanted` overrule.
        With `dissolve` a column of districts is looked for first.
    """
    if name_column is not None and name_column not in values.attributes(rows):
        raise one_of("--name-column", name_column, values.attributes(rows))
    if rows.geometry.area.max() > _PROVINCE_AREA and len(rows) <= 3:
        raise notes.refusal("province_level")
    columns = [name_column] if name_column else values.attributes(rows)
    if dissolve and (said := [c for c in columns if _names_districts(rows, c)]):
        return Roles("former", said[-1], None, ())
    for level in [wanted] if wanted else list(LEVELS):
        fits = {c: fit for c in columns if (fit := _fit(rows, c, level, sized=not wanted))}
        if fits:
            return _chosen(rows, level, fits)
    former = [c for c in columns if _share_known(rows, c) > 0.5]
    if former and wanted != "commune":
        best = max(former, key=lambda c: _share_known(rows, c))
        return Roles("former", best, None, ())
    damaged = [column for column in columns if _mostly_lost(rows, column)]
    if damaged:
        raise notes.refusal("lost_letters", column=damaged[0])
    raise notes.refusal("no_names", columns=", ".join(values.attributes(rows)) or "–")


def _mostly_lost(rows: gpd.GeoDataFrame, column: str) -> bool:
    """Tell whether half of the texts of a column have lost letters."""
    texts = [value for value in rows[column] if isinstance(value, str)]
    return bool(texts) and 2 * sum(map(encoding.lost, texts)) >= len(texts)


def _fit(
    rows: gpd.GeoDataFrame, column: str, level: str, *, sized: bool
) -> tuple[int, int, int] | None:
    """Say how well a column names units of a level: units, rows, and rows named in full.

    None if it does not: too few names, or polygons of another size than the units they are called
    by. The largest polygon of a unit counts, as islands may have rows of their own.
    """
    vintage = LEVELS[level]
    official = places.units(vintage)["area_km2"] * 1e6
    found = values.matches(rows, column, vintage)
    largest: dict[int, float] = {}
    for match, area in zip(found, rows.geometry.area, strict=True):
        if match:
            largest[match.code] = max(area, largest.get(match.code, 0.0))
    if len(largest) * 2 <= min(len(rows), len(official)):
        return None
    if (sized or level == "district") and _in_pieces(rows, found, largest):
        return None
    low, high = _OF_SIZE
    right = [low < area / official[code] < high for code, area in largest.items()]
    if sized and sum(right) * 2 <= len(right):
        return None
    full = sum(match is not None and match.rule not in {"folded", "code"} for match in found)
    return len(largest), sum(match is not None for match in found), full


def _in_pieces(rows: gpd.GeoDataFrame, found: list[Match | None], largest: dict) -> bool:
    """Tell whether units are cut into many polygons, as districts into communes.

    Not so if only small parts are apart (islands), or if polygons are there twice.
    """
    named = [match is not None for match in found]
    whole = float(rows.geometry.area[named].sum())
    if sum(largest.values()) >= 0.7 * whole:
        return False
    union = shapely.area(shapely.union_all(rows.geometry.to_numpy()[named]))
    return bool(union > 0.9 * whole)


def _chosen(rows: gpd.GeoDataFrame, level: str, fits: dict[str, tuple[int, int, int]]) -> Roles:
    """Take the best column of names, and of codes the best that mostly agrees with it."""
    by_code = {
        column for column in fits
        if all(m is None or m.rule == "code" for m in values.matches(rows, column, LEVELS[level]))
    }  # fmt: skip
    named = [column for column in fits if column not in by_code]
    name = max(named or list(fits), key=lambda column: fits[column])
    ours = values.matches(rows, name, LEVELS[level])
    agreeing = []
    for column in fits:
        theirs = values.matches(rows, column, LEVELS[level])
        pairs = [(a.code, b.code) for a, b in zip(ours, theirs, strict=True) if a and b]
        if column != name and sum(a == b for a, b in pairs) * 2 > len(pairs):
            agreeing.append(column)
    codes = [column for column in agreeing if column in by_code]
    return Roles(level, name, codes[0] if codes else None, tuple(agreeing))


def _share_known(rows: gpd.GeoDataFrame, column: str) -> float:
    """Return the share of rows whose value is a former commune, or the name of a district."""
    found = [None if pd.isna(v) else values.plain(v) for v in rows[column]]
    hits = [v and (values.former_district(v) or names.find(v, LEVELS["district"])) for v in found]
    return sum(map(bool, hits)) / len(hits)


def district_of_rows(rows: gpd.GeoDataFrame, column: str) -> list[Match | None]:
    """Return the district of each former commune: by a column of districts, else by the commune."""
    vintage = LEVELS["district"]
    of_column = [c for c in values.attributes(rows) if _names_districts(rows, c)]
    named = dict(names.of_vintage(vintage))
    if of_column:
        found = {column: values.matches(rows, column, vintage) for column in of_column}
        units = {c: len({m.code for m in many if m}) for c, many in found.items()}
        return found[max(reversed(of_column), key=lambda column: units[column])]
    codes = [None if pd.isna(v) else values.former_district(values.plain(v)) for v in rows[column]]
    return [None if code is None else Match(code, named[code][1], "commune") for code in codes]


def _names_districts(rows: gpd.GeoDataFrame, column: str) -> bool:
    """Tell whether a column of a commune file says the district: most rows, few values."""
    found = [match.code for match in values.matches(rows, column, LEVELS["district"]) if match]
    return len(found) > 0.9 * len(rows) and len(set(found)) * 2 < len(found)


def province_column(rows: gpd.GeoDataFrame, given: str | None, taken: str | None) -> str | None:
    """Return the column that says the province, or none.

    Raises
    ------
    InputError
        If the column given is not there.
    """
    columns = values.attributes(rows)
    if given is not None:
        if given not in columns:
            raise one_of("--province-column", given, columns)
        return given
    share = {
        column: sum(map(values.is_province, rows[column].dropna())) / len(rows)
        for column in columns if column != taken
    }  # fmt: skip
    best = max(share, key=lambda column: share[column], default=None)
    return best if best is not None and len(rows) > 1 and share[best] > 0.5 else None
