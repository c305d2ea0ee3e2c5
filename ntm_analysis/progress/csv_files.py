"""A CSV file with results -> its rows, cell by cell; what cannot be told apart is refused."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ntm_analysis.errors import InputError
from ntm_analysis.progress.sheets import field_of, sheet_of

_SIGNS = ",;\t"


def csv_rows(path: Path) -> list[list[Any]]:
    """Read a CSV file; cells are apart by comma, semicolon or tab, whichever its heads know.

    Raises
    ------
    InputError
        If it is not UTF-8, or its quotes leave open where a cell ends.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path.name} is not CSV in UTF-8: byte {error.start + 1} is no letter of it; save it "
            "as CSV UTF-8."
        ) from None
    sheet = sheet_of(path.stem)
    head = re.split(r"[\r\n]", text, maxsplit=1)[0]

    def known(sign: str) -> int:
        heads = next(csv.reader([head], delimiter=sign), [])
        return sum(bool(field_of(sheet, one)) for one in heads)

    return list(_parted(path.name, text, max(_SIGNS, key=known)))


def _parted(name: str, text: str, sign: str) -> Iterator[list[Any]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    begun = 1
    try:
        for row in reader:
            yield row
            begun = reader.line_num + 1
    except csv.Error as error:
        open_quote = "unexpected end" in str(error)
        said = (
            f"the quote that opens a cell in line {begun} is never closed"
            if open_quote
            else f"line {reader.line_num} cannot be parted into cells ({error})"
        )
        raise InputError(
            f'{name}: {said}; quote a cell on both sides, and write "" for a quote within it.'
        ) from None
