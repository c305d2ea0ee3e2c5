"""The duties of a body as an iCalendar file, for the calendar of an office."""

import datetime as dt
from pathlib import Path

from ntm_analysis import store
from ntm_analysis.bodies import body_name
from ntm_analysis.errors import one_of
from ntm_analysis.plan import Plan
from ntm_analysis.progress.sheets import duty_words
from ntm_analysis.wording import label, say


def bodies_with_dates(plan: Plan) -> list[str]:
    """List the bodies that have duties with a date, in the order of the plan."""
    dated = set(plan.duties.loc[plan.duties["due_date"] != "", "duty"])
    parties = plan.duty_parties[plan.duty_parties["duty"].isin(dated)]
    return [body for body in parties["body"].drop_duplicates() if body]


def calendar_of(plan: Plan, body: str, lang: str = "vi") -> bytes:
    """Return the dated duties of a body as iCalendar (RFC 5545): all-day events on the last day.

    For "before" the day stands in the event's text; the event is on the day before it, the last
    one in time. The same plan gives the same bytes.

    Raises
    ------
    InputError
        If the body has no duty with a date.
    """
    from icalendar import Calendar, Event

    known = bodies_with_dates(plan)
    if body not in known:
        raise one_of("body with dated duties", body, known)
    calendar = Calendar()
    calendar.add("prodid", f"-//ntm_analysis//{plan.name}//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add(
        "x-wr-calname", say("calendar.name", lang, body=body_name(body, lang), year=plan.year)
    )
    parties = plan.duty_parties[plan.duty_parties["body"] == body].set_index("duty")
    duties = plan.duties[(plan.duties["due_date"] != "") & plan.duties["duty"].isin(parties.index)]
    for row in duties.sort_values("due_date", kind="stable").to_dict("records"):
        event = Event()
        event.add("uid", f"{row['duty']}@{plan.name}")
        event.add("dtstamp", dt.datetime(plan.year, 1, 1, tzinfo=dt.UTC))
        day = dt.date.fromisoformat(row["due_date"])
        last = day - dt.timedelta(days=1) if row["due_kind"] == "before" else day
        event.add("dtstart", last)
        event.add("dtend", last + dt.timedelta(days=1))
        event.add("summary", duty_words(row, lang))
        role = parties.loc[[row["duty"]], "role"].iloc[0]
        event.add("description", say(
            "calendar.event", lang, role=label("role", role, lang), printed=row["as_printed"],
            section=row["section"], line=row["line"], plan=plan.title,
        ))  # fmt: skip
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def write_calendars(plan: Plan, out: Path, lang: str = "vi") -> list[Path]:
    """Write a calendar for each body with dated duties into a new folder.

    Raises
    ------
    InputError
        If the folder is there already or cannot be made.
    """
    with store.new_folder(out) as draft:
        for body in bodies_with_dates(plan):
            (draft / f"{body}_{lang}.ics").write_bytes(calendar_of(plan, body, lang))
    return [out / f"{body}_{lang}.ics" for body in bodies_with_dates(plan)]
