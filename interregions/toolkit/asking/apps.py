"""A question put on a day, answered by a link or on the page."""

from collections.abc import Callable, Sequence
from typing import Any

from interregions.common import rooms


class Asking(rooms.Room):
    name = "interregions.toolkit.asking"
    urls = "interregions.toolkit.asking.urls"
    verbs = {"asking.answered": "Réponse à une question posée"}

    def sweeps(self) -> Sequence[Callable[[], object]]:
        from interregions.toolkit.asking import jobs

        return (jobs.send_due,)

    def tasks(self) -> Sequence[Any]:
        from interregions.toolkit.asking import tasks

        return tasks.KINDS

    def erase(self, person: Any) -> None:
        from interregions.toolkit.asking import services

        services.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.toolkit.asking import queries

        return "Questions posées", queries.personal_data_of(person)
