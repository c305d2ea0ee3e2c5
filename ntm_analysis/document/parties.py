"""Districts and bodies that a text names: lists joined by commas and "và", with their spans."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ntm_analysis.document.model import Address
from ntm_analysis.document.naming import Register, names_of_bodies
from ntm_analysis.document.passages import Passage
from ntm_analysis.text import CAPITALS

_KIND = r"(?:huyện|thị xã|thành phố|tx\.?|tp\.?)"
_LIST_HEAD = re.compile(
    rf"(?<!\w)(?:các\s+)?{_KIND}(?:\s*(?P<bracket>\()\s*|\s+)(?:(?:gồm|là)\s*:?\s*|:\s*)?(?=\S)"
)
# Behind a semicolon "huyện B" begins something of its own; in a list the names stand alone there.
_JOIN = re.compile(
    rf"\s*(?:(?:,|\s+và|-)\s*(?:và\s+)?(?:(?:các\s+)?{_KIND}\s+)?|;\s*(?:và\s+)?(?!{_KIND}(?!\w)))"
)
_ASIDE = re.compile(r"\s*\(([^()]*)\)")
_BODY_JOIN = re.compile(r"\s*(?:,|;|\svà\s)\s*(?:và\s+)?(?:với\s+)?")
# How the name of a body that no register holds begins, and what cannot be part of it any more.
_GENERIC = re.compile(
    r"(?:sở|ban|hội|liên minh|liên đoàn|tỉnh đoàn|đoàn|ubnd|ủy ban|uỷ ban|văn phòng|công an|bộ|cục|"
    r"chi cục|kho bạc|ngân hàng|trường|báo(?! cáo)|đài|trung tâm|viện|quỹ|bảo hiểm|mặt trận|các (?:sở|ban|"
    r"ngành|địa phương|đơn vị|cơ quan|huyện|hội|tổ chức|cơ sở|đoàn thể|doanh nghiệp|xã))(?!\w)"
)
_BODY_STOP = re.compile(
    r"[.;:()]|,(?!\s*(?:ban|ngành|thể thao|thương binh|tb |thị xã|thành phố|huyện|xã|đơn vị|"
    r"đoàn thể|hội|tổ chức)(?!\w))|(?<!\w)(?:và các|xây dựng(?! nông| (?:thôn|ntm)|$|[,;.])|tham mưu|"
    r"hướng dẫn|tổ chức(?! thực| chính| đoàn)|báo cáo|thực hiện|tổng hợp|kiểm tra|triển khai|đôn đốc|"
    r"rà soát|căn cứ|chủ trì|phối hợp|để|trình|đề xuất|giám sát|theo dõi|chịu trách nhiệm|tuyên truyền|"
    r"vận động|gửi|đăng ký(?! đất)|hoàn thành|phấn đấu|chủ động|tăng cường|tập trung|duy trì|ban hành|phê duyệt|"
    r"bảo đảm|đảm bảo|tham gia|trước|vận động|lập|có trách nhiệm|tiếp tục|nghiên cứu|cân đối|bố trí|đánh giá|phân bổ|chỉ đạo(?! và))(?!\w)"
)
_DISTRICT = re.compile(
    rf"(?:(?:UBND|[ỦU][ỷy] ban nhân dân)\s+)?(?:[Hh]uyện|[Tt]hị xã|[Tt]hành phố|T[XP]\.?|H\.)"
    rf"(?:\s+(?!NTM|OCOP)[{CAPITALS}][^\W\d_]*){{1,4}}"
)
_NAMES = re.compile(rf"\s*:\s*[{CAPITALS}]\w*\s+[{CAPITALS}]|\s*:\s*[{CAPITALS}]\w*\s*[,;]")
_LONGEST_NAME = 120


@dataclass(frozen=True)
class Named:
    """A district or body named in a text: its span, its code or key.

    Neither code nor key: a body that the register does not hold.
    """

    start: int
    end: int
    code: int | None = None
    body: str = ""


@dataclass(frozen=True)
class Party:
    """Somebody in a duty: role, code or key, and where the name stands."""

    role: str
    named: Named
    passage: Passage

    @property
    def address(self) -> Address:
        """Where the name stands."""
        return self.passage.address(self.named.start, self.named.end)

    @property
    def key(self) -> tuple[int | None, str]:
        """What tells it from others: code and key, else the printed name."""
        printed = "" if self.named.code or self.named.body else self.address.as_printed
        return self.named.code, self.named.body or printed


@dataclass(frozen=True)
class Districts:
    """A list of districts as a text names them, with the aside in brackets that follows it.

    `begins` is where the word for "districts" stands, `after` where the text goes on.
    """

    begins: int
    named: tuple[Named, ...]
    aside: str
    after: int


def district_lists(
    passage: Passage, register: Register, start: int = 0, end: int | None = None
) -> Iterator[Districts]:
    """Yield the lists of districts after "huyện", "các huyện", "thị xã" in order."""
    stop = len(passage.text) if end is None else end
    at = start
    while head := _LIST_HEAD.search(passage.low, at, stop):
        at = head.end()
        named: list[Named] = []
        aside = None
        while one := _district_at(passage, register, at, stop):
            named.append(one)
            at = one.end
            aside = None if head["bracket"] else _ASIDE.match(passage.low, at, stop)
            if aside:
                break
            join = _JOIN.match(passage.low, at, stop)
            if not join:
                break
            at = join.end()
        if named:
            closed = head["bracket"] and re.compile(r"\s*\)").match(passage.low, named[-1].end)
            at = aside.end() if aside else closed.end() if closed else named[-1].end
            yield Districts(
                head.start(),
                tuple(named),
                passage.folded[aside.start(1) : aside.end(1)] if aside else "",
                at,
            )


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


def bodies_at(passage: Passage, register: Register, at: int, end: int) -> list[Named]:
    """List the bodies of a list that begins at an offset: names joined by commas and "và"."""
    found: list[Named] = []
    while at < end and (named := _body_at(passage, register, at, end)):
        found.append(named)
        aside = _ASIDE.match(passage.low, named.end, end)
        join = _BODY_JOIN.match(passage.low, aside.end() if aside else named.end, end)
        if not join:
            break
        at = join.end()
    return found


def why_unknown(name: str, register: Register) -> str:
    """Return why a name has neither code nor key: no such body, no such district, no register.

    >>> [why_unknown(name, Register("")) for name in ("UBND huyện Núi Đỏ", "UBND các huyện")]
    ['no_register', 'body_unknown']
    """
    if not _DISTRICT.match(name):
        return "body_unknown"
    return "district_unknown" if register.known else "no_register"


def _ends_there(passage: Passage, at: int, end: int) -> bool:
    """Tell whether nothing goes on after a short name but punctuation, a list or a verb."""
    rest = passage.low[at:end].lstrip()
    if rest.startswith(":"):
        return not _NAMES.match(passage.text, at, end)
    return not rest or rest[0] in ".;,)–-" or rest.startswith("và ") or (
        (verb := _BODY_STOP.match(rest)) is not None and verb[0] not in "():"
    )  # fmt: skip


def _body_at(passage: Passage, register: Register, at: int, end: int) -> Named | None:
    for name, body, short in names_of_bodies():
        stop = at + len(name)
        if (
            stop <= end
            and passage.folded.startswith(name, at)
            and not passage.folded[stop : stop + 1].isalnum()
            and (not short or _ends_there(passage, stop, end))
        ):
            return Named(at, stop, body=body)
    unlisted = None if register.known else _DISTRICT.match(passage.text, at, end)
    if unlisted:
        return Named(at, unlisted.end())
    district = next(district_lists(passage, register, at, end), None)
    if not _GENERIC.match(passage.low, at, end) or (district and district.begins == at):
        return None
    stopped = _BODY_STOP.search(passage.low, at + 3, end)
    text = re.sub(r"(?:[\s,]|\svà$)+$", "", passage.text[at : stopped.start() if stopped else end])
    return Named(at, at + len(text)) if 3 < len(text) < _LONGEST_NAME else None


def of_role(role: str, parties: list[Party]) -> list[Party]:
    """List the parties of one role."""
    return [party for party in parties if party.role == role]


def once(parties: list[Party]) -> list[Party]:
    """Keep the first role of each party."""
    return list({party.key: party for party in reversed(parties)}.values())[::-1]
