"""Whose a number is: the districts, or the part of the province, that it is said of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntm_analysis.quote.counts import SCOPES
from ntm_analysis.quote.naming import UNKNOWN, Key, list_from
from ntm_analysis.text import fold

if TYPE_CHECKING:
    from ntm_analysis.quote.context import Reader
    from ntm_analysis.quote.stated import Stated

WHOLE = re.compile(
    r"toan tinh|ca tinh|tinh [a-z]+|the province|province-wide|thanh hoa(?! city)|chi tieu tinh"
)
# The province that gives to a district, or in which a district is the first, is not what is counted.
_GIVER = re.compile(
    r"\b(?:duoc|do|boi|cua|theo)\s+(?:(?!va\b|tinh\b)[a-z]+\s+){0,5}?tinh\b(?: thanh hoa\b)?"
    r"|\b(?:dan dau|dung dau|nhat)\s+(?:(?:o|cua|trong|tren dia ban)\s+)?(?:toan |ca )?tinh(?=,?(?: (?:voi|co|dat|la|khi co))?(?: them)?\s*$)"
)
_BELONGS = re.compile(r"\b(?:cua|o|tai|cho|thuoc|tren dia ban|giao|in|of|for|to)\b|\(")
_EACH = re.compile(
    r"(?<!thon )\bm[ỗo]i (?:huyện|đơn vị|địa phương|nơi|huyen|don vi|dia phuong|noi)|\beach\b"
    r"|\b(?:cùng|đều|cung|deu)\s+(?:có|được|đạt|co|duoc|dat)\b"
)
# "Được giao 2 xã ..., Hoằng Hóa ...": who it is said of comes after.
_FRONTED = re.compile(r"\s*(?:duoc giao|voi)\b")
_EACH_BEFORE = re.compile(r"\bm[ỗo]i\s*(?:huyện|địa phương|đơn vị|huyen|dia phuong|don vi)?\s*$")
_EACH_AFTER = re.compile(
    r"\s*(?:cho )?m[ỗo]i (?:huyện|địa phương|đơn vị|nơi|huyen|dia phuong|don vi|noi)\b|\s+each\b"
)
# "The district has", after a district was named before.
_BACK = re.compile(
    r"(?<!cac )(?<!nhung )(?<!moi )(?<!tung )(?<!so )(?<!\d )(?<!hai )(?<!ba )(?<!mot )(?<!cap )"
    r"\b(?:huyen|thi xa|thanh pho)\s+(?:nay|co|duoc|phan dau|dang ky|con|se|dat|cung)\b"
    r"|\b(?:toan|trong|cua) huyen\b|\bdia phuong nay\b|\b(?:the|this) district\b"
)
_SCOPE = re.compile(rf"\b(?:{'|'.join(SCOPES)})\b")
_SCOPE_OF = re.compile(r"\b(?:khu vuc|vung|cac|huyen|o|tai|thuoc|cua|dia ban|xa|in|of|for|the)\s+(?:\w+\s+){0,2}$")  # fmt: skip
_IS_A = re.compile(r"\bla (?:mot )?(?:cac )?(?:huyen|xa|dia phuong|don vi)\s*$")


def districts_of(
    reader: Reader, stated: Stated, at: int | None, begin: int, end: int
) -> tuple[tuple[Key, ...], bool]:
    """Return the districts that a number is said of, and whether it is said of each of them."""
    if at is None or stated.unit in {"district", "place"}:
        return (), False
    stop = reader.numbers[at + 1].start if at + 1 < len(reader.numbers) else end
    follows = [span for span in reader.spans if stated.end <= span[0] < min(stop, end)]
    if follows:
        between = reader.folded[stated.end : follows[0][0]]
        fronted = _FRONTED.match(reader.folded, begin, stated.start) and between.endswith(", ")
        if fronted or (_BELONGS.search(between) and not re.search(r"[;:]", between)):
            return list_from(reader.folded, follows), bool(
                _EACH.search(reader.low, stated.end, follows[0][0])
            )
    before = [span for span in reader.spans if begin <= span[0] and span[1] <= stated.start]
    since = before[-1][1] if before else begin
    if _BACK.search(reader.folded[since : stated.start]):
        earlier = [key for start, _, key in reader.spans if start < stated.start]
        return ((earlier[-1] if earlier else UNKNOWN),), False
    if not before:
        return (), False
    # "huyện Nga Sơn (Thanh Hóa)" and "huyện Nga Sơn, tỉnh Thanh Hóa" are that district.
    between = re.sub(rf"^\s*[,(-]\s*(?:tinh )?{re.escape(fold(reader.plan.province) or '#')}\s*\)?", "",
                     reader.folded[since : stated.start])  # fmt: skip
    between = _GIVER.sub(" ", between)
    if WHOLE.search(between) or (";" in between and ":" not in between):
        return (), False
    keys = list_from(reader.folded, before[::-1])[::-1]
    each = _EACH.search(reader.low, since, stated.start) or _EACH_BEFORE.search(
        reader.low[: before[-len(keys)][0]]
    )
    each = each or _EACH_AFTER.match(reader.low, stated.end)
    return keys, each is not None


def scope_of(reader: Reader, stated: Stated, begin: int, end: int) -> str:
    """Return the part of the province that a phrase of its own says of a number."""
    for match in _SCOPE.finditer(reader.folded, begin, end):
        if any(n.start <= match.start() < n.end for n in reader.numbers):
            continue
        if any(
            re.fullmatch(r"\s*", reader.text[match.end() : at])
            for at, _, _ in reader.spans
            if at > match.start()
        ):
            continue  # "huyện vùng cao Quan Sơn": what the district is
        before = re.split(r"[;,]", reader.folded[begin : match.start()])[-1]
        if match.start() < stated.start and ";" in reader.folded[match.end() : stated.start]:
            continue
        if _SCOPE_OF.search(before) and not _IS_A.search(before):
            return SCOPES[match[0]]
    return ""
