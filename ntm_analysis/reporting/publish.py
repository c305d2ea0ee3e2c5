"""Turns an executed notebook into a page without code and without anything from the network."""

import datetime as dt
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

from ntm_analysis import __version__
from ntm_analysis.text import LANGUAGES, format_date
from ntm_analysis.wording import say

if TYPE_CHECKING:
    from ntm_analysis.reporting.formats import Report

TEMPLATES = Path(str(files("ntm_analysis.reporting").joinpath("templates")))


def page(notebook: nbformat.NotebookNode, title: str, lang: str) -> str:
    """Return the HTML page of an executed notebook in one language.

    Cells tagged with another language are dropped, code is not shown, text output of the streams
    neither.
    """
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    other = {f"lang:{name}" for name in LANGUAGES if name != lang}
    config = Config()
    config.TagRemovePreprocessor.enabled = True
    config.TagRemovePreprocessor.remove_cell_tags = other | {"injected-parameters"}
    exporter = HTMLExporter(
        config=config, template_name="ntm", extra_template_basedirs=[str(TEMPLATES)]
    )
    about = {
        "lang": lang,
        "title": title,
        "css": css(),
        "back": say("report.index_link", lang),
        "footer": footer(lang),
    }
    body, _ = exporter.from_notebook_node(notebook, resources={"ntm": about})
    return str(body)


def write(report: "Report", target: Path) -> None:
    """Write the page of a report: the format ``html``."""
    target.write_text(page(report.notebook, report.title, report.lang), encoding="utf-8")


def check(report: "Report", files: list[Path]) -> list[str]:
    """Say which files of a report are missing or empty, and which code did not run."""
    wrong = [f"{file.name} was not written." for file in files if not file.is_file()]
    wrong += [f"{f.name} is empty." for f in files if f.is_file() and not f.stat().st_size]
    for number, cell in enumerate(report.notebook.cells, start=1):
        if cell.cell_type == "code" and cell.source.strip() and cell.execution_count is None:
            wrong.append(f"Cell {number} of the notebook was not executed.")
    return wrong


def css() -> str:
    """Return the style sheet of all pages."""
    return (TEMPLATES / "page.css").read_text(encoding="utf-8")


def footer(lang: str) -> str:
    """Return the line that says when and with what a page was made."""
    today = dt.datetime.now(dt.UTC).astimezone().date()
    return say("report.made", lang, date=format_date(today, lang), version=__version__)


def index_page(**fields: Any) -> str:
    """Return the index page of a batch; all fields are escaped."""
    import jinja2

    loader = jinja2.FileSystemLoader(TEMPLATES)
    environment = jinja2.Environment(loader=loader, autoescape=True)
    return environment.get_template("index.html.j2").render(css=css(), **fields)
