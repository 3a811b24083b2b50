"""The priorities’ part of the demonstration: three Régions, one term that they share. All of it is fiction."""

from datetime import date
from typing import Protocol

from django.db.models import Q

from interregions.knowledge.observatory.priorities import rules
from interregions.knowledge.observatory.priorities.models import Priority
from interregions.knowledge.observatory.priorities.services import next_steps, priorities
from interregions.network.models import Mandate
from interregions.vocabulary.models import Term

SOURCE = "S3 régionale (fiction)"
SEA, HEALTH = ("objectifs-s3", "B"), ("ecosystemes-industriels", "9")
PRIORITIES = (
    ("Bretagne", "Économie de la mer (fiction)", "Énergies marines, biotechnologies, chantiers.", (SEA,)),
    ("Normandie", "Ports et façade maritime (fiction)", "Décarboner les ports, équiper la façade.", (SEA,)),
    ("Occitanie", "Santé du futur (fiction)", "Dispositifs médicaux, santé numérique.", (HEALTH,)),
)
SERVING = {"Granit Bleu": "Bretagne", "Garance Santé": "Occitanie"}
NEXT = {
    "Bretagne": "Nous prolongeons nos conventions d’un an, dans l’attente du cadre national (fiction).",
    "Normandie": "Un appel à manifestation d’intérêt au premier trimestre (fiction).",
}


class Cast(Protocol):
    """Who plays: what this chapter needs of them."""

    clusters: dict[str, Mandate]

    def referent(self, region: str) -> Mandate:
        """The referent of a Région, by its short name."""


def set_priorities(cast: Cast) -> None:
    """Three priorities, two of which share a term; two pôles serve; two Régions show what they will do next."""
    written: dict[str, Priority] = {}
    for region, title, text, codes in PRIORITIES:
        by = cast.referent(region)
        written[region] = priorities.write_priority(
            title=title,
            text=text,
            source=SOURCE,
            address="",
            starts_on=date(2021, 1, 1),
            ends_on=date(2027, 12, 31),
            by=by,
        )
        wanted = Q()
        for scheme, code in codes:
            wanted |= Q(scheme__slug=scheme, code=code)
        priorities.code_priority(priority=written[region], terms=list(Term.objects.filter(wanted)), by=by)
    for short_name, region in SERVING.items():
        if short_name in cast.clusters:
            priorities.serve_priority(priority=written[region], by=cast.clusters[short_name])
    for region, words in NEXT.items():
        next_steps.say_next_step(words=words, about=None, ends_on=rules.ENDS_ON, by=cast.referent(region))
        next_steps.show_next_steps(ends_on=rules.ENDS_ON, by=cast.referent(region))
