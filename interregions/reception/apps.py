"""The door: invitations, sign-in, mandates."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from interregions.common import rooms


class Reception(rooms.Room):
    name = "interregions.reception"
    urls = "interregions.reception.urls"
    verbs = {
        "reception.cluster_entered": "Pôle ou cluster entré dans le réseau",
        "reception.code_refused": "Code d’entrée refusé",
        "reception.deputy_named": "Suppléance donnée",
        "reception.handed_over": "Relais passé",
        "reception.invitation_accepted": "Invitation acceptée",
        "reception.invitation_withdrawn": "Invitation retirée",
        "reception.invited": "Personne invitée",
        "reception.key_added": "Clé d’accès ajoutée",
        "reception.key_removed": "Clé d’accès retirée",
        "reception.mandate_ended": "Fin d’une habilitation",
        "reception.session_ended": "Session fermée à distance",
        "reception.signed_in": "Entrée",
        "reception.signed_out": "Sortie",
    }

    def ports(self) -> Mapping[str, Callable[..., Any]]:
        from interregions.reception import queries

        return {"door_to": queries.door_to}

    def jobs(self) -> Mapping[str, rooms.JobFunction]:
        from interregions.reception import jobs

        return {"reception.invite_people": jobs.invite_people}

    def letters(self) -> Mapping[str, rooms.EditableLetter]:
        from interregions.reception import letters

        return {letters.INVITATION: letters.LETTER}

    def importers(self) -> Sequence[Any]:
        from interregions.reception import people_list

        return (people_list.PEOPLE,)

    def sweeps(self) -> Sequence[Callable[[], object]]:
        from interregions.reception.services import contacts as services

        return (services.forget_people_never_invited,)

    def tasks(self) -> Sequence[Any]:
        from interregions.reception import tasks

        return tasks.KINDS

    def erase(self, person: Any) -> None:
        from interregions.reception.services import people as services

        services.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.reception import queries

        return "Invitations", queries.personal_data_of(person)
