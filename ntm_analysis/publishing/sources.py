"""The page of sources: each figure of a plan with section, line, as printed, how it was read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ntm_analysis import places
from ntm_analysis.errors import InputError
from ntm_analysis.evidence import (
    REGISTER,
    Address,
    address_of,
    find,
    printed_at,
    reading,
    section_name,
    title_of,
)
from ntm_analysis.plan import Plan
from ntm_analysis.progress.results import Results, plan_with
from ntm_analysis.publishing.page import css, footer, template
from ntm_analysis.schema import TABLES
from ntm_analysis.text import format_date, format_number, is_blank, visible
from ntm_analysis.wording import say

_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[^\W\d_]|\d)")
_REGISTER = ("communes", "wards", "townships", "area_km2", "population_2019")


@dataclass(frozen=True)
class Quoted:
    """A sentence of the document, the figure in it apart: before, marked, after."""

    before: str
    marked: str
    after: str


@dataclass(frozen=True)
class Entry:
    """A row of the page: its name in links, what it is, and where and how it stands."""

    anchor: str
    what: str
    section: str
    line: str
    printed: str
    read: str
    quoted: Quoted | None = None


def document_lines(file: Path, plan: Plan) -> dict[int, list[str]]:
    """Return the lines of the plan's own document by number, once its hash is the plan's.

    A line of prose is one text, a row of a table one text for each of its cells.

    Raises
    ------
    InputError
        If the file is not the document that the plan was read from.
    """
    from ntm_analysis.document.files import read_document

    document = read_document(file)
    found = document.sha256
    if found != plan.document["sha256"]:
        raise InputError(
            f"{file.name} is not the document of the plan {plan.name!r}: its sha256 is "
            f"{found[:12]}…, the plan was read from {plan.document['title']!r} with "
            f"{plan.document['sha256'][:12]}…; give that file."
        )
    return {
        line.number: [cell.text for cell in line.cells] or [line.text] for line in document.lines
    }


def lines_of(plan: Plan) -> set[int]:
    """Return the numbers of all lines that tables of a plan name as where a figure stands."""
    found: set[int] = set()
    for name in TABLES:
        rows = plan.tables[name]
        if "line" in rows:
            found |= {int(line) for line in rows["line"].dropna()}
    return found


def entries(plan: Plan, table: str, lang: str, lines: dict[int, list[str]]) -> Iterator[Entry]:
    """Yield the entries of one table of a plan."""
    for row in plan.tables[table].to_dict("records"):
        address = address_of(table, row)
        citation = find(address, plan)
        printed = printed_at(address, citation)
        share = citation.row.get("share_as_printed", "")
        shown = "; ".join(part for part in (printed, share) if not is_blank(part))
        read = reading(citation, plan, lang).lstrip(", ") or say("sources.as_it_stands", lang)
        if not shown and table == "targets":
            shown, read = say("cite.blank", lang), say("blank.meaning", lang)
        yield Entry(
            address.anchor, visible(title_of(address, plan, lang)),
            visible(section_name(citation.section, lang)),
            str(row.get("lines", citation.line) or "").replace("|", ", "),
            visible(shown), visible(read) if shown else "",
            quoted(lines.get(citation.line or 0, []), printed, row.get("column")),
        )  # fmt: skip


def quoted(parts: list[str], printed: str, column: int | None = None) -> Quoted | None:
    """Return the sentence of a line that holds a figure, with the figure apart.

    Of a row of a table the cell in `column` is apart, or the one that holds the text.

    >>> quoted(["Trước. Có 17 xã và 60 thôn."], "17 xã")
    Quoted(before='Có ', marked='17 xã', after=' và 60 thôn.')
    >>> quoted(["Có 17 xã; 19 xã nâng cao."], "19 xã").before
    ''
    >>> quoted(["1", "Thọ Xuân", "", "1"], "1", 4)
    Quoted(before='1 | Thọ Xuân |  | ', marked='1', after='')
    """
    if not any(part.strip() for part in parts):
        return None
    line = " | ".join(parts)
    if column and len(parts) >= column:
        before = "".join(f"{part} | " for part in parts[: column - 1])
        behind = "".join(f" | {part}" for part in parts[column:])
        return Quoted(before, parts[column - 1], behind)
    found = re.search(rf"(?<![\w.,]){re.escape(printed)}(?![\w])", line) if printed else None
    if found is None:
        return Quoted(line.strip(), "", "")
    if " | " in line:
        return Quoted(line[: found.start()], found[0], line[found.end() :])
    start = max((m.end() for m in _SENTENCE.finditer(line, 0, found.start() + 1)), default=0)
    after = _SENTENCE.search(line, found.end())
    end = after.start() if after else len(line)
    return Quoted(line[start : found.start()], found[0], line[found.end() : end])


def register_entries(plan: Plan, lang: str) -> Iterator[Entry]:
    """Yield the units of the register with their figures from outside the plan."""
    for code, unit in places.units(plan.units_on).iterrows():
        address = Address(REGISTER, (str(code),))
        figures = "; ".join(
            f"{say(f'register.{name}', lang)}: {format_number(unit[name], lang)}"
            for name in _REGISTER
        )
        area = places.area_source(str(unit["area_source"]), lang)
        origin = f"{say('origin.gso', lang)}; {say('origin.census', lang)}; {area}"
        name = places.unit_name(int(str(code)), lang, full=True)
        yield Entry(address.anchor, name, "", "", figures, origin)


def result_entries(plan: Plan, sheet: str, lang: str) -> Iterator[Entry]:
    """Yield the rows of a sheet of results; the plan holds them, see `progress.results`."""
    for row in plan.tables[sheet].to_dict("records"):
        address = Address(sheet, (row["file"], str(row["row"])))
        day = "" if is_blank(row["date"]) else format_date(row["date"].date(), lang)
        yield Entry(
            address.anchor, title_of(address, plan, lang), str(row["section"]), str(row["row"]),
            str(row["as_printed"]), day,
        )  # fmt: skip


def _of_results(
    plan: Plan, results: Sequence[Results], lang: str
) -> Iterator[tuple[str, list[Entry]]]:
    for one in results:
        held = plan_with(plan, one)
        for sheet, rows in one.tables.items():
            if len(rows):
                words = {"sheet": rows["section"].iloc[0], "file": one.name, "sha": one.mark}
                title = say("sources.results", lang, **words)
                yield title, list(result_entries(held, sheet, lang))


def page(
    plan: Plan, lang: str, document: Path | None = None, results: Sequence[Results] = ()
) -> str:
    """Return the page of sources of a plan; with its document the sentences, and rows of results.

    Raises
    ------
    InputError
        If the document is not that of the plan.
    """
    lines = document_lines(document, plan) if document else {}
    tables = [
        (say(f"table.plan.{name}", lang), list(entries(plan, name, lang, lines)))
        for name in TABLES
        if len(plan.tables[name])
    ]
    tables.append((say("table.plan.units", lang), list(register_entries(plan, lang))))
    tables += _of_results(plan, results, lang)
    about = plan.document
    heads = ("sources.what", "col.section", "col.line", "col.as_printed", "sources.how")
    titles = [say(key, lang) for key in heads]
    words = {
        "back": say("report.index_link", lang),
        "sentence": say("sources.sentence", lang),
        "working_paper": say("report.working_paper", lang),
        "intro": visible(say("sources.intro", lang, file=about["title"], sha=about["sha256"])),
    }
    title = visible(say("sources.title", lang, title=plan.title))
    rendered = template("sources.html.j2").render(
        lang=lang, title=title, css=css(), words=words,
        tables=tables, titles=titles, footer=footer(plan, lang), sentences=bool(lines),
    )  # fmt: skip
    return str(rendered)
