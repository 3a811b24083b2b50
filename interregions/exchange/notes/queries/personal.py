"""What the room holds of a person."""

from typing import Any

from django.db.models import Q

from interregions.common.erasure import names
from interregions.exchange.notes.models import Interview, Note
from interregions.network.models import Member


def personal_data_of(member: Member) -> dict[str, list[dict[str, Any]]]:
    """The interviews this person recorded or is named in, and the notes this person signed."""
    told = Interview.objects.exclude(people="").values_list("pk", "people")
    named = [pk for pk, people in told.iterator() if names(people, member)]
    interviews = Interview.objects.filter(Q(pk__in=named) | Q(recorded_by__member=member)).select_related(
        "cycle__theme"
    )
    signed = Note.objects.filter(signed_off_by__member=member).select_related("cycle__theme")
    return {
        "interviews": [
            {"cycle": one.cycle.theme.title, "held_on": one.held_on.isoformat(), "people": one.people}
            for one in interviews
        ],
        "signed_notes": [
            {"cycle": one.cycle.theme.title, "at": one.signed_off_at.isoformat() if one.signed_off_at else ""}
            for one in signed
        ],
    }
