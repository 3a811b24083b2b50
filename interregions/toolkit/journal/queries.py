"""Every read of the journal."""

from django.db.models import Q, QuerySet

from interregions.common import rooms
from interregions.common.words import matches
from interregions.network.models import Member
from interregions.network.queries import standing_of
from interregions.toolkit.journal.models import Entry


def entries_about(kind: str, id: object) -> QuerySet[Entry]:
    """What was done to one thing, latest first."""
    return Entry.objects.filter(about_kind=kind, about_id=str(id)).select_related("by__member", "by__organisation")


def entries_visible_to(member: Member | None) -> QuerySet[Entry]:
    """The whole journal for the animation; for the others, what was done under their own mandates."""
    standing = standing_of(member)
    entries = Entry.objects.select_related("by__member", "by__organisation")
    if standing.is_facilitator:
        return entries
    return entries.filter(by__in=[mandate.pk for mandate in standing.mandates])


def filtered(entries: QuerySet[Entry], *, verb: str = "", cycle: str = "") -> QuerySet[Entry]:
    """Entries of one verb, or of those whose French words hold these; of one cycle."""
    if verb.strip():
        named = [each for each, words in rooms.verbs().items() if matches(words, verb)]
        entries = entries.filter(Q(verb=verb) | Q(verb__in=named))
    return entries.filter(cycle=cycle) if cycle else entries


def verbs(entries: QuerySet[Entry]) -> list[tuple[str, str]]:
    """Verbs present with their words, in the order of the words."""
    present = entries.order_by().values_list("verb", flat=True).distinct()
    return sorted(((verb, rooms.verbs().get(verb, verb)) for verb in present), key=lambda each: each[1])


def personal_data_of(member: Member) -> list[dict[str, str]]:
    """What this person did, under whichever mandate."""
    rows = Entry.objects.filter(by__member=member).values_list("at", "verb", "about_kind", "about_id")
    return [{"at": at.isoformat(), "verb": verb, "about": f"{kind} {of}"} for at, verb, kind, of in rows]
