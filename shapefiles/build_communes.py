"""Build the layer of the 166 communes and wards of July 2025 from the reference pieces.

    python shapefiles/build_communes.py path/to/communes_2025.gpkg

It is dissolved from the same simplified pieces as the districts (``pieces.py``), so that both
layers share their lines. Nothing is written unless the files, read back from disk, pass every check.
"""

import argparse
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from pieces import (
    COMMUNE,
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

MAX_AREA_SHIFT_PCT = 0.5
OFF_PCT = 2.0  # against the published area: from here a unit is listed in the README


def off_table(shapes: gpd.GeoSeries, units: pd.DataFrame) -> str:
    """Write the communes whose area differs from the published one as a Markdown table."""
    area, published = area_km2(shapes), units["area_km2"]
    off = ((area / published - 1).abs() * 100).sort_values(ascending=False)
    rows = [
        "| code | name | published km² | layer km² | difference, % |",
        "|---:|---|---:|---:|---:|",
    ]
    rows += [
        f"| {code} | {units.loc[code, 'name']} | {published[code]:,.2f} | {area[code]:,.2f} "
        f"| {percent_off(area[code], published[code], 1)} |"
        for code in off.index[off > OFF_PCT]
    ]
    return "\n".join(rows)


def readme(
    shapes: gpd.GeoSeries, pieces: gpd.GeoDataFrame, units: pd.DataFrame, reference: Path
) -> str:
    """Fill the README of the layer; `shapes` are the communes as re-read."""
    before = dissolve(pieces, COMMUNE).set_axis(shapes.index)
    typical, most, furthest = np.percentile(distances_m(before, shapes), [50, 95, 100])
    area, published = area_km2(shapes), units["area_km2"]
    return README.format(
        n=len(shapes), n_pieces=len(pieces), crs=METRIC_CRS, tolerance=TOLERANCE_M,
        max_shift=MAX_AREA_SHIFT_PCT, typical=typical, most=most, furthest=furthest,
        vertices=shapes.count_coordinates().sum(), off=off_table(shapes, units),
        vertices_before=before.count_coordinates().sum(), layer=REFERENCE_LAYER, off_pct=OFF_PCT,
        file=reference.name, sha256=sha256(reference), total=area.sum(),
        median=(area / published - 1).abs().median() * 100, published=published.sum(),
    )  # fmt: skip


def main() -> None:
    """Read the command line and build the layer."""
    parser = argparse.ArgumentParser(
        description="Build the layer of the 166 communes of July 2025."
    )
    parser.add_argument("reference", type=Path, help=f"GeoPackage with the layer {REFERENCE_LAYER}")
    args = parser.parse_args()
    if not args.reference.is_file():
        parser.error(f"{args.reference} is not a file.")
    units = pd.read_csv(HERE.parent / "data" / "places" / "communes_2025.csv", index_col="code")
    build(
        args.reference, units, HERE / "communes_2025",
        record(args.reference, "commune", "2025-07-01"), MAX_AREA_SHIFT_PCT,
        lambda shapes, pieces: readme(shapes, pieces, units, args.reference),
    )  # fmt: skip


README = """\
# Communes and wards of Thanh Hóa, July 2025

The {n} communes and wards of Thanh Hóa province since 1 July 2025 (Resolution 1686/NQ-UBTVQH15):
shapefile, EPSG:4326, UTF-8. `code` is the code of the General Statistics Office (GSO), `name` the
short Vietnamese name (NFC) of `data/places/communes_2025.csv`. All these codes belonged to other,
older communes before; the key is code and vintage, which `layer.json` states. For maps and reports;
not a legal description of any border.

This page and the files beside it are written by `build_communes.py`; do not edit them by hand.

## Origin and terms

The outlines are those of
[thanglequoc/vietnamese-provinces-database](https://github.com/thanglequoc/vietnamese-provinces-database),
commit `cd580632` (MIT License, Copyright (c) 2021 Thang Le Quoc), whose geometry derives, by its own
account, from the administrative reference map of the Vietnam Natural Resources, Environment and
Cartography Publishing House; a grant by the publishing house has not been seen. The pieces are cut by
seven district lines of 2024 as well (geoBoundaries, CC BY 3.0 IGO; vietnam63, MIT): the cut itself is
dissolved here, but vertices of those lines stay where they meet the outline of a commune. All terms
and the citation stand in [the README of the districts](../districts_2024/README.md).

## How it was made

From layer `{layer}` of `{file}`
(sha256 `{sha256}`): the {n_pieces}
pieces are projected to EPSG:{crs}, simplified together as a coverage (tolerance {tolerance:.0f},
islands kept) and dissolved by commune. `shapefiles/districts_2024` is dissolved from the same
simplified pieces by district: **both layers share their lines**, and the {n} fill the 27 exactly.

{vertices_before:,} vertices became {vertices:,}. Distance of the reference vertices from the new
outline: half within {typical:.0f} m, 95 % within {most:.0f} m, all within {furthest:.0f} m.

To build it again: `python shapefiles/build_communes.py {file}`. The same input and the same library
versions give the same bytes.

## Checks

Made on the files as read back from disk; the build stops at the first that fails:

- {n} units, their codes those of `data/places/communes_2025.csv`, neither more nor fewer;
- each polygon valid; together a valid coverage: no overlap, no gap, every common border one line;
- as many parts in each unit as in the reference (no island lost), and no new hole;
- no area moved by more than {max_shift:g} % through the simplification.

## Weak spots

All {n} measure {total:,.2f} km² together, published are {published:,.2f} km²; half of them differ by
less than {median:.1f} %. Those that differ by more than {off_pct:g} %:

{off}

On the coast the published area most likely counts tidal flats, the layer does not. Elsewhere the
cause is not known; the outlines are those of the source.
"""

if __name__ == "__main__":
    main()
