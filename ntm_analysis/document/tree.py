"""The items of a funding list made a tree: what each amount is part of."""

from ntm_analysis.document.items import Item
from ntm_analysis.document.readings import Reading, adds_up, read_amounts
from ntm_analysis.vocabulary import BUDGET_LEVELS


def as_tree(items: tuple[Item, ...], habit: str | None) -> tuple[list[Item], list[Item]]:
    """Give each item its parent.

    Depth decides; where a new sentence takes parts out of something before it, or budget levels
    stand beside the state budget, the sums do.

    Returns
    -------
    list of Item, list of Item
        The tree, parents first, and a second breakdown of an amount whose parts it already has.
    """
    kept = _by_depth(list(items))
    nest_budget_levels(tuple(kept), habit)
    second: list[Item] = []
    for item in [item for item in kept if item.regroups]:
        second += _regrouped(item, kept, habit)
    return [item for item in kept if item not in second], second


def _by_depth(items: list[Item]) -> list[Item]:
    """Give each item its parent by depth; a total that stands first or last becomes the whole."""
    totals = [item for item in items if item.source == "total"]
    if totals and (items[0] is totals[0] or totals[0].depth <= 1):
        items = [totals[0], *(item for item in items if item is not totals[0])]
        totals[0].depth = 0
    for item in items[1:] if totals and items[0] is totals[0] else items:
        item.depth = max(1, item.depth)
    above: list[Item] = []
    for item in items:
        above = [other for other in above if other.depth < item.depth]
        item.parent = above[-1] if above else None
        above.append(item)
    return items


def _regrouped(first: Item, items: list[Item], habit: str | None) -> list[Item]:
    """Hang parts of a new sentence on what they add up to; give them back where that has parts."""
    group = [item for item in items[items.index(first) :] if item.parent is first.parent]
    readings = {id(reading.item): reading for reading in read_amounts(tuple(items), habit)}
    parts = [readings[id(item)].taken for item in group]
    known = [part for part in parts if part]
    if len(known) < len(parts) or first.parent is None:
        return []
    fitting = [
        item for item in reversed(items[: items.index(first)])
        if (taken := readings[id(item)].taken) and adds_up(taken, known)
    ]  # fmt: skip
    if not fitting:
        return []
    divided = [item for item in items if item.parent is fitting[0] and item not in group]
    for item in group:
        item.parent = fitting[0]
    return group if divided else []


def nest_budget_levels(items: tuple[Item, ...], habit: str | None) -> None:
    """Put budget levels that stand beside the state budget into it, where more sums hold then.

    Signs of a list can be lost (bullets drawn as pictures in a PDF file), and prose has none.
    """
    state = next((item for item in items if item.source == "state_budget"), None)
    beside = [
        item for item in items
        if state and item.source in BUDGET_LEVELS and item.parent is state.parent
    ]  # fmt: skip
    if not beside:
        return
    before, parent = _sums_that_hold(read_amounts(items, habit)), beside[0].parent
    for item in beside:
        item.parent = state
    if _sums_that_hold(read_amounts(items, habit)) <= before:
        for item in beside:
            item.parent = parent


def _sums_that_hold(readings: list[Reading]) -> int:
    """Count the sums that hold, less those that do not."""
    count = 0
    for whole in readings:
        parts = [reading.taken for reading in readings if reading.item.parent is whole.item]
        known = [part for part in parts if part]
        if whole.taken and parts and len(known) == len(parts):
            count += 1 if adds_up(whole.taken, known) else -1
    return count


def habit_by_sums(items: tuple[Item, ...]) -> str:
    """Return the sign for decimals with which more sums of a list hold; a comma where both do."""
    held = {}
    for habit in ("comma", "point"):
        tree, _ = as_tree(items, habit)
        held[habit] = _sums_that_hold(read_amounts(tuple(tree), habit))
    return "point" if held["point"] > held["comma"] else "comma"
