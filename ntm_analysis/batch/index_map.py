"""The map of the index page: each district a link to its report."""

from typing import Any

from ntm_analysis.batch.ledger import Record
from ntm_analysis.wording import say

DEFAULT_LAYER = "districts_2024"


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
    from ntm_analysis.reporting.explore_map import WIDTH
    from ntm_analysis.reporting.explore_map import drawn as shapes_of

    about = next(record for record in records.values() if "district" in record.parameters)
    try:
        plan = load_plan(str(about.parameters["plan"]))
        layer = load_districts(plan.units_on, about.parameters.get("boundaries", DEFAULT_LAYER))
    except (NtmError, KeyError):
        return None
    shapes, height = shapes_of(layer)
    return {
        "width": WIDTH,
        "height": height,
        "label": say("index.map", lang),
        "units": [
            {
                "path": shape.path,
                "at": shape.name_at,
                "lines": shape.lines,
                "leader": shape.symbol if shape.leader else None,
                "href": pages.get(str(shape.code), {}).get("html", ""),
                "title": pages.get(str(shape.code), {}).get("title", shape.name),
            }
            for shape in shapes
        ],
    }
