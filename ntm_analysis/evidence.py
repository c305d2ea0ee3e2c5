"""What a shown number rests on: an address in the plan, or a formula and its inputs."""

from dataclasses import dataclass

from ntm_analysis.bodies import body_name
from ntm_analysis.places import unit_name
from ntm_analysis.plan import Citation, Plan
from ntm_analysis.text import BLANK, format_billion, format_number
from ntm_analysis.wording import label, say


@dataclass(frozen=True)
class Computed:
    """A computed number with its formula in words and the values of the plan in it."""

    value: float
    formula: str
    inputs: tuple[Citation, ...]

    @property
    def lines(self) -> str:
        """The lines of the plan that the inputs stand on, as in ``35, 37``."""
        return ", ".join(
            str(line) for line in sorted({cited.line for cited in self.inputs if cited.line})
        )


def describe(citation: Citation, plan: Plan, lang: str = "vi") -> str:
    """Say in one or more lines of text where a value stands and how it was read."""
    row = citation.row
    lines = [_where(citation, lang)]
    if "column" in row:
        lines[0] += say("cite.column", lang, column=row["column"])
    if "as_printed" in row:
        printed = citation.as_printed or say("cite.blank", lang)
        lines.append(say("cite.printed", lang, printed=printed))
    value = _value(citation, lang)
    if value:
        lines.append(say("cite.value", lang, value=value))
    if row.get("reading") == "correction":
        made = plan.corrections.set_index("line").loc[row["line"]]
        lines.append(
            say("cite.correction", lang, read_as=made["read_as"], reason=made[f"reason_{lang}"])
        )
    if row.get(f"note_{lang}"):
        lines.append(say("cite.note", lang, note=row[f"note_{lang}"]))
    return "\n".join([f"{_title(citation, lang)}", *lines])


def _where(citation: Citation, lang: str) -> str:
    if citation.line is None:
        return say("cite.nowhere", lang)
    if not citation.section:
        return say("cite.line", lang, line=citation.line)
    return say("cite.where", lang, section=citation.section, line=citation.line)


def _title(citation: Citation, lang: str) -> str:
    row = citation.row
    names = []
    if "indicator" in row:
        names.append(label("indicator", row["indicator"], lang))
    if "topic" in row:
        names.append(label("not_stated", row["topic"], lang))
    if "source" in row:
        names.append(label("source", row["source"], lang))
    if "due_kind" in row:
        names.append(row[f"what_{lang}"])
    if row.get("body"):
        names.append(body_name(row["body"], lang))
    if isinstance(row.get("district_code"), int):
        names.append(unit_name(row["district_code"], lang, full=True))
    return ", ".join(names) or " ".join(citation.key)


def _value(citation: Citation, lang: str) -> str:
    row = citation.row
    if "amount_vnd" in row:
        return say(
            "amount.both", lang, billion=format_billion(row["amount_vnd"], lang),
            vnd=format_number(row["amount_vnd"], lang),
        )  # fmt: skip
    if "value" in row:
        shown = format_number(row["value"], lang)
        return say("blank.meaning", lang) if shown == BLANK else shown
    return ""
