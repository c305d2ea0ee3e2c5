"""Makes a home with a plan for any number of districts, for benchmarks: all but 27 are invented.

The districts of Thanh Hóa 2024 come first; of the others, values, kinds and zones are those of the
27 in turn, their lines cells of a Voronoi diagram north of the province, their names numbers.
"""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ntm_analysis import store
from ntm_analysis.plan import Plan, load_plan, save_descriptor
from ntm_analysis.tabular import write_table

NORTH = (350_000, 2_350_000, 750_000, 2_650_000)  # VN-2000, metres
STEP = 1_000  # metres between the points of a line, as coarse as the shipped layer
FIRST = 10_001  # code of the first invented district
LAYER, VINTAGE, LINE = "districts_2024", "2020-06-01", 1_000


def home(folder: Path, count: int) -> Path:
    """Make data, layer, notebook and catalogue for so many districts (27 or more) in a folder."""
    real = load_plan(store.DEFAULT_PLAN)
    codes = [*real.districts.sort_values("order")["district_code"].tolist()]
    more = {FIRST + at: codes[at % len(codes)] for at in range(count - len(codes))}
    shutil.copytree(store.find("data/places"), folder / "data/places")
    shutil.copy(store.find("data/bodies.csv"), folder / "data/bodies.csv")
    (folder / "notebooks").mkdir()
    shutil.copy(store.find("notebooks/04_district_profile.ipynb"), folder / "notebooks")
    register(folder / "data/places", more)
    layer(folder / "shapefiles" / LAYER, [*more])
    made = replace(plan(real, more), folder=folder / "data/nation_2024")
    made.folder.mkdir()
    for name, table in made.tables.items():  # checked against its own register when it is loaded
        write_table(table, made.folder / f"{name}.csv")
    save_descriptor(made)
    (folder / "reports.yml").write_text(
        "plan: nation_2024\nreports:\n  - notebook: 04_district_profile\n    for_each: district\n",
        encoding="utf-8",
    )
    return folder


def register(folder: Path, more: dict[int, int]) -> None:
    """Add the invented districts to the register, as its own rows under other codes and names."""
    file = folder / "units.csv"
    rows = pd.read_csv(file, dtype="str", keep_default_na=False).set_index("code", drop=False)
    added = rows.loc[[str(twin) for twin in more.values()]].copy()
    added["code"] = [str(code) for code in more]
    added["name"] = [name_of(code) for code in more]
    pd.concat([rows, added]).to_csv(file, index=False)
    file = folder / "vintages.csv"
    known = pd.read_csv(file, dtype="str", keep_default_na=False)
    known.loc[known["vintage"] == VINTAGE, "units"] = str(len(rows) + len(added))
    known.to_csv(file, index=False)


def name_of(code: int) -> str:
    """Return the name of an invented district."""
    return f"Huyện Số {code - FIRST + 1}"


def layer(folder: Path, codes: list[int]) -> None:
    """Write the shipped layer and cells north of it, a cell for each code."""
    shutil.copytree(store.find_layer(LAYER), folder)
    shapes = gpd.read_file(folder / f"{LAYER}.shp")
    if codes:
        x0, y0, x1, y1 = NORTH
        points = np.random.default_rng(7).uniform((x0, y0), (x1, y1), (len(codes), 2))
        found = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points)))
        cut = shapely.segmentize(shapely.intersection(found, shapely.box(*NORTH)), STEP)
        names = [name_of(code) for code in codes]
        cells = gpd.GeoDataFrame({"code": codes, "name": names, "geometry": cut}, crs=5897)
        shapes = pd.concat([shapes, cells.to_crs(shapes.crs)])
    shapes.to_file(folder / f"{LAYER}.shp", encoding="utf-8")
    about = json.loads((folder / "layer.json").read_text(encoding="utf-8"))
    about["origin"].append("invented cells north of the province, for benchmarks")
    (folder / "layer.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")


def plan(real: Plan, more: dict[int, int]) -> Plan:
    """Return the plan with rows for the invented districts; its sums hold."""
    tables = dict(real.tables)
    lines = {code: LINE + at for at, code in enumerate(more)}
    for name in ("districts", "targets", "assignments"):
        rows = tables[name]
        twins = rows.set_index("district_code", drop=False)
        added = [
            twins.loc[[twin]].assign(district_code=code, line=lines[code])
            for code, twin in more.items()
        ]
        if name == "districts":
            added = [
                one.assign(order=len(rows) + at, as_printed=name_of(code))
                for at, (one, code) in enumerate(zip(added, more, strict=True), start=1)
            ]
        tables[name] = pd.concat([rows, *added], ignore_index=True).astype(rows.dtypes)
    sums = tables["targets"].groupby("indicator")["value"].sum()
    for name in ("totals", "headline"):
        rows = tables[name].copy()
        rows["value"] = rows["indicator"].map(sums).astype(rows["value"].dtype)
        rows["as_printed"] = rows["value"].astype("str")
        tables[name] = rows
    return replace(real, name="nation_2024", title="Nation, invented", tables=tables)
