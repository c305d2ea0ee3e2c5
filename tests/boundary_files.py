"""Boundary files as they are found in the wild, made from the shipped layers."""

import html
import json
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import shapely.affinity

from ntm_analysis import names, places, store

Layer = gpd.GeoDataFrame
KINDS = {"city": "Thành phố", "town": "Thị xã", "district": "Huyện"}


def shipped(name: str = "districts_2024") -> Layer:
    return gpd.read_file(store.find_layer(name) / f"{name}.shp")


def ascii_name(name: str) -> str:
    kept = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in kept if not unicodedata.combining(c))


def full_name(code: int) -> str:
    kind, name = names.of_vintage("2020-06-01")[code]
    return f"{KINDS[kind]} {name}"


def named(change: Callable[[str], str], column: str = "name") -> Callable[[Layer], Layer]:
    """Rewrite the names; the codes go."""
    return lambda g: (
        g[["name", "geometry"]].assign(name=g["name"].map(change)).rename(columns={"name": column})
    )


def reshaped(
    change: Callable[[str, shapely.Geometry], shapely.Geometry],
) -> Callable[[Layer], Layer]:
    """Rewrite the geometry in metres, by name."""

    def make(g: Layer) -> Layer:
        metres = g[["name", "geometry"]].to_crs(5897)
        shapes = [change(n, s) for n, s in zip(metres["name"], metres.geometry, strict=True)]
        return metres.set_geometry(gpd.GeoSeries(shapes, crs=5897)).to_crs(4326)

    return make


def gadm(g: Layer) -> Layer:
    """GADM 4: names written together, Vietnamese type, variants without marks, one file for all."""
    return far(
        gpd.GeoDataFrame({
            "GID_2": [f"VNM.54.{i}_1" for i in range(1, 28)], "GID_0": "VNM", "COUNTRY": "Vietnam",
            "GID_1": "VNM.54_1", "NAME_1": "ThanhHóa", "NL_NAME_1": "NA",
            "NAME_2": g["name"].str.replace(" ", ""), "VARNAME_2": g["name"].map(ascii_name),
            "TYPE_2": "Huyện", "ENGTYPE_2": "District", "CC_2": "NA", "HASC_2": "VN.TH",
        }, geometry=g.geometry, crs=g.crs),
        NAME_1="NghệAn", NAME_2="QuỳnhLưu",
    )  # fmt: skip


def cod_ab(g: Layer) -> Layer:
    """COD-AB (OCHA): full names, English without marks, codes of its own, dates, national."""
    return far(
        gpd.GeoDataFrame({
            "ADM2_EN": g["name"].map(ascii_name), "ADM2_VI": [full_name(c) for c in g["code"]],
            "ADM2_PCODE": [f"VN401{i:02}" for i in range(1, 28)], "ADM1_EN": "Thanh Hoa",
            "ADM1_VI": "Tỉnh Thanh Hoá", "ADM1_PCODE": "VN401", "ADM0_EN": "Viet Nam",
            "date": pd.Timestamp("2019-08-29"), "validOn": "2020-10-27",
        }, geometry=g.geometry, crs=g.crs),
        ADM1_VI="Tỉnh Nghệ An", ADM1_EN="Nghe An", ADM2_VI="Huyện Quỳnh Lưu", ADM2_EN="Quynh Luu",
    )  # fmt: skip


def geoboundaries(g: Layer) -> Layer:
    """Like geoBoundaries: one name column, no province, homonyms of the whole country, coarse lines."""
    coarse = g.geometry.simplify_coverage(0.004)
    return far(
        gpd.GeoDataFrame({
            "shapeName": g["name"], "shapeISO": "", "shapeID": [f"{i}B{i}" for i in range(27)],
            "shapeGroup": "VNM", "shapeType": "ADM2",
        }, geometry=coarse, crs=g.crs),
        shapeName="Đông Sơn",
    )  # fmt: skip


def osm(g: Layer) -> Layer:
    """OpenStreetMap export: several name columns, points of towns among the polygons."""
    lines = gpd.GeoDataFrame({
        "@id": [f"relation/{i}" for i in range(27)], "admin_level": "6", "boundary": "administrative",
        "name": [full_name(c) for c in g["code"]], "name:en": [f"{ascii_name(n)} District" for n in g["name"]],
        "name:vi": [full_name(c) for c in g["code"]], "is_in": "Thanh Hóa, Việt Nam",
    }, geometry=g.geometry, crs=g.crs)  # fmt: skip
    towns = gpd.GeoDataFrame(
        {"@id": ["node/1"], "name": ["Sao Vàng"]}, geometry=[shapely.Point(105.5, 19.9)], crs=4326
    )
    return pd.concat([lines, towns], ignore_index=True)


def far(g: Layer, **values: str) -> Layer:
    """Add a unit of another province, and make the file national."""
    other = {**{c: g[c].iloc[0] for c in g.columns if c != "geometry"}, **values}
    rows = gpd.GeoDataFrame([other], geometry=[shapely.box(105.5, 18.9, 105.8, 19.1)], crs=g.crs)
    return pd.concat([g, rows], ignore_index=True)


def bowtie(g: Layer) -> Layer:
    shape = g.geometry.iloc[0]
    x, y = shape.exterior.coords[0]
    spike = [(x, y), (x + 1e-4, y + 1e-4), (x + 1e-4, y), (x, y + 1e-4)]
    broken = shapely.Polygon([*spike, *shape.exterior.coords[:-1]])
    return g[["name", "geometry"]].set_geometry([broken, *g.geometry.iloc[1:]], crs=4326)


def slivers(g: Layer) -> Layer:
    """Move each unit by up to 4 m, on its own."""
    rng = np.random.default_rng(0)
    return reshaped(lambda _, s: shapely.affinity.translate(s, *rng.uniform(-4, 4, 2)))(g)


def exploded(g: Layer) -> Layer:
    return g[["name", "geometry"]].explode(ignore_index=True)


def with_z(g: Layer) -> Layer:
    return g[["name", "geometry"]].set_geometry(shapely.force_3d(g.geometry, 0.0))


def collections(g: Layer) -> Layer:
    shapes = [shapely.GeometryCollection([s, shapely.Point(105.5, 19.9)]) for s in g.geometry]
    return g[["name", "geometry"]].set_geometry(gpd.GeoSeries(shapes, crs=4326))


def former_communes(g: Layer) -> Layer:
    """Cut each district into quarters called communes, as a level 3 file of before 2025 has them."""
    rows = []
    for name, shape in zip(g["name"], g.geometry, strict=True):
        x0, y0, x1, y1 = shape.bounds
        mx, my = (x0 + x1) / 2, (y0 + y1) / 2
        for i, box in enumerate(
            [(x0, y0, mx, my), (mx, y0, x1, my), (x0, my, mx, y1), (mx, my, x1, y1)]
        ):
            part = shapely.intersection(shape, shapely.box(*box))
            if part.area:
                rows.append(
                    {
                        "NAME_1": "Thanh Hóa",
                        "NAME_2": name,
                        "NAME_3": f"Xã {i} của {name}",
                        "geometry": part,
                    }
                )
    return gpd.GeoDataFrame(rows, crs=4326)


def of_2025(_: Layer) -> Layer:
    """The 166, with the code of the main former district beside them, in a column of numbers."""
    layer = shipped("communes_2025")
    register = places.units("2025-07-01").loc[layer["code"]]
    return layer.assign(ma_huyen=register["main_district"].to_numpy(), ten_tinh="Tỉnh Thanh Hóa")


def write(layer: Layer, file: Path) -> Path:
    if file.suffix == ".parquet":
        layer.to_parquet(file)
    elif file.suffix == ".topojson":
        topojson(layer, file)
    elif file.suffix == ".kmz":
        layer.to_file(file.with_suffix(".kml"), driver="LIBKML", layer="l")
        with zipfile.ZipFile(file, "w") as archive:
            archive.write(file.with_suffix(".kml"), "doc.kml")
        file.with_suffix(".kml").unlink()
    elif file.suffix == ".kml":
        layer.to_file(file, driver="LIBKML", layer="l")
    else:
        layer.to_file(file)
    return file


def topojson(layer: Layer, file: Path) -> None:
    """Write TopoJSON with one arc per ring, quantised and delta-coded as the format has it."""
    scale = 1e-6
    x0, y0 = layer.total_bounds[:2]
    arcs: list[list[list[int]]] = []
    objects = []
    for row in layer.to_dict("records"):
        polygons = []
        for part in shapely.get_parts(row["geometry"]):
            rings = []
            for ring in (part.exterior, *part.interiors):
                steps = np.rint((np.array(ring.coords) - (x0, y0)) / scale).astype(int)
                delta = np.vstack([steps[:1], np.diff(steps, axis=0)])
                rings.append([len(arcs)])
                arcs.append(delta.tolist())
            polygons.append(rings)
        objects.append(
            {"type": "MultiPolygon", "arcs": polygons, "properties": {"name": row["name"]}}
        )
    content = {
        "type": "Topology", "transform": {"scale": [scale, scale], "translate": [x0, y0]}, "arcs": arcs,
        "objects": {"districts": {"type": "GeometryCollection", "geometries": objects}},
    }  # fmt: skip
    file.write_text(json.dumps(content), encoding="utf-8")


def shapefile(layer: Layer, folder: Path, encoding: str, cpg: str | None) -> Path:
    """Write a shapefile whose names are in an encoding that its .cpg does not tell, or wrongly."""
    file = folder / "a.shp"
    raw = [encoded(name, encoding).decode("latin-1") for name in layer["name"]]
    layer[["geometry"]].assign(name=raw).to_file(file, encoding="ISO-8859-1")
    dbf = bytearray(file.with_suffix(".dbf").read_bytes())
    dbf[29] = 0  # no language driver
    file.with_suffix(".dbf").write_bytes(bytes(dbf))
    file.with_suffix(".cpg").unlink(missing_ok=True)
    if cpg:
        file.with_suffix(".cpg").write_text(cpg)
    return file


# TCVN3 and VNI by hand: what the 27 names look like when read as Latin-1.
TCVN3 = {
    "á": "¸", "à": "µ", "ả": "¶", "ạ": "¹", "ă": "¨", "ắ": "¾", "ằ": "»", "ặ": "Æ", "â": "©", "ấ": "Ê", "ầ": "Ç", "ẩ": "È", "ậ": "Ë",
    "đ": "®", "Đ": "§", "ê": "ª", "ế": "Õ", "ệ": "Ö", "ỉ": "Ø", "ĩ": "Ü", "ị": "Þ", "ó": "ã", "ọ": "ä", "ô": "«", "ố": "è", "ộ": "é",
    "ơ": "¬", "ờ": "ê", "ớ": "í", "ủ": "ñ", "ư": "\xad", "ừ": "õ", "ứ": "ø",
}  # fmt: skip
VNI = {
    "á": "aù", "à": "aø", "ả": "aû", "ạ": "aï", "ă": "aê", "ắ": "aé", "ằ": "aè", "ặ": "aë", "â": "aâ", "ấ": "aá", "ầ": "aà", "ẩ": "aå", "ậ": "aä",
    "đ": "ñ", "Đ": "Ñ", "ê": "eâ", "ế": "eá", "ệ": "eä", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ó": "où", "ọ": "oï", "ô": "oâ", "ố": "oá", "ộ": "oä",
    "ơ": "ô", "ờ": "ôø", "ớ": "ôù", "ủ": "uû", "ư": "ö", "ừ": "öø", "ứ": "öù",
}  # fmt: skip


def encoded(name: str, encoding: str) -> bytes:
    if encoding in {"tcvn3", "vni"}:
        table = TCVN3 if encoding == "tcvn3" else VNI
        return "".join(table.get(c, c) for c in name).encode("latin-1")
    if encoding == "cp1258":
        return b"".join(_cp1258(char) for char in name)
    return name.encode(encoding)


def _cp1258(char: str) -> bytes:
    """Windows-1258 writes a tone as a sign of its own after the letter."""
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        letters = unicodedata.normalize("NFD", char)
        tone = next(c for c in letters if c in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", letters.replace(tone, ""))
        return base.encode("cp1258") + tone.encode("cp1258")


def escaped(name: str, form: str) -> str:
    if form == "json":
        return "".join(c if c.isascii() else f"\\u{ord(c):04x}" for c in name)
    if form == "r":
        return "".join(c if ord(c) < 256 else f"<U+{ord(c):04X}>" for c in name)
    return (
        "".join(c if c.isascii() else f"&#{ord(c)};" for c in name)
        if form == "xml"
        else html.escape(name)
    )
