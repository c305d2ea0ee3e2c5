"""The province's own targets, in a sentence or a list: numbers, what they count, to which level."""

import re
from typing import Any

from ntm_analysis.document.counting import Count, counts_in
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.remarks import Remarks
from ntm_analysis.vocabulary import INDICATORS

_AIM = re.compile(r"muc tieu|phan dau|chi tieu|ke hoach nam|co them|cong nhan|nam 20\d\d|:")
_AIM_HEAD = re.compile(
    r"\W*(?:[ivxlc\d]+[.)]\s*)?(?:cac )?(?:muc tieu|chi tieu|nhiem vu, chi tieu)"
)
_NOT_PLANNED = ("Căn cứ", "Nơi nhận", "Phụ lục")


def read_headline(
    all_passages: list[Passage], remarks: Remarks, *, paged: bool
) -> list[dict[str, Any]]:
    """Read the targets of the section that states them.

    That is the section headed as targets, or else that of the passage which states most of them.
    Numbers there that are no target, and targets that stand elsewhere in the text, are remarked.
    """
    counted = [
        (passage, counts) for passage in all_passages
        if not passage.is_row and not passage.section.startswith(_NOT_PLANNED)
        and (counts := _whole_indicators(counts_in(passage)))
    ]  # fmt: skip
    section = _section(all_passages, counted)
    rows: dict[str, dict[str, Any]] = {}
    for passage, counts in counted:
        if section is not None and _within(passage.section, section):
            _take(passage, counts, rows, remarks, paged=paged)
    for passage, counts in counted:
        if section is None or not _within(passage.section, section):
            _remark_elsewhere(passage, counts, rows, remarks)
    return list(rows.values())


def _whole_indicators(counts: list[Count]) -> list[Count]:
    return [count for count in counts if count.indicator in INDICATORS]


def _section(all_passages: list[Passage], counted: list[tuple[Passage, list[Count]]]) -> str | None:
    """Return the section of the targets, None if the text states none."""
    stating = [
        (passage, len({c.indicator for c in counts if c.kind == "target"}))
        for passage, counts in counted if _AIM.search(passage.folded)
    ]  # fmt: skip
    if not stating:
        return None
    passage = max(stating, key=lambda pair: pair[1])[0]
    parts = passage.section.split(".")
    for depth in range(1, len(parts) + 1):
        outer = ".".join(parts[:depth])
        head = next((p for p in all_passages if p.section == outer), None)
        if outer and head and _AIM_HEAD.match(head.folded):
            return outer
    return passage.section


def _within(section: str, outer: str) -> bool:
    return section == outer or bool(outer and section.startswith(f"{outer}."))


def _take(
    passage: Passage, counts: list[Count], rows: dict[str, dict[str, Any]], remarks: Remarks,
    *, paged: bool,
) -> None:  # fmt: skip
    for count in counts:
        address = passage.address(count.start, count.end)
        if count.kind != "target":
            remarks.at(f"{count.kind}_left_out", count.indicator, address)
            continue
        known = rows.get(count.indicator)
        if known is None:
            rows[count.indicator] = {
                "indicator": count.indicator, "value": count.value, "qualifier": count.qualifier,
                **address.columns(paged=paged),
            }  # fmt: skip
        elif known["value"] != count.value:
            remarks.at("headline_differs", count.indicator, address,
                       taken=str(known["value"]), other=str(count.value))  # fmt: skip


def _remark_elsewhere(
    passage: Passage, counts: list[Count], rows: dict[str, dict[str, Any]], remarks: Remarks
) -> None:
    """Name a number that reads like a target outside of their section and is not the one there."""
    for count in counts:
        known = rows.get(count.indicator, {}).get("value")
        if count.kind == "target" and count.value != known:
            remarks.at("target_elsewhere", count.indicator, passage.address(count.start, count.end),
                       taken="" if known is None else str(known), other=str(count.value))  # fmt: skip
