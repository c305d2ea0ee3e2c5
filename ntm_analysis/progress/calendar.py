"""The dated duties of each body and district as iCalendar files, for the calendar of an office."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from ntm_analysis import places, store
from ntm_analysis.bodies import body_name
from ntm_analysis.errors import one_of
from ntm_analysis.plan import Plan
from ntm_analysis.progress.dates import last_day
from ntm_analysis.progress.sheets import duty_words
from ntm_analysis.text import is_blank, slug
from ntm_analysis.wording import label, say

NOBODY = "no_party"  # whose duties are those that the plan gives to nobody by name


@dataclass(frozen=True)
class _Party:
    """Who has duties: a body, a district, a name without either, or nobody; with its roles."""

    row: dict[str, Any]
    roles: dict[str, list[str]]  # by duty

    def name(self, plan: Plan, lang: str) -> str:
        if self.row["body"]:
            return body_name(self.row["body"], lang)
        if not is_blank(self.row["district_code"]):
            code = int(self.row["district_code"])
            name = places.unit_name(code, lang, full=True, on=plan.units_on)
            return name[:1].upper() + name[1:]
        return str(self.row["as_printed"]) or say("calendar.nobody", lang)


def parties_with_dates(plan: Plan) -> list[str]:
    """List who has duties with a date, in the order of the plan: bodies, ``district_395``, nobody.

    Each dated duty has somebody, `NOBODY` where the plan names no one.
    """
    return list(_parties(plan))


def _parties(plan: Plan) -> dict[str, _Party]:
    found: dict[str, _Party] = {}
    dated = plan.duties.loc[plan.duties["due_date"] != "", "duty"]
    for row in plan.duty_parties[plan.duty_parties["duty"].isin(dated)].to_dict("records"):
        party = found.setdefault(_key(row), _Party(row, {}))
        roles = party.roles.setdefault(row["duty"], [])
        roles += [row["role"]] if row["role"] not in roles else []
    left = [duty for duty in dated if duty not in set(plan.duty_parties["duty"])]
    if left:
        nobody = {"body": "", "district_code": pd.NA, "as_printed": ""}
        found[NOBODY] = _Party(nobody, {duty: [] for duty in left})
    return found


def _key(row: dict[str, Any]) -> str:
    if row["body"]:
        return str(row["body"])
    if not is_blank(row["district_code"]):
        return f"district_{int(row['district_code'])}"
    return f"other_{slug(str(row['as_printed']))}"


def calendar_of(plan: Plan, party: str, lang: str = "vi") -> bytes:
    """Return the dated duties of a party as iCalendar (RFC 5545): all-day events on the last day.

    For "before" the day stands in the event's text; the event is on the day before it, the last
    one in time. The same plan gives the same bytes.

    Parameters
    ----------
    party : str
        One of `parties_with_dates`.

    Raises
    ------
    InputError
        If there is no such party.
    """
    known = _parties(plan)
    if party not in known:
        raise one_of("body with dated duties", party, list(known))
    return _calendar(plan, known[party], lang)


def _calendar(plan: Plan, party: _Party, lang: str) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//ntm_analysis//{plan.name}//{lang.upper()}")
    calendar.add("version", "2.0")
    whose = party.name(plan, lang)
    calendar.add("x-wr-calname", say("calendar.name", lang, body=whose, year=plan.year))
    for event in _events(plan, party.roles, lang):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(plan: Plan, roles: dict[str, list[str]], lang: str) -> Iterator[Any]:
    from icalendar import Event

    duties = plan.duties[(plan.duties["due_date"] != "") & plan.duties["duty"].isin(roles)]
    for row in duties.sort_values("due_date", kind="stable").to_dict("records"):
        event = Event()
        event.add("uid", f"{row['duty']}@{plan.name}")
        event.add("dtstamp", dt.datetime(plan.year, 1, 1, tzinfo=dt.UTC))
        last = last_day(row["due_kind"], row["due_date"])
        event.add("dtstart", last)
        event.add("dtend", last + dt.timedelta(days=1))
        event.add("summary", duty_words(row, lang))
        said = [label("role", role, lang) for role in roles[row["duty"]]]
        event.add("description", say(
            "calendar.event", lang, role="; ".join(said) or say("calendar.nobody", lang),
            printed=row["as_printed"], section=row["section"], line=row["line"], plan=plan.title,
        ))  # fmt: skip
        event.add("transp", "TRANSPARENT")
        yield event


def write_calendars(plan: Plan, out: Path, lang: str = "vi") -> list[Path]:
    """Write a calendar for each party with dated duties into a new folder.

    Raises
    ------
    InputError
        If the folder is there already or cannot be made.
    """
    parties = _parties(plan)
    with store.new_folder(out) as draft:
        for name, party in parties.items():
            (draft / f"{name}_{lang}.ics").write_bytes(_calendar(plan, party, lang))
    return [out / f"{name}_{lang}.ics" for name in parties]
