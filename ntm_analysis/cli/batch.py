"""Commands for the batch of reports: run, list, schedule."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ntm_analysis.cli.app import Format, app, known_format
from ntm_analysis.errors import InputError

if TYPE_CHECKING:
    from ntm_analysis.batch.job import Job
    from ntm_analysis.batch.listing import Listing
    from ntm_analysis.batch.remember import Memory
    from ntm_analysis.batch.results import Given

CatalogueFile = Annotated[
    Path | None,
    typer.Argument(help="The catalogue, or one notebook (.ipynb); reports.yml by default."),
]
Lang = Annotated[str | None, typer.Option(help="Language instead of the catalogue's.")]
Formats = Annotated[str | None, typer.Option(help="Formats instead of the catalogue's: html.")]
BoundariesOption = Annotated[
    str | None,
    typer.Option("--boundaries", help="Layer (a name or folder) of all reports that draw one."),
]
Parameters = Annotated[
    list[str] | None,
    typer.Option("--parameter", "-p", help='Of a notebook, as in -p district="Thọ Xuân".'),
]


@app.command()
def run(
    catalogue: CatalogueFile = None,
    only: Annotated[
        str | None, typer.Option(help="Only jobs whose id fits, as in 04* or tho-xuan.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Run at most so many jobs.")] = None,
    failed: Annotated[
        bool, typer.Option("--failed", help="Only what failed or did not run the last time.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Also what is unchanged.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes at a time.")] = 2,
    scheduler: Annotated[str | None, typer.Option(help="Address of a Dask scheduler.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would run, what not, and why.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Say nothing but what failed.")
    ] = False,
    on_finish: Annotated[
        str | None,
        typer.Option(help="Command to call once at the end, with the path of the ledger."),
    ] = None,
    formats: Formats = None,
    parameter: Parameters = None,
    lang: Annotated[
        str | None, typer.Option(help="Languages instead of the catalogue's, as in vi,en.")
    ] = None,
    boundaries: BoundariesOption = None,
    document: Annotated[
        Path | None,
        typer.Option(help="The plan's own file: the reports quote its sentences, figures marked."),
    ] = None,
    results: Annotated[
        Path | None,
        typer.Option(help="Workbook of results: adds the report 07_progress, and sections."),
    ] = None,
    on: Annotated[
        str, typer.Option("--on", help="The day to judge results, as in 2024-09-30; today if none.")
    ] = "",
    out: Annotated[Path, typer.Option(help="Where the reports go.")] = Path("reports"),
) -> None:  # fmt: skip
    """Make the reports of a catalogue that changed; exit 1 if one of them failed."""
    from ntm_analysis.batch import session
    from ntm_analysis.batch.processes import starter

    if out.exists() and not out.is_dir():
        raise InputError(f"{str(out)!r} is a file; name a folder for the reports.")
    if on and results is None:
        raise InputError("--on names the day to judge results; give them with --results FILE.")
    held: list[Given] = []
    begun: list[Any] = []
    early = not dry_run and not scheduler
    try:
        batches = []
        for one in dict.fromkeys(lang.split(",")) if lang else [None]:
            start = starter if early and not begun else None
            batches.append(_jobs(
                catalogue, only, out, one, formats, parameter, boundaries,
                partial(_begin, begun, start),
                partial(_with_more, held, results, on, out, document),
            ))  # fmt: skip
        options = session.Options(
            workers, scheduler, failed, force, limit, quiet, on_finish, document, *held[:1]
        )
        if dry_run:
            for listing, chosen, _ in batches:
                _tell_choices(session.look(listing, chosen, out, options)[0], listing.lang)
            return
        code = _execute(batches, out, options, begun)
    finally:
        for processes in begun:
            processes.close()
    raise typer.Exit(code)


def _begin(begun: list[Any], start: Callable[[], object] | None) -> None:
    if start:
        begun.append(start())


def _with_more(
    held: "list[Given]", file: Path | None, on: str, out: Path, document: Path | None,
    listing: "Listing",
) -> "Listing":  # fmt: skip
    """Hand results to the jobs that declare them, checked once, and the document's sentences."""
    from ntm_analysis.batch import quotes, results, session

    if document is not None:
        listing = quotes.with_document(listing, document)
    if file is None:
        return listing
    if not held:
        held.append(results.given(file, on, listing.source or listing.plan))
    return results.with_results(listing, held[0], session.folder_of(listing, out))


def _execute(batches: list[Any], out: Path, options: Any, begun: list[Any]) -> int:
    """Run one batch for each language; the first exit code that is not 0 counts."""
    from ntm_analysis.batch import session
    from ntm_analysis.batch.progress import Progress

    code = 0
    for at, (listing, chosen, memory) in enumerate(batches):
        first = begun if at == 0 else []
        result = session.execute(listing, chosen, out, options, memory, *first)
        if not options.quiet:
            Progress.line(result.summary, sys.stdout)
        code = code or result.code
        if result.code >= session.STOPPED:
            break
    return code


@app.command("list")
def list_jobs(
    catalogue: CatalogueFile = None,
    format: Format = "text",
    lang: Lang = None,
    parameter: Parameters = None,
    boundaries: BoundariesOption = None,
) -> None:
    """List the jobs of a catalogue with their ids and parameters."""
    import json

    known_format(format)
    _, chosen, _ = _jobs(catalogue, None, Path("reports"), lang, None, parameter, boundaries)
    if format == "json":
        rows = [{"id": j.id, "title": j.title, "parameters": j.parameters} for j in chosen]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for job in chosen:
        typer.echo(f"{job.id}  {job.title}  {job.parameters}")


@app.command()
def schedule(
    kind: Annotated[str, typer.Argument(help="cron, systemd, windows or github.")],
    arguments: Annotated[
        list[str] | None, typer.Argument(help="Arguments of 'ntm run', after --.")
    ] = None,
    at: Annotated[str, typer.Option(help="When: 'mon 05:00', or '05:00' for daily.")] = "mon 05:00",
    folder: Annotated[Path, typer.Option(help="Working folder of the runs.")] = Path(),
    lang: Annotated[str, typer.Option(help="Language of the remarks: vi or en.")] = "vi",
) -> None:
    """Print a recipe that runs the batch on a schedule, with the paths of this machine."""
    from ntm_analysis.batch.schedule import recipe

    if not folder.is_dir():
        raise InputError(f"There is no folder {str(folder)!r}; name the one to run in.")
    more = tuple(arguments or ())
    typer.echo(recipe(kind, at=at, folder=folder, arguments=more, lang=lang), nl=False)


def _jobs(
    catalogue: Path | None, only: str | None, out: Path, lang: str | None, formats: str | None,
    parameters: list[str] | None, boundaries: str | None,
    meanwhile: Callable[[], object] = lambda: None,
    more: "Callable[[Listing], Listing]" = lambda listing: listing,
) -> "tuple[Listing, list[Job], Memory]":  # fmt: skip
    """Return the checked jobs of a catalogue and those that fit."""
    from ntm_analysis import store
    from ntm_analysis.batch import remember
    from ntm_analysis.batch.listing import select

    options: dict[str, Any] = {"lang": lang, "given": _given(parameters or [])}
    options["boundaries"] = boundaries
    options["formats"] = tuple(formats.split(",")) if formats else ()
    memory = remember.Memory(out, lang or "")
    listing = more(memory.load(catalogue or store.find("reports.yml"), options, meanwhile))
    return listing, select(listing.jobs, only), memory


def _given(texts: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts:
        name, mark, value = text.partition("=")
        if not mark:
            raise InputError(f"{text!r} has no '='; write a parameter as in district=395.")
        if name in found:
            raise InputError(f"The parameter {name!r} is given twice; keep one of them.")
        found[name] = value
    return found


def _tell_choices(choices: list[Any], lang: str) -> None:
    from ntm_analysis.wording import say

    for choice in choices:
        said = say("batch.would_run" if choice.run else "batch.would_skip", lang)
        typer.echo(f"{choice.job.id}  {choice.job.title}  {said}: {choice.why}")
