"""A document -> its tables: what was found with its addresses, what was not with a remark."""

import re
from pathlib import Path
from typing import Any

import pandas as pd

from ntm_analysis import places
from ntm_analysis.amounts import habit_of, shows_habit
from ntm_analysis.document.annex import names_targets, read_annex
from ntm_analysis.document.authored import with_authored
from ntm_analysis.document.cover import province_of, title_of, year_of
from ntm_analysis.document.duties import read_duties
from ntm_analysis.document.files import read_document
from ntm_analysis.document.funding import FundingList, find_funding
from ntm_analysis.document.funding_rows import funding_rows
from ntm_analysis.document.grid import Row, grids
from ntm_analysis.document.headline import read_headline
from ntm_analysis.document.lists import remark_lists
from ntm_analysis.document.mentions import read_mentions
from ntm_analysis.document.model import Document
from ntm_analysis.document.money_left import remark_other_amounts
from ntm_analysis.document.naming import Register
from ntm_analysis.document.passages import Passage, passages
from ntm_analysis.document.references import own_number, read_references
from ntm_analysis.document.remarks import Remarks
from ntm_analysis.document.silences import read_not_stated
from ntm_analysis.document.tree import habit_by_sums
from ntm_analysis.errors import InputError
from ntm_analysis.plan import Plan, load_plan
from ntm_analysis.schema import TABLES
from ntm_analysis.tabular import make_table
from ntm_analysis.text import same_spelling, slug
from ntm_analysis.vocabulary import INDICATORS
from ntm_analysis.wording import say

# Remarks that say already why a table of targets was not read.
_SAID = {"column_left_out", "columns_alike", "target_row_left_out"}
# What a table must not be left out with in silence: numbers, marks, numbers of units in words.
_HOLDS = re.compile(r"^(?:[xX×]|\d[\d.,]*)$|\d\s+(?:xã|thị xã|huyện|thôn|bản|ấp|sản phẩm)\b")


def read_tables(file: str | Path) -> dict[str, pd.DataFrame]:
    """Read the tables of a plan's document; see `read_plan`."""
    return read_plan(file).tables


def read_plan(file: str | Path, authored: str | Path | None = None) -> Plan:
    """Read a plan's document into its tables.

    Parameters
    ----------
    file : str or Path
        A .txt, .md, .docx, .html or .pdf file with a text layer.
    authored : str or Path, optional
        Name or folder of a package of the same plan, for its labels, notes and corrections; see
        `ntm_analysis.document.authored`.

    Returns
    -------
    Plan
        With the tables of `ntm_analysis.schema.TABLES`; one is empty where the document holds
        nothing of it. Values carry section, line (page and paragraph too, where the file has
        them) and the characters as printed. Money is whole đồng, <NA> where nothing decides
        between two readings; a district that no rule gives a code keeps its printed name.
        ``remarks`` names what was left out, could not be read or was decided, with its place.

    Raises
    ------
    InputError
        If the file cannot be read, or holds neither targets nor a funding list; if a correction
        of the package does not find its misprint.
    """
    document = read_document(file)
    plan = _plan(document, Path(file).parent)
    return plan if authored is None else with_authored(plan, load_plan(authored), document)


def _plan(document: Document, folder: Path) -> Plan:
    found = passages(document)
    province, year = province_of(found), year_of(found)
    register = _register(province, year)
    listed = find_funding(found, year)
    habit = _habit(found, listed)
    own, remarks = own_number(found), Remarks(document.paged)
    rows = _targets(found, register, year, remarks)
    rows["funding"] = funding_rows(found, listed, habit, remarks) if listed else []
    if not any(rows.values()):
        why = "; ".join(say(f"remark.{row['kind']}", "en", **row) for row in remarks.rows[:3])
        raise InputError(
            f"{document.name} holds no targets and no funding list that can be read"
            f"{f' ({why})' if why else ''}; give the plan's own document, with its annex."
        )
    for part in ("headline", "targets", "funding"):
        if not rows[part]:
            remarks.at(f"no_{part}_read", "", None)
    remark_lists(found, remarks)
    remark_other_amounts(found, list(rows.values()), remarks)
    _remark_beside(document, found, remarks)
    duties = read_duties(found, register, year, remarks)
    _remark_tables(found, [*rows.values(), duties.duties], register, remarks)
    left_out = [row["subject"] for row in remarks.rows if row["kind"] == "column_left_out"]
    rows |= {
        "duties": duties.duties,
        "duty_parties": duties.duty_parties,
        "references": read_references(found, province, own, remarks),
        "mentions": read_mentions(found, register, rows["headline"], year, paged=remarks.paged),
        "not_stated": read_not_stated(found, own, left_out, paged=remarks.paged),
        "corrections": [],
        "remarks": remarks.rows,
    }
    return Plan(
        name=f"{slug(province or document.name).replace('-', '_')}_{year or ''}".rstrip("_"),
        title=title_of(found) or document.name, province=province, year=year or 0,
        units_on=register.day, document={"title": document.name, "sha256": document.sha256},
        folder=folder,
        tables={name: make_table(name, rows[name], paged=remarks.paged) for name in TABLES},
        decimal=habit, number=own.number, date=own.date,
    )  # fmt: skip


def _habit(found: list[Passage], listed: FundingList | None) -> str | None:
    """Return the sign for decimals: by the document's numbers, else by the sums of its money."""
    texts = [passage.text for passage in found]
    if listed and not shows_habit(texts):
        return habit_by_sums(listed.items)
    return habit_of(texts)


def _targets(
    found: list[Passage], register: Register, year: int | None, remarks: Remarks
) -> dict[str, list[dict[str, Any]]]:
    annex = read_annex(found, register, remarks, paged=remarks.paged, year=year)
    headline = read_headline(found, register, remarks, year, paged=remarks.paged)
    return {
        "headline": sorted(headline, key=lambda row: INDICATORS.index(row["indicator"])),
        "districts": annex.districts,
        "targets": annex.targets,
        "totals": annex.totals,
        "assignments": annex.assignments,
    }


def _remark_tables(
    found: list[Passage], tables: list[list[dict[str, Any]]], register: Register, remarks: Remarks
) -> None:
    """Remark on each table with numbers or marks of which no row was read."""
    read = {row["line"] for table in tables for row in table} | remarks.seen
    again = {row["line"] for row in remarks.rows if row["kind"] == "table_again"}
    said = {row["line"] for row in remarks.rows if row["kind"] in _SAID}
    for grid in grids(found):
        texts = [text for row in grid.rows for text in row.texts]
        filled = [text for text in texts if _HOLDS.search(text)]
        if again & {row.line.number for row in grid.heads}:
            continue
        if len(filled) > 1 and not read & {row.line.number for row in grid.rows}:
            first = (*grid.heads, *grid.rows)[0]
            unsaid = not said & {row.line.number for row in (*grid.heads, *grid.rows)}
            named = unsaid and names_targets(grid, register)
            kind = "annex_left_out" if named else "table_left_out"
            remarks.add(kind, " | ".join(filter(None, first.texts))[:120], first)


def _remark_beside(document: Document, found: list[Passage], remarks: Remarks) -> None:
    """Remark on notes, struck and hidden text that hold numbers: they are no text of the plan."""
    sections = {line.number: passage.section for passage in found for line in passage.lines}
    for line in document.lines:
        for kind, text in line.beside:
            if re.search(r"\d", text):
                place = Row(line, sections.get(line.number, ""))
                remarks.add(f"{kind}_left_out", " ".join(text.split())[:300], place)


def _register(province: str, year: int | None) -> Register:
    """Return the register of the document's province, or none for another province.

    A document that names no province is read with the register: its names resolve or do not.
    """
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
