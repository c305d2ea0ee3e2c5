"""How wide the columns of a printed table are, and which tables need a landscape page.

Texts are measured in the font of the PDF, which has the widths of Times New Roman, in its ems.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ntm_analysis.publishing.model import Table
from ntm_analysis.text import UNSEEN, nfc

FONTS = Path(str(files("ntm_analysis.publishing").joinpath("fonts")))
Lengths = npt.NDArray[np.float64]
_POINTS_PER_MM = 72 / 25.4
TYPE, SMALL_TYPE = 11.0, 9.5  # points: of a table, of one of many columns
PORTRAIT_MM, LANDSCAPE_MM = 165.0, 257.0  # a line of A4 less its margins
PORTRAIT = PORTRAIT_MM * _POINTS_PER_MM / TYPE  # in ems
SMALL = PORTRAIT_MM * _POINTS_PER_MM / SMALL_TYPE
LANDSCAPE = LANDSCAPE_MM * _POINTS_PER_MM / TYPE
_PADDING, _LOST, _WORD = 0.9, 1.12, 16.0  # ems beside a cell's text; what ends of lines lose
_MOST_COLUMNS = 10  # on a portrait page
_EM = 100  # pixels that letters are measured at


@dataclass(frozen=True)
class Form:
    """How a table is printed: on a landscape page, in small type, the share of each column."""

    wide: bool
    small: bool
    widths: list[float]


_known: dict[int, tuple[Table, Form]] = {}


def form(table: Table) -> Form:
    """Return how a table is printed; found once for all formats of a report."""
    held = _known.get(id(table))
    if held is None or held[0] is not table:
        if len(_known) > 100:
            _known.clear()
        held = _known[id(table)] = table, _form(table)
    return held[1]


def is_small(table: Table) -> bool:
    """Tell whether a table is set in smaller type, as its words need more than the line."""
    return form(table).small


def is_wide(table: Table) -> bool:
    """Tell whether a table lies on a landscape page: it asks for it, or does not fit otherwise."""
    return form(table).wide


def widths(table: Table) -> list[float]:
    """Return the share of the line that each column gets; they add up to 1.

    A column gets at least its longest word; what is left is dealt out so that the table becomes
    as low as can be.
    """
    return form(table).widths


def ems(text: str, *, bold: bool = False) -> float:
    """Return the width of a text.

    >>> round(ems("OCOP", bold=True), 2), round(ems("xã"), 2)
    (2.89, 0.94)
    """
    return sum(_letter(letter, bold) for letter in text)


def printable(text: str) -> str:
    """Return text with what no reader sees, or the font lacks, as the names of the characters.

    >>> printable("17\u202e xã ☐")
    '17[U+202E] xã [U+2610]'
    """
    font = _font(False)
    return "".join(
        letter if font.get_char_index(ord(letter)) and not UNSEEN.match(letter)
        else " " if letter.isspace() else f"[U+{ord(letter):04X}]"
        for letter in nfc(text)
    )  # fmt: skip


@cache
def _letter(letter: str, bold: bool) -> float:
    return float(_font(bold).load_char(ord(letter)).linearHoriAdvance) / 65536 / _EM


@cache
def _font(bold: bool) -> Any:
    from matplotlib.ft2font import FT2Font

    font = FT2Font(str(FONTS / f"Tinos-{'Bold' if bold else 'Regular'}.ttf"))
    font.set_size(_EM, 72)
    return font


def _form(table: Table) -> Form:
    least = np.array([_least(table, at) for at in range(len(table.columns))])
    needed = float(least.sum())
    wide = table.wide or len(table.columns) > _MOST_COLUMNS or needed > SMALL
    small = not wide and needed > PORTRAIT
    line = LANDSCAPE if wide else SMALL if small else PORTRAIT
    return Form(wide, small, _dealt_out(table, least, line))


def _dealt_out(table: Table, least: Lengths, line: float) -> list[float]:
    spare = line - least.sum()
    if spare <= 0:
        return [float(width) for width in least / least.sum()]
    titles = [ems(column.title, bold=True) for column in table.columns]
    lengths = np.array([titles, *([ems(cell.text) for cell in row] for row in table.rows)])
    wanted = np.maximum(lengths.max(axis=0) + _PADDING - least, 0)
    found = least + (wanted / wanted.sum() if wanted.any() else 1 / len(least)) * spare
    return [float(width) for width in _lowest(found, least, lengths) / line]


def _lowest(found: Lengths, least: Lengths, lengths: Lengths) -> Lengths:
    """Move room from column to column as long as the table becomes lower by it."""
    height = _height(found, lengths)
    for step in (4.0, 2.0, 1.0, 0.5):
        better = True
        while better:
            better = False
            for giver, taker in permutations(range(len(found)), 2):
                if found[giver] - step < least[giver]:
                    continue
                moved = found.copy()
                moved[giver] -= step
                moved[taker] += step
                lower = _height(moved, lengths)
                if lower < height - 1e-9:
                    found, height, better = moved, lower, True
    return found


def _height(widths: Lengths, lengths: Lengths) -> float:
    """Return how many lines a table takes; among equals, the one with air in its full cells."""
    filled = lengths / (widths - _PADDING)
    lines = np.where(filled <= 1, 1.0, np.ceil(filled * _LOST)).max(axis=1)
    return float(lines.sum() + 0.01 * (filled**2).sum())


def _least(table: Table, at: int) -> float:
    """Return what a column needs: its longest word; of numbers and addresses in a row, all."""
    column = table.columns[at]
    words = {ems(word, bold=True) for word in column.title.split()}
    texts = {row[at].text for row in table.rows}
    words |= {ems(word) for text in texts for word in text.split()}
    if column.kind == "number":
        words |= {ems(text) for text in texts}
    return min(max(words, default=1), _WORD) + _PADDING
