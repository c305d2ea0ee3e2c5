"""The tables of a plan as they are kept, a row for each value, for the province's workbook."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from ntm_analysis import places
from ntm_analysis.amounts import QUALIFIERS
from ntm_analysis.bodies import body_name, issuer_name
from ntm_analysis.checks.finding import source_label
from ntm_analysis.checks.remarks import remark_words
from ntm_analysis.evidence import cited, section_name, trace
from ntm_analysis.plan import Plan
from ntm_analysis.progress.sheets import duty_names
from ntm_analysis.publishing.model import Document, Table
from ntm_analysis.reporting import present
from ntm_analysis.schema import KEYS, TABLES
from ntm_analysis.text import format_date, is_blank
from ntm_analysis.wording import label, say

_LABELS = {
    "indicator": "indicator", "due_kind": "due", "role": "role", "reading": "reading",
    "topic": "not_stated", "scope": "scope",
}  # fmt: skip
_NAMED: dict[str, Callable[[str, str], str]] = {
    "body": body_name, "section": section_name, "issuer": issuer_name,
    "source": source_label, "parent": source_label,
}  # fmt: skip
_ADDRESSES = {"line", "page", "paragraph", "column"}
_TRACED = {"value": "", "amount_vnd": "", "share_stated_pct": "share_stated_pct"}


def with_plan(document: Document, plan: Plan) -> Document:
    """Return a report with the tables of its plan after its own."""
    number = len(document.tables())
    added: list[Table] = []
    for name in TABLES:
        if len(plan.tables[name]):
            number += 1
            added.append(replace(_table(name, plan, document.lang), number=number))
    return replace(document, blocks=(*document.blocks, *added))


def _table(name: str, plan: Plan, lang: str) -> Table:
    rows = _in_words(name, plan, lang)
    columns = [column for column in rows.columns if not _other_language(str(column), lang)]
    shown = pd.DataFrame(index=rows.index)
    for column in columns:
        key = str(column).removesuffix(f"_{lang}")
        values = [_cell(str(column), value, lang) for value in rows[column]]
        shown[key] = pd.Series(values, index=rows.index, dtype=object)  # a whole line stays whole
    evidence = {
        column: [
            cited(name, *(row[key] for key in KEYS[name]), column=at)
            for row in rows.to_dict("records")
        ]
        for column, at in _TRACED.items()
        if column in rows
    }
    caption = say(f"table.plan.{name}", lang)
    return present.block(trace(shown, **evidence), lang, caption=caption)


def _in_words(name: str, plan: Plan, lang: str) -> pd.DataFrame:
    """Return a table of a plan with what only programs read said in words."""
    rows = plan.tables[name].reset_index(drop=True)
    if name == "duties":
        return rows.drop(columns="duty")
    if name == "duty_parties":
        return rows.assign(duty=rows["duty"].map(duty_names(plan, lang)))
    if name == "mentions":
        return rows.assign(kind=[label("mention", kind, lang) for kind in rows["kind"]])
    if name == "remarks":
        said = [remark_words(row, lang) for row in rows.to_dict("records")]
        what = [
            say(f"remark.{row['kind']}", lang, **{**row, "line": _whole(row["line"])})
            for row in said
        ]
        words = {key: [row[key] for row in said] for key in ("subject", "taken", "other")}
        return rows.assign(**words, kind=what).rename(columns={"kind": "what"})
    return rows


def _whole(value: object) -> int | None:
    """Return part of an address; a column with blanks holds decimals."""
    return None if is_blank(value) else int(str(value).removesuffix(".0"))


def _other_language(column: str, lang: str) -> bool:
    return column.endswith("_en" if lang == "vi" else "_vi")


def _cell(column: str, value: object, lang: str) -> object:
    """Return a value of a table for a reader: codes and keys by their names."""
    if is_blank(value):
        return None
    if column in _ADDRESSES:
        return _whole(value)
    if column in {"date", "due_date"} and len(str(value)) == len("2024-12-31"):
        return format_date(dt.date.fromisoformat(str(value)), lang)
    if column == "district_code":
        return places.unit_name(int(str(value)), lang)
    if column == "lines":
        return str(value).replace("|", ", ")
    if column in _NAMED:
        return _NAMED[column](str(value), lang)
    if column == "qualifier" and value in QUALIFIERS:
        return label("qualifier", str(value), lang)
    return label(_LABELS[column], str(value), lang) if column in _LABELS else value
