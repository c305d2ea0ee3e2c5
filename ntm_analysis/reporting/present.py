"""Shows tables, pictures and sentences in a notebook, and hands them to what writes reports."""

import base64
import html
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

import pandas as pd
from IPython.display import display
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from ntm_analysis.evidence import traced
from ntm_analysis.figures import style
from ntm_analysis.figures.save import picture
from ntm_analysis.publishing import prose
from ntm_analysis.publishing.model import (
    MIME,
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Span,
    Table,
    dump,
    plain,
)
from ntm_analysis.text import BLANK, format_number, is_blank
from ntm_analysis.wording import say

DPI = 160
_SCREEN_DPI = 80


def table(
    frame: pd.DataFrame, lang: str = "vi", decimals: int = 2, *, caption: str = "", name: str = "",
    wide: bool = False,
) -> None:  # fmt: skip
    """Show a table whose column names are keys of ``col.*`` in the wording.

    Parameters
    ----------
    frame : DataFrame
        Whole numbers are shown whole, exact decimals with all their digits, other numbers with
        `decimals` digits, blanks as a dash. Its evidence (`evidence.trace`) goes along.
    lang : {"vi", "en"}
    decimals : int
    caption : str
        Key of the wording; the heading above by default.
    name : str
        What sentences refer to it by.
    wide : bool
        Whether it lies on a landscape page in print.
    """
    made = block(frame, lang, decimals, say(caption, lang) if caption else "", name, wide)
    _show(made, table_block_html(made))


def block(
    frame: pd.DataFrame, lang: str = "vi", decimals: int = 2, caption: str = "", name: str = "",
    wide: bool = False,
) -> Table:  # fmt: skip
    """Return a table as a block of a report; see `table`."""
    as_objects = frame.astype("object")
    keys = list(as_objects.columns)
    kinds = {key: _kind(str(key), list(as_objects[key])) for key in keys}
    columns = tuple(Column(str(key), _title(str(key), lang), kinds[key]) for key in keys)
    rows = tuple(
        tuple(
            Cell(
                _shown(value, kinds[key], lang, decimals),
                _value(value) if kinds[key] == "number" else "",
                traced(frame, key, row),
            )
            for key, value in zip(keys, values, strict=True)
        )
        for row, values in zip(
            as_objects.index, as_objects.itertuples(index=False, name=None), strict=True
        )
    )
    return Table(columns, rows, caption, name, wide)


def table_html(frame: pd.DataFrame, lang: str = "vi", decimals: int = 2) -> str:
    """Return a table as HTML; all text from data is escaped."""
    return table_block_html(block(frame, lang, decimals))


def table_block_html(made: Table) -> str:
    """Return a table of a report as HTML without links."""
    head = "".join(f'<th class="{c.kind}">{html.escape(c.title)}</th>' for c in made.columns)
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td class="{column.kind}">{html.escape(cell.text)}</td>'
            for column, cell in zip(made.columns, row, strict=True)
        )
        + "</tr>"
        for row in made.rows
    )
    return f'<table class="ntm"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def sentence(text: str) -> None:
    """Show text: one block if it is `Prose`, else paragraphs split at empty lines."""
    for made in prose.blocks(text):
        display(bundle(made), raw=True)


def figure(ax: Axes, caption: str = "") -> None:
    """Show the figure of some axes as a picture that carries its text for who cannot see it.

    The caption is the heading above unless one is given.
    """
    drawn = style.figure_of(ax)
    alt = style.alt_text(ax)
    data = picture(drawn, "png", alt, DPI)
    plt.close(drawn)
    width = int.from_bytes(data[16:20], "big") * _SCREEN_DPI // DPI
    display(
        {
            "image/png": base64.b64encode(data).decode("ascii"),
            "text/plain": alt,
            MIME: dump(Figure(b"", alt, caption)),
        },
        raw=True,
        metadata={"image/png": {"width": width, "alt": alt}},
    )


def _show(made: Block, as_html: str) -> None:
    display(_bundle(made, as_html), raw=True)


def _bundle(made: Block, as_html: str) -> dict[str, Any]:
    said = plain(made.spans) if not isinstance(made, Table | Figure) else ""
    return {"text/html": as_html, "text/plain": said, MIME: dump(made)}


def bundle(made: Heading | Paragraph | Table) -> dict[str, Any]:
    """Return what a notebook holds of a block that it shows."""
    return _bundle(made, _block_html(made))


def _block_html(made: Heading | Paragraph | Table) -> str:
    if isinstance(made, Table):
        return table_block_html(made)
    tag = f"h{made.level}" if isinstance(made, Heading) else "p"
    return f"<{tag}>{''.join(map(_span_html, made.spans))}</{tag}>"


def _span_html(span: Span) -> str:
    text = html.escape(span.text)
    return f"<strong>{text}</strong>" if span.bold else text


def _title(name: str, lang: str) -> str:
    return say(f"col.{name}", lang) if name.isidentifier() and name.islower() else name


def _is_number(value: object) -> bool:
    return isinstance(value, Real | Decimal) and not is_blank(value)


def _kind(name: str, values: list[object]) -> str:
    """Say how a column is set: numbers to the right, addresses on one line."""
    if name in {"line", "lines"}:
        return "address"
    filled = [value for value in values if not is_blank(value)]
    textual = any(isinstance(value, str) for value in values)
    return "text" if textual or not all(map(_is_number, filled)) else "number"


def _value(value: object) -> str:
    return "" if is_blank(value) else str(value)


def _shown(value: object, kind: str, lang: str, decimals: int) -> str:
    if is_blank(value):
        return BLANK if kind == "number" else ""
    if kind == "address":
        return str(value)  # line 1000 is no quantity: no dot for thousands
    if isinstance(value, Decimal):
        return format_number(value, lang, max(0, -int(value.as_tuple().exponent)))
    if _is_number(value):
        return format_number(value, lang, 0 if isinstance(value, Integral) else decimals)
    return str(value)
