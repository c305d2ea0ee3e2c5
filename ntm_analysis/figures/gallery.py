"""Every kind of map and chart, drawn from a plan."""

from collections.abc import Callable, Iterator

from matplotlib.axes import Axes

from ntm_analysis import geography
from ntm_analysis.figures import charts, maps
from ntm_analysis.plan import Plan, load_plan
from ntm_analysis.wording import label, say


def gallery(plan: Plan | None = None, lang: str = "vi") -> Iterator[tuple[str, Axes]]:
    """Draw every kind of map and chart once, one figure at a time.

    Parameters
    ----------
    plan : Plan, optional
        The shipped plan by default.
    lang : {"vi", "en"}

    Yields
    ------
    str
        Name of the picture, as its file is called.
    Axes
    """
    for name, draw in drawings(plan or load_plan("thanh_hoa_2024"), lang).items():
        yield name, draw()


def drawings(plan: Plan, lang: str = "vi") -> dict[str, Callable[[], Axes]]:
    """Return what draws each picture of the gallery, by name."""
    layer = geography.load_districts(plan.units_on)
    names, zones = layer["name"].astype(str), layer["zone"]
    how = {"lang": lang, "districts": layer}
    ocop = plan.target("ocop_products")
    name = label("indicator", "ocop_products", lang)
    title = say("chart.ranked", lang, label=name)
    return {
        "map_of_a_count": lambda: maps.target_map(plan, "village_ntm", **how),
        "map_of_a_district_target": lambda: maps.target_map(plan, "district_advanced", **how),
        "map_of_a_rate": lambda: maps.measure_map(plan, "ocop_per_10k_people", **how),
        "small_multiples": lambda: maps.small_multiples(plan, **how),
        "locator": lambda: maps.locator(layer, 395, [394, 397, 398], lang=lang),
        "communes_of_2025": lambda: maps.commune_map(geography.load_communes(), layer, lang=lang),
        "funding_mix": lambda: charts.funding_mix(plan, lang=lang),
        "state_split": lambda: charts.state_split(plan, lang=lang),
        "leverage": lambda: charts.leverage(plan, lang=lang),
        "what_if": lambda: charts.what_if(plan, 10, lang=lang),
        "ranked": lambda: charts.ranked(ocop, names, title=title, zones=zones, lang=lang),
        "zone_shares": lambda: charts.zone_shares(plan, zones, lang=lang),
        "concentration": lambda: charts.concentration(ocop, name=name, lang=lang),
        "heat_table": lambda: charts.heat_table(plan, names, lang=lang),
        "timeline": lambda: charts.timeline(plan, lang=lang),
        "bodies": lambda: charts.bodies(plan, names, zones, lang=lang),
    }
