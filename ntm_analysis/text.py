"""Vietnamese text and numbers: keys of names, amounts as printed, numbers and dates for readers."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache, lru_cache

from ntm_analysis.errors import InputError, one_of

LANGUAGES = ("vi", "en")
BLANK = "–"

# The capital letters of Vietnamese names, for patterns: no range of characters holds just these.
CAPITALS = "".join(
    letter
    for letter in map(chr, range(0x41, 0x1EFA))
    if letter.isupper() and "A" <= unicodedata.normalize("NFD", letter.replace("Đ", "D"))[0] <= "Z"
)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STROKE = "\u0335"

INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
# What no reader sees: it breaks files (control characters), hides digits, or turns them around.
UNSEEN = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f{''.join(sorted(INVISIBLE))}"
    "\u2028-\u202e\u2061-\u206f\ud800-\udfff\ufff9-\uffff]"
)
RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
_ORDINARY = {**dict.fromkeys(map(ord, INVISIBLE)), ord("Ð"): "Đ", ord("ð"): "đ"}
_RAISE = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
_NOTE_MARK = re.compile(rf"(?<=\d)[{''.join(sorted(RAISED))}]+")


@lru_cache(maxsize=4096)  # the same words are looked at again and again
def nfc(text: str) -> str:
    """Return `text` in form NFC, blanks collapsed, the Icelandic Ð read as the Vietnamese Đ.

    What is invisible is left out, and so is the mark of a footnote raised behind a number.

    >>> nfc("40¹  tỷ"), nfc("100 m²")
    ('40 tỷ', '100 m²')
    """
    plain = unicodedata.normalize("NFC", text).translate(_ORDINARY)
    return " ".join(_NOTE_MARK.sub("", plain).split())


def visible(text: str) -> str:
    """Return text with what no reader sees as the names of the characters.

    >>> visible("1\u202e23")
    '1⟨U+202E⟩23'
    """
    return UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def raised(text: str) -> str:
    """Return the digits and brackets of a raised text as raised characters.

    So the mark of a footnote stays apart from the number that it stands behind.

    >>> "40" + raised("(1)")
    '40⁽¹⁾'
    """
    return text.translate(_RAISE)


def fold(text: str) -> str:
    """Return text in form NFC without marks, in lower case, letter for letter of the same length.

    For finding words by pattern; spans found in it are spans of the text itself. Blanks of every
    kind become a plain one, dashes of every kind a hyphen.

    >>> fold("Thôn, bản NTM – Đông Sơn")
    'thon, ban ntm - dong son'
    """
    return "".join(map(_fold_letter, text))


@cache
def _fold_letter(letter: str) -> str:
    if letter.isspace():
        return " "
    if letter in "–—‑−‒":
        return "-"
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return "d" if base in "đð" else base[0]


@dataclass(frozen=True)
class Spelling:
    """The letters of a name, the mark on each letter, and its tones by letter position.

    Tones are kept apart from the letters' own marks because a tone belongs to the syllable:
    Hóa and Hoá are one spelling.
    """

    letters: str
    marks: tuple[frozenset[str], ...]
    syllable_ends: tuple[int, ...]
    tones: tuple[tuple[int, str], ...]


@lru_cache(maxsize=8192)
def spell(name: str) -> Spelling:
    """Take a name apart into letters, marks and tones.

    >>> spell("Hoá").letters, spell("Đông").letters
    ('hoa', 'dong')
    """
    letters: list[str] = []
    marks: list[set[str]] = []
    ends: list[int] = []
    tones: list[tuple[int, str]] = []
    for char in unicodedata.normalize("NFD", nfc(name).casefold()):
        if char == " ":
            ends.append(len(letters))
        elif char in _TONES:
            tones.append((len(letters) - 1, char))
        elif unicodedata.combining(char):
            if marks:
                marks[-1].add(char)
        else:
            letters.append("d" if char == "đ" else char)
            marks.append({_STROKE} if char == "đ" else set())
    ends.append(len(letters))
    return Spelling("".join(letters), tuple(map(frozenset, marks)), tuple(ends), tuple(tones))


def same_spelling(given: str, official: str) -> bool:
    """Tell whether two names are the same but for case, blanks and the place of the tone mark.

    >>> same_spelling("Hóa", "HOÁ"), same_spelling("Hóa", "Hoa")
    (True, False)
    """
    one, other = spell(given), spell(official)
    return (
        one.letters == other.letters
        and one.marks == other.marks
        and _tones_by_syllable(one, other) == _tones_by_syllable(other, other)
    )


def marks_missing(given: str, official: str) -> bool:
    """Tell whether `given` is `official` with none, some or all marks left out, and none different.

    A letter that keeps its tone must keep its own mark too: à is another letter than ằ, not ằ
    with a mark missing.

    >>> marks_missing("Thanh Hoa", "Thanh Hóa"), marks_missing("BimSơn", "Bỉm Sơn")
    (True, True)
    >>> marks_missing("Thạnh Hóa", "Thanh Hóa"), marks_missing("Hoàng Hóa", "Hoằng Hóa")
    (False, False)
    """
    one, other = spell(given), spell(official)
    if one.letters != other.letters:
        return False
    toned = {position for position, _ in one.tones}
    letters_fit = all(
        mine == theirs or (not mine and position not in toned)
        for position, (mine, theirs) in enumerate(zip(one.marks, other.marks, strict=True))
    )
    tones_fit = all(
        not mine or mine == theirs
        for mine, theirs in zip(
            _tones_by_syllable(one, other), _tones_by_syllable(other, other), strict=True
        )
    )
    return letters_fit and tones_fit


def _tones_by_syllable(spelling: Spelling, official: Spelling) -> list[list[str]]:
    """List the tones within each syllable of the official name, which may be written together."""
    ends = official.syllable_ends
    return [
        [tone for position, tone in spelling.tones if start <= position < end]
        for start, end in zip((0, *ends[:-1]), ends, strict=True)
    ]


def slug(name: str) -> str:
    """Return a name as lower-case ASCII words joined by hyphens, for file names.

    >>> slug("Đông Sơn")
    'dong-son'
    """
    from anyascii import anyascii

    return re.sub(r"[^a-z0-9]+", "-", anyascii(nfc(name)).lower()).strip("-")


def search_key(text: str) -> str:
    """Return text without marks and in lower case, for searching by eye."""
    return slug(text).replace("-", " ")


def half_last_digit(value: Decimal) -> Fraction:
    """Return half of the last printed digit: what rounding may have taken away.

    >>> half_last_digit(Decimal("65.26"))
    Fraction(1, 200)
    """
    exponent = value.as_tuple().exponent
    return Fraction(10) ** int(exponent) / 2


def check_language(lang: str) -> str:
    """Return `lang` if reports exist in it.

    Raises
    ------
    InputError
        If the language is neither ``vi`` nor ``en``.
    """
    if lang not in LANGUAGES:
        raise one_of("language", lang, LANGUAGES)
    return lang


def format_number(value: object, lang: str = "vi", decimals: int | None = None) -> str:
    """Print a number for a reader of `lang`; a blank gives a dash, never 0.

    >>> format_number(Decimal("7507.44")), format_number(0.5, "en"), format_number(None)
    ('7.507,44', '0.5', '–')
    """
    if is_blank(value):
        return BLANK
    check_language(lang)
    from babel.numbers import format_decimal

    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if decimals is None and exact == exact.to_integral_value():
        decimals = 0
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    exact = exact if exact else abs(exact)
    pattern = "#,##0.###############" if decimals is None else "#,##0." + "0" * decimals
    return format_decimal(
        exact, format=pattern.rstrip("."), locale=lang, decimal_quantization=decimals is not None
    ).replace("-", "−")


def format_billion(vnd: object, lang: str = "vi", decimals: int | None = None) -> str:
    """Print đồng as billions, exactly, or with `decimals` digits.

    >>> format_billion(4072266000000), format_billion(4072266000000, "en")
    ('4.072,266', '4,072.266')
    """
    if is_blank(vnd):
        return BLANK
    return format_number(Decimal(int(str(vnd))) / 10**9, lang, decimals)


def format_date(value: dt.date, lang: str = "vi") -> str:
    """Print a date: 05/12/2024 in Vietnamese, 5 December 2024 in English."""
    if check_language(lang) == "vi":
        return f"{value:%d/%m/%Y}"
    return f"{value.day} {value:%B %Y}"


def is_blank(value: object) -> bool:
    """Tell whether a cell is empty: None, NaN, NaT, pandas.NA or an empty text."""
    return value is None or str(value) in {"", "nan", "NaN", "<NA>", "NaT"}


_POINT = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|-?\d{1,15}(?:\.\d{1,15})?")
_COMMA = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|-?\d{1,15}(?:,\d{1,15})?")


def parse_column(cells: list[str], decimal: str | None = None) -> list[Decimal | None]:
    """Read a column of numbers by its own habit: decimal comma or decimal point, never guessed.

    Parameters
    ----------
    cells : list of str
        Cells as they stand; an empty cell gives None.
    decimal : {"comma", "point"}, optional
        The habit, where the numbers alone do not show it.

    Raises
    ------
    InputError
        If a cell is no number, habits are mixed, or the habit cannot be told.

    >>> parse_column(["12,5", "1.095", ""])
    [Decimal('12.5'), Decimal('1095'), None]
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    fits = {
        "comma": all(_COMMA.fullmatch(cell) for cell in filled),
        "point": all(_POINT.fullmatch(cell) for cell in filled),
    }
    readings = [habit for habit, fit in fits.items() if fit and decimal in (None, habit)]
    if not readings:
        wrong = next(
            (cell for cell in filled if not (_COMMA.fullmatch(cell) or _POINT.fullmatch(cell))),
            ", ".join(filled[:3]),
        )
        raise InputError(
            f"The value {wrong!r} does not fit the numbers of its column; allowed are numbers "
            "with one habit throughout, as in 1.095,2 or 1,095.2, and empty cells."
        )
    results = [[_read(cell.strip(), habit) for cell in cells] for habit in readings]
    if any(result != results[0] for result in results):
        raise InputError(
            f"The numbers of the column, as in {next(c for c in filled if not c.isdigit())!r}, can "
            "be read in two ways; say --decimal comma or --decimal point."
        )
    return results[0]


def _read(cell: str, habit: str) -> Decimal | None:
    if not cell:
        return None
    thousands, sign = (".", ",") if habit == "comma" else (",", ".")
    return Decimal(cell.replace(thousands, "").replace(sign, "."))
