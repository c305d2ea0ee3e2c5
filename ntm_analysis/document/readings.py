"""Which of its readings a printed amount is taken for: the one that the plan's own figures allow."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product

from ntm_analysis.amounts import (
    Amount,
    amount_readings,
    follows_habit,
    has_decimals,
    number_readings,
)
from ntm_analysis.document.items import Item
from ntm_analysis.text import half_last_digit

_MOST_COMBINATIONS = 1024


@dataclass(frozen=True)
class Reading:
    """What an item's characters are taken for.

    Attributes
    ----------
    item : Item
        The item of the funding list.
    taken : Amount or None
        The amount; None where nothing decides between its readings.
    why : str
        ``as_printed`` (one reading), ``sum`` (a printed sum holds with this one alone), ``share``
        (the printed share does), ``part_of_whole`` (any other would be more than the whole it is
        part of), ``open`` (nothing decides).
    others : tuple of Amount
        The readings that were not taken.
    """

    item: Item
    taken: Amount | None
    why: str
    others: tuple[Amount, ...] = ()


def read_amounts(items: tuple[Item, ...], habit: str | None) -> list[Reading]:
    """Read the amounts of a funding list; a number with two readings is decided by the list itself."""
    decimals = any(has_decimals(item.parts[-1][0], habit) for item in items)
    choices = [amount_readings(i.parts, habit, beside_decimals=decimals) for i in items]
    certain = [
        len(choice) == 1 and follows_habit(item.parts[-1][0], habit)
        for item, choice in zip(items, choices, strict=True)
    ]
    return [
        Reading(item, None, "open")
        if item.unread
        else Reading(item, choice[0], "as_printed")
        if sure
        else _decided(at, items, choices, habit)
        for at, (item, choice, sure) in enumerate(zip(items, choices, certain, strict=True))
    ]


def _decided(
    at: int, items: tuple[Item, ...], choices: list[list[Amount]], habit: str | None
) -> Reading:
    """Decide one amount by sums, by its share, by the whole it is part of; else leave it open."""
    item = items[at]
    tests = (
        ("sum", _by_sums(at, items, choices)),
        ("share", _by_share(at, items, choices, habit)),
        ("part_of_whole", _by_whole(at, items, choices)),
    )
    for why, fitting in tests:
        if len(fitting) == 1:
            others = tuple(amount for amount in choices[at] if amount != fitting[0])
            return Reading(item, fitting[0], why, others)
    return Reading(item, None, "open", tuple(choices[at]))


def _by_sums(at: int, items: tuple[Item, ...], choices: list[list[Amount]]) -> list[Amount]:
    """Return the readings with which every printed sum that the item is in holds."""
    own = items[at]
    families = [
        (whole, [n for n, item in enumerate(items) if item.parent is items[whole]])
        for whole in range(len(items))
        if items[whole] is own or items[whole] is own.parent
    ]
    families = [(whole, parts) for whole, parts in families if parts]
    involved = sorted({n for whole, parts in families for n in (whole, *parts)})
    size = 1
    for n in involved:
        size *= max(1, len(choices[n]))
    if not families or size > _MOST_COMBINATIONS or not all(choices[n] for n in involved):
        return []
    fitting: list[Amount] = []
    for picked in product(*(choices[n] for n in involved)):
        amounts = dict(zip(involved, picked, strict=True))
        if all(adds_up(amounts[w], [amounts[n] for n in parts]) for w, parts in families):
            fitting.append(amounts[at])
    return list(dict.fromkeys(fitting))


def adds_up(whole: Amount, parts: list[Amount]) -> bool:
    """Tell whether parts add up to their whole, within the rounding of what is printed."""
    allowed = whole.tolerance + sum((part.tolerance for part in parts), Fraction(0))
    return abs(sum(part.vnd for part in parts) - whole.vnd) <= allowed


def _by_share(
    at: int, items: tuple[Item, ...], choices: list[list[Amount]], habit: str | None
) -> list[Amount]:
    """Return the readings whose share of the whole is the printed one."""
    item = items[at]
    whole = next((n for n, other in enumerate(items) if other is item.parent), None)
    shares = number_readings(item.share, habit) if item.share else []
    if whole is None or len(choices[whole]) != 1 or len(shares) != 1:
        return []
    total = choices[whole][0]
    return [amount for amount in choices[at] if _is_share(amount, total, shares[0])]


def _is_share(part: Amount, whole: Amount, share: Decimal) -> bool:
    low = 100 * (part.vnd - part.tolerance) / (whole.vnd + whole.tolerance)
    high = 100 * (part.vnd + part.tolerance) / max(whole.vnd - whole.tolerance, Fraction(1, 2))
    return low - half_last_digit(share) <= share <= high + half_last_digit(share)


def _by_whole(at: int, items: tuple[Item, ...], choices: list[list[Amount]]) -> list[Amount]:
    """Return the readings that are no more than what they are part of, and no less than their parts."""
    item = items[at]
    fitting = []
    for amount in choices[at]:
        fits = True
        for n, other in enumerate(items):
            if len(choices[n]) != 1:
                continue
            known = choices[n][0]
            if other is item.parent or (item.parent and other is item.parent.parent):
                fits &= amount.vnd - amount.tolerance <= known.vnd + known.tolerance
            if other.parent is item:
                fits &= known.vnd - known.tolerance <= amount.vnd + amount.tolerance
        if fits:
            fitting.append(amount)
    return fitting if len(fitting) < len(choices[at]) else []
