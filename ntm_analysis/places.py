"""Units of the province and the rules by which a name becomes a code, or is refused."""

import datetime as dt
import re
from collections.abc import Iterable

import pandas as pd

from ntm_analysis import names
from ntm_analysis.names import PROVINCE_CODE, PROVINCE_NAME, Match
from ntm_analysis.refusals import refusal
from ntm_analysis.vintages import DEFAULT_DATE, register, vintage_of
from ntm_analysis.wording import label, say

__all__ = [
    "DEFAULT_DATE", "PROVINCE_CODE", "PROVINCE_NAME", "Match", "code_of", "resolve", "unit_name",
    "unit_names", "units", "vintage_of", "with_kind",
]  # fmt: skip


def units(on: str | dt.date = DEFAULT_DATE) -> pd.DataFrame:
    """Return the units that existed on a day: districts until 30/6/2025, then communes and wards.

    Parameters
    ----------
    on : str or date
        The day, 1/1/2020 or later.

    Returns
    -------
    DataFrame
        One row per unit, index `code` (GSO code; with `vintage` the key). Of districts: name,
        kind, zone, counts of communes, wards and townships, official area in km², people of the
        census of 1/4/2019, status at the start of 2024, and the source and confidence of each.
        Of communes: name, kind, area in km² and the former districts.

    Raises
    ------
    InputError
        If the register says nothing of that day.

    >>> len(units()), len(units("2025-01-01")), len(units("2025-07-01"))
    (27, 26, 166)
    """
    return register(on)


def unit_name(
    code: int, lang: str = "vi", *, full: bool = False, on: str | dt.date = DEFAULT_DATE
) -> str:
    """Return a unit's name, with its kind if `full`.

    >>> unit_name(395), unit_name(381, full=True), unit_name(381, "en", full=True)
    ('Thọ Xuân', 'thị xã Bỉm Sơn', 'Bỉm Sơn Town')
    """
    kind, name = names.of_vintage(vintage_of(on))[int(code)]
    if not full:
        return name
    return with_kind(kind, name, lang)


def unit_names(codes: Iterable[int], lang: str = "vi", *, on: str | dt.date = DEFAULT_DATE) -> str:
    """Return the names of several units, joined by commas, in their order.

    >>> unit_names([395, 381])
    'Thọ Xuân, Bỉm Sơn'
    """
    return ", ".join(unit_name(code, lang, on=on) for code in codes)


def with_kind(kind: str, name: str, lang: str = "vi") -> str:
    """Return a name with its kind.

    >>> with_kind("commune", "Hải Yến"), with_kind("commune", "Hải Yến", "en")
    ('xã Hải Yến', 'Hải Yến Commune')
    """
    shown = label("kind", kind, lang)
    return f"{shown} {name}" if lang == "vi" else f"{name} {shown}"


def resolve(name: str | int, on: str | dt.date = DEFAULT_DATE) -> Match:
    """Find the unit that a name or a code stands for among the units of a day.

    The rules, in order: code, listed variant or former name, exact, prefix, tone mark, folded.
    Marks may be missing, all or some of them ("Thanh Hoa", "Bim Sơn", "Thạch Thanh"), never
    different ("Thạnh Hóa"). Nothing is accepted because it looks alike.

    Raises
    ------
    NameRefusedError
        If no rule gives a unit; names that look alike are in the message, marked as such.

    >>> resolve("TP. Thanh Hoá"), resolve("38407").rule
    (Match(code=380, name='Thanh Hóa', rule='tone mark'), 'code')
    """
    vintage = vintage_of(on)
    found = names.find(str(name), vintage)
    if found is None:
        raise refusal(str(name), vintage)
    return found


def code_of(name: str | int, on: str | dt.date = DEFAULT_DATE) -> int:
    """Return the code of a unit given by name or code; see `resolve`."""
    return resolve(name, on).code


_ADDED = re.compile(r"(.+): (\d+) communes of 2025, added up")


def area_source(source: str, lang: str = "vi") -> str:
    """Return where the area of a unit is from, in a language.

    >>> area_source("sapnhap.bando.com.vn: 8 communes of 2025, added up")
    'sapnhap.bando.com.vn: cộng 8 xã, phường năm 2025'
    """
    added = _ADDED.fullmatch(source)
    return say("origin.added", lang, site=added[1], count=added[2]) if added else source
