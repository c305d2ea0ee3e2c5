"""Whether every word about a number is accounted for, so that it may be held against the plan."""

import itertools
import re

from ntm_analysis.quote.about import About
from ntm_analysis.quote.context import Context, Reader
from ntm_analysis.quote.counts import LEVEL, level_name
from ntm_analysis.quote.sources import sources_named
from ntm_analysis.quote.stated import Stated, is_english
from ntm_analysis.quote.words import OF_A_NUMBER, RECIPIENT, SCOPE_WORDS, WITHIN, allowed
from ntm_analysis.text import fold

_OTHERWISE = {"amount": RECIPIENT, "count": OF_A_NUMBER}
_NOTHING = re.compile(r"(?!)")
_ALL = ("amount", "count", "names")
_LISTED = re.compile(r"[\s,/]*(?:va|hoac|and|or)?\s*")
_BARE = re.compile(r"dat chuan|standards?")  # of whichever level is said after it
_WORDS = re.compile(r"[^\W\d_]+(?:[\s-]+[^\W\d_]+)*")


def unaccounted(
    reader: Reader, stated: Stated, context: Context, about: About, plan_words: str = "",
    groups: tuple[str, ...] = (),
) -> str:  # fmt: skip
    """Return the first words about a number that are not accounted for, as written, or nothing.

    The words are those of its own part of the sentence, back to the number before and on to the
    next one, and those at the head of the sentence, which hold for all numbers after them.

    Parameters
    ----------
    plan_words : str
        Words of the plan that account for themselves, as those of a duty.
    groups : tuple of str
        Groups of words that are allowed besides those of its kind and its sources.
    """
    allowed_at = _groups_at(stated, context, groups)
    low = reader.low[slice(*reader.bounds(stated))]
    marks, english = not low.isascii(), is_english(low)
    known = set(fold(plan_words).split())
    for start, stop, place in about.pieces:
        of_others = _OTHERWISE.get(stated.kind, _NOTHING).search(about.folded, start, stop)
        if of_others:
            return reader.text[of_others.start() : of_others.end()].strip()
        piece = about.text[start:stop]
        at_place = (*allowed_at[place], *(sources_named(piece) if place == "shared" else ()))
        piece = _without(allowed(at_place, marks=marks, english=english), piece)
        if context.scope:
            piece = _without(SCOPE_WORDS, piece, fold(piece))
        for found in _WORDS.finditer(piece):
            if not set(fold(found[0]).split()) <= known:
                return _shown(reader.text, start + found.start(), start + found.end())
    return ""


def _shown(text: str, start: int, stop: int) -> str:
    """Return words as written; a lone syllable with the one before it, of whose word it is a part."""
    before = re.search(r"[^\W\d_]+\s+$", text[:start])
    alone = before and len(text[start:stop].split()) == 1
    return text[before.start() if before and alone else start : stop]


def _groups_at(
    stated: Stated, context: Context, more: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Return the groups of words that may stand at each place about a number."""
    sources = tuple(source for named in context.sources for source in named)
    groups = (*more, stated.kind, *sources, *(() if set(sources) - {"total"} else ("whole",)))
    wide = (*groups, *_ALL, *WITHIN["ocop"])
    if "names" in groups:
        return dict.fromkeys(("own", "before", "head", "shared"), (*groups, *WITHIN["ocop"]))
    return {
        "own": (*groups, stated.unit), "before": (*groups, *WITHIN.get(stated.unit, ())),
        "head": wide, "shared": wide,
    }  # fmt: skip


def several_levels(reader: Reader, about: About) -> bool:
    """Tell whether a count is said of several levels at once, as in "đạt chuẩn và nâng cao"."""
    text = about.folded
    for start, stop, place in about.pieces:
        levels = list(LEVEL.finditer(text, start, stop)) if place in {"before", "own"} else []
        for one, other in itertools.pairwise(levels):
            joined = _LISTED.fullmatch(text, one.end(), other.start()) or (
                place == "own" and not _BARE.fullmatch(one[0])
            )
            of_others = any(one.end() <= at < other.start() for at, _, _ in reader.spans)
            if joined and not of_others and level_name(one[0]) != level_name(other[0]):
                return True
    return False


def _without(pattern: re.Pattern[str], text: str, looked_at: str = "") -> str:
    """Return a text with what a pattern finds in it struck out, at the same length."""
    letters = list(text)
    for found in pattern.finditer(looked_at or text):
        letters[found.start() : found.end()] = "_" * len(found[0])
    return "".join(letters)
