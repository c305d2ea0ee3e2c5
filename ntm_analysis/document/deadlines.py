"""Deadlines in a text: before, by, within, regularly; dates of legal documents are none."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DAY = (
    r"(?:(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})(?:[/.-](?P<year>20\d\d))?"
    r"|(?P<long_day>\d{1,2}) tháng (?P<long_month>\d{1,2})(?: năm (?P<long_year>20\d\d))?)(?![\d/])"
)
_PERIOD = (
    r"(?:(?:quý (?P<quarter>iv|iii|ii|i|[1-4])(?!\w)"
    r"|tháng (?P<within_month>1[0-2]|0?[1-9])(?!\d)"
    r"|(?:06|6|sáu) tháng (?P<half>đầu|cuối)(?: năm)?)"
    r"(?:\s*(?:/|-|,? năm|của năm|(?=20))\s*(?P<year>20\d\d))?"
    r"|năm (?P<whole_year>20\d\d)(?!\s*[-–]\s*20))"
)
_LAST = r"(?:chậm nhất|muộn nhất|hạn chót|hạn cuối|không quá|xong)"
_WITHIN = r"(?:trong|vào|hoàn thành|xong|thời gian(?: thực hiện| hoàn thành)?\s*:?|thời hạn\s*:?)"
# In this order: the first that fits a place is taken.
_KINDS = tuple(
    (kind, re.compile(rf"(?<!\w){pattern}"))
    for kind, pattern in (
        ("before", rf"trước (?:ngày )?{_DAY}"),
        ("by", rf"(?:(?:{_LAST}[^.;()\d]{{0,20}}?|đến hết |đến )ngày |đến hết |chậm nhất ){_DAY}"),
        ("by", rf"(?:đến hết|hết|{_LAST}(?: là)?(?: trong)?) {_PERIOD}"),
        ("within", rf"{_WITHIN} {_PERIOD}"),
        (
            "periodic",
            r"(?:định kỳ(?:,? (?:(?:hằng|hàng|mỗi) )?(?:tuần|tháng|quý|năm|(?:06|6|0?3) tháng)(?!\w))*"
            r"|(?:hằng|hàng) (?:tuần|tháng|quý)(?!\w)"
            r"|(?:06|6) tháng(?: đầu năm)?(?:,| và) (?:báo cáo )?(?:cả )?năm(?: 20\d\d)?)",
        ),
    )
)
_STATUS = re.compile(r"(?:tính|kể từ|từ|trước|so với)\s*$")


@dataclass(frozen=True)
class Deadline:
    """When something is due.

    Attributes
    ----------
    kind : str
        ``before`` that day, ``by`` the end of it, ``within`` a period, ``periodic``.
    day : str
        The day, of a period its last one, as in ``2024-03-31``; empty for ``periodic``, and where
        the printed day is in no calendar.
    start, end : int
        Its span in the text.
    year_assumed : bool
        The text names no year; that of its sentence or of the plan is taken.
    """

    kind: str
    day: str
    start: int
    end: int
    year_assumed: bool = False


def deadlines(low: str, start: int, end: int, year: int | None) -> list[Deadline]:
    """List the deadlines between `start` and `end` of a text in lower case.

    Parameters
    ----------
    year : int, optional
        The year of a plan: it is taken where a deadline names none, and what lies before it is
        no deadline but a report of what was.

    >>> [(d.kind, d.day) for d in deadlines("trước ngày 05/12/2024, trong quý i/2024", 0, 40, 2024)]
    [('before', '2024-12-05'), ('within', '2024-03-31')]
    >>> deadlines("quyết định số 7 ngày 25/3/2022, trong năm 2023, đến năm 2025", 0, 60, 2024)
    []
    """
    named = re.search(r"(?:trong|của) năm (20\d\d)", low[start:end])
    assumed = max(filter(None, (year, int(named[1]) if named else None)), default=None)
    found: list[Deadline] = []
    for kind, pattern in _KINDS:
        for match in pattern.finditer(low, start, end):
            if _STATUS.search(low[max(start, match.start() - 8) : match.start()]):
                continue
            made = _deadline(kind, match, assumed)
            if made and not _overlaps(made, found) and not _past(made, year):
                found.append(made)
    return sorted(found, key=lambda deadline: deadline.start)


def _overlaps(made: Deadline, found: list[Deadline]) -> bool:
    return any(made.start < other.end and other.start < made.end for other in found)


def _past(made: Deadline, year: int | None) -> bool:
    return bool(year and made.day and int(made.day[:4]) < year)


def _deadline(kind: str, match: re.Match[str], assumed: int | None) -> Deadline | None:
    if kind == "periodic":
        return Deadline(kind, "", match.start(), match.end())
    parts = {name: value for name, value in match.groupdict().items() if value}
    printed = next((int(value) for name, value in parts.items() if name.endswith("year")), None)
    taken = printed or assumed
    if not taken:
        return None
    day = _last_day(parts, taken)
    return Deadline(
        kind, day.isoformat() if day else "", match.start(), match.end(), printed is None
    )


def _last_day(parts: dict[str, str], year: int) -> dt.date | None:
    """Return the day that is named, or the last day of the period."""
    try:
        for prefix in ("", "long_"):
            if f"{prefix}day" in parts:
                return dt.date(year, int(parts[f"{prefix}month"]), int(parts[f"{prefix}day"]))
    except ValueError:
        return None
    if "quarter" in parts:
        month = 3 * _QUARTERS[parts["quarter"]]
    elif "within_month" in parts:
        month = int(parts["within_month"])
    else:
        month = 6 if parts.get("half") == "đầu" else 12
    return dt.date(year, month, calendar.monthrange(year, month)[1])
