"""Where the polygons of a file lie: coordinate system, and those that are in the province."""

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from ntm_analysis import geography
from ntm_analysis.boundaries.notes import Notes
from ntm_analysis.boundaries.reading import polygons

INSIDE = 0.5  # share of a polygon that must lie in the province to count as one of its units
# Systems in use for files of this province, tried only for a hint.
_USUAL = ("EPSG:4326", "EPSG:5897", "EPSG:9210", "EPSG:3405", "EPSG:32648", "EPSG:3857")


def near_province(
    layer: gpd.GeoDataFrame, crs: str | None, known: gpd.GeoDataFrame, notes: Notes
) -> gpd.GeoDataFrame:
    """Tell which rows lie near the province by their boxes, in the file's own system.

    Returns
    -------
    GeoDataFrame
        Those rows in VN-2000 (metres), invalid rings mended, the index that of `layer`.

    Raises
    ------
    InputError
        If there is no coordinate system, it is wrong, or nothing lies in the province.
    """
    layer = _with_crs(layer, crs, known, notes)
    notes.found["crs"] = _named(layer.crs)
    boxes = shapely.bounds(layer.geometry.to_numpy())
    hit = _hits(boxes, _province(known, layer.crs))
    if not hit.any():
        raise _elsewhere(layer, boxes, known, notes)
    near = layer[hit].copy()
    broken = ~near.is_valid
    near = near.to_crs(geography.METRES)
    finite = np.isfinite(shapely.bounds(near.geometry.to_numpy())).all(axis=1)
    if not finite.all():
        notes.add("warning", "infinite", count=int((~finite).sum()))
        near, broken = near[finite], broken[finite]
    if broken.any() or not near.is_valid.all():
        near.geometry = [
            shape if shape.is_valid else polygons(shapely.make_valid(shape))
            for shape in near.geometry
        ]
    near["_mended"] = broken.to_numpy()
    return near[~near.geometry.is_empty]


def in_province(near: gpd.GeoDataFrame, known: gpd.GeoDataFrame, notes: Notes) -> gpd.GeoDataFrame:
    """Keep the polygons that lie mostly in the province; the place decides, not an attribute.

    Raises
    ------
    InputError
        If there is none.
    """
    whole = known.geometry.union_all()
    shapely.prepare(whole)
    areas = near.geometry.area.to_numpy()
    share = shapely.area(shapely.intersection(near.geometry.to_numpy(), whole)) / areas
    kept = near[share > INSIDE]
    if kept.empty:
        raise notes.refusal("none_inside")
    mended = int(kept["_mended"].sum())
    if mended:
        notes.repair("invalid", count=mended)
    return kept.drop(columns="_mended")


def _with_crs(
    layer: gpd.GeoDataFrame, crs: str | None, known: gpd.GeoDataFrame, notes: Notes
) -> gpd.GeoDataFrame:
    if crs:
        try:
            return layer.set_crs(CRS.from_user_input(crs), allow_override=True)
        except CRSError:
            raise notes.refusal("bad_crs", crs=crs) from None
    if layer.crs is None:
        boxes = shapely.bounds(layer.geometry.to_numpy())
        raise notes.refusal("no_crs", hint=_hint(boxes, known, notes))
    return layer


def _province(known: gpd.GeoDataFrame, crs: CRS | str) -> np.ndarray:
    """Return the box of the province in a coordinate system; infinite where it has none."""
    to_it = Transformer.from_crs(geography.METRES, crs, always_xy=True)
    try:
        return np.array(to_it.transform_bounds(*known.total_bounds, densify_pts=5))
    except ProjError:
        return np.array([np.inf, np.inf, np.inf, np.inf])


def _hits(boxes: np.ndarray, province: np.ndarray) -> np.ndarray:
    x0, y0, x1, y1 = province
    return (boxes[:, 0] <= x1) & (boxes[:, 2] >= x0) & (boxes[:, 1] <= y1) & (boxes[:, 3] >= y0)


def _hint(boxes: np.ndarray, known: gpd.GeoDataFrame, notes: Notes) -> str:
    """Name the usual systems in which the coordinates would lie in the province."""
    most = min(20, max(1, len(boxes) // 2)) if len(boxes) < 100 else 10
    fits = [code for code in _USUAL if _hits(boxes, _province(known, code)).sum() >= most]
    return notes.sentence("hint.crs", systems=", ".join(fits)) if fits else ""


def _elsewhere(
    layer: gpd.GeoDataFrame, boxes: np.ndarray, known: gpd.GeoDataFrame, notes: Notes
) -> Exception:
    turned = boxes[:, [1, 0, 3, 2]]
    if any(_hits(turned, _province(known, crs)).any() for crs in ("EPSG:4326", layer.crs)):
        return notes.refusal("swapped")
    low = ", ".join(f"{value:.2f}" for value in layer.total_bounds)
    return notes.refusal(
        "elsewhere", box=low, crs=_named(layer.crs), hint=_hint(boxes, known, notes)
    )


def _named(crs: CRS) -> str:
    code = CRS(crs).to_epsg()
    return f"EPSG:{code}" if code else str(CRS(crs).name)
