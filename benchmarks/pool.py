"""papermill in a pool of two processes, a peer of the batch: python pool.py ENGINE FOLDER.

The folder holds ``jobs.json``, and gets the notebooks and pages. The pool calls functions of this
module by its name: an engine that runs cells inside the process takes ``__main__`` for itself.
"""

import functools
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import nbformat

from ntm_analysis.batch import work
from ntm_analysis.batch.job import Job
from ntm_analysis.reporting import formats, publish


def run(engine: str, folder: Path) -> None:
    """Run the reports of a folder, two at a time."""
    entries = json.loads((folder / "jobs.json").read_text(encoding="utf-8"))
    call = functools.partial(one, engine, folder)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        list(executor.map(call, map(Job.from_dict, entries)))


def one(engine: str, folder: Path, job: Job) -> None:
    """Run one report with papermill's own engine or another, and make its page."""
    import papermill

    made = folder / f"{job.id}.ipynb"
    quiet = {} if engine else {"extra_arguments": ["--log-level=CRITICAL"]}
    papermill.execute_notebook(
        str(job.notebook), str(made), parameters=job.parameters, kernel_name="python3",
        engine_name=engine or None, progress_bar=False, log_output=False, **quiet,
    )  # fmt: skip
    page(job, made, made.with_suffix(".html"))


def page(job: Job, notebook: Path, target: Path) -> bytes:
    """Write the page of an executed notebook; return its bytes."""
    content = work.without_times(nbformat.read(notebook, as_version=4))
    publish.write(
        formats.Report(job.file_name, job.title, job.lang, job.parameters, content), target
    )
    return target.read_bytes()


if __name__ == "__main__":
    import pool

    pool.run(sys.argv[1], Path(sys.argv[2]))
