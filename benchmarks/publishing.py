"""Publishing against executing: the four formats of reports, and reading them again, as ratios.

Call it from the top of the checkout: .venv/bin/python benchmarks/publishing.py

Measured is the time of the processors (own and of children), which others on the machine disturb
less than that of the clock. A notebook is executed warm, in a process forked as `ntm run` does it,
which costs least; a kernel of its own, as Jupyter starts it, costs what is under "fresh kernel".
"""

import json
import os
import resource
import tempfile
from pathlib import Path

from ntm_analysis import store
from ntm_analysis.batch import warm

PLAN = "thanh_hoa_2024"
SAMPLE = {
    "01_plan_and_audit": {}, "02_district_targets": {}, "03_funding_mix": {},
    "04_district_profile": {"district": "395"}, "05_body_brief": {"body": "agriculture"},
    "06_communes_2025": {},
}  # fmt: skip


def used() -> float:
    """Return the seconds of processor time of this process and its ended children."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def measured(name: str, *, fresh: bool) -> dict[str, float]:
    """Execute a notebook, write and verify its report; return the seconds of each."""
    import papermill

    from ntm_analysis.reporting import formats

    parameters = {"plan": PLAN, "lang": "vi", **SAMPLE[name]}
    engine = {} if fresh else {"engine_name": "ntm", "plain": False}
    marks = [used()]
    with tempfile.TemporaryDirectory() as folder:
        notebook = papermill.execute_notebook(
            str(store.find_notebook(name)), str(Path(folder) / "out.ipynb"), parameters=parameters,
            kernel_name="python3", progress_bar=False, log_output=False,
            extra_arguments=["--log-level=CRITICAL"], **engine,
        )  # fmt: skip
        marks.append(used())
        if fresh:
            return {"execute": marks[1] - marks[0]}
        report = formats.Report(name, name, "vi", parameters, notebook)
        spent = {"execute": marks[1] - marks[0]}
        files = []
        for each in formats.WRITERS:
            before = used()
            files += formats.write(report, [each], Path(folder))
            spent[each] = used() - before
        before = used()
        assert not formats.verify(report, files)  # noqa: S101 - a benchmark of right files
        spent["verify"] = used() - before
    return spent


def forked(name: str, *, fresh: bool) -> dict[str, float]:
    """Measure in a process of its own, forked from this warm one."""
    there, here = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(here, json.dumps(measured(name, fresh=fresh)).encode())
        finally:
            os._exit(0)
    os.close(here)
    with os.fdopen(there) as pipe:
        found: dict[str, float] = json.loads(pipe.read() or "{}")
    os.waitpid(child, 0)
    return found


def main() -> None:
    """Print, for each notebook, the time of writing and verifying per second of executing."""
    warm.imports()
    warm.load({"plans": [PLAN], "layers": ["districts_2024"]})
    writers = ("html", "docx", "pdf", "xlsx")
    heads = ("execute s", *writers, "publish", "verify", "fresh kernel s", "publish")
    print(f"{'report':22}" + "".join(f"{head:>16}" for head in heads))
    for name in SAMPLE:
        spent = forked(name, fresh=False)
        alone = forked(name, fresh=True)["execute"]
        published = sum(spent[each] for each in writers)
        shown = [spent["execute"], *(spent[each] / spent["execute"] for each in writers),
                 published / spent["execute"], spent["verify"] / spent["execute"],
                 alone, published / alone]  # fmt: skip
        print(f"{name:22}" + "".join(f"{number:16.2f}" for number in shown))


if __name__ == "__main__":
    main()
