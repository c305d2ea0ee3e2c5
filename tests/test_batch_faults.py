"""Each fault planted in a small notebook: the others go on, the cause is named, nothing is harmed."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from batch_helpers import history, make_home, notebook, ntm, published, records

from ntm_analysis.batch import ledger

MARK = "987654"  # seconds of a sleep that no other process sleeps


@dataclass(frozen=True)
class Fault:
    """A cell that breaks, what the ledger must say of it, and the catalogue's options for it."""

    code: str
    status: str
    said: str
    options: str = ""
    plain: bool = False
    partial: bool = field(default=True)


FAULTS = {
    "exception": Fault("raise ValueError('the roof leaks')", "failed", r"^Ô \[4\]: lỗi ValueError: máy báo “the roof leaks”$"),
    "sys_exit": Fault("import sys; sys.exit(3)", "failed", r"Ô \[4\]: .*sys.exit\(3\)"),
    "sys_exit_0": Fault("import sys; sys.exit(0)", "failed", r"Ô \[4\]: .*sys.exit\(0\)"),
    "exit": Fault("exit()", "failed", r"Ô \[5\]: lỗi DeadKernelError"),
    "os_exit": Fault("import os; os._exit(3)", "failed", r"Ô \[4\]: .*mã 3"),
    "os_exit_0": Fault("import os; os._exit(0)", "failed", r"Ô \[4\]: .*mã 0"),
    "segfault": Fault("import ctypes; ctypes.string_at(0)", "killed", r"Ô \[4\]: .*SIGSEGV"),
    "kill_9": Fault("import os; os.kill(os.getpid(), 9)", "killed", r"Ô \[4\]: .*SIGKILL"),
    "endless": Fault("while True: pass", "timed_out", r"Ô \[4\]: chạy quá giới hạn 2 giây", "time_limit: 2"),
    "asleep": Fault("import time; time.sleep(1000)", "timed_out", r"Ô \[4\]: chạy quá giới hạn 2 giây", "time_limit: 2"),
    "deaf": Fault("import signal, time\nfor n in (2, 15): signal.signal(n, signal.SIG_IGN)\ntime.sleep(1000)", "timed_out", "quá giới hạn", "time_limit: 2"),
    "hungry": Fault("import time\nheld = bytearray(900_000_000)\nfor at in range(0, len(held), 4096): held[at] = 1\ntime.sleep(20)", "killed", r"Ô \[4\]: dùng \d+ MB bộ nhớ, quá giới hạn 700 MB", "memory_limit: 700"),
    "big_child": Fault("import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'import time; x = b\"1\" * 900_000_000; time.sleep(30)'])", "killed", "quá giới hạn 700 MB", "memory_limit: 700"),
    "full": Fault("import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))", "failed", r"OSError: \[Errno 27\]|mã 70"),
    "orphans": Fault(f"import subprocess, os\nsubprocess.Popen(['sleep', '{MARK}'])\nsubprocess.Popen(['sleep', '{MARK}'], start_new_session=True)\nos._exit(4)", "failed", "mã 4"),
    "endless_child": Fault(f"import subprocess; subprocess.run(['sleep', '{MARK}'], start_new_session=True)", "timed_out", "quá giới hạn", "time_limit: 2"),
    "closes_all": Fault("import os; os.closerange(0, 256)", "failed", r"OSError: \[Errno 9\]"),
    "no_file": Fault("import os; open(os.path.join(os.getcwd(), 'data', 'none.csv'))", "failed", r"^Ô \[4\]: lỗi FileNotFoundError: .*“data/none.csv”$"),
    "asks": Fault("input('?')", "failed", "StdinNotImplementedError"),
    "plain_exit": Fault("import os; os._exit(3)", "failed", r"Ô \[4\]: lỗi DeadKernelError", plain=True),
    "plain_asleep": Fault(f"import subprocess; subprocess.run(['sleep', '{MARK}'])", "timed_out", "quá giới hạn 8 giây", "time_limit: 8", plain=True),
}  # fmt: skip
FINE = {
    "fine": "print('fine')",
    "closes_pipes": "import os; os.closerange(0, 3)\nprint('closed')",
    "closes_stdout": "import sys; sys.stdout.close()",
    "caught": "try:\n    1 / 0\nexcept ZeroDivisionError:\n    print('caught')",
    "leaves_child": f"import subprocess; subprocess.Popen(['sleep', '{MARK}'], start_new_session=True)\nprint('left')",
}  # fmt: skip


def catalogue(home: Path) -> None:
    entries = [
        f"  - {{notebook: {name}{', ' + fault.options if fault.options else ''}}}"
        for name, fault in FAULTS.items()
    ] + [f"  - {{notebook: {name}}}" for name in FINE]
    text = "plan: thanh_hoa_2024\nreports:\n" + "\n".join(entries) + "\n"
    (home / "reports.yml").write_text(text, encoding="utf-8")


def sleepers() -> list[int]:
    return [p.pid for p in psutil.process_iter(["cmdline"]) if MARK in (p.info["cmdline"] or [])]


class Ran:
    """Two runs: yesterday all was well, today the faults are in."""

    def __init__(self, folder: Path) -> None:
        names = [*FAULTS, *FINE]
        home = make_home(folder / "home", {n: notebook("print(1)", "print(2)") for n in names})
        catalogue(home)
        self.out = folder / "out"
        self.folder = self.out / "thanh_hoa_2024/vi"
        call = ("run", home / "reports.yml", "--out", self.out, "--workers", 3)
        self.first = ntm(*call, cwd=folder, home=home)
        self.good = published(self.out)
        self.before = records(self.out)
        broken = {n: notebook(f.code, "print('after')", plain=f.plain) for n, f in FAULTS.items()}
        make_home(home, broken | {n: notebook(code) for n, code in FINE.items()})
        catalogue(home)
        self.second = ntm(*call, cwd=folder, home=home)
        self.left = sleepers()
        self.after = records(self.out)
        self.index = (self.folder / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return Ran(tmp_path_factory.mktemp("faults"))


def test_all_was_well_yesterday(ran: Ran) -> None:
    assert (ran.first.returncode, ran.first.stderr.count("xong")) == (0, len(FAULTS) + len(FINE))


def test_the_run_ends_with_1_and_leaves_no_process(ran: Ran) -> None:
    assert ran.second.returncode == 1
    assert "Traceback" not in ran.second.stderr
    assert ran.left == []
    assert history(ran.out)[-1]["exit"] == 1


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_and_harms_nothing(ran: Ran, name: str) -> None:
    fault, record = FAULTS[name], ran.after[name]
    assert (record.status, record.attempts) == (fault.status, 1), record.error
    assert re.search(fault.said, record.error), record.error
    assert "\n" not in record.error
    assert record.error in ran.second.stderr
    assert record.error in ran.second.stdout
    for ending in ("-vi-2024.html", ".ipynb"):
        assert (ran.folder / f"{name}{ending}").read_bytes() == ran.good[f"{name}{ending}"]
    assert record.last_good == ran.before[name].made
    assert record.files == ran.before[name].files
    row = re.search(rf'<tr data-key="{name.replace("_", ".")}.*?</tr>', ran.index, re.DOTALL)[0]
    assert re.search(r"[.]<br>Bản tốt gần nhất lập [^<]+ vẫn còn[.]<br><a ", row)
    assert f'href="{name}-vi-2024.html"' in row
    assert f'href="failed/{name}.log"' in row
    assert (ran.folder / f"failed/{name}.log").is_file()
    kept = (ran.folder / f"failed/{name}.ipynb").is_file()
    assert kept == (name != "full")  # where nothing can be written, no notebook can be kept
    assert (f'href="failed/{name}.ipynb"' in row) == kept


@pytest.mark.parametrize("name", FINE)
def test_the_others_go_on(ran: Ran, name: str) -> None:
    record = ran.after[name]
    assert (record.status, record.error) == ("done", "")
    assert (ran.folder / f"{name}.ipynb").read_bytes() != ran.good[f"{name}.ipynb"]


def test_nothing_half_is_left(ran: Ran) -> None:
    assert not list(ran.folder.rglob("*.part"))
    assert not list((ran.folder / ".work").glob("*"))
    assert {p.stem for p in (ran.folder / "failed").iterdir()} == set(FAULTS)
    assert set(ledger.load(ran.folder)) == {*FAULTS, *FINE}
