"""The one style file: colours, fonts, page sizes, and the text that stands in for a picture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from ntm_analysis.errors import one_of

INK = "#1f2328"
MUTED = "#5d6670"
EDGE = "#5f5f5f"
LAND = "#eceff1"
PAPER = "#fbfaf7"
HATCH = "#aaa59a"
ACCENT = "#03709a"
WARNING = "#b3261e"

# Seven steps from light to dark. Neighbours differ by CIE ΔE 10.6 or more to every eye and in grey.
SEQUENCE = ("#e5e2b0", "#a0ca9a", "#5bb1a1", "#228fa8", "#03709a", "#004d7a", "#042a5b")
# Below zero, zero, above zero; all seven have their own grey.
DIFFERENCE = ("#571f01", "#a14f02", "#d8954a", "#f5f4f0", "#8fd3eb", "#128dbf", "#054b83")
KINDS = ("#054c69", "#dea73f", "#3b7539", "#93e3f6", "#de6757")
LEVELS = ("#007399", "#3e9bbb", "#83c2d5")
PALETTES = {"sequence": SEQUENCE, "difference": DIFFERENCE, "kinds": KINDS, "levels": LEVELS}

ZONE_COLOURS = {"plain": KINDS[1], "coastal": KINDS[3], "mountain": KINDS[2]}
SOURCE_COLOURS = {
    "state_budget": KINDS[0], "central_budget": LEVELS[0], "provincial_budget": LEVELS[1],
    "local_budget": LEVELS[2], "integrated": KINDS[1], "credit": KINDS[2],
    "enterprise": KINDS[3], "community": KINDS[4],
}  # fmt: skip
# Each kind of blank has its own pattern, so that it is known in grey too.
BLANK_HATCHES = {
    "not_assigned": "////", "not_stated": "....", "not_matched": "xxxx", "no_result": "----",
    "no_value": "\\\\\\\\",
}  # fmt: skip

FONTS = ("DejaVu Sans",)  # comes with matplotlib and has every Vietnamese letter
RC: dict[str, Any] = {
    "font.family": list(FONTS),
    "font.size": 9,
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.color": HATCH,
    "hatch.linewidth": 0.5,
    "legend.frameon": False,
    "text.parse_math": False,
    "pdf.fonttype": 42,
    "svg.hashsalt": "ntm_analysis",
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "agg.path.chunksize": 0,
}


@dataclass(frozen=True)
class Page:
    """A size of paper or screen in inches, with its type in points."""

    width: float
    height: float
    label: float
    body: float
    title: float
    symbol: float  # radius of the largest symbol


PAGES = {
    "A4": Page(11.69, 8.27, 7.5, 8.5, 15, 11),
    "A5": Page(8.27, 5.83, 6, 6.5, 11, 7.5),
    "slide": Page(13.33, 7.5, 8.5, 10.5, 18, 12),
}

_ALT: "WeakKeyDictionary[Axes, str]" = WeakKeyDictionary()
_P = ParamSpec("_P")
_R = TypeVar("_R")


def styled(draw: Callable[_P, _R]) -> Callable[_P, _R]:
    """Let a function draw in the project's style and leave the caller's own settings alone."""

    @wraps(draw)
    def within(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        with mpl.rc_context(RC):
            return draw(*args, **kwargs)

    return within


def page(size: str) -> Page:
    """Return a page by name.

    Raises
    ------
    InputError
        If there is none of that name; the message lists all.
    """
    if size not in PAGES:
        raise one_of("size", size, PAGES)
    return PAGES[size]


@styled
def new_axes(width: float, height: float) -> Axes:
    """Return axes of a new figure of that size in inches, in the project's style."""
    figure, ax = plt.subplots(figsize=(width, height), layout="constrained")
    figure.get_layout_engine().set(w_pad=0.12, h_pad=0.12)
    return ax


def sequence(count: int) -> list[str]:
    """Return `count` colours from light to dark, at most seven.

    >>> sequence(2)
    ['#a0ca9a', '#004d7a']
    """
    last = len(SEQUENCE) - 1
    if count == 1:
        return [SEQUENCE[2]]
    first, end = (1, last - 1) if count <= 3 else (0, last)
    return [SEQUENCE[round(first + (end - first) * at / (count - 1))] for at in range(count)]


def text_on(colour: str) -> str:
    """Return the ink that reads better on a colour: dark or white."""
    return INK if _contrast(colour, INK) >= _contrast(colour, "white") else "white"


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def set_alt(ax: Axes, text: str) -> Axes:
    """Keep the text that stands in for the picture, for readers who do not see it."""
    _ALT[ax] = " ".join(text.split())
    return ax


def alt_text(ax: Axes) -> str:
    """Return the text that stands in for the picture; empty where none was made."""
    return _ALT.get(ax, "")


def figure_of(ax: Axes) -> Figure:
    """Return the whole figure that axes stand in."""
    figure = ax.get_figure(root=True)
    assert figure is not None  # noqa: S101 - axes that are drawn stand in a figure
    return figure


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of text in points."""
    return sum(_advance(letter, bold) for letter in text) * size


@cache
def _advance(letter: str, bold: bool) -> float:
    """Return how far a letter moves the pen, in parts of the font size, and 3 % for hinting."""
    from matplotlib.font_manager import FontProperties, findfont, get_font

    font = get_font(findfont(FontProperties(family=list(FONTS), weight="bold" if bold else 400)))
    font.set_size(100, 72)
    if not font.get_char_index(ord(letter)):
        return 1.0  # a missing glyph; fonts.check_glyphs raises before it is written
    return float(font.load_char(ord(letter)).linearHoriAdvance) / 65536 / 100 * 1.03


def wrap(text: str, width: float, size: float, *, bold: bool = False, even: bool = False) -> str:
    """Break text into lines no wider than `width` points; `even` makes them of like length."""
    lines = _broken(text, width, size, bold)
    if even and len(lines) > 1:
        for narrower in range(50, 100, 2):
            tried = _broken(text, width * narrower / 100, size, bold)
            if len(tried) == len(lines):
                return "\n".join(tried)
    return "\n".join(lines)


def _broken(text: str, width: float, size: float, bold: bool) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size, bold=bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def caption(ax: Axes, lines: Sequence[str], *, below: float = 30, size: float = 7) -> None:
    """Write the source line `below` points under the axes, within their width."""
    width = ax.get_position().width * figure_of(ax).get_figwidth() * 72
    ax.annotate(
        "\n".join(wrap(line, max(width, 150), size) for line in lines), (0, 0), xytext=(0, -below),
        xycoords="axes fraction", textcoords="offset points", fontsize=size, color=MUTED, va="top",
        annotation_clip=False,
    )  # fmt: skip
