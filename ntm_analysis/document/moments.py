"""Days, months, quarters and halves of a year as a text prints them: one, a list of them, a range."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_COUNTS = {"ba": 3, "sáu": 6, "chín": 9}
_MONTH = r"(?P<month>1[0-2]|0?[1-9])(?!\d)"
_NEXT = r",? (?:của )?năm (?P<next>sau|tới|kế tiếp|tiếp theo)(?!\w)"
_YEAR = rf"(?:\s*(?:/|-|,? năm|của năm|(?=20))\s*(?P<year>20\d\d)(?!\d)|{_NEXT})?"
_NO_COUNT = (
    r"(?!\d|[/.,]\d|-\d(?!\d?[/.-]\d)|\s*(?:%|(?:số|xã|huyện|thôn|bản|phường|tiêu chí|chỉ tiêu|sản phẩm|hộ|đơn vị|người|"
    r"điểm|tỷ|triệu|nghìn|đồng|lần|km|ha|công trình|dự án|mô hình)(?!\w)))"
)
_QUARTER = rf"(?P<quarter>iv|iii|ii|i|[1-4])(?!\w){_YEAR}"
_POINTS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("months", rf"(?:tháng )?(?P<first>1[0-2]|0?[1-9])\s?[-–÷]\s?{_MONTH}\s?/\s?(?P<year>20\d\d)"),
        ("day", r"(?P<said>ngày )?(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?![\d])(?:(?:(?P=sep)|"
                rf",? (?:của )?năm )(?P<year>20\d\d)(?!\d)|{_NEXT})?{_NO_COUNT}"),
        ("day", r"(?P<said>ngày )?(?P<day>1[3-9]|[23]\d)-(?P<month>\d{1,2})/(?P<year>20\d\d)(?!\d)"),
        ("day", r"(?P<said>ngày )?(?P<day>\d{1,2}) tháng (?P<month>\d{1,2})(?!\d)"
                rf"(?:(?:,? năm |/)(?P<year>20\d\d)(?!\d)|{_NEXT})?(?![\d/])"),
        ("month", rf"{_MONTH}/(?P<year>20\d\d)(?!\d)"),
        ("quarter", rf"(?P<end>cuối )?(?:quý |q\.? ?){_QUARTER}"),
        ("month", rf"(?P<end>cuối )?(?:tháng |t(?=[\d])){_MONTH}{_YEAR}(?!\s*/)"),
        ("half", r"(?P<count>1[01]|0?[1-9]|ba|sáu|chín) tháng (?P<half>đầu|cuối)(?: năm(?! 20))?" + _YEAR),
        ("year", rf"(?P<end>cuối )năm(?: nay)?(?:(?: |/)(?P<year>20\d\d)(?!\d)|{_NEXT})?"),
        ("year", r"năm (?P<year>20\d\d)(?!\s*[-–]\s*\d|\d)"),
    )
)  # fmt: skip
_BARE = {
    "quarter": re.compile(rf"(?P<quarter>iv|iii|ii|i)(?!\w){_YEAR}|(?P<digit>[1-4])(?!\w)(?=\s*[/]\s*20|,? năm|\s*$)"),
    "month": re.compile(rf"{_MONTH}(?=\s*(?:[,;.)–-]|$|/\s*20|năm (?:20|sau|tới)|và \d)){_YEAR}"),
}  # fmt: skip
_JOIN = re.compile(
    r"(?:\s*\([^()]{0,40}\))?\s*(?P<join>,\s*và(?!\w)|,|và(?!\w)|hoặc(?!\w)|[&+]|đến(?: hết)?(?!\w)|tới(?!\w)|"
    r"[-–÷])\s*"
)
_LONGEST_LIST = 24
_MIXED = {"quarter": {"quarter", "half"}, "month": {"month"}, "half": {"quarter", "half"}}


@dataclass(frozen=True)
class Moment:
    """A day, or a period of a year.

    Attributes
    ----------
    kind : str
        ``day``, ``month``, ``months``, ``quarter``, ``half`` or ``year``.
    first, last : datetime.date or None
        Its days; None for a day that is in no calendar.
    start, end : int
        Its span in the text.
    assumed : bool
        The text names no year for it.
    certain : bool
        It can be nothing but a time: it says "ngày" or "tháng", or names its year.
    is_end : bool
        It says "cuối", the end of the period.
    """

    kind: str
    first: dt.date | None
    last: dt.date | None
    start: int
    end: int
    assumed: bool
    certain: bool
    is_end: bool = False


@dataclass(frozen=True)
class Moments:
    """One moment or several that a text joins by commas, "và", or from the first to the last."""

    members: tuple[Moment, ...]
    is_range: bool

    @property
    def are_days(self) -> bool:
        """Whether they are days and not periods."""
        return self.members[0].kind == "day"

    @property
    def end(self) -> int:
        """Where they end in the text."""
        return self.members[-1].end

    @property
    def last(self) -> Moment:
        """The one that ends last."""
        return max(self.members, key=lambda member: member.last or dt.date.min)


def moments_at(low: str, at: int, end: int, year: int | None) -> Moments | None:
    """Read the moments that begin at an offset of a text in lower case.

    Parameters
    ----------
    year : int, optional
        The year that is taken where the text names none; one that follows in the list comes first.

    >>> found = moments_at("quý ii, quý iii năm 2024", 0, 24, 2025)
    >>> [str(member.last) for member in found.members]
    ['2024-06-30', '2024-09-30']
    """
    printed = [_at(low, at, end)]
    is_range = False
    while (before := printed[-1]) and (join := _JOIN.match(low, before[1].end(), end)):
        if len(printed) == _LONGEST_LIST:
            break
        after = _at(low, join.end(), end, before[0])
        if not after:
            break
        is_range = is_range or join["join"][0] in "-–÷đt"
        printed.append(after)
    found: list[Moment] = []
    known = None
    for kind, match in reversed([one for one in printed if one]):
        made = _moment(kind, match, known, year)
        if not made:
            return None
        known = made.first.year if made.first and not made.assumed else known
        if found and made.first and found[-1].first and made.first > found[-1].first:
            earlier = _moment(kind, match, made.first.year - 1, year)  # quý IV và quý I/2026
            if "year" not in _parts(match) and earlier:
                made = replace(earlier, assumed=True)
        found.append(made)
    ordered = _with_year_before(found[::-1], printed, year)
    return Moments(tuple(ordered), is_range or ordered[0].kind == "months") if ordered else None


def _with_year_before(
    found: list[Moment], printed: list[tuple[str, re.Match[str]] | None], year: int | None
) -> list[Moment]:
    """Give moments without a year the one that the list names before them."""
    known = None
    for at, (one, moment) in enumerate(zip(printed, found, strict=False)):
        if one and moment.assumed and known:
            again = _moment(*one, None, known)
            found[at] = again or moment
        known = moment.first.year if moment.first and not moment.assumed else known
    return found


def _at(
    low: str, at: int, end: int, after: str = ""
) -> tuple[str, re.Match[str]] | None:  # fmt: skip
    for kind, pattern in _POINTS:
        if after and kind != after and kind not in _MIXED.get(after, set()):
            continue
        match = pattern.match(low, at, end)
        if match and (at == 0 or not low[at - 1].isalnum()):
            return kind, match
    bare = _BARE[after].match(low, at, end) if after in _BARE else None
    return (after, bare) if bare else None


def _parts(match: re.Match[str]) -> dict[str, str]:
    return {name: value for name, value in match.groupdict().items() if value}


def _moment(kind: str, match: re.Match[str], known: int | None, year: int | None) -> Moment | None:
    """Make a moment of what is printed; `known` is a year that the list names, `year` an assumed one."""
    parts = _parts(match)
    printed = int(parts["year"]) if "year" in parts else known
    taken = printed or (year + ("next" in parts) if year else None)
    if not taken or (kind == "day" and _is_doubtful(parts, match[0])):
        return None
    days = _days(kind, parts, taken)
    certain = "year" in parts or "said" in parts or kind != "day" or " tháng " in match[0]
    first, last = days if days else (None, None)
    return Moment(
        kind, first, last, match.start(), match.end(), printed is None, certain, "end" in parts
    )


def _is_doubtful(parts: dict[str, str], printed: str) -> bool:
    """Tell whether "6-9" without a year may be months and not a day."""
    return (
        parts.get("sep") == "-" and not {"year", "said"} & parts.keys() and int(parts["day"]) <= 12
    )


def _days(kind: str, parts: dict[str, str], year: int) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day, or nothing for a day that is in no calendar."""
    if kind == "day":
        try:
            day = dt.date(year, int(parts["month"]), int(parts["day"]))
        except ValueError:
            return None
        return day, day
    first, last = 1, 12
    if kind == "quarter":
        printed = parts.get("quarter") or parts["digit"]
        last = 3 * (_QUARTERS.get(printed) or int(printed))
        first = last - 2
    elif kind in {"month", "months"}:
        last = int(parts["month"])
        first = int(parts.get("first", last))
    elif kind == "half":
        count = _COUNTS.get(parts["count"]) or int(parts["count"])
        first, last = (1, count) if parts["half"] == "đầu" else (13 - count, 12)
    end = calendar.monthrange(year, last)[1]
    return dt.date(year, min(first, last), 1), dt.date(year, last, end)
