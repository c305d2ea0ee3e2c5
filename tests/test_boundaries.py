"""Boundary files as found in the wild: each awkward in its own way, imported right or refused with its reason."""

import json
import unicodedata
import zipfile
from pathlib import Path

import boundary_files as wild
import geopandas as gpd
import pandas as pd
import pytest
import shapely
import shapely.affinity
from boundary_files import named, reshaped, write
from test_notebooks import executed
from typer.testing import CliRunner

import ntm_analysis as ntm
from ntm_analysis.boundaries.check import Options, check
from ntm_analysis.boundaries.importing import import_file
from ntm_analysis.cli import app
from ntm_analysis.errors import InputError
from ntm_analysis.reporting import publish


@pytest.fixture(scope="module")
def shipped() -> gpd.GeoDataFrame:
    return wild.shipped()


# File and layer, and a word of what must be said of it (nothing where no finding is due).
RIGHT = {
    "zipped shapefile": ("a.shp.zip", lambda g: g, ""), "geopackage": ("a.gpkg", lambda g: g, ""),
    "geojson": ("a.geojson", lambda g: g, ""), "flatgeobuf": ("a.fgb", lambda g: g, ""),
    "geoparquet": ("a.parquet", lambda g: g, ""), "topojson": ("a.topojson", lambda g: g, ""),
    "kml": ("a.kml", named(str), ""), "kmz": ("a.kmz", named(str), ""),
    "gadm": ("a.gpkg", wild.gadm, ""), "cod-ab": ("a.geojson", wild.cod_ab, ""),
    "geoboundaries": ("a.geojson", wild.geoboundaries, ""), "osm": ("a.geojson", wild.osm, "1 feature that is no polygon (Point) was left out"),
    "gadm without accents": ("a.gpkg", named(wild.ascii_name, "VARNAME_2"), ""),
    "glued names": ("a.gpkg", named(lambda n: n.replace(" ", ""), "NAME_2"), ""),
    "codes alone": ("a.gpkg", lambda g: g[["code", "geometry"]], ""),
    "codes with the province before": ("a.gpkg", lambda g: g[["geometry"]].assign(maqh=[f"38{c}" for c in g["code"]]), ""),
    "vn-2000": ("a.gpkg", lambda g: g.to_crs(5897), ""), "utm": ("a.gpkg", lambda g: g.to_crs(32648), ""),
    "nfd": ("a.gpkg", named(lambda n: unicodedata.normalize("NFD", n), "ten_huyen"), ""),
    "kind in brackets": ("a.gpkg", lambda g: g[["geometry"]].assign(NAME_2=[f"{n} ({wild.full_name(c).removesuffix(n).strip()})" for c, n in zip(g["code"], g["name"], strict=True)]), ""),
    "upper case": ("a.gpkg", named(str.upper, "DISTRICT"), ""),
    "utf-8 read as latin-1": ("a.gpkg", named(lambda n: n.encode().decode("latin-1"), "name:vi"), "encoding of 27 values"),
    "json escapes": ("a.gpkg", named(lambda n: wild.escaped(n, "json")), "(escapes)"),
    "escapes of R": ("a.gpkg", named(lambda n: wild.escaped(n, "r")), "(escapes)"),
    "xml entities": ("a.gpkg", named(lambda n: wild.escaped(n, "xml")), "(escapes)"),
    "icelandic d": ("a.gpkg", named(lambda n: n.replace("Đ", "\u00d0")), ""),
    "invalid ring": ("a.gpkg", wild.bowtie, "1 polygon with invalid rings was mended"),
    "former name": ("a.gpkg", named(lambda n: n.replace("Nghi Sơn", "Tĩnh Gia")), ""),
    "shuffled": ("a.gpkg", lambda g: g.iloc[::-1], ""), "islands in rows": ("a.gpkg", wild.exploded, "9 parts of Nghi Sơn"),
    "slivers": ("a.gpkg", wild.slivers, "narrow gaps or overlaps were closed"), "heights": ("a.gpkg", wild.with_z, ""),
    "lists": ("a.geojson", lambda g: g.assign(alt=[["a", "b"]] * 27), ""),
    "collections": ("a.geojson", wild.collections, ""),
    "a row without geometry": ("a.gpkg", lambda g: pd.concat([g, gpd.GeoDataFrame({"name": ["Biển"], "geometry": [None]}, crs=4326)]), "1 row without geometry was left out"),
    "infinite coordinates": ("a.gpkg", lambda g: pd.concat([g, gpd.GeoDataFrame({"name": ["x"]}, geometry=[shapely.Polygon([(105, 19.5), (1e300, 20), (106, 20)])], crs=4326)]), "no finite numbers"),
    "object ids like codes": ("a.gpkg", lambda g: g[["name", "geometry"]].assign(OBJECTID=[*range(390, 408), *range(380, 389)]), ""),
}  # fmt: skip
WRONG = {
    "one taken away": (lambda g: g[g["name"] != "Thọ Xuân"], r"Thọ Xuân \(395\) is missing"),
    "one renamed": (named(lambda n: n.replace("Thọ Xuân", "Xuân Sơn")), "Xuân Sơn is not the name.*lies in Thọ Xuân.*395"),
    "two exchanged": (named(lambda n: {"Quan Hóa": "Quan Sơn", "Quan Sơn": "Quan Hóa"}.get(n, n)), "Quan Sơn lies in Quan Hóa"),
    "a neighbour's name": (named(lambda n: n.replace("Thọ Xuân", "Yên Định")), "Yên Định lies in Thọ Xuân.*395. is missing"),
    "a double": (lambda g: pd.concat([g, g.iloc[[3]]], ignore_index=True), "Mường Lát .384. has more than one"),
    "lost letters": (
        named(lambda n: "Th? Xuân" if n == "Thọ Xuân" else n), r"Letters of Th\? Xuân were lost.*lies in Thọ Xuân",
    ),
    "all letters lost": (named(lambda n: n.encode("latin-1", "replace").decode("latin-1")), "Letters in column name of a.gpkg were lost"),
    "no crs": (lambda g: g.set_crs(None, allow_override=True), "names no coordinate system.*would fit EPSG:4326"),
    "wrong crs": (lambda g: g.to_crs(5897).set_crs(32643, allow_override=True), "No polygon .* lies in the province.*would fit EPSG:5897"),
    "half a degree off": (lambda g: g.to_crs(5897).set_crs("+proj=tmerc +lat_0=0 +lon_0=105.3 +k=0.9999 +x_0=500000 +ellps=WGS84", allow_override=True), "about 31.* km off in the same direction"),
    "swapped axes": (lambda g: g.set_geometry(shapely.transform(g.geometry.to_numpy(), lambda p: p[:, ::-1]), crs=4326), "swapped"),
    "easting and northing swapped": (lambda g: g.to_crs(5897).set_geometry(shapely.transform(g.to_crs(5897).geometry.to_numpy(), lambda p: p[:, ::-1]), crs=5897), "swapped"),
    "points": (lambda g: g.set_geometry(g.geometry.representative_point()), "holds Point; only polygons"),
    "no names": (lambda g: g[["geometry"]].assign(name=[f"unit {i}" for i in range(27)]), "No column .* holds names or codes"),
    "Sầm Sơn before 2015": (reshaped(lambda n, s: shapely.affinity.scale(s, 0.64, 0.64) if n == "Sầm Sơn" else s), r"Sầm Sơn measures 1[78].*as did the unit of 2015 \(17.9 km²\); officially 44.94"),
    "Đông Sơn within Thanh Hóa": (lambda g: g.assign(name=g["name"].replace("Đông Sơn", "Thanh Hóa"))[["name", "geometry"]].dissolve("name").reset_index(), r"Đông Sơn \(405\) is missing.*Thanh Hóa measures 228.*unit of 2025-01-01"),
    "overlap": (reshaped(lambda n, s: s.buffer(300) if n == "Như Xuân" else s), "and Như Xuân overlap by|Như Xuân and .* overlap by"),
    "gap": (reshaped(lambda n, s: s.difference(s.centroid.buffer(1_500)) if n == "Thọ Xuân" else s), "A gap of 7.* km² between Thọ Xuân"),
    "another province": (lambda g: g.set_geometry(g.translate(5, -5)), "No polygon .* lies in the province"),
    "labelled as another province": (lambda g: wild.gadm(g).assign(NAME_1=lambda d: d["NAME_1"].where(d["NAME_2"] != "ThọXuân", "HòaBình")), "ThọXuân lies in the province, but column NAME_1 says HòaBình"),
    "code against name": (lambda g: g.assign(code=g["code"].replace({395: 396, 396: 395})), r"Thọ Xuân: column code says 396 \(Thường Xuân\), against column name"),
    "the province as a whole": (lambda g: gpd.GeoDataFrame({"NAME_1": ["Thanh Hóa"]}, geometry=[g.union_all()], crs=4326), "has provinces"),
    "former communes": (wild.former_communes, "has 10[0-9] polygons of former communes.*--dissolve"),
}  # fmt: skip


def loaded(folder: Path) -> gpd.GeoDataFrame:
    """Load an imported layer and hold it against the shipped one: each unit in its place."""
    layer, ours = ntm.load_districts(boundaries=folder), ntm.load_districts()
    assert len(layer) == 27
    shared = layer.geometry.intersection(ours.geometry).area / ours.geometry.area
    assert shared.min() > 0.95
    return layer


@pytest.mark.parametrize("case", RIGHT)
def test_awkward_files_end_right(case: str, shipped: gpd.GeoDataFrame, tmp_path: Path) -> None:
    name, change, word = RIGHT[case]
    done = import_file(
        write(change(shipped), tmp_path / name), tmp_path / "layer", licence="own", lang="en"
    )
    loaded(tmp_path / "layer")
    said = json.loads((tmp_path / "layer" / "layer.json").read_text(encoding="utf-8"))
    assert said["licence"] == "own"
    assert word in " ".join(done.findings["message"])
    assert bool(word) == bool(len(done.findings))


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


@pytest.mark.parametrize("cpg", [None, "UTF-8"])
@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "UTF-8"), ("cp1258", "windows-1258"), ("tcvn3", "TCVN3"), ("vni", "VNI")],
)
def test_a_shapefile_in_an_old_encoding_is_mended(
    encoding: str, said: str, cpg: str | None, shipped: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    file = wild.shapefile(shipped, folder, encoding, cpg)
    done = import_file(file, tmp_path / "layer", licence="own", lang="en")
    loaded(tmp_path / "layer")
    if encoding == "utf-8" and cpg:
        assert done.repairs == []
    else:
        assert said in done.found["encoding"]
        assert any("→ Thọ Xuân" in repair for repair in done.repairs)
    assert len(json.loads((tmp_path / "layer" / "layer.json").read_text())["sha256"]) >= 4


@pytest.mark.filterwarnings("ignore:More than one layer")
def test_of_several_layers_the_districts_are_taken(
    shipped: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    file = tmp_path / "a.gpkg"
    country = gpd.GeoDataFrame(
        {"NAME_0": ["Vietnam"]}, geometry=[shapely.box(102, 8, 110, 24)], crs=4326
    )
    country.to_file(file, layer="ADM_0")
    gpd.GeoDataFrame({"NAME_1": ["Thanh Hóa"]}, geometry=[shipped.union_all()], crs=4326).to_file(
        file, layer="ADM_1"
    )
    wild.former_communes(shipped).to_file(file, layer="ADM_3")
    wild.gadm(shipped).to_file(file, layer="ADM_2")
    done = check(file, lang="en")
    assert (done.found["layer"], done.found["layers"], done.wrong) == ("ADM_2", "4", False)
    with pytest.raises(InputError, match="has provinces"):
        check(file, Options(layer="ADM_1"), lang="en")
    with pytest.raises(InputError, match="no layer 'x'; allowed: ADM_0, ADM_1, ADM_3, ADM_2"):
        check(file, Options(layer="x"), lang="en")


def test_shapefiles_in_a_folder_of_an_archive(shipped: gpd.GeoDataFrame, tmp_path: Path) -> None:
    for name, layer in (
        (
            "adm1",
            gpd.GeoDataFrame({"ADM1_VI": ["Thanh Hóa"]}, geometry=[shipped.union_all()], crs=4326),
        ),
        ("adm2", shipped),
    ):
        (tmp_path / "in").mkdir(exist_ok=True)
        layer.to_file(tmp_path / "in" / f"{name}.shp", encoding="UTF-8")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for path in (tmp_path / "in").iterdir():
            archive.write(path, f"vnm_adm/{path.name}")
        archive.writestr("__MACOSX/vnm_adm/._adm2.shp", "x")
    assert check(tmp_path / "a.zip").found["layer"] == "adm2"
    assert check(tmp_path / "in").found["layer"] == "adm2"


def test_former_communes_are_dissolved_on_request(
    shipped: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    file = write(wild.former_communes(shipped), tmp_path / "a.gpkg")
    done = import_file(file, tmp_path / "layer", Options(dissolve=True), licence="own", lang="en")
    assert loaded(tmp_path / "layer").index.tolist() == shipped["code"].tolist()
    assert "were dissolved to districts" in " ".join(done.repairs)


def test_pieces_are_dissolved_only_on_request(shipped: gpd.GeoDataFrame, tmp_path: Path) -> None:
    pieces = wild.former_communes(shipped).rename(columns={"NAME_2": "huyen"})[
        ["huyen", "geometry"]
    ]
    file = write(pieces, tmp_path / "a.gpkg")
    for level in (None, "district"):
        with pytest.raises(InputError, match="say --dissolve"):
            import_file(file, tmp_path / "layer", Options(level=level), licence="own", lang="en")


@pytest.mark.parametrize("encoding", ["cp1258", "tcvn3", "utf-8"])
def test_an_encoding_can_be_said(encoding: str, shipped: gpd.GeoDataFrame, tmp_path: Path) -> None:
    file = wild.shapefile(shipped, tmp_path, encoding, "UTF-8")
    done = check(file, Options(encoding=encoding), lang="en")
    assert not done.wrong
    assert done.repairs == []
    for wrong in ("none", "ascii"):
        with pytest.raises(InputError, match=f"cannot be read as {wrong}"):
            check(file, Options(encoding=wrong), lang="en")


def test_the_communes_of_2025_are_checked_as_such(
    shipped: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    file = write(wild.of_2025(shipped), tmp_path / "a.gpkg")
    done = check(file, lang="en")
    assert (done.found["level"], done.found["vintage"], len(done.table)) == (
        "commune",
        "2025-07-01",
        166,
    )
    assert (done.found["name_column"], done.found["code_column"]) == ("name", "code")
    assert not done.wrong
    import_file(file, tmp_path / "layer", licence="own")
    assert len(ntm.load_communes(boundaries=tmp_path / "layer")) == 166
    layer = wild.of_2025(shipped)
    away = write(layer[layer["name"] != "Sao Vàng"], tmp_path / "b.gpkg")
    with pytest.raises(InputError, match=r"Sao Vàng \(15\d+\) is missing"):
        import_file(away, tmp_path / "other", licence="own", lang="en")


def test_what_is_found_can_be_overruled(shipped: gpd.GeoDataFrame, tmp_path: Path) -> None:
    file = write(wild.gadm(shipped).assign(mine=lambda d: d["VARNAME_2"]), tmp_path / "a.gpkg")
    done = check(
        file, Options(name_column="mine", province_column="NAME_1", level="district"), lang="en"
    )
    assert (done.found["name_column"], done.found["province_column"]) == ("mine", "NAME_1")
    for options, reason in (
        (Options(name_column="none"), "Unknown --name-column 'none'"),
        (Options(province_column="none"), "Unknown --province-column 'none'"),
        (Options(crs="EPSG:none"), "is no coordinate system"),
    ):
        with pytest.raises(InputError, match=reason):
            check(file, options, lang="en")
    with pytest.raises(InputError, match="Unknown --level 'village'"):
        Options(level="village")
    with pytest.raises(InputError, match="tolerance -1"):
        Options(tolerance=-1)


def test_the_tolerance_decides_what_is_closed(shipped: gpd.GeoDataFrame, tmp_path: Path) -> None:
    file = write(
        reshaped(lambda n, s: s.buffer(60) if n == "Như Xuân" else s)(shipped), tmp_path / "a.gpkg"
    )
    with pytest.raises(InputError, match=r"wider than the tolerance of 20\.0 m"):
        import_file(file, tmp_path / "layer", licence="own", lang="en")
    done = import_file(file, tmp_path / "layer", Options(tolerance=150), licence="own", lang="en")
    assert "tolerance 150 m" in " ".join(done.repairs)
    shapes = loaded(tmp_path / "layer").geometry.to_numpy()
    assert shapely.coverage_is_valid(shapes, gap_width=1)


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.geojson").write_text("{")
    (tmp_path / "a.zip").write_text("x")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("readme.txt", "x")
    (tmp_path / "a.parquet").write_text("x")
    for name, reason in (
        ("a.geojson", "cannot be read"), ("none.shp", "There is no boundary file"), ("a.zip", "cannot be read"),
        ("b.zip", "holds no boundary file"), ("a.parquet", "cannot be read"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=reason):
            check(tmp_path / name, lang="en")


def test_the_commands_give_table_and_findings(shipped: gpd.GeoDataFrame, tmp_path: Path) -> None:
    file = write(shipped[shipped["name"] != "Thọ Xuân"], tmp_path / "a.gpkg")
    result = CliRunner().invoke(
        app, ["boundaries", "check", str(file), "--format", "json", "--lang", "en"]
    )
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert len(found["units"]) == 26
    assert found["findings"][0]["message"] == "Thọ Xuân (395) is missing."
    assert found["found"]["name_column"] == "name"
    areas = {row["code"]: row["area_km2"] for row in found["units"]}
    assert areas[384] == 811.97  # as the README of the layer has it, geodesic
    with pytest.raises(InputError, match=r"Không nhập a\.gpkg: Thiếu Thọ Xuân \(395\)"):
        import_file(file, tmp_path / "layer", licence="own")
    shown = CliRunner().invoke(app, ["boundaries", "check", str(file)]).stdout
    assert "Cột tên: name" in shown
    assert "Sai: Thiếu Thọ Xuân (395)." in shown


def test_an_imported_layer_is_used_like_the_shipped_one(
    shipped: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    file = write(wild.gadm(shipped), tmp_path / "a.gpkg")
    layer = str(tmp_path / "office")
    run = [
        "boundaries",
        "import",
        str(file),
        "--out",
        layer,
        "--licence",
        "CC BY 4.0",
        "--origin",
        "gadm.org",
    ]
    assert CliRunner().invoke(app, run).exit_code == 0
    said = json.loads((tmp_path / "office" / "layer.json").read_text())
    assert (said["origin"], said["vintage"]) == (["gadm.org"], "2020-06-01")
    own = tmp_path / "own.csv"
    own.write_text(
        "Huyện,Số\n" + "\n".join(f"{n},{i}" for i, n in enumerate(shipped["name"])),
        encoding="utf-8",
    )
    for command in (
        ["map", "ocop_products", "--out", str(tmp_path / "a.svg")], ["explore", "--out", str(tmp_path / "a.html")],
        ["map", str(own), "--name-column", "Huyện", "--value-column", "Số", "--out", str(tmp_path / "b.svg")],
    ):  # fmt: skip
        result = CliRunner().invoke(app, [*command, "--boundaries", layer])
        assert result.exit_code == 0, result.output
    assert "a.gpkg (CC BY 4.0)" in (tmp_path / "a.svg").read_text(encoding="utf-8")
    page = publish.page(executed("04_district_profile", tmp_path, boundaries=layer), "x", "vi")
    assert "Ranh giới: tệp a.gpkg (CC BY 4.0)" in page


STRANGE = {
    "no names": (lambda g: g[["geometry"]].assign(name=None), "No column"), "numbers for names": (lambda g: g[["geometry"]].assign(name=range(27)), "No column"),
    "no attributes": (lambda g: g[["geometry"]], "No column"), "no rows": (lambda g: g.iloc[:0], "holds no geometry"),
    "huge numbers": (lambda g: g.set_geometry(g.translate(1e8, 1e8)), "lies in the province"),
    "a system of the pole": (lambda g: g.set_crs(3031, allow_override=True), "lies in the province"),
    "the whole world": (lambda g: gpd.GeoDataFrame({"name": ["x"]}, geometry=[shapely.box(-180, -90, 180, 90)], crs=4326), "lies mostly in the province"),
    "each unit twice": (lambda g: pd.concat([g, g]), "more than one polygon on the same land"),
    "one name for all": (lambda g: g.assign(name="Thọ Xuân")[["name", "geometry"]], "lies in Thanh Hóa"),
    "districts and communes": (lambda g: pd.concat([g.iloc[:13], wild.shipped("communes_2025").iloc[:80]]), "is not the name or code"),
    "one district": (lambda g: g.iloc[[3]], r"Thanh Hóa \(380\) is missing"),
}  # fmt: skip


@pytest.mark.parametrize("case", STRANGE)
def test_strange_files_end_with_a_sentence(
    case: str, shipped: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    change, reason = STRANGE[case]
    file = write(change(shipped), tmp_path / "a.gpkg")
    for options in (None, Options(dissolve=True), Options(level="commune")):
        with pytest.raises(InputError, match=reason if options is None else "."):
            import_file(file, tmp_path / "layer", options, licence="own", lang="en")
