"""The workbook of results to be filled in: made from the plan, lists to choose from, notes."""

import datetime as dt
from functools import cached_property
from pathlib import Path
from typing import Any

from ntm_analysis import places, store
from ntm_analysis.errors import InputError
from ntm_analysis.plan import Plan
from ntm_analysis.progress.reading import mark_of
from ntm_analysis.progress.sheets import SHEETS, Field, choices, codes
from ntm_analysis.text import format_number
from ntm_analysis.wording import label, say

ROWS = 2000  # rows that are prepared for entries; more can be added below them
_REFUSAL = 255  # letters that Excel shows beside a refused value
_LINE, _LETTERS = 16, 110  # height of a line in points, letters on a line of the notes
_WIDTHS = {"unit": 34, "source": 34, "duty": 90, "indicator": 32, "district": 18, "fund": 30,
           "date": 14, "decision": 22, "level": 14, "amount_vnd": 22, "count": 12}  # fmt: skip


def write_template(plan: Plan, out: Path, lang: str = "vi") -> None:
    """Write an empty workbook of results for a plan.

    Headings are locked, what is to be filled in is not; columns of choices offer the plan's own
    indicators, districts, sources and duties. The same plan gives the same bytes.

    Raises
    ------
    InputError
        If the file is there already or cannot be written; nothing is left behind then.
    """
    import xlsxwriter

    if out.exists():
        raise InputError(f"{str(out)!r} is there already; name a new file, results are not lost.")
    codes(plan)  # or a sentence
    if not out.parent.is_dir():
        raise InputError(f"There is no folder {str(out.parent)!r}; make it first.")
    aside = out.with_name(f".{out.name}")
    try:
        with xlsxwriter.Workbook(str(aside), {"strings_to_formulas": False}) as book:
            book.set_properties({"title": say("results.title", lang, name=plan.title),
                                 "keywords": mark_of(plan), "created": store.MADE})  # fmt: skip
            _Writer(book, plan, lang).write()
        aside.rename(out)
    except OSError as error:
        raise InputError(f"{str(out)!r} cannot be written ({error.strerror}).") from None
    finally:
        aside.unlink(missing_ok=True)


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, plan: Plan, lang: str) -> None:
        self.book, self.plan, self.lang = book, plan, lang
        font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
        self.title = book.add_format({**font, "bold": True, "font_size": 15, "text_wrap": True})
        self.plain = book.add_format(font)
        self.prose = book.add_format({**font, "text_wrap": True})
        self.head = book.add_format(
            {**font, "bold": True, "bg_color": "#D9E2EC", "border": 1, "text_wrap": True}
        )
        self.kinds = {
            "text": book.add_format({**font, "locked": False, "num_format": "@"}),
            "choice": book.add_format({**font, "locked": False}),
            "date": book.add_format({**font, "locked": False, "num_format": "dd/mm/yyyy"}),
            "amount": book.add_format({**font, "locked": False, "num_format": "#,##0"}),
        }

    def write(self) -> None:
        self._notes()
        for sheet, fields in SHEETS.items():
            self._sheet(sheet, fields)
        self._lists()

    def _notes(self) -> None:
        page = self.book.add_worksheet(say("results.sheet.notes", self.lang))
        page.set_column(0, 0, 100)
        page.write_string(0, 0, say("results.title", self.lang, name=self.plan.title), self.title)
        for number in range(1, 10):
            note = say(f"results.note.{number}", self.lang)
            page.set_row(number, _LINE * -(-len(note) // _LETTERS) + 4)
            page.write_string(number, 0, note, self.prose)
        page.set_row(0, 2 * _LINE + 8)
        self._printed(page)
        page.protect()

    def _printed(self, page: Any) -> None:
        """Print a sheet on pages of its whole width, each with its headings."""
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)

    def _sheet(self, sheet: str, fields: tuple[Field, ...]) -> None:
        page = self.book.add_worksheet(say(f"results.sheet.{sheet}", self.lang))
        page.freeze_panes(1, 0)
        page.set_row(0, 2 * _LINE + 4)
        page.repeat_rows(0)
        self._printed(page)
        for at, field in enumerate(fields):
            star = " *" if field.required else ""
            title = say(f"results.column.{field.key}", self.lang) + star
            page.set_column(at, at, _WIDTHS[field.key], self.kinds[field.kind])
            page.write_string(0, at, title, self.head)
            note = say(f"results.help.{field.key}", self.lang)
            tall = max(1.4, len(note) / 220)
            page.write_comment(0, at, note, {"x_scale": 2.2, "y_scale": tall, "author": ""})
            if rule := self._rule(field):
                page.data_validation(1, at, ROWS, at, rule)
        page.protect("", {"insert_rows": True, "delete_rows": True, "sort": True,
                          "autofilter": True, "format_columns": True})  # fmt: skip

    def _rule(self, field: Field) -> dict[str, Any] | None:
        """Return what Excel lets in: a choice of the lists, a day of the year, a whole amount."""
        refusal = {
            "error_title": say("results.refused", self.lang),
            "error_message": _short(say(f"results.help.{field.key}", self.lang)),
        }
        if field.kind == "choice":
            from xlsxwriter.utility import xl_col_to_name

            column = xl_col_to_name(list(self.choices).index(field.key))
            count = len(self.choices[field.key])
            name = say("results.sheet.lists", self.lang)
            return {"validate": "list", "source": f"='{name}'!${column}$2:${column}${count + 1}",
                    **refusal}  # fmt: skip
        if field.kind == "date":
            return {"validate": "date", "criteria": ">=", "value": dt.date(self.plan.year, 1, 1),
                    **refusal}  # fmt: skip
        if field.kind == "amount":
            return {"validate": "integer", "criteria": ">=", "value": 0, **refusal}
        return None

    @cached_property
    def choices(self) -> dict[str, list[str]]:
        """What the columns of choices offer, in the order of the lists."""
        return {
            field.key: choices(field.key, self.plan, self.lang)
            for fields in SHEETS.values() for field in fields if field.kind == "choice"
        }  # fmt: skip

    def _lists(self) -> None:
        """Write the lists to choose from, and beside the districts what the plan assigns them."""
        page = self.book.add_worksheet(say("results.sheet.lists", self.lang))
        for at, (key, words) in enumerate(self.choices.items()):
            page.set_column(at, at, _WIDTHS[key], self.plain)
            page.write_string(0, at, say(f"results.column.{key}", self.lang), self.head)
            for row, word in enumerate(words, start=1):
                page.write_string(row, at, word, self.plain)
        page.set_row(0, 4 * _LINE)
        self._targets(page, len(self.choices) + 1)
        page.repeat_rows(0)
        self._printed(page)
        page.freeze_panes(1, 0)
        page.protect()

    def _targets(self, page: Any, start: int) -> None:
        wide = self.plan.matrix()
        page.write_string(0, start, say("results.column.district", self.lang), self.head)
        page.set_column(start, start, _WIDTHS["district"])
        for at, name in enumerate(wide.columns, start=start + 1):
            page.write_string(0, at, label("short", str(name), self.lang), self.head)
        for row, (code, cells) in enumerate(wide.iterrows(), start=1):
            page.write_string(row, start, places.unit_name(int(code), self.lang), self.plain)
            for at, value in enumerate(cells, start=start + 1):
                page.write_string(row, at, format_number(value, self.lang), self.plain)


def _short(text: str) -> str:
    """Return the first sentences of a text, as many as Excel shows beside a refused value."""
    while len(text) > _REFUSAL:
        text = text[: text.rindex(". ") + 1]
    return text
