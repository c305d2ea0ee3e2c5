"""Runs of the batch: what is made, what is left alone, and what stands in ledger and index."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import nbformat
import papermill
import pytest
from batch_helpers import environment, history, make_home, notebook, ntm, published, records

from ntm_analysis import store
from ntm_analysis.batch import catalogue, keys, ledger, work
from ntm_analysis.batch.processes import Forked
from ntm_analysis.batch.progress import Progress

DRAWS = "import ntm_analysis as ntm\ndata = ntm.load_plan(plan)\nprint(data.title)"
LAYER = DRAWS + "\nprint(len(ntm.load_districts(data.units_on, 'districts_2024')))"
SMALL = {"one": "print(1)", "plan_only": DRAWS, "with_layer": LAYER}


def statuses(out: Path) -> dict[str, str]:
    return {name: record.status for name, record in records(out).items()}


def executed(out: Path) -> list[str]:
    return [job["id"] for job in history(out)[-1]["jobs"]]


def test_run_prints_what_to_open_and_every_link_resolves(tmp_path: Path, whole: bool) -> None:
    some = () if whole else ("--only", "0[13]_*")
    done = ntm("run", *some, "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "out/thanh_hoa_2024/vi"
    printed = done.stdout.splitlines()[2:]
    assert all(Path(name).is_file() for name in printed)
    assert printed[0].endswith("index.html")
    page = (folder / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]+)"', page)
    entries = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))["reports"]
    assert len(links) == 1 + 3 * len(entries)
    assert len(entries) == len(executed(tmp_path / "out"))
    assert all((folder / link).is_file() for link in links)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)
    assert page.count("<img") == 1
    assert len(done.stderr.splitlines()) == len(entries)
    assert {entry["status"] for entry in entries} == {"done"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose data and layers may be changed: three notebooks that read different things."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in ("data", "shapefiles"):
        shutil.copytree(store.find(name), folder / name)
    for file in folder.rglob("*"):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    return make_home(folder, {name: notebook(code) for name, code in SMALL.items()})


def change(file: Path) -> None:
    """Append a byte that changes nothing in what is read."""
    with file.open("ab") as opened:
        opened.write(b"\n" if file.suffix != ".shx" else b"\0")


@contextmanager
def changed(file: Path, content: bytes | None = None) -> Iterator[None]:
    """Change a file, make one that is not there, or (without content) take it away; put it back."""
    before = (file.read_bytes(), file.stat().st_mtime_ns) if file.exists() else None
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    yield
    if before is None:
        file.unlink()
    else:
        file.write_bytes(before[0])
        os.utime(file, ns=(before[1], before[1]))


def test_unchanged_is_not_executed_and_a_change_reaches_its_readers_alone(
    home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    call = ("run", home / "reports.yml", "--out", out)

    def run() -> list[str]:
        done = ntm(*call, cwd=tmp_path, home=home)
        assert done.returncode == 0, done.stderr
        return executed(out)

    def would_run(*more: object) -> list[str]:
        lines = ntm(*call, "--dry-run", *more, cwd=tmp_path, home=home).stdout.splitlines()
        return sorted(line.split()[0] for line in lines if "sẽ lập" in line)

    def readers(name: str, content: bytes | None = b"") -> list[str]:
        file = home / name
        more = content or (file.read_bytes() + b"\n" if content is not None else None)
        with changed(file, more):
            return would_run()

    assert sorted(run()) == sorted(SMALL)
    first = published(out)
    assert run() == []
    assert published(out) == first
    assert statuses(out) == dict.fromkeys(SMALL, "unchanged")
    both, drawn = ["plan_only", "with_layer"], ["with_layer"]
    other = nbformat.writes(notebook("print(2)")).encode()
    assert readers("data/thanh_hoa_2024/datapackage.json") == both
    assert readers("shapefiles/districts_2024/districts_2024.dbf") == drawn
    assert readers("shapefiles/districts_2024/districts_2024.qpj", b"x") == drawn
    assert readers("shapefiles/communes_2025/communes_2025.qpj", b"x") == []
    assert readers("data/places/succession_2025.csv") == []
    assert readers("notebooks/one.ipynb", other) == ["one"]
    assert readers(str(out / "thanh_hoa_2024/vi/with_layer-vi-2024.html"), None) == drawn
    assert would_run("--force", "--only", "plan_only") == ["plan_only"]
    assert would_run() == []
    change(home / "shapefiles/districts_2024/districts_2024.dbf")
    (home / "notebooks/one.ipynb").write_bytes(other)
    assert sorted(run()) == ["one", "with_layer"]
    inputs = records(out)["with_layer"].inputs
    assert "shapefiles/districts_2024/districts_2024.shp" in inputs
    assert "data/thanh_hoa_2024/targets.csv" in inputs
    assert records(out)["one"].inputs == {}
    assert "shapefiles/districts_2024/districts_2024.shp" not in records(out)["plan_only"].inputs


def test_a_layer_for_all_reports_that_draw_one(tmp_path: Path, whole: bool) -> None:
    if not whole:
        pytest.skip("half a minute of reports: it runs in make test-all")
    shutil.copytree(store.find_layer("districts_2024"), tmp_path / "own/districts_2024")
    declared = (
        'plan: str = "thanh_hoa_2024"  # a plan\nboundaries: str = "districts_2024"  # a layer'
    )
    shows = "import ntm_analysis as ntm\nprint(len(ntm.load_districts('2024-12-31', boundaries)))"
    notebooks = {"draws": notebook(shows, parameters=declared), "other": notebook("print(1)")}
    home = make_home(tmp_path / "home", notebooks)
    call = ("run", home / "reports.yml", "--out", tmp_path / "out")
    assert ntm(*call, cwd=tmp_path, home=home).returncode == 0
    own = ntm(*call, "--boundaries", "own/districts_2024", cwd=tmp_path, home=home)
    assert own.returncode == 0, own.stderr
    assert executed(tmp_path / "out") == ["draws"]
    record = records(tmp_path / "out")["draws"]
    assert record.parameters["boundaries"] == "own/districts_2024"
    assert "own/districts_2024/districts_2024.shp" in record.inputs
    assert not any(name.startswith("shapefiles/") for name in record.inputs)
    change(tmp_path / "own/districts_2024/districts_2024.dbf")
    ntm(*call, "--boundaries", "own/districts_2024", cwd=tmp_path, home=home)
    assert executed(tmp_path / "out") == ["draws"]
    wrong = ntm(*call, "--boundaries", "mars", cwd=tmp_path, home=home)
    assert wrong.returncode == 2
    assert "There is no boundary layer 'mars'; allowed: " in wrong.stderr


def test_a_run_with_nothing_to_do_stays_light(home: Path, tmp_path: Path) -> None:
    call = [sys.executable, "-X", "importtime", "-m", "ntm_analysis.cli", "run", "reports.yml"]
    # The working folder has a catalogue of its own, of the name that the home's has too.
    text = (home / "reports.yml").read_text(encoding="utf-8")
    (tmp_path / "reports.yml").write_text(text + "# own\n", encoding="utf-8")
    made = [
        subprocess.run(
            [*call, "--out", tmp_path / "out"], cwd=tmp_path, text=True,
            env=environment(home), capture_output=True, check=True,
        ).stderr
        for _ in range(2)
    ]  # fmt: skip
    heavy = re.compile(
        r"\| +(pandas|babel|matplotlib|papermill|jinja2|ntm_analysis.batch.warm)$", re.M
    )
    assert set(heavy.findall(made[0])) >= {"pandas", "babel"}
    assert heavy.findall(made[1]) == []


def test_a_job_imports_nothing_by_itself(tmp_path: Path) -> None:
    code = f"""
import os, sys, time
from pathlib import Path
from ntm_analysis import store
from ntm_analysis.batch import catalogue, session, warm, work
jobs = catalogue.load(store.find("reports.yml"), formats=("html", "xlsx")).jobs
job = next(job for job in jobs if job.id.startswith("04_"))
warm.imports()
warm.load(session.needs([job]))
before = set(sys.modules)
code = work.run_job(job, Path({str(tmp_path)!r}), time.time())
new = {{name.split(".")[0] for name in set(sys.modules) - before}}
print(code, sorted(new - set(sys.stdlib_module_names)), file=sys.__stdout__)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "0 []\n", done.stdout


def test_a_version_or_the_code_makes_all_anew_and_says_so(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NTM_HOME", str(home))
    job = catalogue.load(home / "reports.yml").jobs[0]
    record = ledger.Record(
        job.id, job.title, "vi", "done", key=keys.key(job), notebook=keys.notebook(job),
        parameters=job.parameters, formats=["html"],
    )  # fmt: skip
    before = keys.environment()
    assert keys.reason(job, record, tmp_path, before) == ""
    monkeypatch.setattr(keys, "environment", lambda: {**before, "typst": "99.0"})
    assert keys.reason(job, record, tmp_path, before) == ""
    printed = replace(job, formats=("html", "pdf"))
    assert keys.key(printed) != keys.key(replace(printed, formats=("html",)))
    made = replace(record, key="of older typst", formats=["html", "pdf"])
    said = keys.reason(printed, made, tmp_path, before)
    assert said == f"typst từ {before['typst']} thành 99.0"
    newer = {**before, "matplotlib": "99.0"}
    monkeypatch.setattr(keys, "environment", lambda: newer)
    said = keys.reason(job, record, tmp_path, before)
    assert said == f"matplotlib từ {before['matplotlib']} thành 99.0"
    monkeypatch.setattr(keys, "environment", lambda: before)
    monkeypatch.setattr(keys, "package", lambda: "other")
    assert "mã của ntm_analysis" in keys.reason(job, record, tmp_path, before)


def test_failed_only_limit_and_dry_run(tmp_path: Path) -> None:
    names = ("a_one", "b_two", "c_three", "d_four")
    home = make_home(tmp_path / "home", {name: notebook("print(1)") for name in names})
    broken = notebook("raise ValueError('wrong')")
    nbformat.write(broken, home / "notebooks/b_two.ipynb")
    out = tmp_path / "out"

    def run(*more: object) -> subprocess.CompletedProcess[str]:
        return ntm("run", home / "reports.yml", "--out", out, *more, cwd=tmp_path, home=home)

    planned = run("--dry-run", "--limit", 1).stdout.splitlines()
    assert [line.rpartition("  ")[2] for line in planned] == [
        "sẽ lập: chưa lập lần nào", *["bỏ qua: quá --limit"] * 3,
    ]  # fmt: skip
    assert not out.exists()
    assert run("--limit", 2).returncode == 1
    assert statuses(out) == {"a_one": "done", "b_two": "failed"}
    planned = run("--dry-run").stdout
    assert re.findall(r"^(\w+) .*: (.*)$", planned, re.MULTILINE) == [
        ("a_one", "không có gì thay đổi"), ("b_two", "lần trước bị lỗi"),
        ("c_three", "chưa lập lần nào"), ("d_four", "chưa lập lần nào"),
    ]  # fmt: skip
    assert run("--only", "c_").returncode == 0
    nbformat.write(notebook("print(2)"), home / "notebooks/b_two.ipynb")
    nbformat.write(notebook("print(2)"), home / "notebooks/a_one.ipynb")
    assert run("--failed").returncode == 0
    assert executed(out) == ["b_two", "d_four"]
    assert not (out / "thanh_hoa_2024/vi/failed").exists()
    assert run("--only", "zzz").returncode == 2
    assert len(history(out)) == 3


def test_the_summary_the_command_at_the_end_and_quiet(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home", {"a": notebook("print(1)"), "b": notebook("1 / 0")})
    told = tmp_path / "told.py"
    told.write_text(
        "import json, os, sys\nwith open('told.txt', 'a') as file:\n"
        "    ledger = json.load(open(sys.argv[-1]))\n"
        "    print(os.environ['NTM_EXIT_CODE'], sys.argv[1], *[r['status'] for r in ledger['reports']], file=file)\n",
        encoding="utf-8",
    )
    command = f"{sys.executable} {told} 'two words'"
    out = ("--out", tmp_path / "out")
    done = ntm("run", home / "reports.yml", *out, "--quiet", "--on-finish", command, cwd=tmp_path, home=home)  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "ZeroDivisionError" in done.stderr
    assert (tmp_path / "told.txt").read_text() == "1 two words done failed\n"
    summary = (tmp_path / "out/thanh_hoa_2024/vi/summary.txt").read_text(encoding="utf-8")
    first, *rest = summary.splitlines()
    assert re.match(
        "Báo cáo nông thôn mới, Thanh Hóa 2024: 2 báo cáo; 1 lập mới, 0 không đổi, 1 lỗi", first
    )
    assert rest[1] == "- b (b): Ô [4]: lỗi ZeroDivisionError: chia cho số không"
    assert "ntm run --failed" in rest[2]
    nbformat.write(notebook("print(3)"), home / "notebooks/b.ipynb")
    broken = ntm("run", home / "reports.yml", *out, "--on-finish", "no-such-command", cwd=tmp_path, home=home)  # fmt: skip
    assert (broken.returncode, "mã 127" in broken.stderr) == (1, True)


def all_of(terminal: int) -> str:
    """Read all that was written to a terminal whose other end is closed: it comes bit by bit."""
    parts = []
    with suppress(OSError):  # the end
        while part := os.read(terminal, 100_000):
            parts.append(part)
    os.close(terminal)
    return b"".join(parts).decode()


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    termios = pytest.importorskip("termios")
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        with Progress(2, "vi") as told:
            told.one(ledger.Record("a", "A", "vi", "done", seconds=1))
            told.one(ledger.Record("b", "B", "vi", "failed", error="Ô [4]: sai"))
    shown = all_of(ours)
    steps = re.findall(r"(\d+)% \|[^|]*\| (\d/\d), còn (\?|\d\d:\d\d)", shown)
    assert [steps[at][:2] for at in (0, -1)] == [("0", "0/2"), ("100", "2/2")], shown
    assert "b: lỗi: Ô [4]: sai\r\n" in shown
    assert "report" not in shown
    assert max(map(len, re.split(r"[\r\n]+", shown))) <= 80


def test_a_closed_pipe_stops_nothing(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home", {name: notebook("print(1)") for name in "abc"})
    read, written = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "ntm_analysis.cli", "run", home / "reports.yml", "--out", "out"],
        cwd=tmp_path, env=environment(home), stdout=written, stderr=written, check=False,
    )  # fmt: skip
    os.close(written)
    assert done.returncode == 0
    assert statuses(tmp_path / "out") == dict.fromkeys("abc", "done")


def test_a_full_disk_is_named_and_yesterdays_report_stays(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "none", str(disk)]
    if os.name != "posix" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be mounted by root alone")
    try:
        home = make_home(tmp_path / "home", {"a": notebook("print(1)"), "b": notebook("print(1)")})
        call = ("run", home / "reports.yml", "--out", disk / "out")
        assert ntm(*call, cwd=tmp_path, home=home).returncode == 0
        good = published(disk / "out")
        nbformat.write(notebook("print('x' * 2_000_000)"), home / "notebooks/b.ipynb")
        nbformat.write(notebook("print(2)"), home / "notebooks/a.ipynb")
        done = ntm(*call, cwd=tmp_path, home=home)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert re.search(r"b: lỗi: .*(hết chỗ trống|Errno 28)", done.stderr), done.stderr
        after = published(disk / "out")
        assert after["b-vi-2024.html"] == good["b-vi-2024.html"]
        assert after["a.ipynb"] != good["a.ipynb"]
        assert statuses(disk / "out") == {"a": "done", "b": "failed"}
        assert "hết chỗ trống" in (disk / "out/thanh_hoa_2024/vi/index.html").read_text("utf-8")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def start(home: Path, out: Path, *more: object) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "ntm_analysis.cli", "run", home / "reports.yml", "--out", out, *more],
        cwd=home, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def wait_for(found: object, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not found():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


def test_two_runs_a_signal_and_a_lock_left_behind(tmp_path: Path) -> None:
    cells = {"a": "print(1)", "b": "import time; time.sleep(500)", "c": "print(1)"}
    home = make_home(tmp_path / "home", {name: notebook(code) for name, code in cells.items()})
    out = tmp_path / "out"
    lock = out / "thanh_hoa_2024/vi/.lock"
    for number, code in ((signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGKILL, -9)):
        running = start(home, out, "--workers", "1")
        wait_for(lambda: any((out / "thanh_hoa_2024/vi/.work").glob("b/cell")))
        second = ntm("run", home / "reports.yml", "--out", out, cwd=tmp_path, home=home)
        assert second.returncode == 2
        assert f"process {running.pid} on " in second.stderr
        jobs = descendants(running.pid)
        assert len(jobs) >= 2
        running.send_signal(number)
        told, said = running.communicate(timeout=15)
        assert running.returncode == code
        assert "Traceback" not in said
        wait_for(lambda found=jobs: not any(alive(pid) for pid in found), 10)
        if number != signal.SIGKILL:
            assert "Đã dừng theo yêu cầu" in told
            assert statuses(out) == {"a": "unchanged" if code == 130 else "done", "b": "queued", "c": "queued"}  # fmt: skip
    assert lock.read_text()
    nbformat.write(notebook("print(9)"), home / "notebooks/b.ipynb")
    last = ntm("run", home / "reports.yml", "--out", out, "--failed", cwd=tmp_path, home=home)
    assert last.returncode == 0
    assert executed(out) == ["b", "c"]


def descendants(pid: int) -> list[int]:
    import psutil

    return [child.pid for child in psutil.Process(pid).children(recursive=True)]


def alive(pid: int) -> bool:
    import psutil

    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_lost_server_is_tried_once_more(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home", {"a": notebook("import time; time.sleep(1.5)")})
    running = start(home, tmp_path / "out")
    wait_for(lambda: any((tmp_path / "out/thanh_hoa_2024/vi/.work").glob("a/cell")))
    server = min(descendants(running.pid))
    os.kill(server, signal.SIGKILL)
    running.communicate(timeout=60)
    record = records(tmp_path / "out")["a"]
    assert (running.returncode, record.status, record.attempts) == (0, "done", 2)


def test_the_server_ends_by_itself_when_the_run_is_over() -> None:
    begin = Forked()
    begin.load({})
    begin.close()
    server = begin._server
    assert server is not None
    assert server.returncode == 0  # -9: it did not hear of the end, and was waited for and killed


ODD = [
    "print('a'); import sys; print('b', file=sys.stderr); print('c')",
    "plan", "import pandas as pd; pd.DataFrame({'a': [1, 2]})",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('q')\nprint('after')",
    "%matplotlib inline\nplt.plot([3, 1]);", "await __import__('asyncio').sleep(0.01)\n5",
    "from IPython.display import display, HTML, clear_output, update_display\nh = display('one', display_id='u')\nupdate_display('two', display_id='u')",
    "for i in range(3):\n    clear_output(wait=True); print(i)", "!echo hello", "%%bash\necho q",
    "%%capture c\nprint('q')", "c.stdout", "import asyncio\nasyncio.get_running_loop() is not None",
    "try:\n    input('x')\nexcept Exception as e: print(type(e), e)", "__name__",
    "class A:\n    def __repr__(self): return 'A()'\nA()", "_, In[1]", "1;",
]  # fmt: skip


def outputs(made: nbformat.NotebookNode) -> list[tuple]:
    """Return the cells; what a cell prints is one text, however many messages brought it."""
    shown = json.loads(re.sub(r"0x[0-9a-f]{8,}", "0x", nbformat.writes(made)))["cells"]
    return [(c["source"], joined(c.get("outputs")), c.get("execution_count")) for c in shown]


def joined(parts: list[dict] | None) -> list[dict] | None:
    whole: list[dict] = []
    for part in parts or []:
        text = "".join(part.get("text", ""))
        if whole and part["output_type"] == "stream" and whole[-1].get("name") == part["name"]:
            whole[-1]["text"] += text
        else:
            whole.append({**part, "text": text} if part["output_type"] == "stream" else part)
    return None if parts is None else whole


def plain_papermill(file: Path, parameters: dict, folder: Path) -> nbformat.NotebookNode:
    target = folder / f"plain_{file.name}"
    papermill.execute_notebook(
        str(file), str(target), parameters=parameters, kernel_name="python3", progress_bar=False,
        extra_arguments=["--log-level=CRITICAL"],
    )  # fmt: skip
    return work.without_times(nbformat.read(target, as_version=4))


def test_warm_plain_and_unforked_runs_give_what_plain_papermill_gives(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    whole: bool,
) -> None:
    if not whole:
        pytest.skip("half a minute of kernels: it runs in make test-all")
    odd = notebook(*ODD)
    real = nbformat.read(store.find("notebooks/04_district_profile.ipynb"), as_version=4)
    real.cells[2].source = real.cells[2].source.replace('"395"', '"384"')
    notebooks = {"odd": odd, "own_profile": real}
    home = make_home(tmp_path / "home", notebooks)
    text = (home / "reports.yml").read_text(encoding="utf-8")
    text = text.replace("own_profile", "own_profile\n    parameters: {district: '384'}")
    (home / "reports.yml").write_text(text, encoding="utf-8")
    made = {}
    for way, value in (("warm", ""), ("unforked", "1")):
        monkeypatch.setenv("NTM_NO_FORK", value)
        out = tmp_path / way
        done = ntm("run", home / "reports.yml", "--out", out, cwd=tmp_path, home=home)
        assert done.returncode == 0, done.stderr
        made[way] = {
            re.sub("^own_profile.*", "own_profile", name.removesuffix(".ipynb")): content
            for name, content in published(out).items() if name.endswith(".ipynb")
        }  # fmt: skip
    inputs = [records(tmp_path / way)["odd"].inputs for way in made]
    assert inputs[0] == inputs[1] == {}
    monkeypatch.setenv("NTM_HOME", str(home))
    for job in catalogue.load(home / "reports.yml").jobs:
        expected = plain_papermill(job.notebook, job.parameters, tmp_path)
        for found in made.values():
            shown = nbformat.reads(found[job.notebook.stem].decode(), as_version=4)
            assert outputs(shown) == outputs(expected)
            assert shown.metadata == expected.metadata
