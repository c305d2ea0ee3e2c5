"""The names of the units of a vintage, and the rules by which a name stands for one of them."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import pandas as pd

from ntm_analysis import store, text
from ntm_analysis.vintages import register

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
COMMUNE_KINDS = ("commune", "ward", "township")


@dataclass(frozen=True)
class Match:
    """The unit that a name stands for, and the rule that says so."""

    code: int
    name: str
    rule: str


@lru_cache(maxsize=65536)
def find(given: str, vintage: str) -> Match | None:
    """Find the unit that a name or code stands for in a vintage, or none; see `places.resolve`."""
    given = text.nfc(given)
    if re.fullmatch(r"\d{1,5}(\.0)?", given):
        return _by_code(given.removesuffix(".0"), vintage)
    if len(given) > 100:
        return None
    return _listed(given, vintage) or _official(given, vintage)


@cache
def of_vintage(vintage: str) -> dict[int, tuple[str, str]]:
    """Return kind and name of each unit of a vintage, by code."""
    rows = register(vintage)
    return {
        int(code): (str(kind), str(name))
        for code, kind, name in zip(rows.index, rows["kind"], rows["name"], strict=True)
    }


@cache
def by_letters(vintage: str) -> dict[str, list[int]]:
    """Return the codes of the units of a vintage by the bare letters of their name."""
    found: dict[str, list[int]] = {}
    for code, (_, name) in of_vintage(vintage).items():
        found.setdefault(text.spell(name).letters, []).append(code)
    return found


def _by_code(given: str, vintage: str) -> Match | None:
    known = of_vintage(vintage)
    short = given.removeprefix(str(PROVINCE_CODE)) if len(given) == 5 else given
    code = next((int(digits) for digits in (given, short) if int(digits or 0) in known), None)
    return None if code is None else Match(code, known[code][1], "code")


def _official(given: str, vintage: str) -> Match | None:
    """Find the one official name that fits; two of them are no answer."""
    candidates = {text.spell(given).letters}
    candidates |= {text.spell(bare).letters for bare, _ in stripped(given)}
    found = []
    for letters in sorted(candidates):
        for code in by_letters(vintage).get(letters, []):
            kind, official = of_vintage(vintage)[code]
            rule = _rule(given, official, kind)
            if rule:
                found.append(Match(code, official, rule))
    full = [match for match in found if match.rule != "folded"]  # all its marks are there
    fits = full or found
    return fits[0] if len({match.code for match in fits}) == 1 else None


def _listed(given: str, vintage: str) -> Match | None:
    """Find a listed variant or former name; a former name keeps the kind it had then."""
    known = of_vintage(vintage)
    official = {name for _, name in known.values()}
    for row in _variant_rows():
        variant, former = row["variant"], row["rule"] == "former name"
        if row["code"] not in known or known[row["code"]] == (row["kind"], variant):
            continue
        fits = text.marks_missing if former else text.same_spelling
        for bare, kind in [*stripped(given), (given, None)]:
            kind_fits = kind == row["kind"] or (kind is None and variant not in official)
            if kind_fits and fits(bare, variant):
                return Match(int(row["code"]), known[row["code"]][1], row["rule"])
    return None


@cache
def _variant_rows() -> list[dict]:
    return _variants().to_dict("records")


@cache
def _variants() -> pd.DataFrame:
    return pd.read_csv(store.find("data/places/variants.csv"), dtype={"variant": "str"})


def stripped(given: str) -> list[tuple[str, str]]:
    """List what a name is when the kind of unit is taken off it, with that kind."""
    found = []
    for kind, pattern in _PREFIXES.items():
        match = re.match(rf"(?:{pattern})\s*(?=\S)", given, flags=re.IGNORECASE)
        if match:
            found.append((given[match.end() :], kind))
    inner = re.fullmatch(r"(.*\S)\s*\(\s*(.*\S)\s*\)", given)
    if inner:  # "Thanh Hóa (Thành phố)", as GADM tells homonyms apart
        found += [
            (inner[1], kind) for kind, pattern in _PREFIXES.items()
            if re.fullmatch(rf"(?:{pattern})|{_SUFFIXES[kind]}", inner[2], flags=re.IGNORECASE)
        ]  # fmt: skip
    for kind, word in _SUFFIXES.items():
        if given.casefold().endswith(f" {word}"):
            found.append((given[: -len(word) - 1], kind))
    return found


def _rule(given: str, official: str, kind: str) -> str | None:
    if given.casefold() == official.casefold():
        return "exact"
    bares = [bare for bare, given_kind in stripped(given) if given_kind == kind]
    if any(bare.casefold() == official.casefold() for bare in bares):
        return "prefix"
    for candidate in (given, *bares):
        if text.same_spelling(candidate, official):
            return "tone mark" if " " in candidate or " " not in official else "folded"
        if text.marks_missing(candidate, official):
            return "folded"
    return None
