"""The legal documents that a plan cites: number, issuer, date, and all lines that cite it."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from ntm_analysis.document.passages import Passage
from ntm_analysis.document.remarks import Remarks
from ntm_analysis.text import CAPITALS

_KIND = (
    r"(?:nghị định|quyết định|nghị quyết|công văn|thông báo|kế hoạch|thông tư(?: liên tịch)?|chỉ thị|"
    r"hướng dẫn|kết luận|tờ trình|báo cáo|văn bản|công điện|chương trình|luật|pháp lệnh)"
)
_NUMBER = r"(?P<number>\d{1,5}(?:/20\d\d)?[/-](?=[^\W\d_]{0,6}[A-ZĐ])[^\W\d_][\wĐđ&.]*(?:[-/][A-ZĐ][\wĐđ]*)*)"
_DATED = (
    r"(?:\s*,?\s*ngày (?P<day>\d{1,2})(?:[/.-]| tháng )(?P<month>\d{1,2})(?:[/.-]| năm )(?P<year>\d{4})"
    r"|\s*,\s*(?P<only_year>(?:19|20)\d\d))?"
)
_REFERENCE = re.compile(rf"(?:(?i:{_KIND})(?: số:?)? )?{_NUMBER}{_DATED}")
_OF = re.compile(
    r"\s*của\s+((?:Chính phủ|Thủ tướng Chính phủ|Quốc hội|Kiểm toán [Nn]hà nước|(?:Ban Thường vụ )?Tỉnh ủy|"
    r"(?:Chủ tịch )?(?:UBND|[ỦU][ỷy] ban nhân dân) tỉnh|(?:HĐND|Hội đồng nhân dân) tỉnh|"
    r"Văn phòng [^,;.()]{3,60}? tỉnh|(?:Bộ trưởng )?Bộ [^,;.()]{2,60}?"
    r"(?=\s+(?:về|quy định|phê duyệt|ban hành|sửa đổi|hướng dẫn)|\s*[,;.()]|\s*$)))(?!\w)"
)
# How the number of a document ends, and who issues documents with such numbers.
_ISSUERS = (
    (r"NĐ-CP|NQ-CP", "Chính phủ"),
    (r"QĐ-TTg|CT-TTg|CĐ-TTg", "Thủ tướng Chính phủ"),
    (r"QH\d+", "Quốc hội"),
    (r"NQ-HĐND|NQ/HĐND", "HĐND tỉnh"),
    (r"(?:QĐ|KH|CT|TB|BC|CV|TTr)[-/]UBND", "UBND tỉnh"),
    (r"KTNN", "Kiểm toán Nhà nước"),
    (r"[-/]TU", "Tỉnh ủy"),
    (r"BNNPTNT|BNN", "Bộ Nông nghiệp và Phát triển nông thôn"),
    (r"BTC", "Bộ Tài chính"),
    (r"BKHĐT", "Bộ Kế hoạch và Đầu tư"),
)
_OF_THE_PROVINCE = re.compile(r"(?:tỉnh|Tỉnh ủy)$")
_PLACE_AND_DATE = re.compile(
    r"ngày\s+(\d{1,2})(?:\s+tháng\s+|/)(\d{1,2})(?:\s+năm\s+|/)(20\d\d)(?!\d)"
)
# "Số: 12/KH-UBND", its number often put in later, with a blank before the stroke.
_OWN = re.compile(
    rf"(?:^\s*(?:\W*[Ss][ốỐ]\s*:?\s*)|(?:^|\s)[Ss][ốỐ]\s*:\s*){_NUMBER.replace('[/-](?=', '(?: ?[/-])(?=', 1)}"
)
_PLACE = re.compile(rf"(?:.*[/-][A-ZĐ]\w+\s+)?\W*(?:[{CAPITALS}][\w.-]*\s*(?:[-–]\s*)?){{1,6}},\s*")
_WIDEST_HEAD = 3
_DAY = len("2024-01-31")
# "(Kèm theo Kế hoạch số 12/KH-UBND ngày …)", at the head of an annex.
_ATTACHED = re.compile(r"\W*(?:(?:ban hanh|dinh)\s+)?kem theo\s+(?:ke hoach )?(?:so:? )?\W*$")


@dataclass(frozen=True)
class OwnNumber:
    """Number and date of the document itself, each empty where it states none."""

    number: str
    date: str


def read_references(
    found: list[Passage], province: str, own: OwnNumber, remarks: Remarks
) -> list[dict[str, Any]]:
    """List the legal documents that a plan cites, each once, in the order of the document.

    The issuer is the one that the text names after the date, else that of the kind of number;
    where neither says it the issuer is blank. A document that is given two days of one year, and an
    annex that bears another number than its plan, are remarked.
    """
    rows: dict[str, dict[str, Any]] = {}
    days = {own.number: {own.date}}
    for passage in found:
        for match in _REFERENCE.finditer(passage.text):
            number, paged = match["number"].rstrip(".-/"), remarks.paged
            _remark_days(passage, match, days.setdefault(number, set()), remarks)
            if number == own.number:
                continue
            if own.number and _is_attached(passage, match, number, own.number):
                at = passage.address(match.start(), match.end())
                remarks.at("own_number_differs", number, at, taken=own.number)
            address = passage.address(match.start(), match.end())
            at = passage.address(match.start("number"), match.end("number"))
            row = rows.setdefault(number, {
                "number": number, "issuer": "", "date": "", **address.columns(paged=paged),
                "lines": [],
            })  # fmt: skip
            if at.line not in row["lines"]:
                row["lines"].append(at.line)
            row["date"] = row["date"] or _date(match)
            row["issuer"] = row["issuer"] or _issuer(passage, match, province)
    for row in rows.values():
        row["issuer"] = row["issuer"] or _issuer_by_number(row["number"], province)
        row["lines"] = "|".join(str(line) for line in row["lines"])
        del row["line"]
    return list(rows.values())


def _remark_days(passage: Passage, match: re.Match[str], days: set[str], remarks: Remarks) -> None:
    """Say where a number has another day than before; of another year it is another document."""
    day = _date(match)
    other = next((d for d in sorted(days) if d[:4] == day[:4] and len(d) == len(day) == _DAY), "")
    if other and day not in days:
        address = passage.address(match.start(), match.end())
        number = match["number"].rstrip(".-/")
        remarks.at("reference_days_differ", number, address, taken=other, other=day)
    days.add(day)


def _is_attached(passage: Passage, match: re.Match[str], number: str, own: str) -> bool:
    """Tell whether a number is that of the plan which an annex says it belongs to."""
    before = passage.folded[: match.start("number")]
    same_kind = number.partition("/")[2] == own.partition("/")[2]
    return same_kind and _ATTACHED.match(before) is not None


def _date(match: re.Match[str]) -> str:
    if match["only_year"]:
        return match["only_year"]
    return _day(match["year"], match["month"], match["day"]) if match["day"] else ""


def _day(year: str, month: str, day: str) -> str:
    """Return a date, or nothing for a day that is in no calendar."""
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _issuer(passage: Passage, match: re.Match[str], province: str) -> str:
    named = _OF.match(passage.text, match.end())
    return _full(" ".join(named[1].split()), province) if named else ""


def _issuer_by_number(number: str, province: str) -> str:
    for ending, issuer in _ISSUERS:
        if re.search(rf"(?:{ending})$", number):
            return _full(issuer, province)
    return ""


def _full(issuer: str, province: str) -> str:
    """Add the province to a body that is one of many of its name."""
    return f"{issuer} {province}".strip() if _OF_THE_PROVINCE.search(issuer) else issuer


def is_letterhead(passage: Passage) -> bool:
    """Tell whether a passage before the first heading holds place and date of the document itself.

    As in "Sông Lam, ngày 25 tháng 01 năm 2025", also beside its number.
    """
    dated = None if passage.section else _PLACE_AND_DATE.search(passage.low)
    return dated is not None and _PLACE.fullmatch(passage.text, 0, dated.start()) is not None


def own_number(found: list[Passage]) -> OwnNumber:
    """Return the number and date that a document bears at its head.

    What stands before "Căn cứ" and is no reference: "Số: 12/KH-UBND", "ngày 25 tháng 01 năm 2024".
    """
    number, date = "", ""
    for passage in found[:30]:
        if passage.section or len(passage.lines[0].cells) > _WIDEST_HEAD:
            break
        cells = passage.lines[0].cells
        for text in [cell.text for cell in cells] or [passage.text]:
            stated = _OWN.search(text)
            number = number or ("".join(stated["number"].split()).rstrip(".-/") if stated else "")
        cited = [
            m.span() for m in _REFERENCE.finditer(passage.text)
            if not re.search(r"(?:[Ss]ố\s*:|^\W*[Ss]ố)\s*$", passage.text[: m.start("number")])
        ]  # fmt: skip
        for dated in _PLACE_AND_DATE.finditer(passage.low):
            if not any(start <= dated.start() < end for start, end in cited):
                date = date or _day(dated[3], dated[2], dated[1])
    return OwnNumber(number, date)
