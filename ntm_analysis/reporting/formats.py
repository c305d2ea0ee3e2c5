"""The formats that a report can be written in: each has one writer and any number of checks.

A new format is one line in `WRITERS`; a new check of what was written is one line in `CHECKS`. Both
are named by module and function, so that a library is imported only where its format is asked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntm_analysis.errors import one_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

# format -> function(report, target): writes the one file of that format, or raises.
WRITERS: dict[str, str] = {
    "html": "ntm_analysis.reporting.publish:write",
    "docx": "ntm_analysis.reporting.publish:write_docx",
    "pdf": "ntm_analysis.reporting.publish:write_pdf",
    "xlsx": "ntm_analysis.reporting.publish:write_xlsx",
}
# function(report, files) -> list of sentences, empty if nothing is wrong.
CHECKS: list[str] = [
    "ntm_analysis.reporting.publish:check",
    "ntm_analysis.reporting.publish:verified",
]


@dataclass(frozen=True, eq=False)
class Report:
    """An executed report on its way to the reader.

    Attributes
    ----------
    id : str
        Name of its files without the ending.
    title, lang : str
    parameters : dict
        As the notebook got them.
    notebook : NotebookNode
        Executed, with its outputs, without times and without paths of the machine.
    """

    id: str
    title: str
    lang: str
    parameters: dict[str, Any]
    notebook: "NotebookNode"


def known(names: Iterable[str]) -> tuple[str, ...]:
    """Return the formats, each once, in the order given.

    Raises
    ------
    InputError
        If one has no writer.
    """
    chosen = tuple(dict.fromkeys(names))
    for name in chosen:
        if name not in WRITERS:
            raise one_of("format", name, WRITERS)
    return chosen


def write(report: Report, names: Iterable[str], folder: Path) -> list[Path]:
    """Write a report in each format into a folder; return the files."""
    files = []
    for name in known(names):
        target = folder / f"{report.id}.{name}"
        _function(WRITERS[name])(report, target)
        files.append(target)
    return files


def verify(report: Report, files: list[Path]) -> list[str]:
    """Hold what was written against the report; return what is wrong, one sentence each."""
    return [sentence for check in CHECKS for sentence in _function(check)(report, files)]


def _function(address: str) -> Any:
    module, _, name = address.partition(":")
    return getattr(import_module(module), name)
