"""The words of a sentence that are about one of its numbers, with what is no matter left out."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ntm_analysis.quote.context import Reader
from ntm_analysis.quote.stated import Stated
from ntm_analysis.quote.words import APPOSITION, OUTCOME, REMAINS, SAID, SCOPE_WORDS, SPIRIT
from ntm_analysis.text import fold

_AND = re.compile(r"(?<!\w)(?:và|va|and)(?!\w)")
_SEPARATOR = re.compile(rf"[,;:()]|{_AND.pattern}|\s[-–]\s")
_JOINING = re.compile(r"[\W_]*(?:(?:và|va|and|cùng|cung|với|voi|with)[\W_]*)*")
# One source, whatever stands between: no sign that a part of the sentence ends.
_DISTRICT_AND_COMMUNE = re.compile(
    r"\b(?:huyện|huyen)\s*(?P<sign>,|và|va|-|–)\s*(?:cấp |cap )?(?:xã|xa)\b"
)
# A span of the sentence and where it stands.
Piece = tuple[int, int, str]


@dataclass(frozen=True)
class About:
    """What is about one number, as "#", others as "@": the text, without marks, and its `pieces`."""

    text: str
    folded: str
    pieces: tuple[Piece, ...]


class Words:
    """Finds the words that are about each number of one text; what holds for many is read once."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        text = _without_names(reader)
        for number in reader.numbers:
            text[number.start : number.end] = _sign("@", number)
        self._text = "".join(text)
        self._sentences: dict[int, tuple[str, str]] = {}

    def about(self, stated: Stated) -> About:
        """Return the words of a text that are about one of its numbers, or of its lists of names."""
        begin, end = self.reader.bounds(stated)
        if stated.kind == "names":
            text = _plain(_signed(self._text, _sign("#", stated), stated), begin, end)
            folded = fold(text)
        else:
            if begin not in self._sentences:
                plain = _plain(self._text, begin, end)
                self._sentences[begin] = plain, fold(plain)
            text, folded = (_signed(form, "#", stated) for form in self._sentences[begin])
        return About(text, folded, tuple(pieces(self.reader, stated, text)))


def _plain(text: str, begin: int, end: int) -> str:
    """Return a text in which it is blank who says a sentence, what a district is, what comes of it."""
    for found in _DISTRICT_AND_COMMUNE.finditer(text, begin, end):
        start, stop = found.span("sign")
        text = f"{text[:start]}{'/'.ljust(stop - start)}{text[stop:]}"
    sentence = text[begin:end]
    for pattern in (SAID, SPIRIT, APPOSITION, OUTCOME, REMAINS):
        sentence = pattern.sub(lambda found: " " * len(found[0]), sentence)
    return text[:begin] + sentence + text[end:]


def _sign(mark: str, stated: Stated) -> str:
    return mark.ljust(stated.end - stated.start)


def _signed(text: str, mark: str, stated: Stated) -> str:
    return f"{text[: stated.start]}{mark}{text[stated.start + len(mark) :]}"


def _without_names(reader: Reader) -> list[str]:
    """Return the letters of the text in lower case, blank where it names something or a date."""
    text = list(reader.marked)
    spans = [(start, end) for start, end, _ in reader.spans]
    spans += [(at, at + len(name or reader.plan.province)) for at, name in reader.provinces]
    spans += reader.people
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
    """Yield the spans of a text whose words are about a number.

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
    yield _before(text, earlier, stated.start, first)
    yield from _after(text, [n for n in around if n.start >= stated.end], stated.end, last)


def _before(text: str, earlier: list[Stated], at: int, first: int) -> Piece:
    """Return the words before a number; one with none of its own takes those of the number before."""
    for count in range(len(earlier), -1, -1):
        start = earlier[count - 1].end if count else first
        cut = _SEPARATOR.search(text, start, at) if count else None
        start = cut.end() if cut else start
        if not count or not _JOINING.fullmatch(text, start, at):
            break
        at = earlier[count - 1].start
    return start, at + 1, "before"


def _after(text: str, later: list[Stated], at: int, last: int) -> Iterator[Piece]:
    """Yield the words after a number, and those that "và" or a bare list makes its own too."""
    place = "own"
    while True:
        stop = _end_of_own(text, later, at, last)
        yield at, stop, place
        if later and _JOINING.fullmatch(text, at, stop):
            shared = _listed(text, later)
        else:
            shared = _joined_with(text, at, later)
        if not shared:
            return
        at, later, place = later[shared - 1].end, later[shared:], "shared"


def _listed(text: str, later: list[Stated]) -> int:
    """Return how many numbers stand one after another with no word between them."""
    pairs = enumerate(itertools.pairwise(later), 1)
    return next(
        (at for at, (one, other) in pairs if not _JOINING.fullmatch(text, one.end, other.start)),
        len(later),
    )


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
