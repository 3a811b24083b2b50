"""Step 2: the questionnaire, its collection, its restitution."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from interregions.common import rooms


class Surveys(rooms.Room):
    name = "interregions.exchange.surveys"
    urls = "interregions.exchange.surveys.urls"
    verbs = {
        "surveys.answers_taken": "Réponses emportées",
        "surveys.block_added": "Rubrique ajoutée",
        "surveys.block_changed": "Rubrique modifiée",
        "surveys.block_delegated": "Rubrique confiée",
        "surveys.block_finished": "Rubrique remplie",
        "surveys.block_moved": "Rubrique déplacée",
        "surveys.block_removed": "Rubrique retirée",
        "surveys.consent_answered": "Accord donné ou refusé pour une réponse commencée",
        "surveys.delegation_withdrawn": "Rubrique reprise",
        "surveys.naming_chosen": "Choix d’être nommé ou non",
        "surveys.question_added": "Question ajoutée",
        "surveys.question_changed": "Question modifiée",
        "surveys.question_moved": "Question déplacée",
        "surveys.question_removed": "Question retirée",
        "surveys.questionnaire_approved": "Questionnaire approuvé par une partie",
        "surveys.questionnaire_dropped": "Questionnaire mis de côté",
        "surveys.questionnaire_taken_up": "Questionnaire repris",
        "surveys.questionnaire_changed": "Titre ou introduction du questionnaire modifiés",
        "surveys.questionnaire_drafted": "Questionnaire commencé",
        "surveys.questionnaire_frozen": "Questionnaire approuvé par les deux parties",
        "surveys.questionnaire_imported": "Questionnaire importé",
        "surveys.reminded": "Relance envoyée",
        "surveys.response_extended": "Délai accordé",
        "surveys.reopening_asked": "Réouverture demandée",
        "surveys.reopening_declined": "Réouverture refusée",
        "surveys.response_reopened": "Réponse rouverte",
        "surveys.response_started": "Réponse commencée",
        "surveys.response_submitted": "Réponse envoyée",
        "surveys.response_taken_back": "Réponse saisie au téléphone reprise par l’organisme",
        "surveys.restitution_drafted": "Restitution commencée",
        "surveys.restitution_published": "Restitution publiée",
        "surveys.results_told": "Résultats annoncés à qui a été interrogé",
        "surveys.survey_closed": "Enquête close",
        "surveys.survey_reopened": "Enquête rouverte",
        "surveys.late_answer_not_sent": "Réponse tardive non envoyée",
        "surveys.survey_opened": "Enquête ouverte",
        "surveys.wave_sent": "Messages de l’enquête envoyés",
    }
    on_cycle = {
        "surveys.questionnaire": "questionnaires",
        "surveys.survey": "surveys",
        "surveys.response": "surveys__responses",
        "surveys.restitution": "surveys__restitutions",
    }

    def jobs(self) -> Mapping[str, rooms.JobFunction]:
        from interregions.exchange.surveys.collection import jobs
        from interregions.exchange.surveys.restitution.jobs import answers, table, tell_results

        return {
            "surveys.answers": answers,
            "surveys.invite": jobs.invite,
            "surveys.table": table,
            "surveys.tell_results": tell_results,
        }

    def sweeps(self) -> Sequence[Callable[[], object]]:
        from interregions.exchange.surveys.answering.services.phoned import tell_due_entries
        from interregions.exchange.surveys.collection import jobs
        from interregions.exchange.surveys.restitution.jobs import forget_tables, keep_missing_drawings

        return (tell_due_entries, jobs.send_due_reminders, keep_missing_drawings, forget_tables)

    def letters(self) -> Mapping[str, rooms.EditableLetter]:
        from interregions.exchange.surveys.answering.queries import letters
        from interregions.exchange.surveys.restitution.queries import announcing

        return {**letters.LETTERS, announcing.RESULT: announcing.LETTER}

    def visas(self) -> Mapping[str, rooms.Visa]:
        from interregions.exchange.surveys.answering.queries import overview, responses
        from interregions.exchange.surveys.answering.services import submission

        return {
            "surveys.response": rooms.Visa(
                decided=submission.visa_decided,
                read_by=responses.reads_visa,
                useful_until=responses.visa_useful_until,
                parts=submission.visa_parts,
                about=overview.about_visa,
            )
        }

    def publishables(self) -> Mapping[str, rooms.Publishable]:
        from interregions.exchange.surveys.restitution.queries import restitution

        return {
            restitution.KIND: rooms.Publishable(
                slug="restitutions",
                label="Restitution",
                plural="Restitutions",
                things=restitution.published_editions,
                visible=restitution.published_visible_to,
                owner=lambda edition: None,
                reference=restitution.edition_reference,
                page=restitution.public_parts_of,
            )
        }

    def tasks(self) -> Sequence[Any]:
        from interregions.exchange.surveys import tasks

        return tasks.KINDS

    def thread(self) -> rooms.ThreadOf:
        from interregions.exchange.surveys import queries

        return queries.thread_of

    def erase(self, person: Any) -> None:
        from interregions.exchange.surveys.restitution.services import erasure

        erasure.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.exchange.surveys.collection.queries import personal

        return "Enquêtes", personal.personal_data_of(person)
