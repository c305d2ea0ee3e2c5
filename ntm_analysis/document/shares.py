"""Which printed percentage is the share of which amount."""

import re

from ntm_analysis.amounts import Printed
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.sources import source_of

_CHANGES = re.compile(r"\b(?:tang|giam|vuot|so voi|bang)\b")


def share_of(
    passage: Passage, shares: list[Printed], amount: Printed, following: int, *, ahead: bool
) -> Printed | None:
    """Return the share of an amount: right before the bracket that it stands in, else behind it."""
    if ahead:
        return next((s for s in reversed(shares) if s.end <= amount.start), None)
    share = next((s for s in shares if amount.end <= s.start < following), None)
    if share is None or not _belongs(passage.folded[amount.end : share.start]):
        return None
    of_next = re.match(r"\s*\(\s*", passage.low[share.end : following])
    return None if of_next and share.end + of_next.end() == following else share


def _belongs(between: str) -> bool:
    """Tell whether a percentage goes with the amount before it, and not with a source of its own."""
    own = re.split(r"[,(]|\bva\b", between)[-1].partition("chiem")[0]
    return (
        len(between) < 60 and ";" not in between
        and not _CHANGES.search(between) and not source_of(own)
    )  # fmt: skip
