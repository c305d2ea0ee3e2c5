"""The entries of a map's legend: each class with its count, then each kind of blank."""

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ntm_analysis.figures import style
from ntm_analysis.figures.classes import Classes, numbers
from ntm_analysis.wording import label, say

MARK = "#5bb1a1"
Handle = Patch | Line2D


def marked(values: pd.Series, lang: str) -> list[Handle]:
    """Return the entry of the units that a target of whole districts is assigned to."""
    count = len(numbers(values))
    shown = f"{say('map.legend.assigned', lang)}  ({count})"
    return [Patch(facecolor=MARK, edgecolor=style.EDGE, label=shown)] if count else []


def shaded(values: pd.Series, classes: Classes) -> list[Handle]:
    """Return one patch per class, with the number of its units."""
    return [
        Patch(facecolor=colour, edgecolor=style.EDGE, label=_counted(text, count))
        for text, colour, count in zip(
            classes.labels, classes.colours, classes.counts(values), strict=True
        )
    ]


def discs(
    values: pd.Series, classes: Classes, radii: pd.Series, *, counted: bool = True
) -> list[Handle]:
    """Return one disc per class, as large as its highest value is drawn."""
    found = numbers(values)
    high = float(found.max()) if len(found) else 0.0
    largest = float(radii.max()) if len(radii) else 0.0
    return [
        disc(
            colour, largest * (bound / high) ** 0.5 if high else 0.0,
            _counted(text, count) if counted else text,
        )
        for bound, text, colour, count in zip(
            classes.bounds, classes.labels, classes.colours, classes.counts(values), strict=True
        )
    ]  # fmt: skip


def disc(colour: str, radius: float, shown: str) -> Line2D:
    """Return the entry of a symbol of that radius in points."""
    return Line2D(
        [], [], linestyle="", marker="o", markersize=max(2 * radius, 1.5), markerfacecolor=colour,
        markeredgecolor=style.INK, markeredgewidth=0.5, label=shown,
    )  # fmt: skip


def blanks(kinds: pd.Series, lang: str, own: str = "", *, counted: bool = True) -> list[Handle]:
    """Return the entry of each kind of blank; `own` stands in for the name of a single kind."""
    found = kinds[kinds != ""].value_counts()
    single = own if len(found) == 1 else ""
    return [
        Patch(
            facecolor=style.PAPER, hatch=style.BLANK_HATCHES[str(name)], edgecolor=style.EDGE,
            linewidth=0.5,
            label=_counted(words, count) if counted else words,
        )
        for name, count in found.items()
        for words in [single or label("blank", str(name), lang)]
    ]  # fmt: skip


def _counted(text: str, count: int) -> str:
    return f"{text}  ({count})"
