"""The words of a sentence that are about one of its numbers, with what is no matter left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ntm_analysis.quote.context import Reader
from ntm_analysis.quote.stated import Stated
from ntm_analysis.quote.words import APPOSITION, OUTCOME, REMAINS, SAID, SCOPE_WORDS
from ntm_analysis.text import CAPITALS, fold

_AND = re.compile(r"(?<!\w)(?:và|va|and)(?!\w)")
_SEPARATOR = re.compile(rf"[,;:()]|{_AND.pattern}|\s[-–]\s")
_JOINING = re.compile(r"[\W_]*(?:(?:và|va|and|cùng|cung|với|voi|hoặc|hoac|with)[\W_]*)*")
_PERSON = re.compile(
    rf"\b(?:[ÔôBb](?:ng|à)|[Đđ]ồng chí|Mr|Ms)\.?\s+[{CAPITALS}]\w*(?:\s+[{CAPITALS}]\w*)*"
)
# One source, whatever stands between: no sign that a part of the sentence ends.
_DISTRICT_AND_COMMUNE = re.compile(
    r"\b(?:huyện|huyen)\s*(?P<sign>,|và|va|-|–)\s*(?:cấp |cap )?(?:xã|xa)\b"
)
# A span of the sentence and where it stands.
Piece = tuple[int, int, str]


@dataclass(frozen=True)
class About:
    """What is about one number: the text as `plain` gives it, without marks, and its `pieces`."""

    text: str
    folded: str
    pieces: tuple[Piece, ...]


def about(reader: Reader, stated: Stated) -> About:
    """Return the words of a text that are about one of its numbers."""
    text = plain(reader, stated)
    return About(text, fold(text), tuple(pieces(reader, stated, text)))


def plain(reader: Reader, stated: Stated) -> str:
    """Return the text in lower case, the number as "#", the others as "@", what is no matter blank.

    Blank are names, dates, who says it, what a district is, and what comes of it.
    """
    text = _without_names(reader)
    for number in [*reader.numbers, stated]:
        mark = "#" if number.start == stated.start else "@"
        text[number.start : number.end] = mark.ljust(number.end - number.start)
    for found in _DISTRICT_AND_COMMUNE.finditer("".join(text)):
        text[found.start("sign") : found.end("sign")] = "/".ljust(len(found["sign"]))
    begin, end = reader.bounds(stated)
    sentence = "".join(text[begin:end])
    for pattern in (SAID, APPOSITION, OUTCOME, REMAINS):
        sentence = pattern.sub(lambda found: " " * len(found[0]), sentence)
    return "".join(text[:begin]) + sentence + "".join(text[end:])


def _without_names(reader: Reader) -> list[str]:
    """Return the letters of the text in lower case, blank where it names something or a date."""
    text = list(reader.marked)
    spans = [(start, end) for start, end, _ in reader.spans]
    spans += [(at, at + len(name or reader.plan.province)) for at, name in reader.provinces]
    spans += [match.span() for match in _PERSON.finditer(reader.text)]
    for word in reader.plan.province.split()[:1]:
        spans += [m.span() for m in re.finditer(rf"\b[Xx]ứ {word}\b", reader.text)]
    for start, stop in spans:
        text[start:stop] = " " * (min(stop, len(text)) - start)
    for start, _, _ in reader.spans:  # "vùng cao Mường Lát"
        found = re.search(rf"{SCOPE_WORDS.pattern}\s*$", fold("".join(text[:start])))
        if found:
            text[found.start() : found.end()] = " " * len(found[0])
    return text


def pieces(reader: Reader, stated: Stated, text: str) -> Iterator[Piece]:
    """Yield the spans of a text, as `plain` gives it, whose words are about a number.

    With each comes where it stands: ``head`` of the sentence, for all numbers after it; ``before``
    and ``own``, before the number and after it; ``shared``, said of this number and of others.
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
    yield from _after(text, [n for n in around if n.start >= stated.end], stated.end, last)


def _before(text: str, earlier: list[Stated], at: int, first: int) -> Iterator[Piece]:
    """Yield the words before a number; one with none of its own takes those of the number before."""
    for count in range(len(earlier), -1, -1):
        start = earlier[count - 1].end if count else first
        cut = _SEPARATOR.search(text, start, at) if count else None
        start = cut.end() if cut else start
        yield start, at + 1, "before"
        if not count or not _JOINING.fullmatch(text, start, at):
            return
        at = earlier[count - 1].start


def _after(text: str, later: list[Stated], at: int, last: int) -> Iterator[Piece]:
    """Yield the words after a number, and those that "và" or a bare list makes its own too."""
    place = "own"
    while True:
        stop = _end_of_own(text, later, at, last)
        yield at, stop, place
        bare = later and _JOINING.fullmatch(text, at, stop)
        shared = 1 if bare else _joined_with(text, at, later)
        if not shared:
            return
        at, later, place = later[shared - 1].end, later[shared:], "shared"


def _end_of_own(text: str, later: list[Stated], at: int, last: int) -> int:
    """Return where the words after a number end and those before the next one begin."""
    if not later:
        return last
    stop = later[0].start
    cuts = list(_SEPARATOR.finditer(text, at, stop))
    cuts = [cut for cut in cuts if cut[0] not in ":("] or cuts
    return cuts[-1].start() if cuts else stop


def _joined_with(text: str, at: int, later: list[Stated]) -> int:
    """Return how many numbers "và" joins to the one before: what follows the last is said of all."""
    joined = 0
    for count, number in enumerate(later, 1):
        if re.search("[;:()]", text[at : number.start]):
            break
        if _AND.search(text, at, number.start):
            joined = count
        at = number.end
    return joined
