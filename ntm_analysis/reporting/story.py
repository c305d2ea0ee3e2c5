"""The sentences with numbers in them that reports are told with."""

import pandas as pd

from ntm_analysis import checks, places
from ntm_analysis.bodies import body_name
from ntm_analysis.plan import Plan
from ntm_analysis.reporting import present, tables
from ntm_analysis.text import format_billion, format_number
from ntm_analysis.vocabulary import BUDGET_LEVELS
from ntm_analysis.wording import label, say


def first_finding(findings: pd.DataFrame, lang: str = "vi") -> str:
    """Say the gravest finding, or that all sums hold."""
    errors = findings[findings["severity"] == "error"]
    if errors.empty:
        return say("audit.clean", lang)
    return "**" + say("audit.headline", lang, message=errors[f"message_{lang}"].iloc[0]) + "**"


def money_findings(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the findings that concern money."""
    found = checks.audit(plan)
    return found[found["check"].isin(["funding_sum", "share", "share_sum", "correction"])]


def funding_gap(plan: Plan, lang: str = "vi") -> str:
    """Say what the levels of the state budget leave unaccounted for."""
    printed = plan.amount("state_budget")
    computed = sum(plan.amount(level) for level in BUDGET_LEVELS)
    rows = plan.funding[plan.funding["source"].isin(["state_budget", *BUDGET_LEVELS])]
    if printed == computed:
        return say("audit.clean", lang)
    return say(
        "funding.gap", lang, computed=format_billion(computed, lang),
        printed=format_billion(printed, lang), difference=format_number(printed - computed, lang),
        lines=checks.line_range(rows["line"]).replace("-", "–"),
    )  # fmt: skip


def state_share(plan: Plan, lang: str = "vi") -> str:
    """Say what part of the total is direct state budget, and what is not."""
    state = 100 * plan.amount("state_budget") / plan.amount("total")
    return say(
        "funding.halves", lang, state=format_number(state, lang, 2),
        other=format_number(100 - state, lang, 2),
    )  # fmt: skip


def ranked_title(indicator: str, lang: str = "vi") -> str:
    """Return the title of the bars of an indicator."""
    return say("chart.ranked", lang, label=label("indicator", indicator, lang))


def measure_title(measure: str, lang: str = "vi") -> str:
    """Return a measure's name with its formula."""
    return f"**{label('measure', measure, lang)}** = {label('formula', measure, lang)}"


def blank_note(lang: str = "vi") -> str:
    """Say what a dash in a table of targets means."""
    return say("blank.footnote", lang)


def district_title(plan: Plan, code: int, lang: str = "vi") -> str:
    """Return a district's heading and how many of the targets it carries."""
    name = places.unit_name(code, lang, full=True)
    count = int(plan.matrix().loc[code].notna().sum())
    heading = _capital(say("district.title", lang, name=name, year=plan.year))
    return f"# {heading}\n\n" + say("district.assigned", lang, name=name, count=count)


def lead_body(plan: Plan, code: int, lang: str = "vi") -> str:
    """Say which body of the province directs a district."""
    row = plan.cite("assignments", code)
    return say(
        "body.leads", lang, body=body_name(row.row["body"], lang),
        district=places.unit_name(code, lang, full=True), line=row.line,
    )  # fmt: skip


def duties_note(plan: Plan, code: int, lang: str = "vi") -> str:
    """Say that no duty names a district, or nothing."""
    if tables.duties_of(plan, code):
        return ""
    return say("district.no_duties", lang, name=places.unit_name(code, lang, full=True))


def neighbours_note(code: int, neighbours: list[int], lang: str = "vi") -> str:
    """Say that a district borders no unit of its zone, or nothing."""
    if neighbours:
        return ""
    return _capital(
        say("district.no_neighbours", lang, name=places.unit_name(code, lang, full=True))
    )


def findings_note(plan: Plan, code: int, lang: str = "vi") -> str:
    """Say that no finding concerns a district alone, or nothing."""
    if len(tables.findings_of(plan, code, lang)):
        return ""
    return say("district.no_findings", lang, name=places.unit_name(code, lang, full=True))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def show_table(frame: pd.DataFrame, lang: str = "vi") -> None:
    """Show a table unless it is empty."""
    if len(frame):
        present.table(frame, lang)


def sources(plan: Plan, lang: str = "vi", boundaries: str = "") -> str:
    """Return where the numbers and lines of a report come from."""
    document = plan.document
    parts = [
        say(
            "sources.plan",
            lang,
            title=plan.title,
            file=document["title"],
            sha=document["sha256"][:12],
        )
    ]
    if boundaries:
        parts += [say("sources.boundaries", lang, layer=boundaries.rpartition("/")[2])]
        parts += [say("sources.context", lang)]
    return "\n\n".join(parts)
