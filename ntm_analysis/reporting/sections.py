"""The sections that every report on the province has: what to check again, what is not said.

Each takes what concerns a report: the whole plan, its targets, or its money.
"""

import pandas as pd

from ntm_analysis import checks
from ntm_analysis.plan import Plan
from ntm_analysis.publishing.prose import Prose, join, prose, reference, title
from ntm_analysis.reporting import present, story, tables
from ntm_analysis.vocabulary import INDICATORS, NOT_STATED
from ntm_analysis.wording import say

# Of the topics on which a plan may be silent, those of money, and those of targets.
_TOPICS = {
    "plan": NOT_STATED,
    "targets": ("baseline", "unit_names", "ocop_stars"),
    "money": ("district_funding", "investment_recurrent_split"),
}
# The tables that targets are read from; a finding on a line of theirs concerns targets.
_OF_TARGETS = ("targets", "totals", "headline", "districts")
CHECK, NOT_SAID = "findings", "not_stated"  # names of the two tables


def findings(plan: Plan, about: str = "plan") -> pd.DataFrame:
    """Return the findings that concern a report.

    Parameters
    ----------
    plan : Plan
    about : {"plan", "targets", "money"}
        What the report is about.
    """
    found = checks.audit(plan)
    if about == "plan":
        return found
    money = found["check"].isin(checks.MONEY)
    if about == "money":
        return found[money]
    own = {int(line) for name in _OF_TARGETS for line in plan.tables[name]["line"].dropna()}
    on_own_lines = found["lines"].map(lambda text: bool(checks.lines_in(text) & own))
    return found[~money & (on_own_lines | found["subject"].isin(INDICATORS))]


def not_stated(plan: Plan, about: str = "plan") -> list[str]:
    """List the topics on which a plan is silent that concern a report; see `findings`."""
    return [topic for topic in plan.not_stated["topic"] if topic in _TOPICS[about]]


def summary(plan: Plan, about: str, lang: str = "vi") -> Prose:
    """Say the gravest finding of a plan's targets or money, where the others and the silences are.

    `about` is ``targets`` or ``money``; of a whole plan `first.of_plan` says more.
    """
    rows = findings(plan, about)
    said = [story.first_finding(plan, rows, lang, f"audit.clean.{about}")]
    if len(rows):
        said.append(prose("three.check_at", lang, table=reference(CHECK)))
    if not_stated(plan, about):
        said.append(prose("three.unsaid_at", lang, table=reference(NOT_SAID)))
    return join(*said)


def show(plan: Plan, about: str = "plan", lang: str = "vi") -> None:
    """Show the numbers to check again and what the plan does not say, each under its heading."""
    show_findings(plan, about, lang)
    show_not_stated(plan, about, lang)


def show_findings(plan: Plan, about: str = "plan", lang: str = "vi") -> None:
    """Show the numbers to check again, each with the question for the issuing office."""
    rows = findings(plan, about)
    present.sentence(title(say("section.check", lang), level=2))
    present.sentence(say("section.check.how" if len(rows) else "section.check.none", lang))
    story.show_table(tables.questions(plan, rows, lang), lang, name=CHECK)


def show_not_stated(plan: Plan, about: str = "plan", lang: str = "vi") -> None:
    """Show what the plan does not say of what a report is about."""
    made = tables.not_stated(plan, not_stated(plan, about), lang)
    present.sentence(title(say("section.unsaid", lang), level=2))
    present.sentence(say("section.unsaid.how" if len(made) else "section.unsaid.none", lang))
    story.show_table(made, lang, name=NOT_SAID)
