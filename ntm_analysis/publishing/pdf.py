"""Writes a report as PDF/UA-1 with typst; its text reaches typst as data, never as markup."""

import json
import tempfile
from pathlib import Path
from typing import Any, Literal

from ntm_analysis import store
from ntm_analysis.errors import DataError
from ntm_analysis.evidence import note
from ntm_analysis.plan import Plan
from ntm_analysis.publishing import columns, layout
from ntm_analysis.publishing.columns import FONTS
from ntm_analysis.publishing.model import Block, Document, Figure, Span, Table
from ntm_analysis.publishing.page import ASSETS
from ntm_analysis.wording import say

_PANIC = "PanicException"
STANDARD: Literal["ua-1"] = "ua-1"


def pdf(document: Document, plan: Plan) -> bytes:
    """Return the PDF of a report.

    Raises
    ------
    DataError
        If typst refuses it; the message holds its reason.
    """
    import typst

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        document.save_pictures(root)
        content = json.dumps(data(document, plan), ensure_ascii=False)
        (root / "report.json").write_text(content, encoding="utf-8")
        source = root / "report.typ"
        source.write_bytes((ASSETS / "report.typ").read_bytes())
        try:
            made = typst.compile(
                str(source), root=str(root), font_paths=[str(FONTS)], ignore_system_fonts=True,
                pdf_standards=[STANDARD], timestamp=int(store.MADE.timestamp()),
            )  # fmt: skip
        except BaseException as error:
            # A part of typst that fails in itself, as at footnotes beside a cell of many pages.
            if not isinstance(error, typst.TypstError) and type(error).__name__ != _PANIC:
                raise
            said = " ".join(str(error).replace(folder, "").split())
            raise DataError(
                f"The report {document.title!r} cannot be set as PDF: {said}."
            ) from None
    return bytes(made)


def data(document: Document, plan: Plan) -> dict[str, Any]:
    """Return a report as the JSON values that the template reads."""
    lang = document.lang
    words = {name: say(f"report.{name}", lang) for name in ("working_paper", "contents")}
    return {
        "title": document.title,
        "lang": lang,
        "contents": document.contents,
        "words": words,
        "groups": [
            {"wide": wide, "blocks": _blocks(blocks, document, plan)}
            for wide, blocks in layout.groups(document.blocks)
        ],
    }


def _blocks(blocks: list[Block], document: Document, plan: Plan) -> list[dict[str, Any]]:
    kept = layout.kept(blocks)
    return [
        {**_block(block, document, plan), "kept": at in kept} for at, block in enumerate(blocks)
    ]


def _block(block: Block, document: Document, plan: Plan) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    if isinstance(block, Table):
        return {
            "block": kind,
            "caption": block.caption,
            "anchor": block.anchor,
            "small": columns.is_small(block),
            "short": layout.is_short(block),
            "widths": columns.widths(block),
            "columns": [{"title": c.title, "kind": c.kind} for c in block.columns],
            "rows": [[cell.pieces() for cell in row] for row in block.rows],
        }
    if isinstance(block, Figure):
        return {
            "block": kind,
            "caption": block.caption,
            "anchor": block.anchor,
            "alt": block.alt,
            "file": f"{block.anchor}.png",
            "width": layout.width_mm(block.png),
        }
    spans = [_span(span, document, plan) for span in block.spans]
    return {"block": kind, "spans": spans, "level": getattr(block, "level", 0)}


def _span(span: Span, document: Document, plan: Plan) -> dict[str, Any]:
    return {
        "text": span.text,
        "bold": span.bold,
        "note": note(span.evidence, plan, document.lang) if span.evidence else "",
        "ref": document.table_named(span.ref).anchor if span.ref else "",
    }
