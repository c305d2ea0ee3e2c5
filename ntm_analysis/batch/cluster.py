"""Runs jobs on the workers of a Dask scheduler; they carry what they read, and come back whole."""

import os
import re
import shutil
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from ntm_analysis import __version__, store
from ntm_analysis.batch import keys, reads, work
from ntm_analysis.batch import results as kept
from ntm_analysis.batch.job import Job
from ntm_analysis.batch.processes import starter
from ntm_analysis.batch.run import Submit
from ntm_analysis.batch.supervise import Outcome, supervise
from ntm_analysis.errors import InputError
from ntm_analysis.wording import say

_LONG_AGO = 315_532_800  # 1/1/1980: what was carried is older than any job
_guard = threading.Lock()
_batches: dict[str, "_Batch"] = {}


class _Batch:
    """What a worker keeps of one batch: the unpacked files and the warm server."""

    def __init__(self, parcel: bytes, needs: dict[str, list[str]]) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="ntm_batch_"))
        with zipfile.ZipFile(BytesIO(parcel)) as carried:
            carried.extractall(self.root)
        for file in self.root.rglob("*"):
            os.utime(file, (_LONG_AGO, _LONG_AGO))
        self.stop = threading.Event()
        self.starter = starter(self.root)
        self.starter.load(needs)

    def close(self) -> None:
        self.stop.set()
        self.starter.close()
        shutil.rmtree(self.root, ignore_errors=True)


def versions() -> dict[str, str]:
    """Return what must be the same on all machines for the same bytes."""
    return {"ntm_analysis": f"{__version__} ({keys.package()[:12]})", **keys.environment()}


def run_far(
    job: Job, name: str, key: str, parcel: bytes, needs: dict[str, list[str]], here: dict[str, str]
) -> Outcome:
    """Run one job on a worker; the outcome holds the bytes of all that it made.

    Parameters
    ----------
    job : Job
    name : str
        Of its notebook in the parcel.
    key : str
        Of the batch.
    parcel : bytes
        A zip of the files that the jobs read.
    needs : dict
        Plans, layers and languages, see `session.needs`.
    here : dict
        `versions` of the machine that asks.
    """
    wrong = _other_version("", here, versions(), job.lang)
    if wrong:
        return Outcome(job, "failed", wrong)
    with _guard:
        if key not in _batches:
            _batches[key] = _Batch(parcel, needs)
        batch = _batches[key]
    # Beside what came in the parcel, as results lie beside the jobs of a batch here.
    folder = Path(tempfile.mkdtemp(prefix="ntm_job_", dir=batch.root))
    try:
        far = replace(job, notebook=batch.root / name)
        outcome = supervise(far, folder / job.id, batch.starter, batch.stop)
        outcome.job, outcome.carried = job, _bytes(folder / job.id, job.id)
        return outcome
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def end(key: str) -> None:
    """End a batch on a worker: its jobs, its server, its files."""
    with _guard:
        batch = _batches.pop(key, None)
    if batch is not None:
        batch.close()


def _bytes(folder: Path, job_id: str) -> dict[str, bytes]:
    names = [f"{work.OUT}/{file.name}" for file in sorted((folder / work.OUT).glob("*"))]
    names += [name for name in (work.LOG, f"{job_id}.ipynb") if (folder / name).is_file()]
    return {name: (folder / name).read_bytes() for name in names}


@contextmanager
def connect(
    address: str, todo: list[Job], needs: dict[str, list[str]], stop: threading.Event
) -> Iterator[Submit]:
    """Give what submits jobs to a scheduler at an address such as ``tcp://host:8786``.

    Raises
    ------
    InputError
        If Dask is not installed, no scheduler answers there, it has no worker, or a worker has
        another version of what reports are made with.
    """
    try:
        from distributed import Client

        if not re.match(r"(\w+://)?[\w.\-\[\]:]+:\d+$", address):
            raise ValueError(address)
        client = Client(address, timeout="10s", set_as_default=False)
    except ImportError:
        raise InputError("Dask is not installed; call: pip install 'ntm_analysis[dask]'.") from None
    except (OSError, ValueError):
        raise InputError(
            f"No Dask scheduler answers at {address!r}; start one with 'dask scheduler' and give "
            "its address, as in tcp://127.0.0.1:8786."
        ) from None
    with client:
        _check_workers(client, address, todo[0].lang)
        names = {job.id: reads.name_of(job.notebook.absolute()) for job in todo}
        parcel = pack(todo, needs)
        key = sha256(os.urandom(16)).hexdigest()
        sent = client.scatter(parcel, broadcast=True, hash=False)
        pool, here = client.get_executor(pure=False), versions()

        def submit(job: Job, made: Path) -> Any:
            return pool.submit(run_far, job, names[job.id], key, sent, needs, here)

        try:
            yield submit
        finally:
            with suppress(Exception):  # a worker that is gone has nothing to end
                client.run(end, key, on_error="ignore")
            pool.shutdown(wait=not stop.is_set())


def _check_workers(client: Any, address: str, lang: str) -> None:
    try:
        found = client.run(versions, on_error="return")
    except Exception as error:
        raise InputError(f"The workers of {address} do not answer: {error}.") from None
    if not found:
        raise InputError(
            f"The scheduler {address} has no worker; start one with 'dask worker {address}'."
        )
    here = versions()
    for name, there in found.items():
        if isinstance(there, BaseException):
            raise InputError(
                f"The worker {name} has no ntm_analysis of this version "
                f"({type(there).__name__}); install {__version__} there."
            )
        wrong = _other_version(name, here, there, lang)
        if wrong:
            raise InputError(wrong + ".")


def _other_version(name: str, here: dict[str, str], there: dict[str, str], lang: str) -> str:
    for what, version in here.items():
        if there.get(what) != version:
            found = there.get(what) or "?"
            return say("batch.other_version", lang, name=name, what=what, here=version, there=found)
    return ""


def pack(todo: list[Job], needs: dict[str, list[str]]) -> bytes:
    """Return a zip of the notebooks, registers, plans and layers that jobs read.

    Raises
    ------
    InputError
        If one lies neither beside the data nor below the working folder.
    """
    places = [store.find("data/places"), store.find("data/bodies.csv")]
    places += [store.find_plan(plan) for plan in needs["plans"]]
    for layer in needs["layers"]:
        with suppress(InputError):
            places.append(store.find_layer(layer))
    places += [job.notebook for job in todo]
    for job in todo:
        places += [reads.path_of(name) or Path(name) for name in keys.named_inputs(job)]
    results = [
        name for name in kept.names(job.parameters for job in todo) if not Path(name).exists()
    ]
    content = BytesIO()
    files = {inner.absolute() for place in places for inner in _inner(place)}
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as carried:
        for file in sorted(files):
            name = reads.name_of(file)
            if Path(name).is_absolute():
                raise InputError(
                    f"{name} cannot be carried to a worker; put it below the working folder."
                )
            carried.write(file, name)
        for name in results:
            place = store.find_results(name)
            for file in _inner(place):
                carried.write(
                    file, f"{kept.FOLDER}/{name}/{file.relative_to(place)}".removesuffix("/.")
                )
    return content.getvalue()


def _inner(place: Path) -> list[Path]:
    return [file for file in place.rglob("*") if file.is_file()] if place.is_dir() else [place]
