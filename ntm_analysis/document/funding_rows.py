"""The rows of the table of funding, and a remark for each amount of the document that is not there."""

import re
from itertools import product
from typing import Any

from ntm_analysis.amounts import amount_readings, find_amounts, only_reading, shows_habit
from ntm_analysis.document.funding import FundingList
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.readings import Reading, adds_up, read_amounts
from ntm_analysis.document.remarks import Remarks
from ntm_analysis.document.tree import as_tree

_THOUSANDTHS = re.compile(r"[1-9]\d{0,2},\d{3}")


def funding_rows(
    found: list[Passage], listed: FundingList, habit: str | None, remarks: Remarks
) -> list[dict[str, Any]]:
    """Return the rows of the table of funding.

    Remarks name what was decided between readings, what stands beside the list and what is no
    part of it, so that no amount of the document is lost without a word.
    """
    tree, second = as_tree(listed.items, habit)
    rows: list[dict[str, Any]] = []
    keys: dict[int, str] = {}
    for reading in read_amounts(tuple(tree), habit):
        item = reading.item
        key = item.source or item.name or item.address.as_printed
        if key in keys.values():
            remarks.at("source_twice", key, item.address)
            key = _unused(f"{item.name} ({item.address.line})", set(keys.values()))
        keys[id(item)] = key
        rows.append(_row(reading, key, keys.get(id(item.parent), ""), habit, remarks))
    for item in second:
        remarks.at("second_breakdown", item.name, item.address)
    for item in listed.of_period:
        remarks.at("period_taken", keys[id(item)], item.address)
    for item in listed.left_out:
        remarks.at("amount_left_out", item.left_out, item.address)
    for item in listed.without_amount:
        remarks.at("source_without_amount", item.source, item.address)
    _remark_table(listed, remarks)
    _remark_habit(found, listed, remarks)
    _remark_others(found, remarks, [*listed.items, *listed.left_out])
    return rows


def _row(
    reading: Reading, key: str, parent: str, habit: str | None, remarks: Remarks
) -> dict[str, Any]:
    item = reading.item
    if reading.others or reading.taken is None:
        taken = str(reading.taken.vnd) if reading.taken else ""
        others = ", ".join(str(amount.vnd) for amount in reading.others)
        remarks.at(f"reading_{reading.why}", key, item.address, taken=taken, other=others)
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


def _remark_others(found: list[Passage], remarks: Remarks, known: list[Any]) -> None:
    """Remark on each amount of the text that stands neither in the list nor beside it."""
    places = {(item.address.line, item.address.as_printed) for item in known}
    for passage in found:
        if passage.is_row or passage.section == "Căn cứ":
            continue
        for amount in find_amounts(passage.low):
            address = passage.address(amount.start, amount.end)
            if (address.line, address.as_printed) not in places:
                remarks.at("amount_elsewhere", "", address)


def _unused(name: str, taken: set[str]) -> str:
    """Return a name that is not taken: the name itself, or with the first number that is free."""
    number = 2
    free = name
    while free in taken:
        free, number = f"{name} {number}", number + 1
    return free
