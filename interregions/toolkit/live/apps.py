"""What is pushed to open pages; forgotten within two days, so nothing of a person is given back."""

from collections.abc import Callable, Sequence
from typing import Any

from interregions.common import rooms


class Live(rooms.Room):
    name = "interregions.toolkit.live"

    def sweeps(self) -> Sequence[Callable[[], object]]:
        from interregions.toolkit.live import jobs

        return (jobs.forget_old_events,)

    def erase(self, person: Any) -> None:
        from interregions.toolkit.live import services

        services.erase_member(person)
