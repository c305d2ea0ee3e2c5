"""The whole run killed at random moments: a new run always ends in the same files."""

import json
import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

import psutil
from batch_helpers import environment, make_home, notebook, ntm, published, records
from test_batch import start

from ntm_analysis.batch import ledger

NAMES = [f"job_{at}" for at in range(6)]


def kill_all(pid: int, *, at_once: bool) -> None:
    """Kill the command, and with it all that it started if `at_once`; the rest must end itself."""
    found = psutil.Process(pid).children(recursive=True) if at_once else []
    for one in (pid, *(child.pid for child in found)):
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


def test_after_a_kill_a_new_run_ends_in_the_same_files(tmp_path: Path, whole: bool) -> None:
    cell = "import time; time.sleep(0.15); print(plan)"
    home = make_home(tmp_path / "home", {name: notebook(cell) for name in NAMES})
    call = ("run", home / "reports.yml", "--quiet")
    begun = time.monotonic()
    assert ntm(*call, "--out", tmp_path / "good", cwd=home, home=home).returncode == 0
    lasts = time.monotonic() - begun
    good = published(tmp_path / "good")
    assert len(good) == 13
    moments = random.Random(2024)
    out = tmp_path / "out"
    for turn in range(20 if whole else 2):
        running = start(home, out, "--force")
        time.sleep(moments.uniform(0.3 if whole else 0.5, 1.05) * lasts)
        kill_all(running.pid, at_once=bool(turn % 2))
        running.communicate(timeout=20)
        assert all(content == good[name] for name, content in found(out).items())
        again = ntm(*call, "--out", out, cwd=home, home=home)
        assert again.returncode == 0, again.stderr
        assert published(out) == good
        kept = records(out)
        assert {record.status for record in kept.values()} <= set(ledger.GOOD)
        folder = out / "thanh_hoa_2024/vi"
        for name, record in kept.items():
            assert set(record.files) == {f"{name}-vi-2024.html", f"{name}.ipynb"}
        assert not list(folder.rglob("*.part"))
        assert not (folder / ".work").exists()
        lines = (folder / "history.jsonl").read_text(encoding="utf-8").splitlines()
        assert all(json.loads(line)["exit"] == 0 for line in lines)
    assert environment(home)["NTM_HOME"] == str(home)


def found(out: Path) -> dict[str, bytes]:
    return published(out) if (out / "thanh_hoa_2024/vi").is_dir() else {}
