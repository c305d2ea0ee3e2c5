"""The bodies that plans name: offices, departments, associations, groups of them."""

import re
from functools import cache

import pandas as pd

from ntm_analysis import store, wording
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


_OF_A_MINISTRY = ("issuer.ministry", "issuer.minister")
_LONG = {"ủy ban nhân dân": "UBND", "uỷ ban nhân dân": "UBND", "hội đồng nhân dân": "HĐND"}


def issuer_name(printed: str, lang: str = "vi") -> str:
    """Return the name of who issued a document; as printed where no rule gives its English name.

    >>> issuer_name("UBND tỉnh Thanh Hóa", "en"), issuer_name("Bộ Tài chính", "en")
    ('People’s Committee of Thanh Hóa Province', 'Ministry of Finance')
    """
    if check_language(lang) == "vi":
        return printed
    given = printed
    for long, short in _LONG.items():
        given = re.sub(long, short, given, flags=re.IGNORECASE)
    for key in filter(lambda key: key.startswith("issuer."), wording.keys()):
        head = wording.say(key, "vi", place="\0", name="\0").partition("\0")[0]
        found = re.fullmatch(rf"{re.escape(head.strip())}(?: (?P<of>.+))?", given, re.IGNORECASE)
        if found is None or (found["of"] and not head.endswith(" ")):
            continue
        of = found["of"] or "the"
        name = _english_name(of) if key in _OF_A_MINISTRY else of
        if name:
            return wording.say(key, lang, place=of, name=name)
    return _english_body(printed)


def _english_name(field: str) -> str:
    """Return what a ministry is in charge of, as its department in the province is called."""
    for row in _bodies().to_dict("records"):
        if row["name_vi"].casefold() == f"sở {field}".casefold():
            return str(row["name_en"]).removeprefix("Department of ")
    return ""


def _english_body(printed: str) -> str:
    """Return the English name of a body of the province, whose name may follow its own."""
    for body, names in body_names().items():
        for name in names:
            if printed == name:
                return body_name(body, "en")
            if printed.startswith(f"{name} "):
                return f"{body_name(body, 'en')}, {printed[len(name) :].strip()}"
    return printed


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
