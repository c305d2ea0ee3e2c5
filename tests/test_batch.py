"""The batch: checked before it starts, whole or not at all, one failure harms no other."""

import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from ntm_analysis import store
from ntm_analysis.errors import InputError
from ntm_analysis.reporting import catalogue, ledger


def ntm(
    *arguments: object, cwd: Path, home: Path | None = None
) -> subprocess.CompletedProcess[str]:
    import os

    environment = {**os.environ, **({"NTM_HOME": str(home)} if home else {})}
    return subprocess.run(
        [sys.executable, "-m", "ntm_analysis.cli", *map(str, arguments)],
        cwd=cwd, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def write(folder: Path, content: str) -> Path:
    file = folder / "reports.yml"
    file.write_text(content, encoding="utf-8")
    return file


def test_the_catalogue_has_31_jobs_with_unique_ascii_names() -> None:
    jobs = catalogue.jobs(catalogue.read(store.find("reports.yml")))
    ids = [job.id for job in jobs]
    assert len(ids) == len(set(ids)) == 31
    assert sum(name.startswith("04_") for name in ids) == 27
    assert all(name.isascii() for name in ids)
    assert "04_district_profile-395-tho-xuan" in ids


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            "{notebook: 04_district_profile, parameters: {distrct: '395'}}",
            "'distrct'.*did you mean 'district'",
        ),
        (
            "{notebook: 04_district_profile, parameters: {district: Xuân Sơn}}",
            "'Xuân Sơn'.*by any rule",
        ),
        ("{notebook: 04_district_profil}", "no notebook '04_district_profil.ipynb'; allowed: 01_"),
        (
            "{notebook: 02_district_targets, parameters: {indicator: ocop}}",
            "Unknown indicator 'ocop'",
        ),
        (
            "{notebook: 02_district_targets, parameters: {boundaries: mars}}",
            "boundary layer 'mars'",
        ),
        ("{notebook: 01_plan_and_audit, for_each: commune}", "for_each 'commune'"),
        ("{notebook: 04_district_profile}", "needs a district"),
        ("{notebook: ../../notebooks/x}", "no notebook"),
        ("{notebook: 03_funding_mix, parameters: {lang: en}}", "stands at the top"),
        ("{notebok: 01_plan_and_audit}", "wrong at reports.0"),
    ],
)
def test_a_wrong_catalogue_ends_with_2_before_any_kernel(
    tmp_path: Path, entry: str, said: str
) -> None:
    file = write(tmp_path, f"plan: thanh_hoa_2024\nreports:\n  - {entry}\n")
    done = ntm("run", file, "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 2
    assert re.search(said, done.stderr), done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    entries = (
        "  - {notebook: nowhere}\n  - {notebook: 04_district_profile, parameters: {district: X}}\n"
    )
    file = write(tmp_path, f"plan: thanh_hoa_2024\nreports:\n{entries}")
    with pytest.raises(InputError, match=r"report 1 \(nowhere\).*report 2 \(04_district_profile\)"):
        catalogue.jobs(catalogue.read(file))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose 03 notebook fails on demand, beside the real data and layers."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in ("data", "shapefiles"):
        (folder / name).symlink_to(store.find(name))
    (folder / "notebooks").mkdir()
    for file in store.find("notebooks").glob("0[13]*.ipynb"):
        (folder / "notebooks" / file.name).write_bytes(file.read_bytes())
    write(
        folder,
        "plan: thanh_hoa_2024\nreports:\n  - notebook: 01_plan_and_audit\n  - notebook: 03_funding_mix\n",
    )
    return folder


def break_notebook(home: Path, code: str) -> None:
    file = home / "notebooks/03_funding_mix.ipynb"
    notebook = nbformat.read(file, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(code))
    nbformat.write(notebook, file)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise ValueError('the roof leaks')", "ValueError: the roof leaks"),
        ("import os; os._exit(3)", "DeadKernelError"),
    ],
)
def test_one_failure_leaves_the_others_and_yesterdays_page(
    home: Path, tmp_path: Path, code: str, said: str
) -> None:
    arguments = ("run", home / "reports.yml", "--out", tmp_path / "out")
    assert ntm(*arguments, cwd=tmp_path, home=home).returncode == 0
    folder = tmp_path / "out/thanh_hoa_2024/vi"
    good = (folder / "03_funding_mix.html").read_bytes()
    break_notebook(home, code)
    done = ntm(*arguments, cwd=tmp_path, home=home)
    assert done.returncode == 1
    assert said in done.stderr
    assert (folder / "03_funding_mix.html").read_bytes() == good
    assert (folder / "failed/03_funding_mix.ipynb").is_file()
    records = ledger.load(folder)
    assert (records["01_plan_and_audit"].status, records["03_funding_mix"].status) == (
        "done",
        "failed",
    )
    assert said in records["03_funding_mix"].error
    assert (
        records["03_funding_mix"].last_good < records["03_funding_mix"].made
        or records["03_funding_mix"].last_good
    )
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "1 trong 2 báo cáo đã lập, 1 báo cáo lỗi." in page
    assert said in page
    assert "Bản tốt gần nhất" in page
    assert not list(folder.rglob("*.part"))


def test_run_prints_what_to_open_and_every_link_resolves(tmp_path: Path, whole: bool) -> None:
    some = () if whole else ("--only", "0[13]_*")
    done = ntm("run", *some, "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "out/thanh_hoa_2024/vi"
    printed = done.stdout.splitlines()[1:]
    assert all(Path(name).is_file() for name in printed)
    assert printed[0].endswith("index.html")
    assert len(printed) == (4 if whole else 3)
    page = (folder / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]+)"', page)
    assert len(links) == (60 if whole else 4)
    assert all((folder / link).is_file() for link in links)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)
    entries = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
    assert len(entries["reports"]) == (31 if whole else 2)


def test_a_real_dask_scheduler_gives_the_same_pages(tmp_path: Path) -> None:
    import socket
    import time

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    dask = [
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-dashboard",
    ]
    worker = [
        sys.executable,
        "-m",
        "distributed.cli.dask_worker",
        address,
        "--no-nanny",
        "--nthreads",
        "1",
        "--no-dashboard",
    ]
    started = [subprocess.Popen(dask, **quiet)]
    try:
        time.sleep(2)
        started += [subprocess.Popen(worker, **quiet) for _ in range(2)]
        some = ("run", "--only", "0[13]_*")
        far = ntm(*some, "--scheduler", address, "--out", tmp_path / "far", cwd=tmp_path)
        assert far.returncode == 0, far.stderr
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(timeout=20)
    assert ntm(*some, "--out", tmp_path / "near", cwd=tmp_path).returncode == 0
    for name in ("01_plan_and_audit.html", "03_funding_mix.html"):
        pages = [
            (tmp_path / place / "thanh_hoa_2024/vi" / name).read_bytes()
            for place in ("far", "near")
        ]
        assert pages[0] == pages[1]
