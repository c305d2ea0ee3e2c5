"""A number held against a figure: equal, a fair rounding of it, or another number."""

from fractions import Fraction

from ntm_analysis.quote.stated import Stated

VERDICTS = ("agrees", "rounding", "differs", "unsupported")
# How far a rounded number may lie from the plan's figure, as a part of that figure.
_FAR = {"over": Fraction(1, 5), "nearly": Fraction(1, 5), "at_least": Fraction(1, 5),
        "at_most": Fraction(1, 5), "about": Fraction(1, 10), "": Fraction(1, 20)}  # fmt: skip


def compare(stated: Stated, value: Fraction) -> str:
    """Return whether a number agrees with a figure, rounds it fairly, or differs from it.

    Equal numbers agree, unless the sentence says that the figure is more or less than that. A number
    after "over" or "nearly" is fair if the figure lies on that side of it within one unit of the
    last place it shows, and within a fifth of the figure; after "about", within half a unit and a
    tenth; else within half a unit and a twentieth. A bare count is never rounded. A range neither
    agrees nor rounds: it holds a figure or does not.
    """
    if stated.qualifier == "range":
        return "differs"
    verdicts = [_compare_one(stated, number, step, value) for number, step in stated.readings]
    return min(verdicts, key=VERDICTS.index, default="differs")


def holds(stated: Stated, value: Fraction) -> str:
    """Return why a number that is no fair rounding is not false either, or nothing.

    ``range`` if the figure lies in it, ``bound`` if it lies on the side that is said, far away,
    ``two_readings`` if the number fits when its signs are read the other way round.
    """
    numbers = [number for number, _ in stated.readings]
    if stated.qualifier == "range":
        return "range" if min(numbers) <= value <= max(numbers) else ""
    if _side(stated, value - numbers[0]):
        return "bound"
    fits = (_compare_one(stated, number, step, value) for number, step in stated.otherwise)
    return "two_readings" if any(verdict != "differs" for verdict in fits) else ""


def _side(stated: Stated, gap: Fraction) -> bool | None:
    """Tell whether a figure lies on the side of a number that its word says; None without a word."""
    sides = {"over": gap > 0, "at_least": gap > 0, "nearly": gap < 0, "at_most": gap < 0}
    return sides.get(stated.qualifier)


def _compare_one(stated: Stated, number: Fraction, step: Fraction, value: Fraction) -> str:
    if number == value:
        return "differs" if stated.qualifier in {"over", "nearly"} else "agrees"
    if stated.kind == "count" and stated.qualifier in {"", "none"}:
        return "differs"
    gap = value - number
    side = _side(stated, gap)
    allowed = step / 2 if side is None else step
    fair = side is not False and abs(gap) <= allowed
    return "rounding" if fair and abs(gap) <= _FAR[stated.qualifier] * abs(value) else "differs"
