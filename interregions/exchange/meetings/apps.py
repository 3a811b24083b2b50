"""Step 3: the date, the agenda, who comes."""

from collections.abc import Mapping, Sequence
from typing import Any

from interregions.common import rooms


class Meetings(rooms.Room):
    name = "interregions.exchange.meetings"
    urls = "interregions.exchange.meetings.urls"
    verbs = {
        "meetings.attendance_recorded": "Présence relevée",
        "meetings.contribution_filed": "Contribution écrite déposée",
        "meetings.convocation_answered": "Réponse à la convocation",
        "meetings.convocations_sent": "Convocations envoyées",
        "meetings.date_poll_answered": "Réponse aux dates proposées",
        "meetings.date_poll_opened": "Dates proposées",
        "meetings.date_settled": "Date de réunion choisie",
        "meetings.guest_answered": "Réponse d’une personne invitée",
        "meetings.guest_invited": "Personne extérieure invitée",
        "meetings.guest_removed": "Personne extérieure retirée",
        "meetings.meeting_cancelled": "Réunion annulée",
        "meetings.meeting_changed": "Réunion modifiée",
        "meetings.meeting_closed": "Séance close",
        "meetings.meeting_moved": "Date ou lieu de la réunion changés",
        "meetings.meeting_opened": "Séance ouverte",
        "meetings.meeting_planned": "Réunion préparée",
        "meetings.organisation_convened": "Organisme convié",
        "meetings.organisation_withdrawn": "Organisme retiré des conviés",
        "meetings.point_added": "Point ajouté à l’ordre du jour",
        "meetings.point_changed": "Point de l’ordre du jour modifié",
        "meetings.point_moved": "Point de l’ordre du jour déplacé",
        "meetings.point_reached": "Point abordé en séance",
        "meetings.point_removed": "Point retiré de l’ordre du jour",
        "meetings.reminded": "Relance de qui n’a pas répondu",
        "meetings.progress_refreshed": "Avancées relues pour la réunion",
    }
    on_cycle = {"meetings.meeting": "meetings"}

    def jobs(self) -> Mapping[str, rooms.JobFunction]:
        from interregions.exchange.meetings import jobs

        return {"meetings.write_messages": jobs.write_messages}

    def by_phone(self) -> Mapping[str, rooms.ByPhone]:
        from interregions.exchange.meetings import by_phone

        return {"dates": by_phone.DATES, "presence": by_phone.PRESENCE}

    def letters(self) -> Mapping[str, rooms.EditableLetter]:
        from interregions.exchange.meetings import letters

        return letters.LETTERS

    def tasks(self) -> Sequence[Any]:
        from interregions.exchange.meetings import tasks

        return tasks.KINDS

    def thread(self) -> rooms.ThreadOf:
        from interregions.exchange.meetings.queries import thread as queries

        return queries.thread_of

    def erase(self, person: Any) -> None:
        from interregions.exchange.meetings.services import erasure

        erasure.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.exchange.meetings.queries import personal

        return "Réunions", personal.personal_data_of(person)
