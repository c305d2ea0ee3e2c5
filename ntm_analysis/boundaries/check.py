"""Checks a boundary file against the register and the place of each unit."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import Geod

from ntm_analysis import geography, places
from ntm_analysis.boundaries import reading
from ntm_analysis.errors import InputError, NameRefusedError, one_of
from ntm_analysis.wording import say

INSIDE = 0.5  # share of a polygon that must lie in the province to count as one of its units
COVERS = 0.8  # share of the known district that a polygon must cover to be that district
OVERLAP_KM2 = 0.01
MAX_LOST = 0.01  # overlap, as a share of the smaller unit, that makes an error
MAX_AREA_OFF_PCT = 10.0
_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Checked:
    """What was found in a boundary file: units, findings, the layer, and what was repaired."""

    table: pd.DataFrame
    findings: pd.DataFrame
    layer: gpd.GeoDataFrame
    name_column: str
    repairs: list[str]


def check(
    file: str | Path, *, name_column: str | None = None, crs: str | None = None, lang: str = "vi"
) -> Checked:
    """Check a boundary file against the 27 units of 2024.

    Parameters
    ----------
    file : str or Path
    name_column : str, optional
        Column of names or codes; found by itself otherwise.
    crs : str, optional
        Coordinate system, where the file's own is missing or wrong.
    lang : {"vi", "en"}

    Returns
    -------
    Checked
        `table`: a row per polygon in the province (code, name in the file, rule, area in the file
        and official area in km², difference in percent); `findings`: severity, check, message.

    Raises
    ------
    InputError
        If the file cannot be read or no column holds names or codes.
    """
    layer, repairs = reading.mended(reading.read(Path(file), crs))
    found: list[tuple[str, str, str]] = []

    def say_it(severity: str, key: str, **fields: object) -> None:
        found.append((severity, key, say(f"boundaries.{key}", lang, **fields)))

    if repairs:
        say_it("warning", "encoding", count=len(repairs), example=repairs[0])
    broken = ~layer.is_valid
    if broken.any():
        say_it("warning", "invalid", count=int(broken.sum()))
        repairs += [f"row {row}: invalid ring mended" for row in layer.index[broken]]
        layer.geometry = layer.geometry.make_valid()
    known = geography.load_districts()[["geometry"]]
    layer = _in_province(layer.to_crs(geography.METRES), known)
    column = name_column or _name_column(layer, Path(file).name)
    if column not in layer.columns:
        raise one_of("column", column, layer.columns.drop(layer.geometry.name))
    if layer.geometry.area.median() < 6e7 and len(layer) > 60:
        say_it("error", "level", count=len(layer))
    rows = [_row(layer, at, column, known, say_it) for at in layer.index]
    table = pd.DataFrame(rows)
    table["code"] = table["code"].astype("Int64")
    _compare(table, say_it)
    _overlaps(layer, table, say_it)
    findings = pd.DataFrame(found, columns=["severity", "check", "message"])
    return Checked(table, findings, layer.assign(code=table["code"].to_numpy()), column, repairs)


def _in_province(layer: gpd.GeoDataFrame, known: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Keep the polygons that lie mostly in the province; the place decides, not an attribute."""
    whole = known.geometry.union_all()
    near = layer[layer.intersects(shapely.box(*whole.bounds))]
    share = near.intersection(whole).area / near.area
    kept = near[share > INSIDE].reset_index(drop=True)
    if kept.empty:
        raise InputError(
            "No polygon lies mostly in the province; the file is of another place or level, name "
            "a file of its districts."
        )
    return kept


def _resolved(value: object) -> places.Match | None:
    try:
        return None if pd.isna(value) else places.resolve(str(value))
    except NameRefusedError:
        return None


def _name_column(layer: gpd.GeoDataFrame, file: str) -> str:
    columns = list(layer.columns.drop(layer.geometry.name))
    score = {
        column: len({match.code for match in map(_resolved, layer[column]) if match})
        for column in columns
    }
    best = max(columns, key=lambda column: score[column], default=None)
    if best is None or score[best] * 2 <= min(len(layer), 27):
        raise InputError(
            f"No column of {file} holds names or codes of districts; it has "
            f"{', '.join(map(str, columns)) or 'none'}; name one with --name-column."
        )
    return str(best)


def _row(layer, at, column, known, say_it) -> dict:  # type: ignore[no-untyped-def]
    """Resolve one polygon's name and hold it against the place where it lies."""
    shape, name = layer.geometry[at], str(layer.loc[at, column])
    match = _resolved(layer.loc[at, column])
    shared = known.geometry.intersection(shape).area
    place = int(shared.idxmax())
    cover = shared[place] / known.geometry.area[place]
    if match is None:
        say_it("error", "unknown_name", name=name, place=places.unit_name(place))
    elif match.code != place:
        say_it("error", "name_place", name=name, place=places.unit_name(place))
    elif cover < COVERS:
        say_it("error", "cover", name=name, percent=round(100 * cover))
    degrees = gpd.GeoSeries([shape], crs=layer.crs).to_crs(4326).iloc[0]
    area = abs(_GEOD.geometry_area_perimeter(shapely.orient_polygons(degrees))[0]) / 1e6
    official = float(places.units().loc[match.code, "area_km2"]) if match else float("nan")
    return {
        "code": match.code if match else None, "name_in_file": name,
        "rule": match.rule if match else "", "area_km2": round(area, 2), "official_km2": official,
        "difference_pct": round(100 * (area / official - 1), 2),
    }  # fmt: skip


def _compare(table: pd.DataFrame, say_it) -> None:  # type: ignore[no-untyped-def]
    """Hold the units found against the register, both ways, and their areas."""
    codes = table["code"].dropna().astype(int)
    for code in sorted(set(places.units().index) - set(codes)):
        say_it("error", "missing", name=places.unit_name(code), code=code)
    for code in sorted(set(codes[codes.duplicated()])):
        say_it("error", "double", name=places.unit_name(code), code=code)
    off = table[table["difference_pct"].abs() > MAX_AREA_OFF_PCT]
    for row in off.to_dict("records"):
        say_it(
            "error", "area", name=row["name_in_file"], area=row["area_km2"],
            official=row["official_km2"],
        )  # fmt: skip


def _overlaps(layer: gpd.GeoDataFrame, table: pd.DataFrame, say_it) -> None:  # type: ignore[no-untyped-def]
    shapes = layer.geometry.to_numpy()
    left, right = layer.sindex.query(layer.geometry, predicate="intersects")
    for one, other in zip(left[left < right], right[left < right], strict=True):
        area = shapely.intersection(shapes[one], shapes[other]).area
        if area > OVERLAP_KM2 * 1e6:
            smaller = min(shapes[one].area, shapes[other].area)
            say_it(
                "error" if area > MAX_LOST * smaller else "warning", "overlap",
                one=table["name_in_file"][one], other=table["name_in_file"][other],
                area=round(area / 1e6, 3),
            )  # fmt: skip
    parts = shapely.get_parts(shapely.union_all(shapes))
    holes = [shapely.Polygon(ring).area for part in parts for ring in part.interiors]
    if sum(holes) > OVERLAP_KM2 * 1e6:
        say_it("warning", "gaps", count=len(holes), area=round(sum(holes) / 1e6, 3))
