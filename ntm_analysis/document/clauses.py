"""Sentences of a passage, and the clauses in them that each give a duty."""

import re
from dataclasses import dataclass
from itertools import pairwise

from ntm_analysis.document.deadlines import Deadline, deadlines
from ntm_analysis.document.passages import Passage

_SENTENCE_END = re.compile(r"[.?!]\s+(?=[^\W\d_])")
_ABBREVIATION = re.compile(r"(?:^|\W)(?:[^\W\d_]|tp|tx|tt|ts|ths|tr)\.\s*$")
_NEXT_DUTY = re.compile(
    r";\s+(?=(?:đồng thời,?\s+)?(?:chủ trì|phối hợp|tham mưu|giao|đề nghị)(?!\w))"
)
_REFINES = re.compile(r"\s{0,2}\(([^()]*)\)")
_LISTED = re.compile(r"(?:\s*\([^()]*\))?\s*(?:,|(?:,\s*)?và|hoặc)\s*", re.IGNORECASE)
_PART = re.compile(r"[^,;]+")


@dataclass(frozen=True)
class Clause:
    """A part of a sentence with at most one deadline.

    Attributes
    ----------
    start, end : int
        Its span in the passage.
    deadline : Deadline or None
        When it is due.
    own : tuple of int or None
        Span in which the deadline's own parties stand, where brackets give each its own.
    """

    start: int
    end: int
    deadline: Deadline | None
    own: tuple[int, int] | None = None


def sentences(passage: Passage) -> list[tuple[int, int]]:
    """Return the spans of the sentences; an abbreviation, as in "TX. Nghi Sơn", ends none."""
    spans: list[tuple[int, int]] = []
    start, depth_at = passage.body, _bracket_depths(passage.text)
    for match in _SENTENCE_END.finditer(passage.text, passage.body):
        following = passage.text[match.end()]
        if depth_at[match.start()] or not following.isupper():
            continue
        if _ABBREVIATION.search(passage.low[start : match.start() + 1]):
            continue
        spans.append((start, match.start() + 1))
        start = match.end()
    spans.append((start, len(passage.text)))
    return [(begin, end) for begin, end in spans if passage.text[begin:end].strip(" .:;")]


def _bracket_depths(text: str) -> list[int]:
    depths, depth = [], 0
    for char in text:
        depth += (char == "(") - (char == ")" and depth > 0)
        depths.append(depth)
    return depths


def clauses(passage: Passage, start: int, end: int, year: int | None) -> list[Clause]:
    """Cut a sentence into clauses: at ";" before another duty, and after each deadline."""
    due = deadlines(passage.low, start, end, year)
    cuts = [m.end() for m in _NEXT_DUTY.finditer(passage.low, start, end)]
    made: list[Clause] = []
    for begin, stop in zip([start, *cuts], [*cuts, end], strict=True):
        inside = [deadline for deadline in due if begin <= deadline.start < stop]
        made += _cut_after_deadlines(passage, begin, stop, inside)
    return made


def _cut_after_deadlines(
    passage: Passage, start: int, end: int, due: list[Deadline]
) -> list[Clause]:
    if not due:
        return [Clause(start, end, None)]
    refined = _refined(passage, start, end, due)
    if refined:
        return refined
    made, at = [], start
    groups = _groups(passage.text, due)
    for number, group in enumerate(groups):
        stop = end
        if number + 1 < len(groups):
            leads = not passage.text[at : group[0].start].strip(" ,;")
            after = groups[number + 1][0].start
            stop = _cut(passage.text, group[-1].end, after) if leads else group[-1].end
        made += [Clause(at, stop, deadline) for deadline in group]
        at = stop
    return made


def _groups(text: str, due: list[Deadline]) -> list[list[Deadline]]:
    """Put the days of one list together, as in "trước 30/6 và 30/11": one clause, a duty for each."""
    groups = [due[:1]]
    for before, deadline in pairwise(due):
        joined = _LISTED.fullmatch(text, before.end, deadline.start)
        if joined and re.match(r"(?:ngày )?\d", text[deadline.start :]):
            groups[-1].append(deadline)
        else:
            groups.append([deadline])
    return groups


def _cut(text: str, end: int, start: int) -> int:
    """Return where the clause that a deadline begins ends, before the next one: at ";", else at once."""
    cut = text.find(";", end, start)
    return end if cut < 0 or "(" in text[end:cut] or ")" in text[end:cut] else cut + 1


def _refined(passage: Passage, start: int, end: int, due: list[Deadline]) -> list[Clause]:
    """Return a clause for each part of the bracket after a deadline that gives each its own."""
    for general in due:
        bracket = _REFINES.match(passage.text, general.end, end)
        inner = [d for d in due if bracket and bracket.start(1) <= d.start < bracket.end(1)]
        if not bracket or not inner:
            continue
        made = []
        for deadline in inner:
            part = next(
                part for part in _PART.finditer(passage.text, bracket.start(1), bracket.end(1))
                if part.start() <= deadline.start < part.end()
            )  # fmt: skip
            made.append(Clause(start, bracket.start(), deadline, part.span()))
        return made
    return []
