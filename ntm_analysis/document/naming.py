"""Names in a document -> codes of districts and keys of bodies, by rule or not at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ntm_analysis import places
from ntm_analysis.bodies import body_names
from ntm_analysis.document.passages import Passage
from ntm_analysis.errors import NtmError
from ntm_analysis.text import fold, nfc

_KIND = r"(?:các\s+)?(?:huyện|thị xã|thành phố|tx\.?|tp\.?)"
_LIST_HEAD = re.compile(rf"(?<!\w){_KIND}\s+(?=\S)")
_JOIN = re.compile(r"\s*(?:,|;|\s+và|-)\s*(?:và\s+)?(?:(?:các\s+)?(?:huyện|thị xã|thành phố)\s+)?")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_GENERIC = re.compile(
    r"(?:sở|ban|hội|liên minh|liên đoàn|tỉnh đoàn|đoàn|ubnd|ủy ban|uỷ ban|văn phòng|công an|bộ|cục|chi cục|"
    r"kho bạc|ngân hàng|trường|báo|đài|trung tâm|viện|quỹ|bảo hiểm|mặt trận|các (?:sở|ban|ngành|địa phương|đơn vị|"
    r"cơ quan|huyện|hội|tổ chức|cơ sở|đoàn thể|doanh nghiệp|xã))(?!\w)"
)
_BODY_STOP = re.compile(
    r"[.;:()]|,(?!\s*(?:ban|ngành|thể thao|thương binh|tb |thị xã|thành phố|huyện|xã|đơn vị|đoàn thể|hội|tổ chức))"
    r"|(?<!\w)(?:xây dựng(?! nông| (?:thôn|ntm)|$|[,;.])|tham mưu|hướng dẫn|tổ chức(?! thực| chính| đoàn)|báo cáo|thực hiện|tổng hợp|kiểm tra|"
    r"triển khai|đôn đốc|rà soát|căn cứ|chủ trì|phối hợp|để|trình|đề xuất|giám sát|theo dõi|chịu trách nhiệm|"
    r"tuyên truyền|vận động|lập|có trách nhiệm|tiếp tục|nghiên cứu|cân đối|bố trí|đánh giá|phân bổ|chỉ đạo(?! và))(?!\w)"
)


@dataclass(frozen=True)
class Register:
    """The districts of the document's province on its day; without a register no name has a code."""

    day: str

    @property
    def known(self) -> bool:
        """Whether there is a register for this document."""
        return bool(self.day)

    def codes(self) -> list[int]:
        """List the codes of the register."""
        return [int(code) for code in places.units(self.day).index] if self.day else []

    def code(self, name: str) -> int | None:
        """Return the code of a name as it stands in a table, or None if no rule gives one."""
        return _code(name, self.day) if self.day and len(name) < 80 else None


@cache
def _code(name: str, day: str) -> int | None:
    try:
        code = places.resolve(name, on=day).code
    except NtmError:
        return None
    return code if code in places.units(day).index else None


@dataclass(frozen=True)
class Named:
    """A district or body named in a text: its key, and its span."""

    start: int
    end: int
    code: int | None = None
    body: str = ""


def districts_in(
    passage: Passage, register: Register, start: int = 0, end: int | None = None
) -> list[Named]:
    """List the districts that a text names after "huyện", "thị xã" or "các huyện", in order."""
    found: list[Named] = []
    stop = len(passage.text) if end is None else end
    for head in _LIST_HEAD.finditer(passage.low, start, stop):
        at = head.end()
        if found and at <= found[-1].end:
            continue
        while named := _district_at(passage, register, at, stop):
            found.append(named)
            aside = _ASIDE.match(passage.low, named.end)
            join = _JOIN.match(passage.low, aside.end() if aside else named.end)
            if not join or join.end() == (aside.end() if aside else named.end):
                break
            at = join.end()
    return [named for named in found if named.end <= stop]


def _district_at(passage: Passage, register: Register, at: int, stop: int) -> Named | None:
    """Return the district whose name begins at an offset, the longest that fits."""
    words = re.compile(r"[^\W\d_]+(?:[ ][^\W\d_]+){0,3}").match(passage.text, at, stop)
    if not words or not words[0][0].isupper():
        return None
    pieces = words[0].split(" ")
    capital = next((n for n, piece in enumerate(pieces) if not piece[0].isupper()), len(pieces))
    for count in range(min(capital, 4), 0, -1):
        name = " ".join(pieces[:count])
        code = register.code(name)
        if code is not None:
            return Named(at, at + len(name), code)
    return None


@cache
def _names() -> list[tuple[str, str]]:
    """Return folded names of bodies with their keys, the longest first."""
    pairs = {fold(nfc(name)): body for body, names in body_names().items() for name in names}
    return sorted(pairs.items(), key=lambda pair: -len(pair[0]))


def body_of(name: str) -> str:
    """Return the key of a body by its name or a listed variant, or nothing.

    >>> body_of("Sở Nông nghiệp và PTNT"), body_of("Sở Tương lai")
    ('agriculture', '')
    """
    key = " ".join(fold(nfc(name)).split()).strip(" .;:,")
    return next((body for known, body in _names() if known == key), "")


def bodies_at(passage: Passage, at: int, end: int) -> Iterator[Named]:
    """Yield the bodies of a list that begins at an offset: names joined by commas and "và"."""
    while at < end:
        named = _body_at(passage, at, end)
        if not named:
            return
        yield named
        aside = _ASIDE.match(passage.low, named.end, end)
        join = re.compile(r"\s*(?:,|;|\svà\s)\s*(?:và\s+)?").match(
            passage.low, aside.end() if aside else named.end, end
        )
        if not join:
            return
        at = join.end()


def _body_at(passage: Passage, at: int, end: int) -> Named | None:
    for name, body in _names():
        stop = at + len(name)
        if (
            stop <= end
            and passage.folded.startswith(name, at)
            and not passage.folded[stop : stop + 1].isalnum()
        ):
            return Named(at, stop, body=body)
    if not _GENERIC.match(passage.low, at, end):
        return None
    stopped = _BODY_STOP.search(passage.low, at + 3, end)
    stop = stopped.start() if stopped else end
    joined = passage.low.find(" và các ", at, stop)
    stop = joined if joined > 0 else stop
    text = passage.text[at:stop].rstrip()
    return Named(at, at + len(text)) if 3 < len(text) < 120 else None
