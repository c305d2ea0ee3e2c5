"""A report as a sequence of pieces, expected or read from a file, and how two of them differ."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ntm_analysis.evidence import note
from ntm_analysis.plan import Plan
from ntm_analysis.publishing.model import Cell, Document, Figure, Heading, Span, Table, plain
from ntm_analysis.publishing.page import caption, needed
from ntm_analysis.wording import say

OPEN, CLOSE = "⟦", "⟧"  # around the text of a footnote, where its mark stands
_SHOWN = 160


@dataclass(frozen=True)
class Piece:
    """A heading, paragraph, caption, row or picture: its texts, and where it stands."""

    kind: str
    texts: tuple[str, ...]
    where: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What is compared: the kind and the texts without blanks, which line ends may drop."""
        return (self.kind, *("".join(text.split()) for text in self.texts))


def expected(
    document: Document, plan: Plan | None, *, cell_notes: bool = False, contents: bool = True
) -> list[Piece]:
    """Return the pieces that a file of a report must hold, in order.

    Parameters
    ----------
    document : Document
    plan : Plan, optional
        What the notes are written from.
    cell_notes : bool
        Whether the notes of cells are in the file too (HTML), not only those of prose.
    contents : bool
        Whether a page of contents is among the pieces, where the report has one.
    """
    lang = document.lang
    made = [Piece("language", (lang,), say("verify.language", lang))]

    def noted(text: str, item: Span | Cell) -> str:
        if item.evidence is None:
            return text
        return f"{text}{OPEN}{note(item.evidence, needed(plan), lang)}{CLOSE}"

    for block in document.blocks:
        if isinstance(block, Table):
            made += _table_pieces(block, lang, noted if cell_notes else lambda text, item: text)
        elif isinstance(block, Figure):
            where = say("word.figure", lang, number=block.number)
            made.append(Piece("figure", (block.alt, caption(block, lang)), where))
        else:
            text = "".join(noted(span.text, span) for span in block.spans)
            kind = f"heading{block.level}" if isinstance(block, Heading) else "text"
            at = say("verify.prose", lang, start=plain(block.spans)[:40])
            made.append(Piece(kind, (text,), at))
            if kind == "heading1" and document.contents and contents:
                heads = [b for b in document.blocks if isinstance(b, Heading) and b.level == 2]
                listed = tuple(plain(head.spans) for head in heads)
                made.append(Piece("contents", listed, say("report.contents", lang)))
    return made


def _table_pieces(
    table: Table, lang: str, shown: Callable[[str, Cell], str]
) -> list[Piece]:  # fmt: skip
    where = say("word.table", lang, number=table.number)
    made = [Piece("caption", (caption(table, lang),), where)]
    made.append(Piece("head", tuple(c.title for c in table.columns), where))
    for number, row in enumerate(table.rows, start=1):
        at = say("verify.row", lang, table=where, row=number)
        made.append(Piece("row", tuple(shown(cell.text, cell) for cell in row), at))
    return made


def differences(wanted: Sequence[Piece], found: Sequence[Piece], lang: str = "vi") -> list[str]:
    """Say in which places two sequences differ: where, expected, found."""
    matcher = SequenceMatcher(None, [p.key for p in wanted], [p.key for p in found], False)
    said: list[str] = []
    for change, a0, a1, b0, b1 in matcher.get_opcodes():
        if change == "equal":
            continue
        old, new = list(wanted[a0:a1]), list(found[b0:b1])
        paired = min(len(old), len(new))
        for one, other in zip(old, new, strict=False):
            said += _pair(one, other, lang)
        said += [
            say("verify.missing", lang, where=piece.where, expected=_short(piece))
            for piece in old[paired:]
        ]
        before = old[-1].where if old else (wanted[a0 - 1].where if a0 else "")
        said += [
            say("verify.extra", lang, where=before, found=_short(piece)) for piece in new[paired:]
        ]
    return said


def _pair(one: Piece, other: Piece, lang: str) -> list[str]:
    if one.kind != other.kind or len(one.texts) != len(other.texts):
        return [
            say("verify.differs", lang, where=one.where, expected=_short(one), found=_short(other))
        ]
    return [
        say("verify.differs", lang, where=one.where, expected=_cut(a, b), found=_cut(b, a))
        for a, b in zip(one.texts, other.texts, strict=True)
        if "".join(a.split()) != "".join(b.split())
    ]


def _short(piece: Piece) -> str:
    return " | ".join(piece.texts)[:_SHOWN]


def _cut(text: str, other: str) -> str:
    """Return text around the first place where it is another than `other`."""
    at = next((i for i, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), 0)
    start = max(0, at - 30)
    return ("…" if start else "") + text[start : start + _SHOWN]
