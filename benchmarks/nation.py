"""Makes homes for any number of districts, for benchmarks: provinces of 27, or all in one plan.

Of invented districts, values, kinds and zones are those of the 27 of Thanh Hóa 2024 in turn; in one
plan their lines are cells of a Voronoi diagram north of the province, their names numbers.
"""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import yaml

from ntm_analysis import store
from ntm_analysis.plan import Plan, load_plan, save_descriptor
from ntm_analysis.tabular import write_table

NORTH = (350_000, 2_350_000, 750_000, 2_650_000)  # VN-2000, metres
STEP = 1_000  # metres between the points of a line, as coarse as the shipped layer
FIRST = 10_001  # code of the first invented district
NOTEBOOK = "04_district_profile"
LAYER, VINTAGE, LINE = "districts_2024", "2020-06-01", 1_000


def provinces(folder: Path, count: int) -> Path:
    """Make a home with so many districts in provinces of 27, a layer each; one plan for all."""
    codes = _begin(folder)
    write(load_plan(store.DEFAULT_PLAN), folder)
    entries = []
    for at in range(0, count, len(codes)):
        name = f"province_{at // len(codes) + 1:02}"
        shutil.copytree(store.find_layer(LAYER), folder / "shapefiles" / name)
        some = [str(code) for code in codes[: count - at]]
        given = {"parameters": {"boundaries": name}, "for_each": {"district": some}}
        entries.append({"notebook": NOTEBOOK, **given})
    shutil.copytree(store.find_layer(LAYER), folder / "shapefiles" / LAYER)
    content = {"plan": "nation_2024", "reports": entries}
    (folder / "reports.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return folder


def _begin(folder: Path) -> list[int]:
    """Copy registers and notebook into a home; return the codes of the districts."""
    shutil.copytree(store.find("data/places"), folder / "data/places")
    shutil.copy(store.find("data/bodies.csv"), folder / "data/bodies.csv")
    (folder / "notebooks").mkdir()
    shutil.copy(store.find(f"notebooks/{NOTEBOOK}.ipynb"), folder / "notebooks")
    districts = load_plan(store.DEFAULT_PLAN).districts
    return [*map(int, districts.sort_values("order")["district_code"])]


def write(made: Plan, folder: Path) -> None:
    """Write a plan into a home; it is checked against the register there when it is loaded."""
    made = replace(made, name="nation_2024", folder=folder / "data/nation_2024")
    made.folder.mkdir()
    for name, table in made.tables.items():
        write_table(table, made.folder / f"{name}.csv")
    save_descriptor(made)


def one_plan(folder: Path, count: int) -> Path:
    """Make a home with so many districts (27 or more) in one plan and one layer."""
    codes = _begin(folder)
    more = {FIRST + at: codes[at % len(codes)] for at in range(count - len(codes))}
    register(folder / "data/places", more)
    layer(folder / "shapefiles" / LAYER, [*more])
    write(plan(load_plan(store.DEFAULT_PLAN), more), folder)
    entry = f"  - notebook: {NOTEBOOK}\n    for_each: district\n"
    (folder / "reports.yml").write_text(f"plan: nation_2024\nreports:\n{entry}", encoding="utf-8")
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
    return replace(real, title="Nation, invented", tables=tables)
