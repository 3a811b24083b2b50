"""What the policies keep of a person: the gestures they made for their Région."""

from typing import Any

from django.db.models import QuerySet

from interregions.knowledge.observatory.policies.models import Reading, Reply, Showing
from interregions.network.models import Member


def personal_data_of(member: Member) -> dict[str, Any]:
    """What this person entered, checked, agreed to show, and wrote."""
    return {
        "chiffres saisis": [str(each) for each in _readings().filter(entered_by__member=member)],
        "chiffres vérifiés": [str(each) for each in _readings().filter(checked_by__member=member)],
        "accords donnés": [f"{each.indicator}, {each.agreed_at:%d/%m/%Y}" for each in _given(member)],
        "réponses": [each.words for each in Reply.objects.filter(by__member=member)],
    }


def _readings() -> QuerySet[Reading]:
    return Reading.objects.select_related("indicator", "organisation")


def _given(member: Member) -> list[Showing]:
    return list(Showing.objects.filter(agreed_by__member=member).select_related("indicator"))
