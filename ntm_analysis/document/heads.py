"""What a heading or a phrase counts: an indicator, by its unit and its level."""

import re

from ntm_analysis.text import fold

# What "khu" is the beginning of and no village: "khu vực", "khu công nghiệp".
NO_VILLAGE = r"(?! (?:vuc|cong nghiep|kinh te|du lich|do thi|di tich|nha|san xuat|chan nuoi|trung tam|xu ly|tai dinh cu|vuon))"
_UNITS = (
    ("ocop", re.compile(r"\bocop\b|san pham|^\W*sp\W*$")),
    ("village", re.compile(rf"(?<!nong )\bthon\b|\bap\b|\bkhu\b{NO_VILLAGE}|\bto dan pho|(?<!uy )(?<!cac )\bban\b(?! (?:nganh|dan|chi))|\bbuon\b|\blang\b|\bxom\b")),
    ("commune", re.compile(r"(?<!thi )\bxa\b")),
    ("district", re.compile(r"\bhuyen\b|\bthi xa\b|\bthanh pho\b")),
)  # fmt: skip
_STOCK = re.compile(
    r"luy ke|den het|den nay|den nam|hien (?:co|nay|trang)|da (?:dat|duoc|co|hoan thanh)|ket qua|thuc hien nam|"
    r"tong so (?:xa|thon|huyen|san pham)|so xa cua|toan huyen co|con lai|"
    r"^so xa$|\btong xa\b|duy tri|cong nhan lai|danh gia lai|phan hang lai|\buoc (?:thuc hien|dat)\b"
)
_ADDED = re.compile(
    r"^\W*(?:trong do\W*)?(?:so )?(?:xa |thon |huyen )?(?:tang|dat|phan dau|cong nhan|hoan thanh)\b.*"
    r"\b(?:them|moi|nam 20\d\d)\b|^\W*(?:trong do\W*)?(?:tang )?them\b|^\W*trong do\W*(?:ke hoach )?nam 20\d\d$"
)
# Short for levels beside the name of the standard, and what looks like a level and is none of ours.
_SHORT = {"model": re.compile(r"\bntm ?km\b"), "advanced": re.compile(r"\bntm ?nc\b")}
_NOT_REACHED = re.compile(r"\b(?:chua|khong|rot|thu hoi)\b|thong minh|\bho so\b|\btu choi\b")
_NOT_COUNTS = re.compile(
    r"\bten\b|danh sach|ghi chu|kinh phi|\bvon\b|ty le|%|dan so|dien tich|binh quan|tieu chi"
)


def level_of(folded: str) -> str:
    """Return the level that words name: ``model``, ``advanced``, ``ntm``, or nothing.

    >>> level_of("xa ntm kieu mau"), level_of("dat chuan nong thon moi nang cao"), level_of("vuon mau")
    ('model', 'advanced', '')
    >>> level_of("xa ntm nc"), level_of("xa ntmkm")
    ('advanced', 'model')
    """
    short = next((level for level, found in _SHORT.items() if found.search(folded)), "")
    if short or "kieu mau" in folded:
        return short or "model"
    if "nang cao" in folded:
        return "advanced"
    return (
        "ntm" if re.search(r"\bntm\b|nong thon moi|dat chuan|hoan thanh nhiem vu", folded) else ""
    )


def unit_of(folded: str) -> str:
    """Return the unit that words count: ``ocop``, ``village``, ``commune``, ``district``, or nothing."""
    return next((unit for unit, pattern in _UNITS if pattern.search(folded)), "")


def indicator_of(head: str) -> str:
    """Return the indicator that a column's heading names, or nothing.

    >>> indicator_of("Thôn, bản NTM kiểu mẫu"), indicator_of("Số sản phẩm OCOP được xếp hạng")
    ('village_model', 'ocop_products')
    >>> indicator_of("Huyện, thị xã, thành phố"), indicator_of("Ban, ngành phụ trách")
    ('', '')
    >>> indicator_of("Xã NTM NC"), indicator_of("Số xã chưa đạt chuẩn NTM"), indicator_of("Xã NTM thông minh")
    ('commune_advanced', '', '')
    >>> indicator_of("Số xã được công nhận đạt chuẩn nông thôn mới")
    'commune_ntm'
    """
    folded = " ".join(fold(head).split())
    unit = unit_of(folded)
    if _NOT_REACHED.search(folded):
        return ""
    if unit == "ocop":
        return "ocop_products"
    level = level_of(folded)
    return f"{unit}_{level}" if unit and level else ""


def is_stock(head: str) -> bool:
    """Tell whether a heading counts what there is already, not what is to be added."""
    return _STOCK.search(fold(head)) is not None


def is_addition(head: str) -> bool:
    """Tell whether a heading goes on from the one before it: the part that is added in the year.

    >>> is_addition("Trong đó: công nhận mới năm 2025"), is_addition("Ghi chú")
    (True, False)
    """
    return _ADDED.search(fold(head)) is not None


def is_no_count(head: str) -> bool:
    """Tell whether a heading is that of names, money, shares or notes."""
    return _NOT_COUNTS.search(fold(head)) is not None
