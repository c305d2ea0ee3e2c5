"""Turns an executed notebook into a page without code and without anything from the network."""

import datetime as dt
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntm_analysis import __version__, store
from ntm_analysis.plan import Plan, load_plan
from ntm_analysis.progress.reading import hash_of
from ntm_analysis.publishing import extract
from ntm_analysis.publishing import page as html
from ntm_analysis.publishing.model import Document
from ntm_analysis.text import format_date
from ntm_analysis.wording import say

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from ntm_analysis.reporting.formats import Report

_FIRST = "01_plan_and_audit"
_PROVINCE = {"01_", "02_", "03_", "06_"}  # reports with a page of contents
TEMPLATES = Path(str(files("ntm_analysis.reporting").joinpath("templates")))


def page(notebook: "NotebookNode", title: str, lang: str) -> str:
    """Return the HTML page of an executed notebook in one language.

    Cells tagged with another language are dropped, code is not shown, text output of the streams
    neither.
    """
    made = extract.document(notebook, title, lang)
    given = notebook.metadata.get("papermill", {}).get("parameters", {})
    return html.page(made, plan_for(given))


def plan_for(parameters: Mapping[str, Any]) -> Plan:
    """Return the plan that a notebook got, with its results if it got some; shared."""
    results, day = (str(parameters.get(name, "")) for name in ("results", "day"))
    stamp = hash_of(store.find_results(results)) if results else ""
    return _plan(str(parameters.get("plan", store.DEFAULT_PLAN)), results, day, stamp)


@cache
def _plan(name: str, results: str, day: str, stamp: str) -> Plan:
    """Return a plan with its results; `stamp` changes with their file."""
    made = load_plan(name)
    if not results:
        return made
    from ntm_analysis.progress.results import plan_with
    from ntm_analysis.reporting import results as given

    return plan_with(made, given.load(results, made, given.day(day, made)))


@lru_cache(maxsize=1)
def document(report: "Report") -> Document:
    """Return a report as what its files are written from; those of the province have contents."""
    subject = {"district", "body"} & report.parameters.keys()
    contents = report.id[:3] in _PROVINCE and not subject
    return extract.document(report.notebook, report.title, report.lang, contents=contents)


def plan_of(report: "Report") -> Plan | None:
    """Return the plan that a report is about, None if no number of it rests on one; shared."""
    made = document(report)
    return plan(report) if any(map(html.evidence_of, made.blocks)) else None


def plan(report: "Report") -> Plan:
    """Return the plan that a report was made for; shared, not to be changed."""
    return plan_for(report.parameters)


def write(report: "Report", target: Path) -> None:
    """Write the page of a report: the format ``html``."""
    target.write_text(html.page(document(report), plan_of(report)), encoding="utf-8")


def write_docx(report: "Report", target: Path) -> None:
    """Write a report for Word: the format ``docx``."""
    from ntm_analysis.publishing.word import docx

    target.write_bytes(docx(document(report), plan(report)))


def write_pdf(report: "Report", target: Path) -> None:
    """Write a report for print: the format ``pdf``."""
    from ntm_analysis.publishing.pdf import pdf

    target.write_bytes(pdf(document(report), plan(report)))


def write_xlsx(report: "Report", target: Path) -> None:
    """Write the tables of a report as a workbook: the format ``xlsx``."""
    from ntm_analysis.publishing.workbook import xlsx

    target.write_bytes(xlsx(tables_of(report), plan(report)))


@lru_cache(maxsize=1)
def tables_of(report: "Report") -> Document:
    """Return the report whose tables the workbook holds: those of the plan too, in the first."""
    made = document(report)
    if not report.id.startswith(_FIRST):
        return made
    from ntm_analysis.reporting.plan_tables import with_plan

    return with_plan(made, plan(report))


def verified(report: "Report", files: list[Path]) -> list[str]:
    """Read the files of a report again and say what in them is not as the tables have it."""
    from ntm_analysis.publishing.verify.check import check as held

    others = [file for file in files if file.suffix != ".xlsx"]
    about = plan(report) if any(file.suffix != ".html" for file in files) else plan_of(report)
    said = held(document(report), about, others)
    if len(others) < len(files):
        said += held(tables_of(report), about, [file for file in files if file.suffix == ".xlsx"])
    return said


def check(report: "Report", files: list[Path]) -> list[str]:
    """Say which files of a report are missing or empty, and which code did not run."""
    lang = report.lang
    wrong = [say("verify.gone", lang, file=file.name) for file in files if not file.is_file()]
    wrong += [
        say("verify.empty", lang, file=file.name)
        for file in files
        if file.is_file() and not file.stat().st_size
    ]
    for number, cell in enumerate(report.notebook.cells, start=1):
        if cell.cell_type == "code" and cell.source.strip() and cell.execution_count is None:
            wrong.append(say("verify.not_run", lang, number=number))
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
