"""Writes a figure as PNG, SVG or PDF: same input, same bytes, its text for the blind within."""

from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from ntm_analysis.figures.style import alt_text

PRINT_DPI = 300


def save(ax: Axes, target: Path) -> None:
    """Write the figure of some axes to a file whole, and close it.

    Parameters
    ----------
    ax : Axes
    target : Path
        Ends in .png (300 dpi), .svg or .pdf.
    """
    kind = target.suffix.lower().lstrip(".")
    metadata: dict[str, str | None] = {
        "png": {"Description": alt_text(ax), "Software": None},
        "svg": {"Description": alt_text(ax), "Date": None},
        "pdf": {"Subject": alt_text(ax), "CreationDate": None},
    }[kind]
    shown = ax.get_figure(root=True)
    assert shown is not None  # noqa: S101 - axes that are drawn stand in a figure
    draft = target.with_name(f".{target.name}.part")
    with mpl.rc_context({"svg.hashsalt": "ntm_analysis"}):
        shown.savefig(draft, format=kind, dpi=PRINT_DPI, bbox_inches="tight", metadata=metadata)
    plt.close(shown)
    draft.replace(target)
