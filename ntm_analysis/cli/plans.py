"""Commands for one plan: read, audit, cite."""

from pathlib import Path
from typing import Annotated

import typer

from ntm_analysis.cli.app import (
    DEFAULT_PLAN,
    Format,
    Lang,
    app,
    known_format,
    open_plan,
    printed_table,
)
from ntm_analysis.wording import check_language, say


@app.command()
def audit(
    plan: Annotated[
        str, typer.Argument(help="A plan's name or folder, or its document.")
    ] = DEFAULT_PLAN,
    against: Annotated[
        str | None, typer.Option(help="Another plan of the same province, for the magnitudes.")
    ] = None,
    format: Format = "text",
    lang: Lang = "vi",
) -> None:
    """Hold every number, name and date of a plan against the others; exit 1 if one is wrong."""
    from ntm_analysis import checks

    check_language(lang)
    known_format(format, ("text", "json", "csv"))
    table = checks.run(open_plan(plan), open_plan(against) if against else None)
    found = checks.findings(table)
    if format == "text":
        for row in found.to_dict("records"):
            typer.echo(f"{say('severity.' + row['severity'], lang)}: {row[f'message_{lang}']}")
            if row[f"question_{lang}"]:
                typer.echo(say("audit.ask", lang, question=row[f"question_{lang}"]))
        typer.echo(checks.summary(table, lang))
    else:
        typer.echo(printed_table(found, format))
    if (found["severity"] == "error").any():
        raise typer.Exit(1)


@app.command()
def read(
    document: Annotated[Path, typer.Argument(help="A .txt, .md, .docx, .html or .pdf file.")],
    out: Annotated[Path, typer.Option(help="A new folder for the tables.")],
    authored: Annotated[
        str | None, typer.Option(help="A package whose labels, notes and corrections are taken.")
    ] = None,
    lang: Lang = "vi",
) -> None:
    """Read a plan's document into the tables of a Data Package."""
    from ntm_analysis.checks.remarks import remark_words
    from ntm_analysis.document.reader import read_plan
    from ntm_analysis.plan import save_plan

    check_language(lang)
    plan = read_plan(document, authored)
    save_plan(plan, out)
    for name, table in plan.tables.items():
        typer.echo(say("read.table", lang, name=name, count=len(table)))
    for row in plan.tables["remarks"].to_dict("records"):
        what = say(f"remark.{row['kind']}", lang, **remark_words(row, lang))
        typer.echo(say("read.remark", lang, what=what))


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
