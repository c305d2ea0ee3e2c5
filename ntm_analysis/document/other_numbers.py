"""Numbers in the section of targets that are read as none and not explained by what stands around them."""

import re
from collections.abc import Iterator

from ntm_analysis.document.passages import Passage
from ntm_analysis.text import CAPITALS

_NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:[.,/]\d+)*(?:\s*[-–]\s*\d+(?:[.,]\d+)*)?(?!\d)")
_WHAT = re.compile(r"\s*[%‰]|(?:\s+[^\W\d_]+(?:/[^\W\d_]+)?){0,2}")
# Dates, years, numbers of documents and of their parts, grades: they count nothing.
_DAY = (
    r"\d{1,2}(?:\s*[/.-]\s*\d{1,2}|\s+tháng\s+\d{1,2})(?:(?:\s*[/.-]\s*|\s+năm\s+)(?:19|20)\d\d)?"
)
_EXPLAINED = re.compile(
    rf"(?:ngày|trước|đến|hết)\s+{_DAY}|{_DAY.removesuffix('?')}|(?:tháng|quý)\s+\d{{1,2}}(?:\s*[/-]\s*\d{{1,4}})?"
    r"|(?<!\d)\d{1,2}/20\d\d|\b(?:năm|giai đoạn)\s+(?:19|20)\d\d(?!\d)|(?<![\d.,])(?:19|20)\d\d(?:\s*[-–]\s*(?:năm )?(?:19|20)\d\d)?(?![\d.,%]|\s*(?:xã|thôn|hộ|sản phẩm))"
    r"|\d+(?:/\d{4})?[/-][a-zđ][\w&-]*|(?:\b\d{1,2}|sáu)\s+tháng\s+(?:đầu|cuối)"
    r"|\b(?:điều|khoản|điểm|mục|phần|phụ lục|biểu|bảng|mẫu|đợt|bước|nhóm|cấp|loại|hạng|kỳ|khóa|thứ|lần|"
    r"quyết định|nghị quyết|nghị định|thông tư|kế hoạch|công văn|văn bản|chỉ thị|kết luận|hướng dẫn|tiêu chí số|"
    r"thôn|bản|ấp|xóm|khu|khối|tổ|tổ dân phố|phường|quận|khu phố)(?:\s+(?:số|thứ))?:?\s+\d+(?:\.\d+)*(?![.,]?\d|\s*%)"
    r"|(?:từ\s+)?[1-5](?:\s*[-–,]\s*[1-5])*\s+sao\b"
)
_NAME_BEFORE = re.compile(rf"(?:[{CAPITALS}][^\W\d_]*\s+){{2}}$")


def other_numbers(passage: Passage, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans of numbers, with what they count, that nothing has read and nothing explains.

    Parameters
    ----------
    taken : list of (int, int)
        Spans that were read, or named as left out.
    """
    low = passage.low
    known = [*taken, *((a.start, a.end) for a in passage.amounts if a.parts[-1][1] > 1)]
    known += [match.span() for match in _EXPLAINED.finditer(low)]
    known.sort()
    at = reached = 0
    for number in _NUMBER.finditer(low, passage.body):
        while at < len(known) and known[at][0] < number.end():
            reached = max(reached, known[at][1])
            at += 1
        is_name = _NAME_BEFORE.search(passage.text, max(0, number.start() - 40), number.start())
        if reached > number.start() or (is_name and len(number[0]) < 3):
            continue
        what = _WHAT.match(low, number.end())
        yield number.start(), what.end() if what else number.end()
