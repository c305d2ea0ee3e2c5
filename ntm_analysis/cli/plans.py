"""Commands for one plan: read, audit, cite."""

from pathlib import Path
from typing import Annotated

import typer

from ntm_analysis.cli.app import DEFAULT_PLAN, Format, Lang, app, known_format
from ntm_analysis.wording import check_language, say


@app.command()
def audit(
    plan: Annotated[str, typer.Argument(help="A plan's name or folder.")] = DEFAULT_PLAN,
    format: Format = "text",
    lang: Lang = "vi",
) -> None:
    """Check every sum and share of a plan; exit 1 if one is wrong."""
    from ntm_analysis import checks
    from ntm_analysis.document.files import is_document
    from ntm_analysis.document.reader import read_plan
    from ntm_analysis.plan import load_plan

    loaded = read_plan(plan) if is_document(plan) else load_plan(plan)
    table = checks.run(loaded, check_language(lang))
    found = checks.audit(loaded, lang)
    if known_format(format) == "json":
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
def read(
    document: Annotated[Path, typer.Argument(help="A .txt, .md, .docx, .html or .pdf file.")],
    out: Annotated[Path, typer.Option(help="A new folder for the tables.")],
    authored: Annotated[
        str | None, typer.Option(help="A package whose labels, notes and corrections are taken.")
    ] = None,
    lang: Lang = "vi",
) -> None:
    """Read a plan's document into the tables of a Data Package."""
    from ntm_analysis.document.reader import read_plan
    from ntm_analysis.plan import save_plan

    check_language(lang)
    plan = read_plan(document, authored)
    save_plan(plan, out)
    for name, table in plan.tables.items():
        typer.echo(say("read.table", lang, name=name, count=len(table)))
    for row in plan.tables["remarks"].to_dict("records"):
        typer.echo(say("read.remark", lang, what=say(f"remark.{row['kind']}", lang, **row)))


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
