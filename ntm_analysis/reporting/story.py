"""The sentences with numbers in them that reports are told with."""

import pandas as pd

from ntm_analysis import checks, places
from ntm_analysis.bodies import body_name
from ntm_analysis.evidence import cited, computed
from ntm_analysis.figures import finding
from ntm_analysis.plan import Plan
from ntm_analysis.publishing.model import Span
from ntm_analysis.publishing.prose import Prose, join, prose, shown, title
from ntm_analysis.reporting import present, tables
from ntm_analysis.text import format_billion, format_number
from ntm_analysis.vocabulary import BUDGET_LEVELS
from ntm_analysis.wording import label, say


def plan_title(plan: Plan) -> Prose:
    """Return the title of the plan in bold."""
    return Prose((Span(plan.title, bold=True),))


def first_finding(
    plan: Plan, findings: pd.DataFrame, lang: str = "vi", clean: str = "audit.clean"
) -> Prose:
    """Say the gravest finding, or that all sums hold: the text `clean`."""
    errors = findings[findings["severity"] == "error"]
    if errors.empty:
        return prose(clean, lang)
    first = errors.to_dict("records")[0]
    message = Span(first[f"message_{lang}"], True, tables.of_check(plan, first))
    return prose("audit.headline", lang, bold=True, message=message)


def money_findings(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the findings that concern money."""
    found = checks.audit(plan)
    return found[found["check"].isin(checks.MONEY)]


def funding_gap(plan: Plan, lang: str = "vi") -> Prose:
    """Say what the levels of the state budget leave unaccounted for."""
    printed = plan.amount("state_budget")
    levels = sum(plan.amount(level) for level in BUDGET_LEVELS)
    rows = plan.funding[plan.funding["source"].isin(["state_budget", *BUDGET_LEVELS])]
    whole = cited("funding", "state_budget")
    parts = [cited("funding", level) for level in BUDGET_LEVELS]
    if printed == levels:
        amount = shown(format_billion(printed, lang), whole)
        return prose("funding.no_gap", lang, printed=amount)
    return prose(
        "funding.gap", lang,
        computed=shown(format_billion(levels, lang), computed("sum", *parts)),
        printed=shown(format_billion(printed, lang), whole),
        difference=shown(format_number(printed - levels, lang),
                         computed("difference", whole, *parts)),
        lines=checks.line_range(rows["line"]).replace("-", "–"),
    )  # fmt: skip


def state_share(plan: Plan, lang: str = "vi") -> Prose:
    """Say what part of the total is direct state budget, and what is not."""
    state = 100 * plan.amount("state_budget") / plan.amount("total")
    both = cited("funding", "state_budget"), cited("funding", "total")
    return prose(
        "funding.halves", lang,
        state=shown(format_number(state, lang, 2), computed("part", *both)),
        other=shown(format_number(100 - state, lang, 2), computed("rest", *both)),
    )  # fmt: skip


def ranked_title(indicator: str, lang: str = "vi") -> str:
    """Return the title of the bars of an indicator."""
    return say("chart.ranked", lang, label=label("indicator", indicator, lang))


def measure_title(measure: str, lang: str = "vi") -> Prose:
    """Return a measure's name with its formula."""
    formula = Span(f" = {label('formula', measure, lang)}")
    return Prose((Span(label("measure", measure, lang), bold=True), formula))


def blank_note(lang: str = "vi") -> str:
    """Say what a dash in a table of targets means."""
    return say("blank.footnote", lang)


def district_title(plan: Plan, code: int, lang: str = "vi") -> Prose:
    """Return a district's heading."""
    name = places.unit_name(code, lang, full=True)
    return title(prose("district.title", lang, name=name, year=plan.year))


def district_assigned(plan: Plan, code: int, lang: str = "vi") -> Prose:
    """Say how many of the targets a district carries."""
    wide = plan.matrix()
    own = computed("count", *(cited("targets", code, name) for name in wide.columns))
    count = shown(str(int(wide.loc[code].notna().sum())), own)
    every = shown(str(len(wide.columns)), computed("cells", own))
    name = places.unit_name(code, lang, full=True)
    return prose("district.assigned", lang, name=name, count=count, all=every)


def lead_body(plan: Plan, code: int, lang: str = "vi") -> Prose:
    """Say which body of the province directs a district."""
    row = plan.cite("assignments", code)
    return prose(
        "body.leads", lang, body=body_name(row.row["body"], lang),
        district=places.unit_name(code, lang, full=True), line=row.line,
    )  # fmt: skip


def duties_note(plan: Plan, code: int, lang: str = "vi") -> str:
    """Say that no duty names a district, or nothing."""
    if tables.duties_of(plan, code):
        return ""
    return prose("district.no_duties", lang, name=places.unit_name(code, lang, full=True))


def neighbours_note(code: int, neighbours: list[int], lang: str = "vi") -> str:
    """Say that a district borders no unit of its zone, or nothing."""
    if neighbours:
        return ""
    name = places.unit_name(code, lang, full=True)
    return title(prose("district.no_neighbours", lang, name=name), level=0)


def findings_note(found: pd.DataFrame, code: int, lang: str = "vi") -> str:
    """Say that no finding concerns a district alone, or nothing; `found` are those that do."""
    if len(found):
        return ""
    return prose("district.no_findings", lang, name=places.unit_name(code, lang, full=True))


def show_table(frame: pd.DataFrame, lang: str = "vi", **how: str) -> None:
    """Show a table unless it is empty."""
    if len(frame):
        present.table(frame, lang, caption=how.get("caption", ""), name=how.get("name", ""))


def sources(plan: Plan, lang: str = "vi", boundaries: str = "") -> Prose:
    """Return where the numbers and lines of a report come from."""
    document = plan.document
    parts = [
        prose(
            "sources.plan",
            lang,
            title=plan.title,
            file=document["title"],
            sha=document["sha256"][:12],
        )
    ]
    if boundaries:
        parts += [boundary_source(boundaries, lang), prose("sources.context", lang)]
    return join(*parts)


def boundary_source(boundaries: str, lang: str = "vi") -> Prose:
    """Say where a boundary layer comes from: the project's own, or a file and its licence."""
    return Prose((Span(finding.origin(boundaries, lang)),))
