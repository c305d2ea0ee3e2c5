"""Times calls in turn within one process, so that their ratios can be compared."""

import statistics
import time
from collections.abc import Callable


def medians(calls: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median seconds of each call, all called in turn after one round to warm up."""
    took: dict[str, list[float]] = {name: [] for name in calls}
    for turn in range(rounds + 1):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            if turn:
                took[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in took.items()}
