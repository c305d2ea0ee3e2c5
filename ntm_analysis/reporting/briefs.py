"""What the brief for a body says: its duties and dates, its districts, what concerns them."""

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd

from ntm_analysis import checks, places
from ntm_analysis.bodies import body_name, briefed
from ntm_analysis.errors import one_of
from ntm_analysis.evidence import cited, computed
from ntm_analysis.figures import maps
from ntm_analysis.plan import Plan
from ntm_analysis.publishing import prose
from ntm_analysis.publishing.model import Span
from ntm_analysis.publishing.prose import Prose, join, reference, shown
from ntm_analysis.reporting import duties, present
from ntm_analysis.text import format_date
from ntm_analysis.wording import say


def known(plan: Plan, body: str) -> str:
    """Return the key of a body that gets a brief.

    Raises
    ------
    InputError
        If it is none of them.
    """
    if body not in briefed(plan.assignments):
        raise one_of("body", body, briefed(plan.assignments))
    return body


def group_duties(plan: Plan, body: str) -> list[str]:
    """List the duties that the plan gives to the group a body may belong to, not to itself."""
    group = duties.group_of(body)
    if not group:
        return []
    own = set(duties.duties_of_body(plan, body))
    return [name for name in duties.duties_of_body(plan, group) if name not in own]


def title(plan: Plan, body: str, lang: str = "vi") -> Prose:
    """Return the heading of a brief."""
    name = body_name(known(plan, body), lang)
    return prose.title(prose.prose("brief.title", lang, name=name, year=plan.year))


def summary(plan: Plan, body: str, lang: str = "vi") -> Prose:
    """Say how many duties and districts a body has, and what is due first."""
    own = duties.duties_of_body(plan, body)
    dated = duties.dated(plan, own)
    codes = duties.districts_of(plan, body)

    def count(table: str, keys: Sequence[str | int]) -> Span:
        rows = computed("rows", *(cited(table, key) for key in keys))
        return shown(str(len(keys)), rows if keys else None)

    said = [
        prose.prose("brief.summary", lang, name=body_name(body, lang), duties=count("duties", own),
                    dated=count("duties", dated), districts=count("assignments", codes))
    ]  # fmt: skip
    if dated:
        row = plan.cite("duties", dated[0]).row
        day = format_date(pd.Timestamp(row["due_date"]).date(), lang)
        first = shown(day, cited("duties", dated[0], column="due_date"))
        said.append(prose.prose("brief.first", lang, date=first, what=row[f"what_{lang}"]))
    return join(*said)


def duties_note(plan: Plan, body: str, lang: str = "vi") -> Prose:
    """Say what the table of duties holds, or that no duty names the body."""
    if not duties.duties_of_body(plan, body):
        return prose.prose("brief.no_duties", lang, name=body_name(body, lang))
    return prose.prose("brief.duties", lang, table=reference("duties"))


def group_note(plan: Plan, body: str, lang: str = "vi") -> Prose:
    """Say which duties of a group may be the body's too; the plan lists no members."""
    group = duties.group_of(body)
    if not group:
        return prose.prose("brief.no_group", lang)
    if not group_duties(plan, body):
        return prose.prose("brief.no_group_duties", lang, group=body_name(group, lang))
    return prose.prose("brief.group", lang, group=body_name(group, lang), table=reference("group"))


def districts_note(plan: Plan, body: str, lang: str = "vi") -> Prose:
    """Say which districts a body directs, each with its line."""
    codes = duties.districts_of(plan, body)
    if not codes:
        return prose.prose("brief.no_districts", lang, name=body_name(body, lang))
    listed = "; ".join(
        say("brief.district", lang, name=places.unit_name(code, lang, full=True),
            line=plan.cite("assignments", code).line)
        for code in codes
    )  # fmt: skip
    return prose.prose("brief.districts", lang, names=listed, table=reference("targets"))


def blank_note(codes: list[int], lang: str = "vi") -> str:
    """Say what a dash means, where there is a table of targets."""
    return say("blank.footnote", lang) if codes else ""


def show_map(layer: gpd.GeoDataFrame, codes: list[int], body: str, lang: str = "vi") -> None:
    """Show the map of a body's districts, if it has any."""
    if codes:
        caption = say("brief.map", lang)
        present.figure(maps.chosen(layer, codes, body_name(body, lang), lang=lang), caption)


def findings(plan: Plan, body: str, lang: str = "vi") -> pd.DataFrame:
    """Return the findings that concern a body: those of its districts, and of money if it leads it.

    The Coordination Office, and the departments of finance and planning, get those of money.
    """
    found = checks.audit(plan)
    own = {str(plan.cite("districts", code).line) for code in duties.districts_of(plan, body)}
    chosen = found["lines"].isin(own)
    if body in {"coordination_office", "finance", "planning"}:
        chosen |= found["check"].isin(checks.MONEY)
    return found[chosen]


def findings_note(found: pd.DataFrame, lang: str = "vi") -> str:
    """Say that nothing needs a second look, or nothing."""
    return prose.prose("brief.no_findings", lang) if found.empty else ""
