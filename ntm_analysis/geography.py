"""Boundary layers keyed by code and vintage: loading, neighbours, label points."""

import datetime as dt
import json
from functools import cache
from pathlib import Path

import geopandas as gpd
import shapely

from ntm_analysis import places, store
from ntm_analysis.errors import DataError, InputError
from ntm_analysis.joins import join
from ntm_analysis.store import DEFAULT_LAYER
from ntm_analysis.vintages import same_units, vintage_of, vintages

__all__ = [
    "COMMUNES", "DEFAULT_LAYER", "METRES", "join", "label_points", "load_communes",
    "load_districts", "load_layer", "neighbours", "record",
]  # fmt: skip
COMMUNES = "communes_2025"
COMMUNES_SINCE = "2025-07-01"
METRES = "EPSG:5897"  # VN-2000 / TM-3 zone 482, covers the province


def load_districts(
    on: str | dt.date = places.DEFAULT_DATE, boundaries: str | Path = DEFAULT_LAYER
) -> gpd.GeoDataFrame:
    """Load the district layer with the register of that day.

    Parameters
    ----------
    on : str or date
        The day whose units are meant.
    boundaries : str or Path
        Name or folder of a layer.

    Returns
    -------
    GeoDataFrame
        Index `code`; the register's columns and `geometry` in VN-2000 (EPSG:5897, metres).

    Raises
    ------
    InputError
        If there is no such layer, or that day had no districts.
    DataError
        If the layer is of another vintage, layer and register do not hold the same units, or a
        polygon is not valid.
    """
    vintage = vintage_of(on)
    if vintages().loc[vintage, "level"] != "district":
        raise InputError(
            f"There are no districts on {on}, they ended on 30/6/2025; name an earlier day, or "
            "load the communes with load_communes."
        )
    return _load(vintage, str(store.find_layer(boundaries))).copy()


def load_communes(
    on: str | dt.date = COMMUNES_SINCE, boundaries: str | Path = COMMUNES
) -> gpd.GeoDataFrame:
    """Load the 166 communes and wards of July 2025; see `load_districts`.

    Raises
    ------
    InputError
        If there is no such layer, or that day is before 1/7/2025.
    DataError
        If the layer is of another vintage or does not hold the units of the register.
    """
    vintage = vintage_of(on)
    if vintages().loc[vintage, "level"] != "commune":
        raise InputError(
            f"The register has no communes of {on}; allowed: {COMMUNES_SINCE} and later."
        )
    return _load(vintage, str(store.find_layer(boundaries))).copy()


def load_layer(boundaries: str | Path) -> gpd.GeoDataFrame:
    """Load any layer with the register of its own vintage; see `load_districts`."""
    vintage = str(record(boundaries).get("vintage") or vintage_of(places.DEFAULT_DATE))
    return _load(vintage, str(store.find_layer(boundaries))).copy()


def record(boundaries: str | Path) -> dict:
    """Return what a layer's ``layer.json`` says: level, vintage, file, sha256, licence, repairs.

    Empty for a folder that has none.

    Raises
    ------
    InputError
        If there is no such layer.
    DataError
        If its ``layer.json`` is not one.
    """
    file = store.find_layer(boundaries) / "layer.json"
    if not file.is_file():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        found = None
    if not isinstance(found, dict) or found.get("vintage") not in vintages().index:
        raise DataError(
            f"The layer.json of {file.parent.name} states no known vintage; allowed: "
            f"{', '.join(vintages().index)}. Import the layer again."
        )
    return found


@cache
def _load(vintage: str, folder: str) -> gpd.GeoDataFrame:
    file = sorted(Path(folder).glob("*.shp"))[0]
    layer = gpd.read_file(file)
    if "code" not in layer.columns or layer["code"].duplicated().any() or layer.crs is None:
        raise DataError(
            f"The layer {file.name} has no unique column 'code' or no coordinate system; "
            "give each polygon its GSO code once, and the file its .prj."
        )
    layer = layer.set_index("code")[["geometry"]].to_crs(METRES)
    if not layer.is_valid.all():
        wrong = ", ".join(map(str, layer.index[~layer.is_valid]))
        raise DataError(f"The layer {file.name} has invalid polygons: {wrong}; repair them first.")
    stated = record(folder).get("vintage")
    if stated and not same_units(stated, vintage):
        raise DataError(
            f"The layer {file.parent.name} is of vintage {stated}, units of {vintage} are needed; "
            "name a layer of that vintage with --boundaries."
        )
    if stated:
        layer.attrs["vintage"] = stated
    return join(layer, places.units(vintage), "layer", "register")


def label_points(layer: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Return a point well inside each unit's largest polygon: the centre of its widest circle."""
    circles = [
        shapely.maximum_inscribed_circle(
            max(shapely.get_parts(shape), key=shapely.area), tolerance=100
        )
        for shape in layer.geometry
    ]
    return gpd.GeoSeries(shapely.get_point(circles, 0), index=layer.index, crs=layer.crs)


def neighbours(layer: gpd.GeoDataFrame, code: int) -> list[int]:
    """List the units that share a border line with a unit, by code; a common corner is none."""
    near = layer.geometry.iloc[sorted(layer.sindex.query(layer.geometry[code]))]
    shared = near.intersection(layer.geometry[code]).length
    return [int(other) for other in near.index[shared > 0] if other != code]
