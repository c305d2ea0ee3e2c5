"""The command that writes the interactive page: explore."""

from pathlib import Path
from typing import Annotated

import typer

from ntm_analysis.cli.app import (
    DEFAULT_LAYER,
    DEFAULT_PLAN,
    Boundaries,
    Lang,
    PlanOption,
    app,
    check_target,
)


@app.command()
def explore(
    out: Annotated[Path, typer.Option(help="File to write, .html.")],
    plan: PlanOption = DEFAULT_PLAN,
    boundaries: Boundaries = DEFAULT_LAYER,
    lang: Lang = "vi",
) -> None:
    """Write one self-contained interactive page: map, table and money, in both languages."""
    from ntm_analysis.geography import load_districts
    from ntm_analysis.plan import load_plan
    from ntm_analysis.reporting.explore import page

    check_target(out, (".html",), lang)
    loaded = load_plan(plan)
    content = page(loaded, load_districts(loaded.units_on, boundaries), lang, boundaries)
    draft = out.with_name(f".{out.name}.part")
    draft.write_text(content, encoding="utf-8")
    draft.replace(out)
    typer.echo(out)
