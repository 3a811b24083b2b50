"""The cycle read end to end."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from interregions.common import rooms


class Journey(rooms.Room):
    name = "interregions.journey"
    urls = "interregions.journey.urls"

    def ports(self) -> Mapping[str, Callable[..., Any]]:
        from interregions.journey import queries
        from interregions.journey.queries import statement, tasks

        return {"tasks_of": tasks.tasks_of, "awaited": statement.awaited, "lineage_of": queries.lineage_of}

    def tasks(self) -> Sequence[Any]:
        from interregions.journey.queries.tasks import ADVANCE

        return (ADVANCE,)
