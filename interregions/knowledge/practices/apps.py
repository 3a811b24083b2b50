"""Good practices and what was observed."""

from collections.abc import Mapping, Sequence
from typing import Any

from interregions.common import rooms


class Practices(rooms.Room):
    name = "interregions.knowledge.practices"
    urls = "interregions.knowledge.practices.urls"
    verbs = {
        "practices.evidence_added": "Résultat observé ajouté",
        "practices.practice_caught": "Bonne pratique notée",
        "practices.practice_completed": "Bonne pratique complétée",
        "practices.practice_published": "Bonne pratique publiée",
    }

    def tasks(self) -> Sequence[Any]:
        from interregions.knowledge.practices import tasks

        return tasks.KINDS

    def publishables(self) -> Mapping[str, rooms.Publishable]:
        from interregions.knowledge.practices import queries

        return {
            queries.KIND: rooms.Publishable(
                slug="pratiques",
                label="Bonne pratique",
                plural="Bonnes pratiques",
                things=queries.published_practices,
                visible=queries.practices_visible_to,
                owner=lambda practice: practice.organisation,
                reference=queries.practice_reference,
                page=queries.public_parts_of,
            )
        }

    def chapter(self) -> rooms.Chapter:
        from interregions.knowledge.practices.demonstration import publish_one

        return publish_one

    def erase(self, person: Any) -> None:
        from interregions.knowledge.practices import services

        services.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.knowledge.practices import queries

        return "Bonnes pratiques", queries.personal_data_of(person)
