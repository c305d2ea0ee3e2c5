"""Turns an executed notebook into a page without code and without anything from the network."""

import datetime as dt
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntm_analysis import __version__, store
from ntm_analysis.plan import Plan, load_plan
from ntm_analysis.publishing import extract
from ntm_analysis.publishing import page as html
from ntm_analysis.publishing.model import Document
from ntm_analysis.text import format_date
from ntm_analysis.wording import say

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from ntm_analysis.reporting.formats import Report

TEMPLATES = Path(str(files("ntm_analysis.reporting").joinpath("templates")))


def page(notebook: "NotebookNode", title: str, lang: str) -> str:
    """Return the HTML page of an executed notebook in one language.

    Cells tagged with another language are dropped, code is not shown, text output of the streams
    neither.
    """
    given = parameters(notebook)
    document = extract.document(notebook, title, lang, plan=given["plan"])
    return html.page(document, _plan(given["plan"]))


def parameters(notebook: "NotebookNode") -> dict[str, Any]:
    """Return the parameters that an executed notebook ran with, at least the plan."""
    given = notebook.metadata.get("papermill", {}).get("parameters", {})
    return {"plan": store.DEFAULT_PLAN, **given}


@cache
def _plan(name: str) -> Plan:
    return load_plan(name)


def document(report: "Report") -> Document:
    """Return a report as what its files are written from; those of the province have contents."""
    subject = {"district", "body"} & report.parameters.keys()
    return extract.document(
        report.notebook, report.title, report.lang,
        plan=str(report.parameters["plan"]), contents=not subject,
    )  # fmt: skip


def plan_of(report: "Report") -> Plan:
    """Return the plan that a report is about; shared, not to be changed."""
    return _plan(str(report.parameters["plan"]))


def write(report: "Report", target: Path) -> None:
    """Write the page of a report: the format ``html``."""
    target.write_text(html.page(document(report), plan_of(report)), encoding="utf-8")


def check(report: "Report", files: list[Path]) -> list[str]:
    """Say which files of a report are missing or empty, and which code did not run."""
    wrong = [f"{file.name} was not written." for file in files if not file.is_file()]
    wrong += [f"{f.name} is empty." for f in files if f.is_file() and not f.stat().st_size]
    for number, cell in enumerate(report.notebook.cells, start=1):
        if cell.cell_type == "code" and cell.source.strip() and cell.execution_count is None:
            wrong.append(f"Cell {number} of the notebook was not executed.")
    return wrong


def footer(lang: str) -> str:
    """Return the line that says when and with what a page was made."""
    today = dt.datetime.now(dt.UTC).astimezone().date()
    return say("report.made", lang, date=format_date(today, lang), version=__version__)


def index_page(**fields: Any) -> str:
    """Return the index page of a batch; all fields are escaped."""
    import jinja2

    loader = jinja2.FileSystemLoader(TEMPLATES)
    environment = jinja2.Environment(loader=loader, autoescape=True)
    return environment.get_template("index.html.j2").render(css=html.css(), **fields)
