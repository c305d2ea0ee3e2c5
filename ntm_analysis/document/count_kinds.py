"""Whether a number of units is a target, or why it is none."""

import re

from ntm_analysis.counts import count_of
from ntm_analysis.document.count_scope import LOOK_BACK, Scope
from ntm_analysis.document.count_words import Word
from ntm_analysis.document.passages import Passage

# Words right before a number.
_UNITS = (
    r"(?:xã|huyện|thị xã|thành phố|phường|thị trấn|thôn|bản|ấp|buôn|khóm|đơn vị|địa phương)(?!\w)"
)
_EACH = re.compile(
    rf"(?<!\w)mỗi\s+{_UNITS}(?:(?:\s*[,/]\s*|\s+và\s+){_UNITS})*(?!\W+(?:\w+\W+)?một sản phẩm)"
    r"(?:(?!toàn tỉnh|cả tỉnh)[^;.:,()\d])*$"
)
_AVERAGE = re.compile(r"(?:\b(?:moi|hang|tung) nam|binh quan|trung binh)\b[^;,.\d]{0,40}$")
_CHANGE = re.compile(r"(?:\bvuot|\bgiam|it hon|nhieu hon|cao hon|thap hon)(?: them)?\W*$")
NEW = re.compile(
    r"(?:\bthem|(?:cong nhan|dat|phat trien|xay dung) moi)\W*(?:it nhat |toi thieu )?$"
)
_WHERE = re.compile(r"\b(?:thuoc|tai|cua|o|tren dia ban)\s+$")
# Words right behind it.
_DONE = re.compile(
    r"[^;,.:\d]{0,40}\bda (?:duoc|dat|co|hoan thanh)\b|\s*(?:tiep tuc |can |phai )?(?:duy tri|giu vung)\b"
)
_COMPARED = re.compile(r"[^;.,()\d]{0,80}\bso (?:voi|cung ky)")
_AGAIN = re.compile(
    r"[^;,.:\d]{0,40}\b(?:cong nhan lai|danh gia lai|phan hang lai|nang hang|nang sao)"
)
_GRADE = re.compile(
    r"(?:\s+(?:ocop|dat|duoc|hang|xep hang|phan hang|cong nhan|chuan|tiem nang))*\s+[345] sao\b"
    r"(?! tro len|,? (?:va )?[345] sao)"
)
_RANGE = re.compile(r"\d\D{0,12}(?:-|–|đến)\s*\d")


def kind_of(passage: Passage, word: Word, unit: str, scope: Scope) -> str:
    """Return the `kind` of a count, by its own form and by what bears on it."""
    printed = passage.low[word.start : word.end]
    before = scope.folded[max(scope.start, word.start - LOOK_BACK) : word.start]

    def behind(pattern: re.Pattern[str]) -> bool:
        return pattern.match(scope.folded, word.end) is not None

    alike = [count.kind for count in scope.sentence if count.unit == unit]
    # "75 xã đạt chuẩn, trong đó công nhận mới 6 xã": what is new in a stock, or in the number of a
    # period, is the target.
    taken_out = set(alike) - {"stock", "other_year"} or (alike and not NEW.search(before))
    reached = re.search(r"\d+/\d|\d\D+lên\s", printed) is not None or behind(_DONE)
    graded = unit == "ocop" and behind(_GRADE)
    unread = count_of(passage.text[word.start : word.end]) is None
    kinds = {
        "none": printed.startswith("không"),
        "stock": reached or scope.says("stock", "equal"),
        "each": _EACH.search(passage.low, scope.start, word.start) is not None,
        "change": _CHANGE.search(before) is not None or behind(_COMPARED),
        "other_year": scope.other_year is not None or _AVERAGE.search(before) is not None,
        "range": _RANGE.search(printed) is not None,
        "unplaced": scope.says("aside") or behind(_AGAIN)
        or bool(scope.part and _WHERE.search(before)),
        "part": scope.says("district", "half") or bool(scope.says("part") and taken_out),
        "graded": graded,
        "unread": unread,
    }  # fmt: skip
    return next((kind for kind, holds in kinds.items() if holds), "target")
