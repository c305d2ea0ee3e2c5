"""Times the start of the package and its commands: python benchmarks/start.py [--rounds 7].

Each call is a process of its own, all called in turn; each number is the median of its processor
time, beside what it is held against: plain Python, or the import of the libraries that the command
needs in any case. ``--write`` puts the result into docs/batch.md.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import machine

NTM = [str(Path(sys.executable).parent / "ntm")]
PYTHON = [sys.executable, "-c"]
# The libraries of a map, and one picture with them: what `ntm map` cannot do without.
LIBRARIES = """
import geopandas, pandas, matplotlib
matplotlib.use("Agg")
from matplotlib import pyplot as plt
from ntm_analysis import store
import typer
layer = geopandas.read_file(store.find_layer("districts_2024") / "districts_2024.shp").to_crs(5897)
shown, ax = plt.subplots(figsize=(8, 8), dpi=200, layout="constrained")
layer.plot(ax=ax, column="code", legend=True)
for name, point in zip(layer["name"], layer.representative_point()):
    ax.annotate(name, (point.x, point.y))
shown.savefig("peer.png")
"""
CALLS = {
    "python": ("Python itself", [*PYTHON, "pass"], ""),
    "import": ("`import ntm_analysis`", [*PYTHON, "import ntm_analysis"], "python"),
    "help": ("`ntm --help`", [*NTM, "--help"], "python"),
    "libraries": ("the libraries of a map, and a plain picture", [*PYTHON, LIBRARIES], ""),
    "map": (
        "`ntm map ocop_products`",
        [*NTM, "map", "ocop_products", "--out", "m.png"],
        "libraries",
    ),
}
ALLOWED = {"import": 0.15, "help": 0.3}


def spent(call: list[str], folder: str) -> float:
    """Return the seconds of processor that a call takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(call, cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print medians and ratios; exit with 1 if the start takes longer than is allowed."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--rounds", type=int, default=7)
    reader.add_argument("--write", action="store_true", help="put the result into docs/batch.md")
    asked = reader.parse_args()
    taken: dict[str, list[float]] = {name: [] for name in CALLS}
    before = machine.load()
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(asked.rounds):
            for name, (_, call, _) in CALLS.items():
                taken[name].append(spent(call, folder))
    rows = ["| what | processor, median | least | ratio |", "|---|---:|---:|---:|"]
    medians = {name: statistics.median(times) for name, times in taken.items()}
    for name, (said, _, peer) in CALLS.items():
        ratio = f"{medians[name] / medians[peer]:.2f} × {CALLS[peer][0]}" if peer else ""
        rows.append(f"| {said} | {medians[name]:.3f} s | {min(taken[name]):.3f} s | {ratio} |")
    text = (
        f"`python benchmarks/start.py --rounds {asked.rounds}`: {machine.about()}; the machine was "
        f"shared, load {before:.1f} before and {machine.load():.1f} after.\n\n" + "\n".join(rows)
    )
    print(text)  # noqa: T201 - the command's own output
    if asked.write:
        machine.publish("batch.md", "benchmark start", text)
    sys.exit(any(medians[name] > most for name, most in ALLOWED.items()))


if __name__ == "__main__":
    main()
