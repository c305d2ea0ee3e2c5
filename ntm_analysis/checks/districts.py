"""What the text says of districts, held against the marks in the annex and against itself."""

from collections.abc import Iterator

import pandas as pd

from ntm_analysis import places
from ntm_analysis.checks.finding import HOLDS, Finding, finding, line_list
from ntm_analysis.plan import Plan
from ntm_analysis.text import format_date
from ntm_analysis.wording import label, say

_STANDARDS = ("district_ntm", "district_advanced")


def check_districts(plan: Plan) -> Iterator[Finding]:
    """Check districts named for a standard against the annex, and the dates given to each."""
    yield from _named_and_marked(plan)
    yield from _carried_over(plan)
    yield from _several_dates(plan)


def _marks(plan: Plan, indicator: str) -> pd.DataFrame:
    rows = plan.targets[plan.targets["indicator"] == indicator]
    return rows[rows["value"].notna() & (rows["value"] > 0) & rows["district_code"].notna()]


def _names(codes: set[int]) -> str:
    return places.unit_names(sorted(codes)) or "–"


def _named_and_marked(plan: Plan) -> Iterator[Finding]:
    """Compare the districts named for a standard with those marked for it, if any can be."""
    for standard in _STANDARDS:
        named = plan.mentions[plan.mentions["kind"] == standard]
        marks = _marks(plan, standard)
        if named.empty or not (plan.targets["indicator"] == standard).any():
            continue
        text, annex = set(named["district_code"]), set(marks["district_code"])
        holds = text == annex
        yield finding(
            "named_marked", HOLDS if holds else "error", standard,
            (named["section"].iloc[0], line_list([*named["line"], *marks["line"]])),
            lambda lang, standard=standard, text=text, annex=annex: {  # type: ignore[misc]
                "subject": label("indicator", standard, lang), "named": _names(text),
                "marked": _names(annex), "only_named": _names(text - annex),
                "only_marked": _names(annex - text),
            },
            said=f"check.named_marked.{'holds' if holds else 'fails'}",
            numbers={"printed": _names(text), "computed": _names(annex)},
        )  # fmt: skip


def _carried_over(plan: Plan) -> Iterator[Finding]:
    """Districts carried over from earlier years stand outside the target: none may be marked."""
    named = plan.mentions[plan.mentions["kind"] == "carried_over"]
    marks = _marks(plan, "district_ntm")
    if named.empty:
        return
    both = set(named["district_code"]) & set(marks["district_code"])
    yield finding(
        "carried_over", "error" if both else HOLDS, "district_ntm",
        (named["section"].iloc[0], line_list([*named["line"], *marks["line"]])),
        lambda _: {"named": _names(set(named["district_code"])), "both": _names(both)},
        said=f"check.carried_over.{'fails' if both else 'holds'}",
        numbers={"printed": _names(set(named["district_code"]))},
    )  # fmt: skip


def _several_dates(plan: Plan) -> Iterator[Finding]:
    """Find districts that are carried over and given several dates in different places."""
    carried = plan.named_for("carried_over")
    dated = plan.duties[plan.duties["due_date"] != ""].set_index("duty")
    parties = plan.duty_parties[plan.duty_parties["duty"].isin(dated.index)]
    groups = (
        parties.dropna(subset=["district_code"]).groupby("duty")["district_code"].agg(frozenset)
    )
    for codes in dict.fromkeys(groups):
        duties = dated.loc[groups.index[groups == codes]]
        if not codes <= carried or duties["line"].nunique() < 2 or duties["due_date"].nunique() < 2:
            continue
        yield finding(
            "several_dates", "warning", _names(set(codes)),
            (duties["section"].iloc[0], line_list(duties["line"])),
            lambda lang, codes=codes, duties=duties: {  # type: ignore[misc]
                "named": _names(set(codes)), "dates": _dates(duties, lang),
            },
            numbers={"printed": "; ".join(duties["as_printed"])},
        )  # fmt: skip


def _dates(duties: pd.DataFrame, lang: str) -> str:
    return "; ".join(
        say(
            "check.several_dates.item", lang, printed=row["as_printed"], line=row["line"],
            date=format_date(pd.Timestamp(row["due_date"]).date(), lang),
        )
        for row in duties.to_dict("records")
    )  # fmt: skip
