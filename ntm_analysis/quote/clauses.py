"""What the words of a clause make of its number: negated, an average, cumulative, of another matter."""

import re

# The words of the clause stand before and after a "#", which is the number itself. Where a word is
# another without its marks ("mới", "mỗi"), the clause is read with them.
_AIM = r"phan dau|muc tieu|\bse\b|chi tieu|ke hoach|du kien|\bgiao|is to|are to|target|plan|aims?"
_DONE = re.compile(
    r"\bda (?:duoc (?!giao|phe duyet)|co |hoan thanh |cong nhan |dat |ve dich )|\b(?:thuc hien|hoan thanh|dat) duoc\b|\bvua\b|\bmoi (?:duoc )?cong nhan\b|(?<!duoc )(?<!xet )(?<!nghi )(?<!de )\bcong nhan (?:them )?#|luy ke|den nay|hien (?:co|nay)|nang tong so"
    r"|\b(?:has|have|had) (?:already )?(?:reached|been|recognised|got)|so far|to date|already"
)
_UNTIL_NOW = re.compile(
    r"\W*(?:(?:tinh |cho )?den (?:thoi diem )?(?:hien |hom )?nay|hien (?:nay|tai)|to date|so far|currently)\b"
)
_AIM_BEFORE = re.compile(rf"(?:{_AIM})[^#]*#")
_NEGATED = re.compile(
    r"\b(?:không|chưa|chẳng|khong|chang)\b"
    r"(?!\s+(?:quá|dưới|ít|kém|thấp|vượt|bao gồm|chỉ|ngừng|đến|tới|đầy|qua|duoi|chi|ngung))"
    r"|\b(?:is|are|will|does|do|did|has|have)\s+not\b|\bnot\b(?!\s+(?:less|more|only|fewer))|\bcannot\b|\bno longer\b"
)
_AVERAGE = re.compile(
    r"b[ìi]nh qu[âa]n|trung b[ìi]nh|\b(?<!thon )m[ỗo]i (?:huyện|xã|thôn|bản|người|nguoi|đơn vị|địa phương|nơi|noi|năm|tháng|hộ|huyen|xa|thon|ban|don vi|dia phuong|nam|thang|ho)\b"
    r"|\baverage|\beach\b|\bper\b(?! cent)|\bevery\b"
)
_IN_TURN = re.compile(r"lan luot|tuong ung la|respectively")
_CUMULATIVE = re.compile(
    r"nang (?:tong )?so|luy ke|cong don|\btong so [^#]*\blen\b|\b(?:len|len thanh|(?<!chi )con|con lai)\s*#|\btrong (?:tong )?so\s*#|so far|to date|bringing"
)
_BY_THEN = re.compile(
    r"\b(?:den|tinh den|toi)\s+(?:het |cuoi )?nam 20\d\d|\bhet nam 20\d\d|by the end of 20\d\d|by 20\d\d"
)
_ADDED = re.compile(r"\bthem\b|\bmoi (?:co|duoc)|\bgiao\b|\bmore\b|\badditional\b|\bfurther\b")
_CHANGED = re.compile(
    r"\b(?:t[ăa]ng|gi[ảa]m|cao h[ơo]n|th[ấa]p h[ơo]n|nhi[ềe]u h[ơo]n|[íi]t h[ơo]n|thi[ếe]u|h[ụu]t|ch[êe]nh|rise|fall|grow|increase|decrease)s?\b"
    r"(?!\s+(?:cường|tính|tốc|tại|cuong|tinh|toc|tai))(?:\s+\w+){0,2}\s*#"
    r"|\b(?:xuống|xuong)\s*#|\bh[ơo]n (?:số|mức|kế hoạch|so|muc|ke hoach)\b[^#]*#"
    r"|#[^#]*\bso (?:v[ớo]i|c[ùu]ng)\b|#[^#]*\b(?:more|less|fewer) than\b"
)
_MONEY = re.compile(
    r"muc tieu|ke hoach|\bvon\b|kinh phi|ngan sach|\bnguon|huy dong|\bdanh\b|bo tri|ho tro|dau tu|\bgop\b|phan bo|nong thon moi|\bntm\b"
    r"|chuong trinh|fund|budget|spend|plan|programme|invest|rural|\bgives?\b"
)
_PART_OF_YEAR = (
    r"\bquy (?:[ivx]+|[1-4])\b(?:\s*[/-]\s*20\d\d| nam 20\d\d)?|(?:\b(?:[1-9]|1[01]|ba|sau|chin) thang(?: (?:dau|cuoi) nam)?\b|\bthang (?:[1-9]|1[0-2])\b"
    r"|nua (?:dau|cuoi) nam)(?:\s*(?:[/-]|cua nam|nam)?\s*20\d\d\b)?|first half|second half|\bquarter\b"
)
_OTHER_TIME = r"nam (?:ngoai|truoc|sau|toi|kia)\b|cung ky|last year|next year|previous year|giai doan|nhiem ky"
_TIME = re.compile(
    rf"(?P<part>{_PART_OF_YEAR})|(?P<other>{_OTHER_TIME})|(?P<whole>\bca nam\b|\bnam nay\b|\bnam 20\d\d\b|\b20\d\d\b|trong nam\b)"
)


def is_done(clause: str, sentence_before: str) -> bool:
    """Tell whether a clause speaks of what was reached, not of what is planned."""
    if _DONE.search(clause):
        return _AIM_BEFORE.search(clause) is None
    return _UNTIL_NOW.match(sentence_before) is not None and not _AIM_BEFORE.search(
        f"{sentence_before}#"
    )


def is_negated(clause: str) -> bool:
    """Tell whether a clause in lower case, with its marks, denies its number."""
    return _NEGATED.search(clause) is not None


def is_average(clause: str) -> bool:
    """Tell whether a clause in lower case, with its marks, speaks of an average or of each of many."""
    return _AVERAGE.search(clause) is not None


def is_in_turn(sentence: str) -> bool:
    """Tell whether numbers of a sentence belong to things named one after another elsewhere."""
    return _IN_TURN.search(sentence) is not None


def is_cumulative(clause: str, sentence_before: str) -> bool:
    """Tell whether a count is of all there will be, not of what the year adds."""
    if _CUMULATIVE.search(clause):
        return True
    return _BY_THEN.search(f"{sentence_before} {clause}") is not None and not _ADDED.search(
        f"{sentence_before} {clause}"
    )


def is_spent(clause: str) -> bool:
    """Tell whether money, in a clause with its marks, was given already: no plan, but a result."""
    return (
        re.search(
            r"\bđã\b(?! (?:ban hành|phê duyệt|giao|đề ra|đặt ra|xác định|thông qua))|\bda (?:dong gop|gop|chi|cap|ho tro|duoc)\b",
            clause.partition("#")[0],
        )
        is not None
    )


def is_change(clause: str) -> bool:
    """Tell whether a number, in a clause with its marks, is how much something rose, fell or differs."""
    return _CHANGED.search(clause) is not None


def speaks_of_funding(sentence: str) -> bool:
    """Tell whether a sentence speaks of money for a programme."""
    return _MONEY.search(sentence) is not None


def times_in(text: str) -> list[tuple[int, int, str]]:
    """List where a text names a time: start, end, and ``part``, ``other`` or ``whole`` year."""
    return [(m.start(), m.end(), str(m.lastgroup)) for m in _TIME.finditer(text)]
