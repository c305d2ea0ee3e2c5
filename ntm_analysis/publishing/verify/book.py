"""Reads a workbook from its parts and holds each sheet, cell by cell, against the report."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ntm_analysis.errors import DataError
from ntm_analysis.plan import Plan
from ntm_analysis.publishing.model import Cell, Document, Heading, Paragraph, plain
from ntm_analysis.publishing.page import caption
from ntm_analysis.publishing.sheets import Sheet, sheets
from ntm_analysis.publishing.verify import bookform, package
from ntm_analysis.publishing.workbook import HEAD_ROW
from ntm_analysis.text import BLANK
from ntm_analysis.wording import say

_M = f"{{{bookform.MAIN}}}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LOCALES = {"vi": "[$-42A]", "en": "[$-409]"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class _Number:
    """A number, and how many decimals its cell shows."""

    value: Decimal
    decimals: int = 0

    def __str__(self) -> str:
        return str(self.value)


Value = _Number | Decimal | str | None
Rows = list[tuple[Value, ...]]


@dataclass(frozen=True)
class _Found:
    """A cell as it lies in a sheet: its value, the pattern of its number, where it leads."""

    at: str
    value: Value
    pattern: str


@dataclass(frozen=True)
class _Wanted:
    """What a sheet must hold: its rows from the first on, and where cells of column A lead."""

    name: str
    rows: Rows
    links: dict[str, str]


def wrong(content: bytes, document: Document, plan: Plan) -> list[str]:
    """Say in which cells a workbook differs from what its report gives, and what else is in it."""
    lang = document.lang
    held = package.parts(content)
    wanted = list(_wanted(document, plan))
    names = [each.name for each in wanted]
    said = [say("verify.strange", lang, found=one)
            for one in bookform.unknown_in(held, document.title, names)]  # fmt: skip
    book = package.tree(held["xl/workbook.xml"])
    found = [(sheet.get("name"), sheet.get(_ID)) for sheet in book.iter(f"{_M}sheet")]
    if [name for name, _ in found] != names:
        shown = {"expected": ", ".join(names), "found": ", ".join(str(name) for name, _ in found)}
        return [*said, say("verify.differs", lang, where=say("report.contents", lang), **shown)]
    targets = package.related(held, "xl/workbook.xml")
    shared = package.tree(held.get("xl/sharedStrings.xml", b"<none/>"))
    texts = [_written(item) for item in shared.iter(f"{_M}si")]
    patterns = _patterns(package.tree(held["xl/styles.xml"]))
    for sheet, (_, key) in zip(wanted, found, strict=True):
        tree = package.tree(held[targets[str(key)][1]])
        said += _sheet(sheet, _cells(tree, texts, patterns), lang)
        links = {link.get("ref"): link.get("location") for link in tree.iter(f"{_M}hyperlink")}
        if links != sheet.links:
            told = {"expected": str(sheet.links), "found": str(links)}
            said.append(say("verify.differs", lang, where=sheet.name, **told))
    return said


def _wanted(document: Document, plan: Plan) -> Iterator[_Wanted]:
    """Yield what each sheet must hold: cover, contents, notes, and the tables."""
    lang = document.lang
    made = sheets(document, plan)
    about = plan.document
    cover = [document.title, None, plan.title, say("report.working_paper", lang),
             say("sources.intro", lang, file=about["title"], sha=about["sha256"])]  # fmt: skip
    yield _Wanted(say("workbook.cover", lang), _column(cover), {})
    contents = say("report.contents", lang)
    listed = {f"A{at}": f"'{sheet.name}'!A1" for at, sheet in enumerate(made, start=3)}
    lines = [contents, None, *(caption(sheet.table, lang) for sheet in made)]
    yield _Wanted(contents, _column(lines), listed)
    notes = say("workbook.notes", lang)
    yield _Wanted(notes, _column([notes, None, *_notes(document, plan)]), {})
    for sheet in made:
        head = _column([caption(sheet.table, lang), sheet.under, contents])
        rows = [tuple(sheet.titles), *(_values(sheet, row) for row in sheet.rows)]
        yield _Wanted(sheet.name, head + rows, {f"A{HEAD_ROW}": f"'{contents}'!A1"})


def _column(texts: list[str | None]) -> Rows:
    return [(text or None,) for text in texts]


def _notes(document: Document, plan: Plan) -> Iterator[str]:
    lang = document.lang
    yield from (say(f"workbook.note.{name}", lang) for name in ("blank", "units", "address"))
    for row in plan.corrections.to_dict("records"):
        yield say("workbook.correction", lang, printed=row["as_printed"], read_as=row["read_as"],
                  reason=row[f"reason_{lang}"], line=row["line"])  # fmt: skip
    for block in document.blocks:
        if isinstance(block, Paragraph) or (isinstance(block, Heading) and block.level > 1):
            yield plain(block.spans)


def _values(sheet: Sheet, row: tuple[Cell, ...]) -> tuple[Value, ...]:
    kinds = [column.kind for column in sheet.table.columns] + ["text"] * len(row)
    return tuple(_value(cell, kind) for cell, kind in zip(row, kinds, strict=False))


def _value(cell: Cell, kind: str) -> Value:
    """Return what a cell must hold: an exact number, text, or nothing.

    A number has as many decimals as the report shows of it.
    """
    if cell.value:
        whole = "." not in cell.value and "e" not in cell.value.lower()
        shown = re.split(r"[.,]", cell.text)
        decimals = 0 if whole or len(shown) < 2 else len(shown[-1])
        return _Number(Decimal(cell.value), decimals)
    if not cell.text or (kind == "number" and cell.text == BLANK):
        return None
    if kind == "address" and cell.text.isdigit():
        return _Number(Decimal(cell.text))
    return cell.text


def _patterns(styles: Any) -> list[str]:
    """Return the pattern of numbers of each look; empty for the general one."""
    codes = {part.get("numFmtId"): part.get("formatCode") for part in styles.iter(f"{_M}numFmt")}
    looks = styles.find(f"{_M}cellXfs")
    return [codes.get(look.get("numFmtId"), "") for look in looks]


def _cells(sheet: Any, texts: list[str], patterns: list[str]) -> dict[tuple[int, int], _Found]:
    """Return the filled cells of a sheet by row and column, both from 0.

    Raises
    ------
    DataError
        If a cell stands twice, so that readers could show the one or the other.
    """
    found: dict[tuple[int, int], _Found] = {}
    for cell in sheet.iter(f"{_M}c"):
        at = cell.get("r")
        text = _written(cell, "v")
        place = _place(at)
        if place in found:
            raise DataError(f"The cell {at} stands twice, so that readers may show either.")
        value: Value = None
        if cell.get("t") == "s":
            value = texts[int(text)]
        elif cell.get("t") == "inlineStr":
            value = _written(cell)
        elif text:
            value = Decimal(text)
        if value is not None:
            found[place] = _Found(at, value, patterns[int(cell.get("s", 0))])
    return found


def _written(item: Any, name: str = "t") -> str:
    """Return the text of the parts of an item, as it was before letters in it were escaped."""
    text = "".join(part.text or "" for part in item.iter(_M + name))
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _place(at: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", at).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1


def _sheet(wanted: _Wanted, found: dict[tuple[int, int], _Found], lang: str) -> list[str]:
    said = []
    for down, row in enumerate(wanted.rows):
        for across, value in enumerate(row):
            cell = found.pop((down, across), None)
            if not _same(cell, value, lang):
                where = f"{wanted.name} {_name(down, across)}"
                shown = {"expected": _text(value), "found": _text(cell.value if cell else None)}
                if cell is not None and isinstance(value, _Number):
                    shown["found"] += f" {cell.pattern}".rstrip()
                said.append(say("verify.differs", lang, where=where, **shown))
    for cell in found.values():
        where = f"{wanted.name} {cell.at}"
        said.append(say("verify.extra", lang, where=where, found=_text(cell.value)))
    return said


def _name(down: int, across: int) -> str:
    letters = ""
    across += 1
    while across:
        across, rest = divmod(across - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{down + 1}"


def _same(cell: _Found | None, value: Value, lang: str) -> bool:
    if cell is None or value is None:
        return cell is None and value is None
    if isinstance(value, _Number):
        pattern = f"{_LOCALES[lang]}#,##0" + "." * bool(value.decimals) + "0" * value.decimals
        if not isinstance(cell.value, Decimal) or cell.pattern != pattern:
            return False
        return (
            f"{float(value.value):.15G}" == f"{float(cell.value):.15G}"
        )  # the digits that Excel keeps
    return cell.value == value and not cell.pattern


def _text(value: Value) -> str:
    return "" if value is None else str(value)
