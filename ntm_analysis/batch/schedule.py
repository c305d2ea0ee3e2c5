"""Recipes that run the batch on a schedule: cron, systemd, Windows, GitHub."""

import re
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from ntm_analysis.errors import InputError, one_of
from ntm_analysis.wording import check_language, say

KINDS = ("cron", "systemd", "windows", "github")
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


@dataclass(frozen=True)
class When:
    """A day of the week (0 is Sunday, None every day) and a time."""

    day: int | None
    hour: int
    minute: int

    @property
    def cron(self) -> str:
        """The five fields of cron."""
        return f"{self.minute} {self.hour} * * {'*' if self.day is None else self.day}"

    @property
    def systemd(self) -> str:
        """The moment as systemd's OnCalendar has it."""
        day = "" if self.day is None else f"{DAYS[self.day].title()} "
        return f"{day}*-*-* {self.hour:02}:{self.minute:02}:00"


def when(text: str) -> When:
    """Read a moment such as ``mon 05:00`` or ``05:00`` (every day).

    Raises
    ------
    InputError
        If it is none.

    >>> when("mon 05:00").cron, when("23:30").systemd
    ('0 5 * * 1', '*-*-* 23:30:00')
    """
    found = re.fullmatch(r"(?:(\w{3}) )?([01]\d|2[0-3]):([0-5]\d)", text.strip().lower())
    if not found or (found[1] and found[1] not in DAYS):
        raise InputError(
            f"{text!r} is no moment; write it as in 'mon 05:00', or '05:00' for daily."
        )
    day = DAYS.index(found[1]) if found[1] else None
    return When(day, int(found[2]), int(found[3]))


def recipe(
    kind: str, *, at: str, folder: Path, arguments: tuple[str, ...] = (), lang: str = "vi"
) -> str:
    """Return a recipe with the paths of this machine filled in.

    Parameters
    ----------
    kind : {"cron", "systemd", "windows", "github"}
    at : str
        See `when`.
    folder : Path
        Working folder: the catalogue is found from it, reports and log go there.
    arguments : tuple of str
        Of ``ntm run``.
    lang : {"vi", "en"}

    Raises
    ------
    InputError
        If the kind, the moment or the language is not known, or a path cannot stand in the recipe.
    """
    if kind not in KINDS:
        raise one_of("kind of schedule", kind, KINDS)
    check_language(lang)
    moment, folder = when(at), folder.absolute()
    paths = [str(folder), sys.executable, *arguments]
    if any(c in path for path in paths for c in "\n\r\"'`"):
        raise InputError("A path or an argument holds a quote or a line break; rename it first.")
    make = {"cron": _cron, "systemd": _systemd, "windows": _windows, "github": _github}[kind]
    return make(moment, folder, arguments, lang)


def command(arguments: tuple[str, ...]) -> list[str]:
    """Return the call of ``ntm run`` by the Python that runs now."""
    return [sys.executable, "-m", "ntm_analysis.cli", "run", "--quiet", *arguments]


def _cron(moment: When, folder: Path, arguments: tuple[str, ...], lang: str) -> str:
    call = shlex.join(command(arguments)).replace("%", r"\%")
    place = shlex.quote(str(folder)).replace("%", r"\%")
    told = say("schedule.ended", lang, code="$c")
    line = (
        f"{moment.cron} cd {place} && {{ {call} >> ntm-run.log 2>&1; c=$?; "
        f'[ $c -eq 0 ] || {{ echo "{told}"; tail -n 20 ntm-run.log; exit $c; }}; }}'
    )
    return "\n".join(
        [f"# {say('schedule.cron', lang)}", f"# {say('schedule.lock', lang)}", line, ""]
    )


def _systemd(moment: When, folder: Path, arguments: tuple[str, ...], lang: str) -> str:
    call = " ".join(f'"{part}"' for part in command(arguments)).replace("%", "%%")
    place = str(folder).replace("%", "%%")
    return f"""# {say("schedule.systemd", lang)}
# {say("schedule.lock", lang)}

# ~/.config/systemd/user/ntm-run.service
[Unit]
Description={say("schedule.title", lang)}

[Service]
Type=oneshot
WorkingDirectory={place}
ExecStart={call}
TimeoutStartSec=6h
KillSignal=SIGTERM
TimeoutStopSec=30

# ~/.config/systemd/user/ntm-run.timer
[Unit]
Description={say("schedule.title", lang)}

[Timer]
OnCalendar={moment.systemd}
Persistent=true

[Install]
WantedBy=timers.target
"""


def _windows(moment: When, folder: Path, arguments: tuple[str, ...], lang: str) -> str:
    call = command(arguments)
    parts = " ".join(f'"{part}"' for part in call[1:])
    days = "-Daily" if moment.day is None else f"-Weekly -DaysOfWeek {_WINDOWS_DAYS[moment.day]}"
    inner = f'/c ""{call[0]}" {parts} >> ntm-run.log 2>&1"'
    return f"""# {say("schedule.windows", lang)}
# {say("schedule.lock", lang)}
$call = @{{
  Execute = 'cmd.exe'
  Argument = '{inner}'
  WorkingDirectory = '{folder}'
}}
$limits = @{{
  StartWhenAvailable = $true
  MultipleInstances = 'IgnoreNew'
  ExecutionTimeLimit = '06:00:00'
}}
$task = @{{
  TaskName = 'ntm-run'
  Action = New-ScheduledTaskAction @call
  Trigger = New-ScheduledTaskTrigger {days} -At '{moment.hour:02}:{moment.minute:02}'
  Settings = New-ScheduledTaskSettingsSet @limits
}}
Register-ScheduledTask @task -Force
"""


_WINDOWS_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


def _github(moment: When, folder: Path, arguments: tuple[str, ...], lang: str) -> str:
    shifted = _vietnam_to_utc(moment)
    call = shlex.join(["ntm", "run", *arguments])
    return f"""# {say("schedule.github", lang)}
# .github/workflows/reports.yml
name: reports
on:
  schedule:
    - cron: "{shifted.cron}"  # UTC; {moment.hour:02}:{moment.minute:02} UTC+7
  workflow_dispatch:
concurrency: reports
jobs:
  reports:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.11"
      - uses: actions/cache@v4
        with:
          path: reports
          key: reports-${{{{ github.run_id }}}}
          restore-keys: reports-
      - run: pip install .
      - run: {call}
      - if: always()
        run: cat reports/*/*/summary.txt >> "$GITHUB_STEP_SUMMARY"
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: reports
          path: reports/
"""


def _vietnam_to_utc(moment: When) -> When:
    """Return a moment in Vietnam (UTC+7, no summer time) as UTC."""
    hour = moment.hour - 7
    day = moment.day if hour >= 0 or moment.day is None else (moment.day - 1) % 7
    return When(day, hour % 24, moment.minute)
