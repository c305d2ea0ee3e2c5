"""Counts as documents print them: digits, words, or both."""

import re

from ntm_analysis.text import nfc

_ONES = {"một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6,
         "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}  # fmt: skip
_ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
         "eighty": 80, "ninety": 90}  # fmt: skip
_ONE = "|".join(_ONES)
_TO_99 = rf"(?:{_ONE}) mươi(?: (?:{_ONE}))?|mười(?: (?:{_ONE}))?|(?:{_ONE})"
_EN_99 = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(list(_ENGLISH)[:9])}))?|{'|'.join(reversed(_ENGLISH))}"
# "năm" alone is left out: it is a year more often than a five.
SPELLED = (
    rf"(?:(?:{_ONE}) trăm(?: (?:linh|lẻ) (?:{_ONE})| (?:{_TO_99}))?|(?!năm\b)(?:{_TO_99})|{_EN_99})"
)

DIGITS = r"(?:[1-9]\d{0,2}(?:[.,]\d{3})+|\d{1,6})(?![\d.,]*\d)"
_PRINTED = re.compile(
    rf"(?:(?P<words>{SPELLED}|năm(?=\s*\())\s*)?(?P<bracket>\(\s*)?(?P<digits>{DIGITS})(?(bracket)\s*\))"
    rf"(?:\s*\(\s*(?P<again>{SPELLED}|năm)\s*\))?(?![\w/-]).*"
    rf"|(?P<alone>{SPELLED})(?!\w).*"
)

_CELL = re.compile(
    rf"(?P<digits>{DIGITS})(?:\s*(?:xã|thị trấn|thôn|bản|ấp|làng|buôn|xóm|khu dân cư|khu phố|tổ dân phố|"
    r"huyện|thị xã|thành phố|sản phẩm|sp|đơn vị)(?:, (?:xã|thôn|bản|thị trấn))?)?"
    r"(?:\s*\((?:[^\W\d_][^()]*|\*{1,3})\)|\s*:\s*[^\W\d_][^()\d]*)?"
)


_MARK = re.compile(r"\(?[xX×vV✓✔]\)?")


def is_mark(printed: str) -> bool:
    """Tell whether a cell holds a mark, as in x.

    >>> is_mark("x"), is_mark("(X)"), is_mark("1")
    (True, True, False)
    """
    return _MARK.fullmatch(printed) is not None


def cell_count(printed: str, indicator: str = "") -> int | None:
    """Return the count that a cell of a table holds, or None where it holds anything else.

    What it counts may follow it, and words or a sign of a note in brackets. In a column of an
    indicator of districts a mark is the district itself, so it counts one.

    >>> cell_count("x", "district_ntm"), cell_count("x", "commune_ntm")
    (1, None)

    >>> cell_count("07"), cell_count("1.250"), cell_count("2 xã (Vĩnh Ô, Vĩnh Khê)"), cell_count("1(*)")
    (7, 1250, 2, 1)
    >>> cell_count("02 xã: Vĩnh Ô, Vĩnh Khê")
    2
    >>> cell_count("7*"), cell_count("03/15"), cell_count("2 (3)"), cell_count("2-3"), cell_count("")
    (None, None, None, None, None)
    """
    if indicator.startswith("district_") and is_mark(printed):
        return 1
    found = _CELL.fullmatch(nfc(printed).lower())
    return int(re.sub(r"\D", "", found["digits"])) if found else None


def beside_count(printed: str) -> str:
    """Return the words or the sign in brackets, or behind a colon, that follow the count of a cell.

    >>> beside_count("2 xã (Vĩnh Ô, Vĩnh Khê)"), beside_count("1(*)"), beside_count("3 xã")
    ('Vĩnh Ô, Vĩnh Khê', '*', '')
    """
    plain = nfc(printed)
    if cell_count(plain) is None:
        return ""
    return (plain.partition("(")[2] or plain.partition(":")[2]).strip(") ")


def count_of(printed: str) -> int | None:
    """Return the count that printed characters begin with, or None if they begin with none.

    A count is whole, so that "1.250" and "1,250" can only mean one thing. Where words and digits
    are printed and differ, it is neither.

    >>> count_of("01 huyện"), count_of("1.250 thôn"), count_of("mười hai (12) xã"), count_of("hai xã")
    (1, 1250, 12, 2)
    >>> count_of("08 (tám) xã"), count_of("năm (05) xã"), count_of("08 (bảy) xã")
    (8, 5, None)
    >>> count_of("mười hai (13) xã"), count_of("2-3 xã"), count_of("75/101 xã")
    (None, None, None)
    """
    found = _PRINTED.fullmatch(nfc(printed).lower())
    if not found:
        return None
    if found["alone"]:
        return spelled_value(found["alone"])
    value = int(re.sub(r"\D", "", found["digits"]))
    said = found["words"] or found["again"]
    return value if not said or spelled_value(said) == value else None


def spelled_value(words: str) -> int:
    """Return the number that words in lower case stand for.

    >>> [spelled_value(w) for w in ("hai", "mười bảy", "sáu mươi", "một trăm hai mươi", "sixty-one")]
    [2, 17, 60, 120, 61]
    """
    hundreds, found, rest = words.partition(" trăm")
    if found:
        rest = re.sub(r"^ (?:linh|lẻ)?\s*", "", rest).strip()
        return 100 * _ONES[hundreds] + (spelled_value(rest) if rest else 0)
    if words in _ENGLISH or words in _ONES:
        return _ENGLISH.get(words, _ONES.get(words, 0))
    if match := re.fullmatch(rf"({'|'.join(_TENS)})(?:[- ](\w+))?", words):
        return _TENS[match[1]] + (_ENGLISH[match[2]] if match[2] else 0)
    tens, _, ones = words.replace("mười", "một mươi").partition(" mươi")
    return 10 * _ONES[tens] + (_ONES[ones.strip()] if ones.strip() else 0)


def spelled_amount(words: str) -> int | None:
    """Return the đồng that an amount in words stands for, or None where the words are no number.

    >>> spelled_amount("một trăm linh hai tỷ, ba trăm triệu đồng"), spelled_amount("bảy nghìn tỷ đồng")
    (102300000000, 7000000000000)
    >>> spelled_amount("năm mươi tỷ năm trăm nghìn đồng"), spelled_amount("mươi tỷ đồng")
    (50000500000, None)
    """
    plain = " ".join(re.findall(r"\w+", nfc(words).lower()))
    plain = plain.removesuffix(" đồng").replace("tỉ", "tỷ").replace("ngàn", "nghìn")
    try:
        return _scaled(plain)
    except KeyError:
        return None


def _scaled(words: str) -> int:
    for name, scale in ((" tỷ", 10**9), (" triệu", 10**6), (" nghìn", 10**3)):
        before, found, after = words.rpartition(name)
        if found:
            return _scaled(before) * scale + (_scaled(after.strip()) if after else 0)
    words = re.sub(r"^(?:không trăm )?(?:linh |lẻ )?", "", words)
    return spelled_value(words) if words else 0
