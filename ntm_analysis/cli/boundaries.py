"""The commands for boundary files."""

from pathlib import Path
from typing import Annotated

import typer

from ntm_analysis.cli.app import Format, Lang, app, known_format
from ntm_analysis.wording import check_language

group = typer.Typer(
    help="Boundary files: check one, or import it as a layer.", no_args_is_help=True
)
app.add_typer(group, name="boundaries")
File = Annotated[Path, typer.Argument(help="The boundary file.")]
NameColumn = Annotated[str | None, typer.Option(help="Its column of names or codes.")]
Crs = Annotated[str | None, typer.Option(help="Its coordinate system, as in EPSG:4326.")]


@group.command("check")
def check_file(
    file: File, name_column: NameColumn = None, crs: Crs = None, format_: Format = "text",
    lang: Lang = "vi",
) -> None:  # fmt: skip
    """Say which units a boundary file holds and what is wrong in it."""
    import json

    from ntm_analysis.boundaries.check import check

    known_format(format_)
    done = check(file, name_column=name_column, crs=crs, lang=check_language(lang))
    if format_ == "json":
        units = json.loads(done.table.to_json(orient="records", force_ascii=False))
        found = {"units": units, "findings": done.findings.to_dict("records")}
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        typer.echo(done.table.to_string(index=False))
        for row in done.findings.to_dict("records"):
            typer.echo(f"{row['severity']}: {row['message']}")
    if (done.findings["severity"] == "error").any():
        raise typer.Exit(1)


@group.command("import")
def import_layer(
    file: File,
    out: Annotated[Path, typer.Option(help="Folder of the layer to make.")],
    licence: Annotated[str, typer.Option(help="The licence of the file.")],
    name_column: NameColumn = None, crs: Crs = None, lang: Lang = "vi",
) -> None:  # fmt: skip
    """Write a checked boundary file as a layer for --boundaries; nothing if a unit is wrong."""
    from ntm_analysis.boundaries.importing import import_file

    import_file(
        file, out, licence=licence, name_column=name_column, crs=crs, lang=check_language(lang)
    )
    typer.echo(out)
