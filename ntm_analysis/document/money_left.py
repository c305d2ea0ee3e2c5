"""A remark for each amount, and each number of the section of funding, that no table holds."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ntm_analysis.amounts import (
    HABITS,
    Amount,
    Printed,
    amount_readings,
    find_amounts,
    find_percentages,
)
from ntm_analysis.counts import spelled_amount
from ntm_analysis.document.funding import introduces_funding
from ntm_analysis.document.grid import Row
from ntm_analysis.document.model import Address
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.remarks import Remarks
from ntm_analysis.document.sources import source_of
from ntm_analysis.document.units import bare_numbers, name_before

_NUMBER_WORDS = "một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nghìn|ngàn|linh|lẻ|không|phẩy"
_IN_WORDS = re.compile(
    rf"(?<!\w)(?<!\d )(?:(?:{_NUMBER_WORDS})\s+)+(?:tỷ|tỉ|triệu)(?:,?\s+(?:{_NUMBER_WORDS}|tỷ|tỉ|triệu))*\s+đồng(?!\w)"
)
_SAYS_AGAIN = re.compile(r"\W*(?:(?:viết |ghi )?bằng chữ\W*)?(?:là\W*)?")


def remark_other_amounts(
    found: list[Passage], tables: list[list[dict[str, Any]]], remarks: Remarks
) -> None:
    """Remark on each amount of the document that is in no table and in no other remark."""
    known: dict[Any, list[str]] = defaultdict(list)
    for row in (row for table in [*tables, remarks.rows] for row in table):
        known[row.get("line")] += [row.get("as_printed", ""), row.get("share_as_printed", "")]
    sections = _sections_of_money(found, [row for table in tables for row in table])
    for passage in found:
        if passage.section == "Căn cứ":
            continue
        for text, address in _amounts(passage):
            if not any(text in printed for printed in known[address.line]):
                remarks.at("amount_elsewhere", "", address)
        for match in _IN_WORDS.finditer(passage.low):
            _remark_words(passage, match, remarks)
        if not passage.is_row:
            _remark_bare(passage, known, remarks, of_money=passage.section in sections)
        if not passage.is_row and passage.section in sections:
            _remark_shares(passage, known, remarks)


def _sections_of_money(found: list[Passage], rows: list[dict[str, Any]]) -> set[str]:
    """Return the sections that the amounts of the list stand in, or that a heading says are of money."""
    own = {row["section"] for row in rows if "amount_vnd" in row}
    own |= {
        passage.section for passage in found
        if passage.marker and not passage.is_bullet and not passage.amounts
        and introduces_funding(passage)
    }  # fmt: skip
    every = {passage.section for passage in found}
    return {name for name in every if any(name == o or name.startswith(f"{o}.") for o in own)}


def _remark_bare(
    passage: Passage, known: dict[Any, list[str]], remarks: Remarks, *, of_money: bool
) -> None:
    """Name each number without a unit that is in no row: a source's, and any in a section of money."""
    for number in bare_numbers(passage):
        source = source_of(name := name_before(passage, number))
        inside = any(a.start <= number.start < a.end for a in passage.amounts)
        if inside or not (source or of_money):
            continue
        address = passage.address(number.start, number.end)
        whole = re.compile(rf"(?<![\d.,]){re.escape(address.as_printed)}(?!\d|[.,]\d)")
        if not any(whole.search(printed) for printed in known[address.line]):
            kind = "source_without_amount" if source else "number_without_unit"
            remarks.at(kind, source or name, address)


def _remark_shares(passage: Passage, known: dict[Any, list[str]], remarks: Remarks) -> None:
    """Name each share of a source that stands without an amount, and any percentage beside one."""
    for share in find_percentages(passage.low):
        address = passage.address(share.start, share.end)
        source = source_of(re.split(r"\bchiếm\b", name_before(passage, share))[0])
        if any(address.as_printed in printed for printed in known[address.line]):
            continue
        if source or passage.amounts:
            kind = "share_without_amount" if source else "percentage_left_out"
            remarks.at(kind, source, address)


def _remark_words(passage: Passage, match: re.Match[str], remarks: Remarks) -> None:
    """Name an amount in words, unless it says again what stands beside it in digits."""
    address = passage.address(match.start(), match.end())
    beside = _beside(passage, match)
    if beside is None:
        remarks.at("amount_in_words", "", address)
        return
    said = spelled_amount(match[0])
    readings = [
        a for habit in HABITS for a in amount_readings(beside.parts, habit, beside_decimals=True)
    ]
    if said is not None and readings and not any(_equal(amount, said) for amount in readings):
        remarks.at("words_differ", "", address, taken=str(readings[0].vnd), other=str(said))


def _equal(amount: Amount, said: int) -> bool:
    return abs(amount.vnd - said) <= amount.tolerance


def _beside(passage: Passage, match: re.Match[str]) -> Printed | None:
    """Return the amount in digits that words say again, before or behind them, or None."""
    for amount in passage.amounts:
        if amount.end <= match.start() and _SAYS_AGAIN.fullmatch(
            passage.low, amount.end, match.start()
        ):
            return amount
        if match.end() <= amount.start and re.fullmatch(
            r"\s*\(\s*", passage.low[match.end() : amount.start]
        ):
            return amount
    return None


def _amounts(passage: Passage) -> Iterator[tuple[str, Address]]:
    """Yield the amounts of a passage, or of each cell of a row, with their addresses."""
    if not passage.is_row:
        for amount in passage.amounts:
            address = passage.address(amount.start, amount.end)
            yield address.as_printed, address
        return
    row = Row(passage.lines[0], passage.section)
    for cell in row.line.cells:
        for amount in find_amounts(cell.content.low):
            printed = cell.content.raw_slice(amount.start, amount.end)
            yield printed, replace(row.address(cell), as_printed=printed)
