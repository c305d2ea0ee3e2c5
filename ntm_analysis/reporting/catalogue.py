"""``reports.yml`` read into typed jobs; every mistake is found before a kernel starts."""

import fnmatch
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from ntm_analysis import places, plan, store, text
from ntm_analysis.errors import InputError, NtmError, one_of
from ntm_analysis.vocabulary import indicator
from ntm_analysis.wording import check_language, say


class Entry(BaseModel):
    """One entry of the catalogue: a notebook, its parameters, what it is repeated for."""

    model_config = ConfigDict(extra="forbid")
    notebook: str
    parameters: dict[str, Any] = {}
    for_each: str | dict[str, list[Any]] | None = None


class Catalogue(BaseModel):
    """The whole catalogue: which plan and language, and the reports."""

    model_config = ConfigDict(extra="forbid")
    plan: str
    lang: str = "vi"
    reports: list[Entry]


@dataclass(frozen=True)
class Job:
    """One report to be made."""

    id: str
    title: str
    notebook: Path
    parameters: dict[str, Any] = field(hash=False)


_CHECKS = {
    "plan": store.find_plan,
    "lang": check_language,
    "district": places.code_of,
    "indicator": indicator,
    "boundaries": store.find_layer,
    "communes": store.find_layer,
}


class _Loader(yaml.SafeLoader):
    """A safe loader that refuses a key given twice; YAML would drop the first without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [self.construct_object(key, deep=deep) for key, _ in node.value]
        for name in names:
            if names.count(name) > 1:
                raise yaml.YAMLError(f"the key {name!r} stands twice")
        return super().construct_mapping(node, deep=deep)


def read(file: Path) -> Catalogue:
    """Read a catalogue.

    Raises
    ------
    InputError
        If the file is missing, no YAML, or does not have the form of a catalogue.
    """
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe loader
        return Catalogue.model_validate(content)
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        raise InputError(
            f"There is no catalogue {str(file)!r}; name one, or make reports.yml."
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(
            f"The catalogue {file.name} is not YAML: {' '.join(str(error).split())}."
        ) from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the top"
        raise InputError(
            f"The catalogue {file.name} is wrong at {where}: {first['msg']}; allowed are plan, "
            "lang, and reports with notebook, parameters, for_each."
        ) from None


def jobs(catalogue: Catalogue) -> list[Job]:
    """List the jobs of a catalogue, each with checked parameters.

    Raises
    ------
    InputError
        If a notebook, a parameter or a value is not known; all mistakes in one message.
    """
    made: list[Job] = []
    mistakes: list[str] = []
    shared = {"plan": catalogue.plan, "lang": catalogue.lang}
    for number, entry in enumerate(catalogue.reports, start=1):
        try:
            for parameters in _repeated(entry):
                made.append(_job(entry.notebook, {**shared, **parameters}))
        except NtmError as error:
            mistakes.append(f"report {number} ({entry.notebook}): {error}")
    ids = [job.id for job in made]
    mistakes += [
        f"two reports are called {name!r}" for name in sorted({i for i in ids if ids.count(i) > 1})
    ]
    if not made and not mistakes:
        mistakes.append("it lists no report")
    if mistakes:
        raise InputError("The catalogue is wrong: " + " | ".join(mistakes))
    return made


def select(all_jobs: list[Job], only: str | None, limit: int | None) -> list[Job]:
    """Take the jobs whose id fits a pattern (``04*``, ``*tho-xuan``), at most `limit`.

    Raises
    ------
    InputError
        If no job fits.
    """
    chosen = [job for job in all_jobs if not only or fnmatch.fnmatch(job.id, f"*{only}*")]
    if not chosen:
        raise one_of("job", only, [job.id for job in all_jobs], "Call 'ntm list' to see them.")
    return chosen[:limit]


def notebook_parameters(path: Path) -> dict[str, Any]:
    """Return the parameters that a notebook declares in its cell tagged ``parameters``."""
    import papermill

    return dict(papermill.inspect_notebook(str(path)))


def _repeated(entry: Entry) -> list[dict[str, Any]]:
    own = {"plan", "lang"} & entry.parameters.keys()
    if own:
        raise InputError(f"{', '.join(sorted(own))} stands at the top of the catalogue, for all.")
    if entry.for_each is None:
        return [entry.parameters]
    if isinstance(entry.for_each, str):
        if entry.for_each != "district":
            raise one_of("for_each", entry.for_each, ["district"])
        values: dict[str, list[Any]] = {"district": list(places.units().index)}
    else:
        values = entry.for_each
    return [{**entry.parameters, name: value} for name, many in values.items() for value in many]


def _job(name: str, parameters: dict[str, Any]) -> Job:
    notebook = store.find_notebook(name)
    declared = notebook_parameters(notebook)
    for key, value in parameters.items():
        if key not in declared:
            raise one_of("parameter", key, declared)
        if key in _CHECKS:
            _CHECKS[key](value)
    if "district" in declared and "district" not in parameters:
        raise InputError("this notebook needs a district; add 'for_each: district' or name one.")
    given = dict(parameters)
    subject, ending = "", ""
    if "district" in given:
        code = places.code_of(given["district"])
        given["district"] = str(code)
        subject = places.unit_name(code, given["lang"], full=True)
        ending = f"-{code}-{text.slug(places.unit_name(code))}"
    extra = {k: v for k, v in given.items() if k not in {"plan", "lang", "district"}}
    ending += "".join(f"-{text.slug(str(value))}" for value in extra.values())
    title = say(f"notebook.{notebook.stem}", given["lang"], subject=subject)
    plan.load_plan(given["plan"])
    return Job(f"{notebook.stem}{ending}", title, notebook, given)
