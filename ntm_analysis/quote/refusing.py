"""Why a plan cannot speak of a number at all: another year or place, what it does not state."""

import re

import pandas as pd

from ntm_analysis.plan import Plan
from ntm_analysis.quote.context import Context
from ntm_analysis.quote.counts import SCOPES
from ntm_analysis.quote.figures import Figure
from ntm_analysis.quote.naming import UNKNOWN
from ntm_analysis.quote.saying import Judgement
from ntm_analysis.quote.stated import Stated
from ntm_analysis.text import fold


def refused(stated: Stated, context: Context, text: str, plan: Plan) -> Judgement | None:
    """Return the judgement on a number of which the plan cannot speak, or None."""
    if stated.kind in {"amount", "percent", "count"} and not stated.readings:
        return Judgement("unsupported", "not_read")
    return _of_another(context, plan) or _not_in_plan(stated, context, text, plan)


def _of_another(context: Context, plan: Plan) -> Judgement | None:
    """Refuse what is said of another province, year or place."""
    if context.province:
        reason = "province" if plan.province else "province_unknown"
        return Judgement("unsupported", reason, fields=(("name", context.province),))
    if context.year:
        fields = (("year", str(context.year)), ("own", str(plan.year)))
        return Judgement("unsupported", "year", fields=fields)
    unknown = [str(key)[1:] for key in context.districts if str(key).startswith(UNKNOWN)]
    if unknown:
        reason = "unknown_place" if unknown[0] else "which_district"
        return Judgement("unsupported", reason, fields=(("name", ", ".join(unknown)),))
    if context.time == "other":
        return Judgement("unsupported", "other_time")
    return None


def _not_in_plan(stated: Stated, context: Context, text: str, plan: Plan) -> Judgement | None:
    """Refuse what the plan leaves open, or what the words around a number make of it."""
    amount, count = stated.kind == "amount", stated.kind == "count"
    if stated.unit == "star" or (
        stated.unit == "ocop"
        and re.match(r"\W*(?:ocop\W+)?(?:dat |hang |dat hang )?\d\s*(?:sao|-?star)",
                     fold(text[stated.end :]))
    ):  # fmt: skip
        return not_stated("ocop_stars", plan)
    if context.split:
        return not_stated("investment_recurrent_split", plan)
    if amount and context.districts:
        return not_stated("district_funding", plan)
    if amount and context.done:
        return Judgement("unsupported", "result")
    if context.commune and (amount or count):
        return not_stated("unit_names", plan)
    if count and context.named is None and (context.done or context.cumulative):
        return not_stated("baseline", plan)
    reason = _of_words(stated, context)
    return Judgement("unsupported", reason) if reason else None


def _of_words(stated: Stated, context: Context) -> str:
    """Return what the words around a number make of it, so that no figure can be held against it."""
    if stated.kind == "other" or context.named:
        return ""
    if context.negated and stated.qualifier != "none":
        return "negated"
    if context.in_turn:
        return "in_turn"
    if context.change:
        return "change"
    if stated.kind == "percent":
        return ""
    if context.average and not (context.each and context.districts):
        return "average"
    if context.time == "part":
        return "part_of_year"
    return ""


def not_stated(topic: str, plan: Plan) -> Judgement:
    """Return the judgement on what the plan leaves open, with the place where it does."""
    rows = plan.not_stated[plan.not_stated["topic"] == topic].to_dict("records")
    line = rows[0]["line"] if rows else None
    place = Figure("", "", None, topic, section=str(rows[0]["section"]) if rows else "",
                   lines="" if line is None or pd.isna(line) else str(line))  # fmt: skip
    return Judgement("unsupported", "not_stated", place, fields=(("topic", topic),))


def wrong_scope(
    stated: Stated, scope: str, candidates: list[Figure], figures: list[Figure]
) -> Judgement | None:
    """Refuse a number said of a part of the province of which the plan does not say it."""
    own = [figure for figure in candidates if figure.district is None and figure.as_printed]
    words = [word for word, kind in SCOPES.items() if kind == scope]
    if any(word in fold(figure.as_printed) for figure in own for word in words):
        return None
    said = [
        figure for figure in figures
        if figure.district is None and any(word in fold(figure.as_printed) for word in words)
    ]  # fmt: skip
    of_counts = stated.kind == "count" and bool(said)
    return Judgement("unsupported", "scope" if of_counts else "scope_nowhere",
                     own[0] if of_counts and len(own) == 1 else None, tuple(said) if of_counts else ())  # fmt: skip
