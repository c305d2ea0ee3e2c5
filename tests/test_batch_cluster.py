"""A real Dask scheduler and two workers: same files, same bytes, also when one worker is killed."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from batch_helpers import environment, make_home, notebook, ntm, published, records
from test_batch import start, wait_for

from ntm_analysis.batch import cluster
from ntm_analysis.errors import InputError

NAMES = [f"job_{at}" for at in range(6)]
SHOWS = "import ntm_analysis as ntm\ndata = ntm.load_plan(plan)\nprint(len(ntm.load_districts(data.units_on, 'districts_2024')), data.title)"

# A report on results, as 07_progress is, and what it is made from: two communes of Thạch Thành.
PARAMETERS = 'plan: str = "thanh_hoa_2024"  # a plan\nlang: str = "vi"  # a language\nresults: str = ""  # a workbook\nday: str = ""  # a day'
JUDGES = """import ntm_analysis as ntm
from ntm_analysis.reporting import present, result_tables
from ntm_analysis.reporting import results as given
data = ntm.load_plan(plan)
until = given.day(day, data)
present.table(result_tables.province(data, given.load(results, data, until), until), lang)"""
RESULTS = """indicator,district,unit,date
commune_ntm,391,Thạch Long,02/05/2024
commune_ntm,391,Thành Vinh,03/05/2024
"""


def dask(command: str, *arguments: str, cwd: Path) -> subprocess.Popen:
    cwd.mkdir()
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{command}", *arguments, "--no-dashboard"],
        cwd=cwd, env=environment(cwd), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@contextmanager
def cluster_of(*kinds: str, folder: Path) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """A scheduler and workers, each in a folder of its own that holds no data."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    begun = [
        dask("scheduler", "--host", "127.0.0.1", "--port", str(port), cwd=folder / "scheduler")
    ]
    try:
        wait_for(lambda: answers(port))
        begun += [
            dask("worker", address, kind, "--nthreads", "1", cwd=folder / f"worker{at}")
            for at, kind in enumerate(kinds)
        ]
        from distributed import Client

        with Client(address, timeout="30s", set_as_default=False) as client:
            client.wait_for_workers(len(kinds), timeout=60)
        yield address, begun[1:]
    finally:
        for process in reversed(begun):
            process.terminate()
        for process in begun:
            process.wait(timeout=30)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_far_is_the_same_as_near_and_a_killed_worker_costs_nothing(
    tmp_path: Path, whole: bool
) -> None:
    if not whole:
        pytest.skip("a cluster takes 40 s: it runs in make test-all, and its refusals here")
    cells = dict.fromkeys(NAMES, f"import time; time.sleep(1)\n{SHOWS}") | {"wrong": "1 / 0"}
    notebooks = {name: notebook(code) for name, code in cells.items()}
    notebooks["07_progress"] = notebook(JUDGES, parameters=PARAMETERS)
    home = make_home(tmp_path / "home", notebooks)
    (tmp_path / "kết quả").mkdir()
    (tmp_path / "kết quả/recognitions.csv").write_text(RESULTS, encoding="utf-8")
    told = ("--results", str(tmp_path / "kết quả"), "--on", "2024-09-30")
    call = ("run", home / "reports.yml", *told, "--out")
    near = ntm(*call, tmp_path / "near", cwd=tmp_path, home=home)
    assert near.returncode == 1
    with cluster_of("--no-nanny", "--nanny", folder=tmp_path) as (address, workers):
        out = tmp_path / "far"
        running = start(home, out, "--scheduler", address, *told)
        wait_for(lambda: list(out.rglob("job_*.html")), 60)
        workers[0].send_signal(signal.SIGKILL)
        killed = time.monotonic()
        running.communicate(timeout=120)
        assert time.monotonic() - killed < 100
        assert running.returncode == 1
    assert published(out) == published(tmp_path / "near")
    assert len(published(out)) == 15
    page = published(out)["07_progress-vi-2024.html"].decode("utf-8")
    assert re.search(r">Xã nông thôn mới<.*?>17<.*?>2<", page, flags=re.DOTALL)
    for name, record in records(out).items():
        twin = records(tmp_path / "near")[name]
        assert (record.status, record.error, record.inputs, record.files, record.key) == (
            twin.status, twin.error, twin.inputs, twin.files, twin.key,
        )  # fmt: skip
    assert (out / "thanh_hoa_2024/vi/failed/wrong.ipynb").is_file()
    again = ntm(*call, out, "--dry-run", cwd=tmp_path, home=home)
    assert again.stdout.count("không có gì thay đổi") == 7


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({}, "has no worker; start one with 'dask worker tcp://here:1'"),
        ({"tcp://a": ModuleNotFoundError("x")}, "worker tcp://a has no ntm_analysis"),
        ({"tcp://a": {**cluster.versions(), "matplotlib": "1.0"}}, "tcp://a .* matplotlib: .* 1.0"),
    ],
)
def test_a_worker_of_another_version_is_refused(found: dict, said: str) -> None:
    client = SimpleNamespace(run=lambda function, **_: found)
    with pytest.raises(InputError, match=said):
        cluster._check_workers(client, "tcp://here:1", "vi")


def test_a_worker_that_came_late_refuses_by_itself() -> None:
    from ntm_analysis.batch.job import Job

    job = Job("a", "A", Path("a.ipynb"), {"lang": "en"})
    other = {**cluster.versions(), "ntm_analysis": "9 (abc)"}
    outcome = cluster.run_far(job, "a", "key", b"", {}, other)
    assert outcome.status == "failed"
    assert "another version of ntm_analysis: here 9 (abc)" in outcome.error
