"""Forgetting a person: their name leaves the texts; what the organisation decided, did and asked stays."""

from typing import Any

from django.db import models, transaction

from interregions.common.erasure import without_person
from interregions.exchange.outcomes.models import (
    Action,
    ChangeRequest,
    Decision,
    Delivery,
    Minutes,
    Progress,
    ReviewedAction,
)
from interregions.network.models import Member

TEXTS: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (Minutes, ("composed", "correction_reason")),
    (ChangeRequest, ("passage", "wording", "reason", "answer")),
    (Decision, ("text",)),
    (Action, ("title", "success_sign", "closed_reason")),
    (Progress, ("words",)),
    (ReviewedAction, ("state_shown",)),
)


@transaction.atomic
def erase_member(member: Member) -> None:
    """Take the person out of the actions and deliveries, and their name and address out of every text."""
    Action.objects.filter(person=member).update(person=None)
    Delivery.objects.filter(member=member).update(member=None)
    for model, names in TEXTS:
        for row in model._default_manager.all().iterator():
            before: list[Any] = [getattr(row, name) for name in names]
            after = without_person(before, member)
            if before != after:
                model._default_manager.filter(pk=row.pk).update(**dict(zip(names, after, strict=True)))
