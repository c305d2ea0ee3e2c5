"""Whether every word about a number is accounted for, so that it may be held against the plan."""

import itertools
import re
from collections.abc import Iterator

from ntm_analysis.quote.context import Context, Reader
from ntm_analysis.quote.counts import LEVEL, level_name
from ntm_analysis.quote.stated import Stated, is_english
from ntm_analysis.quote.words import (
    APPOSITION,
    OUTCOME,
    RECIPIENT,
    REMAINS,
    SAID,
    SCOPE_WORDS,
    WITHIN,
    allowed,
)
from ntm_analysis.text import CAPITALS, fold

_SEPARATOR = re.compile(r"[,;:()]|(?<!\w)(?:và|va|and)(?!\w)|\s[-–]\s")
_JOINING = re.compile(r"[\W_]*(?:(?:và|va|and|cùng|cung|với|voi|hoặc|hoac|with)[\W_]*)*")
_PERSON = re.compile(
    rf"\b(?:[ÔôBb](?:ng|à)|[Đđ]ồng chí|Mr|Ms)\.?\s+[{CAPITALS}]\w*(?:\s+[{CAPITALS}]\w*)*"
)
# One source, whatever stands between: no sign that a part of the sentence ends.
_DISTRICT_AND_COMMUNE = re.compile(
    r"\b(?:huyện|huyen)\s*(?P<sign>,|và|va|-|–)\s*(?:cấp |cap )?(?:xã|xa)\b"
)
_WORDS = re.compile(r"[^\W\d_]+(?:[\s-]+[^\W\d_]+)*")


def unaccounted(
    reader: Reader, stated: Stated, context: Context, plan_words: str = "", groups: tuple[str, ...] = ()
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
    sources = tuple(source for named in context.sources for source in named)
    groups = (*groups, stated.kind, *(sources or ("whole",)))
    marks, english = not reader.low.isascii(), is_english(reader.low)
    units = {"own": (stated.unit,), "before": WITHIN.get(stated.unit, ()), "head": WITHIN["ocop"]}
    if "names" in groups:
        units = dict.fromkeys(units, WITHIN["ocop"])
    more = {"own": (), "before": (), "head": ("amount", "count", "names")}
    known = set(fold(plan_words).split())
    text = _plain(reader, stated)
    for start, stop, place in _pieces(reader, stated, text):
        given = RECIPIENT.search(text, start, stop) if stated.kind == "amount" else None
        if given:
            return reader.text[given.start() : given.end()]
        pattern = allowed((*groups, *units[place], *more[place]), marks=marks, english=english)
        piece = _without(pattern, text[start:stop])
        if context.scope:
            piece = _without(SCOPE_WORDS, piece, fold(piece))
        for found in _WORDS.finditer(piece):
            if not set(fold(found[0]).split()) <= known:
                return reader.text[start + found.start() : start + found.end()]
    return ""


def several_levels(reader: Reader, stated: Stated) -> bool:
    """Tell whether a count is said of several levels at once, as in "đạt chuẩn và nâng cao"."""
    if stated.kind != "count":
        return False
    text = fold(_plain(reader, stated))
    for start, stop, place in _pieces(reader, stated, text):
        levels = [] if place == "head" else list(LEVEL.finditer(text, start, stop))
        for one, other in itertools.pairwise(levels):
            joined = re.fullmatch(r"[\s,/]*(?:va|hoac|and|or)?\s*", text[one.end() : other.start()])
            if joined and level_name(one[0]) != level_name(other[0]):
                return True
    return False


def _without(pattern: re.Pattern[str], text: str, looked_at: str = "") -> str:
    """Return a text with what a pattern finds in it struck out, at the same length."""
    letters = list(text)
    for found in pattern.finditer(looked_at or text):
        letters[found.start() : found.end()] = "_" * len(found[0])
    return "".join(letters)


def _plain(reader: Reader, stated: Stated) -> str:
    """Return the text in lower case, the number as "#", the others as "@", what is no matter blank.

    Blank are names, dates, who says it, what a district is, and what comes of it.
    """
    text = list(reader.marked)
    spans = [(start, end) for start, end, _ in reader.spans]
    spans += [(at, at + len(name or reader.plan.province)) for at, name in reader.provinces]
    spans += [match.span() for match in _PERSON.finditer(reader.text)]
    for word in reader.plan.province.split()[:1]:
        spans += [m.span() for m in re.finditer(rf"\b[Xx]ứ {word}\b", reader.text)]
    for start, stop in spans:
        text[start:stop] = " " * (min(stop, len(text)) - start)
    for number in [*reader.numbers, stated]:
        mark = "#" if number.start == stated.start else "@"
        text[number.start : number.end] = mark.ljust(number.end - number.start)
    for start, _, _ in reader.spans:  # "vùng cao Mường Lát"
        found = re.search(rf"{SCOPE_WORDS.pattern}\s*$", fold("".join(text[:start])))
        if found:
            text[found.start() : found.end()] = " " * len(found[0])
    for found in _DISTRICT_AND_COMMUNE.finditer("".join(text)):
        text[found.start("sign") : found.end("sign")] = "/".ljust(len(found["sign"]))
    begin, end = reader.bounds(stated)
    sentence = "".join(text[begin:end])
    for pattern in (SAID, APPOSITION, OUTCOME, REMAINS):
        sentence = pattern.sub(lambda found: " " * len(found[0]), sentence)
    return "".join(text[:begin]) + sentence + "".join(text[end:])


def _pieces(reader: Reader, stated: Stated, text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the spans whose words are about a number, and where each stands.

    ``head`` is the head of the sentence, ``before`` stands before the number, ``own`` after it.
    """
    begin, end = reader.bounds(stated)
    sections = [begin, *(begin + m.end() for m in re.finditer(";", text[begin:end]))]
    first = next(at for at in reversed(sections) if at <= stated.start)
    if first > begin and (colon := text.find(":", begin, sections[1])) >= 0:
        yield begin, colon, "head"
    last = next((at - 1 for at in sections if at > stated.start), end)
    around = [n for n in reader.numbers if first <= n.start < last and n.kind != "other"]
    earlier = [n for n in around if n.end <= stated.start]
    if earlier:
        cuts = list(_SEPARATOR.finditer(text, first, earlier[0].start))
        yield first, cuts[-1].start() if cuts else first, "head"
    yield from _before(text, earlier, stated.start, first)
    stop = min((n.start for n in around if n.start >= stated.end), default=last)
    cuts = list(_SEPARATOR.finditer(text, stated.end, stop)) if stop < last else []
    cuts = [cut for cut in cuts if cut[0] not in ":("] or cuts
    yield stated.end, cuts[-1].start() if cuts else stop, "own"


def _before(
    text: str, earlier: list[Stated], at: int, first: int
) -> Iterator[tuple[int, int, str]]:
    """Yield the words before a number; one with none of its own takes those of the number before."""
    start = earlier[-1].end if earlier else first
    cut = _SEPARATOR.search(text, start, at) if earlier else None
    start = cut.end() if cut else start
    yield start, at + 1, "before"
    if earlier and _JOINING.fullmatch(text, start, at):
        yield from _before(text, earlier[:-1], earlier[-1].start, first)
