"""What a reader is told of a judged number: the plan's figure, its address, what is wrong or not said."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ntm_analysis.quote.figures import Figure
from ntm_analysis.quote.stated import Stated
from ntm_analysis.text import format_billion, format_number
from ntm_analysis.wording import label, say


@dataclass(frozen=True)
class Judgement:
    """The verdict on one number, the figure it was held against, and others that fit as well."""

    verdict: str
    reason: str = ""
    figure: Figure | None = None
    also: tuple[Figure, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


def _shown(figure: Figure, lang: str, value: Fraction | None = None) -> str:
    number = figure.value if value is None else value
    if number is None:
        return say("quote.blank", lang)
    if figure.kind == "amount":
        return say("amount.billion", lang, billion=format_billion(int(number), lang))
    if figure.kind == "percent":
        return f"{format_number(round(Decimal(number.numerator) / number.denominator, 2), lang)}%"
    return format_number(int(number), lang)


def named(figure: Figure, lang: str) -> str:
    """Return a figure with its subject, what the plan has, and its address."""
    return say("quote.figure", lang, subject=figure.subject, value=_in_plan(figure, lang),
               where=_where(figure, lang))  # fmt: skip


def _in_plan(figure: Figure, lang: str) -> str:
    if figure.names:
        return figure.names
    if figure.is_computed:
        return say("quote.computed", lang, value=_shown(figure, lang))
    return (
        say("quote.printed", lang, printed=figure.as_printed)
        if figure.as_printed
        else _shown(figure, lang)
    )


def _where(figure: Figure, lang: str) -> str:
    where = say("cite.where" if figure.section else "cite.line", lang, section=figure.section,
                line=figure.lines.replace("-", "–"))  # fmt: skip
    return where + (say("cite.column", lang, column=figure.column) if figure.column else "")


def message(stated: Stated, judged: Judgement, lang: str) -> str:
    """Return the sentences on one number."""
    figure, also = judged.figure, judged.also
    parts = list(_reasons(stated, judged, lang))
    if figure and figure.lines and judged.reason not in {"scope", "scope_nowhere", "not_stated"}:
        parts.insert(0, named(figure, lang))
    if figure and figure.note:
        parts.append(figure.note)
    if also and judged.reason in {"", "several", "no_source"}:
        names = figure is not None and bool(figure.names)
        key = "quote.known" if names or judged.verdict == "unsupported" else "quote.also"
        parts.append(say(key, lang, figures="; ".join(named(other, lang) for other in also)))
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts)


def _reasons(stated: Stated, judged: Judgement, lang: str) -> Iterator[str]:
    figure = judged.figure
    if judged.reason == "not_stated":
        topic = dict(judged.fields)["topic"]
        yield say("quote.not_stated", lang, topic=label("not_stated", topic, lang))
        if figure and figure.lines:
            yield say("quote.left_to", lang, where=_where(figure, lang))
    elif judged.reason == "scope":
        yield say("quote.scope", lang, number=stated.printed,
                  figures="; ".join(named(other, lang) for other in judged.also))  # fmt: skip
        if figure:
            yield named(figure, lang)
    elif judged.reason:
        yield say(f"quote.{judged.reason}", lang, number=stated.printed, **dict(judged.fields))
    elif figure and figure.value is not None and judged.verdict in {"rounding", "differs"}:
        yield from _rounding(stated, judged.verdict, figure, lang)


def _rounding(stated: Stated, verdict: str, figure: Figure, lang: str) -> Iterator[str]:
    """Say what the nearest rounding to the same place is, where the sentence has another number."""
    value = figure.value or Fraction(0)
    number, step = min(stated.readings, key=lambda reading: abs(reading[0] - value))
    if number == value:
        yield say("quote.exactly", lang, number=stated.printed)
        return
    nearest = (value / step + Fraction(1, 2)).__floor__() * step  # half up, as one is taught to
    tie = abs(number - value) * 2 == step
    if stated.kind != "count" and nearest not in {number, 0} and not tie:
        yield say("quote.nearest", lang, value=_shown(figure, lang, nearest))
    elif verdict == "differs" and stated.kind == "count":
        gap = abs(number - value)
        key = "quote.more" if number > value else "quote.less"
        yield say(key, lang, difference=format_number(int(gap), lang))
