"""Times the batch against its peers on the real catalogue: python benchmarks/batch.py [--rounds 5].

The ways are run in turn, round after round, on two cores; each number is the median of the rounds,
and what counts is the ratio. After each round the notebooks of all ways are compared cell by cell
(source, outputs, count), and the pages made from them byte by byte.

- ``shell``: ``papermill`` and ``jupyter nbconvert`` for each report, two at a time by ``xargs -P2``
- ``pool``: papermill in a pool of two processes, and our exporter
- ``ploomber``: ploomber-engine in the same pool, where it is installed; its outputs may differ
- ``ntm``: ``ntm run --force``
- ``again``: ``ntm run`` with nothing changed
"""

import argparse
import functools
import json
import os
import re
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import nbformat
import psutil

from ntm_analysis import store
from ntm_analysis.batch import catalogue, listing, work
from ntm_analysis.batch.job import Job
from ntm_analysis.reporting import publish

BIN = Path(sys.executable).parent


def shell(jobs: list[Job], folder: Path) -> None:
    """Run papermill and nbconvert as commands, two at a time."""
    lines = []
    for job in jobs:
        made = folder / f"{job.id}.ipynb"
        given = " ".join(f"-p {n} {shlex.quote(str(v))}" for n, v in job.parameters.items())
        strings = given.replace("-p ", "-r ")
        lines.append(
            f"{BIN}/papermill {job.notebook} {made} {strings} -k python3 --no-progress-bar "
            f"&& {BIN}/jupyter nbconvert --to html {made}"
        )
    calls = "\0".join(lines)
    subprocess.run(  # noqa: S603 - our own commands
        [shutil.which("xargs") or "xargs", "-0", "-P2", "-I{}", "sh", "-c", "{}"], input=calls,
        text=True, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def one_in_pool(engine: str | None, folder: Path, job: Job) -> None:
    """Run one report with papermill's own engine or another, and make its page."""
    import papermill

    made = folder / f"{job.id}.ipynb"
    papermill.execute_notebook(
        str(job.notebook), str(made), parameters=job.parameters, kernel_name="python3",
        engine_name=engine, progress_bar=False, log_output=False,
        extra_arguments=["--log-level=CRITICAL"],
    )  # fmt: skip
    page = publish.page(nbformat.read(made, as_version=4), job.title, job.lang)
    made.with_suffix(".html").write_text(page, encoding="utf-8")


def pool(engine: str | None, jobs: list[Job], folder: Path) -> None:
    """Run papermill in a pool of two processes."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        list(executor.map(functools.partial(one_in_pool, engine, folder), jobs))


def ntm(jobs: list[Job], out: Path, *more: str) -> float:
    """Run ``ntm run``; return the most memory that all of its processes held at once, in MB."""
    running = subprocess.Popen(  # noqa: S603 - our own command
        [BIN / "ntm", "run", "--quiet", "--workers", "2", "--out", out, *more]
    )
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(running, peak))
    watcher.start()
    if running.wait():
        raise SystemExit("ntm run failed; see above")
    watcher.join()
    return peak[0]


def _watch(running: subprocess.Popen, peak: list[float]) -> None:
    """Add up the proportional memory of a process and all that it started, four times a second."""
    while running.poll() is None:
        held = 0
        try:
            top = psutil.Process(running.pid)
            for one in (top, *top.children(recursive=True)):
                held += getattr(one.memory_full_info(), "pss", one.memory_info().rss)
        except (psutil.Error, OSError):
            pass
        peak[0] = max(peak[0], held / 1e6)
        time.sleep(0.25)


def cells(file: Path) -> list:
    """Return what a notebook shows, without the times and the random id that papermill adds."""
    made = work.without_times(nbformat.read(file, as_version=4))
    text = re.sub(r"0x[0-9a-f]{8,}", "0x", nbformat.writes(made))
    return [
        (c["source"], c.get("outputs"), c.get("execution_count")) for c in json.loads(text)["cells"]
    ]


def differing(jobs: list[Job], ours: Path, theirs: Path) -> list[str]:
    """Return the reports whose notebooks or pages differ between two ways."""
    found = []
    for job in jobs:
        a, b = ours / f"{job.id}.ipynb", theirs / f"{job.id}.ipynb"
        pages = [
            publish.page(work.without_times(nbformat.read(f, as_version=4)), job.title, job.lang)
            for f in (a, b)
        ]
        same_file = (ours / f"{job.id}.html").read_text(encoding="utf-8") == pages[0]
        if cells(a) != cells(b) or pages[0] != pages[1] or not same_file:
            found.append(job.id)
    return found


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that a call took on the clock and of processor, children included."""
    start, used = time.perf_counter(), _processor()
    call()
    return time.perf_counter() - start, _processor() - used


def _processor() -> float:
    ours, children = (
        resource.getrusage(k) for k in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return sum(used.ru_utime + used.ru_stime for used in (ours, children))


def main() -> None:
    """Print medians, ratios, memory, and what differed."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--rounds", type=int, default=5)
    reader.add_argument("--only", default=None, help="only reports whose id fits")
    reader.add_argument("--skip", default="", help="ways to leave out, with commas")
    asked = reader.parse_args()
    jobs = listing.select(catalogue.load(store.find("reports.yml")).jobs, asked.only)
    more = ("--only", asked.only) if asked.only else ()
    took: dict[str, list[float]] = {}
    spent: dict[str, list[float]] = {}
    memory: list[float] = []
    root = Path(tempfile.mkdtemp(prefix="ntm_benchmark_"))
    os.chdir(root)
    out = root / "ntm"
    made = out / "thanh_hoa_2024" / "vi"
    ways: dict[str, Callable[[Path], object]] = {
        "shell": lambda folder: shell(jobs, folder),
        "pool": lambda folder: pool(None, jobs, folder),
        "ploomber": lambda folder: pool("embedded", jobs, folder),
        "ntm": lambda folder: memory.append(ntm(jobs, out, "--force", *more)),
        "again": lambda folder: ntm(jobs, out, *more),
    }
    left_out = set(asked.skip.split(","))
    if not _has_ploomber():
        left_out.add("ploomber")
    try:
        for turn in range(asked.rounds):
            for name, call in ways.items():
                if name not in left_out:
                    folder = root / name
                    if name not in {"ntm", "again"}:
                        shutil.rmtree(folder, ignore_errors=True)
                        folder.mkdir()
                    clock, used = timed(lambda c=call, f=folder: c(f))
                    took.setdefault(name, []).append(clock)
                    spent.setdefault(name, []).append(used)
                    _say(f"round {turn + 1}: {name} {clock:.2f} s, {used:.2f} s of processor")
            for name in ways:
                if name not in left_out | {"ntm", "again"}:
                    found = differing(jobs, made, root / name)
                    _say(f"round {turn + 1}: {len(found)} of {len(jobs)} differ from {name}")
    finally:
        shutil.rmtree(root, ignore_errors=True)
    _report(took, spent, memory, len(jobs))


def _has_ploomber() -> bool:
    from papermill.engines import papermill_engines

    return "embedded" in papermill_engines._engines


def _report(
    took: dict[str, list[float]], spent: dict[str, list[float]], memory: list[float], count: int
) -> None:
    medians = {name: statistics.median(times) for name, times in took.items()}
    used = {name: statistics.median(times) for name, times in spent.items()}
    for name, seconds in medians.items():
        _say(
            f"{name:9} {seconds:7.2f} s for {count} reports; ntm is "
            f"{seconds / medians['ntm']:.2f} times as fast, "
            f"{used[name] / used['ntm']:.2f} times in processor time"
        )
    _say(f"a second run takes {100 * medians['again'] / medians['ntm']:.2f} % of the first")
    _say(f"memory of the whole batch: {max(memory):.0f} MB (proportional, all processes)")


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - the command's own output


if __name__ == "__main__":
    main()
