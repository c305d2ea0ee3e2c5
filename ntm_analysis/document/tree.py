"""The items of a funding list made a tree: what each amount is part of."""

from collections import defaultdict

from ntm_analysis.document.items import Item
from ntm_analysis.document.purposes import without_purposes
from ntm_analysis.document.readings import Reading, adds_up, read_amounts
from ntm_analysis.vocabulary import BUDGET_LEVELS

_MOST_ITEMS = 80  # of longer lists the signs alone decide


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
    _lift(kept, habit)
    _nest_by_sums(kept, habit)
    _nest_budget_levels(tuple(kept), habit)
    second: list[Item] = []
    for item in [item for item in kept if item.regroups and len(kept) <= _MOST_ITEMS]:
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
    _set_parents(items)
    return items


def _set_parents(items: list[Item]) -> None:
    above: list[Item] = []
    for item in items:
        above = [other for other in above if other.depth < item.depth]
        item.parent = above[-1] if above else None
        above.append(item)


def _lift(items: list[Item], habit: str | None) -> None:
    """Take amounts of a sentence one level up where one more sum holds then, and none fails.

    A sentence does not always say where its "trong đó" ends: "NSNN 60, trong đó NSTW 40; tín dụng 40".
    """
    before = _held_and_failed(read_amounts(tuple(items), habit))
    if len(items) > _MOST_ITEMS or not before[1]:
        return
    for at, item in enumerate(items):
        run = [item]
        for other in items[at + 1 :]:
            if not other.prose or other.depth < item.depth:
                break
            run.append(other)
        if not item.prose or item.regroups or item.depth < 2:
            continue
        for moved in run:
            moved.depth -= 1
        _set_parents(items)
        after = _held_and_failed(read_amounts(tuple(items), habit))
        if after[0] > before[0] and after[1] <= before[1]:
            before = after
            continue
        for moved in run:
            moved.depth += 1
        _set_parents(items)


def _nest_by_sums(items: list[Item], habit: str | None) -> None:
    """Hang amounts on the one before them where they add up to it and the whole then holds.

    Lists show by indentation alone, which files do not keep, that "NS tỉnh 70, NS huyện 50" are the
    "NS địa phương 120" above them.
    """
    if len(items) > _MOST_ITEMS:
        return
    taken = {id(reading.item): reading.taken for reading in read_amounts(tuple(items), habit)}

    def holds(whole: Item, parts: list[Item]) -> bool:
        amount, known = taken[id(whole)], [a for part in parts if (a := taken[id(part)])]
        return bool(amount and known and len(known) == len(parts) and adds_up(amount, known))

    for whole in items:
        parts = [item for item in items if item.parent is whole]
        if not parts or holds(whole, parts):
            continue
        divided = {id(item.parent) for item in items}
        moved: dict[int, Item] = {}
        for at, part in enumerate(parts):
            runs = (parts[at + 1 : at + 1 + size] for size in range(2, len(parts) - at))
            free = id(part) not in divided and id(part) not in moved
            run = next((run for run in runs if free and holds(part, run)), [])
            moved |= {id(item): part for item in run}
        if moved and holds(whole, [part for part in parts if id(part) not in moved]):
            for item in parts:
                item.parent = moved.get(id(item), whole)


def _regrouped(first: Item, items: list[Item], habit: str | None) -> list[Item]:
    """Hang parts of a new sentence on what they add up to; give them back where that has parts."""
    group = [item for item in items[items.index(first) :] if item.parent is first.parent]
    readings = {id(reading.item): reading for reading in read_amounts(tuple(items), habit)}
    parts = [readings[id(item)].taken for item in group]
    known = [part for part in parts if part]
    if len(known) < len(parts) or first.parent is None:
        return []
    levels = any(item.source in BUDGET_LEVELS for item in group)
    state = [item for item in items if levels and item.source == "state_budget"]
    fitting = [
        item for item in state or reversed(items[: items.index(first)])
        if (taken := readings[id(item)].taken) and adds_up(taken, known)
    ]  # fmt: skip
    if not fitting:
        return []
    divided = [item for item in items if item.parent is fitting[0] and item not in group]
    for item in group:
        item.parent = fitting[0]
    return group if divided else []


def _nest_budget_levels(items: tuple[Item, ...], habit: str | None) -> None:
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


def _held_and_failed(readings: list[Reading]) -> tuple[int, int]:
    """Count the sums that hold, and those that do not; a single part that is less says nothing."""
    held = failed = 0
    below: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        below[id(reading.item.parent)].append(reading)
    for whole in readings:
        parts = [reading.taken for reading in below[id(whole.item)]]
        known = [part for part in parts if part]
        if whole.taken and parts and len(known) == len(parts):
            holds = adds_up(whole.taken, known)
            of_which = len(known) == 1 and known[0].vnd < whole.taken.vnd
            held, failed = held + holds, failed + (not holds and not of_which)
    return held, failed


def _sums_that_hold(readings: list[Reading]) -> int:
    """Count the sums that hold, less those that do not."""
    held, failed = _held_and_failed(readings)
    return held - failed


def habit_by_sums(items: tuple[Item, ...]) -> str:
    """Return the sign for decimals with which more sums of a list hold; a comma where both do."""
    sources, _ = without_purposes(items)
    held = {}
    for habit in ("comma", "point"):
        tree, _ = as_tree(sources, habit)
        held[habit] = _sums_that_hold(read_amounts(tuple(tree), habit))
    return "point" if held["point"] > held["comma"] else "comma"
