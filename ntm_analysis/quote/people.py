"""Names of persons in a sentence, which are no places and say nothing of a number."""

import re

from ntm_analysis.text import CAPITALS

_WORD = rf"[{CAPITALS}][^\W\d_{CAPITALS}]*"
_FAMILY = (
    r"(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Mai|Trịnh|Đinh|Lương"
    r"|Đào|Cao|Lưu|Trương|Hà|Tạ|Tống|Quách|Đoàn|Lâm|Thái|Phùng|Tô|Chu|Đậu|Bạch|Cầm|Lò)"
)
_TITLE = (
    r"(?:[Cc]hủ tịch|[Bb]í thư|[Gg]iám đốc|[Cc]hánh [Vv]ăn phòng|[Tt]rưởng [Bb]an|[Tt]rưởng phòng|[Cc]hủ nhiệm"
    r"|[Cc]ục trưởng|[Vv]ụ trưởng|[Bb]ộ trưởng|[Tt]hứ trưởng|[Tt]hủ tướng)"
)
# With "ông" or "bà"; three words or four that begin with a family name; two after a title.
_PERSONS = (
    re.compile(
        rf"\b(?:[ÔôBb](?:ng|à)|[Đđ]ồng chí|Mr|Ms)\.?\s+[{CAPITALS}]\w*(?:\s+[{CAPITALS}]\w*)*"
    ),
    re.compile(rf"\b{_FAMILY}(?:\s+{_WORD}){{2,3}}"),
    re.compile(rf"{_TITLE}\b[^,;:.#\d]{{0,50}}?\b({_FAMILY}\s+{_WORD})"),
)


def people_in(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """List the spans of the persons that a text names; what lies within a place is none.

    >>> text = "Chủ tịch UBND tỉnh Nguyễn Văn An vừa ký"
    >>> [text[start:end] for start, end in people_in(text, [])]
    ['Nguyễn Văn An']
    """
    found = {m.span(m.lastindex or 0) for person in _PERSONS for m in person.finditer(text)}
    whole = [
        one for one in found if not any(o[0] <= one[0] and one[1] <= o[1] for o in found - {one})
    ]
    return [
        (start, end)
        for start, end in sorted(whole)
        if not any(a < end and start < b for a, b in places)
    ]
