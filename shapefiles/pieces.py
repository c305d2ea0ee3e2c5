"""What the layers of districts and communes have in common: one set of simplified pieces.

The reference holds the communes of July 2025 cut by the districts of 2024: 174 pieces. They are
simplified once, all together, so that neighbours keep one common line; any layer dissolved from
``simplified_pieces`` therefore fits any other.
"""

import hashlib
import json
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

HERE = Path(__file__).resolve().parent
REFERENCE_LAYER = "communes_2025_by_district_2024"
DISTRICT = "old_district_code"
COMMUNE = "commune_code"
METRIC_CRS = 5897  # VN-2000 / TM-3 zone 482: metres
GEOGRAPHIC_CRS = 4326
TOLERANCE_M = 50.0  # a bend goes when its triangle is smaller than about TOLERANCE_M ** 2
DECIMALS = 6  # of a degree: 0.1 m
GAP_WIDTH = 1e-5  # of a degree: two borders closer than this (1 m) must be one line
LICENCE = "MIT (vietnamese-provinces-database, vietnam63); CC BY 3.0 IGO (geoBoundaries)"
ORIGIN = [
    "thanglequoc/vietnamese-provinces-database, commit cd580632: communes of July 2025",
    "geoBoundaries gbOpen VNM ADM2 2020: district lines inside six communes of 2025",
    "choisy/vietnam63: the line inside Nam Sầm Sơn",
]
LAST_UPDATE = "2024-12-31"  # the date in the .dbf: fixed, so that a rebuild gives the same bytes


def read_pieces(reference: Path) -> gpd.GeoDataFrame:
    """Read the reference pieces, one row per commune of 2025 and district of 2024."""
    return gpd.read_file(reference, layer=REFERENCE_LAYER).to_crs(GEOGRAPHIC_CRS)


def simplified_pieces(reference: Path) -> gpd.GeoDataFrame:
    """Simplify all reference pieces at once, as a coverage.

    Parts that touch no other part (islands) share no line with anything and are kept in full:
    the tolerance that suits a district would turn the smallest of them into triangles.

    Parameters
    ----------
    reference : Path
        The reference GeoPackage.

    Returns
    -------
    GeoDataFrame
        The columns of the reference, in EPSG:4326; a valid coverage.
    """
    pieces = read_pieces(reference)
    parts = pieces.geometry.to_crs(METRIC_CRS).explode()
    touching, _ = parts.sindex.query(parts, predicate="intersects")
    shared = np.bincount(touching, minlength=len(parts)) > 1
    lines = parts.to_numpy()
    lines[shared] = shapely.coverage_simplify(lines[shared], TOLERANCE_M)
    parts = gpd.GeoSeries(lines, index=parts.index, crs=METRIC_CRS).to_crs(GEOGRAPHIC_CRS)
    rounded = parts.transform(lambda xy: xy.round(DECIMALS))
    whole = rounded.groupby(level=0).agg(shapely.coverage_union_all)
    pieces = pieces.set_geometry(gpd.GeoSeries(whole, crs=GEOGRAPHIC_CRS))
    refuse(coverage_problems(pieces.geometry, "simplified pieces"))
    return pieces


def dissolve(pieces: gpd.GeoDataFrame, by: str) -> gpd.GeoSeries:
    """Join the pieces that agree in column `by`; the result is indexed by it and sorted."""
    return pieces.dissolve(by=by, method="coverage").geometry


def layer(pieces: gpd.GeoDataFrame, by: str, units: pd.DataFrame) -> gpd.GeoDataFrame:
    """Dissolve pieces to units and name them from the register: columns code, name, geometry."""
    shapes = dissolve(pieces, by)
    codes = shapes.index.astype("int32")
    unmatched = sorted(set(codes) ^ set(units.index))
    if unmatched:
        raise SystemExit(f"Codes {unmatched} stand in only one of reference and units table.")
    names = [unicodedata.normalize("NFC", name) for name in units.loc[codes, "name"]]
    return gpd.GeoDataFrame(
        {"code": codes, "name": names}, geometry=shapes.to_numpy(), crs=shapes.crs
    )


def write_shapefile(layer: gpd.GeoDataFrame, path: Path) -> None:
    """Write a shapefile in UTF-8 whose bytes depend on nothing but the layer."""
    layer.to_file(path, engine="pyogrio", encoding="UTF-8", DBF_DATE_LAST_UPDATE=LAST_UPDATE)


def n_holes(shapes: gpd.GeoSeries) -> pd.Series:
    """Count the holes of each shape."""
    return shapes.explode().interiors.map(len).groupby(level=0).sum()


def area_km2(shapes: gpd.GeoSeries) -> pd.Series:
    """Measure areas on the WGS 84 ellipsoid."""
    geod = Geod(ellps="WGS84")
    areas = [geod.geometry_area_perimeter(s)[0] / 1e6 for s in shapely.orient_polygons(shapes)]
    return pd.Series(areas, index=shapes.index)


def coverage_problems(shapes: gpd.GeoSeries, what: str) -> Iterator[str]:
    """Name what keeps the shapes from being a valid coverage."""
    if not shapes.is_valid.all():
        yield f"Of the {what}, {list(shapes.index[~shapes.is_valid])} are invalid polygons."
    elif not shapely.coverage_is_valid(shapes.to_numpy(), gap_width=GAP_WIDTH):
        yield f"The {what} overlap, leave a gap or do not share their lines."


def layer_problems(
    shapes: gpd.GeoSeries, reference: gpd.GeoSeries, count: int, max_shift_pct: float
) -> Iterator[str]:
    """Name what is wrong with the units as re-read, against the unsimplified ones."""
    if list(shapes.index) != list(reference.index) or len(shapes) != count:
        yield f"The layer has {len(shapes)} units, not the {count} of the reference in order."
        return
    yield from coverage_problems(shapes, "units")
    lost = shapes.count_geometries() != reference.count_geometries()
    if lost.any():
        yield f"Units {list(shapes.index[lost])} have gained or lost parts."
    holed = n_holes(shapes) > n_holes(reference)
    if holed.any():
        yield f"Units {list(shapes.index[holed])} have holes that the reference has not."
    shift = (area_km2(shapes) / area_km2(reference) - 1).abs() * 100
    if (shift > max_shift_pct).any():
        yield f"The area of unit {shift.idxmax()} moved by {shift.max():.2f} %."
    whole, before = (gpd.GeoSeries([s.union_all(method="coverage")]) for s in (shapes, reference))
    if (n_holes(whole) > n_holes(before)).any():
        yield "A gap has opened between units."
    if (whole.count_geometries() != before.count_geometries()).any():
        yield "The province as a whole has gained or lost parts."


def refuse(problems: Iterator[str]) -> None:
    """Stop at the first problem, if there is one."""
    for problem in problems:
        raise SystemExit(problem)


def distances_m(reference: gpd.GeoSeries, shapes: gpd.GeoSeries) -> np.ndarray:
    """Measure how far each reference vertex lies from the new outline of its district."""
    pairs = zip(reference.to_crs(METRIC_CRS), shapes.to_crs(METRIC_CRS), strict=True)
    return np.concatenate(
        [shapely.distance(shapely.points(shapely.get_coordinates(a)), b.boundary) for a, b in pairs]
    )


def percent_off(value: float, basis: float, decimals: int) -> str:
    """Write by how many percent a value differs from its basis."""
    return f"{(value / basis - 1) * 100:+z.{decimals}f}"


def sha256(file: Path) -> str:
    """Return the hash of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def record(reference: Path, level: str, vintage: str) -> dict:
    """Return what ``layer.json`` says: level, vintage, origin, licence, how it was made."""
    return {
        "level": level, "vintage": vintage, "file": reference.name,
        "sha256": sha256(reference), "licence": LICENCE, "origin": ORIGIN,
        "repairs": [f"simplified as one coverage, tolerance {TOLERANCE_M:g} m, islands kept"],
        "findings": [],
    }  # fmt: skip


def build(
    reference: Path, units: pd.DataFrame, folder: Path, about: dict, max_shift_pct: float,
    readme: Callable[[gpd.GeoSeries, gpd.GeoDataFrame], str],
) -> None:  # fmt: skip
    """Write a layer, once it has passed the checks as re-read from disk, with what is said of it."""
    by = DISTRICT if about["level"] == "district" else COMMUNE
    pieces = read_pieces(reference)
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / f"{folder.name}.shp"
        write_shapefile(layer(simplified_pieces(reference), by, units), path)
        shapes = gpd.read_file(path).set_index("code").geometry
        before = layer(pieces, by, units).set_index("code").geometry
        refuse(layer_problems(shapes, before, len(units), max_shift_pct))
        text = readme(shapes, pieces)
        path.with_name("README.md").write_text(text, encoding="utf-8", newline="\n")
        said = json.dumps(about, ensure_ascii=False, indent=2) + "\n"
        path.with_name("layer.json").write_text(said, encoding="utf-8", newline="\n")
        folder.mkdir(exist_ok=True)
        for file in sorted(Path(temporary).iterdir()):
            shutil.copyfile(file, folder / file.name)
