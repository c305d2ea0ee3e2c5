"""The id and the title of a report, from its notebook and its parameters."""

from pathlib import PureWindowsPath
from typing import Any

from ntm_analysis import text, wording
from ntm_analysis.batch.job import SUBJECTS, Job
from ntm_analysis.batch.parameters import Schema


def job_of(declared: Schema, given: dict[str, Any], shared: set[str], lang: str) -> Job:
    """Return the job of a notebook and its checked parameters, with its id and its title.

    Parameters
    ----------
    declared : Schema
    given : dict
    shared : set of str
        Names of the parameters that all reports of the catalogue have alike: no part of an id.
    lang : {"vi", "en"}
        Of the title.
    """
    from ntm_analysis import places
    from ntm_analysis.bodies import body_name

    subject, ending = "", ""
    if "district" in given:
        code = int(given["district"])
        subject = places.unit_name(code, lang, full=True)
        ending = f"-{code}-{text.slug(places.unit_name(code))}"
    if "body" in given:
        subject = body_name(given["body"], lang)
        ending = f"-{text.slug(given['body'])}-{text.slug(body_name(given['body']))}"
    extra = [_without_folder(v) for name, v in given.items() if name not in shared | {*SUBJECTS}]
    ending += "".join(f"-{part}" for part in map(text.slug, extra) if part)
    stem = declared.notebook.stem
    return Job(f"{stem}{ending}", _title(stem, subject, lang), declared.notebook, given)


def _without_folder(value: Any) -> str:
    r"""Return a value as it stands in an id: of a path the last part alone.

    >>> _without_folder("/srv/kết quả/quý 3.xlsx"), _without_folder("D:\\results.xlsx")
    ('quý 3.xlsx', 'results.xlsx')
    >>> _without_folder("km/h"), _without_folder(2)
    ('km/h', '2')
    """
    said = str(value)
    path = PureWindowsPath(said)  # which also takes / for a border
    rooted = path.anchor or said.startswith((".", "~")) or path.suffix
    return path.name if isinstance(value, str) and rooted else said


def _title(stem: str, subject: str, lang: str) -> str:
    """Return the title of a report: its own in the wording, else the notebook's name."""
    key = f"notebook.{stem}"
    known = wording.keys()
    if key in known:
        return wording.say(key, lang, subject=subject)
    return f"{stem} {subject}".strip()
