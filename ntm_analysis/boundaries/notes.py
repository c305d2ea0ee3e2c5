"""What is found while a boundary file is read: findings, repairs, and what was told by itself."""

from dataclasses import dataclass, field

from ntm_analysis.errors import InputError
from ntm_analysis.wording import say


@dataclass
class Notes:
    """Findings (severity, check, message), repairs and roles found, in one language."""

    file: str
    lang: str = "vi"
    findings: list[tuple[str, str, str]] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    found: dict[str, str] = field(default_factory=dict)

    def add(self, severity: str, check: str, **fields: object) -> None:
        """Add a finding once, with the sentence of its check."""
        row = (severity, check, self.sentence(check, **fields))
        if row not in self.findings:
            self.findings.append(row)

    def repair(self, check: str, **fields: object) -> None:
        """Add what was repaired: a warning, and a line of the layer's record."""
        self.add("warning", check, **fields)
        self.repairs.append(self.sentence(check, **fields))

    def refusal(self, check: str, **fields: object) -> InputError:
        """Build the error that ends the reading of the file."""
        return InputError(self.sentence(f"refusal.{check}", file=self.file, **fields))

    def sentence(self, check: str, **fields: object) -> str:
        """Return the sentence of a check."""
        return say(f"boundaries.{check}", self.lang, **fields)

    @property
    def wrong(self) -> bool:
        """Tell whether there is a finding of severity error."""
        return any(severity == "error" for severity, _, _ in self.findings)
