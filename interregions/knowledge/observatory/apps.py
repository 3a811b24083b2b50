"""What each Région does for its pôles, and the pôles themselves."""

from typing import Any

from interregions.common import rooms


class Observatory(rooms.Room):
    name = "interregions.knowledge.observatory"
    urls = "interregions.knowledge.observatory.urls"
    verbs = {
        "observatory.cluster_confirmed": "Fiche d’un pôle confirmée par lui",
        "observatory.cluster_entered": "Pôle ou cluster ajouté",
        "observatory.cluster_written": "Fiche d’un pôle modifiée",
        "observatory.label_added": "Label d’un pôle ajouté",
    }

    def erase(self, person: Any) -> None:
        from interregions.knowledge.observatory.clusters.services import profile as clusters

        clusters.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.knowledge.observatory.clusters.queries import personal as clusters

        return "Observatoire", {**clusters.personal_data_of(person)}
