"""Districts named in a sentence that are given a standard, held against those the plan gives it to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ntm_analysis.quote.context import Reader
from ntm_analysis.quote.counts import level_name
from ntm_analysis.quote.figures import Group
from ntm_analysis.quote.naming import NameList
from ntm_analysis.quote.saying import Judgement
from ntm_analysis.quote.stated import Stated

_STANDARD = (
    r"(?:(?:huyen |thi xa |thanh pho )?(?:dat )?(?:chuan )?(?:ntm|nong thon moi)(?: nang cao| kieu mau)?|dat chuan(?: nang cao| kieu mau)?|(?:huyen )?(?:nang cao|kieu mau)"
    r"|(?:advanced|model|exemplary|new[- ](?:style )?rural)(?:[- ]+(?:advanced|model|new|style|rural|ntm|standards?|districts?))*)"
)
# Words that may stand between a name and the standard it is to reach.
_BETWEEN = (
    r"(?:phan dau|muc tieu|quyet tam|no luc|tap trung|som|nam nay|cuoi|vao|da|se|phai|can|khong|chua|duoc|giao|chi tieu|dang ky|du kien|dat|ve dich|hoan thanh|hoan thien|tro thanh|la|len|cong nhan"
    r"|danh hieu|nhiem vu|tieu chi|ho so|ke hoach|de nghi|xet|tham dinh|tham tra|trong|nam 20\d\d|quy [ivx\d]+(?:\s*/\s*20\d\d)?|cung|deu|tiep tuc|ca|hai|ba|mot|don vi"
    r"|huyen|thi xa|thanh pho|dia phuong|(?:cua |trong |tren dia ban )?(?:ca |toan )?tinh(?: ta)?|dau tien|duy nhat|tiep theo|cuoi cung|nhiem vu xay dung|xay dung(?= huyen)|co|them|de|theo|ket qua|trinh|cac|noi dung|va"
    r"|is|are|was|were|has|have|been|not|to|will|be|should|must|reach|become|meet|as|an?|the|expected|planned|set|due|recogni[sz]ed|in|20\d\d|district|districts|all|both|only)"
)
_CLAIM = re.compile(rf"[\s,(]*(?P<words>(?:{_BETWEEN}[\s,]+)*)(?P<standard>{_STANDARD})(?!\w)(?P<more>(?:[\s,/]+(?:va |hoac )?{_STANDARD}(?!\w))*)")  # fmt: skip
_CLAIMS = re.compile(
    r"phan dau|\bdat\b|dat chuan|ve dich|cong nhan|tro thanh|\bla\b|\blen\b|hoan th|danh hieu|dang ky|giao|chi tieu"
    r"|muc tieu|huyen (?:ntm|nong|nang|kieu)|reach|become|recogni|\bbe\b|meet|\bis\b|\bare\b"
)
_LISTED_UNDER = re.compile(
    rf"\b(?:huyen|don vi|dia phuong|districts?)\b(?P<words>[^;.#:(]{{0,60}}?)\b(?P<standard>{_STANDARD})(?P<rest>[^;.:(]{{0,40}}?)"
    r"(?P<sign>\s(?:la|gom|bao gom|are|is)(?:\s+(?:cac )?huyen)?\s*|\s*[:(]\s*(?:cac )?(?:huyen)?\s*|\s(?:cho|o|tai)(?: huyen)?\s*)$"
)
_NOT_OF_DISTRICTS = re.compile(r"\b(?:xa|thon|ban|san pham|communes?|villages?)\b|\d")
# "17 communes of A are to reach the standard": A is not what is to reach it.
_OWNER = re.compile(
    r"\b(?:cua|o|tai|thuoc|tren dia ban|trong|in|of)(?: cac)?(?: huyen)?\s*$"
    r"|(?<!thi )\b(?:xa|thon|ban|phuong|thi tran)\s(?!ntm|nong|nang|kieu|dat)[^;.:,(]{1,40}[,(-]\s*$"
)
_DENIED = re.compile(r"\b(?:khong|chua|not)\b")
_ALONE = re.compile(r"\bduy nhat\b|\bonly\b")
_REACHED = re.compile(r"\bda\b|\b(?:has|have|had|was|were)\b")


@dataclass(frozen=True)
class Claim:
    """A list of names and the standards it is given; whether it is denied, reached, or complete."""

    names: NameList
    levels: tuple[str, ...]
    denied: bool = False
    reached: bool = False
    complete: bool = False


def claims(reader: Reader) -> Iterator[Claim]:
    """Yield the lists of districts that a text gives a standard, in order.

    "A and B are to reach the standard" gives it to both; "the districts that reach it are A and B"
    says besides that there are no others.
    """
    for names in reader.lists:
        owner = _OWNER.search(reader.folded, 0, names.start)
        found = None if owner else _CLAIM.match(reader.folded, names.end)
        if found and _CLAIMS.search(f"{found['words']} {found['standard']}"):
            phrases = re.findall(_STANDARD, f"{found['standard']}{found['more']}")
            named = [phrase for phrase in phrases if phrase != "dat chuan"] or phrases
            yield Claim(names, tuple(dict.fromkeys(filter(None, map(level_name, named)))),
                        _DENIED.search(found["words"]) is not None,
                        _REACHED.search(found["words"]) is not None,
                        _ALONE.search(found["words"]) is not None)  # fmt: skip
            continue
        before = _LISTED_UNDER.search(reader.folded[: names.start])
        if before and not _NOT_OF_DISTRICTS.search(re.sub(r"20\d\d", "", before["words"] + before["rest"])):  # fmt: skip
            words = before["words"] + before["rest"]
            exactly = re.fullmatch(r"\s*(?:cho|o|tai).*", before["sign"]) is None
            yield Claim(names, (level_name(before["standard"]) or "ntm",),
                        _DENIED.search(words) is not None, _REACHED.search(words) is not None,
                        exactly)  # fmt: skip


def as_stated(claim: Claim) -> Stated:
    """Return the names of a claim in the place of a number."""
    return Stated("", claim.names.start, claim.names.end, "names", (), level=claim.levels[0])


def judge_names(
    names: NameList, levels: tuple[str, ...], groups: list[Group], *, complete: bool
) -> Judgement:
    """Judge whether the plan gives some standards to the districts named.

    Complete names must be all that the annex marks for the standards, or a whole group of a duty.
    """
    named = frozenset(names.keys)
    fitting = [group for group in groups if group.levels & set(levels)] if levels else groups
    if not fitting:
        return Judgement("unsupported", "no_standard")
    marked = [group for group in fitting if group.marked]
    same = [group for group in fitting if group.keys == named]
    all_marked = frozenset().union(*(group.keys for group in marked))
    if levels and len(marked) > 1 and named == all_marked:
        return _agrees(marked[:1], marked[1:])
    if same and not (complete and levels and named < all_marked):
        same = [*(group for group in marked if named <= group.keys and levels), *same]
        same = list(dict.fromkeys(same))
        return _agrees(same[:1], same[1:])
    if not levels:
        return Judgement("unsupported", "no_group")
    union = frozenset().union(*(group.keys for group in fitting))
    if named <= union and (not complete or named >= all_marked):
        holding = [group for group in fitting if named <= group.keys] or fitting
        return _agrees(holding[:1], holding[1:])
    reason = "incomplete" if named <= union else "other_districts"
    return Judgement("differs", reason, (marked or fitting)[0].figure)


def _agrees(first: list[Group], others: list[Group]) -> Judgement:
    return Judgement("agrees", "", first[0].figure, tuple(group.figure for group in others))
