"""What the sums of a list settle: numbers that print no unit, and which amount is the whole."""

from collections import defaultdict
from dataclasses import dataclass, replace

from ntm_analysis.amounts import Amount
from ntm_analysis.document.funding import FundingList
from ntm_analysis.document.items import Item
from ntm_analysis.document.purposes import Group, without_purposes
from ntm_analysis.document.readings import Reading, adds_up, read_amounts
from ntm_analysis.document.sources import is_of_which
from ntm_analysis.document.tree import as_tree


@dataclass(frozen=True)
class Settled:
    """A list of funding as its sums settle it.

    Attributes
    ----------
    readings : list of Reading
        Its amounts, parents first.
    second : list of Item
        A second breakdown of an amount that has parts already.
    left_out : list of Item
        What is no part of the list.
    without_unit : list of Item
        Numbers without a unit that no sum has room for.
    purposes : list of Group
        What the money is spent on.
    """

    readings: list[Reading]
    second: list[Item]
    left_out: list[Item]
    without_unit: list[Item]
    purposes: list[Group]


def settle(listed: FundingList, habit: str | None) -> Settled:
    """Make the tree of a list and read its amounts."""
    sources, purposes = without_purposes(listed.items)
    left_out = list(listed.left_out)
    sources = _with_whole(sources, left_out, habit)
    dropped = _without_room(sources, habit)
    for item in dropped:
        if not item.tentative and not item.unread:
            item.left_out = "besides"
            left_out.append(item)
    tree, second = as_tree(tuple(i for i in sources if i not in dropped), habit)
    if any(item.tentative for item in tree):
        for item in (item for family in _failing(tree, habit) for item in family):
            item.unread = "no_unit" if item.tentative else item.unread
    readings = [
        replace(reading, why="sum") if reading.item.tentative and reading.taken else reading
        for reading in read_amounts(tuple(tree), habit)
    ]
    without_unit = [item for item in dropped if item.tentative]
    return Settled(readings, second, left_out, without_unit, purposes)


def _with_whole(
    sources: tuple[Item, ...], left_out: list[Item], habit: str | None
) -> tuple[Item, ...]:
    """Take what can be raised as the whole where the parts add up to that and not to what is needed."""
    raised = [item for item in left_out if item.left_out == "balance"]
    whole = next((item for item in sources if item.source == "total"), None)
    if not raised or whole is None:
        return sources
    parts = tuple(item for item in sources if item is not whole)
    if _tops_add_up((whole, *parts), habit):
        return sources
    for item in raised:
        depth, item.depth, item.source = item.depth, 0, "total"
        if _tops_add_up((item, *parts), habit):
            item.left_out, whole.left_out = "", "demand"
            left_out[left_out.index(item)] = whole
            return (item, *parts)
        item.depth, item.source = depth, ""
    return sources


def _tops_add_up(items: tuple[Item, ...], habit: str | None) -> bool:
    tree, _ = as_tree(items, habit)
    taken = {id(reading.item): reading.taken for reading in read_amounts(tuple(tree), habit)}
    parts = [taken[id(item)] for item in tree if item.parent is tree[0]]
    return _adds_up(taken[id(tree[0])], parts)


def _adds_up(whole: Amount | None, parts: list[Amount | None]) -> bool:
    known = [part for part in parts if part]
    return bool(whole and known and len(known) == len(parts) and adds_up(whole, known))


def _failing(tree: list[Item], habit: str | None) -> list[list[Item]]:
    """List the parts of each amount that they do not add up to, and what stands in no amount."""
    taken = {id(reading.item): reading.taken for reading in read_amounts(tuple(tree), habit)}
    families: dict[int, list[Item]] = defaultdict(list)
    for item in tree:
        families[id(item.parent)].append(item)
    return [
        parts for parts in families.values()
        if (whole := parts[0].parent) is None
        or not _adds_up(taken[id(whole)], [taken[id(part)] for part in parts])
    ]  # fmt: skip


def _without_room(sources: tuple[Item, ...], habit: str | None) -> list[Item]:
    """Return what a whole has no room for, as its other parts already add up to it.

    Those are numbers without a unit, and money that was carried over, with all that is part of it.
    """
    if not any(map(_unsure, sources)):
        return []
    tree, _ = as_tree(sources, habit)
    taken = {id(reading.item): reading.taken for reading in read_amounts(tuple(tree), habit)}
    dropped: list[Item] = []
    for parts in _failing(tree, habit):
        sure = [taken[id(part)] for part in parts if not _unsure(part)]
        whole = parts[0].parent
        if whole and _adds_up(taken[id(whole)], sure):
            dropped += [part for part in parts if _unsure(part)]
    for item in tree:  # parents stand first
        if any(item.parent is other for other in dropped):
            dropped.append(item)
    return dropped


def _unsure(item: Item) -> bool:
    """Tell whether only the sum says if an item is part of its whole."""
    return item.tentative or item.unread == "rest" or is_of_which(item.name)
