"""The funding sources that the words around an amount or a share name."""

import re

from ntm_analysis.document.sources import source_of
from ntm_analysis.quote.stated import Stated
from ntm_analysis.text import fold
from ntm_analysis.vocabulary import FUNDING_PARENT

_AFTER_SOURCE = re.compile(
    r"[\s,(]*(?:la |do |den |lay |so |(?:will |is to |to )?comes? ){0,2}(?:tu|cua|thuoc|von|tien|ngan sach|nguon|nstw|nsnn|from|of|in|as|is|comes?)\b"
    r"|\s*(?:tin dung|long ghep|trong (?:nhan )?dan)\b"
)
_SPLIT_KIND = re.compile(
    r"dau tu phat trien|\bdtpt\b|von su nghiep|(?:development|public) investment|investment capital|recurrent"
)
_JOINED = r",|\bvà\b|\bcùng(?: với)?\b|\+"
_DISTRICT_AND_COMMUNE = re.compile(r"(huyện)\s*(?:,|và|-)\s*(?:cấp\s+)?(?=xã\b)", re.IGNORECASE)
_HEAD = re.compile(r"(?:ngân sách|vốn|nguồn vốn)\b", re.IGNORECASE)
# "2/3 of 100 billion from the budget": it is the part that comes from there.
_PART_OF = re.compile(r"[\d%]\s+(?:trong|cua|of)\s+(?:tong )?(?:so )?$")
# "65% of the money comes from ..."
_ORIGIN = re.compile(r"\b(?:đến|lấy|huy động|den|lay|huy dong|comes?) (?:từ|tu|from)\b")
_ORIGIN_OF_ALL = re.compile(
    r"\s*(?:(?:sẽ|dự kiến|được|phải|do|se|du kien|duoc|phai)\s+)*(?:huy động|lấy|đến|bố trí|trích|cân đối|huy dong|lay|den|bo tri|trich|can doi) (?:từ|tu)\b"
)
# Where the words after an amount end, which may say where it comes from; the last one of a sentence
# may do so in a part of its own: "khoảng 4.072 tỷ đồng, do ngân sách huyện và xã đảm nhận".
_END = re.compile(r"[;.)]|,(?!\s*là\b)")
_END_OF_ALL = re.compile(r"[;.)]|,(?!\s*(?:là|do|từ)\b)")
# Who is named after the people, and is no source.
_COUNCILS = re.compile(r"(?:ủy|uỷ) ban nhân dân|hội đồng nhân dân", re.IGNORECASE)
_BESIDES = re.compile(
    r"\b(?:bên cạnh|ngoài|cùng với|không kể|chưa kể)\s(?!đó\b|ra\b)[^,;:]*,", re.IGNORECASE
)
# Verbs after a source, which are no part of its name.
_VERBS = re.compile(
    r"(?:\s+(?:là|gồm|khoảng|gần|hơn|trên|hỗ trợ|bố trí|cấp|chi|đạt|dành|chiếm|góp))*\s*$"
)
_BUDGET_ALONE = re.compile(
    r"\bngan sach(?=\s*(?:$|[,;.)]|chiem|la\b|khoang|gan|hon|tren|truc tiep|danh|bo tri|ho tro|cap\b|chi\b|dau tu))"
)
# Words of a clause of its own that says a share of what was named before it.
_SHARE = re.compile(
    r"(?:(?:chiem|tuong|duong|ung|bang|khoang|gan|tren|hon|voi|ty|le|la|dat|tuc|chi|con|tong|so|von|cua|trong|va|ca|nguon|kinh|phi|xap|xi|tri|gia"
    r"|accounting|accounts|for|or|that|is|which|makes|make|up|about|nearly|over|of|and|the|almost|total)\W*)*"
)
_ENGLISH = (
    ("central_budget", r"central (?:state )?budget|central government"),
    ("provincial_budget", r"provincial budget|budget of the province"),
    ("local_budget", r"local budgets?|(?:district|commune)s?(?: and (?:district|commune)s?)? budgets?"),
    ("state_budget", r"state budget"), ("integrated", r"integrated|other programmes"),
    ("credit", r"\bcredit\b|\bloans?\b"), ("enterprise", r"enterprises?|cooperatives|businesses"),
    ("community", r"communit(?:y|ies)|residents|people|households"),
    ("total", r"\btotal\b|altogether|in all\b"),
)  # fmt: skip


def names_source_after(folded: str) -> bool:
    """Tell whether the words after an amount say where it comes from, as in "tỷ đồng từ ngân sách"."""
    return _AFTER_SOURCE.match(folded) is not None


def sources_named(phrase: str) -> tuple[str, ...]:
    """Return the funding sources that a phrase names; those joined by "and" stand together.

    >>> sources_named("Ngân sách trung ương và tỉnh là"), sources_named("Tổng vốn tín dụng")
    (('central_budget', 'provincial_budget'), ('credit',))
    >>> sources_named("vốn doanh nghiệp, hợp tác xã"), sources_named("ngân sách tỉnh, huyện, xã")
    (('enterprise',), ('provincial_budget', 'local_budget'))
    """
    bare = re.sub(r"\([^)]*\)?", " ", _COUNCILS.sub(" ", _BESIDES.sub(" ", phrase)))
    bare = _DISTRICT_AND_COMMUNE.sub(r"\1/", bare)
    specific = re.sub(r"^\W*tổng(?: số| cộng)?\s+", "", bare, flags=re.IGNORECASE)
    known = _in_parts(specific)
    if len(known) > 1:
        return known
    for words in (specific, bare):
        whole = source_of(words)
        if whole and whole != "total":
            return (whole,)
    if known:
        return known
    if source_of(bare) == "total":
        return ("total",)
    folded = fold(phrase)
    if _BUDGET_ALONE.search(folded):
        return ("state_budget",)
    english = [source for source, words in _ENGLISH if re.search(words, folded)]
    if len(english) > 1:
        english = [source for source in english if source != "total"]
    return tuple(english)


def _in_parts(phrase: str) -> tuple[str, ...]:
    """Return the sources of a phrase part by part; a part without a head takes that of the first."""
    parts = [part.strip() for part in re.split(_JOINED, phrase)]
    head = next((found[0] for part in parts if (found := _HEAD.search(part))), "")
    names = []
    for part in parts:
        name = source_of(part)
        short = _VERBS.sub("", part).removeprefix("cấp ")
        if not name and head and short and not _HEAD.search(part) and len(short.split()) <= 2:
            name = source_of(f"{head} {short}")
        names.append(name)
    known = [name for name in dict.fromkeys(names) if name and name != "total"]
    # Parents named beside their parts say where the parts belong.
    parents = {FUNDING_PARENT[name] for name in known}
    return tuple(name for name in known if name not in parents)


def money_named(
    text: str, numbers: list[Stated], stated: Stated, begin: int, end: int
) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """Return the sources an amount or share may be of, and whether it is of one kind of spending.

    Parameters
    ----------
    begin, end : int
        The sentence of the text that it stands in.
    """
    at = numbers.index(stated)
    stop = min((n.start for n in numbers[at + 1 :]), default=end)
    after = (_END_OF_ALL if stop >= end else _END).split(text[stated.end : min(stop, end)])[0]
    origin = _ORIGIN.search(after) if stated.kind == "percent" else _ORIGIN_OF_ALL.match(after)
    if origin:
        after = f"từ {after[origin.end() :]}"
    part = _PART_OF.search(fold(text[begin : stated.start])) is not None
    found = [sources_named(after)] if not part and names_source_after(fold(after)) else []
    before = own = ""
    starts = _starts(numbers[:at], stated, begin)
    if stated.kind == "percent" and not _is_share(text[begin : stated.start]):
        starts = []
    for start in starts:
        before = _words_before(text, numbers[:at], stated, start)
        own = own or before
        if named := sources_named(before):
            found.append(named)
            break
    sources = tuple(dict.fromkeys(names for names in found if names))
    sources = tuple(names for names in sources if names != ("total",)) or sources
    split = stated.kind == "amount" and _SPLIT_KIND.search(fold(own + after)) is not None
    return sources, split


def _is_share(before: str) -> bool:
    """Tell whether the clause before a percentage names a source itself or only says a share."""
    own = re.split(r"[,;(:]", before)[-1]
    return bool(sources_named(own)) or _SHARE.fullmatch(fold(own).strip()) is not None


def _starts(earlier: list[Stated], stated: Stated, begin: int) -> list[int]:
    """List where the words before a number may begin: ever further back, to one of its kind."""
    starts = []
    for number in reversed([known for known in earlier if known.end > begin]):
        starts.append(number.end)
        if number.kind == stated.kind:
            return starts
    return [*starts, begin]


def _words_before(text: str, earlier: list[Stated], stated: Stated, start: int) -> str:
    """Return the words before a number; what follows an amount as its source belongs to that one."""
    parts = re.split(
        r"[;:](?=.*\w)|trong đó|trong do|including|of which", text[start : stated.start]
    )
    before = parts[-1]
    last = earlier[-1] if earlier else None
    taken = len(parts) == 1 and last is not None and last.kind == stated.kind and start == last.end
    if stated.kind != "percent" and taken and names_source_after(fold(before)):
        return before.partition(",")[2] or before.partition(" và ")[2]
    return before
