"""The provinces of Viet Nam until June 2025 and the cities of their rank: the one list of names."""

import re
from functools import cache

from ntm_analysis.text import fold, marks_missing

# 63 until 30/6/2025; the 34 of July 2025 bear names from among these.
PROVINCES = (
    "An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre",
    "Bình Dương", "Bình Định", "Bình Phước", "Bình Thuận", "Cà Mau", "Cao Bằng", "Cần Thơ",
    "Đà Nẵng", "Đắk Lắk", "Đắk Nông", "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Giang",
    "Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Dương", "Hải Phòng", "Hậu Giang", "Hòa Bình",
    "Hồ Chí Minh", "Hưng Yên", "Khánh Hòa", "Kiên Giang", "Kon Tum", "Lai Châu", "Lạng Sơn",
    "Lào Cai", "Lâm Đồng", "Long An", "Nam Định", "Nghệ An", "Ninh Bình", "Ninh Thuận", "Phú Thọ",
    "Phú Yên", "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị", "Sóc Trăng",
    "Sơn La", "Tây Ninh", "Thái Bình", "Thái Nguyên", "Thanh Hóa", "Thừa Thiên Huế", "Huế",
    "Tiền Giang", "Trà Vinh", "Tuyên Quang", "Vĩnh Long", "Vĩnh Phúc", "Yên Bái",
)  # fmt: skip
CITIES = ("Cần Thơ", "Đà Nẵng", "Hà Nội", "Hải Phòng", "Hồ Chí Minh", "Huế")


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(map(fold, PROVINCES), key=len, reverse=True)
    joined = (re.sub(r"\s(?:-\s)?", r"(?:\\s*[-–]\\s*|\\s+)", name) for name in names)
    return re.compile(rf"(?:{'|'.join(joined)})(?!\w)")


def province_at(text: str, folded: str, at: int) -> str:
    """Return the province or city whose name begins at a place of a text, or nothing.

    >>> said = "tỉnh BÀ RỊA – VŨNG TÀU"
    >>> province_at(said, fold(said), 5), province_at("Hà Nàm", "ha nam", 0)
    ('Bà Rịa - Vũng Tàu', '')
    """
    found = _pattern().match(folded, at)
    words = re.findall(r"\w+", text[at : found.end()]) if found else []
    return next((n for n in PROVINCES if _same(" ".join(words), n)), "") if words else ""


def _same(said: str, name: str) -> bool:
    return marks_missing(said, " ".join(re.findall(r"\w+", name)))
