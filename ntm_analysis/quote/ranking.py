"""What a sentence calls the first, the only one or the most, and whether the plan bears it out."""

import re

from ntm_analysis.quote.figures import Figure
from ntm_analysis.vocabulary import FUNDING_PARENT

_RANK = re.compile(
    r"\bduy nhat\b|\b(?:dan|dung|hang) dau\b|\b(?:xa|huyen|dia phuong|don vi) dau tien\b"
    r"|(?<!\bit )(?<!thong )(?<!hop )(?<!thu )(?<!duy )\bnhat\b(?! (?:dinh|tri|quan|the)\b)"
    r"|\b(?:only|first|leading|top|most|largest|best|highest|least)\b(?! of\b)"
)
_MOST = re.compile(
    r"\bnhieu(?: \w+){0,3} nhat\b|\b(?:cao|lon) nhat\b|\b(?:dan|dung) dau\b|\b(?:most|largest|highest)\b"
)
# Sums of other sources: they are no rivals of their own parts.
_WHOLES = set(FUNDING_PARENT.values())


def speaks_of_rank(folded: str) -> bool:
    """Tell whether words call something the only one, the first or the most.

    >>> speaks_of_rank("nhu thanh la dia phuong duy nhat bo tri du von"), speaks_of_rank("it nhat 5 xa")
    (True, False)
    """
    return _RANK.search(folded) is not None


def not_the_most(clause: str, figure: Figure, figures: list[Figure]) -> str:
    """Return why a clause is wrong or not certain to call a figure the largest of its kind, or nothing.

    ``outranked`` if another figure of the plan is larger, ``superlative`` if the plan has none to
    hold it against.
    """
    if figure.value is None or not _MOST.search(clause):
        return ""
    if figure.district is not None:
        rivals = [f for f in figures if f.key == figure.key and f.district is not None]
    elif figure.kind == "count" or figure.is_computed:
        return "superlative"
    else:
        rivals = [
            f for f in figures
            if f.kind == figure.kind and f.as_printed and f.key not in _WHOLES - {figure.key}
        ]  # fmt: skip
    larger = any(rival.value is not None and rival.value > figure.value for rival in rivals)
    return "outranked" if larger else ""
