"""The dates of « Lundi matin », for a calendar."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from interregions.journey.horizon import span_of
from interregions.journey.queries.monday import (
    convention_line,
    conventions_ending,
    document_line,
    documents_due,
    labels_ending,
    missions_to_come,
)
from interregions.network.models import Mandate
from interregions.vocabulary import dated

IN_CALENDAR = 500  # entries of one sort: more are those of a year


@dataclass(frozen=True)
class Dated:
    """One date of the calendar file; ``uid`` is that of the same date in the file of its own room."""

    uid: str
    first: date
    last: date
    what: str
    about: str
    url: str


def monday_dates(mandate: Mandate, today: date) -> list[Dated]:
    """The dates of the page: documents, conventions, terms, and the missions to which the Région goes."""
    own, until = mandate.organisation, span_of(today).last
    dossier, found = reverse("journey:ending"), []
    for document in documents_due(own, until)[:IN_CALENDAR]:
        line = document_line(document, today)
        found.append(_day(f"document-{document.pk}", line.day, line.what, line.about, line.url))
    for convention in conventions_ending(own, today, until)[:IN_CALENDAR]:
        line = convention_line(convention)
        found.append(_day(f"convention-{convention.pk}-fin", line.day, line.what, line.about, line.url))
    for label in labels_ending(own, today, until)[:IN_CALENDAR]:
        words = f"Terme annoncé : {label}"
        if label.ends_on and label.ends_on >= today:
            found.append(_day(f"label-{label.pk}", label.ends_on, words, str(label.cluster), dossier))
    for fact in dated.facts_ending_within(today, until):
        if fact.ends_on:
            found.append(_day(f"terme-{fact.slug}", fact.ends_on, f"Terme : {fact.name}", "", dossier))
    for each in missions_to_come(mandate, today, until):
        if each.going:
            one = each.mission
            url = one.get_absolute_url()
            found.append(Dated(f"mission-{one.pk}", one.starts_on, one.ends_on, one.title, one.place, url))
    return sorted(found, key=lambda each: (each.first, each.uid))


def _day(uid: str, day: date, what: str, about: str, url: str) -> Dated:
    return Dated(uid, day, day, what, about, url)
