"""Why a name is refused: what it seems to be, and the names that look alike, as a help only."""

import re
from functools import cache

import pandas as pd

from ntm_analysis import names, store, text
from ntm_analysis.errors import NameRefusedError
from ntm_analysis.vintages import vintages


@cache
def _former_communes() -> dict[str, tuple[str, int]]:
    rows = pd.read_csv(store.find("data/places/succession_2025.csv"), keep_default_na=False)
    return {
        text.spell(row["old_name"]).letters: (row["old_name"], int(row["district_code"]))
        for row in rows.to_dict("records")
    }


def _reason(name: str, vintage: str) -> str:
    """Say what the name seems to be, if that can be told; no decision rests on it."""
    given = text.nfc(name)
    known = names.of_vintage(vintage)
    head, comma, tail = given.partition(",")
    own = f"{names.PROVINCE_NAME} Tỉnh {names.PROVINCE_NAME}"
    if comma and head.strip() and not text.marks_missing(tail.split("Tỉnh")[-1], own[:9]):
        return f"; it names another province, {tail.strip()[:40]!r}"
    if vintage == "2025-01-01" and text.marks_missing(given, "Đông Sơn"):
        return "; Đông Sơn joined the city of Thanh Hóa on 1/1/2025"
    if vintages().loc[vintage, "level"] == "district":
        kinds = [kind for _, kind in names.stripped(given)]
        if kinds and kinds[0] in names.COMMUNE_KINDS:
            return "; it is the name of a commune, ward or township, a district is needed"
        former = _former_communes().get(text.spell(given).letters)
        if former and text.marks_missing(given, former[0]):
            district = names.of_vintage("2020-06-01")[former[1]][1]
            return f"; {former[0]} was a commune or ward, in {district}"
    elif re.search(r"huy[eệ]n|district", given, re.IGNORECASE) or text.spell(given).letters in (
        names.by_letters("2020-06-01")
    ):
        return "; districts ended on 30/6/2025, see ntm.succession"
    words = text.search_key(given)
    fits = [
        unit for _, unit in known.values()
        if words and f" {words} " in f" {text.search_key(unit)} "
    ]  # fmt: skip
    if len(fits) > 1:
        return f"; it fits {len(fits)} units ({', '.join(fits[:8])})"
    return ""


def refusal(name: str, vintage: str) -> NameRefusedError:
    """Build the error for a name that no rule takes, with the reason if it can be told."""
    from rapidfuzz import fuzz, process

    units = [unit for _, unit in names.of_vintage(vintage).values()]
    alike = process.extract(
        text.search_key(name[:100]),
        {unit: text.search_key(unit) for unit in units},
        scorer=fuzz.ratio,
        limit=3,
    )
    nearest = tuple(unit for _, _, unit in alike)
    return NameRefusedError(
        f"{name[:80]!r} is not the name or code of a unit of the province by any rule"
        f"{_reason(name[:100], vintage)}; names that look alike, as a help only: "
        f"{', '.join(nearest)}; the {len(units)} names stand in data/places/.",
        name,
        nearest,
    )
