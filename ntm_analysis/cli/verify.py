"""The command that reads written reports again: verify."""

from pathlib import Path
from typing import Annotated

import typer

from ntm_analysis.cli.app import app


@app.command()
def verify(
    folder: Annotated[
        Path, typer.Argument(help="What ntm run wrote: reports/PLAN or one language.")
    ],
) -> None:
    """Read the files of reports again and hold them against the tables; exit 1 if one differs."""
    from ntm_analysis.batch import ledger
    from ntm_analysis.batch import verify as checked
    from ntm_analysis.wording import say

    wrong = 0
    for each in checked.folders(folder):
        count, said = checked.verify(each)
        lang = str(ledger.about(each).get("lang", "vi"))
        for sentence in said:
            typer.echo(sentence)
        typer.echo(say("verify.summary", lang, folder=each.name, count=count, wrong=len(said)))
        wrong += len(said)
    if wrong:
        raise typer.Exit(1)
