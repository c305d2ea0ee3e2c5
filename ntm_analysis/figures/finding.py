"""The title that states what a map shows, and the line that says where its data come from."""

import pandas as pd

from ntm_analysis.checks import line_range
from ntm_analysis.errors import InputError
from ntm_analysis.figures.classes import numbers
from ntm_analysis.geography import record
from ntm_analysis.plan import Plan
from ntm_analysis.text import format_number
from ntm_analysis.wording import say

_TIED = 3
_LAYERS = ("districts_2024", "communes_2025")  # those whose origin is told in full


def of_target(
    values: pd.Series, names: pd.Series, label: str, year: int, kind: str, lang: str
) -> str:
    """State where most of a target lies, or that it lies nowhere or evenly."""
    found = numbers(values)
    fields = {**_fields(found, names, lang, 0), "label": label, "year": year}
    if kind == "mark" and len(found) and (found == 1).all():
        return say("map.finding.mark", lang, **fields)
    return say(f"map.finding.{_case(found)}", lang, **fields)


def of_values(
    values: pd.Series, names: pd.Series, label: str, lang: str, decimals: int | None = None
) -> str:
    """State which units have the highest value, or that none has any or all the same."""
    found = numbers(values)
    return say(
        f"map.value.{_case(found)}", lang, label=label, **_fields(found, names, lang, decimals)
    )


def source(plan: Plan, boundaries: str, lang: str) -> str:
    """Say from which lines of the plan the numbers come, and whence the boundaries."""
    rows = plan.targets
    number = str(rows["section"].iloc[0])
    annex = say("map.section.annex", "vi")
    section = (
        say("map.section.annex", lang)
        if number.casefold() == annex
        else say("map.section.numbered", lang, section=number)
    )
    lines = line_range(rows["line"]).replace("-", "–")
    said = say(
        "map.source", lang, year=plan.year, province=plan.province, section=section, lines=lines
    )
    return f"{said} {origin(boundaries, lang)}"


def origin(boundaries: str, lang: str) -> str:
    """Say of which day and whence a boundary layer is: the project's own, or file and licence.

    A layer that is not found by its name was given as a table; its name is said alone.
    """
    if boundaries in _LAYERS:
        return say(f"map.boundaries.{boundaries}", lang)
    try:
        said = record(boundaries)
    except InputError:
        said = {}
    if said:
        return say("map.boundaries.imported", lang, file=said["file"], licence=said["licence"])
    return say("map.boundaries.other", lang, layer=str(boundaries).rstrip("/").rpartition("/")[2])


def _case(found: pd.Series) -> str:
    if found.empty:
        return "none"
    if len(found) == 1:
        return "one"
    if found.nunique() == 1:
        return "equal"
    ties = int((found == found.max()).sum())
    return "most" if ties == 1 else "tied" if ties <= _TIED else "many"


def _fields(
    found: pd.Series, names: pd.Series, lang: str, decimals: int | None
) -> dict[str, object]:
    if found.empty:
        return {"names": "", "count": 0, "high": "", "total": ""}
    top = found.index[found == found.max()]
    return {
        "names": ", ".join(names[top].astype(str)),
        "count": len(top),
        "high": format_number(found.max(), lang, decimals),
        "total": format_number(found.sum(), lang, decimals),
    }
