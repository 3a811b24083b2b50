"""What this room keeps about a person."""

from typing import Any

from interregions.knowledge.observatory.priorities.models import (
    NextStep,
    NextStepShowing,
    Priority,
    PriorityCode,
    PriorityServed,
)
from interregions.network.models import Member


def personal_data_of(member: Member) -> dict[str, Any]:
    """What they wrote, showed and entered, for their organisation."""
    steps = NextStep.objects.filter(said_by__member=member).select_related("organisation", "about")
    shown = NextStepShowing.objects.filter(agreed_by__member=member).select_related("organisation")
    entered = Priority.objects.filter(entered_by__member=member)
    coded = PriorityCode.objects.filter(confirmed_by__member=member).select_related("priority", "term")
    served = PriorityServed.objects.filter(said_by__member=member).select_related("priority", "organisation")
    return {
        "listes confirmées": [f"{each.priority} : {each.term}" for each in coded],
        "priorités servies": [f"{each.organisation} : {each.priority}" for each in served],
        "suites dites": [
            {"pour": str(each.organisation), "de": str(each.about or ""), "mots": each.words, "le": str(each.said_on)}
            for each in steps
        ],
        "suites montrées": [{"pour": str(each.organisation), "le": each.agreed_at.isoformat()} for each in shown],
        "priorités écrites": [{"intitulé": each.title, "le": each.entered_at.isoformat()} for each in entered],
    }
