"""Visas."""

from collections.abc import Callable, Sequence
from typing import Any

from interregions.common import rooms


class Approvals(rooms.Room):
    name = "interregions.toolkit.approvals"
    urls = "interregions.toolkit.approvals.urls"
    verbs = {
        "approvals.agreed": "Visa donné",
        "approvals.asked": "Visa demandé",
        "approvals.to_revise": "Visa rendu, à revoir",
        "approvals.withdrawn": "Demande de visa retirée",
    }

    def sweeps(self) -> Sequence[Callable[[], object]]:
        from interregions.toolkit.approvals import jobs

        return (jobs.send_due_reminders,)

    def tasks(self) -> Sequence[Any]:
        from interregions.toolkit.approvals import tasks

        return tasks.KINDS

    def erase(self, person: Any) -> None:
        from interregions.toolkit.approvals import services

        services.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.toolkit.approvals import queries

        return "Visas", queries.personal_data_of(person)
