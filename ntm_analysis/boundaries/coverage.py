"""Gaps and overlaps between units: closed within a tolerance, else told with their area."""

import geopandas as gpd
import numpy as np
import shapely

from ntm_analysis.boundaries.notes import Notes

TOLERANCE_M = 20.0
SMALL_KM2 = 0.01  # a fault of less than a hectare is a sliver whatever its shape
ROUNDING = 1.0  # m²: what smaller faults measure is rounding
MAX_LOST = 0.01  # gap as a share of the smaller unit beside it, or area moved, that is an error


def mended(
    units: gpd.GeoDataFrame, labels: dict[int, str], tolerance: float, notes: Notes
) -> gpd.GeoDataFrame:
    """Close slivers no wider than the tolerance; findings for all that is wider.

    An overlap that is wider is an error, as nothing says whose land it is. A gap that is wider is
    left open: an error if a unit beside it lacks more than 1 % of itself, else a warning.

    Parameters
    ----------
    units : GeoDataFrame
        Index `code`, metres.
    labels : dict of int to str
        Names for messages.
    tolerance : float
        Width in metres.
    """
    shapes = units.geometry.to_numpy()
    if len(shapes) < 2 or shapely.coverage_is_valid(shapes, gap_width=tolerance):
        _gaps(units, labels, tolerance, notes)
        return units
    closed = _overlaps(units, labels, tolerance, notes)
    closed += _gaps(units, labels, tolerance, notes)
    if notes.wrong:
        return units
    clean = shapely.coverage_clean(shapes, gap_width=tolerance)
    moved = shapely.area(shapely.symmetric_difference(clean, shapes)) / shapely.area(shapes)
    for at in np.flatnonzero(moved > MAX_LOST):
        notes.add("error", "moved", name=labels[units.index[at]], percent=round(100 * moved[at], 1))
    if closed and not notes.wrong:
        notes.repair(
            "slivers", count=len(closed), area=round(sum(closed) / 1e6, 4), tolerance=tolerance
        )
    return units.set_geometry(gpd.GeoSeries(clean, index=units.index, crs=units.crs))


def narrow(shape: shapely.Geometry, tolerance: float) -> bool:
    """Tell whether a shape is nowhere wider than the tolerance."""
    return bool(shapely.buffer(shape, -tolerance / 2).is_empty)


def overlap_area(shapes: np.ndarray) -> float:
    """Return how much area of some shapes is covered more than once, in their units."""
    return float(shapely.area(shapes).sum() - shapely.area(shapely.union_all(shapes)))


def _overlaps(
    units: gpd.GeoDataFrame, labels: dict[int, str], tolerance: float, notes: Notes
) -> list[float]:
    """Tell each overlap that is no sliver; return the areas of the slivers."""
    shapes, closed = units.geometry.to_numpy(), []
    left, right = units.sindex.query(units.geometry, predicate="intersects")
    for one, other in zip(left[left < right], right[left < right], strict=True):
        shared = shapely.get_parts(shapely.intersection(shapes[one], shapes[other]))
        areas = shapely.area(shared)
        wide = [
            area for part, area in zip(shared, areas, strict=True)
            if area > SMALL_KM2 * 1e6 and not narrow(part, tolerance)
        ]  # fmt: skip
        closed += [float(area) for area in areas if area > 0 and area not in wide]
        if wide:
            notes.add(
                "error", "overlap", one=labels[units.index[one]], other=labels[units.index[other]],
                area=round(sum(wide) / 1e6, 3), tolerance=tolerance,
            )  # fmt: skip
    return closed


def _gaps(
    units: gpd.GeoDataFrame, labels: dict[int, str], tolerance: float, notes: Notes
) -> list[float]:
    """Tell each gap that is no sliver, by the units around it; return the areas of the slivers."""
    shapes, closed = units.geometry.to_numpy(), []
    parts = shapely.get_parts(shapely.union_all(shapes))
    for ring in [ring for part in parts for ring in part.interiors]:
        gap = shapely.Polygon(ring)
        if narrow(gap, tolerance):
            closed += [gap.area] if gap.area > ROUNDING else []
            continue
        beside = units.sindex.query(gap, predicate="intersects")
        smallest = min(shapes[at].area for at in beside)
        severity = "error" if gap.area > MAX_LOST * smallest else "warning"
        named = ", ".join(labels[units.index[at]] for at in beside[:6])
        notes.add(severity, "gap", names=named, area=round(gap.area / 1e6, 3), tolerance=tolerance)
    return closed
