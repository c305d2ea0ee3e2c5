"""Shows tables, pictures and sentences in a notebook, and in the page made from it."""

import html
import io
from decimal import Decimal

import pandas as pd
from IPython.display import HTML, Image, Markdown, display
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from ntm_analysis.figures.style import alt_text
from ntm_analysis.text import format_number, is_blank
from ntm_analysis.wording import say

DPI = 160
_SCREEN_DPI = 88


def table(frame: pd.DataFrame, lang: str = "vi", decimals: int = 2) -> None:
    """Show a table whose column names are keys of ``col.*`` in the wording.

    Whole numbers are shown whole, other numbers with `decimals` digits, blanks as a dash.
    """
    display(HTML(table_html(frame, lang, decimals)))


def table_html(frame: pd.DataFrame, lang: str = "vi", decimals: int = 2) -> str:
    """Return a table as HTML; all text from data is escaped."""
    numeric = {name: any(map(_is_number, frame[name])) for name in frame.columns}
    head = "".join(f"<th{_right(numeric[c])}>{html.escape(_title(c, lang))}</th>" for c in frame)
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{_right(numeric[c])}>{_cell(v, lang, decimals)}</td>" for c, v in row.items()
        )
        + "</tr>"
        for row in frame.astype("object").to_dict("records")
    )
    return f'<table class="ntm"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def sentence(text: str) -> None:
    """Show one paragraph of text."""
    display(Markdown(text))


def figure(ax: Axes) -> None:
    """Show the figure of some axes as a picture that carries its text for who cannot see it."""
    shown = ax.get_figure(root=True)
    assert shown is not None  # noqa: S101 - axes that are drawn stand in a figure
    file = io.BytesIO()
    shown.savefig(file, format="png", dpi=DPI, bbox_inches="tight", metadata={"Software": None})
    plt.close(shown)
    data = file.getvalue()
    width = int.from_bytes(data[16:20], "big") * _SCREEN_DPI // DPI
    display(Image(data, format="png", width=width, alt=alt_text(ax)))


def _title(name: str, lang: str) -> str:
    return say(f"col.{name}", lang) if name.isidentifier() and name.islower() else name


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not is_blank(value)


def _right(numeric: bool) -> str:
    return ' class="number"' if numeric else ""


def _cell(value: object, lang: str, decimals: int) -> str:
    if is_blank(value) or _is_number(value):
        whole = is_blank(value) or float(str(value)) == int(float(str(value)))
        exact = isinstance(value, int) or (whole and not isinstance(value, float | Decimal))
        return format_number(value, lang, 0 if exact else decimals)
    return html.escape(str(value))
