"""What the sheets of a workbook hold: the tables of a report, each row with its address."""

import re
from dataclasses import dataclass

from ntm_analysis.evidence import (
    NOT_PRINTED,
    REGISTER,
    Address,
    find,
    line_text,
    lines,
    printed_at,
    result_rows,
    section_name,
)
from ntm_analysis.plan import Plan
from ntm_analysis.publishing.model import Cell, Document, Table
from ntm_analysis.text import BLANK
from ntm_analysis.wording import in_both, say

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LINES = {"line", "lines"}


@dataclass(frozen=True)
class Sheet:
    """A sheet of a table: its name, what stands under its caption, titles and rows."""

    name: str
    table: Table
    under: str
    titles: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(document: Document, plan: Plan) -> list[Sheet]:
    """Return the sheets of a report's tables, each row with section, line and as printed."""
    lang = document.lang
    return [_sheet(table, plan, lang) for table in document.tables()]


def _sheet(table: Table, plan: Plan, lang: str) -> Sheet:
    """Return the sheet of a table; a column of its address that no row fills is left out."""
    keys = {column.key for column in table.columns}
    wanted = ["section", *([] if keys & _LINES else ["lines"]), "as_printed"]
    found = [_address(row, plan, lang) for row in table.rows]
    extra = [name for name in wanted if name not in keys and any(row[name] for row in found)]
    titles = [in_both(column.title, lang, column.key) for column in table.columns]
    titles += [in_both(say(f"col.{name}", lang), lang, name) for name in extra]
    rows = tuple(
        (*row, *(Cell(address[name]) for name in extra))
        for row, address in zip(table.rows, found, strict=True)
    )
    word = say("word.table", lang, number=table.number)
    name = f"{word} {_FORBIDDEN.sub(' ', table.caption)}"[:31].strip()
    of_plan = bool(keys & _LINES) or any(row["section"] for row in found)
    under = say("workbook.under" if of_plan else "workbook.under_other", lang)
    return Sheet(name, table, under, tuple(titles), rows)


def _address(row: tuple[Cell, ...], plan: Plan, lang: str) -> dict[str, str]:
    """Return section, lines and characters as printed of the figures in a row, each place once."""
    sections: list[str] = []
    printed: dict[tuple[Address, str], str] = {}
    numbers: set[int] = set()
    for cell in row:
        if cell.evidence is None:
            continue
        numbers |= set(lines(cell.evidence, plan))
        sections.append(result_rows(cell.evidence, plan, lang))
        for address in cell.evidence.inputs:
            if address.table == REGISTER:
                continue
            citation = find(address, plan)
            if not address.of_results:
                sections.append(section_name(citation.section, lang))
            if not cell.evidence.formula and address.column not in NOT_PRINTED:
                text = printed_at(address, citation)
                printed[Address(address.table, address.key), text] = text or BLANK
    filled = any(text for _, text in printed)
    return {
        "section": "; ".join(filter(None, dict.fromkeys(sections))),
        "lines": line_text(sorted(numbers)),
        "as_printed": "; ".join(printed.values()) if filled else "",
    }
