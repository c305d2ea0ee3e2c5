"""Our own words and corrections, carried from a package onto a document that is read anew."""

from collections import defaultdict
from dataclasses import replace

import pandas as pd

from ntm_analysis.amounts import readings_of
from ntm_analysis.document.model import Document
from ntm_analysis.errors import InputError
from ntm_analysis.plan import Plan

_DUTY = ["line", "due_kind", "due_date", "as_printed"]


def with_authored(read: Plan, package: Plan, document: Document) -> Plan:
    """Return a plan as read, with the title, labels, notes and corrections of a package.

    Parameters
    ----------
    read : Plan
        The plan as its document reads.
    package : Plan
        A package whose own words are wanted: labels and ids of duties that stand on the same
        line with the same deadline, notes on sources, corrections.
    document : Document
        The document, in which each correction must still find its misprint.

    Raises
    ------
    InputError
        If a correction finds its misprint more or less often than it declares.
    """
    corrections = package.tables["corrections"]
    for row in corrections.to_dict("records"):
        _check_misprint(row, document)
    names = _names(read.tables["duties"], package.tables["duties"])
    tables = {
        **read.tables,
        "corrections": corrections,
        "funding": _funding(read, package),
        "duties": _duties(read.tables["duties"], package.tables["duties"], names),
        "duty_parties": read.tables["duty_parties"].assign(
            duty=read.tables["duty_parties"]["duty"].map(lambda duty: names.get(duty, duty))
        ),
        "remarks": _remarks(read.tables["remarks"], corrections),
    }
    return replace(read, name=package.name, title=package.title, tables=tables)


def _check_misprint(row: dict, document: Document) -> None:
    lines = [line.content.raw for line in document.lines if line.number == row["line"]]
    count = sum(line.count(row["as_printed"]) for line in lines)
    if count != row["expect"]:
        raise InputError(
            f"The correction of {row['as_printed']!r} finds it {count} times on line "
            f"{row['line']} of {document.name}, declared is {row['expect']}; mend corrections.csv."
        )


def _funding(read: Plan, package: Plan) -> pd.DataFrame:
    """Put the notes beside their sources and read corrected amounts by their corrections."""
    rows = read.tables["funding"].copy()
    notes = package.tables["funding"].set_index("source")
    for column in ("note_vi", "note_en"):
        rows[column] = rows["source"].map(notes[column]).fillna("")
    for made in package.tables["corrections"].to_dict("records"):
        at = (rows["line"] == made["line"]) & (rows["as_printed"] == made["as_printed"])
        for index in rows.index[at]:
            amounts = readings_of(made["read_as"], rows.loc[index, "unit"], read.decimal)
            rows.loc[index, ["amount_vnd", "reading"]] = [amounts[0].vnd, "correction"]
    return rows


def _remarks(rows: pd.DataFrame, corrections: pd.DataFrame) -> pd.DataFrame:
    """Drop what was said of a reading that a correction now decides."""
    decided = set(zip(corrections["line"], corrections["as_printed"], strict=True))
    kept = [
        not (row["kind"].startswith("reading_") and (row["line"], row["as_printed"]) in decided)
        for row in rows.to_dict("records")
    ]
    return rows[kept].reset_index(drop=True)


def _names(read: pd.DataFrame, package: pd.DataFrame) -> dict[str, str]:
    """Return the package's id of each duty as read: same line and deadline, in the same order."""
    known: dict[tuple, list[str]] = defaultdict(list)
    for row in package.to_dict("records"):
        known[tuple(row[name] for name in _DUTY)].append(row["duty"])
    names: dict[str, str] = {}
    for row in read.to_dict("records"):
        waiting = known[tuple(row[name] for name in _DUTY)]
        if waiting:
            names[row["duty"]] = waiting.pop(0)
    return names


def _duties(read: pd.DataFrame, package: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    rows = read.assign(duty=read["duty"].map(lambda duty: names.get(duty, duty)))
    labels = package.set_index("duty")
    for column in ("what_vi", "what_en"):
        rows[column] = rows["duty"].map(labels[column]).fillna(rows[column])
    return rows
