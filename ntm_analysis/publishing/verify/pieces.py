"""A report as a sequence of pieces, expected or read from a file, and how two of them differ."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from ntm_analysis.evidence import Evidence, note
from ntm_analysis.plan import Plan
from ntm_analysis.publishing.model import (
    Block,
    Cell,
    Document,
    Figure,
    Heading,
    Paragraph,
    Span,
    Table,
    plain,
)
from ntm_analysis.publishing.page import caption, needed
from ntm_analysis.wording import say

OPEN, CLOSE = "⟦", "⟧"  # around the text of a footnote, where its mark stands
_SHOWN = 160


def to(target: str) -> str:
    """Return how a piece says where a link in it leads."""
    return f"⟨{target}⟩"


def under(name: str) -> str:
    """Return how a piece says by which name links lead to it."""
    return f"⟨={name}⟩"


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

    @property
    def spaced(self) -> tuple[str, ...]:
        """What is compared where a file keeps the blanks: each run of them as one."""
        return (self.kind, *map(_spaced, self.texts))


def _spaced(text: str) -> str:
    """Return a text with each run of blanks as one, and none before the mark of a footnote."""
    return " ".join(text.split()).replace(f" {OPEN}", OPEN)


@dataclass(frozen=True)
class Manner:
    """What a format shows of a report beside its text.

    Attributes
    ----------
    picture : callable
        Gives the mark of a picture that the format's reader gives too.
    cell_notes : bool
        Whether the notes of cells are in the file too (HTML), not only those of prose.
    links : bool
        Whether the reader tells where links lead and what names they lead to.
    source : callable, optional
        Gives the address that a number with evidence links to.
    """

    picture: Callable[[bytes], str]
    cell_notes: bool = False
    links: bool = False
    source: Callable[[Evidence], str] | None = None


def expected(document: Document, plan: Plan | None, manner: Manner) -> list[Piece]:
    """Return the pieces that a file of a report must hold, in order."""
    lang = document.lang
    made = [Piece("language", (lang,), say("verify.language", lang))]

    def noted(text: str, item: Span | Cell) -> str:
        if item.evidence is None:
            return text
        said = f"{text}{OPEN}{note(item.evidence, needed(plan), lang)}{CLOSE}"
        return said + (to(manner.source(item.evidence)) if manner.source else "")

    def named(text: str, block: Block) -> str:
        name = block.anchor if manner.links and not isinstance(block, Paragraph) else ""
        return text + (under(name) if name else "")

    for block in document.blocks:
        if isinstance(block, Table):
            shown = noted if manner.cell_notes else lambda text, item: text
            made += _table_pieces(block, lang, shown, named)
        elif isinstance(block, Figure):
            where = say("word.figure", lang, number=block.number)
            texts = (block.alt, named(caption(block, lang), block), manner.picture(block.png))
            made.append(Piece("figure", texts, where))
        else:
            text = "".join(
                noted(span.text, span) + _leads(span, document, manner) for span in block.spans
            )
            kind = f"heading{block.level}" if isinstance(block, Heading) else "text"
            at = say("verify.prose", lang, start=plain(block.spans)[:40])
            made.append(Piece(kind, (named(text, block),), at))
            if kind == "heading1" and document.contents:
                made += _contents(document, manner)
    return made


def _leads(span: Span, document: Document, manner: Manner) -> str:
    """Return where a reference to a table leads."""
    return to(document.table_named(span.ref).anchor) if span.ref and manner.links else ""


def _contents(document: Document, manner: Manner) -> list[Piece]:
    said = say("report.contents", document.lang)
    heads = [b for b in document.blocks if isinstance(b, Heading) and b.level == 2]
    listed = [plain(h.spans) + (to(h.anchor) if manner.links else "") for h in heads]
    return [Piece("over", (said,), said), Piece("contents", tuple(listed), said)]


def _table_pieces(
    table: Table, lang: str, shown: Callable[[str, Cell], str], named: Callable[[str, Block], str]
) -> list[Piece]:  # fmt: skip
    where = say("word.table", lang, number=table.number)
    made = [Piece("caption", (named(caption(table, lang), table),), where)]
    made.append(Piece("head", tuple(c.title for c in table.columns), where))
    for number, row in enumerate(table.rows, start=1):
        at = say("verify.row", lang, table=where, row=number)
        made.append(Piece("row", tuple(shown(cell.text, cell) for cell in row), at))
    return made


def differences(
    wanted: Sequence[Piece], found: Sequence[Piece], lang: str = "vi", *, spaced: bool = True
) -> list[str]:
    """Say in which places two sequences differ: where, expected, found.

    Without `spaced` a blank may be lost, as at the end of a line in print; none may be added.
    """
    keys = [p.spaced if spaced else p.key for p in wanted]
    others = [p.spaced if spaced else p.key for p in found]
    said: list[str] = []
    if keys != others:
        matcher = SequenceMatcher(None, keys, others, False)
        for change, *span in matcher.get_opcodes():
            if change != "equal":
                said += _changed(wanted, found, span, lang, spaced=spaced)
    elif not spaced:
        for one, other in zip(wanted, found, strict=True):
            said += _parted(one, other, lang)
    return said


def _changed(
    wanted: Sequence[Piece], found: Sequence[Piece], span: list[int], lang: str, *, spaced: bool
) -> list[str]:  # fmt: skip
    a0, a1, b0, b1 = span
    old, new = list(wanted[a0:a1]), list(found[b0:b1])
    paired = min(len(old), len(new))
    said: list[str] = []
    for one, other in zip(old, new, strict=False):
        said += _pair(one, other, lang, spaced=spaced)
    said += [
        say("verify.missing", lang, where=piece.where, expected=_short(piece))
        for piece in old[paired:]
    ]
    before = old[-1].where if old else (wanted[a0 - 1].where if a0 else "")
    said += [say("verify.extra", lang, where=before, found=_short(piece)) for piece in new[paired:]]
    return said


def _parted(one: Piece, other: Piece, lang: str) -> list[str]:
    """Say where a text that is else the same has a blank too many."""
    return [
        say("verify.differs", lang, where=one.where, expected=_cut(a, b), found=_cut(b, a))
        for a, b in zip(one.texts, other.texts, strict=True)
        if a != b and not _blanks(b) <= _blanks(a)
    ]


def _blanks(text: str) -> set[int]:
    """Return after how many letters the blanks within a text stand."""
    words = _spaced(text).split()
    return set(accumulate(map(len, words[:-1])))


def _pair(one: Piece, other: Piece, lang: str, *, spaced: bool) -> list[str]:
    if one.kind != other.kind or len(one.texts) != len(other.texts):
        return [
            say("verify.differs", lang, where=one.where, expected=_short(one), found=_short(other))
        ]
    keys = (one.spaced, other.spaced) if spaced else (one.key, other.key)
    return [
        say("verify.differs", lang, where=one.where, expected=_cut(a, b), found=_cut(b, a))
        for a, b, left, right in zip(one.texts, other.texts, keys[0][1:], keys[1][1:], strict=True)
        if left != right
    ]


def _short(piece: Piece) -> str:
    return " | ".join(piece.texts)[:_SHOWN]


def _cut(text: str, other: str) -> str:
    """Return text around the first place where it is another than `other`."""
    at = next((i for i, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), 0)
    start = max(0, at - 30)
    return ("…" if start else "") + text[start : start + _SHOWN]
