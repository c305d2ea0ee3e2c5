"""How wide the columns of a printed table are, and which tables need a landscape page."""

from collections.abc import Sequence

from ntm_analysis.publishing.model import Block, Figure, Heading, Paragraph, Table

PORTRAIT, LANDSCAPE = 80, 122  # letters of table type on a line: A4 less its margins
_WIDTH_MM, _WIDE_MM, _HEIGHT_MM, _LOW_MM = 165.0, 247.0, 118.0, 124.0
_MM_PER_PIXEL = 25.4 / 160
_LONGEST = 46  # a longer cell is wrapped anyway
_MOST_COLUMNS, _SMALL_FROM = 10, 8  # on a portrait page; in smaller type


def groups(blocks: Sequence[Block]) -> list[tuple[bool, list[Block]]]:
    """Group blocks by the page they lie on: portrait (False) or landscape (True).

    A heading, with the sentence under it, goes to the page of what it stands above.
    """
    made: list[tuple[bool, list[Block]]] = []
    for block in blocks:
        wide = _lies_wide(block)
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


def is_small(table: Table) -> bool:
    """Tell whether a table is set in smaller type: it has many columns on a portrait page."""
    return not is_wide(table) and len(table.columns) >= _SMALL_FROM


def is_wide(table: Table) -> bool:
    """Tell whether a table lies on a landscape page: it asks for it, or has too many columns."""
    return table.wide or len(table.columns) > _MOST_COLUMNS


def widths(table: Table) -> list[float]:
    """Return the share of the line that each column gets; they add up to 1.

    A column gets at least its longest word; what is left goes to those that hold more.
    """
    line = LANDSCAPE if is_wide(table) else PORTRAIT
    least = [_least(table, at) for at in range(len(table.columns))]
    wanted = [max(low, _wanted(table, at)) for at, low in enumerate(least)]
    spare = max(0.0, line - sum(least))
    more = sum(wanted) - sum(least)
    if more > 0:
        given = min(1.0, spare / more)
        least = [low + (high - low) * given for low, high in zip(least, wanted, strict=True)]
    whole = sum(least)
    return [width / whole for width in least]


def _least(table: Table, at: int) -> float:
    texts = [table.columns[at].title, *(row[at].text for row in table.rows)]
    longest = max(max((len(word) for word in text.split()), default=1) for text in texts)
    if table.columns[at].kind == "number":
        longest = max([longest, *(len(row[at].text) for row in table.rows)])
    return min(longest, 30) * 1.08 + 2.4


def _wanted(table: Table, at: int) -> float:
    cells = max((len(row[at].text) for row in table.rows), default=0)
    return float(min(max(cells, len(table.columns[at].title) / 2), _LONGEST)) + 2.0


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
