"""What is kept of a person in what was declared and asked."""

from typing import Any

from django.db.models import Q

from interregions.common.erasure import names
from interregions.knowledge.observatory.equipment.models import AccessRequest, Competence, Equipment
from interregions.network.models import Member


def personal_data_of(member: Member) -> dict[str, Any]:
    """The sheets they entered or are named in, and the requests they asked or answered."""
    sheets = [*_sheets(Equipment, member), *_sheets(Competence, member)]
    concerned = Q(asked_by__member=member) | Q(answered_by__member=member)
    requests = AccessRequest.objects.filter(concerned).select_related("equipment", "asked_by")
    return {
        "sheets": sheets,
        "access_requests": [
            {
                "equipment": each.equipment.name,
                "need": each.need if each.asked_by.member_id == member.pk else "",
                "answer": each.answer,
                "asked_at": each.asked_at.isoformat(),
            }
            for each in requests
        ],
    }


def _sheets(model: type[Any], member: Member) -> list[dict[str, str]]:
    found = model._default_manager.select_related("entered_by")
    return [
        {"name": each.name, "contact": each.contact, "entered_at": each.entered_at.isoformat()}
        for each in found
        if each.entered_by.member_id == member.pk or names(f"{each.words} {each.contact}", member)
    ]
