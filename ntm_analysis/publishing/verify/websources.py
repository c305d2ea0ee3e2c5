"""Holds the page of sources against the plan's tables: each row, each column, in order."""

from collections.abc import Iterator, Sequence
from typing import Any

from ntm_analysis.evidence import Address, address_of
from ntm_analysis.plan import Plan
from ntm_analysis.progress.results import Results, plan_with
from ntm_analysis.publishing import sources
from ntm_analysis.publishing.verify import web, webform
from ntm_analysis.publishing.verify.pieces import Piece, differences, under
from ntm_analysis.schema import TABLES
from ntm_analysis.text import is_blank, visible
from ntm_analysis.wording import say

_COLUMNS = ("sources.what", "col.section", "col.line", "col.as_printed", "sources.how")


def wrong(content: bytes, plan: Plan, lang: str, results: Sequence[Results] = ()) -> list[str]:
    """Say what on the page of sources is not what the plan's tables and results give."""
    said = [say("verify.unsafe", lang, found=found) for found in webform.strange(content)]
    found = web.read(content)
    column = say("sources.sentence", lang)
    if any(piece.kind == "head" and piece.texts[-1] == column for piece in found):
        found = [_without_sentence(piece, column) for piece in found]
    return (
        said
        + differences(list(_expected(plan, lang, results)), found, lang)
        + [
            say("verify.differs", lang, where=where, expected=printed, found=marked)
            for where, printed, marked in _marked(content)
            if marked not in printed
        ]
    )


def _without_sentence(piece: Piece, column: str) -> Piece:
    """Take the column of sentences off, which only the plan's own document could confirm."""
    texts, full = piece.texts, len(_COLUMNS) + 1
    if piece.kind == "head" and texts[-1] == column:
        return Piece(piece.kind, texts[:-1])
    if piece.kind == "row" and len(texts) == full + 1:
        return Piece(piece.kind, (*texts[: full - 1], texts[-1]))
    return piece


def _marked(content: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield each row whose sentence has a mark: its name, what is printed there, the mark."""
    for mark in webform.tree(content).iter("mark"):
        row = next(mark.iterancestors("tr"))
        yield row.get("id", ""), web.text(row[3]), web.text(mark)


def _expected(plan: Plan, lang: str, results: Sequence[Results]) -> Iterator[Piece]:
    title = visible(say("sources.title", lang, title=plan.title))
    intro = say("sources.intro", lang, file=plan.document["title"], sha=plan.document["sha256"])
    yield Piece("language", (lang,))
    yield from web.frame(title, lang, sources=False)
    yield Piece("heading1", (title,))
    yield web.working(lang)
    yield Piece("text", (visible(intro),))
    for name in TABLES:
        if len(plan.tables[name]):
            made = list(sources.entries(plan, name, lang, {}))
            rows = plan.tables[name].to_dict("records")
            yield from _table(say(f"table.plan.{name}", lang), made, lang, _own(name, rows, lang))
    units = list(sources.register_entries(plan, lang))
    yield from _table(say("table.plan.units", lang), units, lang, {})
    for one in results:
        held = plan_with(plan, one)
        for sheet, table in one.tables.items():
            if len(table):
                rows = table.to_dict("records")
                words = {"sheet": rows[0]["section"], "file": one.name, "sha": one.mark}
                made = list(sources.result_entries(held, sheet, lang))
                yield from _table(say("sources.results", lang, **words), made, lang,
                                  _of_results(sheet, rows, one))  # fmt: skip
    yield web.foot(plan, lang)


def _table(
    title: str, made: list[sources.Entry], lang: str, own: dict[str, tuple[str, str]]
) -> Iterator[Piece]:
    """Yield a table of entries; where they stand is taken from the tables themselves."""
    yield Piece("heading2", (title,), title)
    yield Piece("head", tuple(say(key, lang) for key in _COLUMNS), title)
    for entry in made:
        address = own.get(entry.anchor, (entry.line, entry.printed))
        texts = (entry.what, entry.section, *address, entry.read, under(entry.anchor))
        yield Piece("row", texts, entry.anchor)


def _own(name: str, rows: list[dict[str, Any]], lang: str) -> dict[str, tuple[str, str]]:
    """Return line and characters as printed of each row of a plan's table."""
    made = {}
    for row in rows:
        lines = row.get("lines", row.get("line"))
        shown = [row.get(key, "") for key in ("as_printed", "share_as_printed")]
        printed = "; ".join(str(part) for part in shown if not is_blank(part) and part)
        if not printed and name == "targets":
            printed = say("cite.blank", lang)
        line = "" if is_blank(lines) else str(lines).replace("|", ", ")
        made[address_of(name, row).anchor] = line, visible(printed)
    return made


def _of_results(sheet: str, rows: list[dict[str, Any]], one: Results) -> dict[str, tuple[str, str]]:
    return {
        Address(sheet, (one.mark, str(row["row"]))).anchor: (
            str(row["row"]),
            str(row["as_printed"]),
        )
        for row in rows
    }
