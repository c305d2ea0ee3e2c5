"""What the reader of a document has to say about a place in it: left out, unread, assumed."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from ntm_analysis.document.model import Address, Line
from ntm_analysis.schema import KEYS


class Place(Protocol):
    """Something that stands on a line in a section."""

    @property
    def line(self) -> Line:
        """The line."""

    @property
    def section(self) -> str:
        """The section."""


@dataclass
class Remarks:
    """Collects remarks as rows of the table of that name.

    `seen` are the lines of tables whose values were held against others and gave no row.
    """

    paged: bool
    rows: list[dict[str, Any]] = field(default_factory=list)
    keys: set[tuple[str, ...]] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)

    def add(
        self, kind: str, subject: str, place: Place, *, taken: str = "", other: str = ""
    ) -> None:
        """Note something about a row of a table."""
        line = place.line
        address = Address("", place.section, line.number, line.page, line.paragraph)
        self.at(kind, subject, address, taken=taken, other=other)

    def at(
        self, kind: str, subject: str, address: Address | None, *, taken: str = "", other: str = ""
    ) -> None:
        """Note something about an address, or about the whole document."""
        address = address or Address("", "", 0)
        columns = address.columns(paged=self.paged)
        if not columns["line"]:
            columns["line"] = None
        row = {"kind": kind, "subject": subject, "taken": taken, "other": other, **columns}
        key = tuple(str(row[name]) for name in KEYS["remarks"])
        if key not in self.keys:
            self.keys.add(key)
            self.rows.append(row)
