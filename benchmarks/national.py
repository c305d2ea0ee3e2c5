"""Runs a report for each district of a nation: python benchmarks/national.py --districts 30 100.

The tables are invented (see `nation`): provinces of 27 districts, a boundary layer each. Each size
is run anew with two workers on this machine, and again with nothing changed; time, processor, and
the most memory of all processes together are measured. With ``--cluster`` each size named there is
also run on a Dask scheduler with two worker processes on this machine, and the files are compared.
``--one-plan`` is the worst case: so many districts in one plan and one layer, of which eight
reports are made. ``--write`` puts the result into docs/batch.md.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import machine
import nation
from batch import BIN, processor, tell, watch

LIMIT_MB, EIGHT = 1500, 8
HEAD = (
    "| districts | where | wall | per report | processor per report | memory | nothing changed |",
    "|---:|---|---:|---:|---:|---:|---:|",
)


def run(home: Path, out: Path, *more: str) -> tuple[float, float, float]:
    """Run the catalogue of a home; return seconds, seconds of processor, peak memory in MB."""
    environment = {**os.environ, "NTM_HOME": str(home)}
    start, used, peak = time.perf_counter(), processor(), [0.0]
    running = subprocess.Popen(  # noqa: S603 - our own command
        [BIN / "ntm", "run", "reports.yml", "--quiet", "--workers", "2", "--out", out, *more],
        cwd=home, env=environment,
    )  # fmt: skip
    watcher = threading.Thread(target=watch, args=(running, peak))
    watcher.start()
    if running.wait():
        raise SystemExit("ntm run failed; see above")
    took = time.perf_counter() - start
    watcher.join()
    return took, processor() - used, peak[0]


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Start a scheduler and two workers that know nothing of the data; give the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    calls = [["scheduler", "--host", "127.0.0.1", "--port", str(port)]]
    calls += [["worker", address, "--nthreads", "1"]] * 2
    begun = []
    try:
        for at, (kind, *arguments) in enumerate(calls):
            own = folder / f"{kind}{at}"
            own.mkdir()
            call = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *arguments]
            begun.append(
                subprocess.Popen(  # noqa: S603 - our own command
                    [*call, "--no-dashboard"], cwd=own, stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            )  # fmt: skip
            time.sleep(3)
        from distributed import Client

        with Client(address, timeout="60s", set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield address
    finally:
        for process in reversed(begun):
            process.terminate()
            process.wait(timeout=30)


def reports(out: Path) -> dict[str, bytes]:
    """Return name and bytes of all published pages and notebooks."""
    files = [*out.rglob("04_*.html"), *out.rglob("04_*.ipynb")]
    return {file.name: file.read_bytes() for file in files}


def measure(count: int, root: Path, *, far: bool) -> tuple[list[str], float]:
    """Run one size; return rows of the page, and the peak of memory."""
    home = nation.provinces(new(root / f"home{count}"), count)
    near = root / f"near{count}"
    took, used, peak = run(home, near)
    again, _, _ = run(home, near)
    rows = [
        f"| {count} | one machine | {took:.0f} s | {took / count:.2f} s | {used / count:.2f} s | "
        f"{peak:.0f} MB | {again:.1f} s, {100 * again / took:.1f} % |"
    ]
    tell(f"{rows[-1]} load {machine.load():.1f}")
    if far:
        out = root / f"far{count}"
        with cluster(root) as address:
            took, _, _ = run(home, out, "--scheduler", address)
        same = reports(out) == reports(near)
        said = "same bytes" if same else "OTHER BYTES"
        rows.append(f"| {count} | cluster, {said} | {took:.0f} s | {took / count:.2f} s | | | |")
        tell(f"{rows[-1]} load {machine.load():.1f}")
        shutil.rmtree(out)
    shutil.rmtree(near)
    return rows, peak


def worst(count: int, root: Path) -> str:
    """Run eight reports of one plan with so many districts; return a row of the page."""
    home = nation.one_plan(new(root / f"plan{count}"), count)
    took, used, peak = run(home, root / "worst", "--limit", str(EIGHT))
    return (
        f"| {EIGHT} of {count} | one machine, all districts in one plan | {took:.0f} s | "
        f"{took / EIGHT:.2f} s | {used / EIGHT:.2f} s | {peak:.0f} MB | |"
    )


def new(folder: Path) -> Path:
    """Make a folder and return it."""
    folder.mkdir()
    return folder


def main() -> None:
    """Measure all sizes; exit with 1 if a run took more memory than is allowed."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--districts", type=int, nargs="+", default=[30, 100, 300])
    reader.add_argument("--cluster", type=int, nargs="*", default=[], help="sizes run there too")
    reader.add_argument("--one-plan", type=int, nargs="*", default=[], help="sizes of one plan")
    reader.add_argument("--write", action="store_true", help="put the result into docs/batch.md")
    asked = reader.parse_args()
    before, rows, most = machine.load(), [*HEAD], 0.0
    root = Path(tempfile.mkdtemp(prefix="ntm_national_"))
    try:
        for count in asked.districts:
            made, peak = measure(count, root, far=count in asked.cluster)
            rows += made
            most = max(most, peak)
        rows += [worst(count, root) for count in asked.one_plan]
    finally:
        shutil.rmtree(root, ignore_errors=True)
    said = (
        f"`python benchmarks/national.py {' '.join(sys.argv[1:])}`: {machine.about()}; the "
        f"machine was shared, load {before:.1f} before and {machine.load():.1f} after.\n\n"
        + "\n".join(rows)
        + f"\n\nMost memory, all processes: {most:.0f} MB; allowed: {LIMIT_MB} MB."
    )
    if asked.write:
        machine.publish("batch.md", "benchmark national", said)
    tell(said)
    sys.exit(most >= LIMIT_MB)


if __name__ == "__main__":
    main()
