"""What reports take from a workbook of results: the day, and the checked rows."""

import datetime as dt
from pathlib import Path

from ntm_analysis import store
from ntm_analysis.errors import InputError
from ntm_analysis.plan import Plan
from ntm_analysis.progress.checking import check_results
from ntm_analysis.progress.reading import hash_of
from ntm_analysis.progress.results import Results, no_results
from ntm_analysis.vintages import parse_day

_read: dict[tuple[object, ...], Results] = {}


def day(on: str, plan: Plan) -> dt.date:
    """Return the day to judge: the one given, else the last day of the plan's year.

    Raises
    ------
    InputError
        If it is no day, or lies before the year of the plan.
    """
    until = parse_day(on).date() if on else dt.date(plan.year, 12, 31)
    if until.year < plan.year:
        raise InputError(
            f"The day {until} lies before {plan.year}, the year of the plan; name a day from "
            f"{plan.year}-01-01 on."
        )
    return until


def load(file: str, plan: Plan, on: dt.date) -> Results:
    """Return the checked results of a workbook, or none at all if no file is given.

    A workbook is read once by a process, as long as it stays as it is.

    Raises
    ------
    InputError
        If the workbook has an error; all are named.
    """
    if not file:
        return no_results()
    path = store.find_results(file)
    today = max(on, dt.date.today())
    key = (path, hash_of(path), plan.folder, plan.name, today)
    if key not in _read:
        _read[key] = _sound(path, check_results(path, plan, today))
    return _read[key]


def load_earlier(file: str, plan: Plan, on: dt.date) -> Results | None:
    """Return the results that others are compared with; None if they are gone or refused today."""
    try:
        return load(file, plan, on)
    except InputError:
        return None


def _sound(path: Path, results: Results) -> Results:
    """Return results without an error; refuse others."""
    wrong = results.findings[results.findings["severity"] == "error"]
    if len(wrong):
        listed = "\n     ".join(wrong["message_vi"])
        raise InputError(
            f"{path.name} has errors ({len(wrong)}), nothing was made of it; mend these cells, or "
            f"see them with 'ntm progress check {path.name} --lang en':\n     {listed}"
        )
    return results
