"""Writes a report as a Word file with pandoc; its text reaches pandoc as a tree, not as markup."""

import json
import os
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

from ntm_analysis import store
from ntm_analysis.errors import DataError
from ntm_analysis.evidence import note
from ntm_analysis.plan import Plan
from ntm_analysis.publishing import columns, layout, wordfields
from ntm_analysis.publishing.model import (
    Block,
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    Span,
    Table,
)
from ntm_analysis.publishing.page import ASSETS
from ntm_analysis.publishing.wordfile import finished
from ntm_analysis.wording import say

Node = dict[str, Any]
_API = [1, 23, 1]  # version of pandoc's tree that is written here
_ALIGN = {"text": "AlignLeft", "address": "AlignLeft", "number": "AlignRight"}


def docx(document: Document, plan: Plan) -> bytes:
    """Return the Word file of a report.

    Raises
    ------
    DataError
        If pandoc refuses it; the message holds its reason.
    """
    import pypandoc

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        document.save_pictures(root)
        target = root / "report.docx"
        arguments = [
            pypandoc.get_pandoc_path(), "--from=json", "--to=docx", "--output=report.docx",
            f"--reference-doc={ASSETS / 'reference.docx'}",
        ]  # fmt: skip
        done = subprocess.run(  # noqa: S603 - pandoc of the environment, no shell
            arguments, input=json.dumps(tree(document, plan)), text=True, encoding="utf-8",
            cwd=root, capture_output=True, check=False,
            env={**os.environ, "SOURCE_DATE_EPOCH": f"{store.MADE.timestamp():.0f}"},
        )  # fmt: skip
        if done.returncode:
            said = " ".join(done.stderr.split())
            raise DataError(f"The report {document.title!r} cannot be set for Word: {said}")
        return finished(target.read_bytes(), document)


def tree(document: Document, plan: Plan) -> Node:
    """Return a report as pandoc's tree."""
    blocks: list[Node] = []
    marks = count(1)
    for wide, group in layout.groups(document.blocks):
        kept = layout.kept(group)
        made = [
            node
            for at, block in enumerate(group)
            for node in _block(block, document, plan, marks, kept=at in kept)
        ]
        blocks += wordfields.on_landscape(made) if wide else made
    lang = {"t": "MetaString", "c": {"vi": "vi-VN", "en": "en-GB"}[document.lang]}
    return {"pandoc-api-version": _API, "meta": {"lang": lang}, "blocks": blocks}


def _block(block: Block, document: Document, plan: Plan, marks: Any, *, kept: bool) -> list[Node]:
    lang = document.lang
    if isinstance(block, Table):
        return [_caption(block, lang, next(marks)), _table(block)]
    if isinstance(block, Figure):
        return [_picture(block), _caption(block, lang, next(marks))]
    inlines = [node for span in block.spans for node in _inline(span, document, plan)]
    if not isinstance(block, Heading):
        said = {"t": "Para", "c": inlines}
        return [styled("Kept Text", [said]) if kept else said]
    made = [{"t": "Header", "c": [block.level, [block.anchor, [], []], inlines]}]
    if block.level == 1 and document.contents:
        made += wordfields.contents(document)
    return made


def _inline(span: Span, document: Document, plan: Plan) -> list[Node]:
    if span.ref:
        return wordfields.reference(document.table_named(span.ref).anchor, span.text)
    text = words(span.text)
    shown = [{"t": "Strong", "c": text}] if span.bold else text
    if span.evidence is None:
        return shown
    said = words(note(span.evidence, plan, document.lang))
    return [*shown, wordfields.gap(), {"t": "Note", "c": [{"t": "Para", "c": said}]}]


def words(text: str) -> list[Node]:
    """Return text as pandoc's words and spaces; nothing in it is markup.

    >>> words("a *b*")
    [{'t': 'Str', 'c': 'a'}, {'t': 'Space'}, {'t': 'Str', 'c': '*b*'}]
    """
    made: list[Node] = []
    for at, word in enumerate(text.split(" ")):
        made += [{"t": "Space"}] if at else []
        made += [{"t": "Str", "c": word}] if word else []
    return made


def _caption(block: Table | Figure, lang: str, mark: int) -> Node:
    kind = "table" if isinstance(block, Table) else "figure"
    label = say(f"word.{kind}", lang, number="").strip()
    sequence = {"table": "Table", "figure": "Figure"}[kind]
    inlines = wordfields.numbered(label, sequence, block.number, block.anchor, mark)
    style = "Table Caption" if kind == "table" else "Image Caption"
    return styled(style, [{"t": "Para", "c": [*inlines, *words(f". {block.caption}")]}])


def styled(style: str, blocks: list[Node]) -> Node:
    """Return blocks set in a style of the reference document."""
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], blocks]}


def _picture(figure: Figure) -> Node:
    width = layout.width_mm(figure.png)
    attributes = ["", [], [["width", f"{width / 25.4:.3f}in"]]]
    image = {"t": "Image", "c": [attributes, words(figure.alt), [f"{figure.anchor}.png", ""]]}
    return styled("Captioned Figure", [{"t": "Para", "c": [image]}])


def _table(table: Table) -> Node:
    shares = columns.widths(table)
    shown = [
        [{"t": _ALIGN[column.kind]}, {"t": "ColWidth", "c": share}]
        for column, share in zip(table.columns, shares, strict=True)
    ]
    head = [["", [], []], [_head(column) for column in table.columns]]
    body = [
        ["", [], []], 0, [],
        [[["", [], []], [_cell(cell) for cell in row]] for row in table.rows],
    ]  # fmt: skip
    return {
        "t": "Table",
        "c": [
            [table.anchor + "-grid", [], []],
            [None, []],
            shown,
            [["", [], []], [head]],
            [body],
            [["", [], []], []],
        ],
    }


def _head(column: Column) -> list[Any]:
    return _any_cell([{"t": "Strong", "c": words(column.title)}], "AlignCenter")


def _cell(cell: Cell) -> list[Any]:
    inlines: list[Node] = []
    for text, marked in cell.pieces():
        inlines += [{"t": "Strong", "c": words(text)}] if marked else words(text)
    return _any_cell(inlines, "AlignDefault")


def _any_cell(inlines: list[Node], align: str) -> list[Any]:
    return [["", [], []], {"t": align}, 1, 1, [{"t": "Plain", "c": inlines}]]
