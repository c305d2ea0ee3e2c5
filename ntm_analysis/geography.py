"""Boundary layers keyed by code: loading, two-sided joins, neighbours, label points."""

import datetime as dt
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from ntm_analysis import places, store
from ntm_analysis.errors import DataError

DEFAULT_LAYER = "districts_2024"
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
        If there is no such layer, or the register says nothing of that day.
    DataError
        If layer and register do not hold the same units, or a polygon is not valid.
    """
    return _load(str(on), str(store.find_layer(boundaries))).copy()


@cache
def _load(on: str, folder: str) -> gpd.GeoDataFrame:
    file = sorted(Path(folder).glob("*.shp"))[0]
    layer = gpd.read_file(file)
    if "code" not in layer.columns or layer["code"].duplicated().any() or layer.crs is None:
        raise DataError(
            f"The layer {file.name} has no unique column 'code' or no coordinate system; "
            "give each polygon its GSO code once, and the file its .prj."
        )
    layer = layer.set_index("code").to_crs(METRES)
    if not layer.is_valid.all():
        wrong = ", ".join(map(str, layer.index[~layer.is_valid]))
        raise DataError(f"The layer {file.name} has invalid polygons: {wrong}; repair them first.")
    return join(layer[["geometry"]], places.units(on), "layer", "register")


def join(
    left: gpd.GeoDataFrame, right: pd.DataFrame | pd.Series, left_name: str, right_name: str
) -> gpd.GeoDataFrame:
    """Join two tables by code; nothing may be missing on either side.

    Raises
    ------
    DataError
        If a code stands on one side only, or twice, or the sides are of two vintages; the message
        names both sides.
    """
    right = _same_vintage(left, right, left_name, right_name)
    only_left = sorted(set(left.index) - set(right.index))
    only_right = sorted(set(right.index) - set(left.index))
    doubled = sorted(
        set(left.index[left.index.duplicated()]) | set(right.index[right.index.duplicated()])
    )
    if only_left or only_right or doubled:
        raise DataError(
            f"{left_name} and {right_name} do not hold the same units: only in {left_name} "
            f"{_named(only_left)}, only in {right_name} {_named(only_right)}, more than once "
            f"{_named(doubled)}; mend the side that is wrong."
        )
    return left.join(right)


def _same_vintage(
    left: pd.DataFrame, right: pd.DataFrame | pd.Series, left_name: str, right_name: str
) -> pd.DataFrame | pd.Series:
    """Refuse two vintages, as codes are reused; return the right side without its vintage."""
    if not isinstance(right, pd.DataFrame) or not {"vintage"} <= set(left) & set(right):
        return right
    ours, theirs = (sorted(set(side["vintage"])) for side in (left, right))
    if ours != theirs:
        raise DataError(
            f"{left_name} is of vintage {', '.join(ours)}, {right_name} of {', '.join(theirs)}; "
            "the same code means another unit there, so join them by a crosswalk "
            "(ntm.succession) or take data of one vintage."
        )
    return right.drop(columns="vintage")


def _named(codes: list[int]) -> str:
    known = places.units().index
    shown = [f"{code} ({places.unit_name(code)})" if code in known else str(code) for code in codes]
    return ", ".join(shown) or "none"


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
    shared = layer.geometry.intersection(layer.geometry[code]).length
    return [int(other) for other in layer.index[shared > 0] if other != code]
