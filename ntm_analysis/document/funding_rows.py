"""The rows of the table of funding, and a remark for each amount of the document that is not there."""

import re
from collections import Counter, defaultdict
from itertools import product
from typing import Any

from ntm_analysis.amounts import amount_readings, only_reading, shows_habit
from ntm_analysis.document.funding import FundingList
from ntm_analysis.document.items import Item
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.purposes import Group, purposes_that_differ
from ntm_analysis.document.readings import Reading, adds_up
from ntm_analysis.document.remarks import Remarks
from ntm_analysis.document.settling import settle
from ntm_analysis.document.sources import is_wide_local
from ntm_analysis.text import fold

_THOUSANDTHS = re.compile(r"[1-9]\d{0,2},\d{3}")


def funding_rows(
    found: list[Passage], listed: FundingList, habit: str | None, remarks: Remarks
) -> list[dict[str, Any]]:
    """Return the rows of the table of funding.

    Remarks name what was decided between readings, what stands beside the list and what is no
    part of it, so that no amount of the document is lost without a word.
    """
    settled = settle(listed, habit)
    readings = settled.readings
    tree = [reading.item for reading in readings]
    keys = _keys(tree)
    rows = [
        _row(reading, keys[id(reading.item)], keys.get(id(reading.item.parent), ""), habit, remarks)
        for reading in readings
    ]
    _remark_twice(tree, keys, remarks)
    _remark_elsewhere(listed, readings, keys, habit, remarks)
    for item in settled.second:
        remarks.at("second_breakdown", item.name, item.address)
    for item in listed.of_period:
        if id(item) in keys:
            remarks.at("period_taken", keys[id(item)], item.address)
    for item in settled.left_out:
        remarks.at("amount_left_out", item.left_out, item.address)
    for item in (*listed.without_amount, *settled.without_unit):
        remarks.at("source_without_amount", item.source or item.name, item.address)
    for item in tree:
        if item.unit_at:
            remarks.at("unit_stated", item.unit, item.unit_at)
    _remark_purposes(settled.purposes, habit, remarks)
    _remark_table(listed, remarks)
    _remark_habit(found, listed, remarks)
    return rows


def _keys(tree: list[Item]) -> dict[int, str]:
    """Return the key of each item: its source, or its printed name.

    A source that stands in several places, as investment money of each budget, is named by what it
    is part of; so is local money that holds the province's own.
    """
    for item in [item for item in tree if item.source == "local_budget"]:
        inner = {other.source for other in tree if other.parent is item}
        if inner & {"local_budget", "provincial_budget"}:
            item.source = ""
    plain = {id(item): item.source or item.name or item.address.as_printed for item in tree}
    counted = Counter(fold(name) for name in plain.values())
    keys: dict[int, str] = {}
    for item in tree:
        key = plain[id(item)]
        if counted[fold(key)] > 1 and not _is_the_one(item, tree):
            within = plain.get(id(item.parent), "") if item.parent else ""
            parent = item.parent.name if item.parent and item.parent.name else within
            key = f"{item.name or key} ({parent or item.address.line})"
        keys[id(item)] = _unused(key, set(keys.values()))
    return keys


def _is_the_one(item: Item, tree: list[Item]) -> bool:
    """Tell whether an item is the only one of its source that is part of the whole, or is first there."""
    alike = [i for i in tree if i.source == item.source and i.source and _is_main(i)]
    return bool(alike) and alike[0] is item


def _is_main(item: Item) -> bool:
    return item.parent is None or item.parent.source in {"total", "state_budget"}


def _remark_twice(tree: list[Item], keys: dict[int, str], remarks: Remarks) -> None:
    """Name a source that stands twice in one place, or in several."""
    before: dict[str, list[Item]] = defaultdict(list)
    for item in tree:
        alike = before[fold(item.source or item.name)]
        if any(other.parent is item.parent for other in alike):
            remarks.at("source_twice", item.source or item.name, item.address)
        elif alike and item.source:
            remarks.at("source_again", keys[id(item)], item.address)
        alike.append(item)


def _remark_elsewhere(
    listed: FundingList, readings: list[Reading], keys: dict[int, str], habit: str | None,
    remarks: Remarks,
) -> None:  # fmt: skip
    """Hold the list of the text against the table, where a document has both.

    What stands twice in either, as money of a source for each of several kinds, and what is printed
    as about so much is not compared.
    """
    once = Counter(fold(item.source or item.name) for item in listed.elsewhere)
    names = Counter(fold(reading.item.name) for reading in readings)
    named = {fold(r.item.name): r for r in readings if names[fold(r.item.name)] == 1}
    keyed = {keys[id(reading.item)]: reading for reading in readings}
    wide = next((r for r in readings if not r.item.source and is_wide_local(r.item.name)), None)
    for item in listed.elsewhere:
        if once[fold(item.source or item.name)] > 1 or item.qualifier:
            continue
        by_source = wide if wide and is_wide_local(item.name) else keyed.get(item.source)
        reading = by_source if item.source else named.get(fold(item.name))
        amount = reading.taken if reading else None
        known = amount_readings(item.parts, habit, beside_decimals=True)
        if amount and known and not any(adds_up(amount, [other]) for other in known):
            remarks.at("funding_differs", item.source or item.name, item.address,
                       taken=str(amount.vnd), other=str(known[0].vnd))  # fmt: skip


def _remark_purposes(groups: list[Group], habit: str | None, remarks: Remarks) -> None:
    """Name what the money is spent on, and say where that does not add up to it."""
    for group in groups:
        for item in group.items:
            remarks.at("purpose_left_out", item.name, item.address)
        for item in group.inner:
            remarks.at("second_breakdown", item.name, item.address)
    for item, total, whole in purposes_that_differ(groups, habit):
        remarks.at("purposes_differ", item.name, item.address,
                   taken=str(total.vnd), other=str(whole.vnd))  # fmt: skip


def _row(
    reading: Reading, key: str, parent: str, habit: str | None, remarks: Remarks
) -> dict[str, Any]:
    item = reading.item
    if item.unread:
        remarks.at(f"amount_{item.unread}", key, item.address)
    elif reading.taken is None and len(reading.others) < 2:
        remarks.at("amount_unread", key, item.address)
    elif reading.others or reading.taken is None:
        taken = str(reading.taken.vnd) if reading.taken else ""
        others = ", ".join(str(amount.vnd) for amount in reading.others)
        remarks.at(f"reading_{reading.why}", key, item.address, taken=taken, other=others)
    elif item.tentative:
        remarks.at("unit_by_sum", key, item.address, taken=item.unit)
    _remark_split(reading, key, habit, remarks)
    return {
        "source": key, "parent": parent,
        "amount_vnd": reading.taken.vnd if reading.taken else None,
        "share_stated_pct": only_reading(item.share, habit),
        "share_as_printed": item.share_printed, "qualifier": item.qualifier,
        "unit": item.unit, "reading": reading.why,
        **item.address.columns(paged=remarks.paged),
    }  # fmt: skip


def _remark_split(reading: Reading, key: str, habit: str | None, remarks: Remarks) -> None:
    """Hold an amount against its investment and its recurrent part, where a table prints both."""
    parts = [amount_readings(part, habit, beside_decimals=True) for part in reading.item.split]
    if not parts or reading.taken is None:
        return
    if not any(adds_up(reading.taken, list(picked)) for picked in product(*parts)):
        first = sum(choice[0].vnd for choice in parts if choice)
        remarks.at("split_differs", key, reading.item.address,
                   taken=str(reading.taken.vnd), other=str(first))  # fmt: skip


def _remark_table(listed: FundingList, remarks: Remarks) -> None:
    for head, row in listed.table.left_out:
        remarks.add("money_column_left_out", head, row)
    for row in listed.table.rows_left_out:
        remarks.add("money_row_left_out", " | ".join(filter(None, row.texts))[:80], row)
    if listed.table.alike:
        remarks.add("money_columns_alike", "", listed.table.alike)
    if listed.table.without_unit:
        remarks.add("money_without_unit", "", listed.table.without_unit)


def _remark_habit(found: list[Passage], listed: FundingList, remarks: Remarks) -> None:
    """Say how "644,870" was read where no number of the document shows what its comma stands for."""
    if shows_habit(passage.text for passage in found):
        return
    unclear = next((i for i in listed.items if _THOUSANDTHS.fullmatch(i.parts[-1][0])), None)
    if unclear:
        remarks.at("habit_assumed", "", unclear.address)


def _unused(name: str, taken: set[str]) -> str:
    """Return a name that is not taken: the name itself, or with the first number that is free."""
    number = 2
    free = name
    while free in taken:
        free, number = f"{name} {number}", number + 1
    return free
