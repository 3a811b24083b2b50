"""Step 4: what is said in the room."""

from collections.abc import Sequence
from typing import Any

from interregions.common import rooms


class Debate(rooms.Room):
    name = "interregions.exchange.debate"
    urls = "interregions.exchange.debate.urls"
    verbs = {
        "debate.contribution_changed": "Ligne de séance modifiée",
        "debate.contribution_recorded": "Ligne de séance notée",
        "debate.contribution_withdrawn": "Ligne de séance retirée",
        "debate.practice_caught": "Bonne pratique notée en séance",
    }

    def tasks(self) -> Sequence[Any]:
        from interregions.exchange.debate import tasks

        return tasks.KINDS

    def thread(self) -> rooms.ThreadOf:
        from interregions.exchange.debate import queries

        return queries.thread_of

    def erase(self, person: Any) -> None:
        from interregions.exchange.debate import services

        services.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.exchange.debate import queries

        return "Débat", queries.personal_data_of(person)
