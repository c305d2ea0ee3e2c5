"""Which printed percentage is the share of which amount."""

import re

from ntm_analysis.amounts import Printed
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.sources import source_of

_CHANGES = re.compile(r"\b(?:tang|giam|vuot|so voi|bang|dat)\b")
# "bằng 110% so với kế hoạch" is no share, "bằng 60% tổng nguồn vốn" is one.
_OF_ANOTHER = re.compile(
    r"\s*(?:so voi|(?:cua )?(?:ke hoach|du toan|nhu cau|nam 20\d\d|cung ky))\b"
)
_OF_THE_WHOLE = re.compile(r"\s*(?:cua )?tong\b")


def share_of(
    passage: Passage, shares: list[Printed], amount: Printed, following: int, *, ahead: bool
) -> Printed | None:
    """Return the share of an amount: right before the bracket that it stands in, else behind it."""
    if ahead:
        return next((s for s in reversed(shares) if s.end <= amount.start), None)
    share = next((s for s in shares if amount.end <= s.start < following), None)
    if share is None or _OF_ANOTHER.match(passage.folded, share.end):
        return None
    between = passage.folded[amount.end : share.start]
    if _OF_THE_WHOLE.match(passage.folded, share.end):
        between = re.sub(r"\bbang\s*$", "", between)
    if not _belongs(between):
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
