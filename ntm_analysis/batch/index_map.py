"""The map of the index page: each district a link to its report."""

from typing import Any

from ntm_analysis.batch.ledger import Record
from ntm_analysis.store import DEFAULT_LAYER
from ntm_analysis.wording import say

MOST_NAMED = 100  # more names do not fit on the map; each unit's title says its name


def drawn(
    records: dict[str, Record], rows: list[dict[str, Any]], lang: str
) -> dict[str, Any] | None:
    """Return what the page draws the map from; None where no report is about a district.

    Parameters
    ----------
    records : dict of Record
    rows : list of dict
        Of the page, with the kind of subject, the subject and the page of each.
    lang : {"vi", "en"}
    """
    pages = {row["subject"]: row for row in rows if row["kind"] == "district"}
    if not pages:
        return None
    from ntm_analysis.errors import NtmError
    from ntm_analysis.geography import load_districts
    from ntm_analysis.plan import load_plan
    from ntm_analysis.reporting import explore_map

    about = next(record for record in records.values() if "district" in record.parameters)
    try:
        plan = load_plan(str(about.parameters["plan"]))
        layer = load_districts(plan.units_on, about.parameters.get("boundaries", DEFAULT_LAYER))
    except (NtmError, KeyError):
        return None
    shown, height = _shown(layer)
    for unit, code in zip(shown, layer.index, strict=True):
        page = pages.get(str(code), {})
        unit["href"] = page.get("html", "")
        unit["title"] = page.get("title", layer.loc[code, "name"])
    return {
        "width": explore_map.WIDTH,
        "height": height,
        "label": say("index.map", lang),
        "units": shown,
    }


def _shown(layer: Any) -> tuple[list[dict[str, Any]], int]:
    """Return the path of each unit, with its name and its place where there is room for names."""
    from ntm_analysis.reporting import explore_map

    if len(layer) > MOST_NAMED:
        paths, height = explore_map.paths(layer)
        return [{"path": path, "lines": [], "leader": None} for path in paths], height
    shapes, height = explore_map.drawn(layer)
    return [
        {
            "path": shape.path,
            "at": shape.name_at,
            "lines": shape.lines,
            "leader": shape.symbol if shape.leader else None,
        }
        for shape in shapes
    ], height
