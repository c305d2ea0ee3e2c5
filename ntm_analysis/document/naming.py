"""Names in a document -> codes of districts and keys of bodies, by rule or not at all."""

from dataclasses import dataclass
from functools import cache

from ntm_analysis import places
from ntm_analysis.bodies import body_names, short_names
from ntm_analysis.errors import NtmError
from ntm_analysis.text import fold, nfc


@dataclass(frozen=True)
class Register:
    """The districts of the document's province on its day; without a register no name has a code."""

    day: str

    @property
    def known(self) -> bool:
        """Whether there is a register for this document."""
        return bool(self.day)

    def missing(self, codes: set[int | None]) -> list[str]:
        """List the names of the register's districts that are not among `codes`."""
        names = places.units(self.day)["name"] if self.day else {}
        return [str(name) for code, name in names.items() if code not in codes]

    def code(self, name: str) -> int | None:
        """Return the code of a name as it stands in a table, or None if no rule gives one."""
        return _code(name, self.day) if self.day and len(name) < 80 else None


@cache
def _code(name: str, day: str) -> int | None:
    try:
        code = places.resolve(name, on=day).code
    except NtmError:
        return None
    return code if code in places.units(day).index else None


@cache
def names_of_bodies() -> list[tuple[str, str, bool]]:
    """Return folded names of bodies with their keys, the longest first, and whether it is short.

    A short name says its body only where no more of a name follows.
    """
    short = {fold(nfc(name)) for name in short_names()}
    pairs = {fold(nfc(name)): body for body, names in body_names().items() for name in names}
    return sorted(((name, body, name in short) for name, body in pairs.items()),
                  key=lambda entry: -len(entry[0]))  # fmt: skip


def body_of(name: str) -> str:
    """Return the key of a body by its name or a listed variant, or nothing.

    >>> body_of("Sở Nông nghiệp và PTNT"), body_of("Sở Tương lai")
    ('agriculture', '')
    """
    key = " ".join(fold(nfc(name)).split()).strip(" .;:,")
    return next((body for name, body, _ in names_of_bodies() if name == key), "")
