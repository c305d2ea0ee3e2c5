"""All mistakes of a catalogue at once, each with file and line."""

from dataclasses import dataclass, field
from pathlib import Path

from ntm_analysis.errors import InputError


@dataclass
class Mistakes:
    """Collects sentences with the place they are about."""

    found: list[tuple[str, int, str]] = field(default_factory=list)

    def add(self, file: Path | str, line: int, sentence: object) -> None:
        """Note one mistake; the same one at the same place counts once."""
        entry = (Path(file).name, line, str(sentence))
        if entry not in self.found:
            self.found.append(entry)

    def check(self) -> None:
        """Raise if there is any.

        Raises
        ------
        InputError
            With one line per mistake: file, line, sentence.
        """
        if self.found:
            listed = [f"{file}, line {line}: {said}" for file, line, said in self.found]
            raise InputError("\n     ".join(listed))
