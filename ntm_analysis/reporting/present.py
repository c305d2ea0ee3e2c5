"""Shows tables, pictures and sentences in a notebook, and in the page made from it."""

import html
from decimal import Decimal
from numbers import Integral, Real

import pandas as pd
from IPython.display import HTML, Image, Markdown, display
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from ntm_analysis.figures import style
from ntm_analysis.figures.save import picture
from ntm_analysis.text import BLANK, format_number, is_blank
from ntm_analysis.wording import say

DPI = 160
_SCREEN_DPI = 80


def table(frame: pd.DataFrame, lang: str = "vi", decimals: int = 2) -> None:
    """Show a table whose column names are keys of ``col.*`` in the wording.

    Whole numbers are shown whole, other numbers with `decimals` digits, blanks as a dash.
    """
    display(HTML(table_html(frame, lang, decimals)))


def table_html(frame: pd.DataFrame, lang: str = "vi", decimals: int = 2) -> str:
    """Return a table as HTML; all text from data is escaped.

    Exact decimals are shown with all their digits, floats with `decimals`; a blank number is a
    dash, a blank text stays empty.
    """
    plain = frame.astype("object")
    kinds = {str(name): _kind(str(name), list(plain[name])) for name in plain.columns}
    head = "".join(
        f'<th class="{kind}">{html.escape(_title(name, lang))}</th>' for name, kind in kinds.items()
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td class="{kinds[str(name)]}">{_cell(value, kinds[str(name)], lang, decimals)}</td>'
            for name, value in row.items()
        )
        + "</tr>"
        for row in plain.to_dict("records")
    )
    return f'<table class="ntm"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def sentence(text: str) -> None:
    """Show one paragraph of text."""
    display(Markdown(text))


def figure(ax: Axes) -> None:
    """Show the figure of some axes as a picture that carries its text for who cannot see it."""
    shown = style.figure_of(ax)
    data = picture(shown, "png", style.alt_text(ax), DPI)
    plt.close(shown)
    width = int.from_bytes(data[16:20], "big") * _SCREEN_DPI // DPI
    display(Image(data, format="png", width=width, alt=style.alt_text(ax)))


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


def _cell(value: object, kind: str, lang: str, decimals: int) -> str:
    if is_blank(value):
        return BLANK if kind == "number" else ""
    if isinstance(value, Decimal):
        return format_number(value, lang, max(0, -int(value.as_tuple().exponent)))
    if _is_number(value):
        return format_number(value, lang, 0 if isinstance(value, Integral) else decimals)
    return html.escape(str(value))
