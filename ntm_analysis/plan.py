"""`Plan`: the tables of one plan, their schemas, reading and writing, and where a value stands."""

import json
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from ntm_analysis import integrity, store
from ntm_analysis.completeness import gaps
from ntm_analysis.errors import DataError, InputError, one_of
from ntm_analysis.joins import of_district
from ntm_analysis.schema import KEYS, TABLES, resources
from ntm_analysis.tabular import read_table, write_table
from ntm_analysis.vocabulary import DECIMALS, INDICATORS
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
    units_on : str
        The day of the register of districts; empty for a province that has none here.
    decimal : str or None
        The document's sign for decimals, ``comma`` or ``point``; None where it uses both.
    number, date : str
        Those of the plan itself; empty where it states none.
    """

    name: str
    title: str
    province: str
    year: int
    units_on: str
    document: dict[str, str]
    folder: Path
    tables: dict[str, pd.DataFrame] = field(repr=False)
    decimal: str | None = "comma"
    number: str = ""
    date: str = ""

    def __getattr__(self, table: str) -> pd.DataFrame:
        if table.startswith("__") or table not in TABLES:
            raise AttributeError(table)
        return self.tables[table]

    def matrix(self) -> pd.DataFrame:
        """Return the targets as a table of districts (rows, plan order) by indicators (columns).

        Raises
        ------
        InputError
            If a district has no code, so that a row would be lost.
        """
        unnamed = self.districts[self.districts["district_code"].isna()]
        if len(unnamed):
            raise InputError(
                f"{len(unnamed)} districts of {self.name} have no code, as in "
                f"{unnamed['as_printed'].iloc[0]!r}; see its remarks, and use its tables as they "
                "are."
            )
        wide = self.targets.pivot(index="district_code", columns="indicator", values="value")
        order = self.districts.sort_values("order")["district_code"]
        return wide.loc[order, [name for name in INDICATORS if name in wide]]

    def target(self, indicator: str) -> pd.Series:
        """Return one indicator by district code; blank (not assigned) is ``<NA>``."""
        return self.matrix()[known_indicator(indicator)]

    def amount(self, source: str) -> int:
        """Return the amount of a funding source in đồng, as read from the plan."""
        amounts = self.funding.set_index("source")["amount_vnd"]
        if source not in amounts.index:
            raise one_of("funding source", source, amounts.index)
        return int(amounts[source])

    def named_for(self, kind: str) -> set[int]:
        """Return the codes of the districts that the text names for a kind of ``mentions``."""
        rows = self.mentions[self.mentions["kind"] == kind]
        return set(rows["district_code"].dropna().tolist())

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
            if name == "district_code":
                rows = of_district(rows, wanted, self.districts, self.units_on)
                continue
            found = rows[rows[name].astype(str) == str(wanted)]
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
    files = sorted(folder.glob("*.*"))
    loaded = _load(folder, tuple((file.name, file.stat().st_mtime_ns) for file in files))
    return replace(loaded, tables={name: table.copy() for name, table in loaded.tables.items()})


@lru_cache(maxsize=8)
def _load(folder: Path, stamp: tuple[tuple[str, int], ...]) -> Plan:
    """Load and check a plan; `stamp` changes with its files."""
    about = _read_descriptor(folder / "datapackage.json")
    tables = {name: read_table(folder / f"{name}.csv") for name in TABLES}
    loaded = Plan(
        name=about["name"].replace("-", "_"),
        title=about["title"],
        province=about["province"],
        year=about["year"],
        units_on=about["units_on"],
        document=about["sources"][0],
        folder=folder,
        tables=tables,
        decimal=about.get("decimal", "comma"),
        number=about.get("number", ""),
        date=about.get("date", ""),
    )
    integrity.check(loaded.tables, loaded.units_on, loaded.decimal, about.get("gaps", []))
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
    if about.get("decimal", "comma") not in (*DECIMALS, None) or not isinstance(
        about.get("gaps", []), list
    ):
        raise DataError(
            f"{path.name} in {path.parent.name} has a wrong type: decimal is comma, point or null, "
            "gaps is a list."
        )
    if missing:
        raise DataError(f"{path.name} in {path.parent.name} lacks {', '.join(missing)}; add them.")
    return about


def descriptor(plan: Plan) -> dict[str, Any]:
    """Return the Data Package descriptor of a plan: what it is, its source, its tables' schemas."""
    own = {name: value for name in ("number", "date") if (value := getattr(plan, name))}
    missing = gaps(plan.tables, plan.units_on)
    return {
        "profile": "tabular-data-package",
        "name": plan.name.replace("_", "-"),
        "title": plan.title,
        "province": plan.province,
        "year": plan.year,
        "units_on": plan.units_on,
        "decimal": plan.decimal,
        **own,
        **({"gaps": missing} if missing else {}),
        "sources": [plan.document],
        "licenses": [{"name": "CC0-1.0", "title": "Facts and figures; no sentence of the plan"}],
        "resources": resources(paged="page" in plan.tables["targets"]),
    }


def save_descriptor(plan: Plan) -> None:
    """Write ``datapackage.json`` anew from the schemas."""
    content = json.dumps(descriptor(plan), ensure_ascii=False, indent=2) + "\n"
    (plan.folder / "datapackage.json").write_text(content, encoding="utf-8")


def save_plan(plan: Plan, out: str | Path) -> None:
    """Write a plan as a Data Package into a new folder, whole or not at all, and load it again.

    Raises
    ------
    InputError
        If the folder is there already or cannot be made; nothing is written then.
    """
    with store.new_folder(Path(out)) as draft:
        for name in TABLES:
            write_table(plan.tables[name], draft / f"{name}.csv")
        save_descriptor(replace(plan, folder=draft))
        load_plan(draft)
