"""Counts of districts, communes, villages and OCOP products in a sentence, with their level."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ntm_analysis.amounts import NUMBER, number_readings
from ntm_analysis.counts import SPELLED
from ntm_analysis.document.heads import level_of, unit_of
from ntm_analysis.quote.money import begin_of, in_figures
from ntm_analysis.quote.stated import Stated, is_english, place_shown, qualifier_of

_UNITS = (
    r"(?:don vi cap\s+huyen|huyen\W{1,3}thi xa(?:\W{1,3}(?:va )?thanh pho)?|huyen|dia phuong|xa(?! hoi)"
    r"|thon(?:\s*[,/-]\s*(?:ban|to|ap|khu)\b[^\s,;.]*|\s+ban)?|ban(?! nganh|,? nganh| chi dao)|ap|buon|khu dan cu"
    r"|san pham(?:\s+ocop\b)?|(?:\d\s+)?sao\b"
    r"|districts?(?:, towns and cities)?|localities|communes?|villages?|hamlets?|products?|stars?)"
)
_ADJECTIVES = r"(?:\s+(?:more|further|new[- ]style|new|rural|advanced|model|exemplary|mountain(?:ous)?|highland|border|ntm|ocop|standard|additional)){0,4}"
SCOPES = {
    "mien nui": "mountain", "vung cao": "mountain", "mountain": "mountain", "highland": "mountain",
    "bien gioi": "border", "border": "border", "ven bien": "coast", "bai ngang": "coast",
    "mien bien": "coast", "dong bang": "plain", "dac biet kho khan": "hardship",
    "ngheo": "hardship", "kho khan": "hardship", "vung sau": "remote", "vung xa": "remote",
    "trung du": "midland", "mien xuoi": "plain", "phia tay": "west", "phia bac": "north",
    "phia nam": "south", "phia dong": "east", "do thi": "town",
}  # fmt: skip
_COUNT = re.compile(
    rf"(?P<number>{NUMBER})(?P<before>{_ADJECTIVES})\s+(?P<unit>{_UNITS})(?![a-z])"
    rf"(?P<scope>\s+(?:khu vuc )?(?:vung )?(?:{'|'.join(SCOPES)}))?"
)
_NONE = re.compile(
    r"\b(?:khong (?:co |giao |duoc giao )?(?P<vi>"
    + _UNITS
    + r") nao|no (?P<en>(?:(?:advanced|model|new|rural|more|further) ){0,3}(?:districts?|communes?|villages?)))\b"
)
_SPELLED = re.compile(rf"(?<!\w)(?P<number>{SPELLED})(?=\s+)")
_EN_UNIT_OF = (("district", "district"), ("localit", "district"), ("dia phuong", "district"),
               ("commune", "commune"), ("village", "village"), ("hamlet", "village"),
               ("product", "ocop"))  # fmt: skip
LEVEL = re.compile(
    r"(?:dat chuan|(?<!xay dung )(?:ntm|nong thon moi)|hoan thanh nhiem vu|kieu mau"
    r"|nang cao(?! (?:thu nhap|chat luong|doi song|nhan thuc|hieu qua|nang luc|muc song)))"
    r"(?:\s+(?:dat chuan|chuan|xa|huyen|thon|ntm|nong thon moi|nang cao|kieu mau))*"
    r"|xay dung (?:ntm|nong thon moi) (?:nang cao|kieu mau)"
    r"|\b(?:advanced|model|exemplary|standards?|new[- ](?:style )?rural)\b(?:[\s-]+(?:ntm|new|style|rural|standards?|advanced|model))*"
)
_COUNTED_BEFORE = re.compile(
    rf"(?:so|number of)\s+(?P<unit>{_UNITS})(?![a-z])(?P<level>[^;,.]*?)(?:\b(?:la|dat|gom|con|is|are)|:|=)\D{{0,16}}$"
)
_CLAUSE_END = r"[;.!?](?!\d)"
# What may stand between numbers that share the level after the last of them.
_LISTED = re.compile(r"[\s,]*(?:(?:va|cung|cung voi|voi|and|co|them|phan dau)[\s,]*)*")
_PART_OF = re.compile(r"\b(?:trong do|trong so do|gom|rieng|of which|including)\b")
# What a number of something else is shown with: its scale and its unit, or "times".
_MEASURED = re.compile(
    r"(?:\s*(?:nghìn|ngàn|triệu|tỷ|tỉ|trăm|chục|vạn|rưỡi|million|billion|trillion)\b(?!\s*lệ))+(?:\s*(?:đồng|vnđ|usd|đô la|đô|euro|người|lượt|ha|tấn|m2|m3|cây|con|hộ|people|dollars)\b)?"
    r"|\s*(?:lần|times)\b"
)


def counts(low: str, folded: str) -> Iterator[Stated]:
    """Yield the counts of a sentence: in figures, in words, and of none at all."""
    text = in_figures(low, _SPELLED)
    plain = "".join(d if d != letter else f for d, letter, f in zip(text, low, folded, strict=True))
    matches = [
        match for match in _COUNT.finditer(plain)
        if not re.search(r"[.,]\d{1,2}$|[.,]\d{4,}$", match["number"]) and not _is_board(low, match)
    ]  # fmt: skip
    begins = [begin_of(plain, low, match.start()) for match in matches]
    levels = _levels(folded, matches, [start for start, _ in begins])
    for match, (start, partly), level in zip(matches, begins, levels, strict=True):
        value = Decimal(re.sub(r"\D", "", match["number"]))
        words = f"{match['before']} {match['scope'] or ''}"
        scope = next((kind for word, kind in SCOPES.items() if word in words), "")
        readings = () if partly else ((Fraction(value), Fraction(place_shown(value))),)
        yield Stated("", start, match.end(), "count", readings,
                     qualifier_of(low, start, match.end()), _unit(match["unit"]), level, scope)  # fmt: skip
    for none in _NONE.finditer(folded):
        if none["vi"] or is_english(low):
            after = LEVEL.search(re.split(_CLAUSE_END, folded[none.start() :])[0])
            yield Stated("", none.start(), none.end(), "count", ((Fraction(0), Fraction(1)),), "none",
                         _unit(none["vi"] or none["en"]), level_name(after[0]) if after else "")  # fmt: skip


def _is_board(low: str, match: re.Match[str]) -> bool:
    """Tell whether "ban" is a board, not a village ("bản"), by its mark where the text has marks."""
    unit = low[match.start("unit") : match.end("unit")]
    return unit == "ban" and not low.isascii()


def _unit(words: str) -> str:
    if words.endswith(("sao", "star", "stars")):
        return "star"
    if re.match(r"huyen\W+thi xa|districts?, towns|localit|dia phuong", words):
        return "place"
    return next((u for word, u in _EN_UNIT_OF if word in words), unit_of(words))


def _levels(folded: str, matches: list[re.Match[str]], starts: list[int]) -> list[str]:
    """Return the level of each count: in its own words, after it, shared with the next, or before it."""
    levels: list[str] = []
    for at in range(len(matches) - 1, -1, -1):
        match = matches[at]
        begin = matches[at - 1].end() if at else 0
        stop = starts[at + 1] if at + 1 < len(matches) else len(folded)
        after = re.split(_CLAUSE_END, folded[match.end() : stop])[0]
        before = re.split(_CLAUSE_END, folded[begin : starts[at]])[-1]
        own = LEVEL.match(before.lstrip()) if at else None
        if own:  # said right after the number before, of which it is
            before = before.lstrip()[own.end() :]
        following, preceding = LEVEL.search(after), LEVEL.findall(before)
        level = level_name(match["before"])
        counted = _COUNTED_BEFORE.search(before)
        if not level and counted:
            level = level_name(counted["level"])
        if not level and _stands_before(before, after):
            level = level_name(preceding[-1])
        if not level and following:
            level = level_name(following[0])
        alike = bool(levels) and _unit(match["unit"]) == _unit(matches[at + 1]["unit"])
        if not level and levels and not alike and _LISTED.fullmatch(folded[match.end() : stop]):
            level = "" if level_name(matches[at + 1]["before"]) else levels[-1]
        if not level and preceding:
            level = level_name(preceding[-1])
        levels.append(level)
    return _of_the_whole(folded, matches, levels[::-1])


def _of_the_whole(folded: str, matches: list[re.Match[str]], levels: list[str]) -> list[str]:
    """Give parts without a level that of the whole they are of: "10 xã kiểu mẫu, trong đó A 1 xã"."""
    inherited = ""
    for at in range(1, len(matches)):
        between = folded[matches[at - 1].end() : matches[at].start()]
        same = _unit(matches[at]["unit"]) == _unit(matches[at - 1]["unit"])
        if not same or re.search(_CLAUSE_END, between):
            inherited = ""
        elif _PART_OF.search(between):
            inherited = levels[at - 1]
        levels[at] = levels[at] or inherited
    return levels


def _stands_before(before: str, after: str) -> bool:
    """Tell whether a level stands right before a count, and none right after it."""
    levels = list(LEVEL.finditer(before))
    close = levels and re.fullmatch(r"[\s:]*(?:la|co|gom|is|are)?\s*", before[levels[-1].end() :])
    return bool(close) and not LEVEL.match(after.lstrip())


def level_name(words: str) -> str:
    """Return the level that words name in Vietnamese or English, or nothing.

    >>> level_name("advanced new rural"), level_name("nong thon moi kieu mau"), level_name("rice")
    ('advanced', 'model', '')
    """
    if re.search(r"model|exemplary|kieu mau", words):
        return "model"
    if re.search(r"advanced|nang cao", words):
        return "advanced"
    return "ntm" if re.search(r"standard|new[- ]", words) else level_of(words)


def others(low: str, habit: str, folded: str) -> Iterator[Stated]:
    """Yield numbers with no unit after them; what is counted may stand before, as in "số xã là 19"."""
    for match in re.finditer(NUMBER, low):
        values = number_readings(match[0], habit)[:1]
        readings = tuple((Fraction(v), Fraction(place_shown(v))) for v in values)
        measured = _MEASURED.match(low, match.end())
        end = measured.end() if measured else match.end()
        qualifier = qualifier_of(low, match.start(), end)
        clause = re.split(r"[;,.(]", folded[: match.start()])[-1]
        counted = _COUNTED_BEFORE.search(clause)
        if counted and not _is_measured(folded[match.end() :]):
            yield Stated("", match.start(), match.end(), "count", readings, qualifier,
                         _unit(counted["unit"]), level_name(counted["level"]))  # fmt: skip
        else:
            yield Stated("", match.start(), end, "other", readings, qualifier)


def _is_measured(after: str) -> bool:
    """Tell whether a word follows a number that may be its unit."""
    return re.match(r"\s+[a-z]", after) is not None and not re.match(r"\s+(?:va|and)\b", after)
