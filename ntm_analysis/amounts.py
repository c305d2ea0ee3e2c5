"""Numbers and money as Vietnamese documents print them: habits, readings, units, qualifiers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ntm_analysis.text import fold, half_last_digit, nfc

HABITS = ("comma", "point")
NUMBER = r"(?<![\w.,/-])\d{1,3}(?:[ \u00a0]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
_MONEY = r"(?:đồng|dong|vnđ|vnd|đ)(?!\w)"
_NOT_MONEY = r"(?!\s+(?:lệ|le\b|người|lượt|ha\b|tấn|m2|m3|usd|đô|con\b|cây|hộ\b|dân\b))"
_UNIT = (
    rf"(?:(?:nghìn|ngàn|nghin|ngan)\s+(?:tỷ|tỉ|ty)|tỷ|tỉ|ty|triệu|trieu)(?!\w){_NOT_MONEY}(?:\s*{_MONEY})?"
    rf"|(?:trđ|tr\.đ)(?!\w)|tr\.?\s*{_MONEY}|(?:nghìn|ngàn|nghin|ngan)\s*{_MONEY}|{_MONEY}"
)
_PAIR = re.compile(rf"(?P<number>{NUMBER})\**\s*(?P<unit>{_UNIT})")
_PERCENT = re.compile(rf"(?P<number>{NUMBER})\s*%")
_UNIT_ALONE = rf"(?:1[.,]?000(?:[.,]000)?\s*)?(?:{_UNIT})"
_UNIT_WORDS = r"(?:đơn vị(?: tính)?|đvt|đv|tính bằng)\s*(?:là)?\s*[:.]?\s*"
# A unit stands behind "đơn vị tính", alone in brackets or behind a comma, or is the whole heading.
_UNIT_STATED = re.compile(
    rf"(?:(?<!\w){_UNIT_WORDS}|(?:[(\[,]|^)\s*(?:{_UNIT_WORDS})?(?=(?:{_UNIT_ALONE})"
    rf"\s*(?:[)\],;.:|]|$)))(?P<unit>{_UNIT_ALONE})(?!\w)"
)
_SCALES = {"nghin ty": 10**12, "ty": 10**9, "trieu": 10**6, "tr": 10**6, "nghin": 10**3}
QUALIFIERS = {
    "over": r"trên|hơn",
    "nearly": r"gần",
    "about": r"khoảng|ước(?: khoảng| đạt)?|xấp xỉ",
    "at_least": r"tối thiểu|ít nhất|không dưới",
    "at_most": r"tối đa|không quá|nhiều nhất",
}
# A million billions of đồng: more than any province spends on anything.
_BEYOND_ANY_PLAN = 10**15
# Longer ones would not be exact in decimal arithmetic, and are no money.
_LONGEST_NUMBER = 18


@dataclass(frozen=True)
class Amount:
    """Money as printed: the value in đồng, and half of its last printed digit in đồng."""

    vnd: int
    tolerance: Fraction


@dataclass(frozen=True)
class Printed:
    """An amount or a percentage where it stands in a text: from `start` to `end`.

    `parts` are its numbers with their scales in đồng, or with 1 for a percentage. `unit` is
    the one that stands apart from a bare number; of a `tentative` one a sum tells if it is its.
    """

    start: int
    end: int
    parts: tuple[tuple[str, int], ...]
    qualifier: str = ""
    unit: str = ""
    tentative: bool = False

    @property
    def number(self) -> str:
        """The first of its numbers, as printed."""
        return self.parts[0][0]


def scale_of(unit: str) -> int:
    """Return how many đồng a printed unit stands for.

    >>> scale_of("tỷ đồng"), scale_of("nghìn tỷ"), scale_of("1.000 đồng"), scale_of("đ")
    (1000000000, 1000000000000, 1000, 1)
    """
    key = re.sub(r"\bti\b", "ty", fold(unit)).replace("ngan", "nghin")
    if re.match(r"1[.,]?000[.,]000", key):
        return 10**6
    if re.match(r"1[.,]?000", key):
        return 10**3
    return next((scale for name, scale in _SCALES.items() if name in key), 1)


def find_unit(text: str) -> str:
    """Return the unit of money that a heading states, as printed, or nothing.

    >>> find_unit("Đơn vị tính: triệu đồng"), find_unit("Kinh phí (tỷ đồng)"), find_unit("Đồng Nai")
    ('triệu đồng', 'tỷ đồng', '')
    >>> find_unit("Vốn huy động (doanh nghiệp, cộng đồng)"), find_unit("ĐVT: 1.000 đồng")
    ('', '1.000 đồng')
    """
    text = nfc(text)
    found = _UNIT_STATED.search(text.lower())
    return text[found.start("unit") : found.end("unit")] if found else ""


def unit_span(low: str) -> tuple[int, int] | None:
    """Return where a text in lower case states a unit of money apart from any amount, or None."""
    found = _UNIT_STATED.search(low)
    return found.span("unit") if found else None


def find_amounts(low: str) -> Iterator[Printed]:
    """Find all amounts of money in a text in lower case, in order.

    >>> [m.parts for m in find_amounts("499 tỷ 797 triệu đồng, trên 7,6 nghìn tỷ")]
    [(('499', 1000000000), ('797', 1000000)), (('7,6', 1000000000000),)]
    """
    at = 0
    while match := _PAIR.search(low, at):
        parts = [(match["number"], scale_of(match["unit"]))]
        end = match.end()
        while following := re.compile(rf"\s+(?:và\s+)?{_PAIR.pattern}").match(low, end):
            scale = scale_of(following["unit"])
            if scale >= parts[-1][1] or "," in parts[-1][0]:
                break
            parts.append((following["number"], scale))
            end = following.end()
        yield Printed(match.start(), end, tuple(parts), qualifier_before(low, match.start()))
        at = end


def find_percentages(low: str) -> Iterator[Printed]:
    """Find all percentages in a text in lower case, in order."""
    for match in _PERCENT.finditer(low):
        yield Printed(match.start(), match.end(), ((match["number"], 1),),
                      qualifier_before(low, match.start()))  # fmt: skip


def qualifier_before(low: str, start: int) -> str:
    """Return the key of the qualifier that stands before a number, or nothing.

    >>> qualifier_before("đạt trên 60", 9)
    'over'
    """
    before = low[max(0, start - 24) : start]
    for key, words in QUALIFIERS.items():
        if re.search(rf"(?<!\w)(?:{words})\s*$", before):
            return key
    return ""


def habit_of(texts: Iterable[str]) -> str | None:
    """Tell a document's sign for decimals: ``comma``, ``point``, or None where both are used.

    Only forms that can be read in one way count: both signs in one number, a sign that stands
    twice, decimals of an amount or a percentage that are not three. A document in which nothing
    decides is taken to write as Vietnamese does, with a comma. Where both habits occur, one must
    be three times as frequent as the other.

    >>> habit_of(["7.507,44 tỷ đồng", "65,26%"]), habit_of(["7,507.44 tỷ"]), habit_of(["5 tỷ"])
    ('comma', 'point', 'comma')
    """
    votes = _votes(texts)
    low_count, high = sorted(votes.values())
    if low_count and high < 3 * low_count:
        return None
    return "point" if votes["point"] > votes["comma"] else "comma"


def shows_habit(texts: Iterable[str]) -> bool:
    """Tell whether any number of a document shows which sign stands before decimals.

    >>> shows_habit(["7.507,44 tỷ đồng"]), shows_habit(["1,250 tỷ đồng", "250 tỷ đồng"])
    (True, False)
    """
    return any(any(_votes([text]).values()) for text in texts)


def _votes(texts: Iterable[str]) -> dict[str, int]:
    """Count the numbers that show either habit."""
    votes = {"comma": 0, "point": 0}
    for text in texts:
        low = text.lower()
        for match in re.finditer(
            r"(?<![\d/.,-])\d{1,3}(?:([.,])\d{3})+(?:([.,])\d+)?(?![\d/])", low
        ):
            thousands, decimal = match[1], match[2]
            if decimal and decimal != thousands:
                votes["comma" if decimal == "," else "point"] += 1
            elif match[0].count(thousands) > 1:
                votes["comma" if thousands == "." else "point"] += 1
        for found in [*find_amounts(low), *find_percentages(low)]:
            simple = re.fullmatch(r"\d+([.,])(\d+)", found.number)
            if simple and (len(simple[2]) != 3 or simple[0].startswith("0")):
                votes["comma" if simple[1] == "," else "point"] += 1
    return votes


def number_readings(printed: str, habit: str | None) -> list[Decimal]:
    """List the values that a printed number may stand for, the one by the habit first.

    >>> number_readings("7.507,44", "comma"), number_readings("24.996", "comma")
    ([Decimal('7507.44')], [Decimal('24996'), Decimal('24.996')])
    """
    token = re.sub(r"\s", "", printed)
    found: list[Decimal] = []
    for name in (habit,) if habit else HABITS:
        found += _by_habit(token, name)
    if not found:
        found = [value for name in HABITS if name != habit for value in _by_habit(token, name)[:1]]
    return list(dict.fromkeys(found))


def only_reading(printed: str, habit: str | None) -> Decimal | None:
    """Return the value of a printed number that can be read in one way alone, else None."""
    readings = number_readings(printed, habit) if printed else []
    return readings[0] if len(readings) == 1 else None


def _by_habit(token: str, habit: str) -> list[Decimal]:
    if len(token) > _LONGEST_NUMBER or token.startswith("00"):
        return []
    thousands, decimal = (r"\.", ",") if habit == "comma" else (",", r"\.")
    grouped = re.fullmatch(rf"[1-9]\d{{0,2}}(?:{thousands}\d{{3}})+({decimal}\d+)?", token)
    if not grouped and not re.fullmatch(rf"\d+(?:{decimal}\d+)?", token):
        return []
    sign = "." if habit == "comma" else ","
    strict = Decimal(token.replace(sign, "").replace(",", "."))
    if not grouped or grouped[1]:
        return [strict]
    whole, _, decimals = token.rpartition(sign)
    return [strict, Decimal(f"{whole.replace(sign, '')}.{decimals}")]


def has_decimals(printed: str, habit: str | None) -> bool:
    """Tell whether a number is printed with the habit's sign for decimals."""
    return ("," if habit != "point" else ".") in printed


def amount_readings(
    parts: tuple[tuple[str, int], ...], habit: str | None, *, beside_decimals: bool = False
) -> list[Amount]:
    """List the amounts that printed numbers with their scales may stand for.

    A number in groups of three, as in ``24.996 tỷ``, has a second reading only where it stands
    beside amounts with decimals, or where the first is beyond any plan; so has a number that does
    not follow the document's habit.
    """
    *leading, (last, scale) = parts
    base = sum((number_readings(number, habit)[:1] or [Decimal(0)])[0] * s for number, s in leading)
    values = number_readings(last, habit)
    follows = bool(habit and _by_habit(re.sub(r"\s", "", last), habit))
    if follows and values[0] * scale < _BEYOND_ANY_PLAN and not beside_decimals:
        values = values[:1]
    made = [
        Amount(int(base + value * scale), half_last_digit(value) * scale)
        for value in values
        if (value * scale) % 1 == 0
    ]
    return list(dict.fromkeys(made))


def follows_habit(printed: str, habit: str | None) -> bool:
    """Tell whether a number is printed the way the document prints numbers."""
    return bool(habit and _by_habit(re.sub(r"\s", "", printed), habit))


def readings_of(printed: str, unit: str, habit: str | None) -> list[Amount]:
    """List the amounts that a printed text may stand for, the strict one first; none if it is none.

    `unit` is the one that a heading states, where the amount itself prints none.

    >>> [amount.vnd for amount in readings_of("4.899,644 tỷ đồng", "", "comma")]
    [4899644000000]
    >>> [amount.vnd for amount in readings_of("24.996", "tỷ đồng", "comma")]
    [24996000000000, 24996000000]
    """
    low = nfc(printed).lower()
    found = list(find_amounts(low))
    if len(found) == 1:
        return amount_readings(found[0].parts, habit, beside_decimals=True)
    if found or not unit or not re.fullmatch(NUMBER, low):
        return []
    return amount_readings(((low, scale_of(unit)),), habit, beside_decimals=True)
