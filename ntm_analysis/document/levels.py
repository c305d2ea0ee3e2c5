"""How deep an amount of a sentence stands: brackets, "trong đó", ";" and full stops."""

import re

from ntm_analysis.document.sources import leads_to_purposes

# A colon right behind an amount leads to its parts; one behind a name leads to that name's amount.
_PARTS_FOLLOW = re.compile(
    r"trong do|bao gom|\bgom\b|cu the|chia ra|^\W*(?:nhu sau|sau day)?\s*:|nhu sau\s*:"
)


class Levels:
    """Follows how deep the amounts of a passage stand, by brackets, "trong đó", ";" and full stops.

    `depth` is that of its first amount.
    """

    def __init__(self, depth: int) -> None:
        self.level = self.base = depth
        self.bracket = 0
        self.brackets: list[int] = []
        self.opened: list[int] = []  # levels before each "trong đó" that is open
        self.commas: list[bool] = []  # whether commas part the amounts of each
        self.count = 0

    def next(self, between: str, *, first: bool, restarts: bool) -> int:
        """Return the level of the next amount; `between` is what stands before it."""
        if first:
            return self.level
        if restarts:
            self.level, self.brackets, self.opened, self.commas = self.base, [], [], []
        for sign in re.findall(r"[()]", between):
            if sign == "(":
                self.brackets.append(self.level)
                self.level += 1
                self.count += 1
            elif self.brackets:
                self.level = self.brackets.pop()
        self.bracket = self.count if self.brackets else 0
        tail = between.rpartition(")")[2]
        if "(" not in tail and (_PARTS_FOLLOW.search(tail) or leads_to_purposes(tail)):
            self.opened.append(self.level)
            self.commas.append(False)
            self.level += 1
        elif self.opened and not self.brackets and "(" not in between:
            self._part(tail)
        return self.level

    def _part(self, tail: str) -> None:
        """Go back where ";" ends amounts that commas part."""
        if ";" not in tail:
            self.commas[-1] = True
        elif self.commas[-1]:
            self.level = self.opened.pop()
            self.commas.pop()
