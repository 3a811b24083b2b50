"""Forget a person in what was declared and asked; what the organisations hold and asked stays."""

from django.db import transaction

from interregions.common.erasure import without_person
from interregions.knowledge.observatory.equipment.models import AccessRequest, Competence, Equipment
from interregions.network.models import Member

TEXTS = {
    Equipment: ("name", "words", "contact", "tariff_words", "conditions", "declined_words"),
    Competence: ("name", "words", "contact", "declined_words"),
    AccessRequest: ("enterprise", "need", "period", "answer", "outcome_words"),
}


@transaction.atomic
def erase_member(member: Member) -> None:
    """Take the person out of the words of sheets and requests."""
    for model, names in TEXTS.items():
        for row in model._default_manager.only("pk", *names).iterator():
            before = [getattr(row, name) for name in names]
            after = without_person(before, member)
            if after != before:
                model._default_manager.filter(pk=row.pk).update(**dict(zip(names, after, strict=True)))
