"""Holds each number, name and line of a report against the tables of the plan."""

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from ntm_analysis import places
from ntm_analysis.errors import NtmError
from ntm_analysis.evidence import (
    REGISTER,
    TEXTS,
    Address,
    Evidence,
    find,
    line_text,
    lines,
    note,
    value_of,
)
from ntm_analysis.plan import Plan
from ntm_analysis.publishing.model import Cell, Document, Span, Table
from ntm_analysis.publishing.verify import rows, units
from ntm_analysis.publishing.verify.recompute import NOT_NUMBERS, recomputed, shows
from ntm_analysis.text import format_date, format_number
from ntm_analysis.wording import label, say

_BILLION = 10**9
_MONEY = ("funding", "disbursements")


def wrong(document: Document, plan: Plan) -> list[str]:
    """Say which numbers, names and lines of a report are not those of the plan's tables."""
    said: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            said += _table(block, plan, document.lang)
        elif hasattr(block, "spans"):
            texts = [span.text for span in block.spans[1:]] + [""]
            for span, behind in zip(block.spans, texts, strict=True):
                where = say("verify.prose", document.lang, start=span.text[:40])
                unit = units.behind(behind, document.lang)
                said += _number(span, where, plan, document.lang, unit)
    return said


def _table(table: Table, plan: Plan, lang: str) -> Iterator[str]:
    name = say("word.table", lang, number=table.number)
    for number, row in enumerate(table.rows, start=1):
        for column, cell in zip(table.columns, row, strict=True):
            where = say("verify.cell", lang, table=name, row=number, column=column.title)
            unit = units.within(column.title, lang)
            yield from _number(cell, where, plan, lang, unit)
        at = say("verify.row", lang, table=name, row=number)
        yield from _names(table, row, at, plan, lang)
        yield from _lines(table, row, at, plan, lang)
        yield from rows.wrong(table, row, at, plan, lang)


def _number(item: Span | Cell, where: str, plan: Plan, lang: str, unit: int) -> Iterator[str]:
    evidence = item.evidence
    if evidence is None:
        return
    try:
        expected = _expected(item.text, evidence, plan, lang, unit)
    except (NtmError, KeyError, ValueError, IndexError, ZeroDivisionError) as error:
        expected = str(error)
    if expected is not None:
        how = note(evidence, plan, lang) if "error" not in expected else ""
        yield say("verify.value", lang, where=where, found=item.text, expected=expected, how=how)


def _expected(text: str, evidence: Evidence, plan: Plan, lang: str, unit: int) -> str | None:
    """Return what the tables give where a text shows another thing; None where it is right.

    `unit` is what the text beside a number says that one of it stands for, 0 where it says none.
    """
    if evidence.formula:
        return _expected_computed(text, evidence, plan, lang, unit)
    address = evidence.inputs[0]
    if address.column in TEXTS:
        expected = _text(address, plan, lang)
        right = text.endswith(expected) if address.column == "due_date" else text == expected
        return None if right else expected
    value = value_of(address, plan)
    scales = _scales(address.table in _MONEY and not address.column, unit)
    return None if _exactly(text, value, address, lang, scales) else _shown(value, lang)


def _scales(money: bool, unit: int) -> tuple[int, ...]:
    """Return by what an amount may be divided where it is shown: by its unit, if that is said."""
    return ((unit,) if unit else (1, _BILLION)) if money else (1,)


def _text(address: Address, plan: Plan, lang: str) -> str:
    """Return the text that stands at an address: what is to be done, a line, a number, a day."""
    row = find(address, plan).row
    said = str(row[f"what_{lang}" if address.column == "what" else address.column])
    if address.column in {"date", "due_date"} and len(said) >= len("2024-12-31"):
        return format_date(pd.Timestamp(said).date(), lang)
    return said


def _expected_computed(
    text: str, evidence: Evidence, plan: Plan, lang: str, unit: int
) -> str | None:
    name = evidence.formula.partition(":")[0]
    if name in {"check", "lines"}:
        return None
    if name in {"rows", "cells"}:
        found = str(len(evidence.inputs))
        return None if text == found else found
    values = [value_of(address, plan) for address in evidence.inputs]
    if name == "listed":
        found = " / ".join(_shown(value, lang) for value in values)
        return None if text == found else found
    value = recomputed(evidence.formula, values)
    money = evidence.inputs[0].table in _MONEY and name in {"sum", "difference", "left", "gap"}
    right = shows(text, value, lang, scales=_scales(money, unit))
    return None if right else _shown(value, lang)


def _exactly(
    text: str, value: Fraction | None, address: Address, lang: str, scales: tuple[int, ...]
) -> bool:
    """Tell whether a text shows a value of the plan with none of its digits rounded away."""
    if not shows(text, value, lang, scales=scales):
        return False
    if value is None or address.table == REGISTER:
        return True
    from ntm_analysis.publishing.verify.recompute import parsed

    number = parsed(text, lang)
    return number is not None and Fraction(number) in {value / scale for scale in scales}


def _shown(value: Fraction | None, lang: str) -> str:
    if value is None:
        return format_number(None, lang)
    if value.denominator == 1:
        return format_number(value.numerator, lang)
    return format_number(float(value), lang, 6)


def _names(table: Table, row: tuple[Cell, ...], where: str, plan: Plan, lang: str) -> Iterator[str]:
    """Hold the name at the start of a row against the keys of the figures in it."""
    cited = [c.evidence.inputs[0] for c in row if c.evidence and not c.evidence.formula]
    found = row[0].text
    for address in cited:
        names = _names_of(address, table.columns[0].key, lang)
        if names and found not in names:
            yield say("verify.name", lang, where=where, found=found, expected=names[0])
            return


def _names_of(address: Address, column: str, lang: str) -> list[str]:
    if column == "district" and address.table in {"targets", REGISTER}:
        code = int(address.key[0])
        return [places.unit_name(code, lang, full=full) for full in (False, True)]
    if column == "indicator" and address.table in {"targets", "headline", "totals"}:
        return [label("indicator", address.key[-1], lang)]
    if column == "source" and address.table == "funding":
        name = label("source", address.key[0], lang)
        return [name, f"— {name}"]
    return []


def _lines(table: Table, row: tuple[Cell, ...], where: str, plan: Plan, lang: str) -> Iterator[str]:
    """Hold the line of a row against those of the figures in it."""
    held = [cell.evidence for cell in row if cell.evidence]
    if not held or any(evidence.formula in NOT_NUMBERS for evidence in held):
        return
    for column, cell in zip(table.columns, row, strict=True):
        if column.key not in {"line", "lines"}:
            continue
        if column.key == "line":
            own = [e for e in held if not e.formula] or held
            numbers = sorted({line for e in own for line in lines(e, plan)})
        else:
            numbers = sorted({line for e in held for line in lines(e, plan)})
        expected = line_text(numbers)
        right = cell.text == expected or (column.key == "line" and cell.text in map(str, numbers))
        if numbers and not right:
            yield say("verify.line", lang, where=where, found=cell.text, expected=expected)
