"""Two plans side by side, and what changed between two editions of tables."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from ntm_analysis.places import unit_name
from ntm_analysis.plan import Plan
from ntm_analysis.schema import KEYS, TABLES
from ntm_analysis.text import format_billion, format_number, is_blank, same_spelling
from ntm_analysis.vintages import vintage_of
from ntm_analysis.vocabulary import INDICATORS, SOURCES
from ntm_analysis.wording import label, say

CHANGE_COLUMNS = ("table", "key", "column", "before", "after")


@dataclass(frozen=True)
class Comparison:
    """Two plans side by side.

    Attributes
    ----------
    targets : DataFrame
        A row per indicator: indicator, here, there, difference; blank where a plan has none.
    districts : DataFrame
        A row per district and indicator with the same columns; empty if the plans are of
        different vintages of units.
    funding : DataFrame
        A row per source, in đồng.
    not_comparable : list of tuple of str
        What cannot be compared: a kind (``vintage``, ``no_register``, ``province``,
        ``no_province``, ``no_districts``, ``indicator``, ``source``, ``district``, ``open``,
        ``qualified``: over, about or at least so many) and the thing.
    """

    targets: pd.DataFrame
    districts: pd.DataFrame
    funding: pd.DataFrame
    not_comparable: list[tuple[str, str]]


def compare(plan: Plan, other: Plan) -> Comparison:
    """Set two plans side by side, matched by indicator, source, and district of one vintage.

    What only one of them holds stays blank on the other side and is named; a blank is not 0.
    """
    apart: list[tuple[str, str]] = []
    nameless = [p.title or p.name for p in (plan, other) if not p.province]
    if nameless:
        apart.append(("no_province", "; ".join(nameless)))
    elif not same_spelling(plan.province, other.province):
        apart.append(("province", f"{plan.province}, {other.province}"))
    targets = _side_by_side(
        _headline(plan), _headline(other), INDICATORS, "indicator", apart,
        _qualified("headline", "indicator", plan, other),
    )  # fmt: skip
    funding = _side_by_side(
        _money(plan), _money(other), SOURCES, "source", apart,
        _qualified("funding", "source", plan, other),
    )  # fmt: skip
    districts = pd.DataFrame(columns=["district_code", "indicator", "here", "there", "difference"])
    without = list(
        dict.fromkeys(p.province or p.title or p.name for p in (plan, other) if not p.units_on)
    )
    bare = [p.title or p.name for p in (plan, other) if p.districts.empty]
    if without:
        apart.append(("no_register", ", ".join(without)))
    elif bare:
        apart.append(("no_districts", "; ".join(bare)))
    elif _vintage(plan) == _vintage(other):
        districts = _districts(plan, other, apart)
    else:
        apart.append(("vintage", f"{plan.units_on}, {other.units_on}"))
    return Comparison(targets, districts, funding, apart)


def _vintage(plan: Plan) -> str:
    return vintage_of(plan.units_on)


def _headline(plan: Plan) -> pd.Series:
    """Return the province's targets: those of the text, else the totals of the annex."""
    totals = plan.totals.set_index("indicator")["value"]
    return plan.headline.set_index("indicator")["value"].combine_first(totals)


def _money(plan: Plan) -> pd.Series:
    return plan.funding.set_index("source")["amount_vnd"]


def _qualified(table: str, kind: str, *plans: Plan) -> set[str]:
    """Return what one of some plans gives no exact number of: over, about, at least so many."""
    rows = (one.tables[table] for one in plans)
    return {name for each in rows for name in each.loc[each["qualifier"] != "", kind]}


def _side_by_side(
    here: pd.Series, there: pd.Series, order: tuple[str, ...], kind: str,
    apart: list[tuple[str, str]], qualified: set[str],
) -> pd.DataFrame:  # fmt: skip
    names = sorted(
        set(here.index) | set(there.index),
        key=lambda name: (order.index(name) if name in order else len(order), name),
    )
    table = pd.DataFrame({kind: names})
    table["here"] = pd.array([here.get(name, pd.NA) for name in names], dtype="Int64")
    table["there"] = pd.array([there.get(name, pd.NA) for name in names], dtype="Int64")
    table["difference"] = table["here"] - table["there"]
    for row in table[table["difference"].isna()].to_dict("records"):
        open_amount = row[kind] in here.index and row[kind] in there.index
        apart.append(("open" if open_amount else kind, row[kind]))
    known = table["difference"].notna() & table[kind].isin(qualified)
    apart += [("qualified", name) for name in table.loc[known, kind]]
    table.loc[known, "difference"] = pd.NA
    return table


def _districts(plan: Plan, other: Plan, apart: list[tuple[str, str]]) -> pd.DataFrame:
    key = ["district_code", "indicator"]
    sides = [
        p.targets.dropna(subset=["district_code"]).set_index(key)["value"] for p in (plan, other)
    ]
    table = pd.concat(sides, axis=1, keys=["here", "there"]).astype("Int64")
    for code in sorted({c for c, _ in sides[0].index} ^ {c for c, _ in sides[1].index}):
        apart.append(("district", str(code)))
    table["difference"] = table["here"] - table["there"]
    return table.reset_index()


def in_one_table(sides: Comparison) -> pd.DataFrame:
    """Return all rows of a comparison in one table.

    Returns
    -------
    DataFrame
        kind (indicator, source, district, not_comparable), name, district_code, here, there,
        difference; money in đồng.
    """
    frames = [
        sides.targets.rename(columns={"indicator": "name"}).assign(kind="indicator"),
        sides.funding.rename(columns={"source": "name"}).assign(kind="source"),
        sides.districts.rename(columns={"indicator": "name"}).assign(kind="district"),
        pd.DataFrame(
            [(f"{kind}: {thing}", "not_comparable") for kind, thing in sides.not_comparable],
            columns=["name", "kind"],
        ),
    ]
    columns = ["kind", "name", "district_code", "here", "there", "difference"]
    rows = [row for frame in frames for row in frame.to_dict("records")]
    table = pd.DataFrame(rows, columns=columns)
    whole = ["district_code", "here", "there", "difference"]
    return table.astype(dict.fromkeys(whole, "Int64"))


def lines(sides: Comparison, plan: Plan, other: Plan, lang: str = "vi") -> list[str]:
    """Say a comparison for a reader: a line per target and source, then what cannot be compared."""
    said = [say("compare.title", lang, here=plan.title, there=other.title)]
    for kind, table, shown in (
        ("indicator", sides.targets, format_number), ("source", sides.funding, format_billion),
    ):  # fmt: skip
        for row in table.to_dict("records"):
            known = row[kind] in (INDICATORS if kind == "indicator" else SOURCES)
            name = label(kind, row[kind], lang) if known else row[kind]
            cells = {key: shown(row[key], lang) for key in ("here", "there", "difference")}
            said.append(say(f"compare.row.{kind}", lang, name=name, **cells))
    changed = sides.districts
    here, there = changed["here"].fillna(-1), changed["there"].fillna(-1)  # a blank is not 0
    moved = changed[here != there]
    if len(changed):
        said.append(say("compare.cells", lang, changed=len(moved), cells=len(changed)))
    for row in moved.to_dict("records"):
        unit = unit_name(int(row["district_code"]), lang, on=plan.units_on)
        cells = {key: format_number(row[key], lang) for key in ("here", "there", "difference")}
        name = f"{unit}, {label('indicator', row['indicator'], lang)}"
        said.append(say("compare.row.indicator", lang, name=name, **cells))
    for kind, thing in sides.not_comparable:
        name = thing
        if thing in (*INDICATORS, *SOURCES):
            name = label("indicator" if thing in INDICATORS else "source", thing, lang)
        if kind == "district":
            name = unit_name(int(thing), lang, on=plan.units_on)
        said.append(say(f"compare.not.{kind}", lang, name=name))
    return said


def changes(before: Plan, after: Plan) -> pd.DataFrame:
    """List what changed between two editions of a plan, one row per changed cell.

    Returns
    -------
    DataFrame
        table, key (parts joined by " / "), column, before, after; a whole row that is new or gone
        has the column ``*``. Lines that only moved are changes too.
    """
    found = [
        (table, *cell)
        for table in TABLES
        for cell in changed_cells(before.tables[table], after.tables[table], KEYS[table])
    ]
    return pd.DataFrame(found, columns=list(CHANGE_COLUMNS))


def changed_cells(
    before: pd.DataFrame, after: pd.DataFrame, key: tuple[str, ...]
) -> Iterator[tuple[str, str, object, object]]:
    """Yield key, column, before and after of each changed cell; ``*`` for a row new or gone."""
    old, new = _by_key(before, key), _by_key(after, key)
    for name in [*old, *(k for k in new if k not in old)]:
        if name not in new or name not in old:
            there = name in old
            yield name, "*", "row" if there else None, None if there else "row"
            continue
        for column in (c for c in new[name] if c in old[name]):
            one, other = old[name][column], new[name][column]
            if not (is_blank(one) and is_blank(other)) and str(one) != str(other):
                yield (
                    name,
                    column,
                    None if is_blank(one) else one,
                    None if is_blank(other) else other,
                )


def _by_key(table: pd.DataFrame, key: tuple[str, ...]) -> dict[str, dict]:
    """Return rows by their key; one that stands twice, where no rule forbids it, is counted."""
    rows: dict[str, dict] = {}
    for row in table.to_dict("records"):
        name = " / ".join("" if is_blank(row[part]) else str(row[part]) for part in key)
        number = 1
        while (name if number == 1 else f"{name} ({number})") in rows:
            number += 1
        rows[name if number == 1 else f"{name} ({number})"] = row
    return rows
