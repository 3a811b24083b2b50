"""Texts written together."""

from typing import Any

from interregions.common import rooms


class Writing(rooms.Room):
    name = "interregions.toolkit.writing"
    urls = "interregions.toolkit.writing.urls"
    verbs = {
        "writing.answered": "Réponse à un commentaire",
        "writing.comment_resolved": "Commentaire réglé",
        "writing.commented": "Commentaire ajouté",
        "writing.frozen": "Texte figé",
        "writing.section_saved": "Partie d’un texte enregistrée",
        "writing.suggested": "Autre rédaction proposée",
        "writing.suggestion_declined": "Rédaction proposée laissée de côté",
        "writing.suggestion_taken": "Rédaction proposée reprise",
        "writing.text_created": "Texte commencé",
        "writing.unfrozen": "Texte rouvert",
        "writing.version_kept": "Version gardée",
        "writing.version_restored": "Version remise en place",
    }

    def erase(self, person: Any) -> None:
        from interregions.toolkit.writing import services

        services.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.toolkit.writing import queries

        return "Textes", queries.personal_data_of(person)
