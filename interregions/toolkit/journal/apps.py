"""What was done, by whom, when."""

from typing import Any

from interregions.common import rooms


class Journal(rooms.Room):
    name = "interregions.toolkit.journal"
    urls = "interregions.toolkit.journal.urls"

    def erase(self, person: Any) -> None:
        from interregions.toolkit.journal import services

        services.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.toolkit.journal import queries

        return "Journal", queries.personal_data_of(person)
