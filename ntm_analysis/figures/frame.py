"""What all charts have in common: bare axes, a head above them, a caption below."""

from matplotlib.axes import Axes

from ntm_analysis.figures import style

TEXT = 8.5
SMALL = 7.5


def bare(ax: Axes) -> None:
    """Leave out the axis that the printed numbers make needless."""
    ax.spines["bottom"].set_visible(False)
    ax.set_xticks([])
    ax.tick_params(axis="y", length=0, labelsize=TEXT)


def head(ax: Axes, title: str, subtitle: str = "", *, width: float = 0.72) -> None:
    """Write title and subtitle above the axes, in lines of a part of the figure's width."""
    points = style.figure_of(ax).get_figwidth() * 72 * width
    small = style.wrap(subtitle, points, TEXT) if subtitle else ""
    above = TEXT * 1.3 * (small.count("\n") + 1) + 9 if small else 7
    ax.set_title(style.wrap(title, points, 12, bold=True, even=True), pad=above, loc="left")
    if small:
        ax.annotate(
            small, (0, 1), xytext=(0, 4), xycoords="axes fraction", textcoords="offset points",
            fontsize=TEXT, color=style.MUTED, va="bottom", annotation_clip=False,
        )  # fmt: skip


def caption(ax: Axes, text: str, *, width: float = 0.72) -> None:
    """Write a formula or source below the axes."""
    points = style.figure_of(ax).get_figwidth() * 72 * width
    ax.set_xlabel(style.wrap(text, points, SMALL), loc="left", fontsize=SMALL, color=style.MUTED)


def beside(ax: Axes, text: str, x: float, y: float, *, colour: str = style.INK) -> None:
    """Write a number at the end of a bar."""
    ax.annotate(
        text, (x, y), xytext=(4, 0), textcoords="offset points", va="center", fontsize=TEXT,
        color=colour,
    )  # fmt: skip
