"""Says on what machine a benchmark ran, and writes its result into a page of the docs."""

import datetime as dt
import os
import platform
import re
from pathlib import Path

import psutil

DOCS = Path(__file__).resolve().parent.parent / "docs"


def about() -> str:
    """Return day, processor, cores, memory, system and Python in one line."""
    model = platform.processor() or platform.machine()
    cpus = Path("/proc/cpuinfo")
    if cpus.is_file():
        found = re.search(
            r"^model name\s*:\s*(.+)$", cpus.read_text(encoding="utf-8"), re.MULTILINE
        )
        model = found[1] if found else model
    memory = psutil.virtual_memory().total / 1e9
    return (
        f"{dt.datetime.now(dt.UTC).date()}, {model}, {os.cpu_count()} cores, {memory:.0f} GB, "
        f"{platform.system()}, Python {platform.python_version()}"
    )


def load() -> float:
    """Return how many processes wanted a core in the last minute, on average."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")


def publish(page: str, name: str, text: str) -> None:
    """Put a result between the marks ``<!-- name -->``, ``<!-- /name -->`` of a page in docs/."""
    file = DOCS / page
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    written, count = marks.subn(lambda m: f"{m[1]}{text.strip()}\n{m[2]}", file.read_text("utf-8"))
    if count != 1:
        raise SystemExit(f"{page} has {count} places marked {name!r}; one is needed.")
    file.write_text(written, encoding="utf-8")
