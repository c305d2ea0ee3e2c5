"""Finishes a Word file of pandoc: sections, heads, language, texts of pictures, fixed times."""

import io
import zipfile
from copy import deepcopy
from typing import Any

from ntm_analysis import store
from ntm_analysis.publishing import columns, layout
from ntm_analysis.publishing.model import Document, Table
from ntm_analysis.publishing.wordfields import LANDSCAPE_ENDS, PORTRAIT_ENDS
from ntm_analysis.wording import say

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DXA_PER_MM = 1440 / 25.4
_SMALL = "SmallTable"
_HELD = 2  # rows of a long table that stay with its caption: the head and the first
_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}


def finished(content: bytes, document: Document) -> bytes:
    """Return the Word file with what pandoc cannot say, each part at a fixed time."""
    source = zipfile.ZipFile(io.BytesIO(content))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(source.namelist(), key=_order):
            part = source.read(name)
            if name == "word/document.xml":
                part = _body(part, document)
            elif name == "docProps/core.xml":
                part = _properties(part, document)
            elif name == "word/styles.xml":
                part = _styles(part, document.lang)
            elif name.startswith("word/footer"):
                said = say("report.working_paper", document.lang)
                part = part.replace(b"WORKING_PAPER", said.encode())
            archive.writestr(zipfile.ZipInfo(name, store.ZIP_TIME), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _order(name: str) -> tuple[bool, str]:
    return name != "[Content_Types].xml", name


def _body(part: bytes, document: Document) -> bytes:
    from lxml import etree

    root = etree.fromstring(part)
    _sections(root)
    for drawing, figure in zip(root.iter(_DRAWING), document.figures(), strict=True):
        drawing.set("descr", figure.alt)
        drawing.set("name", figure.anchor)
        drawing.attrib.pop("title", None)
    for row in root.iter(f"{_W}tr"):
        kept = row.find(f"{_W}trPr")
        if kept is None:
            kept = etree.Element(f"{_W}trPr")
            row.insert(0, kept)
        if sum(len(text.text or "") for text in row.iter(f"{_W}t")) < 1500:
            kept.insert(0, etree.Element(f"{_W}cantSplit"))
    for grid, table in zip(root.iter(f"{_W}tbl"), document.tables(), strict=True):
        if columns.is_small(table):  # pandoc sets all cells in one style
            for style in grid.iter(f"{_W}pStyle"):
                style.set(f"{_W}val", _SMALL)
        _set_widths(grid, table)
        rows = grid.findall(f"{_W}tr")
        _hold_together(rows[:-1] if layout.is_short(table) else rows[:_HELD])
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _set_widths(grid: Any, table: Table) -> None:
    """Give a table and its columns their widths on the page; pandoc knows those of its own page."""
    line = columns.LANDSCAPE_MM if columns.is_wide(table) else columns.PORTRAIT_MM
    shares = columns.widths(table)
    for column, share in zip(grid.iter(f"{_W}gridCol"), shares, strict=True):
        column.set(f"{_W}w", f"{share * line * _DXA_PER_MM:.0f}")
    whole = grid.find(f"{_W}tblPr/{_W}tblW")
    whole.set(f"{_W}type", "dxa")
    whole.set(f"{_W}w", f"{line * _DXA_PER_MM:.0f}")


def _hold_together(rows: list[Any]) -> None:
    """Keep each of some rows of a table on the page of the next one."""
    from lxml import etree

    for row in rows:
        for paragraph in row.iter(f"{_W}p"):
            form = paragraph.find(f"{_W}pPr")
            if form is None:
                form = etree.Element(f"{_W}pPr")
                paragraph.insert(0, form)
            style = form.find(f"{_W}pStyle")
            form.insert(0 if style is None else 1, etree.Element(f"{_W}keepNext"))


def _sections(root: Any) -> None:
    """Turn the marks of `wordfields.on_landscape` into ends of sections."""
    from lxml import etree

    last = root.find(f"{_W}body/{_W}sectPr")
    first = True
    for style in list(root.iter(f"{_W}pStyle")):
        mark = style.get(f"{_W}val")
        if mark not in {PORTRAIT_ENDS, LANDSCAPE_ENDS}:
            continue
        section = deepcopy(last)
        size = section.find(f"{_W}pgSz")
        margins = section.find(f"{_W}pgMar")
        if mark == LANDSCAPE_ENDS:
            width, height = size.get(f"{_W}w"), size.get(f"{_W}h")
            size.set(f"{_W}w", height)
            size.set(f"{_W}h", width)
            size.set(f"{_W}orient", "landscape")
            margins.set(f"{_W}left", margins.get(f"{_W}top"))
            margins.set(f"{_W}right", margins.get(f"{_W}top"))
        if not first:
            _drop_title_page(section)
        first = False
        holder = style.getparent()
        holder.remove(style)
        spacing = etree.SubElement(holder, f"{_W}spacing")
        for name in ("before", "after"):
            spacing.set(f"{_W}{name}", "0")
        holder.append(section)
    if not first:
        _drop_title_page(last)


def _drop_title_page(section: Any) -> None:
    for mark in section.findall(f"{_W}titlePg"):
        section.remove(mark)


def _properties(part: bytes, document: Document) -> bytes:
    from lxml import etree

    root = etree.fromstring(part)
    dublin_core = "{http://purl.org/dc/elements/1.1/}"
    said = {"title": document.title, "creator": "ntm_analysis"}
    for name, text in {**said, "language": _LANGUAGES[document.lang]}.items():
        for old in root.findall(dublin_core + name):
            root.remove(old)
        etree.SubElement(root, dublin_core + name).text = text
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _styles(part: bytes, lang: str) -> bytes:
    from lxml import etree

    root = etree.fromstring(part)
    for element in root.iter(f"{_W}lang"):
        element.set(f"{_W}val", _LANGUAGES[lang])
        element.set(f"{_W}eastAsia", _LANGUAGES[lang])
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
