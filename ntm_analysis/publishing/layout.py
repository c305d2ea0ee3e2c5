"""Which page of a printed report a block lies on, and what stays together."""

from collections.abc import Sequence

from ntm_analysis.publishing.columns import is_wide
from ntm_analysis.publishing.model import Block, Figure, Heading, Paragraph, Table, plain

_WIDTH_MM, _WIDE_MM, _HEIGHT_MM, _LOW_MM = 165.0, 247.0, 118.0, 134.0
_MM_PER_PIXEL = 25.4 / 160
_SHORT_ROWS, _SHORT_LETTERS = 10, 1200  # of a table that stays on one page
_SHORT_SENTENCE = 400  # letters


def groups(blocks: Sequence[Block]) -> list[tuple[bool, list[Block]]]:
    """Group blocks by the page they lie on: portrait (False) or landscape (True).

    A heading, with the sentence under it, goes to the page of what it stands above; a sentence
    that explains a table stays on the page of the table.
    """
    made: list[tuple[bool, list[Block]]] = []
    for at, block in enumerate(blocks):
        wide = _lies_wide(block) or _explains_wide(blocks, at)
        if not made or made[-1][0] != wide:
            taken = _head_at_end(made[-1][1]) if made else []
            if made and not made[-1][1]:
                made.pop()
            if made and made[-1][0] == wide:
                made[-1][1].extend(taken)
            else:
                made.append((wide, taken))
        made[-1][1].append(block)
    return made


def _explains_wide(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a sentence stands between a wide table and the next heading."""
    before = blocks[at - 1] if at else None
    behind = blocks[at + 1] if at + 1 < len(blocks) else Heading(2, ())
    told = isinstance(before, Table) and is_wide(before) and isinstance(behind, Heading)
    return told and isinstance(blocks[at], Paragraph)


def kept(blocks: Sequence[Block]) -> set[int]:
    """Return which blocks stay on the page of the next: short text above a table or picture."""
    return {
        at
        for at, block in enumerate(blocks[:-1])
        if isinstance(block, Paragraph)
        and isinstance(blocks[at + 1], Table | Figure)
        and len(plain(block.spans)) <= _SHORT_SENTENCE
    }


def is_short(table: Table) -> bool:
    """Tell whether a table is so short that it is not parted over two pages."""
    letters = sum(len(cell.text) for row in table.rows for cell in row)
    return len(table.rows) <= _SHORT_ROWS and letters <= _SHORT_LETTERS


def _head_at_end(blocks: list[Block]) -> list[Block]:
    """Take the last heading and at most one paragraph under it off the end of some blocks."""
    size = 1
    if len(blocks) > 1 and isinstance(blocks[-1], Paragraph):
        size = 2
    head = blocks[-size] if blocks else None
    if not isinstance(head, Heading) or head.level == 1:
        return []
    taken = blocks[-size:]
    del blocks[-size:]
    return taken


def _lies_wide(block: Block) -> bool:
    if isinstance(block, Table):
        return is_wide(block)
    return isinstance(block, Figure) and is_wide_picture(block.png)


def is_wide_picture(png: bytes) -> bool:
    """Tell whether a picture lies on a landscape page: its letters would be too small on the line.

    Those are pictures much broader than the line, but not the narrow strips that bars make.
    """
    width, height = _size_mm(png)
    return width > 1.35 * _WIDTH_MM and height > 0.45 * width


def width_mm(png: bytes) -> float:
    """Return how wide a picture is printed: its own size, at most the line and a part of a page."""
    width, height = _size_mm(png)
    line, most = (_WIDE_MM, _LOW_MM) if is_wide_picture(png) else (_WIDTH_MM, _HEIGHT_MM)
    return round(width * min(1.0, line / width, most / height), 2)


def _size_mm(png: bytes) -> tuple[float, float]:
    """Return width and height of a picture as it was drawn."""
    pixels = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    return pixels[0] * _MM_PER_PIXEL, pixels[1] * _MM_PER_PIXEL
