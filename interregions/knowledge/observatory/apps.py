"""What each Région does for its pôles, and the pôles themselves."""

from collections.abc import Sequence
from typing import Any

from interregions.common import rooms


class Observatory(rooms.Room):
    """One Django app, five rooms in order: each says here what it gives to the house."""

    name = "interregions.knowledge.observatory"
    urls = "interregions.knowledge.observatory.urls"
    verbs = {
        "observatory.cluster_confirmed": "Fiche d’un pôle confirmée par lui",
        "observatory.cluster_entered": "Pôle ou cluster ajouté",
        "observatory.cluster_written": "Fiche d’un pôle modifiée",
        "observatory.indicator_hidden": "Indicateur qui n’est plus montré",
        "observatory.indicator_shown": "Indicateur montré",
        "observatory.label_added": "Label d’un pôle ajouté",
        "observatory.policy_written": "Fiche de la Région écrite",
        "observatory.reading_confirmed": "Chiffre confirmé",
        "observatory.reading_contested": "Chiffre contesté",
        "observatory.reading_discarded": "Chiffre écarté",
        "observatory.reading_entered": "Chiffre saisi",
        "observatory.reading_taken_back": "Chiffre repris",
        "observatory.reply_written": "Réponse à côté d’un chiffre",
    }

    def tasks(self) -> Sequence[Any]:
        from interregions.knowledge.observatory.policies import tasks as policies

        return policies.KINDS

    def erase(self, person: Any) -> None:
        from interregions.knowledge.observatory.clusters.services import profile as clusters
        from interregions.knowledge.observatory.policies.services import sheets as policies

        clusters.erase_member(person)
        policies.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.knowledge.observatory.clusters.queries import personal as clusters
        from interregions.knowledge.observatory.policies.queries import personal as policies

        return "Observatoire", {**clusters.personal_data_of(person), **policies.personal_data_of(person)}
