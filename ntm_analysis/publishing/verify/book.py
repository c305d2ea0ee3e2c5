"""Reads a workbook with openpyxl and holds each sheet against the tables of the report."""

import io
from decimal import Decimal
from typing import Any

from ntm_analysis.plan import Plan
from ntm_analysis.publishing.model import Cell, Document
from ntm_analysis.publishing.page import caption
from ntm_analysis.publishing.workbook import HEAD_ROW, Sheet, sheets
from ntm_analysis.text import BLANK
from ntm_analysis.wording import say


def wrong(content: bytes, document: Document, plan: Plan) -> list[str]:
    """Say in which cells a workbook differs from the tables of its report."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    lang = document.lang
    made = sheets(document, plan)
    front = [say(f"workbook.{name}", lang) for name in ("cover", "notes")]
    front.insert(1, say("report.contents", lang))
    names = [*front, *(sheet.name for sheet in made)]
    if book.sheetnames != names:
        shown = {"expected": ", ".join(names), "found": ", ".join(book.sheetnames)}
        return [say("verify.differs", lang, where=say("report.contents", lang), **shown)]
    said = _prose(book[front[0]], [document.title, plan.title], lang)
    for sheet in made:
        said += _sheet(book[sheet.name], sheet, lang)
    return said


def _prose(sheet: Any, texts: list[str], lang: str) -> list[str]:
    found = [str(row[0].value) for row in sheet.iter_rows() if row and row[0].value is not None]
    return [
        say("verify.missing", lang, where=sheet.title, expected=text)
        for text in texts
        if text not in found
    ]


def _sheet(found: Any, sheet: Sheet, lang: str) -> list[str]:
    said = []
    wanted: list[tuple[Any, ...]] = [tuple(sheet.titles)]
    wanted += [_values(sheet, row) for row in sheet.rows]
    rows = list(found.iter_rows(min_row=HEAD_ROW + 1))
    head = found.cell(1, 1).value
    if head != caption(sheet.table, lang):
        said.append(_differs(f"{sheet.name} A1", caption(sheet.table, lang), head, lang))
    for at, values in enumerate(wanted):
        if at >= len(rows):
            shown = " | ".join("" if v is None else str(v) for v in values)
            said.append(say("verify.missing", lang, where=sheet.name, expected=shown))
            continue
        for cell, value in zip(rows[at], values, strict=False):
            if not _same(cell, value):
                where = f"{sheet.name} {cell.coordinate}"
                said.append(_differs(where, value, cell.value, lang))
    for row in rows[len(wanted) :]:
        shown = " | ".join(str(cell.value) for cell in row if cell.value is not None)
        said.append(say("verify.extra", lang, where=sheet.name, found=shown))
    return said


def _values(sheet: Sheet, row: tuple[Cell, ...]) -> tuple[Any, ...]:
    kinds = [column.kind for column in sheet.table.columns] + ["text"] * len(row)
    return tuple(_value(cell, kind) for cell, kind in zip(row, kinds, strict=False))


def _value(cell: Cell, kind: str) -> Any:
    """Return what a cell must hold: an exact number, text, or nothing."""
    if cell.value:
        return Decimal(cell.value)
    if not cell.text or (kind == "number" and cell.text == BLANK):
        return None
    if kind == "address" and cell.text.isdigit():
        return Decimal(cell.text)
    return cell.text


def _same(cell: Any, value: Any) -> bool:
    if isinstance(value, Decimal):
        if not isinstance(cell.value, int | float) or isinstance(cell.value, bool):
            return False
        return f"{float(value):.15G}" == f"{float(cell.value):.15G}"  # the digits that Excel keeps
    return cell.value == value and cell.data_type != "f"


def _differs(where: str, expected: Any, found: Any, lang: str) -> str:
    shown = {
        "expected": "" if expected is None else expected,
        "found": "" if found is None else found,
    }
    return say("verify.differs", lang, where=where, **shown)
