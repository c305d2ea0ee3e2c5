"""Units of the province and the rules by which a name becomes a code, or is refused."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

import pandas as pd

from ntm_analysis import store, text
from ntm_analysis.errors import InputError, NameRefusedError
from ntm_analysis.wording import label

PROVINCE_CODE = 38
DEFAULT_DATE = "2024-12-31"
_PREFIXES = {
    "city": r"t\.?\s*p\b\.?|thành phố|thanh pho",
    "town": r"t\.?\s*x\b\.?|thị xã|thi xa",
    "district": r"h\b\.?|huyện|huyen",
}
_SUFFIXES = {"city": "city", "town": "town", "district": "district"}


@dataclass(frozen=True)
class Match:
    """The unit that a name stands for, and the rule that says so."""

    code: int
    name: str
    rule: str


@cache
def _register() -> pd.DataFrame:
    frame = pd.read_csv(store.find("data/places/units.csv"), parse_dates=["valid_from", "valid_to"])
    return frame.set_index("code").sort_index()


@cache
def _variants() -> pd.DataFrame:
    return pd.read_csv(store.find("data/places/variants.csv"), dtype={"variant": "str"})


def units(on: str | dt.date = DEFAULT_DATE) -> pd.DataFrame:
    """Return the district-level units that existed on a day.

    Parameters
    ----------
    on : str or date
        The day; the register holds 1/6/2020 to 31/12/2024.

    Returns
    -------
    DataFrame
        One row per unit, index `code` (GSO code), with name, kind, zone, counts of communes,
        wards and townships, official area in km², people of the census of 1/4/2019, status at
        the start of 2024, and the source and confidence of each.

    Raises
    ------
    InputError
        If the register says nothing of that day.

    >>> len(units())
    27
    """
    register = _register()
    try:
        day = pd.Timestamp(dt.date.fromisoformat(str(on)[:10] if isinstance(on, dt.date) else on))
    except (ValueError, TypeError):
        raise InputError(f"{on!r} is not a day; write it as in 2024-12-31.") from None
    rows = register[(register["valid_from"] <= day) & (day <= register["valid_to"])]
    if rows.empty:
        raise InputError(
            f"The register of units says nothing of {day:%Y-%m-%d}; allowed: "
            f"{register['valid_from'].min():%Y-%m-%d} to {register['valid_to'].max():%Y-%m-%d}."
        )
    return rows.copy()


def unit_name(code: int, lang: str = "vi", *, full: bool = False) -> str:
    """Return a unit's name, with its kind if `full`.

    >>> unit_name(395), unit_name(381, full=True), unit_name(381, "en", full=True)
    ('Thọ Xuân', 'thị xã Bỉm Sơn', 'Bỉm Sơn Town')
    """
    row = _register().loc[code]
    if not full:
        return str(row["name"])
    kind = label("kind", row["kind"], lang)
    return f"{kind} {row['name']}" if lang == "vi" else f"{row['name']} {kind}"


def resolve(name: str | int) -> Match:
    """Find the unit that a name or a code stands for.

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
    register = _register()
    if re.fullmatch(r"\d{1,5}", given):
        return _resolve_code(given, register)
    listed = _resolve_variant(given, register)
    if listed:
        return listed
    for code, official in register["name"].items():
        rule = _rule(given, str(official), str(register.loc[code, "kind"]))
        if rule:
            return Match(int(str(code)), str(official), rule)
    raise _refusal(str(name), register)


def code_of(name: str | int) -> int:
    """Return the code of a unit given by name or code; see `resolve`."""
    return resolve(name).code


def _resolve_code(given: str, register: pd.DataFrame) -> Match:
    short = given.removeprefix(str(PROVINCE_CODE)) if len(given) == 5 else given
    code = int(short)
    if code not in register.index:
        raise NameRefusedError(
            f"{given!r} is not the code of a unit of the province; allowed: "
            f"{register.index.min()} to {register.index.max()} with gaps (data/places/units.csv).",
            given,
        )
    return Match(code, str(register.loc[code, "name"]), "code")


def _resolve_variant(given: str, register: pd.DataFrame) -> Match | None:
    """Find a listed variant or former name; a former name keeps the kind it had then."""
    official = set(register["name"])
    for _, row in _variants().iterrows():
        variant, former = row["variant"], row["rule"] == "former name"
        bare, kind = _strip_kind(given, variant)
        fits = text.marks_missing if former else text.same_spelling
        kind_fits = kind == row["kind"] or (kind is None and variant not in official)
        if kind_fits and fits(bare, variant):
            name = str(register.loc[row["code"], "name"])
            return Match(int(row["code"]), name, row["rule"])
    return None


def _strip_kind(given: str, official: str) -> tuple[str, str | None]:
    """Take the kind of unit off a name, unless the official name itself begins with it."""
    if text.same_spelling(given, official):
        return given, None
    for kind, pattern in _PREFIXES.items():
        found = re.match(rf"(?:{pattern})\s*(?=\S)", given, flags=re.IGNORECASE)
        if found:
            return given[found.end() :], kind
    for kind, word in _SUFFIXES.items():
        if given.casefold().endswith(f" {word}"):
            return given[: -len(word) - 1], kind
    return given, None


def _rule(given: str, official: str, kind: str) -> str | None:
    if given.casefold() == official.casefold():
        return "exact"
    bare, given_kind = _strip_kind(given, official)
    for candidate, prefixed in ((given, False), (bare, True)):
        if prefixed and given_kind != kind:
            continue
        if prefixed and candidate.casefold() == official.casefold():
            return "prefix"
        if text.same_spelling(candidate, official):
            return "tone mark" if " " in candidate or " " not in official else "folded"
        if text.marks_missing(candidate, official):
            return "folded"
    return None


def _refusal(name: str, register: pd.DataFrame) -> NameRefusedError:
    from rapidfuzz import fuzz, process

    alike = process.extract(
        text.search_key(name),
        {str(unit): text.search_key(str(unit)) for unit in register["name"]},
        scorer=fuzz.ratio,
        limit=3,
    )
    nearest = tuple(unit for _, _, unit in alike)
    return NameRefusedError(
        f"{name[:80]!r} is not the name or code of a unit of the province by any rule; names that "
        f"look alike, as a help only: {', '.join(nearest)}; the {len(register)} names stand in "
        "data/places/units.csv.",
        name,
        nearest,
    )
