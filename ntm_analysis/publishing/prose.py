"""Sentences whose numbers carry evidence; a `Prose` is a `str` for all who want only its text."""

import re

from ntm_analysis.evidence import Evidence
from ntm_analysis.publishing.model import Heading, Paragraph, Span, Spans, plain
from ntm_analysis.wording import Stand, say

_MARK = re.compile("\x00(\\w+)\x00")
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_HEADING = re.compile(r"(#{1,6}) +(.*)", re.DOTALL)


class Prose(str):
    """Text that is also a sequence of spans; `level` makes it a heading."""

    __slots__ = ("level", "spans")
    spans: Spans
    level: int

    def __new__(cls, spans: Spans, level: int = 0) -> "Prose":
        """Make the text from its spans."""
        made = super().__new__(cls, plain(spans))
        made.spans = spans
        made.level = level
        return made


def shown(text: str, evidence: Evidence | None) -> Span:
    """Return a number as it is shown, with what it rests on."""
    return Span(text, evidence=evidence)


def reference(name: str) -> Span:
    """Return a reference to the table of that name; its number is filled in when it is known."""
    return Span("", ref=name)


def prose(key: str, lang: str = "vi", *, bold: bool = False, **fields: object) -> Prose:
    """Return the text `key` with its fields filled in; fields that are spans keep their evidence.

    >>> prose("district.no_findings", "en", name="Thọ Xuân")
    'No finding concerns Thọ Xuân alone.'
    """
    stands = {
        name: Stand(f"\x00{name}\x00", field.text if isinstance(field, Span) else str(field))
        for name, field in fields.items()
    }
    marked = say(key, lang, **stands)
    spans: list[Span] = []
    for at, piece in enumerate(_MARK.split(marked)):
        if at % 2 == 0:
            spans += [Span(piece, bold)] if piece else []
            continue
        field = fields[piece]
        if isinstance(field, Prose):
            spans += field.spans
        else:
            spans.append(field if isinstance(field, Span) else Span(str(field), bold))
    return Prose(_joined(spans))


def join(*parts: Prose, between: str = " ") -> Prose:
    """Return some sentences as one paragraph."""
    spans: list[Span] = []
    for part in filter(None, parts):
        spans += [Span(between)] if spans else []
        spans += part.spans
    return Prose(_joined(spans))


def title(text: Prose | str, level: int = 1) -> Prose:
    """Return text as a heading, its first letter a capital."""
    spans = text.spans if isinstance(text, Prose) else (Span(text),)
    first = Span(spans[0].text[:1].upper() + spans[0].text[1:], spans[0].bold, spans[0].evidence)
    return Prose((first, *spans[1:]), level)


def _joined(spans: list[Span]) -> Spans:
    """Join neighbours that are set alike and carry nothing."""
    made: list[Span] = []
    for span in spans:
        if (
            made
            and not (span.evidence or span.ref or made[-1].evidence or made[-1].ref)
            and (span.bold == made[-1].bold)
        ):
            made[-1] = Span(made[-1].text + span.text, span.bold)
        else:
            made.append(span)
    return tuple(made)


def blocks(text: str) -> list[Heading | Paragraph]:
    """Return prose as blocks: one block for a `Prose`, else paragraphs split at empty lines.

    Of the marks of Markdown only ``#`` before a heading and ``**`` around bold text are known;
    everything else is text.
    """
    if isinstance(text, Prose):
        if not text.strip():
            return []
        return [Heading(text.level, text.spans) if text.level else Paragraph(text.spans)]
    return [_block(part.strip()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def _block(text: str) -> Heading | Paragraph:
    heading = _HEADING.fullmatch(text)
    if heading:
        return Heading(len(heading[1]), _spans(heading[2]))
    return Paragraph(_spans(text))


def _spans(text: str) -> Spans:
    words = " ".join(text.split())
    pieces = _BOLD.split(words)
    return tuple(Span(piece, at % 2 == 1) for at, piece in enumerate(pieces) if piece)
