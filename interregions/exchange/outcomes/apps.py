"""Step 5: minutes, decisions, actions."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from interregions.common import rooms


class Outcomes(rooms.Room):
    name = "interregions.exchange.outcomes"
    urls = "interregions.exchange.outcomes.urls"
    verbs = {
        "outcomes.action_added": "Action ajoutée au plan",
        "outcomes.action_carried_over": "Action reprise comme thème",
        "outcomes.action_changed": "Action modifiée",
        "outcomes.action_dropped": "Action abandonnée",
        "outcomes.change_answered": "Réponse à une demande de modification",
        "outcomes.change_requested": "Modification du compte rendu demandée",
        "outcomes.decision_added": "Décision ajoutée au compte rendu",
        "outcomes.decision_removed": "Décision retirée du compte rendu",
        "outcomes.minutes_approved": "Compte rendu approuvé",
        "outcomes.minutes_corrected": "Nouvelle édition du compte rendu ouverte",
        "outcomes.minutes_drafted": "Compte rendu composé",
        "outcomes.minutes_reread": "Compte rendu relu, rien à signaler",
        "outcomes.minutes_sent": "Compte rendu envoyé",
        "outcomes.no_action": "Aucune action pour un cycle",
        "outcomes.opened_to_changes": "Compte rendu ouvert à la relecture",
        "outcomes.part_recomposed": "Partie du compte rendu reprise des notes",
        "outcomes.progress_asked": "Nouvelles d’une action demandées",
        "outcomes.progress_reported": "Avancées d’une action données",
    }
    on_cycle = {"outcomes.minutes": "meetings__minutes_of_meeting", "outcomes.action": "actions"}

    def jobs(self) -> Mapping[str, rooms.JobFunction]:
        from interregions.exchange.outcomes import jobs

        return {"outcomes.send_minutes": jobs.send_minutes}

    def sweeps(self) -> Sequence[Callable[[], object]]:
        from interregions.exchange.outcomes import jobs

        return (jobs.ask_due_progress,)

    def by_phone(self) -> Mapping[str, rooms.ByPhone]:
        from interregions.exchange.outcomes import by_phone

        return {"avancement": by_phone.PROGRESS, "modification": by_phone.CHANGE}

    def publishables(self) -> Mapping[str, rooms.Publishable]:
        from interregions.exchange.outcomes.queries import visibility

        return {
            visibility.MINUTES_KIND: rooms.Publishable(
                slug="comptes-rendus",
                label="Compte rendu",
                plural="Comptes rendus",
                names_people=True,
                things=visibility.approved_minutes,
                visible=visibility.minutes_visible_to,
                owner=lambda minutes: None,
                reference=visibility.minutes_reference,
            )
        }

    def tasks(self) -> Sequence[Any]:
        from interregions.exchange.outcomes import tasks

        return tasks.KINDS

    def thread(self) -> rooms.ThreadOf:
        from interregions.exchange.outcomes.queries import thread as queries

        return queries.thread_of

    def erase(self, person: Any) -> None:
        from interregions.exchange.outcomes.services import erasure

        erasure.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.exchange.outcomes.queries import personal

        return "Comptes rendus et actions", personal.personal_data_of(person)
