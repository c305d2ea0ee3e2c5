"""Writes figures as PNG, SVG or PDF: same input, same bytes, their text for the blind within."""

import html
import io
from collections.abc import Iterable
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ntm_analysis.errors import one_of
from ntm_analysis.figures import style
from ntm_analysis.figures.fonts import check_glyphs

PRINT_DPI = 300
KINDS = (".png", ".svg", ".pdf")


def save(ax: Axes, target: Path) -> None:
    """Write the figure of some axes to a file whole, and close it.

    Parameters
    ----------
    ax : Axes
    target : Path
        Ends in .png (300 dpi), .svg or .pdf; the picture has the size of the figure.

    Raises
    ------
    InputError
        If the file has another ending.
    DataError
        If a letter has no glyph; nothing is written.
    """
    kind = target.suffix.lower()
    if kind not in KINDS:
        raise one_of("kind of picture", target.suffix, KINDS)
    figure = style.figure_of(ax)
    content = picture(figure, kind.lstrip("."), style.alt_text(ax))
    plt.close(figure)
    _write(target, content)


def picture(figure: Figure, kind: str, alt: str, dpi: int = PRINT_DPI) -> bytes:
    """Return a figure as the bytes of a png, svg or pdf that carries its text.

    Raises
    ------
    DataError
        If a letter has no glyph.
    """
    check_glyphs(figure)
    metadata: dict[str, str | None] = {
        "png": {"Description": alt, "Software": None},
        "svg": {"Description": alt, "Date": None},
        "pdf": {"Subject": alt, "CreationDate": None},
    }[kind]
    file = io.BytesIO()
    with mpl.rc_context(style.RC):
        figure.savefig(file, format=kind, dpi=dpi, metadata=metadata)
    return _described(file.getvalue(), alt) if kind == "svg" else file.getvalue()


def save_pages(pages: Iterable[Axes], target: Path, title: str) -> int:
    """Write one page per figure to a PDF whole, closing each; return how many.

    The text of each page stands in the file's subject, page by page.

    Raises
    ------
    DataError
        If a letter has no glyph; nothing is written.
    """
    from matplotlib.backends.backend_pdf import PdfPages

    file = io.BytesIO()
    texts: list[str] = []
    with mpl.rc_context(style.RC), PdfPages(file, metadata={"CreationDate": None}) as written:
        for ax in pages:
            figure = style.figure_of(ax)
            check_glyphs(figure)
            texts.append(style.alt_text(ax))
            written.savefig(figure)
            plt.close(figure)
        about = written.infodict()
        about["Title"] = title
        about["Subject"] = " ".join(f"[{at}] {text}" for at, text in enumerate(texts, start=1))
    _write(target, file.getvalue())
    return len(texts)


def _described(svg: bytes, alt: str) -> bytes:
    """Give an SVG the role of a picture and its description, as screen readers want it."""
    said = html.escape(alt, quote=True).encode()
    head, mark, rest = svg.partition(b"<svg ")
    attributes, end, body = rest.partition(b">")
    named = b'role="img" aria-label="' + said + b'" '
    return head + mark + named + attributes + end + b"\n <desc>" + said + b"</desc>" + body


def _write(target: Path, content: bytes) -> None:
    draft = target.with_name(f".{target.name}.part")
    draft.write_bytes(content)
    draft.replace(target)
