"""Build the layer of the 27 districts of 2024 from the reference pieces.

    python shapefiles/build_districts.py path/to/communes_2025.gpkg

How the pieces are simplified stands in ``pieces.py``. Nothing is written unless the files, read
back from disk, pass every check.
"""

import argparse
import unicodedata
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from pieces import (
    DECIMALS,
    DISTRICT,
    HERE,
    METRIC_CRS,
    REFERENCE_LAYER,
    TOLERANCE_M,
    area_km2,
    build,
    dissolve,
    distances_m,
    percent_off,
    record,
    sha256,
)  # fmt: skip

MAX_AREA_SHIFT_PCT = 1.0


def area_table(shapes: gpd.GeoSeries, reference: gpd.GeoSeries, units: pd.DataFrame) -> str:
    """Write the areas and vertex counts of each district as a Markdown table."""
    rows = [
        "| code | name | published km² | layer km² | layer against published, % "
        "| moved by simplification, % | parts | vertices, reference | vertices, layer |",
        "|---:|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    published, names = units["area_km2"], units["name"]
    area, area_before = area_km2(shapes), area_km2(reference)
    after, before = shapes.count_coordinates(), reference.count_coordinates()
    parts = shapes.count_geometries()
    rows += [
        f"| {c} | {names[c]} | {published[c]:,.2f} | {area[c]:,.2f} "
        f"| {percent_off(area[c], published[c], 2)} | {percent_off(area[c], area_before[c], 3)} "
        f"| {parts[c]} | {before[c]:,} | {after[c]:,} |"
        for c in shapes.index
    ]
    total, total_published = area.sum(), published[shapes.index].sum()
    rows.append(
        f"| | all | {total_published:,.2f} | {total:,.2f} "
        f"| {percent_off(total, total_published, 2)} "
        f"| {percent_off(total, area_before.sum(), 3)} "
        f"| {parts.sum()} | {before.sum():,} | {after.sum():,} |"
    )
    return "\n".join(rows)


def cut_table(pieces: gpd.GeoDataFrame, units: pd.DataFrame) -> str:
    """Write the communes of 2025 that lie in more than one district as a Markdown table."""
    cut = pieces[pieces.duplicated("commune_code", keep=False)]
    rows = ["| commune or ward of 2025 | districts of 2024 | line taken from |", "|---|---|---|"]
    for (code, name, method), part in cut.groupby(["commune_code", "name_vi", "assign_method"]):
        districts = ", ".join(units.loc[part[DISTRICT].astype(int), "name"])
        source = "vietnam63" if "vietnam63" in method else "geoBoundaries"
        rows.append(f"| {code} {unicodedata.normalize('NFC', name)} | {districts} | {source} |")
    return "\n".join(rows)


def readme(
    shapes: gpd.GeoSeries, pieces: gpd.GeoDataFrame, units: pd.DataFrame, reference: Path
) -> str:
    """Fill the README of the layer; `shapes` are the districts as re-read."""
    before = dissolve(pieces, DISTRICT).set_axis(shapes.index)
    typical, most, furthest = np.percentile(distances_m(before, shapes), [50, 95, 100])
    return README.format(
        n=len(shapes), n_pieces=len(pieces), crs=METRIC_CRS, tolerance=TOLERANCE_M,
        triangle=TOLERANCE_M**2, decimals=DECIMALS, max_shift=MAX_AREA_SHIFT_PCT,
        typical=typical, most=most, furthest=furthest, vertices=shapes.count_coordinates().sum(),
        vertices_before=before.count_coordinates().sum(), layer=REFERENCE_LAYER,
        file=reference.name, sha256=sha256(reference),
        cuts=cut_table(pieces, units), areas=area_table(shapes, before, units),
    )  # fmt: skip


def main() -> None:
    """Read the command line and build the layer."""
    parser = argparse.ArgumentParser(description="Build the layer of the 27 districts of 2024.")
    parser.add_argument("reference", type=Path, help=f"GeoPackage with the layer {REFERENCE_LAYER}")
    parser.add_argument(
        "--units",
        type=Path,
        default=HERE.parent / "data" / "places" / "units.csv",
        help="table with the columns code, name, area_km2 (default: data/places/units.csv)",
    )
    args = parser.parse_args()
    for path in (args.reference, args.units):
        if not path.is_file():
            parser.error(f"{path} is not a file.")
    units = pd.read_csv(args.units, index_col="code")
    build(
        args.reference, units, HERE / "districts_2024",
        record(args.reference, "district", "2020-06-01"), MAX_AREA_SHIFT_PCT,
        lambda shapes, pieces: readme(shapes, pieces, units, args.reference),
    )  # fmt: skip


README = """\
# Districts of Thanh Hóa, 2024

The {n} district-level units of Thanh Hóa province as they stood from 1 June 2020 to 31 December
2024 (on 1 January 2025 Đông Sơn joined the city of Thanh Hóa): shapefile, EPSG:4326, UTF-8. `code`
is the code of the General Statistics Office (GSO), `name` the short Vietnamese name (NFC). For maps
and reports; not a legal description of any border.

This page and the files beside it are written by `build_districts.py`; do not edit them by hand.

## Origin and terms

| what | source | terms |
|---|---|---|
| outlines of the communes and wards of July 2025, from which nearly all lines come | [thanglequoc/vietnamese-provinces-database](https://github.com/thanglequoc/vietnamese-provinces-database), commit `cd580632`, `json/geojson/38_thanh_hoa` | MIT License, Copyright (c) 2021 Thang Le Quoc |
| district lines inside six communes of 2025 | [geoBoundaries](https://www.geoboundaries.org) gbOpen, VNM ADM2, 2020 | [CC BY 3.0 IGO](https://creativecommons.org/licenses/by/3.0/igo/) |
| the line inside Nam Sầm Sơn (former commune of Quảng Giao) | [choisy/vietnam63](https://github.com/choisy/vietnam63) | MIT License, Marc Choisy |
| which former communes went into which new one | Resolution 1686/NQ-UBTVQH15 as held in [dvhcvn/20250701](https://github.com/dvhcvn/20250701); GSO lists of the former communes | dvhcvn: MIT License |

Where the first source has its geometry from, by its own account: the administrative reference map
of the Vietnam Natural Resources, Environment and Cartography Publishing House
(<https://sapnhap.bando.com.vn>). Its MIT License was granted by the owner of the repository; a
grant by the publishing house has not been seen. Whoever redistributes the layer should know that.

To cite for geoBoundaries: Runfola, D. et al. (2020) geoBoundaries: A global database of political
administrative boundaries. PLoS ONE 15(4): e0231866. <https://doi.org/10.1371/journal.pone.0231866>

The licence of this project covers the script; the layer stays under the terms above, and whoever
passes it on keeps the names and notices with it.

## What was changed

Before this script, to make the reference file:

- gaps of up to 20 m between communes closed, vertices snapped at 0.5 m;
- seven communes of 2025 cut where a district line of 2024 runs through them:

{cuts}

- coordinates rounded to 1e-7 degree.

By this script, from layer `{layer}` of `{file}`
(sha256 `{sha256}`):

- all {n_pieces} pieces projected to VN-2000 / TM-3 zone 482 (EPSG:{crs}) and simplified together as
  a coverage with `shapely.coverage_simplify`, tolerance {tolerance:.0f}: a vertex goes when the
  triangle that it makes with its neighbours is smaller than about {triangle:,.0f} m². Neighbours
  keep one common line, and so does every other layer made from the same pieces;
- islands, which share no line with anything, kept vertex by vertex;
- back to EPSG:4326, rounded to {decimals} decimals (0.1 m), dissolved to districts.

{vertices_before:,} vertices became {vertices:,}. Distance of the reference vertices from the new
outline: half within {typical:.0f} m, 95 % within {most:.0f} m, all within {furthest:.0f} m.

To build it again: `python shapefiles/build_districts.py {file}`. The same input and the
same library versions give the same bytes.

## Checks

Made on the files as read back from disk; the build stops at the first that fails:

- {n} units, their codes those of `data/places/units.csv`, neither more nor fewer;
- each polygon valid; together a valid coverage: no overlap, no gap, every common border one line;
- as many parts in each district as in the reference (no island lost), and no new hole;
- no area moved by more than {max_shift:g} % through the simplification.

## Areas and vertices

Areas are geodesic, on the WGS 84 ellipsoid. The published areas and where each comes from stand in
`data/places/units.csv`; many were read in secondary sources.

{areas}

## Weak spots

- Coast: Nga Sơn, Sầm Sơn and Hậu Lộc are smaller here than published, most likely because tidal
  flats are counted there and not here. Nông Cống is too small by more than 1 % as well.
- The lines of Đông Sơn and those inside the six communes cut along geoBoundaries are coarse: about
  a vertex every 700 m, against one every 36 m elsewhere in the reference.
- Hà Trung hangs together by a neck that is only 10 to 40 m wide in the reference.
- The outline was compared with other vector sources, never with imagery.
"""


if __name__ == "__main__":
    main()
