"""Step 1: the interview and the note d’opportunité."""

from collections.abc import Mapping, Sequence
from typing import Any

from interregions.common import rooms


class Notes(rooms.Room):
    name = "interregions.exchange.notes"
    urls = "interregions.exchange.notes.urls"
    verbs = {
        "notes.comments_closed": "Note fermée aux commentaires",
        "notes.guide_changed": "Guide d’interview modifié",
        "notes.guide_made": "Guide d’interview créé",
        "notes.interview_changed": "Interview complétée",
        "notes.interview_recorded": "Interview enregistrée",
        "notes.note_drafted": "Note d’opportunité rédigée",
        "notes.opened_to_comments": "Note ouverte aux commentaires",
        "notes.questions_set": "Questions de la note écrites",
        "notes.reference_added": "Référence ajoutée à la note",
        "notes.reference_removed": "Référence retirée de la note",
        "notes.reopened": "Note rouverte",
        "notes.signed_off": "Note signée",
        "notes.visa_decided": "Visa rendu sur la note",
    }
    on_cycle = {"notes.interview": "interviews", "notes.note": "note"}

    def visas(self) -> Mapping[str, rooms.Visa]:
        from interregions.exchange.notes.queries import content as queries
        from interregions.exchange.notes.services import signing as services

        return {
            "notes.note": rooms.Visa(
                decided=services.visa_decided,
                files=queries.visa_files,
                parts=queries.visa_parts,
                about=queries.about_visa,
            )
        }

    def publishables(self) -> Mapping[str, rooms.Publishable]:
        from interregions.exchange.notes.queries import notes

        return {
            notes.KIND: rooms.Publishable(
                slug="notes",
                label="Note d’opportunité",
                plural="Notes d’opportunité",
                names_people=True,
                things=notes.signed_notes,
                visible=notes.notes_visible_to,
                owner=lambda note: None,
                reference=notes.note_reference,
            )
        }

    def tasks(self) -> Sequence[Any]:
        from interregions.exchange.notes import tasks

        return tasks.KINDS

    def thread(self) -> rooms.ThreadOf:
        from interregions.exchange.notes.queries import thread as queries

        return queries.thread_of

    def erase(self, person: Any) -> None:
        from interregions.exchange.notes.services import erasure

        erasure.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.exchange.notes.queries import personal

        return "Interviews et notes", personal.personal_data_of(person)
