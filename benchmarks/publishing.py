"""Publishing against executing: the four formats of reports, and reading them again, as ratios.

Call it from the top of the checkout: .venv/bin/python benchmarks/publishing.py
"""

import tempfile
import time
from pathlib import Path

import nbformat
import papermill

from ntm_analysis import store
from ntm_analysis.reporting import formats

SAMPLE = {
    "01_plan_and_audit": {}, "02_district_targets": {}, "03_funding_mix": {},
    "04_district_profile": {"district": "395"}, "05_body_brief": {"body": "agriculture"},
}  # fmt: skip


def main() -> None:
    """Print, for each notebook, the time of writing and of verifying per second of executing."""
    papermill_options = {"kernel_name": "python3", "progress_bar": False}
    print("report                 execute s   write/execute   verify/execute")
    for name, given in SAMPLE.items():
        with tempfile.TemporaryDirectory() as folder:
            executed = Path(folder) / "out.ipynb"
            parameters = {"plan": "thanh_hoa_2024", "lang": "vi", **given}
            start = time.perf_counter()
            papermill.execute_notebook(
                str(store.find_notebook(name)), str(executed), parameters=parameters,
                **papermill_options,
            )  # fmt: skip
            ran = time.perf_counter() - start
            report = formats.Report(name, name, "vi", parameters, nbformat.read(executed, 4))
            start = time.perf_counter()
            files = formats.write(report, formats.WRITERS, Path(folder))
            wrote = time.perf_counter() - start
            start = time.perf_counter()
            assert not formats.verify(report, files)  # noqa: S101 - a benchmark of right files
            read = time.perf_counter() - start
        print(f"{name:22} {ran:9.2f} {wrote / ran:15.2f} {read / ran:16.2f}")


if __name__ == "__main__":
    main()
