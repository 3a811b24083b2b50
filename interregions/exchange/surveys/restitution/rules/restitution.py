"""The order of what an edition shows. Pure."""

from collections.abc import Mapping, Sequence


def placed(standing: Sequence[int], wanted: Mapping[int, int]) -> list[int]:
    """The items in their new order: each one given another place goes there, the others close up around it.

    Places are counted from zero; one beyond the end is the end.
    """
    order = list(standing)
    moved = [item for item in standing if wanted.get(item, standing.index(item)) != standing.index(item)]
    for item in sorted(moved, key=lambda each: wanted[each]):
        order.remove(item)
        order.insert(min(max(wanted[item], 0), len(order)), item)
    return order
