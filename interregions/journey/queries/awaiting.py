"""What waits between one organisation and the others: requests of access, sheets to accept, offers and needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from interregions.common.typography import counted, french_day
from interregions.knowledge.observatory.cooperation.choices import NoticeStatus
from interregions.knowledge.observatory.cooperation.models import Need, Offer
from interregions.knowledge.observatory.equipment.choices import DeclaredStatus, RequestStatus
from interregions.knowledge.observatory.equipment.models import AccessRequest, Competence, Equipment
from interregions.network.models import Organisation
from interregions.toolkit.introductions.choices import OPEN

MOST = 30


@dataclass(frozen=True)
class WaitingLine:
    """A request, an offer or a need that somebody waits for."""

    what: str
    about: str
    url: str
    tag: str


def waiting_lines(own: Organisation, today: date) -> Iterable[WaitingLine]:
    """Requests of access, sheets to accept, offers and needs of one organisation."""
    yield from _access(own)
    yield from _sheets(own)
    yield from _notices(own, today)


def _access(own: Organisation) -> list[WaitingLine]:
    """Requests of access that the Région has to answer, or that wait for another’s answer."""
    seen = Q(equipment__owner=own) | Q(organisation=own)
    found = AccessRequest.objects.filter(seen, status=RequestStatus.WAITING)
    found = found.select_related("equipment__owner", "organisation").order_by("asked_at", "pk")[:MOST]
    return [
        WaitingLine(
            what=f"Accès à « {each.equipment.name} »",
            about=f"demandé par {each.organisation.short_name}"
            if each.equipment.owner_id == own.pk
            else f"demandé à {each.equipment.owner.short_name}",
            url=each.get_absolute_url(),
            tag="à répondre" if each.equipment.owner_id == own.pk else "réponse attendue",
        )
        for each in found
    ]


def _sheets(own: Organisation) -> list[WaitingLine]:
    """Sheets that somebody prepared for the Région, and that nobody reads before it accepts."""
    models: tuple[type[Equipment] | type[Competence], ...] = (Equipment, Competence)
    return [
        WaitingLine(
            what=each.name,
            about=f"fiche préparée par {each.entered_by.organisation.short_name}",
            url=each.get_absolute_url(),
            tag="à accepter",
        )
        for model in models
        for each in model._default_manager.filter(owner=own, status=DeclaredStatus.WAITING)
        .select_related("entered_by__organisation")
        .order_by("entered_at", "pk")[:MOST]
    ]


def _notices(own: Organisation, today: date) -> list[WaitingLine]:
    """Its offers and needs that stand, with how many introductions wait: who asks is told to whom is asked alone."""
    lines = []
    waits = Count("approaches", filter=Q(approaches__introduction__status__in=OPEN))
    models: tuple[tuple[type[Offer] | type[Need], str], ...] = ((Offer, "offre"), (Need, "besoin"))
    for model, noun in models:
        found = model._default_manager.filter(organisation=own, status=NoticeStatus.OPEN, ends_on__gte=today)
        lines += [_notice_line(each, noun) for each in found.annotate(asked=waits).order_by("ends_on", "pk")[:MOST]]
    return lines


def _notice_line(notice: Any, noun: str) -> WaitingLine:
    until = f"{noun}, jusqu’au {french_day(notice.ends_on)}"
    tag = counted(notice.asked, "mise en relation attend", "mises en relation attendent") if notice.asked else ""
    return WaitingLine(notice.title, until, notice.get_absolute_url(), tag)
