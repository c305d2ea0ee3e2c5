"""The sentences of a plan's own document, handed to the jobs that print them."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntm_analysis.batch.job import Job
from ntm_analysis.batch.listing import Listing

if TYPE_CHECKING:
    from nbformat import NotebookNode

TAG = "sentences-of-the-plan"


def with_document(listing: Listing, document: Path) -> Listing:
    """Return the jobs of a catalogue with the lines of the document that tables of the plan name.

    Raises
    ------
    InputError
        If it is not the document of the plan.
    """
    from ntm_analysis.plan import load_plan
    from ntm_analysis.publishing.sources import document_lines, lines_of

    plan = load_plan(listing.source or listing.plan)
    lines = document_lines(document, plan)
    wanted = {str(number): lines[number] for number in sorted(lines_of(plan)) if number in lines}
    jobs = [replace(job, sentences=wanted) for job in listing.jobs]
    return replace(listing, jobs=jobs)


def append(notebook: "NotebookNode", job: Job) -> None:
    """Put the sentences that the figures of a report rest on at its end, each figure marked."""
    if not job.sentences:
        return
    import nbformat

    from ntm_analysis.publishing import extract, page
    from ntm_analysis.reporting import present, publish, quotes

    made = extract.document(notebook, job.title, job.lang)
    held = [evidence for block in made.blocks for evidence in page.evidence_of(block)]
    lines = {int(number): parts for number, parts in job.sentences.items()}
    shown = quotes.blocks(held, publish.plan_for(job.parameters), lines, job.lang)
    outputs: list[Any] = [
        nbformat.v4.new_output("display_data", data=present.bundle(block)) for block in shown
    ]
    if outputs:
        cell = nbformat.v4.new_code_cell("# ntm run --document", outputs=outputs)
        counts = [c.execution_count or 0 for c in notebook.cells if c.cell_type == "code"]
        cell.update(id=TAG, execution_count=max(counts, default=0) + 1)
        notebook.cells.append(cell)
