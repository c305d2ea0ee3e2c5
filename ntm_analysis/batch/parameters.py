"""The typed schema of a notebook's parameters, read from its cell tagged ``parameters``."""

import ast
import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ntm_analysis.errors import InputError, one_of

TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}
FORM = "name: type = default  # help"


@dataclass(frozen=True)
class Parameter:
    """One declared parameter: ``name: type = default  # help``."""

    name: str
    type: str
    default: Any
    help: str
    line: int

    def check(self, value: Any) -> Any:
        """Return a value if it is of the declared type and known in its vocabulary.

        Raises
        ------
        InputError
            If it is not; the sentence names the parameter, the value and what is allowed.
        """
        if not fits(value, self.type):
            quoted = f"; write it as '{value}'" if self.type.startswith("str") else ""
            raise InputError(
                f"The parameter {self.name!r} must be of type {self.type}, {value!r} is of type "
                f"{type(value).__name__}{quoted}."
            )
        known = VOCABULARY.get(self.name)
        return known(value) if known and value is not None else value

    def read(self, text: str) -> Any:
        """Return the value that a text on the command line stands for, checked."""
        kind = self.type.partition(" ")[0]
        if kind in {"int", "float"}:
            try:
                return self.check(TYPES[kind](text))
            except ValueError:
                raise InputError(
                    f"The parameter {self.name!r} must be of type {self.type}, {text!r} is not."
                ) from None
        if kind == "bool":
            if text.lower() not in {"true", "false"}:
                raise one_of(f"value of {self.name!r}", text, ["true", "false"])
            return text.lower() == "true"
        return self.check(text)


@dataclass(frozen=True)
class Schema:
    """The parameters that a notebook declares, and how it is to be run."""

    notebook: Path
    parameters: dict[str, Parameter]
    mistakes: tuple[tuple[int, str], ...] = ()
    plain: bool = False

    def parameter(self, name: str) -> Parameter:
        """Return a declared parameter, or refuse the name with a suggestion."""
        if name not in self.parameters:
            raise one_of("parameter", name, self.parameters)
        return self.parameters[name]


def fits(value: Any, kind: str) -> bool:
    """Say whether a value is of a declared type; a whole number may stand for a float.

    >>> fits(395, "str"), fits(True, "int"), fits(2, "float"), fits(None, "str | None")
    (False, False, True, True)
    """
    for name in re.split(r"\s*\|\s*", kind):
        if name == "None" and value is None:
            return True
        wanted = TYPES.get(name)
        if wanted and type(value) in ((int, float) if wanted is float else (wanted,)):
            return True
    return False


def schema(notebook: Path) -> Schema:
    """Read what a notebook declares; what is wrong in it stands in ``mistakes``."""
    try:
        content = json.loads(notebook.read_text(encoding="utf-8"))
        cells = [(c, "".join(c["source"])) for c in content["cells"] if c["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError):
        return Schema(notebook, {}, ((1, "This is not a notebook of version 4."),))
    tagged = [text for cell, text in cells if "parameters" in cell["metadata"].get("tags", [])]
    if len(tagged) != 1:
        said = f"It has {len(tagged)} cells tagged 'parameters'; exactly one is needed."
        return Schema(notebook, {}, ((1, said),))
    first = _line_of_tag(notebook)
    declared, wrong = _declared(tagged[0], first)
    rest = "\n".join(text for _, text in cells if text != tagged[0])
    wrong += [
        (p.line, f"The parameter {p.name!r} is declared and never used.")
        for p in declared.values()
        if not re.search(rf"\b{p.name}\b", rest)
    ]
    metadata = content.get("metadata", {})
    other = metadata.get("kernelspec", {}).get("language", "python") != "python"
    plain = other or metadata.get("ntm", {}).get("kernel") == "plain"
    return Schema(notebook, declared, tuple(wrong), plain)


def declared_in(notebook: Any) -> dict[str, Parameter]:
    """Return the parameters that a loaded notebook declares."""
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            return _declared(cell.source, 1)[0]
    return {}


def _line_of_tag(notebook: Path) -> int:
    """Return the line of the file on which the source of the tagged cell starts."""
    lines = notebook.read_text(encoding="utf-8").splitlines()
    tag = next((at for at, line in enumerate(lines) if line.strip() == '"parameters"'), 0)
    starts = [at for at, line in enumerate(lines) if '"source"' in line and at > tag]
    return starts[0] + 2 if starts else 1


def _declared(source: str, first: int) -> tuple[dict[str, Parameter], list[tuple[int, str]]]:
    found: dict[str, Parameter] = {}
    wrong: list[tuple[int, str]] = []
    for at, line in enumerate(source.splitlines(), start=first):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            made = _parameter(line, at)
        except (SyntaxError, ValueError, AttributeError, IndexError):
            wrong.append((at, f"{line.strip()!r} does not have the form '{FORM}'."))
            continue
        if made.name in found:
            wrong.append((at, f"The parameter {made.name!r} is declared twice."))
        elif not set(re.split(r"\s*\|\s*", made.type)) <= {*TYPES, "None"}:
            wrong.append((at, str(one_of(f"type of {made.name!r}", made.type, TYPES))))
        elif not fits(made.default, made.type):
            said = f"The default {made.default!r} of {made.name!r} is not of type {made.type}."
            wrong.append((at, said))
        else:
            found[made.name] = made
    return found, wrong


def _parameter(line: str, at: int) -> Parameter:
    parsed = ast.parse(line.strip()).body[0]
    if not isinstance(parsed, ast.AnnAssign) or not isinstance(parsed.target, ast.Name):
        raise ValueError(line)
    value = ast.literal_eval(parsed.value) if parsed.value else None
    said = line.rstrip()[line.rindex("#") + 1 :].strip() if "#" in line else ""
    if not said:
        raise ValueError(line)
    return Parameter(parsed.target.id, ast.unparse(parsed.annotation), value, said, at)


def _plan(value: str) -> str:
    from ntm_analysis import store

    store.find_plan(value)
    return value


def _boundaries(value: str) -> str:
    from ntm_analysis import store

    store.find_layer(value)
    return value


def _lang(value: str) -> str:
    from ntm_analysis.wording import check_language

    return check_language(value)


def _indicator(value: str) -> str:
    from ntm_analysis.vocabulary import indicator

    return indicator(value)


def _district(value: str) -> str:
    from ntm_analysis import places

    return str(places.code_of(value))


def _body(value: str) -> str:
    from ntm_analysis.bodies import bodies

    if value not in bodies().index:
        raise one_of("body", value, bodies().index)
    return value


def _results(value: str) -> str:
    from ntm_analysis import store

    if value:
        store.find_results(value)
    return value


def _day(value: str) -> str:
    try:
        if not value:
            return value
        dt.date.fromisoformat(value)
    except ValueError:
        raise InputError(f"{value!r} is not a day; write it as in 2024-12-31.") from None
    return value


# name of a parameter -> the function that returns a known value as it is passed on, or refuses it
VOCABULARY: dict[str, Callable[[str], str]] = {
    "plan": _plan,
    "lang": _lang,
    "district": _district,
    "indicator": _indicator,
    "boundaries": _boundaries,
    "communes": _boundaries,
    "body": _body,
    "day": _day,
    "earlier_day": _day,
    "results": _results,
    "earlier": _results,
}
