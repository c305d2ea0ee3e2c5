"""The commands for boundary files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ntm_analysis.cli.app import Format, Lang, app, known_format
from ntm_analysis.wording import check_language, label, say

if TYPE_CHECKING:
    from ntm_analysis.boundaries.check import Checked

group = typer.Typer(
    help="Boundary files: check one, or import it as a layer.", no_args_is_help=True
)
app.add_typer(group, name="boundaries")
File = Annotated[Path, typer.Argument(help="The boundary file.")]
Layer = Annotated[str | None, typer.Option(help="Which layer, if it has several.")]
NameColumn = Annotated[str | None, typer.Option(help="Its column of names or codes.")]
ProvinceColumn = Annotated[str | None, typer.Option(help="Its column of provinces.")]
Level = Annotated[str | None, typer.Option(help="district or commune.")]
Dissolve = Annotated[
    bool, typer.Option("--dissolve", help="Make districts of the former communes in it.")
]
Crs = Annotated[str | None, typer.Option(help="Its coordinate system, as in EPSG:4326.")]
Encoding = Annotated[str | None, typer.Option(help="Its encoding, as in cp1258.")]
Tolerance = Annotated[
    float, typer.Option(help="Gaps and overlaps up to so many metres wide are closed.")
]


@group.command("check")
def check_file(
    file: File, layer: Layer = None, name_column: NameColumn = None,
    province_column: ProvinceColumn = None, level: Level = None, dissolve: Dissolve = False,
    crs: Crs = None, encoding: Encoding = None, tolerance: Tolerance = 20.0,
    format_: Format = "text", lang: Lang = "vi",
) -> None:  # fmt: skip
    """Say which units a boundary file holds and what is wrong in it."""
    import json

    from ntm_analysis.boundaries.check import Options, check

    known_format(format_)
    options = Options(
        layer, name_column, province_column, level, crs, encoding, dissolve, tolerance
    )
    done = check(file, options, lang=check_language(lang))
    if format_ == "json":
        rows = json.loads(done.table.to_json(orient="records", force_ascii=False))
        found = {"found": done.found, "units": rows, "findings": done.findings.to_dict("records")}
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _tell(done, lang)
    if done.wrong:
        raise typer.Exit(1)


@group.command("import")
def import_layer(
    file: File,
    out: Annotated[Path, typer.Option(help="Folder of the layer to make.")],
    licence: Annotated[str, typer.Option(help="The licence of the file.")],
    origin: Annotated[str, typer.Option(help="Whence the file is.")] = "",
    layer: Layer = None, name_column: NameColumn = None, province_column: ProvinceColumn = None,
    level: Level = None, dissolve: Dissolve = False, crs: Crs = None, encoding: Encoding = None,
    tolerance: Tolerance = 20.0, lang: Lang = "vi",
) -> None:  # fmt: skip
    """Write a checked boundary file as a layer for --boundaries; nothing if a unit is wrong."""
    from ntm_analysis.boundaries.check import Options
    from ntm_analysis.boundaries.importing import import_file

    options = Options(
        layer, name_column, province_column, level, crs, encoding, dissolve, tolerance
    )
    done = import_file(
        file, out, options, licence=licence, origin=origin, lang=check_language(lang)
    )
    for row in done.findings.to_dict("records"):
        typer.echo(f"{label('severity', row['severity'], lang)}: {row['message']}", err=True)
    typer.echo(out)


def _tell(done: "Checked", lang: str) -> None:
    """Write what was found, the table and the findings as text."""
    for key, value in done.found.items():
        shown = say(f"boundaries.level.{value}", lang) if key == "level" else value
        typer.echo(f"{say(f'boundaries.found.{key}', lang)}: {shown}")
    titles = {name: say(f"boundaries.col.{name}", lang) for name in done.table.columns}
    typer.echo(done.table.rename(columns=titles).to_string(index=False, na_rep="–"))
    for row in done.findings.to_dict("records"):
        typer.echo(f"{label('severity', row['severity'], lang)}: {row['message']}")
    if done.findings.empty:
        typer.echo(say("boundaries.clean", lang))
