"""Long works and the clock."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from interregions.common import rooms


class Jobs(rooms.Room):
    name = "interregions.toolkit.jobs"
    urls = "interregions.toolkit.jobs.urls"

    def sweeps(self) -> Sequence[Callable[[], object]]:
        from interregions.toolkit.jobs import jobs

        return (jobs.pick_up,)

    def health(self) -> Mapping[str, Callable[[], Any]]:
        from interregions.toolkit.jobs import queries

        return {"queue": queries.queue_state, "worker": queries.worker_state}

    def erase(self, person: Any) -> None:
        from interregions.toolkit.jobs import services

        services.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.toolkit.jobs import queries

        return "Travaux", queries.personal_data_of(person)
