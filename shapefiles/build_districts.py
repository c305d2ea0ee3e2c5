"""Makes the project's own district layer from a reference layer of finer pieces.

    python shapefiles/build_districts.py REFERENCE.gpkg

The pieces (communes of 2025 cut by the districts of 2024) are simplified once, as a coverage, and
then dissolved, so that neighbours share their borders and a layer of communes made from the same
simplified pieces shares them too.
"""

import argparse
import hashlib
import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import Geod

HERE = Path(__file__).resolve().parent
LAYER = "communes_2025_by_district_2024"
METRES = 5897  # VN-2000 / TM-3 zone 482
DEGREES = 4326
# coverage_simplify takes the square root of the area a vertex may stand for.
TOLERANCE_M = 100


def main() -> None:
    """Build the layer, write it, read it again, check it and describe it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--units", type=Path, default=HERE.parent / "data/places/units.csv")
    options = parser.parse_args()
    units = pd.read_csv(options.units).set_index("code").sort_index()
    reference = read_pieces(options.reference)
    full = dissolve(reference)
    layer = dissolve(simplified_pieces(reference)).to_crs(DEGREES)
    layer["name"] = units["name"]
    folder = HERE / "districts_2024"
    folder.mkdir(exist_ok=True)
    target = folder / "districts_2024.shp"
    layer.reset_index()[["code", "name", "geometry"]].to_file(
        target, engine="pyogrio", encoding="UTF-8", DBF_DATE_LAST_UPDATE="2024-12-31"
    )
    written = gpd.read_file(target).set_index("code")
    check(written, full, units)
    digest = hashlib.sha256(options.reference.read_bytes()).hexdigest()
    (folder / "README.md").write_text(describe(written, full, units, digest), encoding="utf-8")


def read_pieces(reference: Path) -> gpd.GeoDataFrame:
    """Read the reference pieces in metres, with the district code of each."""
    pieces = gpd.read_file(reference, layer=LAYER).to_crs(METRES)
    return pieces.assign(code=pieces["old_district_code"].astype(int))


def simplified_pieces(pieces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Simplify all pieces together, so that shared borders stay shared."""
    return pieces.assign(
        geometry=shapely.coverage_simplify(pieces.geometry.to_numpy(), TOLERANCE_M)
    )


def dissolve(pieces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Join the pieces of each district; index `code`, ascending."""
    return pieces[["code", "geometry"]].dissolve(by="code", method="coverage").sort_index()


def areas_km2(layer: gpd.GeoDataFrame) -> pd.Series:
    """Return geodesic areas in square kilometres."""
    geod = Geod(ellps="WGS84")
    degrees = layer.to_crs(DEGREES).geometry
    return degrees.map(lambda shape: abs(geod.geometry_area_perimeter(shape)[0]) / 1e6)


def parts(layer: gpd.GeoDataFrame) -> pd.Series:
    """Count the polygons of each unit."""
    return layer.geometry.map(shapely.get_num_geometries)


def holes(layer: gpd.GeoDataFrame) -> int:
    """Count the holes of the whole layer: gaps between units."""
    whole = shapely.get_parts(shapely.coverage_union_all(layer.geometry.to_numpy()))
    return int(shapely.get_num_interior_rings(whole).sum())


def check(layer: gpd.GeoDataFrame, full: gpd.GeoDataFrame, units: pd.DataFrame) -> None:
    """Stop with one sentence if the written layer is not what it must be."""
    moved = (areas_km2(layer) / areas_km2(full) - 1).abs()
    problems = {
        "the units differ from the register": list(layer.index) != list(units.index),
        "a polygon is not valid": not layer.is_valid.all(),
        "there is a gap or an overlap": not shapely.coverage_is_valid(layer.geometry.to_numpy()),
        "an island or a part was lost": not parts(layer).equals(parts(full)),
        "a hole appeared": holes(layer) > holes(full),
        "an area moved by over 1 %": bool((moved > 0.01).any()),
    }
    wrong = [problem for problem, found in problems.items() if found]
    if wrong:
        sys.exit(f"The layer is not usable: {'; '.join(wrong)}.")


def describe(
    layer: gpd.GeoDataFrame, full: gpd.GeoDataFrame, units: pd.DataFrame, digest: str
) -> str:
    """Write the README of the layer: origin, licence, changes, areas."""
    area, official = areas_km2(layer), units["area_km2"]
    rows = "\n".join(
        f"| {code} | {units.loc[code, 'name']} | {area[code]:.2f} | {official[code]:.2f} "
        f"| {100 * (area[code] / official[code] - 1):+.2f} | {parts(layer)[code]} |"
        for code in units.index
    )
    return README.format(
        digest=digest,
        tolerance=TOLERANCE_M,
        before=f"{shapely.get_num_coordinates(full.geometry.to_numpy()).sum():,}",
        after=f"{shapely.get_num_coordinates(layer.geometry.to_numpy()).sum():,}",
        moved=f"{100 * (area / areas_km2(full) - 1).abs().max():.2f}",
        rows=rows,
        total=f"{area.sum():.2f}",
        official=f"{official.sum():.2f}",
        difference=f"{100 * (area.sum() / official.sum() - 1):+.2f}",
    )


README = """# districts_2024: the 27 districts of Thanh Hóa as of 2024

A generalised layer for maps at the scale of the province. EPSG:4326, UTF-8, one row per unit:
`code` (GSO code, the key) and `name`. Written by `shapefiles/build_districts.py`; do not edit.
Valid from 1/6/2020 to 31/12/2024 (Đông Sơn joined TP Thanh Hóa on 1/1/2025).

## Origin and licence

| part | source | licence |
|---|---|---|
| commune polygons of 2025 | thanglequoc/vietnamese-provinces-database, commit cd580632, `json/geojson/38_thanh_hoa` | MIT, © 2021 Thang Le Quoc |
| their geometry, as that repository states | administrative reference map of the Vietnam Natural Resources, Environment and Cartography Publishing House (sapnhap.bando.com.vn) | no grant of the publisher was seen |
| cut lines inside six communes | geoBoundaries gbOpen VNM ADM2 (2020); Runfola, D. et al. (2020) geoBoundaries: A global database of political administrative boundaries. PLoS ONE 15(4): e0231866 | CC BY 3.0 IGO |
| cut line inside one commune (Nam Sầm Sơn / Quảng Giao) | choisy/vietnam63 | MIT, Marc Choisy |
| which former commune went where | text of Resolution 1686/NQ-UBTVQH15 in dvhcvn/20250701; GSO lists | MIT |

Reference file: sha256 `{digest}`. The layer is under the same terms; name these sources where you
publish a map. It is not an official record of any boundary.

## What was changed

In the reference: gaps up to 20 m closed, seven communes cut along district lines. Here: the 174
pieces projected to VN-2000 / TM-3 482 (EPSG:5897), simplified once as a coverage (tolerance
{tolerance} m), dissolved by district, and projected back. Vertices: {before} before, {after} after.
No district's area moved by more than {moved} %. Checked on the file as read again: 27 valid
polygons, no gap, no overlap, every island kept.

## Area against official area

Official areas stand in `data/places/units.csv`; they serve densities. Polygon areas (geodesic,
WGS 84) do not.

| code | unit | polygon km² | official km² | difference % | parts |
|---:|---|---:|---:|---:|---:|
{rows}
| | **all** | {total} | {official} | {difference} | |

## Known weak spots

The largest differences lie on the coast (tidal flats: Nga Sơn, Sầm Sơn, Hậu Lộc) and in Nông Cống.
The lines of Đông Sơn and of the six communes cut on geoBoundaries are coarser than the rest. Hà
Trung hangs together by a neck 10 to 40 m wide. The outline was compared with other sources, not
with imagery.
"""


if __name__ == "__main__":
    main()
