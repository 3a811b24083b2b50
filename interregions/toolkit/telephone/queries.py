"""What was entered by telephone, and who reads it: the animation, and the organisation concerned."""

from typing import Any

from django.db.models import QuerySet

from interregions.common.erasure import traces_in
from interregions.common.lists import having_words
from interregions.common.references import Reference
from interregions.network.models import Member, Organisation
from interregions.network.queries import standing_of
from interregions.toolkit.telephone.models import PhoneEntry


def entries_visible_to(member: Member | None) -> QuerySet[PhoneEntry]:
    """All for the animation; for the others those of their organisations."""
    standing = standing_of(member)
    found = PhoneEntry.objects.select_related("organisation", "by__member")
    return found if standing.is_facilitator else found.filter(organisation_id__in=standing.organisation_ids)


def entries_on(reference: Reference, member: Member | None) -> list[PhoneEntry]:
    """Those on one thing, the last first: one query."""
    return list(entries_visible_to(member).filter(about_kind=reference.kind, about_id=reference.id)[:50])


def last_entry(gesture: str, reference: Reference, organisation: Organisation) -> PhoneEntry | None:
    """What was entered last of this gesture on this thing for this organisation."""
    found = PhoneEntry.objects.filter(gesture=gesture, organisation=organisation)
    return found.filter(about_kind=reference.kind, about_id=reference.id).select_related("by__member").first()


def personal_data_of(member: Member) -> dict[str, Any]:
    """What this person entered for others, and what is written as said by them."""
    entered = PhoneEntry.objects.filter(by__member=member).select_related("organisation")
    name = member.family_name or member.given_name
    said = having_words(PhoneEntry.objects.select_related("organisation"), name, "said_by") if name else ()
    mine = [entry for entry in said if any(trace.sure for trace in traces_in(entry.said_by, member))]
    return {
        "entered": [{"organisation": each.organisation.name, "words": each.words} for each in entered],
        "said": [{"organisation": each.organisation.name, "words": each.words} for each in mine],
    }
