"""The jobs of a catalogue, built entry by entry; mistakes are noted on the way."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ntm_analysis import store
from ntm_analysis.batch.forms import Catalogue, Entry, form
from ntm_analysis.batch.job import SUBJECTS, Job
from ntm_analysis.batch.lines import Address, Lines
from ntm_analysis.batch.mistakes import Mistakes
from ntm_analysis.batch.naming import job_of
from ntm_analysis.batch.parameters import Schema, schema
from ntm_analysis.bodies import briefed
from ntm_analysis.errors import NtmError, one_of
from ntm_analysis.reporting import formats

if TYPE_CHECKING:
    from ntm_analysis.plan import Plan

SHARED = ("plan", "lang", "boundaries")  # stand at the top of a catalogue, for all reports


class Builder:
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
        """Return the jobs of all entries that are right, in their order."""
        self._shared()
        made: list[tuple[Job, int]] = []
        for at in range(len(self.content.reports)):
            entry = form(Entry, self.lines, ("reports", at), self.mistakes)
            if entry is not None:
                made += [(job, self.lines.of(("reports", at))) for job in self._of(entry, at)]
        drawn = any("boundaries" in job.parameters for job, _ in made)
        if self.content.boundaries and made and not drawn:
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
