"""All checks of a plan in one table, and of those the findings."""

import pandas as pd

from ntm_analysis.checks.against import check_against
from ntm_analysis.checks.districts import check_districts
from ntm_analysis.checks.finding import COLUMNS, HOLDS
from ntm_analysis.checks.names import check_names
from ntm_analysis.checks.placing import check_placing
from ntm_analysis.checks.remarks import check_remarks
from ntm_analysis.checks.sums import check_sums
from ntm_analysis.plan import Plan
from ntm_analysis.wording import say

_GRAVEST_FIRST = {"error": 0, "warning": 1, "note": 2, HOLDS: 3}


def run(plan: Plan, against: Plan | None = None) -> pd.DataFrame:
    """Run all checks.

    Parameters
    ----------
    against : Plan, optional
        Another plan of the same province, for the magnitudes.

    Returns
    -------
    DataFrame
        One row per check, the gravest first; the columns are those of
        `ntm_analysis.checks.finding.Finding`. `severity` is ``error``, ``warning``, ``note``, or
        ``holds`` where nothing was found. Lines are those of the source document.
    """
    found = [
        *check_sums(plan),
        *check_placing(plan),
        *check_districts(plan),
        *check_names(plan),
        *check_remarks(plan),
        *(check_against(plan, against) if against else ()),
    ]
    found.sort(key=lambda one: _GRAVEST_FIRST[one.severity])
    return pd.DataFrame([vars(one) for one in found], columns=list(COLUMNS)).astype("object")


def findings(table: pd.DataFrame) -> pd.DataFrame:
    """Return what was found among all checks that `run` gives; empty if everything holds."""
    return table[table["severity"] != HOLDS].reset_index(drop=True)


def audit(plan: Plan, against: Plan | None = None) -> pd.DataFrame:
    """Return the findings of a plan, the gravest first; empty if everything holds.

    See `run` for the columns.
    """
    return findings(run(plan, against))


def summary(table: pd.DataFrame, lang: str = "vi") -> str:
    """Say in one sentence how many checks hold and what was found."""
    count = table["severity"].value_counts()
    holds, errors = int(count.get(HOLDS, 0)), int(count.get("error", 0))
    return say(
        "audit.summary", lang, checks=holds + errors, holds=holds, errors=errors,
        warnings=int(count.get("warning", 0)), notes=int(count.get("note", 0)),
    )  # fmt: skip
