"""What bears on a number of units where it stands: its sentence, headings, years, words before it."""

import re
from dataclasses import dataclass, field, replace

from ntm_analysis.document.count_words import SCOPE, Word
from ntm_analysis.document.heads import unit_of

# What may stand between a heading, or a level, and its number: "Xã NTM nâng cao: phấn đấu 05".
LINK = re.compile(
    r"\s*(?:(?:la|it nhat|toi thieu|tren|hon|gan|khoang|dat|co|them|cong nhan|moi|phan dau|tang|"
    rf"duoc|so|cho|toan tinh|phat trien|(?:(?:trong|den|vao) )?(?:(?:het|cuoi) )?nam(?: 20\d\d)?|{SCOPE})\b\s*|[=:]\s*)*"
)
_PART_HEAD = re.compile(rf"\W*(?:(?:trong do|gom|vung|khu vuc|cac xa|xa)\b\W*)*{SCOPE}\W*")
LOOK_BACK = 80
_NO_HEAD = re.compile(r"ty le|kinh phi|\bvon\b|binh quan|thu nhap|^\W*(?:cac )?tieu chi")
_NO_YEAR = re.compile(
    r"(?:so voi|\btu|cua|(?:tieu chi|quyet dinh|nghi quyet|thong tu|ke hoach so)\b[^,;:]{0,60})\s*$"
)
_DISTRICT = re.compile(r"\bhuyen\b|thi xa|thanh pho")
COUNT, CLAUSE, SENTENCE = range(3)


@dataclass
class Count:
    """A number of units; its span runs from the number to what it counts.

    Attributes
    ----------
    unit, level : str
        What it counts, to which level; nothing where that is not said.
    value : int or None
        The number; None where the characters give none or more than one.
    start, end : int
        The span in the passage.
    kind : str
        ``target``, or why it is none: ``stock`` (what there is already), ``part`` of a target,
        ``graded`` (products of one class of stars),
        ``open`` (a stock or a target), ``change`` from another year, ``each`` unit's, ``other_year``, ``range``, ``none`` ("không
        có xã nào"), ``unread``, ``unplaced`` (goes with no indicator).
    qualifier : str
        As in ``at_least``.
    noun : str
        The kind of unit as printed, as in ``thi xa`` or ``huyen``; nothing where it is not.
    inherits : bool
        Its level is that of the count it is said of.
    """

    unit: str
    level: str
    value: int | None
    start: int
    end: int
    kind: str = "target"
    qualifier: str = ""
    noun: str = ""
    inherits: bool = False

    @property
    def indicator(self) -> str:
        """The indicator, or what there is of one."""
        if self.unit == "ocop":
            return "ocop_products"
        return f"{self.unit}_{self.level}" if self.level else self.unit


@dataclass(frozen=True)
class Sign:
    """What bears on the counts behind it, as far as what it opens: sentence, clause or count."""

    kind: str
    reach: int
    used: bool = False


@dataclass(frozen=True)
class Lead:
    """What a heading, or a line that ends with a colon, says of the counts below it."""

    sign: Sign | None = None
    other_year: Sign | None = None
    unit: str = ""
    level: str = ""

    def for_all(self) -> "Lead":
        """Return the same, with what it says borne on whole sentences."""
        return replace(self, sign=_whole(self.sign), other_year=_whole(self.other_year))


def _whole(sign: Sign | None) -> Sign | None:
    return replace(sign, reach=SENTENCE) if sign else None


@dataclass
class Scope:
    """What has been said up to a place of a text; it goes on word by word.

    Attributes
    ----------
    sentence, clause, part : list of Count
        The counts so far of the sentence, of its part between ";", of that between commas.
    head_at, part_at, link_at : int
        Where the words begin that may head a count, name its unit, or link it to what bears on it.
    level : Word or None
        The last level, if no count has taken it.
    said : str
        The last level, taken or not.
    share : bool
        A percentage stands behind the last count.
    """

    folded: str
    start: int
    year: int | None
    lead: Lead
    level: Word | None = None
    said: str = ""
    share: bool = False
    levels: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.head_at = self.part_at = self.link_at = self.start
        self.stop()

    def ending(self) -> Lead:
        """Return what is said at the end of the text of what follows it."""
        return Lead(self.sign, self.other_year, self.unit, self.heading)

    def stop(self) -> None:
        """Begin a sentence."""
        self.sign, self.other_year = self.lead.sign, self.lead.other_year
        self.unit, self.heading, self.noun = self.lead.unit, self.lead.level, ""
        self.sentence: list[Count] = []
        self.semicolon()

    def semicolon(self) -> None:
        """Begin a clause."""
        self.clause: list[Count] = []
        self._end_signs(CLAUSE)
        self.comma()
        self.headed = bool(self.lead.unit)
        self.level, self.levels, self.said, self.share = None, set(), "", False

    def comma(self) -> None:
        """Begin a part of a clause."""
        self._end_signs(COUNT)
        self.part: list[Count] = []

    def _end_signs(self, reach: int) -> None:
        def ends(sign: Sign | None) -> bool:
            return sign is not None and sign.reach <= reach and (sign.used or reach > COUNT)

        self.sign = None if ends(self.sign) else self.sign
        self.other_year = None if ends(self.other_year) else self.other_year

    def reach(self) -> int:
        """Return how far a sign here bears."""
        if not self.sentence:
            return SENTENCE
        return COUNT if self.clause else CLAUSE

    def says(self, *kinds: str) -> bool:
        """Tell whether a sign of one of the kinds bears on the next count."""
        return self.sign is not None and self.sign.kind in kinds

    def hear(self, word: Word) -> None:
        """Take a sign; one of an aim ends that of what there is already."""
        reach = {"part": CLAUSE, "aside": COUNT, "equal": COUNT}.get(word.what, self.reach())
        if word.what != "aim":
            self.sign = Sign(word.what, reach)
        elif self.says("stock", "aside", "half"):
            self.sign = None
        if word.what == "part":
            self.headed = bool(self.unit)
        self.link_at = word.end

    def hear_year(self, word: Word) -> None:
        """Take a year: of the counts behind it, or, at the end of their part, of those before."""
        years = {int(year) for year in re.findall(r"20\d\d", self.folded[word.start : word.end])}
        before = self.folded[max(self.start, word.start - LOOK_BACK) : word.start]
        if self.year is None or _NO_YEAR.search(before):
            return
        self.link_at = word.end
        if years == {self.year}:
            self.other_year = None
        elif self.part and re.match(r"\s*(?:[,;.)]|$)", self.folded[word.end :][:9]):
            for count in self.part:
                count.kind = "other_year" if count.kind == "target" else count.kind
        else:
            self.other_year = Sign("other_year", self.reach())

    def colon(self, word: Word) -> None:
        """Take the words before a colon for a heading of the counts behind it."""
        head = self.folded[self.head_at : word.start]
        levels, self.levels = self.levels, set()
        self.head_at = self.part_at = self.link_at = word.end
        if _PART_HEAD.fullmatch(head) and self.sentence:
            self.sign, self.headed = Sign("part", CLAUSE), bool(self.unit)
            return
        unit = unit_of(head)
        if not unit and not levels and not LINK.fullmatch(head):
            self.headed = self.says("part") and self.headed
        if _NO_HEAD.search(head) or not (unit or levels) or (self.says("part") and self.clause):
            return
        if not unit and (self.clause or (levels and self.sentence)):
            unit = self.unit or self.sentence[-1].unit
        kind = _DISTRICT.search(head)
        self.noun = kind[0] if kind and unit == "district" else ""
        self.unit, self.heading = unit, levels.pop() if len(levels) == 1 else ""
        self.headed, self.level = True, None

    def count(self, count: Count) -> None:
        """Take a count."""
        for counts in (self.sentence, self.clause, self.part):
            counts.append(count)
        self.head_at = self.part_at = self.link_at = count.end
        self.share, self.levels = False, set()
        self.sign = self.sign and replace(self.sign, used=True)
        self.other_year = self.other_year and replace(self.other_year, used=True)
