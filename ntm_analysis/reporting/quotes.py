"""The sentences of a plan that the figures of a report rest on, each figure marked in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ntm_analysis.evidence import REGISTER, Address, Evidence, find, printed_at
from ntm_analysis.plan import Plan
from ntm_analysis.publishing.columns import printable
from ntm_analysis.publishing.extract import LONGEST_WORD
from ntm_analysis.publishing.model import Cell, Column, Heading, Paragraph, Span, Table
from ntm_analysis.publishing.sources import quoted
from ntm_analysis.wording import say


@dataclass
class _Sentence:
    """A sentence of a line, and where the figures in it begin and end."""

    text: str
    marks: set[tuple[int, int]] = field(default_factory=set)


def blocks(
    held: Iterable[Evidence], plan: Plan, lines: dict[int, list[str]], lang: str = "vi"
) -> list[Heading | Paragraph | Table]:
    """Return heading, note and table of the sentences; nothing where no figure stands in one.

    Parameters
    ----------
    held : iterable of Evidence
        Of the figures of the report.
    plan : Plan
    lines : dict
        The lines of the plan's document by number, see `sources.document_lines`.
    lang : {"vi", "en"}
    """
    addresses = dict.fromkeys(address for evidence in held for address in evidence.inputs)
    found = _sentences(addresses, plan, lines)
    if not found:
        return []
    columns = (
        Column("line", say("col.line", lang), "address"),
        Column("sentence", say("sources.sentence", lang)),
    )
    rows = tuple(
        (Cell(str(line)), Cell(sentence.text, marks=tuple(sorted(sentence.marks))))
        for line, sentences in sorted(found.items())
        for sentence in sentences.values()
    )
    return [
        Heading(2, (Span(say("quotes.heading", lang)),)),
        Paragraph((Span(say("quotes.how", lang, file=plan.document["title"])),)),
        Table(columns, rows, name="sentences"),
    ]


def _sentences(
    addresses: Iterable[Address], plan: Plan, lines: dict[int, list[str]]
) -> dict[int, dict[str, _Sentence]]:
    """Return by line the sentences in which the figures at some addresses stand."""
    found: dict[int, dict[str, _Sentence]] = {}
    for address in addresses:
        if address.table == REGISTER or address.of_results:
            continue
        citation = find(address, plan)
        printed = printed_at(address, citation)
        if citation.line is None:
            continue
        parts = list(map(printable, lines.get(citation.line, [])))
        one = quoted(parts, printed, citation.row.get("column"))
        if one is None or not one.marked:
            continue
        text = one.before + one.marked + one.after
        if any(len(word) > LONGEST_WORD for word in text.split()):
            continue
        start = len(one.before)
        held = found.setdefault(citation.line, {}).setdefault(text, _Sentence(text))
        held.marks.add((start, start + len(one.marked)))
    return found
