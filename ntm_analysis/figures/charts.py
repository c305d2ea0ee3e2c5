"""Charts of funding, targets and duties: data and axes in, axes out."""

from ntm_analysis.figures.duties import bodies, timeline
from ntm_analysis.figures.funding import funding_mix, leverage, state_split, what_if
from ntm_analysis.figures.targets import concentration, heat_table, ranked, zone_shares

__all__ = [
    "bodies", "concentration", "funding_mix", "heat_table", "leverage", "ranked", "state_split",
    "timeline", "what_if", "zone_shares",
]  # fmt: skip
