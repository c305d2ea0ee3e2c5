"""Tells whether a figure has a glyph for each of its letters; a missing one is an error."""

from functools import cache

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.text import Text

from ntm_analysis.errors import DataError


def check_glyphs(figure: Figure) -> None:
    """Raise if a letter of the figure is in none of its fonts: it would be printed as a box.

    Raises
    ------
    DataError
        The message names the letters, the fonts and the text that they stand in.
    """
    for drawn in figure.findobj(Text):
        if not isinstance(drawn, Text) or not drawn.get_visible():
            continue
        families = tuple(drawn.get_fontproperties().get_family())
        missing = missing_glyphs(drawn.get_text(), families)
        if missing:
            raise DataError(
                f"The font {', '.join(families)} has no glyph for {', '.join(missing)} in "
                f"{drawn.get_text()[:60]!r}; use a font that has them, as DejaVu Sans."
            )


def missing_glyphs(text: str, families: tuple[str, ...]) -> list[str]:
    """List the letters of a text that none of the fonts has.

    >>> missing_glyphs("Thiệu Hóa", ("DejaVu Sans",)), missing_glyphs("省", ("DejaVu Sans",))
    ([], ['省'])
    """
    known: set[int] = set().union(*(_letters(family) for family in families))
    return sorted({letter for letter in text if ord(letter) not in known and letter != "\n"})


@cache
def _letters(family: str) -> frozenset[int]:
    return frozenset(get_font(findfont(FontProperties(family=[family]))).get_charmap())
