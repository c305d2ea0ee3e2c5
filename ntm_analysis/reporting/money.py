"""The tables of money that notebooks show; columns named by keys of the wording."""

from decimal import Decimal

import pandas as pd

from ntm_analysis import measures
from ntm_analysis.evidence import Computed
from ntm_analysis.plan import Plan
from ntm_analysis.vocabulary import BUDGET_LEVELS, MAIN_SOURCES, SOURCES
from ntm_analysis.wording import label, say


def funding(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the funding tree: amount, printed and computed share of the total, line."""
    rows = plan.funding.set_index("source").loc[list(SOURCES)]
    total = plan.amount("total")
    return pd.DataFrame(
        {
            "source": ("— " if name in BUDGET_LEVELS else "") + label("source", str(name), lang),
            "billion": _billions(row["amount_vnd"]),
            "share_stated": row["share_stated_pct"],
            "share_computed": _percent(row["amount_vnd"], total),
            "line": int(row["line"]),
            "note": row[f"note_{lang}"],
        }
        for name, row in rows.iterrows()
    )


def _billions(vnd: int) -> Decimal:
    """Return đồng as billions, to the million."""
    return (Decimal(int(vnd)) / 10**9).quantize(Decimal("0.001"))


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(100 * int(part)) / whole).quantize(Decimal("0.001"))


def ratios(plan: Plan) -> dict[str, Computed]:
    """Return the leverage ratios of a plan with their formulas and inputs."""
    total, state = plan.amount("total"), plan.amount("state_budget")
    central, local = plan.amount("central_budget"), plan.amount("local_budget")
    private = sum(plan.amount(name) for name in ("credit", "enterprise", "community"))
    wanted = {
        "non_state": (total - state, state, ("total", "state_budget")),
        "central": (total - central, central, ("total", "central_budget")),
        "local": (local, central + plan.amount("provincial_budget"), BUDGET_LEVELS),
        "private": (private, state, ("credit", "enterprise", "community", "state_budget")),
    }
    return {
        name: Computed(
            measures.leverage(above, below),
            f"ratio.{name}.formula",
            tuple(plan.cite("funding", source) for source in inputs),
        )
        for name, (above, below, inputs) in wanted.items()
    }


def ratios_table(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the leverage ratios for a reader: meaning, value, formula, lines."""
    return pd.DataFrame(
        {
            "meaning": say(f"ratio.{name}", lang),
            "ratio": computed.value,
            "formula": say(computed.formula, lang),
            "lines": computed.lines,
        }
        for name, computed in ratios(plan).items()
    )


def what_if(plan: Plan, percent: int = 10, lang: str = "vi") -> pd.DataFrame:
    """Return total and gap if one main source brings in `percent` less."""
    amounts = plan.funding.set_index("source")["amount_vnd"].loc[list(MAIN_SOURCES)]
    whole = int(amounts.sum())
    left = {name: measures.shortfall(amounts, name, percent) for name in MAIN_SOURCES}
    return pd.DataFrame(
        {
            "source": label("source", name, lang),
            "new_total": _billions(rest),
            "gap": _billions(whole - rest),
            "gap_pct": _percent(whole - rest, whole),
        }
        for name, rest in left.items()
    )
