"""Letters between people of the network, and introductions that both accept."""

from collections.abc import Callable, Sequence
from typing import Any

from interregions.common import rooms


class Introductions(rooms.Room):
    name = "interregions.toolkit.introductions"
    urls = "interregions.toolkit.introductions.urls"
    verbs = {
        "introductions.agreed": "Mise en relation acceptée",
        "introductions.asked": "Mise en relation demandée",
        "introductions.circular_sent": "Lettre de l’animation envoyée",
        "introductions.left_aside": "Mise en relation sans suite",
        "introductions.letter_written": "Lettre écrite à une personne de l’organisme",
        "introductions.named": "Demande de mise en relation transmise",
        "introductions.proposed": "Mise en relation proposée",
    }

    def sweeps(self) -> Sequence[Callable[[], object]]:
        from interregions.toolkit.introductions import jobs

        return (jobs.forget_old,)

    def tasks(self) -> Sequence[Any]:
        from interregions.toolkit.introductions import tasks

        return tasks.KINDS

    def erase(self, person: Any) -> None:
        from interregions.toolkit.introductions import services

        services.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.toolkit.introductions import queries

        return "Lettres et mises en relation", queries.personal_data_of(person)
