"""The tables of money that notebooks show; columns named by keys of the wording."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from ntm_analysis import measures
from ntm_analysis.evidence import Evidence, cited, computed, line_text, lines, trace, with_lines
from ntm_analysis.plan import Plan
from ntm_analysis.text import LANGUAGES, format_number
from ntm_analysis.vocabulary import BUDGET_LEVELS, MAIN_SOURCES, SOURCES
from ntm_analysis.wording import label, say

_MOST_DECIMALS = 9  # of billions: a đồng


@dataclass(frozen=True)
class Ratio:
    """A ratio of amounts of a plan with what it rests on."""

    value: float
    evidence: Evidence


def funding(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the funding tree: amount, printed and computed share of the total, line."""
    rows = plan.funding.set_index("source").loc[list(SOURCES)]
    total = plan.amount("total")
    made = pd.DataFrame(
        {
            "source": ("— " if name in BUDGET_LEVELS else "") + label("source", str(name), lang),
            "billion": _as_printed(row),
            "share_stated": row["share_stated_pct"],
            "share_computed": _percent(row["amount_vnd"], total),
            "line": int(row["line"]),
            "note": row[f"note_{lang}"],
        }
        for name, row in rows.iterrows()
    )
    amounts = [cited("funding", name) for name in rows.index]
    return trace(
        made,
        billion=amounts,
        share_stated=[cited("funding", name, column="share_stated_pct") for name in rows.index],
        share_computed=[computed("part", one, cited("funding", "total")) for one in amounts],
    )


def _billions(vnd: int) -> Decimal:
    """Return đồng as billions, with the digits that this takes."""
    exact = Decimal(int(vnd)) / 10**9
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize()


def _as_printed(row: pd.Series) -> Decimal:
    """Return an amount as billions, with the digits that the plan prints if it prints billions."""
    exact = _billions(row["amount_vnd"])
    for decimals in range(_decimals(exact), _MOST_DECIMALS + 1):
        for lang in LANGUAGES:
            shown = re.escape(format_number(exact, lang, decimals))
            if re.search(rf"(?<![\d.,]){shown}(?![\d]|[.,]\d)", str(row["as_printed"])):
                return exact.quantize(Decimal(1).scaleb(-decimals))
    return exact


def _decimals(exact: Decimal) -> int:
    return max(0, -int(exact.as_tuple().exponent))


def _aligned(amounts: list[Decimal]) -> list[Decimal]:
    """Return the amounts of a column with the digits that the longest of them takes."""
    unit = Decimal(1).scaleb(-max(map(_decimals, amounts), default=0))
    return [amount.quantize(unit) for amount in amounts]


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(100 * int(part)) / whole).quantize(Decimal("0.001"), ROUND_HALF_UP)


def ratios(plan: Plan) -> dict[str, Ratio]:
    """Return the leverage ratios of a plan with their formulas and inputs."""
    total, state = plan.amount("total"), plan.amount("state_budget")
    central, local = plan.amount("central_budget"), plan.amount("local_budget")
    private = ("credit", "enterprise", "community")
    beside = central + plan.amount("provincial_budget")
    wanted = {
        "non_state": (total - state, state, "beyond", ("total", "state_budget")),
        "central": (total - central, central, "beyond", ("total", "central_budget")),
        "local": (
            local,
            beside,
            "first_over_rest",
            ("local_budget", "central_budget", "provincial_budget"),
        ),
        "private": (
            sum(map(plan.amount, private)),
            state,
            "rest_over_last",
            (*private, "state_budget"),
        ),
    }
    return {
        name: Ratio(
            measures.leverage(above, below),
            computed(formula, *(cited("funding", source) for source in inputs)),
        )
        for name, (above, below, formula, inputs) in wanted.items()
    }


def ratios_table(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the leverage ratios for a reader: meaning, value, formula, lines."""
    found = ratios(plan)
    made = pd.DataFrame(
        {
            "meaning": say(f"ratio.{name}", lang),
            "ratio": ratio.value,
            "formula": say(f"ratio.{name}.formula", lang),
            "lines": line_text(lines(ratio.evidence, plan)),
        }
        for name, ratio in found.items()
    )
    return trace(made, ratio=[ratio.evidence for ratio in found.values()])


def what_if(plan: Plan, percent: int = 10, lang: str = "vi") -> pd.DataFrame:
    """Return total and gap if one main source brings in `percent` less."""
    amounts = plan.funding.set_index("source")["amount_vnd"].loc[list(MAIN_SOURCES)]
    whole = int(amounts.sum())
    left = {name: measures.shortfall(amounts, name, percent) for name in MAIN_SOURCES}
    made = pd.DataFrame(
        {
            "source": [label("source", name, lang) for name in left],
            "new_total": _aligned([_billions(rest) for rest in left.values()]),
            "gap": _aligned([_billions(whole - rest) for rest in left.values()]),
            "gap_pct": [_percent(whole - rest, whole) for rest in left.values()],
        }
    )

    def rests(formula: str) -> list[Evidence | None]:
        """Put the source that falls short first, as the formulas want it."""
        ordered = [[name, *(o for o in MAIN_SOURCES if o != name)] for name in MAIN_SOURCES]
        return [
            computed(f"{formula}:{percent}", *(cited("funding", n) for n in names))
            for names in ordered
        ]

    trace(made, new_total=rests("left"), gap=rests("gap"), gap_pct=rests("gap_part"))
    return with_lines(made, plan)
