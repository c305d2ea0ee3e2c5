"""Takes the report out of an executed notebook: one language, numbered, captioned, clean."""

import base64
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ntm_analysis.errors import DataError
from ntm_analysis.publishing import prose
from ntm_analysis.publishing.model import (
    MIME,
    Block,
    Document,
    Figure,
    Heading,
    Paragraph,
    Span,
    Spans,
    Table,
    load,
    plain,
)
from ntm_analysis.text import LANGUAGES, UNSEEN
from ntm_analysis.wording import say

LONGEST_WORD = 200


def document(
    notebook: Any, title: str, lang: str, *, plan: str = "", contents: bool = False
) -> Document:
    """Return the report of an executed notebook.

    Parameters
    ----------
    notebook : NotebookNode
        Cells tagged with another language are dropped, code and streams too.
    title : str
        Of the report; a heading of level 1 in the notebook comes before it.
    lang : {"vi", "en"}
    plan : str
        Name or folder of the plan that the evidence is about.
    contents : bool
        Whether it has a page of contents.

    Raises
    ------
    DataError
        If an output is an error or text of it cannot be printed.
    """
    found = list(_blocks(notebook, lang))
    heads = [block for block in found if isinstance(block, Heading) and block.level == 1]
    head = heads[0] if heads else Heading(1, (Span(title),))
    rest = [block for block in found if block not in heads]
    numbered = list(_numbered([head, *rest], lang))
    names = {b.name: say("word.table", lang, number=b.number) for b in numbered
             if isinstance(b, Table) and b.name}  # fmt: skip
    blocks = tuple(_referring(block, names) for block in numbered)
    for block in blocks:
        _check(block)
    return Document(plain(head.spans), lang, blocks, plan, contents)


def _blocks(notebook: Any, lang: str) -> Iterator[Block]:
    other = {f"lang:{name}" for name in LANGUAGES if name != lang}
    for cell in notebook.cells:
        if other & set(cell.metadata.get("tags", [])):
            continue
        if cell.cell_type == "markdown":
            yield from prose.blocks(cell.source)
        elif cell.cell_type == "code":
            for output in cell.outputs:
                yield from _output(output)


def _output(output: Any) -> Iterator[Block]:
    if output.output_type == "error":
        raise DataError(f"A cell of the notebook failed with {output.ename}: {output.evalue}")
    if output.output_type not in {"display_data", "execute_result"}:
        return
    data = output.data
    png = base64.b64decode(data["image/png"]) if "image/png" in data else b""
    if MIME in data:
        yield load(data[MIME], png)
    elif png:
        alt = output.metadata.get("image/png", {}).get("alt", data.get("text/plain", ""))
        yield Figure(png, alt)
    elif data.get("text/plain"):
        yield Paragraph((Span(" ".join(data["text/plain"].split())),))


def _numbered(blocks: Iterable[Block], lang: str) -> Iterator[Block]:
    """Count headings, tables and pictures; a caption is the heading above unless one is given."""
    heading, used = "", set()
    counts = {Heading: 0, Table: 0, Figure: 0}
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        counts[type(block)] += 1
        number = counts[type(block)]
        if isinstance(block, Heading):
            heading = plain(block.spans)
            yield replace(block, anchor=f"section-{number}")
            continue
        caption = block.caption or heading
        if (type(block), caption) in used:
            caption = say("caption.continued", lang, caption=caption)
        used.add((type(block), caption))
        yield replace(block, caption=caption, number=number)


def _referring(block: Block, names: dict[str, str]) -> Block:
    """Fill the number of a table into each reference to it."""
    if not isinstance(block, Heading | Paragraph):
        return block
    return replace(block, spans=tuple(_named(span, names) for span in block.spans))


def _named(span: Span, names: dict[str, str]) -> Span:
    if not span.ref:
        return span
    if span.ref not in names:
        known = ", ".join(sorted(names)) or "none"
        raise DataError(f"A sentence refers to the table {span.ref!r}; the report has: {known}.")
    return replace(span, text=names[span.ref])


def texts(block: Block) -> list[str]:
    """List all texts of a block that a reader sees or hears."""
    if isinstance(block, Figure):
        return [block.caption, block.alt]
    if isinstance(block, Table):
        cells = [cell.text for row in block.rows for cell in row]
        return [block.caption, *(column.title for column in block.columns), *cells]
    return [span.text for span in _spans_of(block)]


def _spans_of(block: Heading | Paragraph) -> Spans:
    return block.spans


def _check(block: Block) -> None:
    for text in texts(block):
        bad = UNSEEN.search(text)
        if bad:
            raise DataError(
                f"The text {_around(text, bad.start())} holds the character U+{ord(bad[0]):04X}, "
                "which no reader sees and which could break a file, hide digits or turn them "
                "around; remove it from the table it comes from."
            )
        for word in text.split():
            if len(word) > LONGEST_WORD:
                raise DataError(
                    f"The text {_around(text, text.index(word))} has a word of more than "
                    f"{LONGEST_WORD} letters, which fits on no page; shorten it in the table it "
                    "comes from."
                )
            if not unicodedata.is_normalized("NFC", word):
                raise DataError(
                    f"The text {_around(text, text.index(word))} is not in Unicode form NFC; "
                    "normalise the table it comes from."
                )


def _around(text: str, at: int) -> str:
    """Quote some letters of a text about a place."""
    start, end = max(0, at - 20), at + 20
    said = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
    return repr(said)
