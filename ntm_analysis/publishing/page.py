"""Writes a report as an HTML page: no script, nothing from the network, each number a link."""

import base64
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ntm_analysis import __version__
from ntm_analysis.errors import DataError
from ntm_analysis.evidence import Address, Evidence, note, title_of
from ntm_analysis.plan import Plan
from ntm_analysis.publishing import SOURCES
from ntm_analysis.publishing.model import Block, Document, Figure, Heading, Table
from ntm_analysis.wording import say

ASSETS = Path(str(files("ntm_analysis.publishing").joinpath("assets")))
SCREEN_DPI, PICTURE_DPI = 80, 160


@cache
def css() -> str:
    """Return the style sheet of all pages."""
    return (ASSETS / "page.css").read_text(encoding="utf-8")


@cache
def _environment() -> Any:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(ASSETS), autoescape=True, keep_trailing_newline=True
    )


def template(name: str) -> Any:
    """Return a template of the package that escapes all that is filled in."""
    return _environment().get_template(name)


def footer(plan: Plan | None, lang: str) -> str:
    """Return the line that says what a report was made with and from; no clock is in it."""
    if plan is None:
        return say("report.made_with", lang, version=__version__)
    return say("report.made_from", lang, version=__version__, sha=plan.document["sha256"][:12])


def caption(block: Table | Figure, lang: str) -> str:
    """Return the caption of a table or picture with its number.

    >>> caption(Table((), (), "Targets", number=2), "en")
    'Table 2. Targets'
    """
    kind = "table" if isinstance(block, Table) else "figure"
    return say(f"caption.{kind}", lang, number=block.number, caption=block.caption)


def formulas(document: Document) -> list[Evidence]:
    """List the computed numbers of a report, each way of computing once, in order."""
    found: dict[Evidence, None] = {}
    for block in document.blocks:
        for evidence in evidence_of(block):
            if evidence.formula:
                found[evidence] = None
    return list(found)


def evidence_of(block: Block) -> list[Evidence]:
    """List the evidence in a block."""
    if isinstance(block, Table):
        return [cell.evidence for row in block.rows for cell in row if cell.evidence]
    if isinstance(block, Figure):
        return []
    return [span.evidence for span in block.spans if span.evidence]


def page(document: Document, plan: Plan | None) -> str:
    """Return the page of a report; everything in it is escaped.

    The plan may be left out where no number carries evidence.
    """
    lang = document.lang
    made = formulas(document)
    order = {evidence: at for at, evidence in enumerate(made, start=1)}
    notes: dict[Evidence, str] = {}

    def link(evidence: Evidence) -> str:
        if evidence.formula:
            return f"#how-{order[evidence]}"
        return f"{SOURCES}#{evidence.inputs[0].anchor}"

    def noted(evidence: Evidence) -> str:
        if evidence not in notes:
            notes[evidence] = note(evidence, needed(plan), lang)
        return notes[evidence]

    def named(address: Address) -> str:
        return title_of(address, needed(plan), lang)

    words = {
        "back": say("report.index_link", lang),
        "sources": say("report.sources_link", lang),
        "contents": say("report.contents", lang),
        "working_paper": say("report.working_paper", lang),
        "formulas": say("report.formulas", lang),
    }
    rendered = template("report.html.j2").render(
        document=document, css=css(), words=words, formulas=made, link=link, note=noted,
        heads=[b for b in document.blocks if isinstance(b, Heading) and b.level == 2],
        kind=lambda block: type(block).__name__.lower(), named=named, width=_width,
        caption=lambda block: caption(block, lang), footer=footer(plan, lang),
        formula=lambda evidence: formula(evidence, lang),
        base64=lambda png: base64.b64encode(png).decode("ascii"),
    )  # fmt: skip
    return str(rendered)


def needed(plan: Plan | None) -> Plan:
    """Return the plan that numbers with evidence need.

    Raises
    ------
    DataError
        If there is none.
    """
    if plan is None:
        raise DataError("A number of the report rests on a plan, and no plan was given.")
    return plan


def formula(evidence: Evidence, lang: str) -> str:
    """Return the formula of a computed number in words."""
    name, _, value = evidence.formula.partition(":")
    said = say(f"how.{name}", lang)
    return f"{said} ({value}%)" if value else said


def _width(png: bytes) -> int:
    return int.from_bytes(png[16:20], "big") * SCREEN_DPI // PICTURE_DPI
