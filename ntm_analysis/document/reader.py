"""A document -> its tables: what was found with its addresses, what was not with a remark."""

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from ntm_analysis import places
from ntm_analysis.amounts import habit_of, number_readings
from ntm_analysis.document.annex import read_annex
from ntm_analysis.document.files import read_document
from ntm_analysis.document.funding import find_funding
from ntm_analysis.document.headline import read_headline
from ntm_analysis.document.lists import remark_lists
from ntm_analysis.document.model import Document
from ntm_analysis.document.naming import Register
from ntm_analysis.document.passages import Passage, passages
from ntm_analysis.document.readings import nest_budget_levels, read_amounts
from ntm_analysis.document.remarks import Remarks
from ntm_analysis.errors import InputError
from ntm_analysis.plan import Plan
from ntm_analysis.schema import TABLES
from ntm_analysis.text import CAPITALS, same_spelling, slug

_PROVINCE = re.compile(r"\btỉnh\s+((?:[^\W\d_]+\s?){1,4})", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"\s+(?:năm|giai|đến|đã|được|về|và|là|có|theo|ban|khóa|như|để|trong)\b.*", re.IGNORECASE
)


def read_tables(file: str | Path) -> dict[str, pd.DataFrame]:
    """Read the targets and the funding list of a plan's document.

    Parameters
    ----------
    file : str or Path
        A .txt, .md, .docx, .html or .pdf file with a text layer.

    Returns
    -------
    dict of DataFrame
        ``headline``, ``districts``, ``targets``, ``totals``, ``assignments``, ``funding`` and
        ``remarks``; a table is empty where the document holds nothing of it. Values carry
        section, line (page and paragraph too, where the file has them) and the characters as
        printed. Money is whole đồng, <NA> where nothing decides between two readings; a district
        that no rule gives a code keeps its printed name. ``remarks`` names what was left out,
        could not be read or was decided, with its place.

    Raises
    ------
    InputError
        If the file cannot be read, or holds neither targets nor a funding list.
    """
    document = read_document(file)
    return _tables(document, passages(document))


def read_plan(file: str | Path) -> Plan:
    """Read a plan's document, to be audited; see `read_tables` for what is read and refused.

    Returns
    -------
    Plan
        Its tables are those of `read_tables`, and empty ones for what is not read yet: duties,
        their parties, references, what the plan does not say.

    Raises
    ------
    InputError
        If the file cannot be read, or holds neither targets nor a funding list.
    """
    document = read_document(file)
    found = passages(document)
    tables = _tables(document, found)
    province, year = province_of(found), year_of(found)
    for name, columns in TABLES.items():
        tables[name] = tables.get(name, pd.DataFrame()).reindex(
            columns=[column.name for column in columns]
            + [extra for extra in ("rounding_vnd",) if name == "funding"]
        )
    return Plan(
        name=f"{slug(province or document.name).replace('-', '_')}_{year or ''}".rstrip("_"),
        title=document.name, province=province, year=year or 0,
        units_on=_register(found, year).day,
        document={"title": document.name, "sha256": document.sha256},
        folder=Path(file).parent, tables=tables,
    )  # fmt: skip


def _tables(document: Document, found: list[Passage]) -> dict[str, pd.DataFrame]:
    paged, remarks = document.paged, Remarks(document.paged)
    year = year_of(found)
    annex = read_annex(found, _register(found, year), remarks, paged=paged)
    tables = {
        "headline": read_headline(found, remarks, paged=paged),
        "districts": annex.districts,
        "targets": annex.targets,
        "totals": annex.totals,
        "assignments": annex.assignments,
        "funding": _funding(found, year, remarks),
    }
    if not any(tables.values()):
        raise InputError(
            f"{document.name} holds no targets and no funding list that can be read; give the "
            "plan's own document, with its annex."
        )
    remark_lists(found, remarks)
    tables["remarks"] = remarks.rows
    return {name: _frame(rows) for name, rows in tables.items()}


def _only(values: list[Decimal]) -> Decimal | None:
    return values[0] if len(values) == 1 else None


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    whole = ["district_code", "order", "value", "amount_vnd", "line", "page", "paragraph", "column"]
    for name in frame.columns.intersection(whole):
        frame[name] = frame[name].astype("Int64")
    return frame


def _funding(found: list[Passage], year: int | None, remarks: Remarks) -> list[dict[str, Any]]:
    listed = find_funding(found, year)
    if listed is None:
        return []
    habit = habit_of(passage.text for passage in found)
    nest_budget_levels(listed.items, habit)
    rows: list[dict[str, Any]] = []
    keys: dict[int, str] = {}
    for reading in read_amounts(listed.items, habit):
        item = reading.item
        key = item.source or item.name or item.address.as_printed
        if key in keys.values():
            remarks.at("source_twice", key, item.address)
            key = _unused(f"{item.name} ({item.address.line})", set(keys.values()))
        keys[id(item)] = key
        if reading.others or reading.taken is None:
            taken = str(reading.taken.vnd) if reading.taken else ""
            others = ", ".join(str(amount.vnd) for amount in reading.others)
            remarks.at(f"reading_{reading.why}", key, item.address, taken=taken, other=others)
        rows.append({
            "source": key, "name": item.name, "parent": keys.get(id(item.parent), ""),
            "amount_vnd": reading.taken.vnd if reading.taken else None,
            "share_stated_pct": _only(number_readings(item.share, habit) if item.share else []),
            "share_as_printed": item.share_printed, "qualifier": item.qualifier,
            "rounding_vnd": reading.taken.tolerance if reading.taken else None,
            "unit": item.unit, "reading": reading.why,
            **item.address.columns(paged=remarks.paged),
        })  # fmt: skip
    for item in listed.left_out:
        remarks.at("amount_left_out", item.left_out, item.address)
    return rows


def _unused(name: str, taken: set[str]) -> str:
    """Return a name that is not taken: the name itself, or with the first number that is free."""
    number = 2
    free = name
    while free in taken:
        free, number = f"{name} {number}", number + 1
    return free


def year_of(found: list[Passage]) -> int | None:
    """Return the year of a plan: that of its title, else the one it names most."""
    for passage in found[:12]:
        years = re.findall(r"\bnam (20\d\d)\b", passage.folded)
        if years and passage.section == "":
            return int(years[-1])
    counted = Counter(
        year for passage in found for year in re.findall(r"\bnam (20\d\d)\b", passage.folded)
    )
    return int(counted.most_common(1)[0][0]) if counted else None


def province_of(found: list[Passage]) -> str:
    """Return the province that a document names most often, or nothing."""
    counted: Counter[str] = Counter()
    for passage in found:
        for match in _PROVINCE.finditer(passage.text):
            name = _NOT_A_NAME.sub("", match[1]).strip()
            words = re.match(rf"(?:[{CAPITALS}][^\W\d_]*\s?){{1,4}}", name)
            if words:
                counted[words[0].strip().title()] += 1
    return counted.most_common(1)[0][0] if counted else ""


def _register(found: list[Passage], year: int | None) -> Register:
    """Return the register of the document's province, or none for another province.

    A document that names no province is read with the register: its names resolve or do not.
    """
    province = province_of(found)
    if province and not same_spelling(province, places.PROVINCE_NAME):
        return Register("")
    # Of 2025 it is the districts of its first half that a plan can name.
    for day in (f"{year}-12-31", f"{year}-01-01") if year else (places.DEFAULT_DATE,):
        if _has_districts(day):
            return Register(day)
    return Register("")


def _has_districts(day: str) -> bool:
    try:
        return "zone" in places.units(day).columns
    except InputError:
        return False
