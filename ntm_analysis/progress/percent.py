"""Percentages as readers see them: rounded, and never to nought or to all."""

from decimal import Decimal
from fractions import Fraction
from math import floor

from ntm_analysis.text import format_number


def format_percent(value: Fraction, lang: str = "vi", decimals: int = 2) -> str:
    """Print a percentage from 0 on; where rounding would make 0 or 100 of it, say the bound.

    >>> format_percent(Fraction(199, 2)), format_percent(Fraction(999999, 10000))
    ('99,50', '>99,99')
    >>> format_percent(Fraction(1, 10**9), "en"), format_percent(Fraction(100))
    ('<0.01', '100,00')
    """
    unit = Decimal(1).scaleb(-decimals)
    near = floor(value * 10**decimals + Fraction(1, 2)) * unit
    if near == 0 != value:
        return f"<{format_number(unit, lang, decimals)}"
    if near == 100 != value:
        return f">{format_number(near if value > near else near - unit, lang, decimals)}"
    return format_number(near, lang, decimals)
