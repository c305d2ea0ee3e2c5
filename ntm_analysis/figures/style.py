"""Colours, type and alt text of all figures."""

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

BLANK_FILL = "#f4f2ee"
BLANK_HATCH = "////"
EDGE = "#5f5f5f"
INK = "#1f2328"
MUTED = "#6a737d"
ACCENT = "#0b5d7a"
WARNING = "#b3261e"
SOURCE_COLOURS = {
    "state_budget": "#0b5d7a",
    "central_budget": "#3f8fad",
    "provincial_budget": "#7fb9cf",
    "local_budget": "#5aa0bb",
    "integrated": "#5c8a3a",
    "credit": "#d08a1d",
    "enterprise": "#8a5fa8",
    "community": "#b0503c",
}
_RC: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.edgecolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "hatch.color": "#c9c4ba",
    "hatch.linewidth": 0.6,
    "text.parse_math": False,
    "svg.hashsalt": "ntm_analysis",
    "figure.facecolor": "white",
}


def new_axes(width: float, height: float) -> Axes:
    """Return axes of a new figure of that size in inches, in the project's style."""
    mpl.rcParams.update(_RC)
    _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    return ax


def sequence(count: int) -> list[str]:
    """Return `count` colours from light to dark, none as pale as a blank unit."""
    ramp = plt.get_cmap("YlGnBu")
    if count == 1:
        return [to_hex(ramp(0.5))]
    return [to_hex(ramp(0.16 + 0.54 * step / (count - 1))) for step in range(count)]


def set_alt(ax: Axes, text: str) -> Axes:
    """Keep the text that stands in for the picture, for readers who do not see it."""
    ax.set_label(text)
    return ax


def alt_text(ax: Axes) -> str:
    """Return the text that stands in for the picture."""
    return str(ax.get_label())


def caption(ax: Axes, lines: Sequence[str]) -> None:
    """Write the source line under a figure."""
    ax.annotate(
        "\n".join(lines), (0, 0), xytext=(0, -30), xycoords="axes fraction",
        textcoords="offset points", fontsize=7, color=MUTED, va="top", annotation_clip=False,
    )  # fmt: skip
