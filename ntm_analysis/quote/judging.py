"""A sentence from outside against a plan: each of its numbers agrees, is fairly rounded, or not."""

import re
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from ntm_analysis.errors import InputError
from ntm_analysis.plan import Plan
from ntm_analysis.quote.context import Context, Reader
from ntm_analysis.quote.figures import Figure, figures_of, named_groups
from ntm_analysis.quote.numbers import SCOPES, Stated, numbers_in
from ntm_analysis.quote.saying import Judgement, message, named
from ntm_analysis.text import fold, nfc
from ntm_analysis.wording import check_language

VERDICTS = ("agrees", "rounding", "differs", "unsupported")
COLUMNS = ("number", "start", "verdict", "subject", "unit", "stated", "in_plan", "as_printed",
           "section", "lines", "column", "also", "message")  # fmt: skip
MAX_LENGTH = 5000
# How far a rounded number may lie from the plan's figure, as a part of that figure.
_FAR = {"over": Fraction(1, 5), "nearly": Fraction(1, 5), "at_least": Fraction(1, 5),
        "at_most": Fraction(1, 5), "about": Fraction(1, 10), "": Fraction(1, 20)}  # fmt: skip
_TOTAL_WORDS = re.compile(
    r"tong|toan tinh|nong thon moi|\bntm\b|chuong trinh|ke hoach|danh|huy dong|total|programme|rural"
)


def judge(sentence: str, plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Hold each number of a sentence against a plan.

    Parameters
    ----------
    sentence : str
        One or more sentences in Vietnamese or English.
    plan : Plan
        The plan that they speak of.

    Returns
    -------
    DataFrame
        One row per number, in order; dates, years and numbers of documents are none. `verdict` is
        ``agrees``, ``rounding`` (a fair rounding), ``differs`` or ``unsupported`` (the plan says
        nothing of it). `stated` and `in_plan` are exact: whole đồng, counts, percent. `as_printed`,
        `section`, `lines` and `column` are the address of the plan's figure; a figure that the plan
        does not print is computed from the lines named. `also` names other figures that fit as well.

    Raises
    ------
    InputError
        If the sentence is empty or too long.
    """
    check_language(lang)
    text = nfc(sentence)
    if not text:
        raise InputError("The sentence is empty; give one with numbers in it, in quotation marks.")
    if len(text) > MAX_LENGTH:
        raise InputError(
            f"The text has {len(text)} characters; allowed: {MAX_LENGTH}. Give one sentence at a time."
        )
    numbers = numbers_in(text)
    reader, figures = Reader(text, numbers, plan), figures_of(plan, lang)
    rows = [
        _row(stated, _judged(stated, reader.of(at), text, figures, plan, lang), lang)
        for at, stated in enumerate(numbers)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype("object")


def _judged(
    stated: Stated,
    context: Context,
    sentence: str,
    figures: list[Figure],
    plan: Plan,
    lang: str,
) -> Judgement:
    refused = _outside(stated, context, sentence, plan)
    if refused:
        return refused
    if context.named:
        return _of_named(stated, context, named_groups(plan, lang))
    candidates, sure = _candidates(stated, context, figures)
    if stated.scope and stated.kind == "count":
        wrong = _scope(stated, candidates, figures)
        if wrong:
            return wrong
    blank = [figure for figure in candidates if figure.value is None]
    filled = [figure for figure in candidates if figure.value is not None]
    judged = [
        (compare(stated, figure.value), figure) for figure in filled if figure.value is not None
    ]
    if context.each and len(judged) > 1:
        worst = max(judged, key=lambda pair: VERDICTS.index(pair[0]))
        return Judgement(
            "unsupported" if blank else worst[0],
            "not_assigned" if blank else "",
            blank[0] if blank else worst[1],
        )
    fitting = [f for verdict, f in judged if verdict == "agrees"]
    verdict = "agrees" if fitting else "rounding"
    fitting = fitting or [f for found, f in judged if found == "rounding"]
    if fitting:
        return Judgement(verdict, "", fitting[0], tuple(fitting[1:]))
    if sure and judged:
        return Judgement("differs", "", judged[0][1], tuple(f for _, f in judged[1:]))
    if blank and not judged:
        return Judgement("unsupported", "not_assigned", blank[0])
    duties = _duties(stated, sentence, plan)
    if duties:
        return Judgement("agrees", "", duties[0], tuple(duties[1:]))
    return Judgement("unsupported", "several" if judged and stated.kind != "other" else "no_figure",
                     None, tuple(f for _, f in judged) if stated.kind == "count" else ())  # fmt: skip


def _of_named(
    stated: Stated, context: Context, groups: list[tuple[frozenset[int], Figure]]
) -> Judgement:
    """Judge a number of districts that are named: they must be a group that the plan names."""
    named = frozenset(context.named)
    if stated.readings[0][0] != len(named):
        return Judgement("differs", "miscounted", fields=(("count", str(len(named))),))
    same = [figure for codes, figure in groups if codes == named]
    own = [figure for figure in same if figure.key == f"district_{stated.level}"] or same
    if own:
        return Judgement("agrees", "", own[0], tuple(own[1:]))
    of_level = [figure for _, figure in groups if figure.key == f"district_{stated.level}"]
    if of_level:
        return Judgement("differs", "other_districts", of_level[0])
    return Judgement("unsupported", "no_group")


def _outside(stated: Stated, context: Context, sentence: str, plan: Plan) -> Judgement | None:
    """Say why the plan cannot speak of a number at all: year, province, what it does not state."""
    if context.province:
        return Judgement("unsupported", "province", fields=(("name", context.province),))
    if context.year:
        fields = (("year", str(context.year)), ("own", str(plan.year)))
        return Judgement("unsupported", "year", fields=fields)
    after = fold(sentence[stated.end :])
    if stated.unit == "star" or (
        stated.unit == "ocop"
        and re.match(r"\W*(?:ocop\W+)?(?:dat |hang |dat hang )?\d\s*(?:sao|-?star)", after)
    ):
        return _not_stated("ocop_stars", plan)
    if context.outside == "split":
        return _not_stated("investment_recurrent_split", plan)
    if stated.kind == "amount" and context.districts:
        return _not_stated("district_funding", plan)
    if context.outside:
        return Judgement("unsupported", "outside")
    if context.commune and stated.kind in {"amount", "count"}:
        return _not_stated("unit_names", plan)
    if context.done and stated.kind == "count":
        return _not_stated("baseline", plan)
    return None


def _not_stated(topic: str, plan: Plan) -> Judgement:
    rows = plan.not_stated[plan.not_stated["topic"] == topic].to_dict("records")
    line = rows[0]["line"] if rows else None
    place = Figure("", "", None, topic, section=str(rows[0]["section"]) if rows else "",
                   lines="" if line is None or pd.isna(line) else str(line))  # fmt: skip
    return Judgement("unsupported", "not_stated", place, fields=(("topic", topic),))


def _candidates(
    stated: Stated, context: Context, figures: list[Figure]
) -> tuple[list[Figure], bool]:
    """Return the figures that a number may stand for, and whether it must be one of them."""
    same = [figure for figure in figures if figure.kind == stated.kind]
    if stated.kind == "count":
        return _counted(stated, context, same)
    if stated.kind not in {"amount", "percent"}:
        return [], False
    found: list[Figure] = []
    for sources in context.sources:
        parts = [figure for figure in same if figure.key in sources and figure.key != (
            "total" if stated.kind == "percent" else "")]  # fmt: skip
        if len(sources) > 1 and parts and stated.kind == "amount":
            parts = [_sum(parts)]
        found += parts
    if found:
        return list(dict.fromkeys(found)), True
    if stated.kind == "percent":
        return [figure for figure in same if not figure.is_computed], False
    if any(compare(stated, f.value) in {"agrees", "rounding"} for f in same if f.value is not None):
        return same, False
    whole = [figure for figure in same if figure.key == "total"]
    return (whole, True) if whole and _TOTAL_WORDS.search(context.clause) else (same, False)


def _counted(stated: Stated, context: Context, same: list[Figure]) -> tuple[list[Figure], bool]:
    unit = "district" if stated.unit == "place" else stated.unit
    keys = {f"{unit}_{stated.level}"} if stated.level and unit != "ocop" else None
    fitting = [
        figure for figure in same
        if (figure.key in keys if keys else figure.key.startswith(f"{unit}_"))
    ]  # fmt: skip
    if stated.unit in {"place", "district"} and not stated.level:
        fitting += [figure for figure in same if figure.key == "places"]
        if stated.unit == "place":
            fitting = fitting[::-1]
    own = [figure for figure in fitting if figure.district is None]
    if not context.districts:
        return own, len(own) == 1
    cells = [figure for figure in fitting if figure.district in context.districts]
    if len(context.districts) == 1 or context.each:
        assigned = [figure for figure in cells if figure.value is not None]
        return cells, bool(cells) and (context.each or len(assigned) == 1)
    sums = []
    for key in dict.fromkeys(figure.key for figure in cells):
        filled = [f for f in cells if f.key == key and f.value is not None]
        if filled:
            sums.append(_sum(filled))
    return sums, len(sums) == 1


def _sum(parts: list[Figure]) -> Figure:
    """Return a figure computed from others by adding them up."""
    if len(parts) == 1:
        return parts[0]
    lines = sorted({int(part.lines) for part in parts if part.lines.isdigit()})
    value = sum((part.value for part in parts if part.value is not None), Fraction(0))
    return Figure(parts[0].kind, " + ".join(part.subject for part in parts), value, parts[0].key,
                  section=parts[0].section, lines=", ".join(map(str, lines)))  # fmt: skip


def _scope(stated: Stated, candidates: list[Figure], figures: list[Figure]) -> Judgement | None:
    """Refuse a number said of a part of the province of which the plan does not say it."""
    own = [figure for figure in candidates if figure.district is None and figure.as_printed]
    words = [word for word, scope in SCOPES.items() if scope == stated.scope]
    if any(word in fold(figure.as_printed) for figure in own for word in words):
        return None
    said = [
        figure for figure in figures
        if figure.district is None and any(word in fold(figure.as_printed) for word in words)
    ]  # fmt: skip
    return Judgement("unsupported", "scope" if said else "scope_nowhere",
                     own[0] if len(own) == 1 else None, tuple(said))  # fmt: skip


def compare(stated: Stated, value: Fraction) -> str:
    """Return whether a number agrees with a figure, rounds it fairly, or differs from it.

    Equal numbers agree, unless the sentence says that the figure is more or less than that. A number
    after "over" or "nearly" is fair if the figure lies on that side of it within one unit of the
    last place it shows, and within a fifth of the figure; after "about", within half a unit and a
    tenth; else within half a unit and a twentieth. A bare count is never rounded.
    """
    verdicts = [_compare_one(stated, number, step, value) for number, step in stated.readings]
    return min(verdicts, key=VERDICTS.index, default="differs")


def _compare_one(stated: Stated, number: Fraction, step: Fraction, value: Fraction) -> str:
    if number == value:
        return "differs" if stated.qualifier in {"over", "nearly"} else "agrees"
    if stated.kind == "count" and not stated.qualifier:
        return "differs"
    gap = value - number
    sides = {"over": gap > 0, "at_least": gap > 0, "nearly": gap < 0, "at_most": gap < 0}
    allowed = step if stated.qualifier in sides else step / 2
    fair = sides.get(stated.qualifier, True) and abs(gap) <= allowed
    return "rounding" if fair and abs(gap) <= _FAR[stated.qualifier] * abs(value) else "differs"


def _duties(stated: Stated, sentence: str, plan: Plan) -> list[Figure]:
    """List the duties whose labels hold the very percentage, that with most words in common first."""
    if stated.kind != "percent":
        return []
    words = set(fold(sentence).split())
    rows = [
        row for row in plan.duties.dropna(subset=["what_vi"]).to_dict("records")
        if re.search(rf"(?<![\d.,]){re.escape(stated.printed)}", str(row["what_vi"]))
    ]  # fmt: skip
    rows.sort(key=lambda row: -len(words & set(fold(row["what_vi"]).split())))
    return [
        Figure("percent", str(row["what_vi"]), stated.readings[0][0], row["duty"], stated.printed,
               str(row["section"]), str(row["line"]))
        for row in rows
    ]  # fmt: skip


def _row(stated: Stated, judged: Judgement, lang: str) -> dict[str, object]:
    figure = judged.figure
    compared = figure is not None and figure.kind == stated.kind
    return {
        "number": stated.printed,
        "start": stated.start + 1,
        "verdict": judged.verdict,
        "subject": figure.subject if figure else "",
        "unit": {"amount": "VND", "other": ""}.get(stated.kind, stated.kind),
        "stated": _plain(stated.readings[0][0]) if stated.readings else None,
        "in_plan": _plain(figure.value)
        if figure and compared and figure.value is not None
        else None,
        "as_printed": figure.as_printed if figure else "",
        "section": figure.section if figure else "",
        "lines": figure.lines if figure else "",
        "column": figure.column if figure else "",
        "also": "; ".join(named(other, lang) for other in judged.also),
        "message": message(stated, judged, lang),
    }


def _plain(value: Fraction) -> int | Decimal:
    """Return a whole number, or a decimal of at most four places."""
    if value.denominator == 1:
        return int(value)
    return round(Decimal(value.numerator) / value.denominator, 4).normalize()
