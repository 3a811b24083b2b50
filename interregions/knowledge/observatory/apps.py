"""What each Région does for its pôles, and the pôles themselves."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from interregions.common import rooms


class Observatory(rooms.Room):
    """One Django app, five rooms in order: each says here what it gives to the house."""

    name = "interregions.knowledge.observatory"
    urls = "interregions.knowledge.observatory.urls"
    verbs = {
        "observatory.access_answered": "Demande d’accès à un équipement : réponse donnée",
        "observatory.access_asked": "Accès à un équipement demandé",
        "observatory.access_outcome": "Demande d’accès à un équipement : suite dite",
        "observatory.access_taken_back": "Demande d’accès à un équipement retirée",
        "observatory.amounts_hidden": "Montants d’une convention cachés",
        "observatory.amounts_shown": "Montants d’une convention montrés",
        "observatory.approach_asked": "Mise en relation demandée sur une offre ou un besoin",
        "observatory.cluster_confirmed": "Fiche d’un pôle confirmée par lui",
        "observatory.cluster_entered": "Pôle ou cluster ajouté",
        "observatory.cluster_written": "Fiche d’un pôle modifiée",
        "observatory.convention_entered": "Convention ajoutée",
        "observatory.convention_written": "Convention corrigée",
        "observatory.document_asked": "Document attendu",
        "observatory.document_awaited_again": "Document de nouveau attendu",
        "observatory.document_received": "Document reçu",
        "observatory.document_sent": "Document envoyé",
        "observatory.document_withdrawn": "Document qui n’est plus attendu",
        "observatory.figure_hidden": "Chiffre d’un pôle qui n’est plus montré",
        "observatory.figure_proposed": "Chiffre proposé à un pôle",
        "observatory.figure_released": "Chiffre d’un pôle montré",
        "observatory.funder_added": "Financeur ajouté à une convention",
        "observatory.indicator_hidden": "Indicateur qui n’est plus montré",
        "observatory.indicator_shown": "Indicateur montré",
        "observatory.label_added": "Label d’un pôle ajouté",
        "observatory.line_confirmed": "Ligne publiée confirmée",
        "observatory.line_discarded": "Ligne publiée écartée",
        "observatory.line_taken_back": "Ligne publiée reprise",
        "observatory.lines_confirmed": "Lignes publiées confirmées",
        "observatory.mission_cancelled": "Salon ou mission annulé",
        "observatory.mission_changed": "Salon ou mission modifié",
        "observatory.mission_entered": "Salon ou mission inscrit au calendrier",
        "observatory.mission_joined": "Salon ou mission : « nous y allons aussi »",
        "observatory.mission_left": "Salon ou mission : places libérées",
        "observatory.next_step_said": "Suite après le 31 décembre 2026 dite",
        "observatory.next_steps_hidden": "Suite après le 31 décembre 2026 plus montrée",
        "observatory.next_steps_shown": "Suite après le 31 décembre 2026 montrée",
        "observatory.notice_closed": "Offre ou besoin clos",
        "observatory.notice_published": "Offre ou besoin publié",
        "observatory.policy_written": "Fiche de la Région écrite",
        "observatory.priority_coded": "Priorité rattachée aux listes officielles",
        "observatory.priority_served_no_more": "Priorité que le pôle ne dit plus servir",
        "observatory.priority_served": "Priorité servie par un pôle",
        "observatory.priority_withdrawn": "Priorité retirée",
        "observatory.priority_written": "Priorité écrite",
        "observatory.reading_confirmed": "Chiffre confirmé",
        "observatory.reading_contested": "Chiffre contesté",
        "observatory.reading_discarded": "Chiffre écarté",
        "observatory.reading_entered": "Chiffre saisi",
        "observatory.reading_taken_back": "Chiffre repris",
        "observatory.reply_written": "Réponse à côté d’un chiffre",
        "observatory.sheet_changed": "Fiche d’équipement ou de compétence modifiée",
        "observatory.sheet_declined": "Publication d’une fiche déclinée par son détenteur",
        "observatory.sheet_proposed": "Fiche préparée pour un autre organisme",
        "observatory.sheet_published": "Fiche d’équipement ou de compétence publiée",
        "observatory.sheet_withdrawn": "Fiche d’équipement ou de compétence retirée",
    }

    def importers(self) -> Sequence[Any]:
        from interregions.knowledge.observatory.clusters import cluster_list, convention_list, published_lists

        return (
            cluster_list.CLUSTERS,
            convention_list.CONVENTIONS,
            published_lists.OPERATIONS,
            published_lists.SUBSIDIES,
        )

    def tasks(self) -> Sequence[Any]:
        from interregions.knowledge.observatory.clusters import funding_tasks as funding
        from interregions.knowledge.observatory.clusters import tasks as clusters
        from interregions.knowledge.observatory.equipment import tasks as equipment
        from interregions.knowledge.observatory.policies import tasks as policies

        return (*policies.KINDS, *clusters.KINDS, *funding.KINDS, *equipment.KINDS)

    def asks(self) -> Mapping[str, Callable[[Any, Any], object]]:
        from interregions.knowledge.observatory.equipment.services import access

        return {"observatory.accessrequest": access.outcome_answered}

    def chapter(self) -> rooms.Chapter:
        from interregions.knowledge.observatory.demonstration import tell

        return tell

    def erase(self, person: Any) -> None:
        from interregions.knowledge.observatory.clusters.services import conventions, published
        from interregions.knowledge.observatory.clusters.services import profile as clusters
        from interregions.knowledge.observatory.cooperation.services import notices as cooperation
        from interregions.knowledge.observatory.equipment.services import erasure as equipment
        from interregions.knowledge.observatory.policies.services import sheets as policies
        from interregions.knowledge.observatory.priorities.services import erasure as priorities

        clusters.erase_member(person)
        conventions.erase_member(person)
        published.erase_member(person)
        cooperation.erase_member(person)
        equipment.erase_member(person)
        priorities.erase_member(person)
        policies.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.knowledge.observatory.clusters.queries import conventions, published
        from interregions.knowledge.observatory.clusters.queries import personal as clusters
        from interregions.knowledge.observatory.cooperation.queries import personal as cooperation
        from interregions.knowledge.observatory.equipment.queries import personal as equipment
        from interregions.knowledge.observatory.policies.queries import personal as policies
        from interregions.knowledge.observatory.priorities.queries import personal as priorities

        kept = {**clusters.personal_data_of(person), **priorities.personal_data_of(person)}
        kept |= {**equipment.personal_data_of(person), **cooperation.personal_data_of(person)}
        kept |= {"conventions": conventions.personal_data_of(person)}
        kept |= {"lignes publiées": published.personal_data_of(person)}
        return "Observatoire", {**kept, **policies.personal_data_of(person)}
