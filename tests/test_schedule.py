"""The recipes of `ntm schedule`: what they print is run where this machine can run it."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from batch_helpers import environment, make_home, notebook, ntm, records

from ntm_analysis.batch import schedule
from ntm_analysis.errors import InputError


def make(kind: str, folder: Path, *arguments: str, at: str = "mon 05:00", lang: str = "vi") -> str:
    return schedule.recipe(kind, at=at, folder=folder, arguments=arguments, lang=lang)


def home_with_a_failure(folder: Path) -> Path:
    """A folder with a space and a percent sign in its name, whose first report fails."""
    return make_home(folder / "my 5% home", {"a": notebook("1 / 0"), "b": notebook("print(1)")})


def test_the_line_of_cron_runs_logs_and_hands_on_the_exit_code(tmp_path: Path) -> None:
    home = home_with_a_failure(tmp_path)
    line = make("cron", home, "reports.yml").splitlines()[-1]
    moment, command = line.split(" ", 5)[:5], line.split(" ", 5)[5]
    assert moment == ["0", "5", "*", "*", "1"]
    assert not re.search(r"(?<!\\)%", command)  # cron takes a bare percent sign as a line break
    call = command.replace(r"\%", "%")
    clean = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "NTM_HOME": str(home)}
    done = subprocess.run(
        ["/bin/sh", "-c", call], env=clean, cwd="/", capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "ntm run kết thúc với mã 1" in done.stdout
    assert "ZeroDivisionError" in done.stdout
    assert "ZeroDivisionError" in (home / "ntm-run.log").read_text(encoding="utf-8")
    assert records(home / "reports")["b"].status == "done"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_the_units_of_systemd_are_valid_and_their_command_runs(tmp_path: Path) -> None:
    home = home_with_a_failure(tmp_path)
    text = make("systemd", home, "reports.yml", at="23:30")
    parts = dict(re.findall(r"# \S+/(ntm-run\.\w+)\n(.*?)(?=\n# |\Z)", text, re.DOTALL))
    for name, content in parts.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    units = [str(tmp_path / name) for name in parts]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", *units], capture_output=True, text=True,
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}, check=False,
    )  # fmt: skip
    assert "ntm-run" not in done.stderr, done.stderr
    calendar = re.search("OnCalendar=(.*)", text)[1]
    when = subprocess.run(
        ["systemd-analyze", "calendar", calendar], capture_output=True, text=True, check=True
    ).stdout
    assert "Normalized form: *-*-* 23:30:00" in when
    call = shlex.split(re.search("ExecStart=(.*)", text)[1].replace("%%", "%"))
    place = re.search("WorkingDirectory=(.*)", text)[1].replace("%%", "%")
    assert place == str(home)
    done = subprocess.run(
        call, cwd=place, env=environment(home), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr


def test_the_script_of_windows_names_all_and_doubles_no_quote(tmp_path: Path) -> None:
    text = make("windows", tmp_path, "reports.yml", "--workers", "2", at="sun 06:15")
    assert "-Weekly -DaysOfWeek Sunday -At '06:15'" in text
    assert f"  WorkingDirectory = '{tmp_path}'\n" in text
    inner = re.search(r"Argument = '(.*)'", text)[1]
    assert inner.startswith(f'/c ""{sys.executable}" "-m" "ntm_analysis.cli" "run" "--quiet"')
    assert inner.endswith('"--workers" "2" >> ntm-run.log 2>&1"')
    assert "MultipleInstances = 'IgnoreNew'" in text
    assert all(line.count("'") % 2 == 0 for line in text.splitlines()[2:])


def test_the_workflow_of_github_is_valid_and_in_utc(tmp_path: Path) -> None:
    made = yaml.safe_load(make("github", tmp_path, "--workers", "2", at="mon 05:00"))
    assert made[True]["schedule"] == [{"cron": "0 22 * * 0"}]
    steps = made["jobs"]["reports"]["steps"]
    assert "ntm run --workers 2" in [step.get("run") for step in steps]
    assert sum("github.run_id }}" in str(step) for step in steps) == 1


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("crom",), "Unknown kind of schedule 'crom'.*did you mean 'cron'"),
        (("cron", "--at", "monday"), "'monday' is no moment"),
        (("cron", "--at", "xyz 05:00"), "'xyz 05:00' is no moment"),
        (("cron", "--folder", "nowhere"), "no folder 'nowhere'"),
        (("cron", "--lang", "fr"), "language 'fr'"),
    ],
)
def test_a_wrong_call_ends_with_2(tmp_path: Path, call: tuple[str, ...], said: str) -> None:
    done = ntm("schedule", *call, cwd=tmp_path)
    assert done.returncode == 2
    assert re.search(said, done.stderr)
    assert done.stdout == ""


def test_a_quote_in_a_path_is_refused_and_arguments_are_passed_on(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="quote"):
        make("cron", tmp_path / "it's")
    done = ntm("schedule", "cron", "--lang", "en", "--", "--only", "04*", cwd=tmp_path)
    assert "run --quiet --only '04*' >> ntm-run.log" in done.stdout
