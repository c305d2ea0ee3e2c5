"""The document between a notebook and its files: headings, paragraphs, tables, pictures.

Each shown number carries its evidence. A notebook hands blocks over as the output type `MIME`.
"""

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from ntm_analysis.errors import DataError
from ntm_analysis.evidence import Address, Evidence

MIME = "application/vnd.ntm.block+json"
KINDS = ("text", "number", "address")  # of a column: left, right, lines of the plan


@dataclass(frozen=True)
class Span:
    """A piece of text: plain, bold, with evidence, or a reference to the table named `ref`."""

    text: str
    bold: bool = False
    evidence: Evidence | None = None
    ref: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title of the report, `anchor` its name in links."""

    level: int
    spans: Spans
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of prose."""

    spans: Spans


@dataclass(frozen=True)
class Cell:
    """A cell as shown; `value` is its number in full, as decimal text, empty for none.

    `marks` are the beginnings and ends of what is set off in its text.
    """

    text: str
    value: str = ""
    evidence: Evidence | None = None
    marks: tuple[tuple[int, int], ...] = ()

    def pieces(self) -> list[tuple[str, bool]]:
        """Return the text in pieces, each with whether it is set off."""
        made, at = [], 0
        for start, end in self.marks:
            made += [(self.text[at:start], False), (self.text[max(at, start) : end], True)]
            at = max(at, end)
        return [piece for piece in [*made, (self.text[at:], False)] if piece[0]]


@dataclass(frozen=True)
class Column:
    """A column: its key, its title for the reader, and how it is set."""

    key: str
    title: str
    kind: str = "text"


@dataclass(frozen=True)
class Table:
    """A table; `number` counts the tables of the report, `wide` asks for a landscape page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    name: str = ""
    wide: bool = False
    number: int = 0

    @property
    def anchor(self) -> str:
        """Its name in links."""
        return f"table-{self.number}"


@dataclass(frozen=True)
class Figure:
    """A picture (PNG) with the text that stands in for it."""

    png: bytes
    alt: str
    caption: str = ""
    number: int = 0

    @property
    def anchor(self) -> str:
        """Its name in links."""
        return f"figure-{self.number}"


Block = Heading | Paragraph | Table | Figure


@dataclass(frozen=True)
class Document:
    """A whole report in one language; `contents` says whether it has a page of contents."""

    title: str
    lang: str
    blocks: tuple[Block, ...]
    plan: str = ""
    contents: bool = False

    def tables(self) -> list[Table]:
        """List the tables in their order."""
        return [block for block in self.blocks if isinstance(block, Table)]

    def figures(self) -> list[Figure]:
        """List the pictures in their order."""
        return [block for block in self.blocks if isinstance(block, Figure)]

    def save_pictures(self, folder: Path) -> None:
        """Write each picture into a folder, named by its anchor."""
        for figure in self.figures():
            (folder / f"{figure.anchor}.png").write_bytes(figure.png)

    def table_named(self, name: str) -> Table:
        """Return the table that a reference names.

        Raises
        ------
        DataError
            If there is none.
        """
        for table in self.tables():
            if table.name == name:
                return table
        known = ", ".join(sorted(t.name for t in self.tables() if t.name)) or "none"
        raise DataError(f"A sentence refers to the table {name!r}; the report has: {known}.")


def dump(block: Paragraph | Table | Figure | Heading) -> dict[str, Any]:
    """Return a block as plain JSON values, without the bytes of a picture."""
    content = asdict(replace(block, png=b"") if isinstance(block, Figure) else block)
    content.pop("png", None)
    return {"block": type(block).__name__.lower(), **content}


def load(content: dict[str, Any], png: bytes = b"") -> Block:
    """Return the block that `dump` made.

    Raises
    ------
    DataError
        If it is none.
    """
    try:
        given = dict(content)
        kind = given.pop("block")
        if kind == "table":
            given["columns"] = tuple(Column(**column) for column in given["columns"])
            given["rows"] = tuple(tuple(map(_cell, row)) for row in given["rows"])
            return Table(**given)
        if kind == "figure":
            return Figure(png=png, **given)
        given["spans"] = tuple(_span(span) for span in given["spans"])
        return {"heading": Heading, "paragraph": Paragraph}[kind](**given)
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(f"An output of the notebook is no block of a report: {error!r}.") from None


def _cell(given: dict[str, Any]) -> Cell:
    marks = tuple((int(start), int(end)) for start, end in given.get("marks", ()))
    return Cell(given["text"], given["value"], _evidence(given["evidence"]), marks)


def _span(given: dict[str, Any]) -> Span:
    return Span(given["text"], given["bold"], _evidence(given["evidence"]), given["ref"])


def _evidence(given: dict[str, Any] | None) -> Evidence | None:
    if given is None:
        return None
    inputs = (Address(a["table"], tuple(a["key"]), a["column"]) for a in given["inputs"])
    return Evidence(tuple(inputs), given["formula"])


def plain(spans: Spans) -> str:
    """Return the text of some spans."""
    return "".join(span.text for span in spans)
