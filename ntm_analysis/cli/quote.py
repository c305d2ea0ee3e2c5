"""The command that judges a sentence from the press or a briefing: quote."""

import json
from typing import Annotated

import typer

from ntm_analysis.cli.app import DEFAULT_PLAN, Lang, PlanOption, app, known_format
from ntm_analysis.wording import check_language, say


@app.command()
def quote(
    sentence: Annotated[str, typer.Argument(help="The sentence, in quotation marks.")],
    plan: PlanOption = DEFAULT_PLAN,
    format: Annotated[str, typer.Option("--format", help="text, json or csv.")] = "text",
    lang: Lang = "vi",
) -> None:
    """Judge each number of a sentence by the plan's own figures; exit 1 if one does not agree."""
    check_language(lang)
    known_format(format, ("text", "json", "csv"))

    from ntm_analysis.document.files import is_document
    from ntm_analysis.document.reader import read_plan
    from ntm_analysis.plan import load_plan
    from ntm_analysis.quote.judging import judge

    loaded = read_plan(plan) if is_document(plan) else load_plan(plan)
    table = judge(sentence, loaded, lang)
    if format == "json":
        records = table.to_dict("records")
        typer.echo(json.dumps(records, ensure_ascii=False, indent=2, default=float))
    elif format == "csv":
        typer.echo(table.to_csv(index=False, lineterminator="\n"), nl=False)
    elif table.empty:
        typer.echo(say("quote.none", lang))
    else:
        for row in table.to_dict("records"):
            verdict = say(f"quote.verdict.{row['verdict']}", lang)
            typer.echo(say("quote.row", lang, verdict=verdict, number=row["number"],
                           message=row["message"]))  # fmt: skip
    if (table["verdict"] == "differs").any():
        raise typer.Exit(1)
