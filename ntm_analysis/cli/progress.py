"""Commands for results and for two plans: progress template, check, calendar; compare."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from ntm_analysis.cli.app import (
    DEFAULT_PLAN,
    Format,
    Lang,
    PlanOption,
    app,
    check_target,
    known_format,
    open_plan,
    printed_table,
)
from ntm_analysis.wording import check_language, say

progress = typer.Typer(help="Results of the year against the plan.", no_args_is_help=True)
app.add_typer(progress, name="progress")


@progress.command()
def template(
    plan: Annotated[str, typer.Argument(help="A plan's name or folder.")] = DEFAULT_PLAN,
    out: Annotated[Path, typer.Option(help="A new .xlsx file.")] = Path("results.xlsx"),
    lang: Lang = "vi",
) -> None:
    """Write the workbook of results to be filled in through the year."""
    from ntm_analysis.plan import load_plan
    from ntm_analysis.progress.template import write_template

    check_target(out, (".xlsx",), lang)
    write_template(load_plan(plan), out, lang)
    typer.echo(str(out))


@progress.command()
def check(
    results: Annotated[Path, typer.Argument(help="The workbook, or a folder of CSV files.")],
    plan: PlanOption = DEFAULT_PLAN,
    on: Annotated[str, typer.Option(help="The day that counts as today, as in 2024-09-30.")] = "",
    format: Format = "text",
    lang: Lang = "vi",
) -> None:
    """Check a workbook of results; exit 1 if a cell is wrong, nothing is changed."""
    from ntm_analysis.plan import load_plan
    from ntm_analysis.progress.checking import check_results
    from ntm_analysis.vintages import parse_day

    check_language(lang)
    known_format(format, ("text", "json", "csv"))
    done = check_results(results, load_plan(plan), parse_day(on).date() if on else dt.date.today())
    if format == "text":
        for row in done.findings.to_dict("records"):
            severity = say(f"severity.{row['severity']}", lang)
            typer.echo(f"{severity}: {row[f'message_{lang}']}.")
        typer.echo(say(
            "results.summary", lang, recognitions=len(done.recognitions),
            disbursements=len(done.disbursements), duties=len(done.duties_done),
            errors=int((done.findings["severity"] == "error").sum()),
        ))  # fmt: skip
    else:
        typer.echo(printed_table(done.findings, format))
    if not done.sound:
        raise typer.Exit(1)


@progress.command()
def calendar(
    plan: Annotated[str, typer.Argument(help="A plan's name or folder.")] = DEFAULT_PLAN,
    out: Annotated[Path, typer.Option(help="A new folder for the .ics files.")] = Path("calendars"),
    lang: Lang = "vi",
) -> None:
    """Write the dated duties of each body and district as iCalendar files."""
    from ntm_analysis.plan import load_plan
    from ntm_analysis.progress.calendar import write_calendars

    check_language(lang)
    for file in write_calendars(load_plan(plan), out, lang):
        typer.echo(str(file))


@app.command()
def compare(
    plan: Annotated[str, typer.Argument(help="A plan's name or folder, or its document.")],
    other: Annotated[str, typer.Argument(help="The other plan.")],
    changes: Annotated[bool, typer.Option(help="One row per changed cell instead.")] = False,
    format: Format = "text",
    lang: Lang = "vi",
) -> None:
    """Set two plans side by side: targets, funding, and what cannot be compared."""
    from ntm_analysis import compare as comparing

    check_language(lang)
    known_format(format, ("text", "json", "csv"))
    here, there = open_plan(plan), open_plan(other)
    if changes:
        table = comparing.changes(here, there)
        none = table.empty and format == "text"
        typer.echo(say("compare.unchanged", lang) if none else printed_table(table, format))
        return
    sides = comparing.compare(here, there)
    if format != "text":
        typer.echo(printed_table(comparing.in_one_table(sides), format))
        return
    for line in comparing.lines(sides, here, there, lang):
        typer.echo(line)
