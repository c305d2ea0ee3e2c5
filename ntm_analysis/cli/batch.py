"""Commands for the batch of reports: run, list."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ntm_analysis.cli.app import Format, app, known_format
from ntm_analysis.errors import InputError
from ntm_analysis.wording import check_language, say

if TYPE_CHECKING:
    from ntm_analysis.reporting.batch import Outcome

CatalogueFile = Annotated[
    Path | None, typer.Argument(help="The catalogue; reports.yml by default.")
]


@app.command()
def run(
    catalogue: CatalogueFile = None,
    only: Annotated[
        str | None, typer.Option(help="Only jobs whose id fits, as in 04* or tho-xuan.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many jobs.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes at a time.")] = 2,
    scheduler: Annotated[str | None, typer.Option(help="Address of a Dask scheduler.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would run.")] = False,
    lang: Annotated[str | None, typer.Option(help="Language instead of the catalogue's.")] = None,
    out: Annotated[Path, typer.Option(help="Where the reports go.")] = Path("reports"),
) -> None:
    """Make the reports of a catalogue; exit 1 if one of them failed."""
    from tqdm import tqdm

    from ntm_analysis.plan import load_plan
    from ntm_analysis.reporting import batch

    plan_name, language, chosen = _jobs(catalogue, only, limit, lang)
    if dry_run:
        for job in chosen:
            typer.echo(f"{job.id}  {job.title}")
        return
    if out.exists() and not out.is_dir():
        raise InputError(f"{str(out)!r} is a file; name a folder for the reports.")
    plan = load_plan(plan_name)
    folder = out / plan.name / language
    pool = batch.dask_pool(scheduler) if scheduler else batch.local_pool(min(workers, len(chosen)))
    with pool as executor, tqdm(total=len(chosen), unit="report", disable=None) as bar:

        def progress(outcome: "Outcome") -> None:
            bar.update()
            if outcome.error:
                bar.write(f"{outcome.job.id}: {outcome.error}", file=sys.stderr)

        records = batch.run(chosen, plan, folder, executor, lang=language, progress=progress)
    failed = [record.id for record in records if record.status == "failed"]
    typer.echo(
        say(
            "index.summary",
            language,
            done=len(records) - len(failed),
            all=len(records),
            failed=len(failed),
        )
    )
    first = ["index.html", *sorted(path.name for path in folder.glob("0[123]_*.html"))]
    for name in first:
        typer.echo(folder / name)
    if failed:
        raise typer.Exit(1)


@app.command("list")
def list_jobs(
    catalogue: CatalogueFile = None,
    format: Format = "text",
    lang: Annotated[str | None, typer.Option(help="Language instead of the catalogue's.")] = None,
) -> None:
    """List the jobs of a catalogue with their ids and parameters."""
    import json

    _, _, chosen = _jobs(catalogue, None, None, lang)
    if known_format(format) == "json":
        rows = [{"id": j.id, "title": j.title, "parameters": j.parameters} for j in chosen]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for job in chosen:
        typer.echo(f"{job.id}  {job.title}  {job.parameters}")


def _jobs(catalogue: Path | None, only: str | None, limit: int | None, lang: str | None) -> tuple:
    from ntm_analysis import store
    from ntm_analysis.reporting import catalogue as listed

    content = listed.read(catalogue or store.find("reports.yml"))
    if lang:
        content.lang = lang
    check_language(content.lang)
    chosen = listed.select(listed.jobs(content), only, limit)
    return content.plan, content.lang, chosen
