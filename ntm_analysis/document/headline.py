"""The province's own targets, in a sentence or a list: numbers, what they count, to which level."""

import re
from itertools import pairwise
from typing import Any

from ntm_analysis.document.count_scope import LINK, Count, Lead
from ntm_analysis.document.counting import counts_in, lead_of
from ntm_analysis.document.naming import Register
from ntm_analysis.document.other_numbers import other_numbers
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.remarks import Remarks
from ntm_analysis.document.target_cell import CellTarget
from ntm_analysis.document.target_table import table_targets

_AIM = re.compile(r"muc tieu|phan dau|chi tieu|ke hoach nam|co them|cong nhan|nam 20\d\d|:")
_AIM_HEAD = re.compile(
    r"\W*(?:[ivxlc\d]+[.)]\s*)?(?:cac )?(?:muc tieu|chi tieu|nhiem vu, chi tieu)"
)
_NOT_PLANNED = ("Căn cứ", "Nơi nhận")
_OPENS = re.compile(r":\W*$")
_OF_WHICH = re.compile(r".*\btrong do\b\s*[,:]?")
_PARTED = re.compile(r"[;.](?!\d)")


def read_headline(
    all_passages: list[Passage], register: Register, remarks: Remarks, year: int | None,
    *, paged: bool,
) -> list[dict[str, Any]]:  # fmt: skip
    """Read the targets of the section that states them, and of tables that state them.

    That is the section headed as targets, or else that of the passage which states most of them.
    Numbers there that are no target, and targets that stand elsewhere in the text, are remarked.
    """
    counted = _counted(all_passages, year)
    section = _section(all_passages, counted)
    rows: dict[str, dict[str, Any]] = {}
    within = [p for p in all_passages if section is not None and _within(p.section, section)]
    places = {id(passage) for passage in within}
    inside = [pair for pair in counted if id(pair[0]) in places]
    every = [count for _, counts in inside for count in counts]
    for rule in (_part_by_grade, _part_by_level, _part_by_kind):
        rule(every)
    aims = {count.indicator for count in every if count.kind == "target"}
    for passage, counts in inside:
        _part_of_another_level(passage, counts, aims)
        _take(passage, counts, rows, remarks, paged=paged)
    _remark_others(within, inside, remarks)
    for target in table_targets(all_passages, register, year, remarks):
        remarks.seen.add(target.address.line)
        _add(target, rows, remarks, paged=paged)
    for passage, counts in counted:
        if section is None or not _within(passage.section, section):
            _remark_elsewhere(passage, counts, rows, remarks)
    return list(rows.values())


def _counted(all_passages: list[Passage], year: int | None) -> list[tuple[Passage, list[Count]]]:
    """List the passages that count something, each read below what stands above it."""
    found: list[tuple[Passage, list[Count]]] = []
    heads: dict[str, Lead] = {}
    opened: tuple[str, Lead] = ("", Lead())
    for passage in all_passages:
        if passage.is_row or passage.section.startswith(_NOT_PLANNED):
            continue
        lead = heads.get(passage.section, Lead())
        if passage.is_bullet and passage.marker != opened[0]:
            lead = opened[1]
        counts = counts_in(passage, year, lead)
        if counts:
            found.append((passage, counts))
        own = Lead() if counts else lead_of(passage, year)
        heads.setdefault(passage.section, own)
        if not passage.is_bullet or _OPENS.search(passage.folded):
            opened = (passage.marker, own)
    return found


def _section(all_passages: list[Passage], counted: list[tuple[Passage, list[Count]]]) -> str | None:
    """Return the section of the targets, None if the text states none."""
    headed = next(
        (p.section for p in all_passages if p.section and _AIM_HEAD.match(p.folded, p.body)), None
    )
    stating = [
        (passage, len({c.indicator for c in counts if c.kind == "target"}))
        for passage, counts in counted
        if _AIM.search(passage.folded) and not passage.section.startswith("Phụ lục")
        and any(c.kind == "target" for c in counts)
    ]  # fmt: skip
    if not stating:
        return headed
    passage = max(stating, key=lambda pair: pair[1])[0]
    parts = passage.section.split(".")
    for depth in range(1, len(parts) + 1):
        outer = ".".join(parts[:depth])
        head = next((p for p in all_passages if p.section == outer), None)
        if outer and head and _AIM_HEAD.match(head.folded, head.body):
            return outer
    return passage.section


def _within(section: str, outer: str) -> bool:
    return section == outer or bool(outer and section.startswith(f"{outer}."))


def _part_by_grade(counts: list[Count]) -> None:
    """Take the products of one grade for the target where the plan counts no others."""
    products = [c for c in counts if c.unit == "ocop" and c.kind in {"target", "graded"}]
    for count in products:
        if count.kind == "graded":
            count.kind = "target" if len(products) == 1 else "part"


def _part_by_kind(counts: list[Count]) -> None:
    """Take counts of an indicator in units of several kinds, as a town and a district, for its parts."""
    for indicator in {count.indicator for count in counts}:
        targets = [c for c in counts if c.kind == "target" and c.indicator == indicator and c.noun]
        if len({count.noun for count in targets}) > 1:
            for count in targets:
                count.kind = "part"


def _part_by_level(counts: list[Count]) -> None:
    """Take a number that is the sum of those of several levels behind it for no level's own."""
    for at, whole in enumerate(counts):
        if whole.kind != "target":
            continue
        parts = [
            c for c in counts[at + 1 :]
            if c.unit == whole.unit and c.kind in {"target", "part"} and not c.inherits
        ]  # fmt: skip
        for end in range(2, min(len(parts), 4) + 1):
            levels = [count.level for count in parts[:end]]
            adds_up = sum(count.value or 0 for count in parts[:end]) == whole.value
            if adds_up and whole.level in levels and len(set(levels)) == end:
                whole.kind = "unplaced"
                for count in parts[:end]:
                    count.kind = "target"
                break


def _part_of_another_level(passage: Passage, counts: list[Count], aims: set[str]) -> None:
    """Take "trong đó" with a level of its own, which no other number has, for a target too.

    "30 xã đạt chuẩn nông thôn mới nâng cao, trong đó 06 xã nông thôn mới kiểu mẫu" aims at both.
    """
    within = False
    for before, count in pairwise(counts):
        between = passage.folded[before.end : count.start]
        of_which = _OF_WHICH.match(between)
        within = not _PARTED.search(between) and (
            LINK.fullmatch(between, of_which.end()) is not None if of_which else within
        )
        alone = before.kind == "target" and count.kind == "part" and count.indicator not in aims
        another = count.unit == before.unit and count.level not in {"", before.level}
        if within and alone and another and not count.inherits:
            count.kind = "target"


def _take(
    passage: Passage, counts: list[Count], rows: dict[str, dict[str, Any]], remarks: Remarks,
    *, paged: bool,
) -> None:  # fmt: skip
    for count in counts:
        address = passage.address(count.start, count.end)
        if count.kind != "target":
            remarks.at(f"{count.kind}_left_out", count.indicator, address)
            continue
        target = CellTarget(count.indicator, count.value, count.qualifier, address)
        _add(target, rows, remarks, paged=paged)


def _add(
    target: CellTarget, rows: dict[str, dict[str, Any]], remarks: Remarks, *, paged: bool
) -> None:
    """Add a target, or say that it differs from the one that stands before it."""
    indicator, known = target.indicator, rows.get(target.indicator)
    if target.value is None:
        remarks.at("unread_left_out", indicator, target.address)
    elif known is None:
        rows[indicator] = {
            "indicator": indicator, "value": target.value, "qualifier": target.qualifier,
            **target.address.columns(paged=paged),
        }  # fmt: skip
    elif known["value"] != target.value:
        remarks.at("headline_differs", indicator, target.address,
                   taken=str(known["value"]), other=str(target.value))  # fmt: skip


def _remark_others(
    within: list[Passage], inside: list[tuple[Passage, list[Count]]], remarks: Remarks
) -> None:
    """Name the numbers of the section of targets that count no units and that nothing explains."""
    read = {id(p): [(count.start, count.end) for count in counts] for p, counts in inside}
    for passage in within:
        if not passage.is_row:
            for start, end in other_numbers(passage, read.get(id(passage), [])):
                remarks.at("unplaced_left_out", "", passage.address(start, end))


def _remark_elsewhere(
    passage: Passage, counts: list[Count], rows: dict[str, dict[str, Any]], remarks: Remarks
) -> None:
    """Name a number that reads like a target outside of their section and is not the one there."""
    for count in counts:
        known = rows.get(count.indicator, {}).get("value")
        if count.kind == "target" and count.value != known:
            remarks.at("target_elsewhere", count.indicator, passage.address(count.start, count.end),
                       taken="" if known is None else str(known), other=str(count.value))  # fmt: skip
