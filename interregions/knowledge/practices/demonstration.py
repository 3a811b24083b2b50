"""The practices’ part of the demonstration: a sheet that one Région filled and published, with what it observed."""

from datetime import date, timedelta
from typing import Protocol

from django.utils import timezone

from interregions.knowledge.practices.models import Practice
from interregions.knowledge.practices.services import (
    add_evidence,
    complete_practice,
    draft_practice,
    publish_practice,
)
from interregions.network.models import Mandate

TITLE = "Une revue de conventions commune à quatre pôles (fiction)"
TEXTS = {
    "observed_result": "Trois mois gagnés entre le dépôt du bilan et le versement du solde (fiction).",
    "problem": "Quatre conventions, quatre calendriers : chaque pôle rendait son bilan à une date différente.",
    "what_was_done": "Une trame de bilan unique et deux journées par an où les quatre pôles et la Région se lisent.",
    "what_did_not_work": "La première année, la trame comptait quarante indicateurs ; il en reste douze.",
    "resources": "Un demi-poste à la Région et une journée par pôle et par semestre (fiction).",
    "transfer_conditions": "Des conventions de même durée, et des pôles qui acceptent de se lire.",
    "contact": "Le service économie de la Région, par le réseau.",
}
SEEN = (
    ("Délai moyen de versement : de sept à quatre mois (fiction).", "Bilan des conventions, Région", 400),
    ("Les quatre pôles souhaitent continuer (fiction).", "Questionnaire aux pôles", 90),
)


class Cast(Protocol):
    """Who plays: what this chapter needs of them."""

    def referent(self, region: str) -> Mandate:
        """The referent of a Région, by its short name."""


def publish_one(cast: Cast) -> Practice:
    """Occitanie writes a sheet, says what it observed, and gives it to the network."""
    by = cast.referent("Occitanie")
    practice = draft_practice(title=TITLE, organisation=by.organisation, by=by)
    practice = complete_practice(practice=practice, texts=TEXTS, seen={}, revision=practice.revision, by=by)
    for words, source, days in SEEN:
        add_evidence(practice=practice, words=words, source=source, dated_on=_ago(days), by=by)
    return publish_practice(practice=practice, by=by)


def _ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)
