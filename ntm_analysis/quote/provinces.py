"""Provinces and cities in a sentence, so that one that is not the plan's own is known."""

import re
from functools import cache

from ntm_analysis.provinces import PROVINCES
from ntm_analysis.text import CAPITALS, fold, marks_missing, same_spelling

_WORDS = rf"((?:[{CAPITALS}][^\W\d_]*\s?){{1,3}})"
_SAID = re.compile(
    rf"\b[Tt]ỉnh\s+(?!Đoàn|Ủy|Uỷ|NTM){_WORDS}|\b(?!The\b|This\b|Our\b|Each\b|Every\b|Whole\b){_WORDS}[Pp]rovince"
)
_WIDER = re.compile(r"\b(?:ca nuoc|toan quoc|viet ?nam|bac trung bo|nationwide|whole country)\b")


@cache
def _names() -> re.Pattern[str]:
    names = sorted(map(fold, PROVINCES), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in names)})(?!\w)")


def province_mentions(
    sentence: str, own: str, taken: list[tuple[int, int]]
) -> list[tuple[int, str]]:
    """List where provinces are named, with the name, or with nothing for the plan's own.

    Parameters
    ----------
    own : str
        The plan's province; empty where it names none, and then every province is another.
    taken : list of (int, int)
        Spans of the districts that the sentence names; a name within one is no province.

    >>> province_mentions("Nghệ An có 20 xã, Thanh Hóa 17 xã", "Thanh Hóa", [])
    [(0, 'Nghệ An'), (18, '')]
    """
    folded = fold(sentence)
    found = {m.start(): sentence[m.start() : m.end()] for m in _WIDER.finditer(folded)}
    for match in _names().finditer(folded):
        text = sentence[match.start() : match.end()]
        known = any(marks_missing(text, name) for name in PROVINCES)
        if known and all(word[0].isupper() for word in re.findall(r"\w+", text)):
            found[match.start()] = text
    if own:
        for match in re.finditer(rf"(?<!\w){re.escape(fold(own))}(?!\w)", folded):
            found[match.start()] = sentence[match.start() : match.end()]
    for match in _SAID.finditer(sentence):
        at = match.start(1) if match[1] else match.start(2)
        found.setdefault(at, (match[1] or match[2]).strip())
    return [
        (at, "" if own and _is_own(name, own) else name)
        for at, name in sorted(found.items())
        if not any(start <= at < end for start, end in taken)
    ]


def _is_own(name: str, own: str) -> bool:
    return same_spelling(name, own) or marks_missing(name, own) or fold(name).startswith(fold(own))
