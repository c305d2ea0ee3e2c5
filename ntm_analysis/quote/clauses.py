"""What the words of a clause make of its number: negated, an average, cumulative, of another matter."""

import re

from ntm_analysis.quote.counts import LEVEL

# The words of the clause stand before and after a "#", which is the number itself. Where a word is
# another without its marks ("mới", "mỗi"), the clause is read with them.
_AIM = r"phan dau|muc tieu|\bse\b|chi tieu|ke hoach|du kien|\bgiao|is to|are to|target|plan|aims?"
_DONE = re.compile(
    r"\bda (?:duoc |co |hoan thanh |cong nhan |dat |ve dich )|\b(?:thuc hien|hoan thanh|dat) duoc\b|\bvua\b|luy ke|den nay|hien (?:co|nay)|nang tong so"
    r"|\b(?:has|have|had) (?:already )?(?:reached|been|recognised|got)|so far|to date|already"
)
_AIM_BEFORE = re.compile(rf"(?:{_AIM})[^#]*#")
_NEGATED = re.compile(
    r"\b(?:không|chưa|chẳng|khong|chang)\b"
    r"(?!\s+(?:quá|dưới|ít|kém|thấp|vượt|bao gồm|chỉ|ngừng|đến|tới|đầy|qua|duoi|chi|ngung))"
    r"|\b(?:is|are|will|does|do|did|has|have)\s+not\b|\bnot\b(?!\s+(?:less|more|only|fewer))|\bcannot\b|\bno longer\b"
)
_AVERAGE = re.compile(
    r"b[ìi]nh qu[âa]n|trung b[ìi]nh|\b(?<!thon )m[ỗo]i (?:huyện|xã|thôn|bản|đơn vị|địa phương|năm|tháng|hộ|huyen|xa|thon|ban|don vi|dia phuong|nam|thang|ho)\b"
    r"|\baverage|\beach\b|\bper\b(?! cent)|\bevery\b"
)
_IN_TURN = re.compile(r"lan luot|tuong ung la|respectively")
_CUMULATIVE = re.compile(
    r"nang (?:tong )?so|luy ke|cong don|\btong so [^#]*\blen\b|\b(?:len|len thanh|(?<!chi )con|con lai)\s*#|so far|to date|bringing"
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
_PROGRESS = re.compile(
    r"(?:giai ngan|hoan thanh|thuc hien duoc|\bdat|lai suat|tang|giam|vuot|tang truong|disburse\w*|complete\w*|grew|rose|interest)\b[^#]*#"
    r"|#\s*(?:ke hoach|tien do|muc tieu|chi tieu|(?:so )?(?:ho|xa|dan|nguoi|thon|ban|huyen|lao dong|tre|truong|duong)\b)"
)
_MONEY = re.compile(
    r"\bvon\b|kinh phi|ngan sach|\bnguon|huy dong|\bdanh\b|bo tri|ho tro|dau tu|\bgop\b|phan bo|nong thon moi|\bntm\b"
    r"|chuong trinh|fund|budget|spend|plan|programme|invest|rural|\bgives?\b"
)
_SHARED = re.compile(r"\bvon\b|kinh phi|ngan sach|\bnguon|fund|budget|money|total")
_NO_FUNDING = re.compile(
    r"xuat khau|kim ngach|tong muc dau tu|\bdu an\b|cong trinh|tuyen duong|cao toc|\bnop\b|\bthue\b|\bthu (?:ngan sach|noi dia|thue)|\bgrdp\b|\bgdp\b|doanh (?:thu|so)|gia tri|loi nhuan|tien luong|du no|thiet hai"
    r"|tiet kiem|exports?|revenues?|\bgdp|debts?|\btax"
)
_PURPOSE = re.compile(
    r"#[^#]*\b(?:lam|xay|xay dung|nang cap|sua chua|mua|cho|vao|de|for|on|to build)\b[^#]*?"
    r"\b(?:duong|giao thong|cau|thuy loi|truong(?: hoc)?|tram|y te|nuoc sach|moi truong|luoi dien|van hoa|nha(?! nuoc)|ha tang|san xuat"
    r"|du lich|chuyen doi so|ocop|giam ngheo|dao tao|roads?|schools?|irrigation|bridges?|clinics?|infrastructure|houses|training)\b"
)
_OTHER_PROGRAMME = re.compile(
    r"chuong trinh (?!mtqg|muc tieu quoc gia|xay dung|nong thon|ntm|la\b|khoang|co\b|nam\b|o\b|tren|hon|gan|du kien|tong|can\b"
    r"|huy dong|trong|nay|duoc|dat|den|giai doan|cua tinh|cua ke hoach|se\b|theo|phan dau)\w+[^#]*#"
)
# Money "of" something that is no source of the plan: "vốn trái phiếu", "ngân sách cấp huyện".
_OTHER_SOURCE = re.compile(
    r"\b(?:von|nguon|ngan sach)\s+(?!von\b|la\b|khoang|tren|hon\b|gan\b|duoi|cho\b|de\b|thuc hien|huy dong|du kien|can\b|danh|bo tri|ho tro"
    r"|cua (?:chuong trinh|ke hoach|tinh)|chuong trinh|xay dung|nong thon|ntm|nam\b|len|toi|den|lon|nay|duoc|dat\b|trong|ca\b|toan|tinh\b|va\b|co\b"
    r"|dau tu(?! phat)|theo|phan bo|luc\b|do\b|voi\b|it\b|nhat)\w+[^#]*#"
)
_OTHER_MATTER = re.compile(
    r"\b(?:cua|o|tai|ve|cung|trong so|cho)\s*#|#[^#]*\bkhac\b|\btieu chi\b|thong minh"
    r"|xuat khau|len san|thuong mai dien tu|nang hang|cong nhan lai|danh gia lai|phan hang lai|gia han|thu hoi|thoat ngheo|khong dat|cong bo|xet thuong|khen thuong|bieu duong|trao bang"
    r"|\bsap nhap|tap huan|kiem tra|giam sat|ra soat|tham quan|export|online|withdraw|poor\b|poverty|inspect"
)
_PART_OF_YEAR = (
    r"\bquy (?:[ivx]+|[1-4])\b(?:\s*[/-]\s*20\d\d| nam 20\d\d)?|\b(?:[1-9]|1[01]|ba|sau|chin) thang(?: dau nam)?\b|\bthang (?:[1-9]|1[0-2])\b"
    r"|nua (?:dau|cuoi) nam|first half|second half|\bquarter\b"
)
_OTHER_TIME = r"nam (?:ngoai|truoc|sau|toi|kia)\b|cung ky|last year|next year|previous year|giai doan|nhiem ky"
_TIME = re.compile(
    rf"(?P<part>{_PART_OF_YEAR})|(?P<other>{_OTHER_TIME})|(?P<whole>\bca nam\b|\bnam nay\b|\bnam 20\d\d\b|\b20\d\d\b|trong nam\b)"
)
# Words that leave open what is counted: a count beside others than these, and without a level, may be of anything.
_PLAIN = re.compile(
    r"co|them|duoc|giao|dat|chuan|hoan|thanh|ve|dich|nong|thon|moi|ntm|cong|nhan|phan|"
    r"dau|nam|trong|la|va|se|chi|tieu|ke|hoach|muc|toan|tinh|ca|huyen|xa|ban|thi|pho|"
    r"cho|cac|don|vi|dia|phuong|nua|tren|cua|tai|o|khoang|gan|hon|it|nhat|toi|thieu|da|"
    r"dang|ky|du|kien|tong|so|nay|thuc|hien|xay|dung|chuong|trinh|gom|den|tu|voi|theo|"
    r"cung|trieu|khai|phai|dinh|huong|ap|the|province|plans|to|have|a|in|of|and|is|"
    r"are|reach|with|more|new|rural|standard|plan|for|there|total|be|will|by|communes|"
    r"villages|districts|provincial|target|targets"
    r"|do|kieu|mau|nang|ubnd|hdnd|xet|tham|quyet|de|nghi|som|deu|con|tro|len|chinh|thuc|vao|cuoi|dung|truoc|quy|han|nhu|standards|advanced|model|being|recognised|should"
)


def is_done(clause: str) -> bool:
    """Tell whether a clause speaks of what was reached, not of what is planned."""
    found = list(_DONE.finditer(clause))
    return bool(found) and _AIM_BEFORE.search(clause) is None


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
    return _BY_THEN.search(f"{sentence_before} {clause}") is not None and not _ADDED.search(clause)


def is_spent(clause: str) -> bool:
    """Tell whether money, in a clause with its marks, was given already: no plan, but a result."""
    return (
        re.search(r"\bđã\b|\bda (?:dong gop|gop|chi|cap|ho tro|duoc)\b", clause.partition("#")[0])
        is not None
    )


def is_change(clause: str) -> bool:
    """Tell whether a number, in a clause with its marks, is how much something rose, fell or differs."""
    return _CHANGED.search(clause) is not None


def is_progress(clause: str) -> bool:
    """Tell whether a percentage is of progress, growth or people, not a share of money."""
    return _PROGRESS.search(clause) is not None


def speaks_of_shares(clause: str) -> bool:
    """Tell whether a clause speaks of money, so that a percentage in it may be a share of it."""
    return _SHARED.search(clause) is not None


def speaks_of_funding(sentence: str) -> bool:
    """Tell whether a sentence speaks of money for a programme."""
    return _MONEY.search(sentence) is not None


def no_funding(clause: str) -> bool:
    """Tell whether an amount is of trade, debt or another programme, or for one purpose among many."""
    before = clause.partition("#")[0]
    return bool(
        _NO_FUNDING.search(before) or _OTHER_PROGRAMME.search(clause) or _PURPOSE.search(clause)
    )


def of_another_source(clause: str) -> bool:
    """Tell whether the words before an amount name a source, which is none that is known."""
    return _OTHER_SOURCE.search(clause) is not None


def is_other_matter(clause: str, rest: str, level: str, unit: str) -> bool:
    """Tell whether a count may be of another matter than a target.

    `rest` are the words after it up to the next number, over commas.

    Between what is counted and its standard, and where no standard is said, only words that leave
    it open may stand; after a standard that is not called "nông thôn mới", none that makes it
    another one ("đạt chuẩn quốc gia về y tế").

    >>> is_other_matter("dua dien ve #", "", "", "commune"), is_other_matter("co #", "", "", "commune")
    (True, False)
    >>> [is_other_matter("#", rest, "ntm", "commune") for rest in ("dat chuan", "co truong dat chuan")]
    [False, True]
    """
    if _OTHER_MATTER.search(clause):
        return True
    if unit == "ocop":
        return False
    if not level:
        return not _is_plain(clause)
    said = LEVEL.search(rest)
    if said is None:
        return False
    bare = re.search(r"ntm|nong thon moi|rural", said[0]) is None
    return not _is_plain(rest[: said.start()]) or (
        bare and not _is_plain(" ".join(rest[said.end() :].split()[:2]))
    )


def _is_plain(words: str) -> bool:
    return all(map(_PLAIN.fullmatch, re.findall(r"[a-z]+", words)))


def time_of(before: str, after: str) -> str:
    """Return ``part`` or ``other`` where a number is of a part of the year or of another time."""
    marks = list(_TIME.finditer(before))[-1:] or list(_TIME.finditer(after))[:1]
    return next((kind for kind in ("part", "other") if marks and marks[0][kind]), "")
