"""The year that a number of a sentence speaks of."""

import re
from bisect import bisect_left
from functools import lru_cache

from ntm_analysis.quote.stated import Stated

_YEAR = re.compile(r"(?<![\d/.,])(20\d\d)(?![.,]?\d)(?!\s*(?:ty|trieu|xa|huyen|thon)\b)")
_CUT = re.compile(r"[,;()]|\bva\b|\band\b|\bso voi\b")
_PERIOD = re.compile(r"20\d\d\s*-\s*20\d\d")
# Two years of which one number is said: "trong 2 năm 2024 và 2025".
_BOTH = re.compile(
    r"(?<![\d/.,])20\d\d\s*(?:-|\b(?:va|den|and|to)\b)\s*(?:(?:het |cuoi )?nam )?20\d\d"
)
_SAID = re.compile(r"\bnam (20\d\d)\b")


@lru_cache(maxsize=16)
def _marks(folded: str) -> tuple[list[tuple[int, int]], list[int], list[tuple[int, int]]]:
    """Return the years of a text, where its clauses are cut, and the spans of two years in one."""
    years = [(m.start(), int(m[1])) for m in _YEAR.finditer(folded)]
    cuts = [m.start() for m in _CUT.finditer(folded)]
    return years, cuts, [m.span() for m in _BOTH.finditer(folded)]


def year_of(folded: str, stated: Stated, begin: int, end: int, own: int | None) -> int | None:
    """Return the year of a number if it is not the plan's: of its clause, else the nearest before.

    Where its sentence names none, an earlier sentence that names a year speaks for it. A number of
    two years together is of the other one.
    """
    if not own:
        return None
    known, cuts, both = _marks(folded)
    years = [(at, year) for at, year in known if begin <= at < end]
    if not years:
        earlier = [int(folded[at : at + 4]) for at, _ in known if at < begin
                   and _SAID.match(folded, max(0, at - 4))]  # fmt: skip
        return earlier[-1] if earlier and earlier[-1] != own else None
    if not any(year == own for _, year in years):
        periods = [m.span() for m in _PERIOD.finditer(folded, begin, end)]
        alone = [y for at, y in years if not any(a <= at < b for a, b in periods)]
        return alone[0] if alone else years[-1][1]
    at_cut, after = bisect_left(cuts, stated.start), bisect_left(cuts, stated.end)
    first = max(cuts[at_cut - 1] if at_cut else begin, begin)
    last = min(cuts[after] if after < len(cuts) else end, end)
    inside = [mark for mark in years if first <= mark[0] < last]
    before = [mark for mark in years if mark[0] < stated.start]
    at, chosen = (inside[-1:] or before[-1:] or years)[0]
    if chosen == own:
        together = [y for a, b in both for place, y in years if a <= at < b and a <= place < b]
        chosen = next((year for year in together if year != own), own)
    return chosen if chosen != own else None
