"""The checked jobs of a catalogue, and the choice among them by a pattern."""

import fnmatch
from dataclasses import dataclass

from ntm_analysis.batch.job import Job
from ntm_analysis.errors import one_of


@dataclass(frozen=True)
class Listing:
    """What a catalogue asks for.

    `title` is that of the index page, `cover` names the report whose first picture stands on it,
    `source` is the name or folder under which the plan is found.
    """

    plan: str
    lang: str
    jobs: list[Job]
    title: str = ""
    cover: str = ""
    source: str = ""


def select(jobs: list[Job], only: str | None) -> list[Job]:
    """Take the jobs whose id fits a pattern (``04*``, ``*tho-xuan``).

    Raises
    ------
    InputError
        If no job fits.
    """
    chosen = [job for job in jobs if not only or fnmatch.fnmatch(job.id, f"*{only}*")]
    if not chosen:
        next_step = "Call 'ntm list' to see them; 07_progress needs --results FILE."
        raise one_of("job", only, [job.id for job in jobs], next_step)
    return chosen
