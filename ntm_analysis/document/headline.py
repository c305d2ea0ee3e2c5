"""The province's own targets, in a sentence or a list: numbers, what they count, to which level."""

import re
from dataclasses import dataclass
from typing import Any

from ntm_analysis.document.heads import level_of, unit_of
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.remarks import Remarks

_COUNTED = re.compile(
    r"(?<![\d.,/])(?P<value>\d{1,5})\s+(?P<unit>(?:don vi cap\s+)?huyen|xa|thon(?:\s*[,/]\s*(?:ban|to|ap|khu)[^\s,;.]*|\s+ban)?|ban|ap|buon|"
    r"khu dan cu|san pham(?:\s+ocop)?)\b(?P<scope>\s+(?:mien nui|vung cao|bien gioi|dac biet kho khan|ven bien|dong bang))?"
)
_LEVEL = re.compile(
    r"(?:dat chuan|ntm|nong thon moi)(?:\s+(?:dat chuan|ntm|nong thon moi|nang cao|kieu mau))*|hoan thanh nhiem vu"
)
_STOCK = re.compile(r"(?:nang tong so|luy ke|tong so|da co|hien co|den nay|len)\W*(?:\w+\W+){0,8}$")
_AIM = re.compile(r"muc tieu|phan dau|chi tieu|ke hoach nam|co them|nam 20\d\d")


@dataclass(frozen=True)
class Count:
    """A number of units with the level they are to reach; its span runs from number to scope."""

    indicator: str
    value: int
    start: int
    end: int


def counts_in(passage: Passage) -> tuple[list[Count], dict[str, list[Count]]]:
    """List the targets of a passage, and what is none: stocks, and parts of a target.

    Numbers share the level that follows them: "17 xã và 60 thôn/bản đạt chuẩn nông thôn mới".
    A part is what "trong đó" takes out of a number of the same unit: "12 sản phẩm OCOP, trong đó
    04 sản phẩm đạt 4 sao".
    """
    found: list[Count] = []
    none: dict[str, list[Count]] = {"stock_left_out": [], "part_left_out": []}
    pending: list[re.Match[str]] = []
    for match in re.finditer(f"{_COUNTED.pattern}|{_LEVEL.pattern}", passage.folded):
        if match["value"]:
            pending = _after(pending, match, passage)
            if unit_of(match["unit"]) == "ocop":
                count = Count("ocop_products", int(match["value"]), match.start(), match.end())
                _kind_of(passage, count, found, none).append(count)
            else:
                pending.append(match)
            continue
        level = level_of(match[0])
        for counted in pending:
            indicator = f"{unit_of(counted['unit'])}_{level}"
            count = Count(indicator, int(counted["value"]), counted.start(), counted.end())
            _kind_of(passage, count, found, none).append(count)
        pending = []
    return [c for c in found if c.indicator != "district_model"], none


def _kind_of(
    passage: Passage, count: Count, found: list[Count], none: dict[str, list[Count]]
) -> list[Count]:
    """Return the list that a count belongs to."""
    clause = passage.folded[: count.start].rpartition(";")[2]
    if _STOCK.search(clause):
        return none["stock_left_out"]
    before, part_of, _ = clause.rpartition("trong do")
    unit = count.indicator.partition("_")[0]
    begins = count.start - len(clause)
    counted = [c for c in found if c.start >= begins and c.indicator.startswith(unit)]
    if part_of and any(c.end <= begins + len(before) for c in counted):
        return none["part_left_out"]
    return found


def _after(
    pending: list[re.Match[str]], match: re.Match[str], passage: Passage
) -> list[re.Match[str]]:
    """Forget numbers of a clause that ended without a level."""
    if pending and ";" in passage.folded[pending[-1].end() : match.start()]:
        return []
    return pending


def read_headline(
    all_passages: list[Passage], remarks: Remarks, *, paged: bool
) -> list[dict[str, Any]]:
    """Read the targets of the passage that states most of them, and of the list below it."""
    best = max(
        (at for at, passage in enumerate(all_passages) if _may_state(passage)),
        key=lambda at: len({c.indicator for c in counts_in(all_passages[at])[0]}),
        default=None,
    )
    rows: list[dict[str, Any]] = []
    if best is None:
        return rows
    section = all_passages[best].section
    for passage in all_passages:
        if passage.section != section or passage.is_row:
            continue
        counts, none = counts_in(passage)
        for kind, left_out in none.items():
            for count in left_out:
                remarks.at(kind, count.indicator, passage.address(count.start, count.end))
        for count in counts:
            address = passage.address(count.start, count.end)
            known = next((row for row in rows if row["indicator"] == count.indicator), None)
            if known is None:
                rows.append({"indicator": count.indicator, "value": count.value,
                             **address.columns(paged=paged)})  # fmt: skip
            elif known["value"] != count.value:
                remarks.at("headline_differs", count.indicator, address,
                           taken=str(known["value"]), other=str(count.value))  # fmt: skip
    return rows


def _may_state(passage: Passage) -> bool:
    return (
        not passage.is_row
        and _AIM.search(passage.folded) is not None
        and bool(counts_in(passage)[0])
    )
