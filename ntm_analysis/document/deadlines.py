"""Deadlines in a text: before, by, within, regularly; dates of legal documents are none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ntm_analysis.document.moments import Moment, Moments, moments_at

_HOUR = r"(?:lúc )?\d{1,2}\s?(?:h|giờ|:)\s?(?:\d{2}(?: phút)?)?,? (?=ngày )"
_LAST = r"(?:chậm nhất|muộn nhất|hạn chót|hạn cuối)"
_ENOUGH = rf"(?:{_LAST}|không quá|xong)"
_TIME = r"(?:thời gian(?: thực hiện| hoàn thành)?|(?:thời )?hạn(?: hoàn thành| nộp| báo cáo| gửi| trình)?)"
# What stands before a moment: kind, pattern, whether days, periods or both go with it, and whether
# a day must be certain ("đến 12/19" may be a count). The first that fits a place is taken.
_BEFORE_IT = tuple(
    (kind, re.compile(rf"(?<!\w){pattern}"), fits, certain)
    for kind, pattern, fits, certain in (
        ("within", r"từ (?=ngày |tháng |quý |đầu |\d)", "range", False),
        ("by", rf"trước {_HOUR}", "day", False),
        ("before", r"trước (?:thời điểm )?", "both", False),
        ("by", rf"{_ENOUGH}[^.;()\d]{{0,20}}?(?:{_HOUR})?(?=ngày )", "day", False),
        ("by", rf"{_LAST}\s*(?:(?:là|đến hết|đến|vào|trong|:)\s*)*", "both", False),
        ("by", r"(?:đến hết|hết|(?:không quá|xong)(?: là)?(?: trong)?) ", "both", False),
        ("by", rf"(?:đến|vào) (?:{_HOUR})?", "day", False),
        ("by", r"đến (?=cuối |quý |tháng )", "period", False),
        ("by", rf"{_TIME}\s*(?:là|:)?\s*(?:đến )?", "day", False),
        ("within", rf"(?:{_TIME}\s*(?:là|:)?\s*|(?:trong|vào|hoàn thành|xong|dự kiến(?: trong| vào)?) )",
         "period", False),
        ("by", r"(?:trong|hoàn thành|xong|dự kiến(?: vào)?) ", "day", True),
    )
)  # fmt: skip
_PERIODIC = re.compile(
    r"(?<!\w)(?:định kỳ(?:,? (?:(?:hằng|hàng|mỗi) )?(?:tuần|tháng|quý|năm|(?:06|6|0?3) tháng)(?!\w))*"
    r"|(?:hằng|hàng) (?:tuần|tháng|quý)(?!\w)"
    r"|(?:06|6) tháng(?: đầu năm)?(?:,| và) (?:báo cáo )?(?:cả )?năm(?: 20\d\d)?)"
)
_ALONE = re.compile(r"(?<!\w)(?<!họp )(?=cuối (?:năm (?:20|nay)|quý|tháng)(?!\s*[^\W\d]{3}))")
_AFTER = re.compile(r"[;:]\s*(?!\s)")
_FIRST_WORDS = re.compile(r"[\s\"“*_+-]*(?=(?:quý|tháng) |ngày [\d/.]+\s*:)")
_ANYWHERE = re.compile(
    r"(?<![\w/.-])(?<!tháng )(?<!quý )(?<!năm )(?<!ngày )(?=[\dtq]|tháng |ngày |năm |sáu |chín |ba |cuối )"
)
_STATUS = re.compile(r"(?:tính|kể từ|từ|trước|so với|sau|đầu|giữa|tuần)\s*$")
_SINCE = re.compile(r"(?:tính đến(?: hết)?|kể từ|so với)\s*$")
_REPORTED = re.compile(
    r",?\s*(?:(?:toàn|cả|trên địa bàn)\s+)?(?:tỉnh\s*,?\s*)?(?:đã|hiện (?:có|nay))(?!\w)"
)
# Words that look like a deadline; what of them was not read is said.
_LOOKS = re.compile(
    r"(?<!\w)(?:(?:chậm nhất|muộn nhất|hạn chót|hạn cuối)[^.;()]{0,40}"
    r"|trước (?:(?:ngày|tháng|quý|giờ|kỳ họp|tết|mùa|\d|năm 20)[^.,;()]{0,30}|(?:khi )?(?:hết|kết thúc) [^.,;()]{0,30})"
    r"|(?:đầu|giữa|nửa (?:đầu|cuối)|(?:thượng|trung|hạ) tuần|tuần [^\W_]+)(?: của)? (?:tháng|quý) [\div]+"
    r"(?:(?:/| năm )20\d\d)?|(?:đầu|giữa) năm 20\d\d|(?<!họp )(?<!tháng )cuối năm"
    r"|trong \d+ (?:ngày|tuần)(?: làm việc)?|(?:trong vòng|trong thời hạn|trong thời gian|sau|không quá) \d+ (?:ngày|tháng|tuần)(?: làm việc)?"
    r"|(?:quý (?:i{1,3}|iv|[1-4])|tháng \d{1,2})(?:(?:/| năm )20\d\d)?"
    r"|ngày \d{1,2}(?:[/.-]| tháng )\d{1,2}(?:(?:[/.-]| năm )20\d\d)?)(?!\w)"
)
_OF_A_DOCUMENT = re.compile(
    r"(?:\d/[\w-]+|(?:quyết định|nghị quyết|nghị định|công văn|văn bản|thông báo|kế hoạch|chỉ thị|kết luận|"
    r"báo cáo|tờ trình|hướng dẫn|thông tư|luật) (?:số )?\S*)\s*,?\s*$"
)


@dataclass(frozen=True)
class Deadline:
    """When something is due.

    Attributes
    ----------
    kind : str
        ``before`` that day, ``by`` the end of it, ``within`` a period, ``periodic``.
    day : str
        The day, as in ``2024-03-31``: of a period its last one (of one that is due before it, its
        first); empty for ``periodic``, and where the printed day is in no calendar.
    start, end : int
        Its span in the text.
    year_assumed : bool
        The text names no year; that of its sentence or of the plan is taken.
    others : tuple of str
        The other days of a range or of a list of periods, of which the last one is taken.
    """

    kind: str
    day: str
    start: int
    end: int
    year_assumed: bool = False
    others: tuple[str, ...] = ()


def deadlines(
    low: str, start: int, end: int, year: int | None, *, bare: bool = False
) -> list[Deadline]:
    """List the deadlines between `start` and `end` of a text in lower case.

    Parameters
    ----------
    year : int, optional
        The year of a plan: it is taken where a deadline names none, and what lies before it is
        no deadline but a report of what was.
    bare : bool
        The text is that of a column of deadlines, where "trong" and "đến ngày" go without saying.

    >>> [(d.kind, d.day) for d in deadlines("trước ngày 05/12/2024, trong quý i/2024", 0, 40, 2024)]
    [('before', '2024-12-05'), ('within', '2024-03-31')]
    >>> [d.day for d in deadlines("trước 30/6 và 30/11", 0, 19, 2024)]
    ['2024-06-30', '2024-11-30']
    >>> deadlines("quyết định số 7 ngày 25/3/2022, trong năm 2023, đến năm 2025", 0, 60, 2024)
    []
    """
    named = re.search(r"(?:trong|của) năm (20\d\d)", low[start:end])
    assumed = max(filter(None, (year, int(named[1]) if named else None)), default=None)
    found: list[Deadline] = []
    anywhere = [match.end() for match in _ANYWHERE.finditer(low, start, end)] if bare else []
    for at, moments in _each(low, anywhere, end, assumed):
        if moments.is_range and not low.endswith("từ ", start, at):
            _add(found, _made("within", at, moments), low, start, year)
    for kind, pattern, fits, certain in _BEFORE_IT:
        for match in pattern.finditer(low, start, end):
            after = moments_at(low, match.end(), end, assumed)
            if after and _fits(after, fits, certain=certain, kind=kind):
                _add(found, _made(kind, match.start(), after), low, start, year)
    for match in _PERIODIC.finditer(low, start, end):
        _add(found, [Deadline("periodic", "", match.start(), match.end())], low, start, year)
    places = [match.end() for match in _ALONE.finditer(low, start, end)]
    for at in (start, *(match.end() for match in _AFTER.finditer(low, start, end))):
        head = _FIRST_WORDS.match(low, at, end)
        places += [head.end()] if head else []
    for at, moments in _each(low, sorted({*places, *anywhere}), end, assumed):
        kind = "by" if moments.are_days and not moments.is_range else "within"
        _add(found, _made(kind, at, moments), low, start, year)
    return sorted((one for one in found if one.kind), key=lambda deadline: deadline.start)


def _each(low: str, places: list[int], end: int, year: int | None) -> Iterator[tuple[int, Moments]]:
    """Yield the moments at the places, none within another."""
    reached = 0
    for at in places:
        moments = moments_at(low, at, end, year) if at >= reached else None
        if moments:
            yield at, moments
            reached = moments.end


def _fits(moments: Moments, fits: str, *, certain: bool, kind: str) -> bool:
    if fits == "range":
        return moments.is_range
    if kind == "before" and not moments.are_days:
        return len(moments.members) == 1 and moments.members[0].kind in {"quarter", "month", "year"} \
            and (moments.members[0].kind != "year" or moments.members[0].is_end)  # fmt: skip
    if certain and not moments.members[0].certain:
        return False
    return fits == "both" or moments.are_days == (fits == "day")


def _made(kind: str, start: int, moments: Moments) -> list[Deadline]:
    """Return a deadline for each day of a list; one, the last, for a range or a list of periods."""
    if moments.are_days and not moments.is_range:
        starts = [start, *(member.start for member in moments.members[1:])]
        return [
            Deadline(kind, _iso(member), begin, member.end, member.assumed)
            for begin, member in zip(starts, moments.members, strict=True)
        ]
    last = moments.last
    others = [
        str(m.last if not moments.is_range else m.first) for m in moments.members if m is not last
    ]
    if last.kind == "months":
        others = [str(last.first)]
    day = _iso(last)
    if kind == "before" and last.first and not moments.are_days:
        kind, day = ("by", day) if last.is_end else (kind, last.first.isoformat())
    assumed = any(member.assumed for member in moments.members)
    return [Deadline(kind, day, start, moments.end, assumed, tuple(others) if day else ())]


def _iso(moment: Moment) -> str:
    return moment.last.isoformat() if moment.last else ""


def _add(
    found: list[Deadline], made: list[Deadline], low: str, start: int, year: int | None
) -> None:
    """Add deadlines to those that were found, none that overlaps another; a status has no kind."""
    is_status = _STATUS.search(low[max(start, made[0].start - 10) : made[0].start])
    if is_status or (made[0].kind != "periodic" and _REPORTED.match(low, made[-1].end)):
        if not any(_overlaps(one, found) for one in made):
            found.append(Deadline("", "", made[0].start, made[-1].end))
        return
    found += [one for one in made if not _overlaps(one, found) and not _past(one, year)]


def _overlaps(made: Deadline, found: list[Deadline]) -> bool:
    return any(made.start < other.end and other.start < made.end for other in found)


def _past(made: Deadline, year: int | None) -> bool:
    return bool(year and made.day and int(made.day[:4]) < year)


def unread(
    low: str, start: int, end: int, read: list[Deadline], year: int | None
) -> list[tuple[int, int]]:
    """List the spans that look like a deadline, are none of those that were read, and not past.

    >>> text = "chậm nhất giữa tháng 6; tính đến ngày 31/12/2023"
    >>> [text[a:b] for a, b in unread(text, 0, len(text), [], 2024)]
    ['chậm nhất giữa tháng 6']
    """
    found: list[tuple[int, int]] = []
    for match in _LOOKS.finditer(low, start, end):
        before = low[max(start, match.start() - 80) : match.start()]
        named = [int(n) for n in re.findall(r"(?<!\d)20\d\d(?!\d)", match[0])]
        is_old = bool(named) and year is not None and max(named) < year
        is_date = match[0].startswith("ngày ") and _OF_A_DOCUMENT.search(before)
        is_date = is_date or _SINCE.search(before)
        taken = any(match.start() < one.end and one.start < match.end() for one in read)
        if not (is_old or is_date or taken):
            found.append((match.start(), match.start() + len(match[0].rstrip(" ,:"))))
    return found
