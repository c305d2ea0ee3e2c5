"""The command ``ntm``: each command calls one public function of the package."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ntm_analysis.errors import InputError, NtmError, one_of
from ntm_analysis.wording import check_language, say

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from matplotlib.axes import Axes

    from ntm_analysis.plan import Plan
    from ntm_analysis.reporting.batch import Outcome

app = typer.Typer(
    help="Plans of the New Rural Development programme: tables, checks, maps, reports.",
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
)  # fmt: skip
DEFAULT_PLAN = "thanh_hoa_2024"
PICTURES = (".png", ".svg", ".pdf")

Lang = Annotated[str, typer.Option(help="Language: vi or en.")]
PlanOption = Annotated[str, typer.Option("--plan", help="A plan's name or folder.")]
Format = Annotated[str, typer.Option("--format", help="text or json.")]
CatalogueFile = Annotated[
    Path | None, typer.Argument(help="The catalogue; reports.yml by default.")
]
Boundaries = Annotated[str, typer.Option(help="A boundary layer's name or folder.")]


def main() -> None:
    """Run the command; a wrong input ends with one sentence and exit code 2."""
    try:
        app()
    except NtmError as error:
        print(f"ntm: {error}", file=sys.stderr)  # noqa: T201 - the command's own output
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


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
    if _format(format) == "json":
        rows = [{"id": j.id, "title": j.title, "parameters": j.parameters} for j in chosen]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for job in chosen:
        typer.echo(f"{job.id}  {job.title}  {job.parameters}")


@app.command()
def audit(
    plan: Annotated[str, typer.Argument(help="A plan's name or folder.")] = DEFAULT_PLAN,
    format: Format = "text",
    lang: Lang = "vi",
) -> None:
    """Check every sum and share of a plan; exit 1 if one is wrong."""
    from ntm_analysis import checks
    from ntm_analysis.plan import load_plan

    table = checks.run(load_plan(plan), check_language(lang))
    found = checks.audit(load_plan(plan), lang)
    if _format(format) == "json":
        typer.echo(
            found.to_json(orient="records", force_ascii=False, indent=2, default_handler=str)
        )
    else:
        for row in found.to_dict("records"):
            typer.echo(f"{say('severity.' + row['severity'], lang)}: {row['message']}")
        typer.echo(checks.summary(table, lang))
    if (found["severity"] == "error").any():
        raise typer.Exit(1)


@app.command()
def cite(
    plan: Annotated[str, typer.Argument(help="A plan's name or folder.")],
    table: Annotated[str, typer.Argument(help="A table, as in funding or targets.")],
    key: Annotated[list[str], typer.Argument(help="Its key, as in local_budget.")],
    lang: Lang = "vi",
) -> None:
    """Say where a number stands in the plan and how it was read."""
    from ntm_analysis.evidence import describe
    from ntm_analysis.plan import load_plan

    loaded = load_plan(plan)
    typer.echo(describe(loaded.cite(table, *key), loaded, check_language(lang)))


@app.command("map")
def draw_map(
    what: Annotated[
        str, typer.Argument(help="An indicator, a measure, or a CSV file of your own.")
    ],
    out: Annotated[Path, typer.Option(help="Picture to write: .png, .svg or .pdf.")],
    name_column: Annotated[str | None, typer.Option(help="Your column of names or codes.")] = None,
    value_column: Annotated[str | None, typer.Option(help="Your column of numbers.")] = None,
    decimal: Annotated[
        str | None, typer.Option(help="comma or point, if your numbers do not show it.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title of a map of your own table.")] = None,
    plan: PlanOption = DEFAULT_PLAN,
    boundaries: Boundaries = "districts_2024",
    lang: Lang = "vi",
) -> None:
    """Draw one map, ready to be put into a document."""
    from ntm_analysis.figures.save import save
    from ntm_analysis.geography import load_districts
    from ntm_analysis.plan import load_plan

    check_language(lang)
    if out.suffix.lower() not in PICTURES:
        raise one_of("kind of picture", out.suffix, PICTURES)
    if out.is_dir():
        raise InputError(f"{str(out)!r} is a folder; name a file that ends in .png, .svg or .pdf.")
    if not out.parent.is_dir():
        raise InputError(f"There is no folder {str(out.parent)!r} for the map; make it first.")
    loaded = load_plan(plan)
    layer = load_districts(loaded.units_on, boundaries)
    if what.lower().endswith((".csv", ".tsv", ".txt")):
        ax = _own_map(Path(what), name_column, value_column, decimal, title, layer, lang)
    else:
        ax = _plan_map(loaded, what, layer, lang)
    save(ax, out)
    typer.echo(out)


def _plan_map(plan: "Plan", what: str, layer: "GeoDataFrame", lang: str) -> "Axes":
    from ntm_analysis.figures import maps
    from ntm_analysis.measures import MEASURES
    from ntm_analysis.vocabulary import INDICATORS

    if what in INDICATORS:
        return maps.target_map(plan, what, lang=lang, districts=layer)
    if what in MEASURES:
        return maps.measure_map(plan, what, lang=lang, districts=layer)
    raise one_of("indicator, measure or CSV file", what, [*INDICATORS, *MEASURES])


def _own_map(
    file: Path, name_column: str | None, value_column: str | None, decimal: str | None,
    title: str | None, layer: "GeoDataFrame", lang: str,
) -> "Axes":  # fmt: skip
    from ntm_analysis.figures import maps
    from ntm_analysis.own_table import read_values

    if not name_column or not value_column:
        raise InputError(f"A map of {file.name} needs --name-column and --value-column; name both.")
    if decimal not in (None, "comma", "point"):
        raise one_of("--decimal", decimal, ["comma", "point"])
    values = read_values(file, name_column, value_column, decimal)
    name = value_column.replace("_", " ")
    return maps.choropleth(
        layer, values, name=name, title=title or name, subtitle="", lang=lang,
        blank=say("blank.legend_own", lang), source=say("map.source_own", lang, file=file.name),
    )  # fmt: skip


def _jobs(catalogue: Path | None, only: str | None, limit: int | None, lang: str | None) -> tuple:
    from ntm_analysis import store
    from ntm_analysis.reporting import catalogue as listed

    content = listed.read(catalogue or store.find("reports.yml"))
    if lang:
        content.lang = lang
    check_language(content.lang)
    chosen = listed.select(listed.jobs(content), only, limit)
    return content.plan, content.lang, chosen


def _format(name: str) -> str:
    if name not in ("text", "json"):
        raise one_of("format", name, ["text", "json"])
    return name


if __name__ == "__main__":
    main()
