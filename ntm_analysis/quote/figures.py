"""The figures of a plan that a sentence can be held against, each with its address."""

from dataclasses import dataclass, replace
from fractions import Fraction

import pandas as pd

from ntm_analysis import places
from ntm_analysis.checks import line_range
from ntm_analysis.checks.finding import source_label
from ntm_analysis.document.heads import level_of
from ntm_analysis.plan import Plan
from ntm_analysis.quote.naming import Key, key_of, name_of
from ntm_analysis.text import fold
from ntm_analysis.wording import label, say


@dataclass(frozen=True)
class Figure:
    """One figure of the plan, or one computed from its figures.

    Attributes
    ----------
    kind : str
        ``amount`` (in đồng), ``percent`` or ``count``.
    subject : str
        What it is, for a reader.
    value : Fraction or None
        None for a cell of the annex in which nothing is assigned.
    key, district
        Indicator or funding source, and the district's code, or its printed name if it has none.
    as_printed, section, lines, column
        Its address; a computed figure has the lines of its inputs and nothing as printed.
    note : str
        How it is read, where that is not as printed.
    names : str
        The districts of a group that the plan names.
    whole : str
        The source that a share is of.
    """

    kind: str
    subject: str
    value: Fraction | None
    key: str
    as_printed: str = ""
    section: str = ""
    lines: str = ""
    column: str = ""
    district: Key | None = None
    note: str = ""
    names: str = ""
    whole: str = ""

    @property
    def is_computed(self) -> bool:
        """Whether the plan does not print it."""
        return not self.as_printed and self.value is not None


def figures_of(plan: Plan, lang: str) -> list[Figure]:
    """List all figures of a plan, printed and computed."""
    return [*_targets(plan, lang), *_cells(plan, lang), *_amounts(plan, lang), *_shares(plan, lang)]


def _targets(plan: Plan, lang: str) -> list[Figure]:
    table = plan.headline if len(plan.headline) else plan.totals
    rows = [
        Figure(
            "count", label("indicator", row["indicator"], lang), Fraction(int(row["value"])),
            row["indicator"], row["as_printed"], str(row["section"]), str(row["line"]),
        )
        for row in table.dropna(subset=["value"]).to_dict("records")
    ]  # fmt: skip
    if len(plan.districts):
        subject = say("quote.rows", lang)
        rows.append(Figure("count", subject, Fraction(len(plan.districts)), "places",
                           section=str(plan.districts["section"].iloc[0]),
                           lines=line_range(plan.districts["line"])))  # fmt: skip
    return rows


def _cells(plan: Plan, lang: str) -> list[Figure]:
    made = []
    for row in plan.targets.to_dict("records"):
        key = key_of(plan, row["district_code"], row["line"])
        name = label("indicator", row["indicator"], lang)
        value = None if pd.isna(row["value"]) else Fraction(int(row["value"]))
        made.append(Figure("count", f"{name}, {name_of(plan, key, lang)}", value, row["indicator"],
                           "" if value is None else str(row["as_printed"]), str(row["section"]),
                           str(row["line"]), str(row["column"]), key))  # fmt: skip
    return made


def _amounts(plan: Plan, lang: str) -> list[Figure]:
    read_as = plan.corrections.set_index("as_printed")["read_as"].to_dict()
    made = []
    for row in plan.funding.dropna(subset=["amount_vnd"]).to_dict("records"):
        corrected = read_as.get(row["as_printed"]) if row["reading"] == "correction" else None
        note = say("quote.read_as", lang, read_as=corrected) if corrected else ""
        made.append(Figure("amount", source_label(row["source"], lang), Fraction(int(row["amount_vnd"])),
                           row["source"], row["as_printed"], str(row["section"]), str(row["line"]),
                           note=note))  # fmt: skip
    return made


def _shares(plan: Plan, lang: str) -> list[Figure]:
    """List printed shares, and those of the total and of the state budget that amounts give."""
    rows = plan.funding.dropna(subset=["amount_vnd"]).set_index("source")
    made = [
        Figure("percent", _share_of(key, row["parent"], lang), Fraction(row["share_stated_pct"]),
               key, row["share_as_printed"], str(row["section"]), str(row["line"]), whole=str(row["parent"]))
        for key, row in rows[rows["share_stated_pct"].notna()].iterrows()
    ]  # fmt: skip
    for key, row in rows.iterrows():
        for whole in dict.fromkeys([row["parent"], "total"]):
            printed = whole == row["parent"] and not pd.isna(row["share_stated_pct"])
            if (
                whole not in rows.index
                or whole == key
                or printed
                or not rows.loc[whole, "amount_vnd"]
            ):
                continue
            share = Fraction(100 * int(row["amount_vnd"]), int(rows.loc[whole, "amount_vnd"]))
            lines = sorted({int(row["line"]), int(rows.loc[whole, "line"])})
            made.append(Figure("percent", _share_of(str(key), whole, lang), share, str(key),
                               section=str(row["section"]), lines=", ".join(map(str, lines)), whole=str(whole)))  # fmt: skip
    return made


def _share_of(key: str, whole: str, lang: str) -> str:
    return say("quote.share", lang, part=source_label(key, lang), whole=source_label(whole, lang))


@dataclass(frozen=True)
class Group:
    """Districts that the plan names together: those with a mark in the annex, those of a duty.

    `levels` are the standards it gives them, `words` those of a duty.
    """

    keys: frozenset[Key]
    levels: frozenset[str]
    figure: Figure
    marked: bool
    words: str = ""


def named_groups(plan: Plan, lang: str) -> list[Group]:
    """List the groups of districts that the plan names, those with a mark in the annex first."""
    marks = plan.targets[plan.targets["value"].notna()]
    made = [
        _group(plan, rows, str(key), label("indicator", str(key), lang), lang, str(key)[9:])
        for key, rows in marks[marks["indicator"].str.startswith("district_")].groupby("indicator")
    ]
    parties = plan.duty_parties[plan.duty_parties["district_code"].notna()]
    labels = plan.duties.set_index("duty")[["what_vi", "what_en"]].to_dict("index")
    for key, rows in parties.groupby("duty", sort=False):
        words = labels.get(key, {})
        level = level_of(fold(str(words.get("what_vi", ""))))
        subject = str(words.get(f"what_{lang}", key))
        group = _group(plan, rows, str(key), subject, lang, level, marked=False)
        made.append(replace(group, words=str(words.get("what_vi", ""))))
    return made


def _group(
    plan: Plan, rows: pd.DataFrame, key: str, subject: str, lang: str, level: str, *, marked: bool = True
) -> Group:  # fmt: skip
    lines = ", ".join(map(str, sorted(set(rows["line"].dropna().astype(int)))))
    keys = [key_of(plan, row["district_code"], row["line"]) for row in rows.to_dict("records")]
    known = sorted(key for key in keys if isinstance(key, int))
    names = places.unit_names(known, lang, on=plan.units_on) if known else ""
    others = [name_of(plan, key, lang) for key in keys if not isinstance(key, int)]
    figure = Figure("count", subject, Fraction(len(set(keys))), key,
                    section=str(rows["section"].iloc[0]), lines=lines,
                    names=", ".join([*([names] if names else []), *others]))  # fmt: skip
    return Group(frozenset(keys), frozenset({level} - {""}), figure, marked)
