"""What the animation enters for an organisation that said it on the telephone."""

from typing import Any

from interregions.common import rooms


class Telephone(rooms.Room):
    name = "interregions.toolkit.telephone"
    urls = "interregions.toolkit.telephone.urls"
    verbs = {"telephone.entered": "Saisi par l’animation au téléphone"}

    def erase(self, person: Any) -> None:
        from interregions.toolkit.telephone import services

        services.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.toolkit.telephone import queries

        return "Saisies au téléphone", queries.personal_data_of(person)
