"""One comparison or observation: where, printed, computed, what to say and what to ask."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

import pandas as pd

from ntm_analysis.text import LANGUAGES
from ntm_analysis.vocabulary import SOURCES
from ntm_analysis.wording import is_text, label, say

HOLDS = "holds"


@dataclass(frozen=True)
class Finding:
    """What one check has to say of a place in the plan.

    Attributes
    ----------
    check, severity, subject : str
        Which check; ``holds``, ``error``, ``warning`` or ``note``; what it is about, by key or as
        printed.
    section, lines : str
        The place; lines first to last, as in ``33-39``, or one by one, as in ``123, 125``.
    unit : str
        ``count``, ``VND``, ``percent``, or empty.
    printed, computed, difference, tolerance
        Exact: integers for counts and đồng, decimals for percent; the difference is computed less
        printed, the tolerance what rounding to the printed digits allows. None where nothing is
        compared.
    message_vi, message_en, question_vi, question_en : str
        What was found, and what to ask the office that issued the plan; a check that holds asks
        nothing.
    """

    check: str
    severity: str
    subject: str
    section: str
    lines: str
    unit: str = ""
    printed: object = None
    computed: object = None
    difference: object = None
    tolerance: object = None
    message_vi: str = ""
    message_en: str = ""
    question_vi: str = ""
    question_en: str = ""


COLUMNS = tuple(f.name for f in fields(Finding))


def finding(
    check: str, severity: str, subject: str, where: tuple[str, str],
    words: Callable[[str], dict[str, Any]],
    *, said: str = "", numbers: dict[str, Any] | None = None,
) -> Finding:  # fmt: skip
    """Make a finding with its sentences in both languages.

    Parameters
    ----------
    words : callable
        Gives the fields of the sentences in a language.
    said : str, optional
        Key of the sentence in texts/, if it is not ``check.<check>``; that of the question is
        ``ask.<check>``.
    numbers : dict, optional
        Unit, printed, computed, difference, tolerance.
    """
    texts: dict[str, str] = {}
    asks = severity != HOLDS and is_text(f"ask.{check}")
    for lang in LANGUAGES:
        shown = {"lines": where[1].replace("-", "–"), "section": where[0], **words(lang)}
        sentence = say(said or f"check.{check}", lang, **shown)
        texts[f"message_{lang}"] = f"{sentence[:1].upper()}{sentence[1:].rstrip('.')}."
        texts[f"question_{lang}"] = say(f"ask.{check}", lang, **shown) if asks else ""
    return Finding(
        check, severity, subject, section=where[0], lines=where[1], **(numbers or {}), **texts
    )


def line_range(lines: pd.Series) -> str:
    """Return the first and last line as ``33-39``, or one line."""
    first, last = int(lines.min()), int(lines.max())
    return str(first) if first == last else f"{first}-{last}"


def line_list(lines: "pd.Series | list[int]") -> str:
    """Return lines one by one, as in ``123, 125``."""
    return ", ".join(str(line) for line in sorted({int(line) for line in lines}))


def lines_in(text: str) -> set[int]:
    """Return the lines that a finding names.

    >>> sorted(lines_in("33-35")), sorted(lines_in("123, 125")), lines_in("")
    ([33, 34, 35], [123, 125], set())
    """
    found: set[int] = set()
    for part in filter(None, text.split(", ")):
        first, _, last = part.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return found


def source_label(name: str, lang: str) -> str:
    """Return the label of a known source; an unknown one keeps the name it is printed under."""
    return label("source", name, lang) if name in SOURCES else name


def subject_label(group: str, name: str, lang: str) -> str:
    """Return the label of an indicator or of a source of money."""
    return source_label(name, lang) if group == "source" else label(group, name, lang)


def whole(tolerance: Fraction) -> object:
    """Return a tolerance as an integer where it is one, else as an exact decimal text."""
    return int(tolerance) if tolerance.denominator == 1 else str(float(tolerance))
