"""What the text says of districts, held against the marks in the annex and against itself."""

from collections.abc import Iterator

import pandas as pd

from ntm_analysis import names, places
from ntm_analysis.checks.finding import HOLDS, Finding, finding, line_list
from ntm_analysis.plan import Plan
from ntm_analysis.text import format_date, same_spelling
from ntm_analysis.wording import label, say

_STANDARDS = ("district_ntm", "district_advanced")


def check_districts(plan: Plan) -> Iterator[Finding]:
    """Check districts named for a standard against the annex, and the dates given to each."""
    yield from _named_and_marked(plan)
    yield from _carried_over(plan)
    yield from _several_dates(plan)


def _marks(plan: Plan, indicator: str) -> pd.DataFrame:
    rows = plan.targets[plan.targets["indicator"] == indicator]
    return rows[rows["value"].notna() & (rows["value"] > 0)]


def _names(codes: set[int]) -> str:
    return places.unit_names(sorted(codes)) or "–"


def _labels(rows: pd.DataFrame, printed: pd.Series) -> list[str]:
    """Return the name of each row's district: that of its code, else as printed."""
    return [
        str(name) if pd.isna(code) else places.unit_name(int(code))
        for code, name in zip(rows["district_code"], printed, strict=True)
    ]


def _of_annex(name: str, known: list[str]) -> str:
    """Return the district of the annex that a name of the text is: the kind decides between two.

    >>> known = ["TP. Hồ Xanh", "H. Hồ Xanh", "TX. Núi Đỏ"]
    >>> _of_annex("huyện Hồ Xanh", known), _of_annex("Núi Đỏ", known), _of_annex("Đèo Gió", known)
    ('H. Hồ Xanh', 'TX. Núi Đỏ', '')
    """
    bare, kind = _without_kind(name)
    fits = [other for other in known if same_spelling(bare, _without_kind(other)[0])]
    alike = [other for other in fits if _without_kind(other)[1] == kind]
    return next(iter(alike or fits), "")


def _without_kind(name: str) -> tuple[str, str]:
    return (names.stripped(name) or [(name, "")])[0]


def _named_and_marked(plan: Plan) -> Iterator[Finding]:
    """Compare the districts named for a standard with those marked for it, if any can be.

    A name that no row of the annex bears may be no district: that is a warning.
    """
    rows_of = plan.districts.drop_duplicates("line").set_index("line")["as_printed"]
    for standard in _STANDARDS:
        named = plan.mentions[plan.mentions["kind"] == standard]
        marks = _marks(plan, standard)
        if named.empty or not (plan.targets["indicator"] == standard).any():
            continue
        known = _labels(plan.districts, plan.districts["as_printed"])
        printed = _labels(named, named["subject"])
        text = list(dict.fromkeys(_of_annex(name, known) or name for name in printed))
        annex = list(dict.fromkeys(_labels(marks, marks["line"].map(rows_of))))
        only = [n for n in text if n not in annex], [n for n in annex if n not in text]
        uncoded = named["subject"][named["district_code"].isna()]
        severity = "error" if all(_of_annex(name, known) for name in uncoded) else "warning"
        shown = dict(zip(
            ("named", "marked", "only_named", "only_marked"),
            (", ".join(some) or "–" for some in (text, annex, *only)), strict=True,
        ))  # fmt: skip
        yield finding(
            "named_marked", severity if any(only) else HOLDS, standard,
            (named["section"].iloc[0], line_list([*named["line"], *marks["line"]])),
            lambda lang, standard=standard, shown=shown: {  # type: ignore[misc]
                "subject": label("indicator", standard, lang), **shown,
            },
            said=f"check.named_marked.{'fails' if any(only) else 'holds'}",
            numbers={"printed": shown["named"], "computed": shown["marked"]},
        )  # fmt: skip


def _carried_over(plan: Plan) -> Iterator[Finding]:
    """Districts carried over from earlier years stand outside the target: none may be marked."""
    named = plan.mentions[plan.mentions["kind"] == "carried_over"]
    marks = _marks(plan, "district_ntm")
    if named.empty:
        return
    both = plan.named_for("carried_over") & set(marks["district_code"].dropna())
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
