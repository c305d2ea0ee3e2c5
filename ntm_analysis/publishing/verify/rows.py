"""Holds what stands in a row beside its figures against the rows of the plan that they lead to.

A row of a report is about the rows of the plan that its evidence names. What they say of it, who
does a duty and by when, who issued a document, is known from them; a cell that says another thing
is wrong. Columns that are not listed here say nothing of the plan's rows.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import pandas as pd

from ntm_analysis import checks, places
from ntm_analysis.bodies import body_name, issuer_name
from ntm_analysis.evidence import Address, find
from ntm_analysis.plan import Plan
from ntm_analysis.publishing.model import Cell, Table
from ntm_analysis.text import format_date, is_blank, visible
from ntm_analysis.wording import label, say

_Said = Callable[[dict[str, Any], Plan, str], set[str]]


def wrong(
    table: Table, row: tuple[Cell, ...], where: str, plan: Plan, lang: str
) -> Iterator[str]:  # fmt: skip
    """Yield the cells of a row that say another thing than the rows of the plan behind it."""
    keys = [column.key for column in table.columns]
    subjects = _subjects(row)
    for key, column, cell in zip(keys, table.columns, row, strict=True):
        expected: set[str] = set()
        for address in subjects:
            said = _COLUMNS.get((address.table, key))
            expected |= said(find(address, plan).row, plan, lang) if said else set()
        if expected and cell.text not in expected:
            yield say("verify.said", lang, where=where, column=column.title, found=cell.text,
                      expected=" | ".join(sorted(expected))[:200])  # fmt: skip
    yield from _short_titles(table, row, where, lang)
    yield from _own_part(table, row, where, plan, lang)
    yield from _finding(keys, row, where, plan, lang)


def _subjects(row: tuple[Cell, ...]) -> list[Address]:
    """List what the figures of a row lead to, each once."""
    found = [cell.evidence.inputs[0] for cell in row
             if cell.evidence and not cell.evidence.formula and cell.evidence.inputs]  # fmt: skip
    return list(dict.fromkeys(Address(each.table, each.key) for each in found))


def _short_titles(table: Table, row: tuple[Cell, ...], where: str, lang: str) -> Iterator[str]:
    """Hold the titles that are names of indicators against the figures under them."""
    names = _indicators(lang)
    for column, cell in zip(table.columns, row, strict=True):
        if column.title not in names or cell.evidence is None:
            continue
        held = {address.key[-1] for address in cell.evidence.inputs if address.table == "targets"}
        if held - {names[column.title]}:
            wanted = " | ".join(label("short", name, lang) for name in sorted(held))
            yield say("verify.said", lang, where=where, column=column.title, found=column.title,
                      expected=wanted)  # fmt: skip


@lru_cache(maxsize=4)
def _indicators(lang: str) -> dict[str, str]:
    from ntm_analysis.vocabulary import INDICATORS

    return {label("short", name, lang): name for name in INDICATORS}


def _own_part(
    table: Table, row: tuple[Cell, ...], where: str, plan: Plan, lang: str
) -> Iterator[str]:  # fmt: skip
    """Hold the role of one body together with the others beside it: both are of the same body."""
    held = {column.key: cell.text for column, cell in zip(table.columns, row, strict=True)}
    subjects = [address for address in _subjects(row) if address.table == "duties"]
    if not {"role", "others"} <= held.keys() or not subjects:
        return
    parts = _parts(find(subjects[0], plan).row, plan, lang)
    if (held["role"], held["others"]) not in parts:
        titles = {column.key: column.title for column in table.columns}
        yield say("verify.said", lang, where=where, column=f"{titles['role']}, {titles['others']}",
                  found=f"{held['role']} | {held['others']}"[:200],
                  expected=" / ".join(" | ".join(pair) for pair in parts)[:200])  # fmt: skip


def _finding(
    keys: list[str], row: tuple[Cell, ...], where: str, plan: Plan, lang: str
) -> Iterator[str]:  # fmt: skip
    """Hold a finding, with its severity, its question and its lines, against those of the audit."""
    held = dict(zip(keys, row, strict=True))
    evidence = held["message"].evidence if "message" in held else None
    if evidence is None or evidence.formula not in {"check", "lines"}:
        return
    shown = tuple(held[key].text if key in held else "" for key in _FINDING)
    known = _findings(plan, lang)
    if not any(all(a in {b, ""} for a, b in zip(shown, each, strict=True)) for each in known):
        yield say("verify.finding", lang, where=where, found=" | ".join(filter(None, shown))[:200])


_FINDING = ("severity", "message", "question", "lines")


@lru_cache(maxsize=8)
def _findings(plan: Plan, lang: str) -> list[tuple[str, ...]]:
    """Return severity, message, question and lines of all checks of a plan, those that hold too."""
    found = checks.run(plan)
    return [
        (
            label("severity", row["severity"], lang),
            row[f"message_{lang}"],
            row[f"question_{lang}"] or say("question.other", lang),
            row["lines"].replace("-", "–"),
        )
        for row in found.to_dict("records")
    ]


def _due(row: dict[str, Any], plan: Plan, lang: str) -> set[str]:
    kind = label("due", row["due_kind"], lang)
    if is_blank(row["due_date"]) or not row["due_date"]:
        return {kind}
    return {f"{kind} {format_date(pd.Timestamp(row['due_date']).date(), lang)}"}


def _bodies(row: dict[str, Any], plan: Plan) -> list[dict[str, Any]]:
    rows = plan.duty_parties
    found: list[dict[str, Any]] = rows[rows["duty"] == row["duty"]].to_dict("records")
    return found


def _listed(parties: list[dict[str, Any]], lang: str) -> str:
    return "; ".join(
        (body_name(party["body"], lang) if party["body"]
         else places.unit_name(party["district_code"]))
        + f" ({label('role', party['role'], lang).lower()})"
        for party in parties
    )  # fmt: skip


def _parties(row: dict[str, Any], plan: Plan, lang: str) -> set[str]:
    return {_listed(_bodies(row, plan), lang) or say("duty.nobody", lang)}


def _parts(row: dict[str, Any], plan: Plan, lang: str) -> list[tuple[str, str]]:
    """Return, for each body with a part in a duty, its role and who else has one."""
    held = _bodies(row, plan)
    made = []
    for name in dict.fromkeys(party["body"] for party in held if party["body"]):
        roles = dict.fromkeys(label("role", p["role"], lang) for p in held if p["body"] == name)
        rest = [party for party in held if party["body"] != name]
        made.append(("; ".join(roles), _listed(rest, lang) or say("duty.alone", lang)))
    return made


def _text(name: str) -> _Said:
    def said(row: dict[str, Any], plan: Plan, lang: str) -> set[str]:
        value = row.get(name, row.get(f"{name}_{lang}"))
        return {
            "" if is_blank(value) else str(value),
            "" if is_blank(value) else visible(str(value)),
        }

    return said


def _issuer(row: dict[str, Any], plan: Plan, lang: str) -> set[str]:
    return {issuer_name(str(row["issuer"]), lang)}


def _topic(row: dict[str, Any], plan: Plan, lang: str) -> set[str]:
    return {label("not_stated", row["topic"], lang)}


# By the table of the plan and the column of the report: what the column must say.
_COLUMNS: dict[tuple[str, str], _Said] = {
    ("duties", "due"): _due,
    ("duties", "parties"): _parties,
    ("references", "issuer"): _issuer,
    ("funding", "note"): _text("note"),
    ("not_stated", "topic"): _topic,
}
