"""Commands that draw maps: map, atlas."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from ntm_analysis.errors import InputError, one_of
from ntm_analysis.wording import say

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from matplotlib.axes import Axes

    from ntm_analysis.plan import Plan

PICTURES = (".png", ".svg", ".pdf")
Size = Annotated[str, typer.Option(help="A4, A5 or slide.")]


@app.command("map")
def draw_map(
    out: Annotated[Path, typer.Option(help="Picture to write: .png, .svg or .pdf.")],
    what: Annotated[
        str | None, typer.Argument(help="An indicator, a measure, or a CSV file of your own.")
    ] = None,
    all: Annotated[
        bool, typer.Option("--all", help="All indicators side by side, on one scale.")
    ] = False,
    name_column: Annotated[str | None, typer.Option(help="Your column of names or codes.")] = None,
    value_column: Annotated[str | None, typer.Option(help="Your column of numbers.")] = None,
    decimal: Annotated[
        str | None, typer.Option(help="comma or point, if your numbers do not show it.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title of a map of your own table.")] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            help="How your own table is drawn: symbols for counts, shade for rates, mark. "
            "By default symbols if all are whole numbers from 0, else shade."
        ),
    ] = None,
    size: Size = "A4",
    plan: PlanOption = DEFAULT_PLAN,
    boundaries: Boundaries = DEFAULT_LAYER,
    lang: Lang = "vi",
) -> None:
    """Draw one map, ready to be put into a document."""
    from ntm_analysis.figures.style import page
    from ntm_analysis.geography import load_districts
    from ntm_analysis.plan import load_plan

    check_target(out, PICTURES, lang)
    page(size)
    if all == (what is not None):
        raise InputError(
            "Name one thing to map (an indicator, a measure or a CSV file), or give --all."
        )
    if what is not None and what.lower().endswith((".csv", ".tsv", ".txt")):
        columns = (name_column, value_column, decimal)
        ax = _own_map(Path(what), columns, title, kind, boundaries, lang, size)
        _write(ax, out, lang)
        return
    loaded = load_plan(plan)
    layer = load_districts(loaded.units_on, boundaries)
    if what is None:
        from ntm_analysis.figures.maps import small_multiples

        ax = small_multiples(loaded, lang=lang, districts=layer, boundaries=boundaries, size=size)
    else:
        ax = _plan_map(loaded, what, (layer, boundaries), lang, size)
    _write(ax, out, lang)


def _write(ax: "Axes", out: Path, lang: str) -> None:
    """Save a map, and tell on the error stream which names had no room."""
    from ntm_analysis.figures.labels import unlabelled
    from ntm_analysis.figures.save import save

    missing = unlabelled(ax)
    save(ax, out)
    typer.echo(out)
    if missing:
        names = ", ".join(missing)
        typer.echo(say("map.unlabelled", lang, count=len(missing), names=names), err=True)


@app.command()
def atlas(
    out: Annotated[Path, typer.Option(help="File to write, .pdf.")],
    size: Size = "A4",
    plan: PlanOption = DEFAULT_PLAN,
    boundaries: Boundaries = DEFAULT_LAYER,
    lang: Lang = "vi",
) -> None:
    """Draw one page per district: where it lies, its targets, body and duties."""
    from ntm_analysis.figures.save import save_pages
    from ntm_analysis.figures.style import page
    from ntm_analysis.geography import load_districts
    from ntm_analysis.plan import load_plan
    from ntm_analysis.reporting.atlas import pages

    check_target(out, (".pdf",), lang)
    page(size)
    loaded = load_plan(plan)
    layer = load_districts(loaded.units_on, boundaries)
    drawn = pages(loaded, layer, lang, boundaries=boundaries, size=size)
    title = say("atlas.title", lang, province=loaded.province, year=loaded.year)
    save_pages(drawn, out, title)
    typer.echo(out)


def _plan_map(
    plan: "Plan", what: str, layer: tuple["GeoDataFrame", str], lang: str, size: str
) -> "Axes":
    from ntm_analysis.figures import maps
    from ntm_analysis.measures import MEASURES
    from ntm_analysis.vocabulary import INDICATORS

    if what not in INDICATORS and what not in MEASURES:
        raise one_of("indicator, measure or CSV file", what, [*INDICATORS, *MEASURES])
    draw = maps.target_map if what in INDICATORS else maps.measure_map
    districts, boundaries = layer
    return draw(plan, what, lang=lang, districts=districts, boundaries=boundaries, size=size)


def _own_map(
    file: Path, columns: tuple[str | None, str | None, str | None], title: str | None,
    kind: str | None, boundaries: str, lang: str, size: str,
) -> "Axes":  # fmt: skip
    """Draw a table of the user's own on a layer of districts or of communes."""
    from ntm_analysis.figures import finding, maps
    from ntm_analysis.geography import load_layer
    from ntm_analysis.own_table import read_values

    name_column, value_column, decimal = columns
    if not name_column or not value_column:
        raise InputError(f"A map of {file.name} needs --name-column and --value-column; name both.")
    if decimal not in (None, "comma", "point"):
        raise one_of("--decimal", decimal, ["comma", "point"])
    districts = load_layer(boundaries)
    values = read_values(file, name_column, value_column, decimal, districts["vintage"].iloc[0])
    name = value_column.replace("_", " ")
    filled = values.dropna()
    counts = bool(((filled >= 0) & (filled % 1 == 0)).all())
    source = f"{say('map.source_own', lang, file=file.name)} {finding.origin(boundaries, lang)}"
    digits = max((-int(Decimal(str(v)).as_tuple().exponent) for v in filled if v % 1), default=0)
    return maps.choropleth(
        districts, values, name=name, lang=lang, source=source, size=size, decimals=digits,
        title=title or finding.of_values(values, districts["name"], name, lang, digits),
        kind=kind or ("symbols" if counts else "shade"),
        blanks=values.map(lambda _: "no_value", na_action=None),
    )  # fmt: skip
