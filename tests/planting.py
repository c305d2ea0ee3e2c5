"""Plants mistakes in a document's annex and funding list, one at a time, every one of a kind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

import pandas as pd

# Columns of the annex that hold targets, counted from 0: after order number and name.
TARGETS = range(2, 10)
SCALES = {"tỷ": 10**9, "triệu": 10**6}
# In the order of the table of results: kind, and whether every one must be found.
KINDS = {
    "cell_plus_1": True, "cell_minus_1": True, "cell_emptied": True, "blank_filled": True,
    "total_changed": True, "headline_changed": True, "row_dropped": True, "row_doubled": True,
    "cells_swapped_in_row": True, "cells_swapped_over_rows": True, "cells_swapped_in_column": False,
    "columns_swapped": True, "amount_digit_beyond_precision": True,
    "amount_digit_within_precision": False, "share_digit": True,
}  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A document as lines; its annex is the rows parted by tabs, heading and row of totals first.

    `funding` are the numbers of the lines (from 0, end excluded) on which the funding list stands,
    `headline` is the line of the province's targets. A document may have no annex.
    """

    lines: tuple[str, ...]
    funding: range
    headline: int

    @property
    def rows(self) -> list[int]:
        """The numbers of the lines of the annex, heading included."""
        return [at for at, line in enumerate(self.lines) if line.count("\t") >= 9]


@dataclass(frozen=True)
class Change:
    """One planted mistake: its kind, what was done, and the document with it."""

    kind: str
    what: str
    lines: tuple[str, ...]


def changes(source: Source, funding: pd.DataFrame) -> Iterator[Change]:
    """Yield every change; `funding` is the funding table of the document without any."""
    if source.rows:
        yield from _cells(source)
        yield from _rows(source)
        yield from _swaps(source)
        yield from _columns(source)
    yield from _digits(source, funding)


def _with(source: Source, edits: dict[int, str | None]) -> tuple[str, ...]:
    made = [edits.get(at, line) for at, line in enumerate(source.lines)]
    return tuple(line for line in made if line is not None)


def _edit(source: Source, edits: dict[tuple[int, int], str]) -> tuple[str, ...]:
    """Return the lines with cells replaced; keys are line and column."""
    lines = {at: source.lines[at].split("\t") for at, _ in edits}
    for (at, column), text in edits.items():
        lines[at][column] = text
    return _with(source, {at: "\t".join(cells) for at, cells in lines.items()})


def _cell(source: Source, at: int, column: int) -> str:
    return source.lines[at].split("\t")[column]


def _cells(source: Source) -> Iterator[Change]:
    _, total, *districts = source.rows
    for at in districts:
        for column in TARGETS:
            old, where = _cell(source, at, column), f"line {at + 1}, column {column + 1}"
            if not old:
                yield Change("blank_filled", where, _edit(source, {(at, column): "1"}))
                continue
            for kind, new in (("plus_1", int(old) + 1), ("minus_1", int(old) - 1), ("emptied", "")):
                yield Change(f"cell_{kind}", where, _edit(source, {(at, column): str(new)}))
    for column in TARGETS:
        old = _cell(source, total, column)
        for new in (str(int(old) + 1), str(int(old) - 1), "") if old else ("1",):
            what = f"total of column {column + 1} {old!r} to {new!r}"
            yield Change("total_changed", what, _edit(source, {(total, column): new}))
    line = source.lines[source.headline]
    for match in re.finditer(r"\d+(?= (?:huyện|xã|thôn|sản phẩm))", line):
        if "tổng số" in line[: match.start()].rpartition(";")[2]:
            continue  # a stock, no target
        for new in (int(match[0]) + 1, int(match[0]) - 1):
            text = f"{line[: match.start()]}{new}{line[match.end() :]}"
            yield Change("headline_changed", match[0], _with(source, {source.headline: text}))


def _rows(source: Source) -> Iterator[Change]:
    for at in source.rows[1:]:
        yield Change("row_dropped", f"line {at + 1}", _with(source, {at: None}))
        doubled = f"{source.lines[at]}\n{source.lines[at]}"
        yield Change("row_doubled", f"line {at + 1}", _with(source, {at: doubled}))


def _swaps(source: Source) -> Iterator[Change]:
    places = [(at, column) for at in source.rows[2:] for column in TARGETS]
    for one, other in combinations(places, 2):
        texts = _cell(source, *one), _cell(source, *other)
        if texts[0] == texts[1]:
            continue
        kind = (
            "in_row" if one[0] == other[0] else "in_column" if one[1] == other[1] else "over_rows"
        )
        edited = _edit(source, {one: texts[1], other: texts[0]})
        yield Change(f"cells_swapped_{kind}", f"{one} and {other}", edited)


def _columns(source: Source) -> Iterator[Change]:
    """Swap the cells of two columns, total included, under headings that stay where they are."""
    total = source.rows[1]
    for one, other in combinations(TARGETS, 2):
        if _cell(source, total, one) == _cell(source, total, other):
            continue  # two columns with the same total: see what cannot be found
        edits = {}
        for at in source.rows[1:]:
            edits[at, one], edits[at, other] = _cell(source, at, other), _cell(source, at, one)
        yield Change("columns_swapped", f"{one + 1} and {other + 1}", _edit(source, edits))


def _digits(source: Source, funding: pd.DataFrame) -> Iterator[Change]:
    allowed = _allowed(funding)
    for at in source.funding:
        line = source.lines[at]
        rows = [row for row in funding.to_dict("records") if row["as_printed"] in line]
        for match in re.finditer(r"\d[\d.,]*(?= (tỷ|triệu)|(%))", line):
            if match[2]:
                yield from (Change("share_digit", what, lines)
                            for what, _, lines in _digit_changes(source, at, match))  # fmt: skip
                continue
            row = next((r for r in rows if match[0] in r["as_printed"]), None)
            if row is None:
                continue  # an amount beside the list
            last = _last_digit(row, match)
            for what, change, lines in _digit_changes(source, at, match):
                beyond = change * last > allowed[row["source"]]
                kind = f"amount_digit_{'beyond' if beyond else 'within'}_precision"
                yield Change(kind, what, lines)


def _digit_changes(
    source: Source, at: int, match: re.Match[str]
) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Yield every digit replaced by each other one, and by how many last digits the number changes."""
    line = source.lines[at]
    old = int(re.sub(r"\D", "", match[0]))
    for place in range(match.start(), match.end()):
        for digit in "0123456789":
            if not line[place].isdigit() or digit == line[place]:
                continue
            text = line[:place] + digit + line[place + 1 :]
            new = text[match.start() : match.end()]
            change = abs(int(re.sub(r"\D", "", new)) - old)
            yield f"{match[0]} to {new}", change, _with(source, {at: text})


def _last_digit(row: dict, match: re.Match[str]) -> Fraction:
    """Return what the last printed digit of a number is worth in đồng."""
    if re.search(r"\d tỷ \d", row["as_printed"]):
        return Fraction(SCALES[match[1]])
    return Fraction(int(row["amount_vnd"]), int(re.sub(r"\D", "", match[0])))


def _half_last_digit(row: dict) -> Fraction:
    if "triệu" in row["as_printed"]:
        return Fraction(10**6, 2)
    return Fraction(int(row["amount_vnd"]), 2 * int(re.sub(r"\D", "", row["as_printed"])))


def _allowed(funding: pd.DataFrame) -> dict[str, Fraction]:
    """Return by how much each amount may change before one of its sums must fail.

    A sum holds while its printed digits allow it: half of the last digit of the whole and of each
    part. What the sum is off already counts against the change.
    """
    rounding = {row["source"]: _half_last_digit(row) for row in funding.to_dict("records")}
    amounts = dict(zip(funding["source"], funding["amount_vnd"], strict=True))
    found: dict[str, Fraction] = {}
    for whole in funding["source"]:
        parts = list(funding.loc[funding["parent"] == whole, "source"])
        if not parts:
            continue
        off = abs(sum(int(amounts[part]) for part in parts) - int(amounts[whole]))
        slack = sum((rounding[name] for name in (whole, *parts)), Fraction(0)) + off
        for name in (whole, *parts):
            found[name] = min(found.get(name, slack), slack)
    return found
