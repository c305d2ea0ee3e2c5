"""`Plan`: the tables of one plan, their schemas, reading and writing, and where a value stands."""

import csv
import json
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from ntm_analysis import integrity, places, store
from ntm_analysis.errors import DataError, InputError, one_of
from ntm_analysis.schema import KEYS, TABLES, Column, resources
from ntm_analysis.vocabulary import indicator as known_indicator


@dataclass(frozen=True, eq=False)
class Plan:
    """The tables of one plan; each value keeps its section, line and characters as printed.

    Attributes
    ----------
    name, title, province, year
        What the plan is.
    document : dict
        Name and sha256 of the source document.
    tables : dict of DataFrame
        By table name; the columns are described in `ntm_analysis.schema.TABLES`. Money is whole
        đồng, blank targets are ``<NA>``.
    """

    name: str
    title: str
    province: str
    year: int
    units_on: str
    document: dict[str, str]
    folder: Path
    tables: dict[str, pd.DataFrame] = field(repr=False)

    def __getattr__(self, table: str) -> pd.DataFrame:
        if table.startswith("__") or table not in TABLES:
            raise AttributeError(table)
        return self.tables[table]

    def matrix(self) -> pd.DataFrame:
        """Return the targets as a table of districts (rows, plan order) by indicators (columns)."""
        wide = self.targets.pivot(index="district_code", columns="indicator", values="value")
        order = self.districts.sort_values("order")["district_code"]
        return wide.loc[order, list(self.headline["indicator"])]

    def target(self, indicator: str) -> pd.Series:
        """Return one indicator by district code; blank (not assigned) is ``<NA>``."""
        return self.matrix()[known_indicator(indicator)]

    def amount(self, source: str) -> int:
        """Return the amount of a funding source in đồng, as read from the plan."""
        amounts = self.funding.set_index("source")["amount_vnd"]
        if source not in amounts.index:
            raise one_of("funding source", source, amounts.index)
        return int(amounts[source])

    def cite(self, table: str, *key: str | int) -> "Citation":
        """Say where a value stands in the plan.

        Parameters
        ----------
        table : str
            Name of a table, as in ``funding``.
        *key : str or int
            Its key, as in ``local_budget``, or a district and an indicator for ``targets``.

        Raises
        ------
        InputError
            If there is no such table or no such value.
        """
        if table not in TABLES:
            raise one_of("table", table, TABLES)
        rows = self.tables[table]
        names = KEYS[table]
        if len(key) != len(names):
            raise InputError(
                f"The table {table!r} takes {len(names)} keys ({', '.join(names)}), "
                f"{len(key)} were given; call it as in: ntm cite {self.name} {table} "
                f"{' '.join(n.upper() for n in names)}."
            )
        for name, wanted in zip(names, key, strict=True):
            value = places.code_of(wanted) if name == "district_code" else wanted
            found = rows[rows[name].astype(str) == str(value)]
            if found.empty:
                raise one_of(f"{name} in {table}", wanted, rows[name].dropna().unique())
            rows = found
        return Citation(self.name, table, tuple(str(k) for k in key), rows.iloc[0].to_dict())


@dataclass(frozen=True)
class Citation:
    """Where a value stands: its row with section, line and the characters as printed."""

    plan: str
    table: str
    key: tuple[str, ...]
    row: dict[str, Any]

    @property
    def line(self) -> int | None:
        """The line of the source document, counted from 1; None where the plan has none."""
        line = self.row.get("line", self.row.get("lines"))
        return None if pd.isna(line) else int(str(line).split("|")[0])

    @property
    def section(self) -> str:
        """The document's own section number."""
        return str(self.row.get("section", ""))

    @property
    def as_printed(self) -> str:
        """The characters as printed; empty for a blank cell."""
        return str(self.row.get("as_printed", ""))


def load_plan(plan: str | Path) -> Plan:
    """Load a plan by name or by the path of its folder; its tables are the caller's own.

    Raises
    ------
    InputError
        If there is no such plan.
    DataError
        If a table breaks its schema or the districts are not those of the register.
    """
    folder = store.find_plan(plan)
    about = _read_descriptor(folder / "datapackage.json")
    tables = {
        name: _read_table(folder / f"{name}.csv", columns) for name, columns in TABLES.items()
    }
    loaded = Plan(
        name=about["name"].replace("-", "_"),
        title=about["title"],
        province=about["province"],
        year=about["year"],
        units_on=about["units_on"],
        document=about["sources"][0],
        folder=folder,
        tables=tables,
    )
    integrity.check(loaded.tables, loaded.units_on)
    return loaded


def _read_descriptor(path: Path) -> dict[str, Any]:
    wanted = {"name", "title", "province", "year", "units_on", "sources"}
    try:
        about: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        missing = sorted(wanted - about.keys())
    except (ValueError, AttributeError):
        raise DataError(
            f"{path.name} in {path.parent.name} is not a JSON object; restore it."
        ) from None
    if not missing and not (
        all(isinstance(about[name], str) for name in ("name", "title", "province", "units_on"))
        and isinstance(about["year"], int)
        and isinstance(about["sources"], list)
        and about["sources"]
        and {"title", "sha256"} <= set(about["sources"][0])
    ):
        raise DataError(
            f"{path.name} in {path.parent.name} has a wrong type: name, title, province and "
            "units_on are texts, year is a number, sources holds title and sha256."
        )
    if missing:
        raise DataError(f"{path.name} in {path.parent.name} lacks {', '.join(missing)}; add them.")
    return about


def _read_table(path: Path, columns: tuple[Column, ...]) -> pd.DataFrame:
    if not path.is_file():
        raise DataError(f"The table {path.name} is missing in the plan's folder; restore it.")
    raw = _read_cells(path)
    wanted = [column.name for column in columns]
    if list(raw.columns) != wanted:
        raise DataError(
            f"The table {path.name} has the columns {', '.join(raw.columns)}; "
            f"allowed: {', '.join(wanted)}, in this order."
        )
    for column in columns:
        raw[column.name] = _typed(raw[column.name], column, path.name)
    duplicated = raw.duplicated(list(KEYS[path.stem]))
    if duplicated.any():
        row = int(duplicated.to_numpy().argmax()) + 2
        raise DataError(f"The row {row} of {path.name} repeats a key; each may stand once.")
    return raw


def _read_cells(path: Path) -> pd.DataFrame:
    """Read a CSV file as text, refusing rows that are longer or shorter than the header."""
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines(), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(
            f"The table {path.name} is not CSV in UTF-8: {error}; restore it."
        ) from None
    if not rows:
        raise DataError(f"The table {path.name} is empty; restore it.")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise DataError(
                f"Row {number} of {path.name} has {len(row)} cells; allowed: {len(rows[0])}."
            )
    return pd.DataFrame(rows[1:], columns=rows[0], dtype="str")


def _typed(cells: pd.Series, column: Column, table: str) -> pd.Series:
    """Turn the text of a column into its type, or name the cell that does not fit."""
    blank = cells == ""
    fits = cells.str.fullmatch(column.pattern) | (blank & ~column.required)
    if column.allowed:
        fits &= cells.isin(column.allowed) | (blank & ~column.required)
    if not fits.all():
        row = int((~fits).to_numpy().argmax())
        allowed = ", ".join(column.allowed) or column.type
        raise DataError(
            f"The cell {cells.iloc[row]!r} in row {row + 2}, column {column.name} of {table} is "
            f"not allowed; allowed: {allowed}{'' if column.required else ' or blank'}."
        )
    if column.type == "integer":
        return cells.mask(blank, None).astype("Int64")
    if column.type == "number":
        return cells.map(lambda cell: Decimal(cell) if cell else None).astype("object")
    return cells


def descriptor(plan: Plan) -> dict[str, Any]:
    """Return the Data Package descriptor of a plan: what it is, its source, its tables' schemas."""
    return {
        "profile": "tabular-data-package",
        "name": plan.name.replace("_", "-"),
        "title": plan.title,
        "province": plan.province,
        "year": plan.year,
        "units_on": plan.units_on,
        "sources": [plan.document],
        "licenses": [{"name": "CC0-1.0", "title": "Facts and figures; no sentence of the plan"}],
        "resources": resources(),
    }


def save_descriptor(plan: Plan) -> None:
    """Write ``datapackage.json`` anew from the schemas."""
    target = plan.folder / "datapackage.json"
    content = json.dumps(descriptor(plan), ensure_ascii=False, indent=2) + "\n"
    target.write_text(content, encoding="utf-8")
