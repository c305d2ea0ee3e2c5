"""The districts that a sentence names: of the register, of the plan's own annex, or unknown."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ntm_analysis import places
from ntm_analysis.errors import NtmError
from ntm_analysis.plan import Plan
from ntm_analysis.provinces import PROVINCES
from ntm_analysis.text import CAPITALS, fold, is_blank, marks_missing

# A district's code, or its name as the annex prints it where it has none.
Key = int | str
UNKNOWN = "?"  # begins the key of a name that is no district of the plan
_PREFIX = r"(?:(?:thanh pho|tp|thi xa|tx|huyen|city of|town of|h)\b\.?\s*)?"
_SUFFIX = r"(?:\s+(?:city|town|district)\b)?"
_WORD = rf"[{CAPITALS}][^\W\d_]*"
_UNIT_NAME = re.compile(
    rf"\b(?:[Hh]uyện|[Tt]hị xã|[Tt]hành phố|TP\.?|TX\.?|H\.)\s+(?!NTM|OCOP|Nông)({_WORD}(?:\s{_WORD}){{0,3}})"
)
# A name of two to four words that stands where a subject or an owner does.
_BARE_NAME = re.compile(
    rf"(?:^|[.;,:(]\s*|\b(?:và|của|tại|ở|cho|giao)\s+)((?!(?:Xã|Thôn|Bản|Phường|Thị|Huyện|Thành|Toàn|Các|Sở|Ban|Hội|Bộ|Ủy|Uỷ|Ông|Bà|Tỉnh|Nông|Việt|Chương|Trung|Ngân|Chủ|Phó|Liên|Mặt)\b)"
    rf"[{CAPITALS}][^\W\d_A-Z]+(?:\s[{CAPITALS}][^\W\d_A-Z]+){{1,3}})"
    r"(?=\s+(?:có|được|phấn|đạt|đăng|về|sẽ|dành|là|\d)|\s*[,;.(]|\s+và\b|\s*$)"
)
_LIST_SIGN = re.compile(r"\s*(?:,|va|and|cung|-|\+|&)?\s*(?:va|and|cac huyen|huyen)?\s*")


@dataclass(frozen=True)
class NameList:
    """Districts that a sentence names one after another, with the span of the list."""

    start: int
    end: int
    keys: tuple[Key, ...]


def district_spans(plan: Plan, sentence: str) -> list[tuple[int, int, Key]]:
    """Find the districts that a sentence names: start, end, key; the province's name alone is none.

    A name is found without regard to marks and then resolved, so that marks may be missing in it
    and never different. A district without a code is found by its name as printed. A name that
    stands as a district and is none of the plan has a key that begins with `UNKNOWN`.
    """
    found: list[tuple[int, int, Key]] = []
    for start, end, key in sorted(
        [*_of_register(plan, sentence), *_of_annex(plan, sentence)], key=lambda s: s[0] - s[1]
    ):
        if not any(start < e and s < end for s, e, _ in found):
            found.append((start, end, key))
    for pattern in (_UNIT_NAME, _BARE_NAME):
        for match in pattern.finditer(sentence):
            name, (start, end) = match[1].strip(), match.span(1)
            if not _is_province(name, plan) and not any(start < e and s < end for s, e, _ in found):
                found.append((start, end, f"{UNKNOWN}{name}"))
    return sorted(found, key=lambda span: span[:2])


def _is_province(name: str, plan: Plan) -> bool:
    return any(marks_missing(name, known) for known in (*PROVINCES, plan.province) if known)


def _of_register(plan: Plan, sentence: str) -> Iterator[tuple[int, int, Key]]:
    if not plan.units_on:
        return
    folded = fold(sentence)
    names = {fold(str(name)) for name in places.units(plan.units_on)["name"]}
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    for match in re.finditer(rf"(?<!\w){_PREFIX}(?:{pattern}){_SUFFIX}(?!\w)", folded):
        if match[0] in {fold(plan.province), *map(fold, PROVINCES)}:
            continue  # without "thành phố" it is the province
        try:
            code = places.resolve(sentence[match.start() : match.end()], on=plan.units_on).code
        except NtmError:
            continue
        yield match.start(), match.end(), code


def _of_annex(plan: Plan, sentence: str) -> Iterator[tuple[int, int, Key]]:
    folded = fold(sentence)
    for printed in plan.districts.loc[plan.districts["district_code"].isna(), "as_printed"]:
        name = str(printed)[_prefix_length(str(printed)) :]
        for match in re.finditer(
            rf"(?<!\w){_PREFIX}{re.escape(fold(name))}{_SUFFIX}(?!\w)", folded
        ):
            at = match.start() + _prefix_length(sentence[match.start() : match.end()])
            text = sentence[at : at + len(name)]
            if marks_missing(text, name) and text[:1].isupper():
                yield match.start(), match.end(), str(printed)


def _prefix_length(name: str) -> int:
    match = re.match(_PREFIX, fold(name))
    return match.end() if match else 0


def key_of(plan: Plan, code: object, line: object) -> Key:
    """Return the key of a row of the annex: its district's code, else its printed name."""
    if not is_blank(code):
        return int(str(code))
    rows = plan.districts[plan.districts["line"] == line]
    return str(rows["as_printed"].iloc[0]) if len(rows) else f"{UNKNOWN}{line}"


def name_of(plan: Plan, key: Key, lang: str) -> str:
    """Return the name of a district for a reader; one without a code keeps its printed name."""
    if isinstance(key, int):
        return places.unit_name(key, lang, full=True, on=plan.units_on)
    return key.removeprefix(UNKNOWN)


def lists_of(folded: str, spans: list[tuple[int, int, Key]]) -> list[NameList]:
    """Group the districts named one after another into lists."""
    groups: list[list[tuple[int, int, Key]]] = []
    for span in spans:
        if groups and _LIST_SIGN.fullmatch(folded[groups[-1][-1][1] : span[0]]):
            groups[-1].append(span)
        else:
            groups.append([span])
    return [NameList(g[0][0], g[-1][1], tuple(key for _, _, key in g)) for g in groups]


def list_from(folded: str, spans: list[tuple[int, int, Key]]) -> tuple[Key, ...]:
    """Return the keys of the districts that stand in one list with the first."""
    keys = [spans[0][2]]
    for one, other in itertools.pairwise(spans):
        left, right = sorted((one, other), key=lambda span: span[:2])
        if not _LIST_SIGN.fullmatch(folded[left[1] : right[0]]):
            break
        keys.append(other[2])
    return tuple(keys)
