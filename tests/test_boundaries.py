"""Boundary files as found in the wild: each awkward in its own way, imported right or refused with its reason."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from typer.testing import CliRunner

import ntm_analysis as ntm
from ntm_analysis import store
from ntm_analysis.boundaries.check import check
from ntm_analysis.boundaries.importing import import_file
from ntm_analysis.cli import app
from ntm_analysis.errors import InputError


@pytest.fixture(scope="module")
def shipped() -> gpd.GeoDataFrame:
    layer = gpd.read_file(store.find_layer("districts_2024") / "districts_2024.shp")
    return layer[["name", "geometry"]]


def ascii_name(name: str) -> str:
    kept = unicodedata.normalize("NFD", name.replace("Đ", "D"))
    return "".join(c for c in kept if not unicodedata.combining(c))


def named(change: Callable[[str], str], column: str = "name") -> Callable:
    return lambda g: g.assign(name=g["name"].map(change)).rename(columns={"name": column})


def national(g: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Add a homonym in another province, and a unit of that province."""
    far = gpd.GeoDataFrame(
        {"name": ["Đông Sơn", "Quỳnh Lưu"]}, geometry=[shapely.box(106, 10, 106.2, 10.2), shapely.box(105.5, 18.9, 105.8, 19.1)], crs=4326
    )  # fmt: skip
    return pd.concat([g, far], ignore_index=True)


def bowtie(g: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    shape = g.geometry.iloc[0]
    x, y = shape.exterior.coords[0]
    spike = [(x, y), (x + 1e-4, y + 1e-4), (x + 1e-4, y), (x, y + 1e-4)]
    return g.set_geometry(
        [shapely.Polygon([*spike, *shape.exterior.coords[:-1]]), *g.geometry.iloc[1:]], crs=4326
    )


RIGHT = {
    "zipped shapefile": ("a.shp.zip", lambda g: g), "geopackage": ("a.gpkg", lambda g: g),
    "geojson": ("a.geojson", lambda g: g), "flatgeobuf": ("a.fgb", lambda g: g), "geoparquet": ("a.parquet", lambda g: g),
    "gadm": ("a.gpkg", lambda g: named(str, "NAME_2")(g).assign(GID_2=range(27), NAME_1="Thanh Hóa")),
    "gadm without accents": ("a.gpkg", named(ascii_name, "VARNAME_2")),
    "glued names": ("a.gpkg", named(lambda n: n.replace(" ", ""), "NAME_2")),
    "ocha names": ("a.geojson", named(lambda n: f"{ascii_name(n)}", "ADM2_EN")),
    "vn-2000": ("a.gpkg", lambda g: g.to_crs(5897)), "utm": ("a.gpkg", lambda g: g.to_crs(32648)),
    "nfd": ("a.gpkg", named(lambda n: unicodedata.normalize("NFD", n), "ten_huyen")),
    "upper case": ("a.gpkg", named(str.upper, "DISTRICT")),
    "mojibake": ("a.gpkg", named(lambda n: n.encode().decode("latin-1"), "name:vi")),
    "escapes": ("a.gpkg", named(lambda n: n.encode("ascii", "backslashreplace").decode().replace("\\x", "\\u00"))),
    "icelandic d": ("a.gpkg", named(lambda n: n.replace("Đ", "\u00d0"))),
    "national with a homonym": ("a.gpkg", national), "invalid ring": ("a.gpkg", bowtie),
    "former name": ("a.gpkg", named(lambda n: n.replace("Nghi Sơn", "Tĩnh Gia"))),
    "shuffled": ("a.gpkg", lambda g: g.iloc[::-1]),
}  # fmt: skip
WRONG = {
    "one taken away": (lambda g: g[g["name"] != "Thọ Xuân"], r"Thọ Xuân \(395\) is missing"),
    "one renamed": (named(lambda n: n.replace("Thọ Xuân", "Xuân Sơn")), "Xuân Sơn is not the name.*lies in Thọ Xuân.*395"),
    "two exchanged": (named(lambda n: {"Quan Hóa": "Quan Sơn", "Quan Sơn": "Quan Hóa"}.get(n, n)), "Quan Sơn lies in Quan Hóa"),
    "a double": (lambda g: pd.concat([g, g.iloc[[3]]], ignore_index=True), "Mường Lát .384. has more than one"),
    "no crs": (lambda g: g.set_crs(None, allow_override=True), "names no coordinate system"),
    "wrong crs": (lambda g: g.to_crs(5897).set_crs(32643, allow_override=True), "No polygon .* lies in the province"),
    "swapped axes": (lambda g: g.set_geometry(shapely.transform(g.geometry.to_numpy(), lambda p: p[:, ::-1]), crs=4326), "swapped"),
    "points": (lambda g: g.set_geometry(g.geometry.representative_point()), "holds Point; only polygons"),
    "no names": (lambda g: g.assign(name=[f"unit {i}" for i in range(27)]), "No column .* holds names or codes"),
    "Sầm Sơn before 2015": (lambda g: g.set_geometry([s.buffer(-0.012) if n == "Sầm Sơn" else s for n, s in zip(g["name"], g.geometry, strict=True)], crs=4326), "Sầm Sơn measures"),
    "Đông Sơn within Thanh Hóa": (lambda g: g.assign(name=g["name"].replace("Đông Sơn", "Thanh Hóa")).dissolve("name").reset_index(), r"Đông Sơn \(405\) is missing.*Thanh Hóa measures 228"),
    "overlap": (lambda g: g.set_geometry([s.buffer(0.02) if n == "Như Xuân" else s for n, s in zip(g["name"], g.geometry, strict=True)], crs=4326), "overlap by"),
    "another province": (lambda g: g.set_geometry(g.translate(5, -5)), "No polygon .* lies in the province"),
}  # fmt: skip


def write(layer: gpd.GeoDataFrame, file: Path) -> Path:
    if file.suffix == ".parquet":
        layer.to_parquet(file)
    else:
        layer.to_file(file)
    return file


@pytest.mark.parametrize("case", RIGHT)
def test_awkward_files_end_right(case: str, shipped: gpd.GeoDataFrame, tmp_path: Path) -> None:
    name, change = RIGHT[case]
    import_file(write(change(shipped), tmp_path / name), tmp_path / "layer", licence="own")
    loaded = ntm.load_districts(boundaries=tmp_path / "layer")
    ours = ntm.load_districts()
    shared = loaded.geometry.intersection(ours.geometry).area / ours.geometry.area
    assert len(loaded) == 27
    assert shared.min() > 0.999
    assert json.loads((tmp_path / "layer" / "layer.json").read_text())["licence"] == "own"


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_wrong_files_are_refused_with_their_reason(
    case: str, shipped: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    change, reason = WRONG[case]
    file = write(change(shipped), tmp_path / "a.gpkg")
    with pytest.raises(InputError, match=reason):
        import_file(file, tmp_path / "layer", licence="own", lang="en")
    assert [path.name for path in tmp_path.iterdir()] == ["a.gpkg"]


def test_no_file_and_no_boundary_file(tmp_path: Path) -> None:
    (tmp_path / "a.geojson").write_text("{")
    for name, reason in (
        ("a.geojson", "cannot be read"),
        ("none.shp", "There is no boundary file"),
    ):
        with pytest.raises(InputError, match=reason):
            check(tmp_path / name)


def test_the_command_gives_table_and_findings(shipped: gpd.GeoDataFrame, tmp_path: Path) -> None:
    file = write(shipped[shipped["name"] != "Thọ Xuân"], tmp_path / "a.gpkg")
    result = CliRunner().invoke(
        app, ["boundaries", "check", str(file), "--format", "json", "--lang", "en"]
    )
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert len(found["units"]) == 26
    assert found["findings"][0]["message"] == "Thọ Xuân (395) is missing."
