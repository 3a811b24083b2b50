"""Who: organisations, members, mandates."""

from collections.abc import Mapping
from typing import Any

from interregions.common import rooms


class Network(rooms.Room):
    name = "interregions.network"
    urls = "interregions.network.urls"

    def publishables(self) -> Mapping[str, rooms.Publishable]:
        from interregions.network import queries

        return {
            queries.KIND: rooms.Publishable(
                slug="organismes",
                label="Organisme",
                plural="Organismes",
                things=queries.current_organisations,
                visible=queries.organisations_visible_to,
                owner=lambda organisation: organisation,
                reference=queries.organisation_reference,
                page=queries.public_parts_of,
            )
        }

    def erase(self, person: Any) -> None:
        from interregions.network import services

        services.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.network import queries

        return "Annuaire", queries.personal_data_of(person)
