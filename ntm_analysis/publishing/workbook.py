"""Writes the tables of a report as an Excel workbook: real numbers, real text, no macro."""

import io
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

from ntm_analysis import store
from ntm_analysis.plan import Plan
from ntm_analysis.publishing.model import Cell, Document, Heading, Paragraph, Table, plain
from ntm_analysis.publishing.page import caption
from ntm_analysis.publishing.sheets import Sheet, sheets
from ntm_analysis.text import BLANK
from ntm_analysis.wording import say

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
HEAD_ROW = 3  # counted from 0; above it caption, note and the way back
_WIDEST, _PROSE = 60, 72  # letters: of a column of a table, of a sheet of prose
_LINE, _TALLEST = 16.5, 409.0  # points
_BOLD, _LOST = 1.15, 1.1  # how much wider bold letters are, what ends of lines lose


def xlsx(document: Document, plan: Plan) -> bytes:
    """Return the workbook of a report: cover, contents, notes, a sheet per table."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties(
            {
                "title": document.title,
                "author": "ntm_analysis",
                "created": store.MADE,
            }
        )
        formats = _Formats(book, document.lang)
        made = sheets(document, plan)
        _cover(book, formats, document, plan)
        _contents(book, formats, document, made)
        _notes(book, formats, document, plan)
        for sheet in made:
            _write(book, formats, sheet, document.lang)
    return target.getvalue()


_LOCALES = {"vi": "[$-42A]", "en": "[$-409]"}  # Excel's numbers of the languages


class _Formats:
    """The few looks of cells, made once per workbook."""

    def __init__(self, book: Any, lang: str) -> None:
        self._locale = _LOCALES[lang]
        font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
        self._book, self._font = book, font
        self.title = book.add_format({**font, "bold": True, "font_size": 14})
        self.text = book.add_format({**font, "text_wrap": True})
        self.quoted = book.add_format({**font, "text_wrap": True, "quote_prefix": True})
        self.head = book.add_format(
            {**font, "bold": True, "text_wrap": True, "bg_color": "#EDEDED", "border": 1}
        )
        self.link = book.add_format({**font, "font_color": "#0b5d7a", "underline": 1})
        self._numbers: dict[int, Any] = {}

    def number(self, decimals: int) -> Any:
        """Return the look of a number with that many decimals, as its language prints numbers."""
        if decimals not in self._numbers:
            pattern = f"{self._locale}#,##0" + ("." + "0" * decimals if decimals else "")
            self._numbers[decimals] = self._book.add_format({**self._font, "num_format": pattern})
        return self._numbers[decimals]

    def of(self, text: str) -> Any:
        """Return the look of a text; one that could be taken for a formula is marked as text."""
        return self.quoted if text.startswith(_FORMULA) else self.text


def _cover(book: Any, formats: _Formats, document: Document, plan: Plan) -> None:
    lang = document.lang
    said = [
        plan.title,
        say("report.working_paper", lang),
        say("sources.intro", lang, file=plan.document["title"], sha=plan.document["sha256"]),
    ]
    _page(book, formats, say("workbook.cover", lang), document.title, said)


def _notes(book: Any, formats: _Formats, document: Document, plan: Plan) -> None:
    """Write what a blank means, the units, the prose of the report and the known errors."""
    lang = document.lang
    said = [say(f"workbook.note.{name}", lang) for name in ("blank", "units", "address")]
    for row in plan.corrections.to_dict("records"):
        said.append(
            say("workbook.correction", lang, printed=row["as_printed"], read_as=row["read_as"],
                reason=row[f"reason_{lang}"], line=row["line"])
        )  # fmt: skip
    said += [
        plain(block.spans)
        for block in document.blocks
        if isinstance(block, Paragraph) or (isinstance(block, Heading) and block.level > 1)
    ]
    _page(book, formats, say("workbook.notes", lang), say("workbook.notes", lang), said)


def _page(book: Any, formats: _Formats, name: str, title: str, said: Iterable[str]) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, _PROSE)
    sheet.write_string(0, 0, title, formats.title)
    for at, text in enumerate(said, start=2):
        sheet.write_string(at, 0, text, formats.of(text))
        sheet.set_row(at, _height([text], [_PROSE]))
    _on_a4(sheet)


def _contents(book: Any, formats: _Formats, document: Document, made: list[Sheet]) -> None:
    lang = document.lang
    name = say("report.contents", lang)
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, _PROSE)
    sheet.write_string(0, 0, name, formats.title)
    for at, each in enumerate(made, start=2):
        sheet.write_url(at, 0, f"internal:'{each.name}'!A1", formats.link,
                        caption(each.table, lang))  # fmt: skip
    _on_a4(sheet)


def _write(book: Any, formats: _Formats, made: Sheet, lang: str) -> None:
    sheet = book.add_worksheet(made.name)
    sheet.write_string(0, 0, caption(made.table, lang), formats.title)
    sheet.write_string(1, 0, made.under)
    back = say("report.contents", lang)
    sheet.write_url(2, 0, f"internal:'{back}'!A1", formats.link, back)
    for at, title in enumerate(made.titles):
        sheet.write_string(HEAD_ROW, at, title, formats.head)
    for down, row in enumerate(made.rows, start=HEAD_ROW + 1):
        for at, cell in enumerate(row):
            _cell(sheet, formats, down, at, cell, _kind(made.table, at))
    last = HEAD_ROW + len(made.rows)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    if made.rows:
        sheet.autofilter(HEAD_ROW, 0, last, len(made.titles) - 1)
    widths = [_width(made, at) for at in range(len(made.titles))]
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.set_row(HEAD_ROW, _height(made.titles, [width / _BOLD for width in widths]))
    for down, row in enumerate(made.rows, start=HEAD_ROW + 1):
        sheet.set_row(down, _height([cell.text for cell in row], widths))
    sheet.set_landscape()
    sheet.repeat_rows(HEAD_ROW)
    _on_a4(sheet)


def _width(made: Sheet, at: int) -> float:
    """Return the width of a column in letters: its longest cell, its title on a few lines."""
    longest = max((len(row[at].text) for row in made.rows), default=0)
    word = max(map(len, made.titles[at].split()))
    return min(_WIDEST, max(longest + 3, len(made.titles[at]) / 2.5 + 3, word * _BOLD + 3, 10))


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Return the height of a row whose texts are wrapped, in points; Excel does not find it."""
    lines = max(
        (
            math.ceil(len(text) * _LOST / width) if len(text) > width else 1
            for text, width in zip(texts, widths, strict=True)
        ),
        default=1,
    )
    return min(_TALLEST, max(lines, 1) * _LINE)


def _on_a4(sheet: Any) -> None:
    """Print a sheet on A4, as wide as the page."""
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _kind(table: Table, at: int) -> str:
    return table.columns[at].kind if at < len(table.columns) else "text"


def _cell(sheet: Any, formats: _Formats, down: int, at: int, cell: Cell, kind: str) -> None:
    if cell.value:
        decimals = len(re.split(r"[.,]", cell.text)[-1]) if _has_decimals(cell) else 0
        sheet.write_number(down, at, float(cell.value), formats.number(decimals))
    elif not cell.text or (kind == "number" and cell.text == BLANK):
        sheet.write_blank(down, at, None, formats.text)
    elif kind == "address" and cell.text.isdigit():
        sheet.write_number(down, at, int(cell.text), formats.number(0))
    else:
        sheet.write_string(down, at, cell.text, formats.of(cell.text))


def _has_decimals(cell: Cell) -> bool:
    """Tell whether a number is shown with decimals: its value is no whole one."""
    return "." in cell.value or "e" in cell.value.lower()
