"""What is expected of each person, worked out once for the whole sweep: every page shows how many they are.

True throughout, since every visit is undone. « À faire » itself never asks here: it works them out afresh.
"""

from typing import Any

from interregions.common.ports import Expected
from interregions.journey.queries import tasks_of

_known: dict[int, list[Expected]] = {}


def tasks_once(member: Any) -> list[Expected]:
    """The tasks of this member, as the product gives them."""
    if member.pk not in _known:
        _known[member.pk] = tasks_of(member)
    return _known[member.pk]


def forget_tasks() -> None:
    """For another world."""
    _known.clear()
