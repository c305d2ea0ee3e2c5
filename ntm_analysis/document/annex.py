"""The annex of targets: districts by indicators, from one table or several that belong together."""

from dataclasses import dataclass, field, replace

from ntm_analysis.document.annex_cells import Annex, read_entries
from ntm_analysis.document.annex_columns import Columns, find_columns
from ntm_analysis.document.annex_rows import Entry, entries_of, is_district_word
from ntm_analysis.document.annex_totals import grand_total, remark_subtotals
from ntm_analysis.document.grid import Grid, grids
from ntm_analysis.document.heads import indicator_of, level_of, unit_of
from ntm_analysis.document.naming import Register
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.remarks import Remarks
from ntm_analysis.document.target_table import turned_annex
from ntm_analysis.text import fold
from ntm_analysis.vocabulary import INDICATORS

__all__ = ["Annex", "names_targets", "read_annex"]


@dataclass
class _Table:
    """One table, or several with the same headings whose districts differ."""

    grid: Grid
    columns: Columns
    entries: list[Entry]
    joined: list[Grid] = field(default_factory=list)

    @property
    def keys(self) -> set[str]:
        """What tells its districts apart."""
        return {entry.key for entry in self.entries if entry.kind == "district"}

    @property
    def heads(self) -> set[tuple[str, str]]:
        """The indicators with the headings over them."""
        return {(i, self.grid.folded_head(c)) for i, c in self.columns.indicators.items()}

    @property
    def weight(self) -> tuple[int, int]:
        """What makes it come first: indicators, then rows."""
        return len(self.columns.indicators), len(self.entries)


def read_annex(
    all_passages: list[Passage], register: Register, remarks: Remarks, *, paged: bool,
    year: int | None = None,
) -> Annex:  # fmt: skip
    """Read the tables whose headings name indicators and whose rows name districts.

    Tables with the same headings and other districts are one. The one with most indicators comes
    first; another is read for the indicators that it adds. `year` is the plan's own.
    """
    annex = Annex()
    tables = _joined(_found(all_passages, register, remarks, year))
    for table in tables:
        fresh = {i: c for i, c in table.columns.indicators.items() if i not in annex.indicators}
        if not fresh:
            subject = ", ".join(table.columns.indicators)
            remarks.add("table_again", subject, table.grid.heads[-1])
            continue
        find_columns(table.grid, year, remarks)
        for grid in table.joined:
            remarks.add("table_joined", "", grid.heads[-1])
        _read(table, set(fresh), annex, register, remarks, paged=paged)
    if annex.districts:
        place = tables[0].grid.rows[0]
        for indicator in INDICATORS:
            if indicator not in annex.indicators:
                remarks.add("no_column", indicator, place)
        if len(annex.districts) > 1 and not annex.totals:
            remarks.add("no_total_row", "", place)
    return annex


def names_targets(grid: Grid, register: Register) -> bool:
    """Tell whether a table that was not read names an indicator, or two districts."""
    texts = [text for row in grid.rows for text in row.texts]
    heads = [grid.head(column) for column in range(1, grid.width + 1)]
    counts = [text for text in texts if any(char.isdigit() for char in text)]
    indicators = any(indicator_of(text) in INDICATORS for text in [*heads, *counts])
    named = [text for text in texts if register.code(text) is not None or is_district_word(text)]
    folded = [fold(head) for head in heads]
    levels = any(map(unit_of, folded)) and len(set(map(level_of, folded)) - {""}) > 1
    return indicators or levels or len(named) > 1


def _found(
    all_passages: list[Passage], register: Register, remarks: Remarks, year: int | None
) -> list[_Table]:
    tables: list[_Table] = []
    for grid in grids(all_passages):
        columns = find_columns(grid, year, None)
        turned = None if columns else turned_annex(grid, register)
        if turned:
            grid, columns = turned, find_columns(turned, year, None)
        if columns and columns.indicators:
            tables.append(_Table(grid, columns, entries_of(grid, columns, register)))
        elif columns:
            find_columns(grid, year, remarks)  # says why no column was taken
    return tables


def _joined(tables: list[_Table]) -> list[_Table]:
    """Join the tables with the same headings and other districts; the weightiest comes first."""
    made: list[_Table] = []
    for table in tables:
        same = next((t for t in made if t.heads == table.heads), None)
        twice = same.keys & table.keys if same else set()
        if same is None or 2 * len(twice) >= len(table.keys) > 0:
            made.append(table)
            continue
        same.entries += table.entries
        same.joined.append(table.grid)
    return sorted(made, key=lambda table: table.weight, reverse=True)


def _read(
    table: _Table, fresh: set[str], annex: Annex, register: Register, remarks: Remarks,
    *, paged: bool,
) -> None:  # fmt: skip
    """Read the rows of a table for the indicators that are new."""
    entries = [_only(entry, fresh) for entry in table.entries]
    grand = grand_total(entries, fresh)
    read_entries(entries, grand, annex, register, remarks, paged=paged)
    remark_subtotals(entries, grand, fresh, remarks)
    codes = {entry.code for entry in entries if entry.kind == "district"} - {None}
    missing = register.missing(codes)
    if missing and codes:
        remarks.add("district_missing", ", ".join(missing), entries[-1].row)


def _only(entry: Entry, fresh: set[str]) -> Entry:
    columns = {i: c for i, c in entry.columns.indicators.items() if i in fresh}
    return replace(entry, columns=replace(entry.columns, indicators=columns))
