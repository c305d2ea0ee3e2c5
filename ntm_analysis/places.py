"""Units of the province and the rules by which a name becomes a code, or is refused."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

import pandas as pd

from ntm_analysis import store, text
from ntm_analysis.errors import NameRefusedError
from ntm_analysis.vintages import DEFAULT_DATE, register, vintage_of, vintages
from ntm_analysis.wording import label

__all__ = ["DEFAULT_DATE", "Match", "code_of", "resolve", "unit_name", "units", "vintage_of"]
PROVINCE_CODE = 38
PROVINCE_NAME = "Thanh Hóa"
_PREFIXES = {
    "city": r"th[aà]nh\s*ph[oố]|t\.?\s*p\.?",
    "town": r"th[iị]\s*x[aã]|t\.?\s*x\.?",
    "district": r"huy[eêệ]n|h\b\.?",
    "township": r"th[iị]\s*tr[aấâ]n|t\.?\s*t\b\.?",
    "commune": r"x[aã]\b|x\.",
    "ward": r"ph[uưừ][oơ]ng|ph[uưừ][oờ]ng|p\b\.?",
}
_SUFFIXES = {
    "city": "city", "town": "town", "district": "district",
    "commune": "commune", "ward": "ward", "township": "township",
}  # fmt: skip
_COMMUNE_KINDS = ("commune", "ward", "township")


@dataclass(frozen=True)
class Match:
    """The unit that a name stands for, and the rule that says so."""

    code: int
    name: str
    rule: str


@cache
def _variant_rows() -> list[dict]:
    return _variants().to_dict("records")


@cache
def _variants() -> pd.DataFrame:
    return pd.read_csv(store.find("data/places/variants.csv"), dtype={"variant": "str"})


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
    kind, name = _names(vintage_of(on))[int(code)]
    if not full:
        return name
    return with_kind(kind, name, lang)


def with_kind(kind: str, name: str, lang: str = "vi") -> str:
    """Return a name with its kind.

    >>> with_kind("commune", "Hải Yến"), with_kind("commune", "Hải Yến", "en")
    ('xã Hải Yến', 'Hải Yến Commune')
    """
    shown = label("kind", kind, lang)
    return f"{shown} {name}" if lang == "vi" else f"{name} {shown}"


@cache
def _names(vintage: str) -> dict[int, tuple[str, str]]:
    rows = register(vintage)
    return {
        int(code): (str(kind), str(name))
        for code, kind, name in zip(rows.index, rows["kind"], rows["name"], strict=True)
    }


@cache
def _by_letters(vintage: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for code, (_, name) in _names(vintage).items():
        found.setdefault(text.spell(name).letters, []).append(code)
    return found


def resolve(name: str | int, on: str | dt.date = DEFAULT_DATE) -> Match:
    """Find the unit that a name or a code stands for among the units of a day.

    The rules, in order: code, listed variant or former name, exact, prefix, tone mark, folded.
    Marks may be missing, never different. Nothing is accepted because it looks alike.

    Raises
    ------
    NameRefusedError
        If no rule gives a unit; names that look alike are in the message, marked as such.

    >>> resolve("TP. Thanh Hoá"), resolve("38407").rule
    (Match(code=380, name='Thanh Hóa', rule='tone mark'), 'code')
    """
    given = text.nfc(str(name))
    vintage = vintage_of(on)
    if re.fullmatch(r"\d{1,5}(\.0)?", given):
        return _resolve_code(given.removesuffix(".0"), vintage)
    if len(given) <= 100:
        listed = _resolve_variant(given, vintage) or _resolve_official(given, vintage)
        if listed:
            return listed
    raise _refusal(str(name), vintage)


def _resolve_official(given: str, vintage: str) -> Match | None:
    """Find the one official name that fits; two of them are no answer."""
    candidates = {text.spell(given).letters}
    candidates |= {text.spell(bare).letters for bare, _ in _stripped(given)}
    found = []
    for letters in sorted(candidates):
        for code in _by_letters(vintage).get(letters, []):
            kind, official = _names(vintage)[code]
            rule = _rule(given, official, kind)
            if rule:
                found.append(Match(code, official, rule))
    return found[0] if len({match.code for match in found}) == 1 else None


def code_of(name: str | int, on: str | dt.date = DEFAULT_DATE) -> int:
    """Return the code of a unit given by name or code; see `resolve`."""
    return resolve(name, on).code


def _resolve_code(given: str, vintage: str) -> Match:
    known = _names(vintage)
    if int(given) in known:
        return Match(int(given), known[int(given)][1], "code")
    short = given.removeprefix(str(PROVINCE_CODE)) if len(given) == 5 else given
    if int(short) not in known:
        raise NameRefusedError(
            f"{given!r} is not the code of a unit of the province on {vintage}; allowed: "
            f"{min(known)} to {max(known)} with gaps (data/places/).",
            given,
        )
    return Match(int(short), known[int(short)][1], "code")


def _resolve_variant(given: str, vintage: str) -> Match | None:
    """Find a listed variant or former name; a former name keeps the kind it had then."""
    known = _names(vintage)
    official = {name for _, name in known.values()}
    for row in _variant_rows():
        variant, former = row["variant"], row["rule"] == "former name"
        if row["code"] not in known or known[row["code"]] == (row["kind"], variant):
            continue
        fits = text.marks_missing if former else text.same_spelling
        for bare, kind in [*_stripped(given), (given, None)]:
            kind_fits = kind == row["kind"] or (kind is None and variant not in official)
            if kind_fits and fits(bare, variant):
                return Match(int(row["code"]), known[row["code"]][1], row["rule"])
    return None


def _stripped(given: str) -> list[tuple[str, str]]:
    """List what a name is when the kind of unit is taken off it, with that kind."""
    found = []
    for kind, pattern in _PREFIXES.items():
        match = re.match(rf"(?:{pattern})\s*(?=\S)", given, flags=re.IGNORECASE)
        if match:
            found.append((given[match.end() :], kind))
    for kind, word in _SUFFIXES.items():
        if given.casefold().endswith(f" {word}"):
            found.append((given[: -len(word) - 1], kind))
    return found


def _rule(given: str, official: str, kind: str) -> str | None:
    if given.casefold() == official.casefold():
        return "exact"
    bares = [bare for bare, given_kind in _stripped(given) if given_kind == kind]
    if any(bare.casefold() == official.casefold() for bare in bares):
        return "prefix"
    for candidate in (given, *bares):
        if text.same_spelling(candidate, official):
            return "tone mark" if " " in candidate or " " not in official else "folded"
        if text.marks_missing(candidate, official):
            return "folded"
    return None


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
    known = _names(vintage)
    head, comma, tail = given.partition(",")
    own = f"{PROVINCE_NAME} Tỉnh {PROVINCE_NAME}"
    if comma and head.strip() and not text.marks_missing(tail.split("Tỉnh")[-1], own[:9]):
        return f"; it names another province, {tail.strip()[:40]!r}"
    if vintage == "2025-01-01" and text.marks_missing(given, "Đông Sơn"):
        return "; Đông Sơn joined the city of Thanh Hóa on 1/1/2025"
    if vintages().loc[vintage, "level"] == "district":
        kinds = [kind for _, kind in _stripped(given)]
        if kinds and kinds[0] in _COMMUNE_KINDS:
            return "; it is the name of a commune, ward or township, a district is needed"
        former = _former_communes().get(text.spell(given).letters)
        if former and text.marks_missing(given, former[0]):
            return f"; {former[0]} was a commune or ward, in {_names('2020-06-01')[former[1]][1]}"
    elif re.search(r"huy[eệ]n|district", given, re.IGNORECASE) or text.spell(given).letters in (
        _by_letters("2020-06-01")
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


def _refusal(name: str, vintage: str) -> NameRefusedError:
    from rapidfuzz import fuzz, process

    names = [unit for _, unit in _names(vintage).values()]
    alike = process.extract(
        text.search_key(name[:100]),
        {unit: text.search_key(unit) for unit in names},
        scorer=fuzz.ratio,
        limit=3,
    )
    nearest = tuple(unit for _, _, unit in alike)
    return NameRefusedError(
        f"{name[:80]!r} is not the name or code of a unit of the province by any rule"
        f"{_reason(name[:100], vintage)}; names that look alike, as a help only: "
        f"{', '.join(nearest)}; the {len(names)} names stand in data/places/.",
        name,
        nearest,
    )
