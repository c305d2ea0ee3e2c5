"""Reads a boundary file: format, coordinates, encoding."""

import re
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from ntm_analysis import geography
from ntm_analysis.errors import InputError

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def read(file: Path, crs: str | None = None) -> gpd.GeoDataFrame:
    """Read a boundary file in any format that GDAL or GeoParquet knows, in EPSG:4326.

    Raises
    ------
    InputError
        If it cannot be read, holds no polygons, has no coordinate system, or lies elsewhere.
    """
    if not file.exists():
        raise InputError(f"There is no boundary file {str(file)!r}; name one.")
    try:
        parquet = file.suffix.lower() in {".parquet", ".geoparquet"}
        layer = gpd.read_parquet(file) if parquet else gpd.read_file(file)
    except Exception as error:  # each driver has errors of its own
        reason = " ".join(str(error).split())[:120]
        raise InputError(
            f"{file.name} cannot be read as a boundary file ({reason}); allowed: shapefile (also "
            "zipped), GeoPackage, GeoJSON, TopoJSON, FlatGeobuf, GeoParquet, KML."
        ) from None
    if not isinstance(layer, gpd.GeoDataFrame) or layer.geometry.isna().all():
        raise InputError(f"{file.name} holds no geometry; name a file of polygons.")
    if not layer.geom_type.dropna().isin(["Polygon", "MultiPolygon"]).all():
        kinds = ", ".join(sorted(set(layer.geom_type.dropna())))
        raise InputError(f"{file.name} holds {kinds}; only polygons are units, name such a file.")
    return _located(layer[layer.geometry.notna()].reset_index(drop=True), file.name, crs)


def _located(layer: gpd.GeoDataFrame, name: str, crs: str | None) -> gpd.GeoDataFrame:
    if crs:
        try:
            layer = layer.set_crs(CRS.from_user_input(crs), allow_override=True)
        except CRSError:
            raise InputError(f"{crs!r} is no coordinate system; write it as EPSG:4326.") from None
    if layer.crs is None:
        raise InputError(
            f"{name} names no coordinate system; add its .prj, or say it with "
            "--crs, as in EPSG:4326."
        )
    placed = layer.to_crs(4326)
    province = shapely.box(*geography.load_districts().to_crs(4326).total_bounds)
    boxes = placed.geometry.envelope
    if boxes.intersects(province).any():
        return placed
    swapped = shapely.transform(boxes.to_numpy(), lambda xy: xy[:, ::-1])
    if shapely.intersects(swapped, province).any():
        raise InputError(f"{name} has latitude and longitude swapped; write longitude first.")
    low = ", ".join(f"{value:.2f}" for value in placed.total_bounds)
    raise InputError(
        f"No polygon of {name} lies in the province (its box is {low} in degrees); the coordinate "
        "system is wrong, say it with --crs, or the file is of another place."
    )


def mend(value: object) -> object:
    r"""Undo UTF-8 read as Latin-1, and literal escapes; anything else is returned as it is.

    >>> mend("Thanh HÃ³a"), mend(r"Th\u1ecd Xu\u00e2n"), mend("Thọ Xuân")
    ('Thanh Hóa', 'Thọ Xuân', 'Thọ Xuân')
    """
    if not isinstance(value, str):
        return value
    value = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)
    for encoding in ("cp1252", "latin-1"):
        try:
            return value.encode(encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return value


def mended(layer: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[str]]:
    """Mend the encoding of all text columns; also list what was mended, as ``old -> new``."""
    repairs: list[str] = []
    layer = layer.copy()
    for column in layer.columns.drop(layer.geometry.name):
        if pd.api.types.is_numeric_dtype(layer[column]):
            continue
        new = layer[column].map(mend)
        changed = (new != layer[column]) & layer[column].notna()
        repairs += [
            f"{a} -> {b}" for a, b in zip(layer[column][changed], new[changed], strict=True)
        ]
        layer[column] = new
    return layer, repairs
