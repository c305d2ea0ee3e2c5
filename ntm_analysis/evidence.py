"""What a shown number rests on: an address in the plan, or a formula and its inputs."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import pandas as pd

from ntm_analysis import places
from ntm_analysis.bodies import body_name
from ntm_analysis.checks.finding import source_label
from ntm_analysis.errors import InputError
from ntm_analysis.places import unit_name
from ntm_analysis.plan import Citation, Plan
from ntm_analysis.progress.results import ROW_KEY
from ntm_analysis.progress.sheets import SHEETS, duty_names
from ntm_analysis.schema import KEYS
from ntm_analysis.text import BLANK, format_billion, format_number, is_blank
from ntm_analysis.wording import label, say

REGISTER = "units"  # table of an address in the register of places, which is not of the plan
_NUMBERED = re.compile(r"[IVXLC\d]")
_FEW = 4  # inputs of a formula are named in a footnote up to this many
_COUNTED = {"rows", "cells", "count", "blanks"}  # formulas whose inputs are not worth naming
# What compares or points at figures and makes none, and the note that says so.
_NO_SUMS = {"check": "note.check", "lines": "note.lines", "equal": "note.lines"}
TEXTS = ("what", "line", "number", "date", "due_date")  # columns of text, addressed by their names
NOT_PRINTED = ("what", "line")  # of those, what stands otherwise in the plan
# The column that a table is there for; else `value`.
_VALUES = {"funding": "amount_vnd", "disbursements": "amount_vnd", "recognitions": "count"}


@dataclass(frozen=True)
class Address:
    """Where one figure stands: a table of the plan (or `REGISTER`), its key, and the column.

    An empty column means the value that the table is there for. Results have their addresses in
    the sheets of their workbook: `progress.results.plan_with`.
    """

    table: str
    key: tuple[str, ...]
    column: str = ""

    @property
    def of_results(self) -> bool:
        """Whether it is a row of a workbook of results."""
        return self.table in SHEETS

    @property
    def anchor(self) -> str:
        """Its name on the page of sources, of letters that are safe in a link.

        >>> Address("funding", ("credit",)).anchor, Address("duty", ("a b",)).anchor
        ('funding-credit', 'duty-a_20_b')
        """
        return "-".join(_safe(part) for part in (self.table, *self.key))


@lru_cache(maxsize=65536)
def _safe(part: str) -> str:
    kept = (c if (c.isascii() and c.isalnum()) or c == "_" else f"_{ord(c):x}_" for c in part[:80])
    return "".join(kept)


@dataclass(frozen=True)
class Evidence:
    """What a shown number rests on: one address, or a formula (a key ``how.*``) and its inputs."""

    inputs: tuple[Address, ...]
    formula: str = ""


def cited(table: str, *key: object, column: str = "") -> Evidence:
    """Return the evidence of a number that stands in the plan.

    >>> cited("targets", 395, "ocop_products").inputs[0].key
    ('395', 'ocop_products')
    """
    return Evidence((Address(table, tuple(map(_part, key)), column),))


def address_of(table: str, row: dict[str, Any]) -> Address:
    """Return the address of a row of a table of the plan."""
    return Address(table, tuple(_part(row[key]) for key in KEYS.get(table, ROW_KEY)))


def _part(value: object) -> str:
    """Return a part of a key as text, a blank one as no text."""
    return "" if is_blank(value) else str(value)


def computed(formula: str, *parts: Evidence) -> Evidence:
    """Return the evidence of a number that a formula makes of others, in the formula's order."""
    return Evidence(tuple(address for part in parts for address in part.inputs), formula)


def find(address: Address, plan: Plan) -> Citation:
    """Return the row that an address of the plan names; its tables may not change meanwhile.

    Raises
    ------
    InputError
        If the plan has no such table or row.
    """
    known = address.table in KEYS or address.table in plan.tables
    row = _rows(plan, address.table).get(address.key) if known else None
    if row is None and address.of_results:
        raise InputError(
            f"Row {' '.join(address.key)} of {address.table} is not in the results that the report "
            "was made with; make it anew with: ntm run --results FILE."
        )
    if row is None:
        return plan.cite(address.table, *address.key)
    return Citation(plan.name, address.table, address.key, row)


@lru_cache(maxsize=64)
def _rows(plan: Plan, table: str) -> dict[tuple[str, ...], dict[str, Any]]:
    rows = plan.tables[table].to_dict("records")
    return {address_of(table, row).key: row for row in rows}


def value_of(address: Address, plan: Plan) -> Fraction | None:
    """Return the figure at an address exactly, None for a blank cell.

    Raises
    ------
    InputError
        If there is no such figure.
    """
    if address.table == REGISTER:
        row: Any = places.units(plan.units_on).loc[int(address.key[0])]
    else:
        row = find(address, plan).row
    value = row[address.column or _VALUES.get(address.table, "value")]
    return None if is_blank(value) else Fraction(str(value))


def lines(evidence: Evidence, plan: Plan) -> list[int]:
    """List the lines of the plan that a number rests on, each once, in order."""
    own = [a for a in evidence.inputs if a.table != REGISTER and not a.of_results]
    return sorted({line for address in own for line in _lines_of(find(address, plan))})


def _lines_of(citation: Citation) -> list[int]:
    """Return the line of a row, or all of them where a text stands in several places."""
    if "lines" in citation.row:
        return [int(line) for line in str(citation.row["lines"]).split("|")]
    return [] if citation.line is None else [citation.line]


def line_text(numbers: Sequence[int]) -> str:
    """Print lines, three or more in a row as a range.

    >>> line_text([33, 35, 36, 37, 40])
    '33, 35–37, 40'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(shown)


class _Traces(dict[tuple[str, Hashable], Evidence]):
    """Evidence by column and row label; pandas copies what it passes on, this it may share."""

    def __deepcopy__(self, memo: dict) -> "_Traces":
        return self


def trace(frame: pd.DataFrame, **columns: Sequence[Evidence | None]) -> pd.DataFrame:
    """Note the evidence of each cell of some columns with a table, and return the table.

    The notes go along with the rows when the table is filtered or sorted.
    """
    found = _Traces(frame.attrs.get("evidence", {}))
    for column, many in columns.items():
        for row, evidence in zip(frame.index, many, strict=True):
            if evidence is not None:
                found[column, row] = evidence
    frame.attrs["evidence"] = found
    return frame


def traced(frame: pd.DataFrame, column: str, row: Hashable) -> Evidence | None:
    """Return the evidence of one cell, None if it carries none."""
    found: Evidence | None = frame.attrs.get("evidence", {}).get((column, row))
    return found


def with_lines(frame: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Add the column of the lines of the plan that the figures of each row rest on."""
    found = frame.attrs.get("evidence", {})
    of_row: dict[Hashable, set[int]] = {row: set() for row in frame.index}
    for (_, row), evidence in found.items():
        if row in of_row:
            of_row[row] |= set(lines(evidence, plan))
    frame["lines"] = [line_text(sorted(of_row[row])) for row in frame.index]
    return frame


@lru_cache(maxsize=8192)
def title_of(address: Address, plan: Plan, lang: str = "vi") -> str:
    """Name the figure at an address: what it is and whose, as in ``OCOP products, Thọ Xuân``."""
    if address.table == REGISTER:
        name = unit_name(int(address.key[0]), lang, full=True)
        return f"{say(f'register.{address.column}', lang)}, {name}"
    citation = find(address, plan)
    if address.of_results:
        what = citation.row.get("unit") or _title_of_row(citation.row, plan, lang)
        return say("cite.results", lang, sheet=citation.section, row=citation.row["row"], what=what)
    return _title(citation, lang)


def _title_of_row(row: dict[str, Any], plan: Plan, lang: str) -> str:
    """Name what a row of results is about by its indicator, source of money or duty."""
    if "fund" in row:
        return label("source", row["fund"], lang)
    return (
        label("indicator", row["indicator"], lang)
        if "indicator" in row
        else (duty_names(plan, lang)[row["duty"]])
    )


def result_rows(evidence: Evidence, plan: Plan, lang: str = "vi") -> str:
    """Say in which rows of a workbook of results the inputs of a number stand; empty for none."""
    rows: dict[str, set[int]] = {}
    for address in evidence.inputs:
        if address.of_results:
            row = find(address, plan).row
            rows.setdefault(str(row["section"]), set()).add(int(row["row"]))
    return "; ".join(
        say("cite.result_rows", lang, sheet=sheet, rows=line_text(sorted(numbers)))
        for sheet, numbers in rows.items()
    )


@lru_cache(maxsize=8192)
def note(evidence: Evidence, plan: Plan, lang: str = "vi") -> str:
    """Say in one sentence what a number rests on, for a footnote."""
    at = line_text(lines(evidence, plan))
    if evidence.formula:
        how = say(f"how.{evidence.formula.partition(':')[0]}", lang)
        if len(evidence.inputs) <= _FEW and evidence.formula not in _COUNTED:
            how += f" ({'; '.join(title_of(address, plan, lang) for address in evidence.inputs)})"
        kind = _NO_SUMS.get(evidence.formula, "note.computed") if at else "note.counted"
        said = say(kind, lang, how=how, lines=at)
        rows = result_rows(evidence, plan, lang)
        return said + (say("note.result_rows", lang, rows=rows) if rows else "")
    address = evidence.inputs[0]
    if address.of_results:
        return say("note.result", lang, what=title_of(address, plan, lang))
    if address.table == REGISTER:
        return say("note.register", lang)
    citation = find(address, plan)
    said = _where(citation, lang)
    printed = printed_at(address, citation)
    if printed:
        said += say("note.printed", lang, printed=printed)
    return said + reading(citation, plan, lang) + "."


def printed_at(address: Address, citation: Citation) -> str:
    """Return the characters as printed at an address; empty for a blank cell."""
    if address.column == "share_stated_pct":
        return str(citation.row["share_as_printed"])
    if address.column in NOT_PRINTED:
        return ""
    return str(citation.row.get("as_printed", ""))


def reading(citation: Citation, plan: Plan, lang: str = "vi") -> str:
    """Say how a misprinted number was read; empty where it was read as it stands."""
    if citation.row.get("reading") != "correction":
        return ""
    made = plan.corrections.set_index("line").loc[citation.row["line"]]
    return say("note.correction", lang, read_as=made["read_as"])


def describe(citation: Citation, plan: Plan, lang: str = "vi") -> str:
    """Say in one or more lines of text where a value stands and how it was read."""
    row = citation.row
    lines = [_where(citation, lang)]
    if citation.table == "not_stated" and citation.line is not None:
        left = say("quote.left_to", lang, where=lines[0])
        lines = [say("cite.nowhere", lang), f"{left[:1].upper()}{left[1:]}"]
    if "column" in row:
        lines[0] += say("cite.column", lang, column=row["column"])
    if "as_printed" in row:
        printed = citation.as_printed or say("cite.blank", lang)
        lines.append(say("cite.printed", lang, printed=printed))
    value = _value(citation, lang)
    if value:
        lines.append(say("cite.value", lang, value=value))
    if row.get("reading") == "correction":
        made = plan.corrections.set_index("line").loc[row["line"]]
        lines.append(
            say("cite.correction", lang, read_as=made["read_as"], reason=made[f"reason_{lang}"])
        )
    if row.get(f"note_{lang}"):
        lines.append(say("cite.note", lang, note=row[f"note_{lang}"]))
    return "\n".join([f"{_title(citation, lang)}", *lines])


def _where(citation: Citation, lang: str) -> str:
    if citation.line is None:
        return say("cite.nowhere", lang)
    if not citation.section:
        return say("cite.line", lang, line=citation.line)
    section = section_name(citation.section, lang)
    if section != citation.section or not _NUMBERED.match(section):
        return say("cite.part", lang, part=section, line=citation.line)
    return say("cite.where", lang, section=section, line=citation.line)


def section_name(section: str, lang: str = "vi") -> str:
    """Name a section of a plan: a numbered one by its number, a part by its name in a language.

    >>> section_name("II.2.1", "en"), section_name("Phụ lục 2", "en"), section_name("Căn cứ")
    ('II.2.1', 'Annex 2', 'Căn cứ')
    """
    for part in ("annex", "legal_basis", "recipients"):
        own = label("part", part)
        if section == own or section.startswith(f"{own} "):
            return label("part", part, lang) + section[len(own) :]
    return section


def _title(citation: Citation, lang: str) -> str:
    row = citation.row
    names = []
    if "indicator" in row:
        names.append(label("indicator", row["indicator"], lang))
    if "topic" in row:
        names.append(label("not_stated", row["topic"], lang))
    if "source" in row:
        names.append(source_label(row["source"], lang))
    if "due_kind" in row:
        names.append(row[f"what_{lang}"])
    if row.get("body"):
        names.append(body_name(row["body"], lang))
    if isinstance(row.get("district_code"), int):
        names.append(unit_name(row["district_code"], lang, full=True))
    elif KEYS[citation.table][0] == "district_code":
        names.append(citation.key[0])  # without a code: the name as printed
    if not names and row.get("as_printed"):
        names.append(f"“{row['as_printed']}”")
    return ", ".join(names) or " ".join(citation.key)


def _value(citation: Citation, lang: str) -> str:
    row = citation.row
    if "amount_vnd" in row:
        return say(
            "amount.both", lang, billion=format_billion(row["amount_vnd"], lang),
            vnd=format_number(row["amount_vnd"], lang),
        )  # fmt: skip
    if "value" in row:
        shown = format_number(row["value"], lang)
        return say("blank.meaning", lang) if shown == BLANK else shown
    return ""
