"""Forgetting a person: their name leaves the texts; what the organisation answered and wrote stays."""

from typing import Any

from django.db import models, transaction

from interregions.common.addresses import normal_address
from interregions.common.erasure import without_person
from interregions.exchange.meetings.models import AgendaItem, Attendance, Guest, Meeting, WrittenContribution
from interregions.network.models import Member

TEXTS: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (Meeting, ("title", "place", "words")),
    (AgendaItem, ("title", "content", "references")),
    (Attendance, ("people", "words")),
    (WrittenContribution, ("text",)),
    (Guest, ("name", "organisation_name", "words")),
)


@transaction.atomic
def erase_member(member: Member) -> None:
    """Take the person's name and address out of every text of the room."""
    for model, names in TEXTS:
        for row in model._default_manager.all().iterator():
            before: list[Any] = [getattr(row, name) for name in names]
            after = without_person(before, member)
            if before != after:
                model._default_manager.filter(pk=row.pk).update(**dict(zip(names, after, strict=True)))
    if normal_address(member.email):
        Guest.objects.filter(address_key=normal_address(member.email)).update(email="", address_key="")
