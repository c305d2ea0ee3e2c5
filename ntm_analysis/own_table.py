"""A table of the user's own, names as they spell them, as values by code."""

import csv
import datetime as dt
from pathlib import Path

import pandas as pd

from ntm_analysis import places, text
from ntm_analysis.errors import InputError, NtmError, one_of


def read_values(
    file: Path, name_column: str, value_column: str, decimal: str | None = None,
    on: str | dt.date = places.DEFAULT_DATE,
) -> pd.Series:  # fmt: skip
    """Read one number per unit from a CSV file.

    Parameters
    ----------
    file : Path
        CSV in UTF-8 with comma, semicolon or tab; an empty value stays blank.
    name_column, value_column : str
        Column of names or codes, column of numbers.
    decimal : {"comma", "point"}, optional
        The habit of the numbers, where they do not show it themselves.
    on : str or date
        The day whose units the table names.

    Returns
    -------
    Series
        Index `code`, floats, NaN for a blank; ``attrs["vintage"]`` says of which vintage.

    Raises
    ------
    InputError
        If the file cannot be read, a column is missing, a name is refused, stands twice, or units
        are missing; all names at once.
    """
    table = _read(file)
    for column in (name_column, value_column):
        if column not in table.columns:
            raise one_of(f"column of {file.name}", column, table.columns)
    codes, mistakes = [], []
    for row, name in enumerate(table[name_column], start=2):
        try:
            codes.append(places.code_of(name, on))
        except NtmError as error:
            mistakes.append(f"row {row}: {error}")
    if mistakes:
        raise InputError(f"{file.name} was not taken. " + " | ".join(mistakes))
    _check_units(file.name, codes, on)
    numbers = text.parse_column(list(table[value_column]), decimal)
    values = [float("nan") if number is None else float(number) for number in numbers]
    read = pd.Series(values, index=pd.Index(codes, name="code"), name=value_column).sort_index()
    read.attrs["vintage"] = places.vintage_of(on)
    return read


def _read(file: Path) -> pd.DataFrame:
    try:
        cells = pd.read_csv(
            file, sep=None, engine="python", dtype="str", header=None, keep_default_na=False,
            encoding="utf-8-sig",
        )  # fmt: skip
    except FileNotFoundError:
        raise InputError(f"There is no file {file.name!r}; name a CSV file.") from None
    except (UnicodeDecodeError, OSError, ValueError, csv.Error) as error:
        reason = " ".join(str(error).split())[:120]
        raise InputError(
            f"{file.name} cannot be read as a CSV table in UTF-8 ({reason}); save it as CSV UTF-8."
        ) from None
    return _headed(cells, file.name)


def _headed(cells: pd.DataFrame, name: str) -> pd.DataFrame:
    """Take the first row as header; refuse short rows and columns of one name."""
    short = cells.isna().any(axis=1)
    if short.any():
        raise InputError(
            f"Row {int(short.to_numpy().argmax()) + 1} of {name} lacks a cell; fill it."
        )
    head = list(cells.iloc[0])
    for title in head:
        if head.count(title) > 1:
            raise InputError(f"{name} has the column {title!r} twice; each needs its own name.")
    return cells.iloc[1:].set_axis(head, axis=1).reset_index(drop=True)


def _check_units(name: str, codes: list[int], on: str | dt.date) -> None:
    known = list(places.units(on).index)
    twice = sorted({code for code in codes if codes.count(code) > 1})
    missing = [code for code in known if code not in codes]
    if twice or missing:
        raise InputError(
            f"{name} does not hold each unit once: twice {_names(twice, on)}; missing "
            f"{_names(missing, on)}. Add a row with an empty value for a unit without a number."
        )


def _names(codes: list[int], on: str | dt.date) -> str:
    return places.unit_names(codes, on=on) or "none"
