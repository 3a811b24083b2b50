"""Who: organisations, members, mandates."""

from typing import Any

from interregions.common import rooms


class Network(rooms.Room):
    name = "interregions.network"
    urls = "interregions.network.urls"

    def erase(self, person: Any) -> None:
        from interregions.network import services

        services.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.network import queries

        return "Annuaire", queries.personal_data_of(person)
