"""The interactive page: one HTML file with inline SVG and one script, nothing from the network."""

import base64
import hashlib
import json
from typing import Any

import geopandas as gpd

from ntm_analysis import geography
from ntm_analysis.figures import finding
from ntm_analysis.plan import Plan
from ntm_analysis.reporting import explore_data as told
from ntm_analysis.reporting.explore_map import WIDTH, drawn
from ntm_analysis.reporting.publish import TEMPLATES
from ntm_analysis.text import LANGUAGES, format_billion
from ntm_analysis.vocabulary import ZONES
from ntm_analysis.wording import check_language


def page(
    plan: Plan, layer: gpd.GeoDataFrame, lang: str = "vi",
    boundaries: str = geography.DEFAULT_LAYER,
) -> str:  # fmt: skip
    """Return the interactive page of a plan; all text of the plan is escaped.

    Parameters
    ----------
    plan : Plan
    layer : GeoDataFrame
        The plan's districts by code, in metres, with the columns `name` and `zone`.
    lang : {"vi", "en"}
        The language that the page opens in; it holds both.
    boundaries : str
        Name of the layer, for the source line.
    """
    import jinja2

    loader = jinja2.FileSystemLoader(TEMPLATES)
    environment = jinja2.Environment(loader=loader, autoescape=True)
    script, css = (_template(f"explore.{ending}") for ending in ("js", "css"))
    shapes, height = drawn(layer)
    return environment.get_template("explore.html.j2").render(
        lang=check_language(lang), languages=LANGUAGES, both=told.both, named=told.named,
        hashes=[_hash(script), _hash(css)], script=script, css=css,
        data=_json(told.content(plan, layer)), shapes=shapes, width=WIDTH, height=height,
        rows=told.rows(plan, layer), indicators=list(plan.headline["indicator"]), zones=ZONES,
        funding=told.funding(plan), parts=told.parts(plan), gap=told.gap(plan),
        title=told.both("explore.title", province=plan.province, year=plan.year),
        total={name: format_billion(plan.amount("total"), name, 2) for name in LANGUAGES},
        sources={name: finding.source(plan, boundaries, name) for name in LANGUAGES},
    )  # fmt: skip


def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """Return the hash by which the page's policy allows its one script and its one style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _json(data: dict[str, Any]) -> str:
    """Return JSON that cannot end the element that it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
