"""The command that draws maps."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ntm_analysis.cli.app import DEFAULT_PLAN, Boundaries, Lang, PlanOption, app
from ntm_analysis.errors import InputError, one_of
from ntm_analysis.wording import check_language, say

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from matplotlib.axes import Axes

    from ntm_analysis.plan import Plan

PICTURES = (".png", ".svg", ".pdf")


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
