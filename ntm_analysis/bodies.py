"""The bodies that plans name: offices, departments, associations, groups of them."""

from functools import cache

import pandas as pd

from ntm_analysis import store
from ntm_analysis.text import check_language


@cache
def _bodies() -> pd.DataFrame:
    return pd.read_csv(store.find("data/bodies.csv"), keep_default_na=False).set_index("body")


def bodies() -> pd.DataFrame:
    """Return the bodies that plans name: index `body`, names in both languages, kind, variants.

    `variants` are other ways of writing a name, `misprints` wrong ones that were seen, `short`
    names that say the body only where nothing goes on after them, as "Văn phòng Điều phối".
    """
    return _bodies().copy()


def body_name(body: str, lang: str = "vi") -> str:
    """Return the name of a body.

    >>> body_name("finance"), body_name("finance", "en")
    ('Sở Tài chính', 'Department of Finance')
    """
    return str(_bodies().loc[body, f"name_{check_language(lang)}"])


def briefed(assignments: pd.DataFrame) -> list[str]:
    """List the bodies that get a brief: those of the annex and the Coordination Office."""
    return [*map(str, dict.fromkeys(assignments["body"])), "coordination_office"]


def short_names() -> dict[str, str]:
    """Return the short names of bodies with their keys.

    >>> short_names()["Văn phòng Điều phối"]
    'coordination_office'
    """
    rows = _bodies()["short"].items()
    return {name: str(body) for body, cell in rows for name in str(cell).split("|") if name}


def body_names() -> dict[str, list[str]]:
    """Return all Vietnamese names of each body: official, variants, misprints, short ones."""
    return {
        str(body): [
            name
            for cell in (row["name_vi"], row["variants"], row["misprints"], row["short"])
            for name in str(cell).split("|")
            if name
        ]
        for body, row in _bodies().iterrows()
    }
