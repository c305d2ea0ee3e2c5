"""What is imported and loaded once, before the processes of jobs are forked."""

import contextlib
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from ntm_analysis.batch import reads

# What a job would import by itself; a test holds that nothing is missing.
USED = (
    "IPython.core.logger", "babel.dates", "ipykernel.comm", "ipykernel.ipkernel", "lxml.html",
    "ntm_analysis.batch.quotes",
    "ntm_analysis.figures.charts", "ntm_analysis.figures.maps",
    "ntm_analysis.publishing.verify.check", "ntm_analysis.publishing.workbook",
    "ntm_analysis.reporting.first", "ntm_analysis.reporting.money",
    "ntm_analysis.reporting.present", "ntm_analysis.reporting.publish",
    "ntm_analysis.reporting.quotes", "ntm_analysis.reporting.result_changes",
    "ntm_analysis.reporting.result_sections",
    "ntm_analysis.reporting.story", "pandas.core.reshape.reshape",
)  # fmt: skip
WRITES = {
    "docx": ("docx", "lxml.etree", "ntm_analysis.publishing.word", "pypandoc"),
    "pdf": ("ntm_analysis.publishing.pdf", "pdfplumber", "pypandoc", "typst"),
    "xlsx": ("openpyxl", "xlsxwriter"),
}


def imports() -> None:
    """Import what notebooks, papermill and the exporter use, and prepare the shell."""
    with without("rfc3987_syntax"):
        import nbformat  # noqa: F401
    from ntm_analysis.batch import client, shell  # noqa: F401

    reads.start()
    shell.prepare()
    for name in USED:
        import_module(name)
    from ntm_analysis.publishing import page
    from ntm_analysis.text import LANGUAGES, format_number

    page.template("report.html.j2")  # compiled once
    for lang in LANGUAGES:
        format_number(0.5, lang)


def load(about: dict[str, Any]) -> None:
    """Load the plans, layers and formats named in `about`, and draw one map.

    A plan or layer that cannot be loaded is left to the jobs, which say what is wrong with it.
    """
    from ntm_analysis import bodies, places, store, successors, vintages
    from ntm_analysis.errors import NtmError
    from ntm_analysis.geography import load_districts
    from ntm_analysis.plan import load_plan

    for name in about.get("formats", []):
        for library in WRITES.get(name, ()):
            import_module(library)
    for name in about.get("plans", []):
        with contextlib.suppress(NtmError, OSError):
            reads.clear()
            plan = load_plan(name)
            reads.remember_for(store.find_plan(name))
            _load_results(plan, about)
            for layer in about.get("layers", []):
                with contextlib.suppress(NtmError, OSError):
                    reads.clear()
                    units = load_districts(plan.units_on, layer)
                    reads.remember_for(store.find_layer(layer))
                    _rehearse(units)
    # Registers are small: each job reads its own, so that it is known which reads what.
    for module in (bodies, places, successors, vintages):
        for thing in vars(module).values():
            if hasattr(thing, "cache_clear"):
                thing.cache_clear()
    reads.clear()


def _load_results(plan: Any, about: dict[str, Any]) -> None:
    """Load the results of the jobs; the batch keeps what they are known by in its own way."""
    from ntm_analysis import store
    from ntm_analysis.reporting import results

    for name in about.get("results", []):
        for day in about.get("days", []) or [""]:
            with store.results_in(Path(*about["kept"])):
                results.load(name, plan, results.day(day, plan))
    reads.clear()


def _rehearse(units: Any) -> None:
    """Draw one map, so that fonts and the parts of a picture are loaded."""
    from matplotlib import pyplot as plt

    from ntm_analysis.figures import maps, style
    from ntm_analysis.figures.save import picture

    drawn = style.figure_of(maps.locator(units, units.index[0], []))
    picture(drawn, "png", "", 30)
    plt.close(drawn)
    # The inline back end was loaded while drawing in a style of our own, which puts settings back.
    plt.ion()


@contextlib.contextmanager
def without(module: str) -> Iterator[None]:
    """Let a module seem not to be installed, where another only looks whether it is.

    jsonschema builds 38 grammars for addresses in foreign letters when it finds ``rfc3987_syntax``;
    that takes a second, and notebooks hold no such address.
    """
    missing = module not in sys.modules
    if missing:
        sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if missing:
            del sys.modules[module]
