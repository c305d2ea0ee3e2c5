"""Opens a boundary file of any format: its layers, and the polygons of one of them."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from ntm_analysis.boundaries import encoding
from ntm_analysis.boundaries.notes import Notes

PARQUET = (".parquet", ".geoparquet")
ENDINGS = (
    ".shp", ".gpkg", ".geojson", ".json", ".topojson", ".fgb", ".kml", ".gml", ".tab", ".mif",
    ".gdb", *PARQUET,
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """One layer of a boundary file: what GDAL opens, and the layer's name."""

    path: str
    layer: str | None = None


def sources(file: Path, layer: str | None, notes: Notes) -> list[Source]:
    """List the layers of a file, a folder or a zipped file; `layer` names one of them.

    Raises
    ------
    InputError
        If there is no such file or layer, or nothing in it can be read.
    """
    if not file.exists():
        raise notes.refusal("no_file")
    paths = _paths(file, notes)
    found: list[Source] = []
    for path in paths:
        if path.lower().endswith(PARQUET):
            found.append(Source(path))
            continue
        try:
            found += [Source(path, str(name)) for name, kind in pyogrio.list_layers(path) if kind]
        except Exception as error:  # each driver has errors of its own
            if len(paths) == 1:
                raise notes.refusal("unreadable", reason=_short(error)) from None
    if layer is not None:
        known = [source.layer or Path(source.path).stem for source in found]
        found = [one for one, name in zip(found, known, strict=True) if name == layer]
        if not found:
            raise notes.refusal("no_layer", layer=layer, layers=", ".join(known))
    if not found:
        raise notes.refusal("no_geometry")
    return found


def _paths(file: Path, notes: Notes) -> list[str]:
    """List what GDAL is to open: the file itself, or the boundary files of a folder or archive."""
    if file.is_dir() and file.suffix.lower() != ".gdb":
        inside = [path for path in sorted(file.iterdir()) if path.suffix.lower() in ENDINGS]
        found = [str(path) for path in inside]
    elif file.suffix.lower() in {".zip", ".kmz"}:
        try:
            with zipfile.ZipFile(file) as archive:
                listed = sorted(archive.namelist())
        except zipfile.BadZipFile as error:
            raise notes.refusal("unreadable", reason=_short(error)) from None
        hidden = [name for name in listed if "__MACOSX" in name or "/." in f"/{name}"]
        inside_gdb = {name[: name.lower().index(".gdb/") + 4] for name in listed if ".gdb/" in name}
        named = [n for n in listed if n.lower().endswith(ENDINGS) and n not in hidden]
        found = [f"/vsizip/{file.resolve()}/{name}" for name in [*named, *sorted(inside_gdb)]]
    else:
        return [str(file)]
    if not found:
        raise notes.refusal("empty_archive", endings=", ".join(ENDINGS))
    return found


def load(source: Source, said: str | None, notes: Notes) -> gpd.GeoDataFrame:
    """Read the polygons of one layer; what is none is left out with a finding.

    Parameters
    ----------
    source : Source
    said : str, optional
        The encoding of its texts, where that is said.
    notes : Notes

    Raises
    ------
    InputError
        If it cannot be read or holds no polygons.
    """
    try:
        layer = _open(source, said)
    except (LookupError, UnicodeError) as error:
        raise notes.refusal("bad_encoding", encoding=said, reason=_short(error)) from None
    except Exception as error:  # each driver has errors of its own
        raise notes.refusal("unreadable", reason=_short(error)) from None
    if not isinstance(layer, gpd.GeoDataFrame) or layer.geometry.isna().all():
        raise notes.refusal("no_geometry")
    empty = layer.geometry.isna() | layer.geometry.is_empty
    if empty.any():
        notes.add("warning", "empty", count=int(empty.sum()))
    layer = layer[~empty]
    shapes = np.array([polygons(shape) for shape in layer.geometry])
    bare = shapely.is_empty(shapes)
    if bare.any():
        kinds = ", ".join(sorted(set(layer.geom_type[bare])))
        if bare.all():
            raise notes.refusal("no_polygons", kinds=kinds)
        notes.add("warning", "other_kinds", count=int(bare.sum()), kinds=kinds)
    kept = layer.set_geometry(gpd.GeoSeries(shapes, index=layer.index, crs=layer.crs))[~bare]
    for column in kept.columns.drop(kept.geometry.name):  # lists and the like become texts
        if kept[column].map(lambda value: isinstance(value, list | dict | np.ndarray)).any():
            kept[column] = kept[column].astype(str)
    return kept.reset_index(drop=True)


def _open(source: Source, said: str | None) -> gpd.GeoDataFrame:
    if source.path.lower().endswith(PARQUET):
        return gpd.read_parquet(source.path)
    if said:
        layer = gpd.read_file(source.path, layer=source.layer, encoding="ISO-8859-1")
        texts = layer.select_dtypes(["object", "str"]).columns.difference([layer.geometry.name])
        for column in texts:
            layer[column] = layer[column].map(
                lambda value: encoding.decoded(value, said) if isinstance(value, str) else value
            )
        return layer
    try:
        layer = gpd.read_file(source.path, layer=source.layer)
    except UnicodeDecodeError:  # the .cpg is wrong; the names are mended later
        layer = gpd.read_file(source.path, layer=source.layer, encoding="ISO-8859-1")
    bare = isinstance(layer, gpd.GeoDataFrame) and layer.crs is None
    # TopoJSON has no word for a coordinate system; like GeoJSON it is in degrees.
    return layer.set_crs(4326) if bare and source.path.lower().endswith("json") else layer


def polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """Return a geometry in two dimensions with its polygons alone; empty if it has none."""
    flat = shapely.force_2d(shape)
    if flat.geom_type in {"Polygon", "MultiPolygon"}:
        return flat
    if flat.geom_type != "GeometryCollection":
        return shapely.Polygon()
    parts = [polygons(part) for part in shapely.get_parts(flat)]
    kept = [part for part in parts if not part.is_empty]
    return shapely.union_all(kept) if kept else shapely.Polygon()


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
