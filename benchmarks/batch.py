"""Times the batch against its peers: python benchmarks/batch.py [--sample 12] [--rounds 5].

Reports spread evenly over the real catalogue are made in each way in turn, round after round, two
at a time; each number is the median of the rounds, and what counts is the ratio. After each round
the notebooks of all ways are compared cell by cell (source, outputs, count), and the page made from
each byte by byte with the page that ``ntm run`` published. ``--write`` puts the result into
docs/batch.md.

- ``shell``: ``papermill`` and ``jupyter nbconvert`` for each report, two at a time by ``xargs -P2``
- ``pool``: papermill in a pool of two processes, and our exporter
- ``ploomber``: ploomber-engine in the same pool, in an environment of its own made for it, where
  it can be installed; its outputs may differ
- ``ntm``: ``ntm run --force``, with all that it does besides: checks, reading again, ZIPs, index
- ``again``: ``ntm run`` with nothing changed
"""

import argparse
import functools
import json
import re
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import machine
import nbformat
import pool
import psutil
import yaml

from ntm_analysis import store
from ntm_analysis.batch import catalogue, work
from ntm_analysis.batch.job import Job

BIN = Path(sys.executable).parent
PEERS = ("shell", "pool", "ploomber")
SAID = {
    "shell": "`papermill` and `jupyter nbconvert`, `xargs -P2`",
    "pool": "papermill in a pool of two processes, our exporter",
    "ploomber": "ploomber-engine in the same pool",
    "ntm": "`ntm run --force --workers 2`",
    "again": "`ntm run`, nothing changed",
}


def sample(count: int, folder: Path) -> list[Job]:
    """Return reports spread evenly over the catalogue, and write a catalogue of these alone."""
    jobs = catalogue.load(store.find("reports.yml")).jobs
    count = min(count, len(jobs))
    jobs = [jobs[at * len(jobs) // count] for at in range(count)]
    entries = [
        {
            "notebook": job.notebook.stem,
            "parameters": {n: v for n, v in job.parameters.items() if n not in {"plan", "lang"}},
        }
        for job in jobs
    ]
    content = {"plan": jobs[0].parameters["plan"], "lang": jobs[0].lang, "reports": entries}
    (folder / "reports.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return jobs


def shell(jobs: list[Job], folder: Path) -> None:
    """Run papermill and nbconvert as commands, two at a time."""
    lines = []
    for job in jobs:
        made = folder / f"{job.id}.ipynb"
        given = " ".join(f"-r {n} {shlex.quote(str(v))}" for n, v in job.parameters.items())
        lines.append(
            f"{BIN}/papermill {job.notebook} {made} {given} -k python3 --no-progress-bar "
            f"&& {BIN}/jupyter nbconvert --to html {made}"
        )
    subprocess.run(  # noqa: S603 - our own commands
        [shutil.which("xargs") or "xargs", "-0", "-P2", "-I{}", "sh", "-c", "{}"],
        input="\0".join(lines), text=True, check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip


def in_pool(python: str, engine: str, jobs: list[Job], folder: Path) -> None:
    """Run papermill in a pool of two processes of one interpreter."""
    asked = folder / "jobs.json"
    asked.write_text(json.dumps([job.as_dict() for job in jobs]), encoding="utf-8")
    call = [python, pool.__file__, engine, str(folder)]
    subprocess.run(call, check=True, stderr=subprocess.DEVNULL)  # noqa: S603 - our own command


NTM = (BIN / "ntm", "run", "reports.yml", "--quiet", "--workers", "2", "--out", "ntm")


def ntm(folder: Path, *more: str) -> None:
    """Run ``ntm run``."""
    subprocess.run([*NTM, *more], cwd=folder, check=True)  # noqa: S603 - our own command


def most_memory(folder: Path) -> float:
    """Return the most that all processes of ``ntm run`` held at once, in MB; it takes time."""
    running = subprocess.Popen([*NTM, "--force"], cwd=folder)  # noqa: S603 - our own command
    peak = [0.0]
    watcher = threading.Thread(target=watch, args=(running, peak))
    watcher.start()
    if running.wait():
        raise SystemExit("ntm run failed; see above")
    watcher.join()
    return peak[0]


def watch(running: subprocess.Popen, peak: list[float]) -> None:
    """Add up the proportional memory of a process and all that it started, every half second."""
    while running.poll() is None:
        held = 0
        try:
            top = psutil.Process(running.pid)
            for one in (top, *top.children(recursive=True)):
                held += getattr(one.memory_full_info(), "pss", one.memory_info().rss)
        except (psutil.Error, OSError):
            pass
        peak[0] = max(peak[0], held / 1e6)
        time.sleep(0.5)


def ploomber(folder: Path) -> str:
    """Make an environment that has ploomber-engine besides ours; return its Python, or nothing."""
    home = folder / "ploomber_env"
    done = subprocess.run([sys.executable, "-m", "venv", home], check=False)  # noqa: S603 - ours
    python = home / "bin/python"
    own = sysconfig.get_path("purelib", vars={"base": str(home)})
    if done.returncode or not python.is_file():
        return ""
    ours = "\n".join(path for path in sys.path if "site-packages" in path)
    (Path(own) / "ours.pth").write_text(ours + f"\n{store.homes()[0]}\n", encoding="utf-8")
    call = [python, "-m", "pip", "install", "--quiet", "ploomber-engine"]
    done = subprocess.run(call, check=False, stderr=subprocess.DEVNULL)  # noqa: S603 - a known name
    return "" if done.returncode else str(python)


def cells(file: Path) -> list:
    """Return what a notebook shows, without the times and the random id that papermill adds."""
    made = work.without_times(nbformat.read(file, as_version=4))
    text = re.sub(r"0x[0-9a-f]{8,}", "0x", nbformat.writes(made))
    return [
        (c["source"], c.get("outputs"), c.get("execution_count")) for c in json.loads(text)["cells"]
    ]


def differing(jobs: list[Job], ours: Path, theirs: Path) -> list[str]:
    """Return the reports whose notebooks or pages differ between `ntm` and another way."""
    found = []
    for job in jobs:
        a, b = ours / f"{job.id}.ipynb", theirs / f"{job.id}.ipynb"
        published = (ours / f"{job.file_name}.html").read_bytes()
        if cells(a) != cells(b) or published != pool.page(job, b, theirs / "page.html"):
            found.append(job.id)
    return found


@dataclass
class Measured:
    """What was measured of all ways: seconds on the clock and of processor, load, memory."""

    clock: dict[str, list[float]] = field(default_factory=dict)
    used: dict[str, list[float]] = field(default_factory=dict)
    differ: dict[str, set[str]] = field(default_factory=dict)
    loads: list[float] = field(default_factory=list)
    memory: float = 0.0

    def take(self, name: str, call: Callable[[], object]) -> str:
        """Call and note how long it took, children included."""
        self.loads.append(machine.load())
        start, used = time.perf_counter(), processor()
        call()
        self.clock.setdefault(name, []).append(time.perf_counter() - start)
        self.used.setdefault(name, []).append(processor() - used)
        return f"{name} {self.clock[name][-1]:.2f} s, {self.used[name][-1]:.2f} s of processor"


def processor() -> float:
    """Return the seconds of processor of this process and of all children that ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    taken = [resource.getrusage(kind) for kind in kinds]
    return sum(used.ru_utime + used.ru_stime for used in taken)


def measure(jobs: list[Job], root: Path, rounds: int, left_out: set[str]) -> Measured:
    """Run all ways in turn, and compare what they made."""
    found = Measured()
    python = "" if "ploomber" in left_out else ploomber(root)
    if not python:
        left_out = left_out | {"ploomber"}
        tell("ploomber is left out: ploomber-engine was not asked for or could not be installed")

    ways: dict[str, Callable[[Path], object]] = {
        "shell": lambda folder: shell(jobs, folder),
        "pool": lambda folder: in_pool(sys.executable, "", jobs, folder),
        "ploomber": lambda folder: in_pool(python, "embedded", jobs, folder),
        "ntm": lambda folder: ntm(root, "--force"),
        "again": lambda folder: ntm(root),
    }
    made = root / "ntm" / str(jobs[0].parameters["plan"]) / jobs[0].lang
    for turn in range(rounds):
        for name in (name for name in ways if name not in left_out):
            folder = root / name
            if name in PEERS:
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
            said = found.take(name, functools.partial(ways[name], folder))
            tell(f"round {turn + 1}: {said}; load before {found.loads[-1]:.1f}")
        for name in (name for name in PEERS if name not in left_out):
            different = differing(jobs, made, root / name)
            found.differ.setdefault(name, set()).update(different)
            tell(f"round {turn + 1}: {len(different)} of {len(jobs)} differ from {name}")
    found.memory = most_memory(root)
    return found


def table(found: Measured, count: int) -> str:
    """Return the result as a page has it."""
    clock = {name: statistics.median(taken) for name, taken in found.clock.items()}
    used = {name: statistics.median(taken) for name, taken in found.used.items()}
    rounds = len(found.clock["ntm"])
    rows = ["| way | wall time | processor | times `ntm`, wall | times `ntm`, processor | differ |",
            "|---|---:|---:|---:|---:|---:|"]  # fmt: skip
    for name in clock:
        differ = f"{len(found.differ[name])} of {count}" if name in found.differ else ""
        rows.append(
            f"| {SAID[name]} | {clock[name]:.1f} s | {used[name]:.1f} s | "
            f"{clock[name] / clock['ntm']:.2f} | {used[name] / used['ntm']:.2f} | {differ} |"
        )
    ranges = ", ".join(f"{n} {min(t):.1f} to {max(t):.1f} s" for n, t in found.clock.items())
    return "\n".join(
        [
            f"`python benchmarks/batch.py --sample {count} --rounds {rounds}`: {count} reports "
            f"spread evenly over the catalogue, medians of {rounds} rounds in turn. "
            f"{machine.about()}; the machine was shared, load before each call "
            f"{min(found.loads):.1f} to {max(found.loads):.1f}.\n",
            *rows,
            f"\nSlowest and fastest round: {ranges}. A second run, nothing changed, takes "
            f"{100 * clock['again'] / clock['ntm']:.1f} % of the first. Memory of the whole batch: "
            f"{found.memory:.0f} MB (proportional, all processes; a run of its own).",
        ]
    )


def main() -> None:
    """Print medians, ratios, memory, and what differed."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--rounds", type=int, default=5)
    reader.add_argument("--sample", type=int, default=12, help="so many reports of the catalogue")
    reader.add_argument("--skip", default="", help="ways to leave out, with commas")
    reader.add_argument("--write", action="store_true", help="put the result into docs/batch.md")
    asked = reader.parse_args()
    root = Path(tempfile.mkdtemp(prefix="ntm_benchmark_"))
    try:
        jobs = sample(asked.sample, root)
        found = measure(jobs, root, asked.rounds, set(asked.skip.split(",")))
    finally:
        shutil.rmtree(root, ignore_errors=True)
    said = table(found, len(jobs))
    tell(said)
    if asked.write:
        machine.publish("batch.md", "benchmark batch", said)


def tell(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)  # noqa: T201 - the command's own output


if __name__ == "__main__":
    main()
