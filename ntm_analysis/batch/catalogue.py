"""``reports.yml`` read into typed jobs; every mistake is found before a kernel starts."""

from pathlib import Path
from typing import Any

from ntm_analysis import store
from ntm_analysis.batch.building import Builder
from ntm_analysis.batch.forms import Catalogue, form
from ntm_analysis.batch.lines import Lines
from ntm_analysis.batch.listing import Listing
from ntm_analysis.batch.mistakes import Mistakes
from ntm_analysis.batch.parameters import schema
from ntm_analysis.errors import InputError, NtmError, one_of
from ntm_analysis.wording import say


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
    content = form(Catalogue, lines, (), mistakes)
    if content is None:
        mistakes.check()
        raise InputError(f"{file.name}, line 1: The catalogue is empty; it needs plan and reports.")
    content.lang = lang or content.lang
    content.formats = list(formats) or content.formats
    content.boundaries = boundaries or content.boundaries
    if boundaries and "boundaries" in (given or {}):
        raise InputError("The parameter 'boundaries' is given twice; keep -p or --boundaries.")
    builder = Builder(content, lines, mistakes, bool(formats), bool(boundaries))
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
