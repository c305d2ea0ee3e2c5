"""The unit that stands beside an amount of money: what one of the number stands for, in đồng."""

import re

_UNITS = {
    "vi": {"nghìn tỷ": 10**12, "tỷ": 10**9, "triệu": 10**6, "nghìn": 10**3, "đồng": 1},
    "en": {"trillion": 10**12, "billion": 10**9, "million": 10**6, "thousand": 10**3, "vnd": 1},
}
_FOUND = {
    lang: re.compile(rf"\b({'|'.join(names)})\b", re.IGNORECASE) for lang, names in _UNITS.items()
}


def behind(text: str, lang: str) -> int:
    """Return the unit that a text begins with, 0 if with none.

    >>> behind(" tỷ đồng; xem", "vi"), behind(" million VND", "en"), behind(" xã", "vi")
    (1000000000, 1000000, 0)
    """
    found = _FOUND[lang].match(text.lstrip())
    return _UNITS[lang][found[1].lower()] if found else 0


def within(title: str, lang: str) -> int:
    """Return the unit that the title of a column names, 0 if it names none.

    >>> within("Hụt (tỷ đồng)", "vi"), within("Amount (VND)", "en"), within("Tỷ lệ (%)", "vi")
    (1000000000, 1, 0)
    """
    inner = re.search(r"\(([^)]*)\)", title)
    return behind(inner[1], lang) if inner else 0
