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
    found, quoted = _without_sentences(web.read(content), lang)
    wanted = list(_expected(plan, lang, results))
    said += differences(wanted, found, lang)
    for where, marked, printed in quoted:
        if marked not in printed:
            said.append(say("verify.differs", lang, where=where, expected=printed, found=marked))
    return said


def _without_sentences(
    pieces: list[Piece], lang: str
) -> tuple[list[Piece], list[tuple[str, str, str]]]:
    """Take the column of sentences off, which only the plan's own document could confirm.

    What is marked in each goes with its address and with what is printed there.
    """
    title, made, quoted = say("sources.sentence", lang), [], []
    full = len(_COLUMNS) + 1
    for piece in pieces:
        texts = piece.texts
        if piece.kind == "head" and texts[-1] == title:
            texts = texts[:-1]
        if piece.kind == "row" and len(texts) == full + 1:
            marked = texts[full - 1]
            quoted.append((texts[-1], _marked(marked), texts[3]))
            texts = (*texts[: full - 1], texts[-1])
        made.append(Piece(piece.kind, texts))
    return made, quoted


def _marked(sentence: str) -> str:
    """Return what is marked in a sentence."""
    return sentence.partition("\ue000")[2].partition("\ue001")[0]


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
    title: str, made: list[sources.Entry], lang: str, own: dict[str, tuple[str, str, str]]
) -> Iterator[Piece]:
    """Yield a table of entries; where they stand is taken from the tables themselves."""
    yield Piece("heading2", (title,), title)
    yield Piece("head", tuple(say(key, lang) for key in _COLUMNS), title)
    for entry in made:
        address = own.get(entry.anchor, (entry.section, entry.line, entry.printed))
        texts = (entry.what, *address, entry.read, under(entry.anchor))
        yield Piece("row", texts, entry.anchor)


def _own(name: str, rows: list[dict[str, Any]], lang: str) -> dict[str, tuple[str, str, str]]:
    """Return section, line and characters as printed of each row of a plan's table."""
    made = {}
    for row in rows:
        parts = (row.get("section", ""), row.get("lines", row.get("line")))
        section, lines = ("" if is_blank(part) else str(part) for part in parts)
        shown = [row.get(key, "") for key in ("as_printed", "share_as_printed")]
        printed = "; ".join(str(part) for part in shown if not is_blank(part) and part)
        if not printed and name == "targets":
            printed = say("cite.blank", lang)
        made[address_of(name, row).anchor] = (
            visible(section), lines.replace("|", ", "), visible(printed),
        )  # fmt: skip
    return made


def _of_results(
    sheet: str, rows: list[dict[str, Any]], one: Results
) -> dict[str, tuple[str, str, str]]:
    return {
        Address(sheet, (one.mark, str(row["row"]))).anchor: (
            str(row["section"]), str(row["row"]), str(row["as_printed"]),
        )
        for row in rows
    }  # fmt: skip
