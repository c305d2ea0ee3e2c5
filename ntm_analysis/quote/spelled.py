"""Numbers written as words before what they count, in Vietnamese with marks or in English."""

import re

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
