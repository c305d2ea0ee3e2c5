"""What the name of a unit says: none, a village and its commune, a commune, a product."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from ntm_analysis import successors
from ntm_analysis.text import fold, marks_missing, nfc, same_spelling, spell

# A cell that begins with one of these words reports that there is none,
_NEGATIONS = ("không", "chưa", "0", "none", "no", "nil")
# if all other words are of what there is none of: recognised, reached, unit, commune, yet.
_OF_NONE = frozenset((
    "co", "duoc", "dat", "cong", "nhan", "them", "moi", "don", "vi", "xa", "phuong", "thi",
    "tran", "thon", "ban", "lang", "khu", "pho", "huyen", "san", "pham", "ocop", "chuan", "nong",
    "nao", "gi", "ca", "trong", "nam", "nay", "ky", "unit", "units", "so", "far", "yet", "any",
    "reached", "recognised",
))  # fmt: skip
_KINDS = {"xã": r"xa|x\.", "phường": r"phuong|p\.", "thị trấn": r"thi\s+tran|tt\.?"}
_KIND = re.compile(rf"(?<!\w)(?<!thi )(?:{'|'.join(_KINDS.values())})\s+(?=\w)")
_VILLAGE = re.compile(r"\s+(?:thon|ban|lang|khu pho|khu|to dan pho|tieu khu|pho)\s+\w")
_DISTRICTS = r"huyen|thi xa|thanh pho|tp\.?|tx\.?|h\."
_REGION = re.compile(rf"\s*(?:{_DISTRICTS}|tinh)\s")
_DISTRICT = re.compile(rf"(?:{_DISTRICTS})\s")
_PARTS = re.compile(r"[,;+&]|\s-\s|\s(?:và|va|đến)\s", re.IGNORECASE)
_END = re.compile(rf"\s*[()/]|{_PARTS.pattern}|\s{_REGION.pattern}")

# Words for a number, then a word for what is counted: no name, but how many there are.
_NUMBER = r"(?:các|những|cả|tất\s+cả|toàn\s+bộ|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
_UNITS = r"(?:xã|phường|thị\s+trấn|thôn|bản|xóm|khu\s+phố|tổ\s+dân\s+phố|đơn\s+vị)"
_STOCK = re.compile(
    rf"\d+(?:\s+\w+)?|(?:{_NUMBER}\s+)*\d+\s+(?:{_UNITS}|làng|khu)\b.*|(?:{_NUMBER}\s+)+{_UNITS}\b.*"
)
_STOCK_OF_PRODUCTS = re.compile(
    rf"\d+(?:\s+\w+)?|(?:{_NUMBER}\s+)*(?:{_NUMBER}|\d+)\s+(?:sản\s+phẩm|sp)\b.*"
)
_ORDINAL = re.compile(r"^\s*\d+\s*[.)]\s*(?=[^\W\d_])")  # of a list, before a name
_VILLAGE_KIND = re.compile(r"\b(?:thôn|bản|xóm|làng|khu\s+phố|tổ\s+dân\s+phố|tiểu\s+khu)\b")
_NEXT_VILLAGE = re.compile(rf"\d\s+{_VILLAGE_KIND.pattern}\s+\w")
_RANGE = re.compile(r"(?<!\d)(\d+)\s*[-–]\s*(\d+)(?!\d)")


def says_many(indicator: str, unit: str) -> bool:
    """Tell whether the cell of a unit says how many there are, and no name.

    >>> says_many("village_ntm", "3 thôn, xã Cẩm Tú"), says_many("village_ntm", "Thôn 3")
    (True, False)
    """
    stock = _STOCK_OF_PRODUCTS if indicator == "ocop_products" else _STOCK
    return bool(stock.fullmatch(nfc(unit).casefold()))


def perhaps_many(indicator: str, unit: str) -> bool:
    """Tell whether what counts as one name may be several: products in a list, villages 1-3.

    >>> perhaps_many("ocop_products", "Chè; miến"), perhaps_many("village_ntm", "Thôn 26-3")
    (True, False)
    """
    if indicator == "ocop_products":
        return bool(re.search(r"[;+]|\n", unit))
    return any(int(first) < int(last) for first, last in _RANGE.findall(unit))


def bare(own: str) -> bool:
    """Tell whether nothing is left of the name of a village but the word for one."""
    return not own or bool(_VILLAGE_KIND.fullmatch(own.casefold()))


def says_none(unit: str) -> bool | None:
    """Tell whether the cell of a unit reports none; None where it denies and names something.

    >>> says_none("Chưa có xã nào"), says_none("Chưa có số liệu"), says_none("Chùa Thông")
    (True, None, False)
    """
    first, *others = re.findall(r"\w+", nfc(unit).casefold()) or [""]
    if not any(first == word or marks_missing(first, word) for word in _NEGATIONS):
        return False
    return True if {fold(word) for word in others} <= _OF_NONE else None


@dataclass(frozen=True)
class Unit:
    """What a cell names: a village or product by its `own` name, a commune as it is written.

    `several` tells whether it names more than one of them.
    """

    own: str
    several: bool = False
    commune: str = ""


@lru_cache(maxsize=65536)
def parse(indicator: str, unit: str) -> Unit:
    """Take the name of a unit apart.

    >>> parse("village_ntm", "Thôn 1 xã Cẩm Tú") == parse("village_ntm", "Thôn 1, xã Cẩm Tú")
    True
    """
    text = _ORDINAL.sub("", nfc(unit), count=1)
    if not indicator.startswith(("commune_", "village_")):
        return Unit(_plain(text))
    of_commune = indicator.startswith("commune_")
    said = _last_kind(text)
    if said is None and not of_commune:
        return Unit(*_rest(text))
    begin, end = said or (0, 0)
    name = text[end:]
    cut = _end(name)
    inner = _VILLAGE.search(fold(name[:cut]))
    if inner and not homes(_plain(name[:cut])):
        cut = inner.start()
    own, several = _rest(f"{text[:begin]}, {name[cut:]}")
    return Unit("" if of_commune else own, several or bool(of_commune and own), _plain(name[:cut]))


def _rest(text: str) -> tuple[str, bool]:
    """Return a name without its district, province and the word for number; whether it is several.

    Thôn 1 Thôn 2 is several; Thôn số 1 is Thôn 1; Thôn Bản Na and Thôn Đông Thôn are one.
    """
    parts = (re.sub(r"^\W+", "", part) for part in _PARTS.split(text))
    named = [part for part in parts if part and not _REGION.match(fold(part))]
    next_one = _NEXT_VILLAGE.search(" ".join(named).casefold())
    own = re.sub(r"(?<!\w)số\s+(?=\d)", "", " ".join(named), flags=re.IGNORECASE)
    return _plain(own), len(named) > 1 or bool(next_one)


def districts_said(unit: str) -> list[str]:
    """List the districts that the name of a unit goes on to name, each with its kind.

    >>> districts_said("Thôn 1, xã Cẩm Tú (huyện Cẩm Thủy), tỉnh Thanh Hóa")
    ['huyện Cẩm Thủy']
    """
    parts = (re.sub(r"^\W+|\W+$", "", part) for part in re.split(r"[(),;]|\s-\s", nfc(unit))[1:])
    return [part for part in parts if _DISTRICT.match(fold(part))]


def _last_kind(text: str) -> tuple[int, int] | None:
    """Return where the last word for a kind of commune begins and ends; Xá or Phượng is none."""
    last = None
    for found in _KIND.finditer(fold(text)):
        words = text[found.start() : found.end()].strip()
        if (
            words.endswith(".")
            or fold(words) == "tt"
            or any(marks_missing(words, kind) for kind in _KINDS)
        ):
            last = found.span()
    return last


def _end(name: str) -> int:
    found = _END.search(fold(name) + " ")  # no commune is named Va, Và or Vạ
    return min(found.start(), len(name)) if found else len(name)


def _plain(name: str) -> str:
    """Return a name without signs, blanks and the noughts before its number; marks stay."""
    words = " ".join(re.sub(r"[\W_]+", " ", name).split())
    return re.sub(r"(?<!\d)0+(?=\d)", "", words)


@cache
def _communes() -> dict[str, list[tuple[int, str]]]:
    """Return district and name of each commune of before July 2025, by its letters."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    table = successors.table()
    for name, code in zip(table["old_name"], table["district_code"], strict=True):
        if (int(code), name) not in found[spell(name).letters]:
            found[spell(name).letters].append((int(code), name))
    return dict(found)


@lru_cache(maxsize=65536)
def homes(name: str) -> tuple[tuple[int, str], ...]:
    """List the communes that a name may mean, each with its district; all its marks decide.

    >>> homes("Hoằng Đông"), len(homes("Hoang Dong"))
    (((399, 'Hoằng Đông'),), 2)
    """
    known = _communes().get(spell(name).letters, [])
    exact = [one for one in known if same_spelling(name, one[1])]
    return tuple(exact or [one for one in known if marks_missing(name, one[1])])


class Register:
    """Units seen so far, found again under another way of writing."""

    def __init__(self) -> None:
        self._seen: dict[tuple, list[tuple[str, dict]]] = defaultdict(list)

    def before(self, row: dict) -> dict | None:
        """Return the row that named the same unit before; if there is none, note this one."""
        key, name = _identity(row["indicator"], row["district"], row["unit"])
        same = (one for other, one in self._seen[key] if alike(name, other))
        found = next(same, None)
        if found is None:
            self._seen[key].append((name, row))
        return found


def _identity(indicator: str, code: int, unit: str) -> tuple[tuple, str]:
    """Return what a unit is found under, and the name by which it is told from others there.

    A district is itself, however it is entered; a village is one of its commune.
    """
    if indicator.startswith("district_"):
        return (indicator, code), ""
    made = parse(indicator, unit)
    known = [name for home, name in homes(made.commune) if home == code]
    commune = known[0] if len(known) == 1 else made.commune
    name = made.own or commune
    place = spell(commune) if made.own or len(known) == 1 else None
    letters = "".join(fold(nfc(name)).split())
    return (indicator, code, place, letters, *re.findall(r"\d+", name)), name


def alike(one: str, other: str) -> bool:
    """Tell whether two names of the same letters are one: the same marks, or one without any.

    >>> alike("Thôn Đông", "thon dong"), alike("Thôn Đông", "Thôn Đồng")
    (True, False)
    """
    return same_spelling(one, other) or any(
        name == fold(name) for name in map(str.lower, (one, other))
    )
