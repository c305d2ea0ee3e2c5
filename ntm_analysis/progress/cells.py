"""What the cells of results say: days, whole numbers, text without letters that nobody sees."""

import datetime as dt
import re
from typing import Any

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00:00)?")
# Letters that nobody sees, which would make two names of one.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_WHOLE = re.compile(r"\d{1,15}|\d{1,3}(?:\.\d{3}){1,4}")
_MOST = 10**15  # sums of so large amounts stay exact


def as_text(value: Any) -> str:
    """Return a cell as text: blanks collapsed, without letters that nobody sees."""
    return "" if value is None else " ".join(_UNSEEN.sub("", str(value)).split())


def as_day(value: Any) -> dt.date | None:
    """Return a cell as a day, or None: a date of Excel, 05/12/2024, or 2024-12-05.

    >>> as_day("05/12/2024"), as_day("31/02/2024"), as_day(45000)
    (datetime.date(2024, 12, 5), None, None)
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    match = _DAY.fullmatch(str(value).strip())
    if not match:
        return None
    day = match.group(3, 2, 1) if match[1] else match.group(4, 5, 6)
    try:
        return dt.date(*map(int, day))
    except ValueError:
        return None


def as_vnd(value: Any) -> int | None:
    """Return a cell as a whole number, or None: its digits, with dots between thousands or none.

    Numbers of 10^15 and more are None: no province pays so much, and sums stay exact below.

    >>> as_vnd(1200.0), as_vnd("1.200.000"), as_vnd("1,5 tỷ"), as_vnd(0.5), as_vnd(True)
    (1200, 1200000, None, None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if value == value // 1 and abs(value) < _MOST else None
    text = str(value).strip()
    return int(text.replace(".", "")) if _WHOLE.fullmatch(text) else None
