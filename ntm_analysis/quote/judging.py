"""A sentence from outside against a plan: each of its numbers agrees, is fairly rounded, or not."""

from decimal import Decimal
from fractions import Fraction

import pandas as pd

from ntm_analysis.errors import InputError
from ntm_analysis.plan import Plan
from ntm_analysis.quote.about import Words
from ntm_analysis.quote.candidates import candidates, fitting_any, of_duties
from ntm_analysis.quote.claimed import claimed, counted_names, of_another_matter, ranked
from ntm_analysis.quote.comparing import VERDICTS, compare, holds
from ntm_analysis.quote.context import Context, Reader
from ntm_analysis.quote.figures import Figure, figures_of, named_groups
from ntm_analysis.quote.named import claims
from ntm_analysis.quote.numbers import numbers_in
from ntm_analysis.quote.ranking import not_the_most
from ntm_analysis.quote.refusing import refused, wrong_scope
from ntm_analysis.quote.saying import Judgement, message, named
from ntm_analysis.quote.stated import Stated
from ntm_analysis.text import nfc
from ntm_analysis.wording import check_language

COLUMNS = ("number", "start", "verdict", "subject", "unit", "stated", "in_plan", "as_printed",
           "section", "lines", "column", "also", "message")  # fmt: skip
MAX_LENGTH = 5000


def judge(sentence: str, plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Hold each number of a sentence, and each list of districts it gives a standard, against a plan.

    Parameters
    ----------
    sentence : str
        One or more sentences in Vietnamese or English.
    plan : Plan
        The plan that they speak of.

    Returns
    -------
    DataFrame
        One row per number, in order, and one per list of districts that are given a standard without
        a number; dates, years and numbers of documents are none. `verdict` is
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
    reader = Reader(text, numbers, plan)
    rows = [_row(stated, judged, lang) for stated, judged in _all(reader, lang)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype("object")


def _all(reader: Reader, lang: str) -> list[tuple[Stated, Judgement]]:
    """Judge the numbers of a text and its names that are given a standard, in their order."""
    text, plan = reader.text, reader.plan
    figures, groups = figures_of(plan, lang), named_groups(plan, lang)
    words = Words(reader)
    given = {claim.names: claim for claim in claims(reader)}
    found = []
    for stated in reader.numbers:
        context = reader.of(stated)
        claim = given.pop(context.named, None) if context.named else None
        judged = refused(stated, context, text, plan) or of_another_matter(
            stated, context, words, groups
        )
        if judged is None and context.named:
            judged = counted_names(stated, context, claim, groups)
        found.append((stated, judged or _judged(stated, context, figures, reader)))
    found += list(claimed(words, list(given.values()), groups))
    found += list(ranked(reader, [stated for stated, _ in found]))
    return sorted(found, key=lambda pair: pair[0].start)


def _judged(stated: Stated, context: Context, figures: list[Figure], reader: Reader) -> Judgement:
    duties = of_duties(stated, context, reader)
    if duties:
        return Judgement("agrees", "", duties[0], tuple(duties[1:]))
    found, sure = candidates(stated, context, figures)
    if context.scope and stated.kind in {"count", "amount"}:
        wrong = wrong_scope(stated, context.scope, found, figures)
        if wrong:
            return wrong
    if context.each and len(found) > 1:
        return _of_each(stated, found)
    judged = [(compare(stated, f.value), f) for f in found if f.value is not None]
    best = min((verdict for verdict, _ in judged), key=VERDICTS.index, default="unsupported")
    if best in {"agrees", "rounding"}:
        fitting = [figure for verdict, figure in judged if verdict == best]
        reason = not_the_most(context.clause, fitting[0], figures)
        if reason:
            return Judgement("unsupported", reason, fitting[0])
        return Judgement(best, "", fitting[0], tuple(fitting[1:]))
    if sure and judged:
        return _differs(stated, [figure for _, figure in judged])
    return _unknown(stated, context, found, figures)


def _of_each(stated: Stated, found: list[Figure]) -> Judgement:
    """Judge a number that is said of each of several districts: the worst verdict holds."""
    blank = next((figure for figure in found if figure.value is None), None)
    if blank:
        return Judgement("unsupported", "not_assigned", blank)
    judged = [(compare(stated, f.value), f) for f in found if f.value is not None]
    verdict, figure = max(judged, key=lambda pair: VERDICTS.index(pair[0]))
    return Judgement(verdict, "", figure)


def _unknown(
    stated: Stated, context: Context, found: list[Figure], figures: list[Figure]
) -> Judgement:
    """Judge a number of which it is not certain what it is of, and that none of these figures equals."""
    filled = tuple(figure for figure in found if figure.value is not None)
    if found and not filled:
        return Judgement("unsupported", "not_assigned", found[0])
    if stated.kind in {"amount", "percent"} and not context.sources:
        known = fitting_any(stated, figures)
        if known:
            return Judgement("unsupported", "no_source", None, known)
    reason = "several" if filled and stated.kind != "other" else "no_figure"
    return Judgement("unsupported", reason, None, filled if stated.kind == "count" else ())


def _differs(stated: Stated, figures: list[Figure]) -> Judgement:
    """Judge a number that none of the figures it must be one of equals."""
    for figure in figures:
        reason = holds(stated, figure.value) if figure.value is not None else ""
        if reason:
            return Judgement("unsupported", reason, figure)
    reason = "out_of_range" if stated.qualifier == "range" else ""
    return Judgement("differs", reason, figures[0], tuple(figures[1:]))


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
