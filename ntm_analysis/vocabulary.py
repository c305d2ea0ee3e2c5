"""What is measured: indicators, funding sources, kinds of unit, zones, statuses, roles, topics."""

from ntm_analysis.errors import one_of

INDICATORS = (
    "district_ntm",
    "district_advanced",
    "commune_ntm",
    "commune_advanced",
    "commune_model",
    "village_ntm",
    "village_model",
    "ocop_products",
)
FUNDING_PARENT: dict[str, str | None] = {
    "total": None,
    "state_budget": "total",
    "central_budget": "state_budget",
    "provincial_budget": "state_budget",
    "local_budget": "state_budget",
    "integrated": "total",
    "credit": "total",
    "enterprise": "total",
    "community": "total",
}
SOURCES = tuple(FUNDING_PARENT)
MAIN_SOURCES = tuple(name for name, parent in FUNDING_PARENT.items() if parent == "total")
BUDGET_LEVELS = tuple(name for name, parent in FUNDING_PARENT.items() if parent == "state_budget")

ZONES = ("plain", "coastal", "mountain")
DUE_KINDS = ("by", "before", "within", "periodic", "none")
ROLES = ("lead", "with", "subject")
# How an amount was read: as it stands, by a declared correction, or the one of several readings
# that the printed sum, the printed share or the whole it is part of allows; open if none does.
READINGS = ("as_printed", "correction", "sum", "share", "part_of_whole", "open")
DECIMALS = ("comma", "point")
# What the text says beside the tables.
MENTIONS = ("district_ntm", "district_advanced", "carried_over", "annex_cited", "annex_heading")
NOT_STATED = (
    "number_and_date",
    "district_funding",
    "baseline",
    "unit_names",
    "ocop_stars",
    "investment_recurrent_split",
)

# How each indicator is drawn: counts get symbols, a target of whole districts is a mark.
MAP_KINDS = ("symbols", "shade", "mark")
MAP_KIND = {name: "mark" if name.startswith("district_") else "symbols" for name in INDICATORS}
# Why a unit has no number; none of these is ever drawn as a low value.
BLANKS = ("not_assigned", "not_stated", "not_matched", "no_result", "no_value")


def indicator(name: str) -> str:
    """Return `name` if it is one of the eight indicators.

    Raises
    ------
    InputError
        If it is not; the message lists the eight.
    """
    if name not in INDICATORS:
        raise one_of("indicator", name, INDICATORS)
    return name
