"""Enter for an organisation what it said on the telephone: one mechanism for every room, and no signature."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from interregions.common.erasure import without_person
from interregions.common.errors import refuse_if
from interregions.common.references import Reference
from interregions.common.rooms import by_phone
from interregions.common.typography import french_datetime
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record
from interregions.toolkit.telephone import queries, rules
from interregions.toolkit.telephone.models import PhoneEntry
from interregions.toolkit.telephone.notifications import tell_entered


@transaction.atomic
def enter_by_phone(
    *, gesture: str, thing: Any, organisation: Organisation, said_by: str, values: Mapping[str, Any], by: Mandate
) -> PhoneEntry:
    """Do the gesture as the organisation would, note who said it, and tell its referents at once."""
    check_mandate(by, roles={Role.FACILITATOR})
    kind = by_phone()[gesture]
    refuse_if(
        rules.reasons_not_to_enter(
            concerned=kind.organisations(thing).filter(pk=organisation.pk).exists(),
            own=organisation.pk == by.organisation_id,
            said_by=said_by,
        )
    )
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)  # one entry at a time is compared
    settled = kind.settled(thing, organisation)
    words = kind.enter(thing, organisation, values, by)
    reference = kind.reference(thing)
    refuse_if(_reasons_not_to_enter_again(gesture, reference, organisation, words, settled))
    entry = PhoneEntry.objects.create(
        gesture=gesture,
        about_kind=reference.kind,
        about_id=reference.id,
        about=reference.as_json(),
        organisation=organisation,
        words="\n".join(words),
        said_by=said_by.strip()[:200],
        by=by,
    )
    record("telephone.entered", reference, by, organisation=organisation.pk, gesture=gesture)
    tell_entered(entry=entry, gesture=kind, thing=thing, reference=reference)
    return entry


def _reasons_not_to_enter_again(
    gesture: str, reference: Reference, organisation: Organisation, words: Sequence[str], settled: bool
) -> list[str]:
    last = queries.last_entry(gesture, reference, organisation)
    if last is None:
        return []
    return rules.reasons_not_to_enter_again(
        same=last.words == "\n".join(words),
        settled=settled,
        at=french_datetime(timezone.localtime(last.at)),
        by=last.by.member.full_name,
    )


def erase_member(member: Member) -> None:
    """Take the person's name out of what was said and of who said it."""
    for entry in PhoneEntry.objects.all().iterator():
        words, said_by, about = without_person([entry.words, entry.said_by, entry.about], member)
        if (words, said_by, about) != (entry.words, entry.said_by, entry.about):
            entry.words, entry.said_by, entry.about = words, said_by[:200], about
            entry.save(update_fields=["words", "said_by", "about"])
