"""The receipt: an organisation's own answers as a document."""

from django.utils import timezone

from interregions.common.typography import french_datetime, of_name
from interregions.exchange.surveys.answering.queries.answers import Draft
from interregions.exchange.surveys.answering.queries.responses import Access
from interregions.exchange.surveys.answering.queries.screens import read_back
from interregions.exchange.surveys.questionnaires.rules.visibility import GIVEN
from interregions.network.queries import installation
from interregions.toolkit.documents.parts import Document, Facts, Heading, Paragraph, Part, Table


def receipt_of(draft: Draft, access: Access) -> Document:
    """What was sent, or what will be: the document says which."""
    response, here = draft.response, installation()
    parts: list[Part] = [Facts([("Organisme", response.organisation.name), ("État", _state(draft))])]
    for block in read_back(draft, access, draft.asked()):
        parts.append(Heading(1, block.title))
        for answer in block.answers:
            parts.append(Heading(2, answer.label))
            if len(answer.lines) > 1 or answer.lines[0][0]:
                rows = [[label, words or "Sans réponse"] for label, words in answer.lines]
                parts.append(Table(answer.label, ["Ligne", "Réponse"], rows))
            else:
                parts.append(Paragraph(answer.lines[0][1] or "Sans réponse"))
            source = " Saisie par l’animation au téléphone." if answer.phone else ""
            parts.append(Paragraph(f"Qui lira\u202f: {answer.readers}.{source}"))
    return Document(
        title=response.survey.title,
        subtitle=f"Réponse {of_name(response.organisation.short_name)}",
        classification="preparatory",
        date=timezone.localdate(response.submitted_at) if response.submitted_at else draft.today,
        fictional=bool(here and here.demonstration),
        parts=parts,
    )


def _state(draft: Draft) -> str:
    response = draft.response
    if response.status in GIVEN and response.submitted_at:
        who = f" par {response.submitted_by.member.full_name}" if response.submitted_by else ""
        return f"envoyée le {french_datetime(timezone.localtime(response.submitted_at))}{who}"
    return "brouillon, pas encore envoyé"
