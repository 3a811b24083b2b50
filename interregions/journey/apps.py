"""The cycle read end to end."""

from collections.abc import Callable, Mapping
from typing import Any

from interregions.common import rooms


class Journey(rooms.Room):
    name = "interregions.journey"
    urls = "interregions.journey.urls"

    def ports(self) -> Mapping[str, Callable[..., Any]]:
        from interregions.journey import queries

        return {"tasks_of": queries.tasks_of, "lineage_of": queries.lineage_of}
