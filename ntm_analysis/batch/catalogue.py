"""``reports.yml`` read into typed jobs; every mistake is found before a kernel starts."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ntm_analysis import store
from ntm_analysis.batch.job import MEMORY_LIMIT_MB, SUBJECTS, TIME_LIMIT_S, Job
from ntm_analysis.batch.lines import Address, Lines
from ntm_analysis.batch.listing import Listing
from ntm_analysis.batch.mistakes import Mistakes
from ntm_analysis.batch.naming import job_of
from ntm_analysis.batch.parameters import Schema, schema
from ntm_analysis.bodies import briefed
from ntm_analysis.errors import InputError, NtmError, one_of
from ntm_analysis.reporting import formats
from ntm_analysis.wording import say

if TYPE_CHECKING:
    from ntm_analysis.plan import Plan

SHARED = ("plan", "lang", "boundaries")  # stand at the top of a catalogue, for all reports


class Entry(BaseModel):
    """One entry of the catalogue: a notebook, its parameters, what it is repeated for."""

    model_config = ConfigDict(extra="forbid", strict=True)
    notebook: str
    parameters: dict[str, Any] = {}
    for_each: str | dict[str, list[Any]] | None = None
    formats: list[str] | None = None
    time_limit: float | None = Field(None, gt=0)
    memory_limit: float | None = Field(None, gt=0)


class Catalogue(BaseModel):
    """The whole catalogue: plan, language, formats and limits of all, and the reports."""

    model_config = ConfigDict(extra="forbid", strict=True)
    plan: str
    lang: str = "vi"
    boundaries: str | None = None
    cover: str | None = None
    formats: list[str] = ["html"]
    time_limit: float = Field(TIME_LIMIT_S, gt=0)
    memory_limit: float = Field(MEMORY_LIMIT_MB, gt=0)
    reports: list[Any]


def load(
    file: Path, *, lang: str | None = None, formats: tuple[str, ...] = (),
    given: dict[str, str] | None = None, boundaries: str | None = None,
) -> Listing:  # fmt: skip
    """Read a catalogue, or one notebook, into checked jobs.

    Parameters
    ----------
    file : Path
        A YAML file, or a notebook (``.ipynb``) to be run once.
    lang : str, optional
        Language instead of the catalogue's.
    formats : tuple of str
        Formats instead of the catalogue's.
    given : dict, optional
        Parameters of a notebook as texts, as the command line gives them.
    boundaries : str, optional
        Layer of all reports that draw one, instead of the catalogue's.

    Raises
    ------
    InputError
        With all mistakes, one line each: file, line, sentence.
    """
    mistakes = Mistakes()
    if file.suffix == ".ipynb":
        lines = Lines(file, "", mistakes)
        lines.content = _of_notebook(file, given or {}, mistakes)
    elif given:
        raise InputError(
            f"Parameters are given with a notebook, {file.name} is a catalogue; call it as in: "
            'ntm run notebooks/04_district_profile.ipynb -p district="Thọ Xuân".'
        )
    else:
        lines = Lines(file, _text(file), mistakes)
    content = _form(Catalogue, lines, (), mistakes)
    if content is None:
        mistakes.check()
        raise InputError(f"{file.name}, line 1: The catalogue is empty; it needs plan and reports.")
    content.lang = lang or content.lang
    content.formats = list(formats) or content.formats
    content.boundaries = boundaries or content.boundaries
    if boundaries and "boundaries" in (given or {}):
        raise InputError("The parameter 'boundaries' is given twice; keep -p or --boundaries.")
    builder = _Builder(content, lines, mistakes, bool(formats), bool(boundaries))
    jobs = builder.jobs()
    cover = content.cover or ""
    if cover and cover not in [job.id for job in jobs] and not mistakes.found:
        mistakes.add(file, lines.of(("cover",)), one_of("cover", cover, [job.id for job in jobs]))
    mistakes.check()
    from ntm_analysis.vintages import vintage_of

    about = builder.plan
    assert about is not None  # noqa: S101 - else a mistake was found
    vintage_of(about.units_on)  # reports draw and join districts
    title = say("index.title", content.lang, province=about.province, year=about.year)
    return Listing(about.name, content.lang, jobs, title, cover, content.plan)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise InputError(
            f"There is no catalogue {str(file)!r}; name one, or make reports.yml."
        ) from None


def _of_notebook(file: Path, given: dict[str, str], mistakes: Mistakes) -> dict[str, Any]:
    """Return the catalogue of one notebook with parameters from the command line."""
    declared = schema(store.find_notebook(str(file)))
    values: dict[str, Any] = {}
    for name, value in given.items():
        try:
            values[name] = declared.parameter(name).read(value)
        except NtmError as error:
            mistakes.add("the command line", 1, error)
    shared: dict[str, Any] = {
        name: values.pop(name, declared.parameters[name].default)
        for name in ("plan", "lang")
        if name in declared.parameters
    }
    return {**shared, "reports": [{"notebook": str(file), "parameters": values}]}


def _form(model: Any, lines: Lines, address: Address, mistakes: Mistakes) -> Any:
    """Validate a part of the catalogue; note what is wrong, return None then."""
    part = lines.content
    for step in address:
        part = part[step]
    if part is None:
        return None
    try:
        return model.model_validate(part)
    except ValidationError as error:
        for one in error.errors():
            loc = tuple(one["loc"])
            said = f"{'.'.join(map(str, loc)) or 'This'}: {one['msg']}."
            if one["type"] == "extra_forbidden":
                said = str(one_of("key", loc[-1], model.model_fields))
            elif one["type"] == "missing":
                said = f"The key {loc[-1]!r} is missing."
            mistakes.add(lines.file, lines.of((*address, *loc)), said)
        return None


class _Builder:
    """Builds the jobs of a catalogue and notes the mistakes on the way."""

    def __init__(
        self, content: Catalogue, lines: Lines, mistakes: Mistakes, fixed_formats: bool,
        fixed_layer: bool,
    ) -> None:  # fmt: skip
        self.content, self.lines, self.mistakes = content, lines, mistakes
        self.fixed_formats, self.fixed_layer = fixed_formats, fixed_layer
        self.schemas: dict[str, Schema] = {}
        self.plan: Plan | None = None

    def jobs(self) -> list[Job]:
        self._shared()
        made: list[tuple[Job, int]] = []
        for at in range(len(self.content.reports)):
            entry = _form(Entry, self.lines, ("reports", at), self.mistakes)
            if entry is not None:
                made += [(job, self.lines.of(("reports", at))) for job in self._of(entry, at)]
        if (
            self.content.boundaries
            and made
            and all("boundaries" not in j.parameters for j, _ in made)
        ):
            self._note(("boundaries",), "No notebook here has the parameter 'boundaries'.")
        if not self.content.reports:
            self._note(("reports",), "The catalogue lists no report.")
        first: dict[str, int] = {}
        for job, line in made:
            if job.id.casefold() in first:
                where = first[job.id.casefold()]
                said = f"The output {job.id!r} is already that of the report on line {where}."
                self.mistakes.add(self.lines.file, line, said)
            first.setdefault(job.id.casefold(), line)
        return [job for job, _ in made]

    def _note(self, address: Address, sentence: object) -> None:
        self.mistakes.add(self.lines.file, self.lines.of(address), sentence)

    def _shared(self) -> None:
        """Check what holds for all: the plan as a whole, the language, the formats."""
        from ntm_analysis import plan
        from ntm_analysis.wording import check_language

        try:
            self.plan = plan.load_plan(self.content.plan)
        except NtmError as error:
            self._note(("plan",), error)
        checks: dict[str, tuple[Callable[[Any], object], Any]] = {
            "lang": (check_language, "vi"),
            "formats": (formats.known, ["html"]),
            "boundaries": (lambda name: name is None or store.find_layer(name), None),
        }
        for name, (check, instead) in checks.items():
            try:
                check(getattr(self.content, name))
            except NtmError as error:
                self._note((name,), error)
                setattr(self.content, name, instead)

    def _of(self, entry: Entry, at: int) -> Iterator[Job]:
        where: Address = ("reports", at)
        try:
            declared = self._schema(entry.notebook)
            chosen = formats.known(entry.formats or [])
        except NtmError as error:
            self._note((*where, "formats" if "format" in str(error)[:20] else "notebook"), error)
            return
        if self.fixed_formats or not chosen:
            chosen = tuple(self.content.formats)
        limits = {
            name: getattr(entry, name) or getattr(self.content, name)
            for name in ("time_limit", "memory_limit")
        }
        shared = {name for name in SHARED if getattr(self.content, name) is not None}
        for values in self._repeated(entry, declared, where):
            given = self._given(values, declared)
            if given is not None:
                job = job_of(declared, given, shared, self.content.lang)
                year = f"-{self.plan.year}" if self.plan else ""
                suffix = f"-{job.lang}{year}"
                yield replace(job, formats=chosen, plain=declared.plain, suffix=suffix, **limits)

    def _schema(self, name: str) -> Schema:
        if name not in self.schemas:
            self.schemas[name] = schema(store.find_notebook(name))
            for line, said in self.schemas[name].mistakes:
                self.mistakes.add(self.schemas[name].notebook, line, said)
        return self.schemas[name]

    def _repeated(
        self, entry: Entry, declared: Schema, where: Address
    ) -> Iterator[dict[str, tuple[Any, Address]]]:
        """Yield the parameters of each repetition, each value with its address."""
        own = {
            name: (value, (*where, "parameters", name)) for name, value in entry.parameters.items()
        }
        for name in SHARED:
            if name in own and getattr(self.content, name) is not None:
                _, address = own.pop(name)
                if name != "boundaries" or not self.fixed_layer:
                    said = (
                        f"{name!r} stands at the top of the catalogue, for all; take it out here."
                    )
                    self._note(address, said)
        repeats = self._values(entry, where)
        if entry.for_each is None:
            lacking = [n for n in SUBJECTS if n in declared.parameters and n not in own]
            if lacking:
                self._given(own, declared)
                said = _needs(lacking[0])
                self._note(where, said)
                return
            yield own
        for name, value, address in repeats:
            if name in own:
                said = f"The parameter {name!r} is given twice, here and under parameters."
                self._note((*where, "for_each"), said)
                return
            yield {**own, name: (value, address)}

    def _values(self, entry: Entry, where: Address) -> Iterator[tuple[str, Any, Address]]:
        each: Address = (*where, "for_each")
        if isinstance(entry.for_each, dict):
            if len(entry.for_each) != 1:
                self._note(each, "for_each takes one parameter with its values.")
                return
            for name, many in entry.for_each.items():
                for at, value in enumerate(many):
                    yield name, value, (*each, name, at)
        elif entry.for_each == "district" and self.plan is not None:
            for code in self._districts(self.plan, each):
                yield "district", str(code), each
        elif entry.for_each == "body" and self.plan is not None:
            for body in briefed(self.plan.assignments):
                yield "body", body, each
        elif entry.for_each not in (None, *SUBJECTS):
            self._note(each, one_of("for_each", entry.for_each, SUBJECTS))

    def _districts(self, plan: "Plan", each: Address) -> list[int]:
        """Return the codes of the districts in order; none, and a note, if one has no code."""
        from ntm_analysis.vintages import vintage_of

        codes = plan.districts.sort_values("order")["district_code"]
        try:
            vintage_of(plan.units_on)
            if codes.isna().any():
                plan.matrix()  # says which has no code
        except NtmError as error:
            self._note(each, error)
            return []
        return [int(code) for code in codes]

    def _given(
        self, values: dict[str, tuple[Any, Address]], declared: Schema
    ) -> dict[str, Any] | None:
        """Check each value against the schema; None if one is wrong."""
        shared = {name: getattr(self.content, name) for name in SHARED}
        given = {n: v for n, v in shared.items() if n in declared.parameters and v is not None}
        right = not declared.mistakes
        for name, (value, address) in values.items():
            try:
                given[name] = declared.parameter(name).check(value)
                if name == "body" and self.plan is not None:
                    from ntm_analysis.reporting import briefs

                    briefs.known(self.plan, given[name])
            except NtmError as error:
                right = False
                self._note(address, error)
        return given if right else None


def _needs(name: str) -> str:
    return f"This notebook needs a {name}; add 'for_each: {name}' or name one."
