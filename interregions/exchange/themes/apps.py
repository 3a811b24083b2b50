"""Step 1: the call, the themes, the choices."""

from collections.abc import Mapping, Sequence
from typing import Any

from interregions.common import rooms


class Themes(rooms.Room):
    name = "interregions.exchange.themes"
    urls = "interregions.exchange.themes.urls"
    verbs = {
        "themes.ballot_cast": "Priorités indiquées",
        "themes.ballot_replaced": "Priorités remplacées",
        "themes.call_cancelled": "Recueil de thèmes annulé",
        "themes.call_closed": "Choix arrêtés",
        "themes.call_opened": "Recueil de thèmes ouvert",
        "themes.choices_opened": "Choix ouverts",
        "themes.dates_changed": "Dates du recueil changées",
        "themes.comment_withdrawn": "Commentaire retiré",
        "themes.decision_recorded": "Choix fait en réunion consigné",
        "themes.endorsement_withdrawn": "Soutien retiré",
        "themes.reminded": "Rappel des priorités envoyé",
        "themes.theme_changed": "Thème modifié",
        "themes.theme_commented": "Thème commenté",
        "themes.theme_endorsed": "Thème soutenu",
        "themes.theme_proposed": "Thème proposé",
        "themes.theme_withdrawn": "Thème retiré",
        "themes.themes_retained": "Thèmes retenus",
    }
    on_cycle = {"themes.theme": "theme"}

    def jobs(self) -> Mapping[str, rooms.JobFunction]:
        from interregions.exchange.themes import jobs

        return {"themes.announce_call": jobs.announce_call}

    def by_phone(self) -> Mapping[str, rooms.ByPhone]:
        from interregions.exchange.themes import by_phone

        return {"priorites": by_phone.BALLOT}

    def tasks(self) -> Sequence[Any]:
        from interregions.exchange.themes import tasks

        return tasks.KINDS

    def thread(self) -> rooms.ThreadOf:
        from interregions.exchange.themes.queries import thread as queries

        return queries.thread_of

    def erase(self, person: Any) -> None:
        from interregions.exchange.themes.services import erasure

        erasure.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.exchange.themes.queries import personal

        return "Thèmes", personal.personal_data_of(person)
