"""What money is spent on: amounts that divide the money by purpose, and are no sources of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from ntm_analysis.amounts import Amount
from ntm_analysis.document.items import Item
from ntm_analysis.document.readings import adds_up, read_amounts


@dataclass(frozen=True)
class Group:
    """Amounts by purpose that stand together.

    Attributes
    ----------
    items : tuple of Item
        Them.
    inner : tuple of Item
        The amounts that are parts of them.
    before : tuple of Item
        The amounts of the list before them, of which they may divide one.
    """

    items: tuple[Item, ...]
    inner: tuple[Item, ...]
    before: tuple[Item, ...]


def without_purposes(items: tuple[Item, ...]) -> tuple[tuple[Item, ...], list[Group]]:
    """Return a list without what it spends the money on, and the groups of that.

    Each amount that stands deeper than a purpose is a part of it.
    """
    kept: list[Item] = []
    groups: list[Group] = []
    depth: int | None = None
    for item in items:
        if depth is not None and item.depth > depth:
            group = groups[-1]
            groups[-1] = Group(group.items, (*group.inner, item), group.before)
        elif item.purpose and depth == item.depth:
            group = groups[-1]
            groups[-1] = Group((*group.items, item), group.inner, group.before)
        elif item.purpose:
            depth = item.depth
            groups.append(Group((item,), (), tuple(kept)))
        else:
            depth = None
            kept.append(item)
    return tuple(kept), groups


def purposes_that_differ(
    groups: list[Group], habit: str | None
) -> Iterator[tuple[Item, Amount, Amount]]:
    """Yield the first item of each group that does not add up, its sum and what it should add up to.

    A group divides any amount before it that it adds up to; one that begins with "trong đó" may be
    less than its whole, and so may a single amount.
    """
    for group in groups:
        readings = {id(r.item): r.taken for r in read_amounts((*group.before, *group.items), habit)}
        parts = [part for item in group.items if (part := readings[id(item)])]
        wholes = [whole for item in group.before if (whole := readings[id(item)])]
        if len(parts) < len(group.items) or not wholes:
            continue
        if any(adds_up(whole, parts) for whole in wholes):
            continue
        first = group.items[0]
        above = [i for i in group.before if i.depth < first.depth and readings[id(i)]]
        whole = readings[id(above[-1])] if above else wholes[0]
        total = Amount(sum(part.vnd for part in parts), sum(p.tolerance for p in parts))  # type: ignore[arg-type]
        if whole and (total.vnd > whole.vnd or not (first.of_which or len(parts) < 2)):
            yield first, total, whole
