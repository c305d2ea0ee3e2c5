"""The year that a number of a sentence speaks of."""

import re

from ntm_analysis.quote.stated import Stated

_YEAR = re.compile(r"(?<![\d/.,])(20\d\d)(?![.,]?\d)(?!\s*(?:ty|trieu|xa|huyen|thon)\b)")
_CUT = re.compile(r"[,;()]|\bva\b|\band\b|\bso voi\b")
_PERIOD = re.compile(r"20\d\d\s*-\s*20\d\d")


def year_of(folded: str, stated: Stated, begin: int, end: int, own: int | None) -> int | None:
    """Return the year of a number if it is not the plan's: of its clause, else the nearest before.

    Where its sentence names none, an earlier sentence that names a year speaks for it.
    """
    if not own:
        return None
    years = [(m.start(), int(m[1])) for m in _YEAR.finditer(folded, begin, end)]
    if not years:
        earlier = re.findall(r"\bnam (20\d\d)\b", folded[:begin])
        return int(earlier[-1]) if earlier and int(earlier[-1]) != own else None
    if not any(year == own for _, year in years):
        periods = [m.span() for m in _PERIOD.finditer(folded, begin, end)]
        alone = [y for at, y in years if not any(a <= at < b for a, b in periods)]
        return alone[0] if alone else years[-1][1]
    cuts = [m.start() + begin for m in _CUT.finditer(folded[begin:end])]
    first = max((cut for cut in cuts if cut < stated.start), default=begin)
    last = min((cut for cut in cuts if cut >= stated.end), default=end)
    inside = [year for at, year in years if first <= at < last]
    before = [year for at, year in years if at < stated.start]
    chosen = (inside[-1:] or before[-1:] or [years[0][1]])[0]
    return chosen if chosen != own else None
