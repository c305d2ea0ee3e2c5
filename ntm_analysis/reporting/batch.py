"""Runs jobs with papermill in parallel; a report is published whole or not at all."""

import datetime as dt
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from ntm_analysis import __version__, store
from ntm_analysis.errors import InputError
from ntm_analysis.plan import Plan
from ntm_analysis.reporting import ledger
from ntm_analysis.reporting.catalogue import Job
from ntm_analysis.reporting.index import index

CELL_TIMEOUT_S = 300
FAILED_FOLDER = "failed"


@dataclass(frozen=True)
class Outcome:
    """What a worker hands back: page and notebook, or the sentence that says what failed."""

    job: Job
    seconds: float
    notebook: str
    page: str = ""
    error: str = ""


def execute(job: Job) -> Outcome:
    """Execute one job and make its page; never raises, so that no job harms another."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        executed = Path(folder) / f"{job.id}.ipynb"
        try:
            page = _page(job, executed)
            error = ""
        except Exception as failure:
            page, error = "", _sentence(failure)
        kept = executed.read_text(encoding="utf-8") if executed.exists() else ""
    return Outcome(job, round(time.monotonic() - started, 2), kept, page, error)


def _page(job: Job, executed: Path) -> str:
    import nbformat
    import papermill

    from ntm_analysis.reporting.publish import page

    papermill.execute_notebook(
        str(job.notebook), str(executed), parameters=job.parameters, kernel_name="python3",
        progress_bar=False, log_output=False, execution_timeout=CELL_TIMEOUT_S,
        extra_arguments=["--log-level=CRITICAL"],
    )  # fmt: skip
    notebook = nbformat.read(executed, as_version=4)
    return page(notebook, job.title, job.parameters["lang"])


def _sentence(failure: Exception) -> str:
    """Say what failed in one line, without the path of any machine."""
    name, value = getattr(failure, "ename", ""), getattr(failure, "evalue", "")
    if name:
        return f"{name.rpartition('.')[2]}: {' '.join(str(value).split())}"
    said = " ".join(str(failure).split())[:300]
    return f"{type(failure).__name__}: {said.replace(str(Path.home()), '~')}"


@contextmanager
def local_pool(workers: int) -> Iterator[Executor]:
    """Give an executor of spawned processes: papermill is not safe in threads."""
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        yield pool


@contextmanager
def dask_pool(address: str) -> Iterator[Executor]:
    """Give the executor of a Dask scheduler at an address such as ``tcp://host:8786``.

    Raises
    ------
    InputError
        If Dask is not installed or no scheduler answers there.
    """
    try:
        from distributed import Client

        client = Client(address, timeout="10s")
    except ImportError:
        raise InputError("Dask is not installed; call: pip install 'ntm_analysis[dask]'.") from None
    except (OSError, ValueError):
        raise InputError(
            f"No Dask scheduler answers at {address!r}; start one with 'dask scheduler' and give "
            "its address, as in tcp://127.0.0.1:8786."
        ) from None
    with client:
        yield client.get_executor(retries=1)


def run(
    jobs: list[Job], plan: Plan, folder: Path, pool: Executor, *, lang: str = "vi",
    progress: Callable[[Outcome], None] = lambda outcome: None,
) -> list[ledger.Record]:  # fmt: skip
    """Run jobs, publish what succeeded, keep the last good page of what failed.

    Parameters
    ----------
    jobs : list of Job
    plan : Plan
        For the index page.
    folder : Path
        Where pages, notebooks, ledger and index go.
    pool : Executor
        Any standard executor whose workers have the package.
    progress : callable
        Called with each outcome as it comes in.

    Returns
    -------
    list of Record
        The records of this run's jobs, in their order.
    """
    folder.mkdir(parents=True, exist_ok=True)
    records = ledger.load(folder)
    running: dict[Future[Outcome], Job] = {pool.submit(execute, job): job for job in jobs}
    for future in as_completed(running):
        outcome = _result(future, running[future])
        records[outcome.job.id] = _publish(outcome, folder, records.get(outcome.job.id))
        progress(outcome)
    about = {
        "plan": plan.name,
        "lang": lang,
        "package": __version__,
        "inputs": {
            "plan": store.sha256(plan.folder),
            "places": store.sha256(store.find("data/places")),
            "boundaries": store.sha256(store.find("shapefiles")),
        },
    }
    ordered = sorted(records.values(), key=lambda record: record.id)
    write_whole(folder / ledger.NAME, ledger.content(ordered, about))
    write_whole(folder / "index.html", index(ordered, plan, lang))
    return [records[job.id] for job in jobs]


def _result(future: Future[Outcome], job: Job) -> Outcome:
    try:
        return future.result()
    except Exception as failure:
        return Outcome(job, 0.0, "", error=_sentence(failure))


def _publish(outcome: Outcome, folder: Path, before: ledger.Record | None) -> ledger.Record:
    job = outcome.job
    now = dt.datetime.now(dt.UTC).astimezone().isoformat(timespec="seconds")
    record = ledger.Record(
        job.id, job.title, "failed" if outcome.error else "done", now, outcome.seconds,
        job.parameters, outcome.error, before.last_good if before else "",
    )  # fmt: skip
    failed = folder / FAILED_FOLDER / f"{job.id}.ipynb"
    if outcome.error:
        if outcome.notebook:
            write_whole(failed, outcome.notebook)
        return record
    write_whole(folder / f"{job.id}.ipynb", outcome.notebook)
    write_whole(folder / f"{job.id}.html", outcome.page)
    failed.unlink(missing_ok=True)
    return replace(record, last_good=now)


def write_whole(target: Path, content: str) -> None:
    """Write a file beside its place and move it in, so that no reader meets half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    draft.write_text(content, encoding="utf-8")
    draft.replace(target)
