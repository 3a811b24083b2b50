"""Conventions and their documents due, to take away."""

from collections.abc import Iterable, Sequence
from datetime import UTC, timedelta
from typing import Any

from django.utils import timezone

from interregions.common.late import Late
from interregions.knowledge.observatory.clusters.models import Convention, DueDocument
from interregions.knowledge.observatory.clusters.queries.conventions import FunderLine
from interregions.toolkit.calendars import calendar_of
from interregions.toolkit.documents.tables import Sheet

icalendar = Late("icalendar")

HEADER = (
    "Pôle", "Objet", "Début", "Fin", "Financeur", "Délibération", "Date de la délibération", "Montant voté (€)",
    "Montant mandaté (€)", "Document attendu", "Échéance", "Envoyé le", "Reçu le",
)  # fmt: skip


def convention_sheets(lines: Sequence[tuple[Convention, tuple[FunderLine, ...]]]) -> list[Sheet]:
    """One line by funder and document; amounts only where this reader reads them."""
    return [Sheet("Conventions", HEADER, [row for each in lines for row in _rows(*each)])]


def _rows(convention: Convention, funders: tuple[FunderLine, ...]) -> Iterable[list[Any]]:
    for line in funders:
        funder = line.funder
        documents: list[DueDocument | None] = [
            each for each in convention.documents.all() if each.funder_id == funder.pk
        ]
        for document in documents or [None]:
            yield [
                convention.cluster.organisation.name,
                convention.title,
                convention.starts_on,
                convention.ends_on,
                funder.organisation.name,
                funder.deliberation if line.open else "",
                funder.deliberated_on if line.open else None,
                funder.voted if line.open else None,
                funder.paid if line.open else None,
                document.name if document else "",
                document.due_on if document else None,
                document.sent_on if document else None,
                document.received_on if document else None,
            ]


def documents_calendar(documents: Iterable[DueDocument], address: str) -> bytes:
    """The documents awaited as all-day entries (RFC 5545)."""
    return calendar_of((_entry(each, address) for each in documents), timed=False)


def _entry(document: DueDocument, address: str) -> Any:
    convention = document.convention
    entry = icalendar.Event()
    entry.add("uid", f"document-{document.pk}@interregions")
    entry.add("dtstamp", timezone.now().astimezone(UTC))
    entry.add("dtstart", document.due_on)
    entry.add("dtend", document.due_on + timedelta(days=1))
    entry.add("summary", f"{document.name} : {convention.cluster.organisation.short_name}")
    entry.add("description", f"Attendu par {document.funder.organisation.short_name}, {convention.title}")
    entry.add("url", f"{address}{convention.get_absolute_url()}")
    entry.add("transp", "TRANSPARENT")
    return entry
