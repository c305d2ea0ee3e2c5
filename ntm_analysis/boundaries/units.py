"""From the rows of a file to units: parts joined, each held against register and place."""

from functools import cache

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import Geod

from ntm_analysis import geography, places, store
from ntm_analysis.boundaries import columns, encoding, values
from ntm_analysis.boundaries.columns import Roles
from ntm_analysis.boundaries.coverage import overlap_area
from ntm_analysis.boundaries.notes import Notes
from ntm_analysis.boundaries.values import LEVELS
from ntm_analysis.names import Match
from ntm_analysis.vintages import vintages

COVERS = 0.8  # share of the known unit that a unit of the file must cover, and of itself lie in it
SPECK = 1e6  # m²: a part as small as this may lie at the edge of another unit
AREA_ERROR_PCT, AREA_WARNING_PCT = 10.0, 5.0
OLD_AREA = 0.06  # how near an area must be to that of another vintage to betray it
SHIFT_M = 2_000.0
_GEOD = Geod(ellps="WGS84")


@cache
def known_units(level: str) -> gpd.GeoDataFrame:
    """Return the shipped layer of a level, what the place of a polygon is told by."""
    if level == "commune":
        return geography.load_communes()
    return geography.load_districts()


def of_rows(rows: gpd.GeoDataFrame, roles: Roles, notes: Notes) -> gpd.GeoDataFrame:
    """Resolve each row and join the parts of a unit: a row per unit.

    Returns
    -------
    GeoDataFrame
        code (blank where no rule gives one), name_in_file, rule, geometry.
    """
    level = "district" if roles.level == "former" else roles.level
    if roles.level == "former":
        found = columns.district_of_rows(rows, str(roles.name))
    else:
        found = values.matches(rows, str(roles.name), LEVELS[level])
        _contradictions(rows, found, roles, level, notes)
    known = known_units(level)
    shapes = rows.geometry.to_numpy()
    spots = [_place(shape, known) for shape in shapes]
    if _shifted(rows, found, spots, known, notes):
        spots = [match.code if match else spot for match, spot in zip(found, spots, strict=True)]
    labels = [_label(value) for value in rows[roles.name]]
    _check_places(shapes, found, labels, spots, level, notes)
    frame = gpd.GeoDataFrame(
        {
            "code": pd.array([m.code if m else None for m in found], dtype="Int64"),
            "name_in_file": labels, "rule": [m.rule if m else "" for m in found],
        },
        geometry=shapes, crs=rows.crs,
    )  # fmt: skip
    return _joined(frame, roles, notes)


def _label(value: object) -> str:
    return "" if pd.isna(value) else str(value).strip()


def _place(shape: shapely.Geometry, known: gpd.GeoDataFrame) -> int:
    """Return the code of the known unit that most of a polygon lies in."""
    near = known.sindex.query(shape, predicate="intersects")
    shared = shapely.area(shapely.intersection(known.geometry.to_numpy()[near], shape))
    return int(known.index[near[shared.argmax()]])


def _contradictions(
    rows: gpd.GeoDataFrame, found: list[Match | None], roles: Roles, level: str, notes: Notes
) -> None:
    """Tell where another column of names or codes says another unit."""
    for column in roles.others:
        theirs = values.matches(rows, column, LEVELS[level])
        severity = "error" if column == roles.code else "warning"
        for at, (ours, other) in enumerate(zip(found, theirs, strict=True)):
            if ours and other and ours.code != other.code:
                name = _label(rows[roles.name].iloc[at])
                notes.add(
                    severity, "contradiction", name=name, name_column=roles.name, column=column,
                    value=_label(rows[column].iloc[at]), other=other.name,
                )  # fmt: skip


def _shifted(
    rows: gpd.GeoDataFrame, found: list[Match | None], spots: list[int], known: gpd.GeoDataFrame,
    notes: Notes,
) -> bool:  # fmt: skip
    """Tell whether most polygons lie off their place by the same way: a wrong coordinate system."""
    pairs = [(at, m.code) for at, m in enumerate(found) if m]
    off = [code for at, code in pairs if spots[at] != code]
    if len(pairs) < 4 or len(off) * 2 <= len(pairs):
        return False
    ours = shapely.get_coordinates(
        shapely.centroid(rows.geometry.to_numpy()[[p[0] for p in pairs]])
    )
    theirs = shapely.get_coordinates(known.geometry.loc[[p[1] for p in pairs]].centroid.to_numpy())
    way = pd.DataFrame(ours - theirs, columns=["east", "north"])
    middle = way.median()
    length = float((middle**2).sum() ** 0.5)
    apart = float((((way - middle) ** 2).sum(axis=1) ** 0.5).median())
    if length < SHIFT_M or apart > 0.3 * length:
        return False
    notes.add("error", "shifted", km=round(length / 1000, 1), crs=notes.found.get("crs", ""))
    return True


def _check_places(
    shapes: list[shapely.Geometry], found: list[Match | None], labels: list[str],
    spots: list[int], level: str, notes: Notes,
) -> None:  # fmt: skip
    """Tell which names are no unit's, and which polygons lie elsewhere than they are named."""
    for shape, match, label, spot in zip(shapes, found, labels, spots, strict=True):
        place = _name(spot, level)
        if match is None:
            key = "lost_letters" if encoding.lost(label) else "unknown_name"
            notes.add("error", key, name=label or "–", place=place)
        elif match.code != spot and shape.area > SPECK:
            notes.add("error", "name_place", name=label, place=place)


def _joined(frame: gpd.GeoDataFrame, roles: Roles, notes: Notes) -> gpd.GeoDataFrame:
    """Join the rows of one unit if they lie beside each other; a unit given twice is an error."""
    kept, count = [frame[frame["code"].isna()]], 0
    level = "district" if roles.level == "former" else roles.level
    for code, parts in frame[frame["code"].notna()].groupby("code", sort=True):
        shapes = parts.geometry.to_numpy()
        first = parts.iloc[[0]].copy()
        if len(parts) > 1:
            if overlap_area(shapes) > 0.01 * max(shape.area for shape in shapes):
                notes.add("error", "double", name=_name(int(str(code)), level), code=code)
            first.geometry = [shapely.union_all(shapes)]
            if roles.level == "former":
                first["name_in_file"] = _name(int(str(code)), level)
                count += len(parts)
            else:
                notes.repair("parts", name=_name(int(str(code)), level), count=len(parts))
        kept.append(first)
    if count:
        notes.found["dissolved"] = str(count)
    joined = pd.concat([part for part in kept if len(part)], ignore_index=True)
    return gpd.GeoDataFrame(joined, geometry="geometry", crs=frame.crs)


def table(units: gpd.GeoDataFrame, level: str) -> pd.DataFrame:
    """Return a row per unit: code, name in the file, rule, areas in km² and their difference."""
    official = places.units(LEVELS[level])["area_km2"]
    shown = pd.DataFrame(units[["code", "name_in_file", "rule"]])
    shown["area_km2"] = area_km2(units).round(2).to_numpy()
    shown["official_km2"] = shown["code"].map(official).astype("float64")
    shown["difference_pct"] = (100 * (shown["area_km2"] / shown["official_km2"] - 1)).round(2)
    return shown


def area_km2(units: gpd.GeoDataFrame) -> pd.Series:
    """Measure areas on the WGS 84 ellipsoid."""
    degrees = shapely.orient_polygons(units.geometry.to_crs(4326).to_numpy())
    areas = [abs(_GEOD.geometry_area_perimeter(shape)[0]) / 1e6 for shape in degrees]
    return pd.Series(areas, index=units.index)


def compare(units: gpd.GeoDataFrame, shown: pd.DataFrame, level: str, notes: Notes) -> None:
    """Hold the units against register and place, both ways: missing, another age, not covered."""
    known = known_units(level)
    for code in sorted(set(known.index) - set(units["code"].dropna().astype(int))):
        notes.add("error", "missing", name=_name(code, level), code=code)
    kept = shown["code"].notna().to_numpy()
    for (_, unit), row in zip(units[kept].iterrows(), shown[kept].to_dict("records"), strict=True):
        code, area = int(unit["code"]), row["area_km2"]
        true = known.geometry[code]
        shared = shapely.intersection(unit.geometry, true).area
        fields = {"name": row["name_in_file"], "area": area, "official": row["official_km2"]}
        old = _older(code, area, level)
        ours = 100 * abs(unit.geometry.area / true.area - 1)
        off = min(abs(row["difference_pct"]), ours)
        if off > AREA_WARNING_PCT and old:
            notes.add("error", "older", **fields, then=old[0], when=old[1])
        elif off > AREA_ERROR_PCT:
            notes.add("error", "area", **fields)
        elif off > AREA_WARNING_PCT:
            notes.add("warning", "area_differs", **fields)
        if shared < COVERS * true.area and not old:
            notes.add(
                "error", "cover", name=row["name_in_file"], percent=round(100 * shared / true.area)
            )
        elif shared < COVERS * unit.geometry.area and not old:
            percent = round(100 * shared / unit.geometry.area)
            notes.add("error", "spill", name=row["name_in_file"], percent=percent)


@cache
def _other_areas() -> list[tuple[int, float, str, bool]]:
    """List areas of other times: code, km², the year, and whether it is of later."""
    rows = pd.read_csv(store.find("data/places/former_areas.csv"))
    found = [
        (int(code), float(area), str(until), False)
        for code, area, until in zip(rows["code"], rows["area_km2"], rows["until"], strict=True)
    ]
    for vintage in vintages().index[vintages()["level"] == "district"]:
        if vintage > LEVELS["district"]:
            found += [
                (int(code), float(area), str(vintage), True)
                for code, area in places.units(vintage)["area_km2"].items()
            ]
    return found


def _older(code: int, area: float, level: str) -> tuple[float, str] | None:
    """Return the area and time of another vintage that an area betrays, if any."""
    if level != "district":
        return None
    fits = [
        (abs(area / then - 1), then, when) for other, then, when, _ in _other_areas()
        if other == code and abs(area / then - 1) < OLD_AREA
    ]  # fmt: skip
    return min(fits)[1:] if fits else None


def _name(code: int, level: str) -> str:
    return places.unit_name(code, on=LEVELS[level])
