"""Numbers of units in a sentence, each with the level it goes with, and what it is: a target or not."""

from dataclasses import replace

from ntm_analysis.document.count_reader import read_span
from ntm_analysis.document.count_scope import Count, Lead
from ntm_analysis.document.heads import unit_of
from ntm_analysis.document.passages import Passage
from ntm_analysis.vocabulary import INDICATORS


def counts_in(passage: Passage, year: int | None = None, lead: Lead | None = None) -> list[Count]:
    """List the numbers of units of a passage, in order.

    Numbers share the level that follows them in their clause ("17 xã và 60 thôn/bản đạt chuẩn nông
    thôn mới"); a heading gives its own numbers the level ("Xã nông thôn mới nâng cao: 05"). Words
    before a number ("lũy kế", "duy trì", "trong đó", "năm 2024") bear on it as far as what they
    open: on their sentence, on their clause, or on the number behind them.

    Parameters
    ----------
    year : int, optional
        The plan's year; a number that is said of another one is no target.
    lead : Lead, optional
        What stands above the passage; see `lead_of`.
    """
    counts = read_span(passage, year, lead or Lead()).found
    for count in counts:
        if count.kind != "none" and count.indicator not in INDICATORS:
            count.kind = "unplaced"
    placed = [c for c in counts if c.kind != "none" or c.indicator in INDICATORS]
    return sorted(placed, key=lambda count: count.start)


def lead_of(passage: Passage, year: int | None) -> Lead:
    """Return what a heading, or a line that ends with a colon, says of the counts below it."""
    reader = read_span(passage, year, Lead())
    lead = reader.scope.ending().for_all()
    levels = {word.name for word in reader.words if word.what == "level"}
    unit = unit_of(passage.folded[passage.body :])
    if not lead.unit and unit and len(levels) == 1:
        return replace(lead, unit=unit, level=levels.pop())
    return lead
