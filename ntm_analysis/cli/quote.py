"""The command that judges a sentence from the press or a briefing: quote."""

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
def quote(
    sentence: Annotated[str, typer.Argument(help="The sentence, in quotation marks.")],
    plan: Annotated[
        str, typer.Option("--plan", help="A plan's name or folder, or its document.")
    ] = DEFAULT_PLAN,
    format: Format = "text",
    lang: Lang = "vi",
) -> None:
    """Judge each number of a sentence by the plan's own figures; exit 1 if one does not agree."""
    check_language(lang)
    known_format(format, ("text", "json", "csv"))

    from ntm_analysis.quote.judging import judge

    table = judge(sentence, open_plan(plan), lang)
    if format != "text":
        typer.echo(printed_table(table, format, float))
    elif table.empty:
        typer.echo(say("quote.none", lang))
    else:
        for row in table.to_dict("records"):
            verdict = say(f"quote.verdict.{row['verdict']}", lang)
            typer.echo(say("quote.row", lang, verdict=verdict, number=row["number"],
                           message=row["message"]))  # fmt: skip
    if (table["verdict"] == "differs").any():
        raise typer.Exit(1)
