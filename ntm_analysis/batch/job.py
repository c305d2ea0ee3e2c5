"""One report to be made: a notebook, its parameters, the formats and limits."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

TIME_LIMIT_S = 300
MEMORY_LIMIT_MB = 2000
SUBJECTS = ("district", "body")  # parameters that say what a report is about


@dataclass(frozen=True)
class Job:
    """One report to be made.

    Attributes
    ----------
    id : str
        Name of its files; unique in a catalogue, also where capitals do not count.
    title : str
    notebook : Path
    parameters : dict
        Checked, as they are passed on.
    suffix : str
        Language and year, at the end of the names of its files: ``-vi-2024``.
    formats : tuple of str
    time_limit : float
        Seconds.
    memory_limit : float
        MB of 10^6 bytes, of the job's process and what it starts.
    plain : bool
        Whether the notebook asks for a kernel of its own instead of a warm start.
    sentences : dict
        Lines of the plan's document by number, to be printed with the figures in them.
    """

    id: str
    title: str
    notebook: Path
    parameters: dict[str, Any] = field(hash=False)
    suffix: str = ""
    formats: tuple[str, ...] = ("html",)
    time_limit: float = TIME_LIMIT_S
    memory_limit: float = MEMORY_LIMIT_MB
    plain: bool = False
    sentences: dict[str, list[str]] = field(default_factory=dict, hash=False)

    @property
    def lang(self) -> str:
        """The language of the report."""
        return str(self.parameters.get("lang", "vi"))

    @property
    def file_name(self) -> str:
        """Name of the report's files without the ending: what it is, language, year."""
        return f"{self.id}{self.suffix}"

    def as_dict(self) -> dict[str, Any]:
        """Return the job in types of JSON."""
        return {**asdict(self), "notebook": str(self.notebook), "formats": list(self.formats)}

    @classmethod
    def from_dict(cls, entry: dict[str, Any]) -> "Job":
        """Return the job that `as_dict` described."""
        formats = tuple(entry["formats"])
        return cls(**{**entry, "notebook": Path(entry["notebook"]), "formats": formats})
