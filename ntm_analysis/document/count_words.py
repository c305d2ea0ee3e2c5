"""The words of a sentence that tell what its numbers count: numbers, levels, and what bears on them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ntm_analysis.counts import DIGITS, SPELLED
from ntm_analysis.document.heads import NO_VILLAGE, level_of

_BETWEEN = r"\s*[,/]?\s*(?:va |hoac )?"
_UNITS = {
    "district": (
        rf"(?:don vi (?:hanh chinh )?cap )?(?:huyen|thi xa|thanh pho)"
        rf"(?:{_BETWEEN}(?:huyen|thi xa|thanh pho)(?![a-z]))*"
    ),
    "commune": r"(?:don vi (?:hanh chinh )?cap )?xa(?! hoi)",
    "village": (
        rf"(?:thon|ban|ap|buon|lang(?! nghe)|xom|khom|to dan pho|khu dan cu|khu pho|khu{NO_VILLAGE})(?![a-z])"
        rf"(?:{_BETWEEN}(?:thon|ban|ap|khu|buon|lang|xom|to)(?: dan (?:cu|pho)| pho)?(?![a-z]))*"
    ),
    "ocop": r"(?:san pham|sp)(?:\s+ocop)?(?! (?:du lich|nong nghiep|chu luc))",
}
_UNIT = "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS.items())
SCOPE = r"(?:mien nui|vung cao|bien gioi|dac biet kho khan|ven bien|dong bang)"
_COUNTED_UNIT = re.compile(rf"\s*(?:{_UNIT})(?![a-z])(?:\s+{SCOPE})?(?P<least>\s+tro len)?")

_WORDS = rf"(?:{SPELLED}|năm)"
_RANGE = r"(?:từ\s+)?(?<!năm )\d+(?:\s+(?:xã|thôn|huyện|sản phẩm))?\s*(?:-|–|đến|lên)\s*\d+"
_NUMBER = re.compile(
    rf"(?<![\w.,/%-])(?P<value>{_WORDS}\s*\(\s*{DIGITS}\s*\)|{DIGITS}\s*\(\s*{_WORDS}\s*\)|\d+/\d+"
    rf"|{_RANGE}|{DIGITS}|{SPELLED}|không(?: có| còn)?)(?=\s*(?:[^\W\d_]|[-–;,.)]|$))"
)
_NO_COUNT_AFTER = re.compile(r"\s*(?:%|tỷ|tỉ|triệu|nghìn|đồng|sao\b)")
_DATE = re.compile(
    r"(?:\b(?:thang|ngay|quy|dieu|khoan) \d+|\b(?:nam|giai doan) 20\d\d(?:\s*-\s*20\d\d)?)$"
)
_NO_COUNT_BEFORE = re.compile(r"\b(?:nam|so|muc|luc|buoc|dot|giai doan|thu|nhom|loai|tieu chi)\s+$")
_ALONE = re.compile(r"\s*(?:[-–;,.)]|$|đơn vị|địa phương)")
_PROGRAMME = re.compile(r"(?:moi|mot) (?:xa|lang)(?:\W+phuong)?\W+mot san pham")  # that is OCOP

# What may follow "đạt chuẩn" or "nâng cao" that stand for a level; "nâng cao thu nhập" is none.
_END = r"(?=\s*(?:[-,;.:()/\d]|$|(?:va|la|len|trong|nam|vao|co|them|dat|tai|theo|gom|bao gom|cu the)\b))"
_NTM = r"(?:ntm(?:nc|km)?|nong thon moi)"
_ADVANCED = r"nang cao(?! (?:thu nhap|chat luong|doi song|nhan thuc|hieu qua|nang luc|muc song|trinh do|vai tro))"
_NAMED = rf"(?:{_NTM}|{_ADVANCED}|kieu mau|nc\b|km\b)"
_REACHED = r"(?:(?:cac |bo )?tieu chi|quoc gia|ve|dat|chuan|xa|huyen|thon|ban|ap|khu dan cu)"
_LEVEL = re.compile(
    rf"(?P<not>\b(?:chua|khong)\s+(?:duoc\s+)?)?\b(?:dat chuan(?=(?:\s+{_REACHED})*\s+{_NAMED}|{_END})"
    rf"|hoan thanh nhiem vu(?: xay dung)?|hoan thanh(?: muc tieu)? xay dung(?= {_NTM})"
    rf"|(?<!xay dung )(?<!chuong trinh )(?<!mtqg )(?<!dieu phoi ){_NTM}|{_NTM}(?= (?:{_ADVANCED}|kieu mau))"
    rf"|(?:(?<=xa )|(?<=huyen )|(?<=thon )|(?<=ban )|(?<=dat ))nang cao{_END}|nang cao(?=\s*(?::|\d|(?:la|them|cho|dat)\s+\d))|kieu mau"
    rf"|(?P<other>dat chuan|thong minh))"
    rf"(?:(?:\s+{_REACHED})*\s+(?:{_NAMED}|thong minh))*"
    rf"(?P<both>\s*(?:,|/|va|hoac)\s*(?:(?:{_NTM}|dat chuan) )*(?:nang cao{_END}|kieu mau)(?!\s*(?:la|:)?\s*\d))?"
)
_SIGNS = re.compile(
    r"(?P<part>trong do|\b(?:bao )?gom|\brieng\b(?! nam)|chia ra|(?<!tieu )\bcu the\b)"
    r"|(?P<stock>duy tri|giu vung|(?:cung co|nang cao chat luong)(?=[^;.\d]{0,60}\d+ (?:xa|thon|huyen|san pham))"
    r"|nang (?:tong )?so|luy ke|tong so|hien (?:co|nay|trang)|den nay|tinh den"
    r"|\bda (?:duoc )?(?:(?:co|dat|cong nhan) (?:them|moi)|(?=co\b|dat|cong nhan|hoan thanh))|\bcon lai\b"
    r"|(?:den|vao) (?:het |cuoi )?nam 20\d\d[^;.\d]{0,20}toan tinh (?:co|dat)(?! them)"
    r"|(?<!phan dau )(?<!den )(?<!vao )(?:den |vao )?(?:het|cuoi) nam 20\d\d[^;.\d]{0,20}(?::|\bco\b(?! them))"
    r"|(?<!tro )\blen\b|\btu (?=\d+ (?:xa|thon|huyen|san pham)[^;,]{0,60}(?<!tro) len\b))"
    r"|(?P<equal>tuong (?:duong|ung))"
    r"|(?P<aside>nang (?:hang|sao|cap)|(?:ho tro|hoan thien|chuan hoa|quang ba) (?=\d+ (?:san pham|sp)\b)|(?:danh gia|phan hang|cong nhan|tham dinh) lai|thu hoi|ra soat"
    r"|(?:\btrong(?: so)?|doi voi) (?=\d+ (?:xa|huyen|thon|san pham)))"
    r"|(?P<half>(?:6|sau) thang (?:dau|cuoi) nam|\bquy (?:i{1,3}|iv|[1-4])\b(?=[^;,.:]{0,12}:))"
    r"|(?P<aim>phan dau|\bca nam\b|muc tieu|(?:co|tang|cong nhan|phat trien) (?:them|moi)|\bthem\b)"
    r"|(?P<year>(?:nam|giai doan) 20\d\d(?:\s*-\s*(?:nam )?20\d\d)?|nam (?:truoc|ngoai)|cung ky)"
    r"|(?P<share>\d[\d.,]*\s*%)|(?P<colon>:)|(?P<semicolon>;)|(?P<comma>,)"
    r"|(?P<stop>(?<!\btx)(?<!\btp)(?<!\btt)(?<!\bh)[.?!](?=\s))"
)


@dataclass(frozen=True)
class Word:
    """A number, a level or a sign, with its span.

    Attributes
    ----------
    what : str
        ``number``, ``other`` (a number of something else), ``level``, ``bracket``, or a sign:
        ``part``, ``stock``, ``equal``, ``aside``, ``half``, ``aim``, ``year``, ``share``, ``colon``, ``semicolon``,
        ``comma``, ``stop``.
    name : str
        Of a number its unit, nothing where it stands alone; of a level its name, nothing for a
        standard that is no indicator's.
    noun : str
        Of a number the first word of its unit, as in ``thi xa``.
    least : bool
        A number with "trở lên" behind it.
    """

    what: str
    start: int
    end: int
    name: str = ""
    noun: str = ""
    least: bool = False


def words_of(low: str, folded: str) -> list[Word]:
    """List the words of a text in order; what stands in brackets is one word.

    Parameters
    ----------
    low, folded : str
        The same text in lower case, and without marks.
    """
    brackets = _brackets(low)
    for bracket in brackets:
        blank = " " * (bracket.end - bracket.start)
        low = low[: bracket.start] + blank + low[bracket.end :]
        folded = folded[: bracket.start] + blank + folded[bracket.end :]
    found = [*brackets, *_numbers(low, folded), *_levels(folded)]
    found += [Word(str(m.lastgroup), m.start(), m.end()) for m in _SIGNS.finditer(folded)]
    words: list[Word] = []
    for word in sorted(found, key=lambda word: (word.start, -word.end)):
        if not words or word.start >= words[-1].end:
            words.append(word)
    return words


def _brackets(low: str) -> list[Word]:
    """Return the outer brackets, but for those that say a number again, as in "08 (tám) xã"."""
    found: list[Word] = []
    opened: list[int] = []
    for sign in re.finditer(r"[()]", low):
        if sign[0] == "(":
            opened.append(sign.start())
        elif opened:
            start = opened.pop()
            again = re.fullmatch(rf"\(\s*(?:{DIGITS}|{_WORDS})\s*\)", low[start : sign.end()])
            if not again:
                while found and found[-1].start > start:
                    found.pop()
                found.append(Word("bracket", start, sign.end()))
    return found


def _numbers(low: str, folded: str) -> Iterator[Word]:
    named = [match.span() for match in _PROGRAMME.finditer(folded)]
    for match in _NUMBER.finditer(low):
        start, end = match.span("value")
        if _NO_COUNT_AFTER.match(low, end) or _DATE.search(folded[max(0, start - 12) : end]):
            continue
        if any(begin <= start < stop for begin, stop in named):
            continue
        unit = _unit_behind(low, folded, end)
        if unit:
            yield replace(unit, start=start)
        elif (
            not re.search(r"\d", match["value"])
            or _NO_COUNT_BEFORE.search(folded, max(0, start - 20), start)
            or re.fullmatch(r"(?:19|20)\d\d(?:\D+20\d\d)?", match["value"])
        ):
            continue
        elif _ALONE.match(low, end):
            yield Word("number", start, end)
        elif "/" not in match["value"]:
            yield Word("other", start, end)


def _unit_behind(low: str, folded: str, at: int) -> Word | None:
    """Return a number at `at` with the unit that stands there, if one does; "ban" is a board."""
    match = _COUNTED_UNIT.match(folded, at)
    if not match:
        return None
    if match["village"] == "ban" and "ban" in low[at : match.end()] and not low.isascii():
        return None
    name = next(name for name in _UNITS if match[name])
    noun = re.sub(r"^don vi (?:hanh chinh )?cap ", "", match[name])
    kind = re.match(r"thi xa|thanh pho|khu dan cu|\w+", noun)
    return Word("number", at, match.end(), name, kind[0] if kind else "", bool(match["least"]))


def _levels(folded: str) -> Iterator[Word]:
    for match in _LEVEL.finditer(folded):
        words = match[0]
        unclear = match["not"] or match["other"] or match["both"] or "thong minh" in words
        yield Word("level", match.start(), match.end(), "" if unclear else level_of(words))
