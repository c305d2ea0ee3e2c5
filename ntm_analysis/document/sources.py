"""The usual names of funding sources, and what marks an amount that belongs to no funding list."""

import re

from ntm_analysis.text import fold

_BUDGET = r"(?:ngan sach|ns|von|nguon)"
_PATTERNS = {
    "integrated": r"long ghep",
    "credit": r"tin dung",
    "enterprise": r"doanh nghiep|\bdn\b|\bhtx\b|hop tac xa|to chuc kinh te|khu vuc tu nhan",
    "community": r"cong dong|dan cu|nhan dan|nguoi dan|\bdan (?:dong )?gop|trong dan\b|von dan\b"
    r"|suc dan|dan tu dong gop",
    "central_budget": rf"\bnstw\b|{_BUDGET}[^,;+]{{0,14}}\b(?:trung uong|tw)\b|^(?:trung uong|tw)$",
    "provincial_budget": rf"\bnst\b|{_BUDGET}(?: dia phuong)?(?: cap)? tinh\b|^(?:cap )?tinh$",
    "local_budget": rf"\bnsdp\b|{_BUDGET} dia phuong\b(?! (?:cap )?tinh)"
    rf"|{_BUDGET}(?: cap)? (?:huyen|thanh pho)(?:,| va| -|/) ?(?:(?:cap|ngan sach|ns) )?xa\b"
    r"|^(?:cap )?huyen(?:, | va |/| - )(?:cap )?xa$",
    "state_budget": rf"\bnsnn\b|{_BUDGET} nha nuoc|von (?:dau tu )?truc tiep|ngan sach cac cap"
    r"|^von ngan sach$|^ngan sach$",
    "total": r"^(?:\W|[ivx]+\b|so tien)*tong\b|\btong (?:von|so|cong|nguon|kinh phi|muc|nhu cau|du toan|ke hoach)"
    r"|^cong$|^toan tinh$",
}
# "Tổng nguồn vốn ngân sách trung ương" is all of one source, not of the programme's money.
_WHOLE_OF_ONE = re.compile(
    r"(?:tong(?: so| cong)?)(?: (?:nguon|muc|von|kinh phi|nhu cau))*\s+(?=(?:ngan sach (?!va |nam )|ns[a-z]{1,3}\b|tin dung))"
)
# "Ngân sách tỉnh, huyện, xã" and "địa phương (tỉnh, huyện)" are more than one level.
_SEVERAL_LEVELS = re.compile(r"\btinh(?:,| va| -|/|;) ?(?:(?:cap|ngan sach|ns) )?huyen\b")
# "Huy động ngoài ngân sách nhà nước" is no money of the budget.
_OUTSIDE_BUDGET = re.compile(r"\bngoai (?:nguon |von )?(?:ngan sach|ns)(?:nn\b| nha nuoc)?")
_WITH_OTHERS = re.compile(r"\bva (?:cac )?(?:nguon|von)\b.*\bkhac\b")
_TOTAL_IN_PROSE = re.compile(
    r"\b(?:tong|nhu cau|ke hoach|du kien|khai toan|huy dong|kinh phi|nguon luc|nguon von|muc von)\b"
    r".*\b(?:von|kinh phi|nguon luc|ngan sach|nguon)\b|\btong (?:cong|so)\b"
    r"|^\W*(?:du kien |nhu cau |tong )?(?:kinh phi|nguon von|nguon luc|von)\b.*(?:thuc hien|chuong trinh|nam 20\d\d)"
    r"|\b(?:von|kinh phi|nguon luc)\b.*\b(?:la|khoang|du kien|thuc hien)\s*:?\s*$"
    r"|\b(?:du kien|phan dau|se|can|ke hoach)\b[^,;]*\bhuy dong\b[^,;]*$"
)
_NOT_OF_THE_LIST = {
    "debt": r"\bnợ\b",
    "per_unit": r"bình quân|mỗi (?:xã|thôn|bản|huyện|hộ|sản phẩm|đơn vị|mô hình)|/\s*(?:xã|thôn|bản|ấp|hộ|huyện|sản phẩm|người|lao động|mô hình|đơn vị|công trình|khu|km|ha|m2)(?!\w)"
    r"|(?:định )?mức hỗ trợ",
    "other_programme": r"giảm nghèo|dân tộc thiểu số|phát triển kinh tế - xã hội vùng",
    "done_before": r"đã (?:giải ngân|huy động|bố trí|thực hiện|phân bổ)|lũy kế|luỹ kế|giải ngân",
    "period": r"giai đoạn",
    "change": r"(?:tăng|giảm|vượt|cao hơn|thấp hơn|nhiều hơn|ít hơn|chênh lệch)(?: thêm)?(?: là| khoảng| trên| gần)?\W*$",
    "balance": r"khả năng (?:cân đối|huy động)|cân đối được|(?:đã|chưa) cân đối|còn thiếu|thiếu hụt|chưa (?:bố trí|có nguồn)",
    "price": r"thu nhập|doanh thu|giá trị (?:sản xuất|sản phẩm|xuất khẩu)|giải thưởng|thưởng",
}  # fmt: skip

# Reasons that hold even where the amount is printed under the name of a source.
OF_OTHER_MONEY = {"debt", "per_unit", "other_year", "period", "change", "besides"}
_FOR = re.compile(
    r"(?:bo tri|phan bo|su dung|danh|chi|phan khai|dau tu)(?: [a-z]+){0,3}? cho\b(?! chuong trinh)"
    r"|theo (?:cac )?(?:noi dung|nhiem vu|linh vuc|muc dich|hang muc|du an thanh phan)|noi dung chi\b"
    r"|\bde (?:thuc hien cac|dau tu|ho tro|xay dung)|muc dich su dung"
)
_ACTIVITY = (
    r"(?:dau tu )?(?:xay dung|ha tang|co so|kien co|giao thong|thuy loi|truong|duong|dien\b|nuoc sach|cho nong thon)"
    r"|ho tro(?! (?:cua|tu|quoc te|nuoc ngoai|von)\b)|phat trien|dao tao|tap huan|tuyen truyen|san xuat|ve sinh|moi truong"
    r"|y te|van hoa|giao duc|quan ly|giam sat|kiem tra|chuyen doi so|(?:chuong trinh )?(?:moi xa|ocop)|duy tu"
    r"|bao tri|mua|sua chua|mo hinh|xu ly|khen thuong|nang cao|thuong|quy hoach|an ninh|nha o|ung dung|bao ton|trong cay"
)
_OF_MONEY = r"(?:(?:von|kinh phi|nguon|chi|cho|de|thuc hien|noi dung|nhiem vu|cong tac|hang muc|cac|ve|xay dung)\s+)*"
_PURPOSE = re.compile(rf"\W*{_OF_MONEY}(?:{_ACTIVITY})(?![a-z])")
_MONEY_BEGINS = re.compile(r"\W*(?:tong |cac )?(?:von|nguon|ngan sach|ns|kinh phi|quy)\b")
_KIND = re.compile(
    r"\W*(?:(?:von|nguon|kinh phi|chi)\s+)?(?:dau tu(?: phat trien| cong)?|dtpt|xdcb|dt|su nghiep(?: kinh te)?|sntx|snkt|sn|"
    r"thuong xuyen|tx)\W*"
)
_KIND_ENDS = re.compile(rf"(?:{_KIND.pattern})$")
_LEVEL = re.compile(r"\W*(?:cap )?(?:trung uong|tinh|huyen|xa)\W*$")
_OF_WHICH = re.compile(r"chuyen (?:sang|nguon|tiep)|keo dai|bo sung|tam ung|tang them|hoan tra")
_WITHIN = re.compile(r"\W*(?:đã )?(?:nằm|tính|được tính) (?:trong|vào)")
_CARRIED = re.compile(r"chuyển (?:sang|nguồn|tiếp)|kéo dài")


def source_of(name: str) -> str:
    """Return the key of a funding source printed under one of its usual names, or nothing.

    A name that fits two sources, as "doanh nghiệp và nhân dân", fits none.

    >>> source_of("Vốn NSTW"), source_of("Nhân dân đóng góp"), source_of("Vốn xổ số")
    ('central_budget', 'community', '')
    >>> source_of("Tổng nguồn vốn"), source_of("Tổng nguồn vốn ngân sách Trung ương")
    ('total', 'central_budget')
    >>> source_of("Vốn doanh nghiệp và cộng đồng"), source_of("Ngân sách địa phương (huyện, xã)")
    ('', 'local_budget')
    >>> source_of("Huy động ngoài NSNN"), source_of("Vốn tín dụng ngoài ngân sách")
    ('', 'credit')
    >>> source_of("NSTƯ"), source_of("NS huyện, NS xã"), source_of("Ngân sách tỉnh, huyện, xã")
    ('central_budget', 'local_budget', '')
    """
    name = re.sub(r"(?<!\w)(NS|)TƯ(?!\w)", r"\1TW", name)
    key = re.sub(r"\s+", " ", fold(re.sub(r"\([^)]*\)", " ", name))).strip(" .:,;-+*")
    key = _OUTSIDE_BUDGET.sub("", key).strip()
    if not key or _SEVERAL_LEVELS.search(fold(name)):
        return ""
    whole_of_one = _WHOLE_OF_ONE.match(key)
    if whole_of_one:
        return source_of(key[whole_of_one.end() :]) or "total"
    found = [source for source, pattern in _PATTERNS.items() if re.search(pattern, key)]
    if len(found) == 1 and _WITH_OTHERS.search(key):
        return ""
    if "total" in found and re.match(r"(?:\W|[ivx]+\b)*tong\b", key):
        return "total"
    found = [source for source in found if source != "total"]
    if len(found) > 1 and "state_budget" in found:
        found = [source for source in found if source != "state_budget"]
    if not found and re.search(_PATTERNS["total"], key):
        return "total"
    return found[0] if len(found) == 1 else ""


def is_purpose(name: str, before: str, *, led: bool = False) -> bool:
    """Tell whether an amount is what money is spent on: by its name, the words before it, or as `led`.

    >>> is_purpose("hạ tầng", ""), is_purpose("Vốn hỗ trợ sản xuất", ""), is_purpose("Vốn xổ số", "")
    (True, True, False)
    >>> is_purpose("xã A", "bố trí cho: xã A"), is_purpose("ngân sách tỉnh", "bố trí cho: ")
    (True, False)
    """
    key = fold(name)
    if source_of(name) or _KIND.fullmatch(key):
        return False
    if _PURPOSE.match(key):
        return True
    return (led or leads_to_purposes(fold(before))) and not _MONEY_BEGINS.match(key)


def leads_to_purposes(folded: str) -> bool:
    """Tell whether words lead to what money is spent on, as in "bố trí cho các nội dung:"."""
    return _FOR.search(folded) is not None


def is_wide_local(name: str) -> bool:
    """Tell whether local money is named without its level, so that the province's may be in it."""
    return source_of(name) == "local_budget" and not re.search(
        r"huyen|thanh pho|\bxa\b", fold(name)
    )


def is_kind_of_money(folded: str) -> bool:
    """Tell whether a name is one of money, as "đầu tư", "SN", "NS huyện" or "vốn khác" are."""
    return any(known.match(folded) for known in (_KIND_ENDS, _MONEY_BEGINS, _LEVEL))


def is_of_which(name: str) -> bool:
    """Tell whether a name is that of some of the money of a source, as what was carried over."""
    return _OF_WHICH.search(fold(name)) is not None


def announces_total(folded: str) -> bool:
    """Tell whether the words before an amount announce the whole of a programme's money."""
    return _TOTAL_IN_PROSE.search(folded) is not None


def not_of_the_list(before: str, after: str, year: int | None) -> str:
    """Return why an amount belongs to no funding list, or nothing.

    Reasons are debt, another year or period, a change from one year to the next, a unit's amount,
    another programme, what was done before, a price, money beside the whole or counted in it already.

    Parameters
    ----------
    before, after : str
        The clause around the amount, in lower case.
    year : int or None
        The plan's own year.
    """
    years = [int(found) for found in re.findall(r"năm (20\d\d)", before)]
    reasons: list[str] = []
    for reason, pattern in _NOT_OF_THE_LIST.items():
        if reason == "period" and year in years:
            continue
        if re.search(pattern, before) or (
            reason == "per_unit" and re.match(rf"\s*(?:cho\s+)?(?:{pattern})", after)
        ):
            reasons.append(reason)
    following = re.match(r"\s*(?:của |trong |cho )?năm (20\d\d)", after)
    if following:
        years = [int(following[1])]
    if years and year and year not in years and not _CARRIED.search(before):
        reasons.append("other_year")
    if _WITHIN.match(after):
        reasons.append("besides")
    # One that holds under the name of a source tells more than one that does not.
    return next((r for r in reasons if r in OF_OTHER_MONEY), reasons[0] if reasons else "")
