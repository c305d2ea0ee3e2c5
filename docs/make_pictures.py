"""Draws the pictures of the README and of the gallery from the shipped plan: make pictures."""

import io
from pathlib import Path

from matplotlib import pyplot as plt
from PIL import Image

import ntm_analysis as ntm
from ntm_analysis.figures import save, style

DOCS = Path(__file__).resolve().parent
DPI = 100
HEAD = """# Gallery

Every kind of map and chart, drawn from the plan Thanh Hóa 2024 by `make pictures`; this page is
written by the same target. Each picture carries the text below it for readers who do not see it, in
its own file and here. In Python: `for name, ax in ntm.gallery(lang="vi"): ...`; each function takes
`ax=` and gives it back, so that you can build on it.
"""


def main() -> None:
    """Draw every picture in English, at the size of a screen, and the page that shows all."""
    parts = [HEAD]
    for name, ax in ntm.gallery(lang="en"):
        said = style.alt_text(ax)
        content = save.picture(style.figure_of(ax), "png", said, DPI)
        plt.close("all")
        _small(content, said, DOCS / "pictures" / f"{name}.png")
        title = name.replace("_", " ").capitalize()
        parts.append(f"## {title}\n\n![{said}](pictures/{name}.png)\n\n{said}\n")
    (DOCS / "gallery.md").write_text("\n".join(parts), encoding="utf-8")


def _small(content: bytes, said: str, target: Path) -> None:
    """Write a picture with 128 colours, which is enough for flat fills, and its text."""
    from PIL.PngImagePlugin import PngInfo

    about = PngInfo()
    about.add_itxt("Description", said)
    with Image.open(io.BytesIO(content)) as picture:
        reduced = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
        reduced.save(target, pnginfo=about, optimize=True)


if __name__ == "__main__":
    main()
