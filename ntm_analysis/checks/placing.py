"""Sources of money that the sums put where a source of their kind cannot be."""

from collections.abc import Iterator

from ntm_analysis.checks.finding import Finding, finding, line_list, source_label
from ntm_analysis.plan import Plan
from ntm_analysis.vocabulary import BUDGET_LEVELS

_OUTSIDE = ("credit", "enterprise", "community")  # no part of a budget, and none is part of them


def check_placing(plan: Plan) -> Iterator[Finding]:
    """Find budget levels outside the state budget or within other money, and the other way round.

    A wrong amount can fit by chance as a part of something else: "NSNN 60, NSTW 40, NS tỉnh 20, tín
    dụng 40" of 160 adds up side by side. Who reads the list sees by the names that it is no list of
    that kind.
    """
    parents = dict(zip(plan.funding["source"], plan.funding["parent"], strict=True))
    listed = "state_budget" in parents
    for name in parents:
        above = _above(name, parents)
        wrong = [other for other in above if _apart(name, other)]
        within = "state_budget" in above or name in _above("state_budget", parents)
        if name in BUDGET_LEVELS and listed and not within and not wrong:
            wrong = ["state_budget"]
        if wrong:
            yield _misplaced(plan, name, wrong[0], within=wrong[0] in above)


def _above(name: str, parents: dict[str, str]) -> list[str]:
    """List what a source is part of, from the inside out."""
    found: list[str] = []
    while (name := parents.get(name, "")) and name not in found:
        found.append(name)
    return found


def _apart(name: str, whole: str) -> bool:
    budgets = ("state_budget", *BUDGET_LEVELS)
    return (name in budgets and whole in _OUTSIDE) or (name in _OUTSIDE and whole in budgets)


def _misplaced(plan: Plan, name: str, other: str, *, within: bool) -> Finding:
    rows = plan.funding[plan.funding["source"].isin([name, other])]
    where = str(rows["section"].iloc[0]), line_list(rows["line"])
    return finding(
        "source_misplaced", "warning", name, where,
        lambda lang: {"subject": source_label(name, lang), "other": source_label(other, lang)},
        said=f"check.source_misplaced.{'within' if within else 'beside'}",
    )  # fmt: skip
