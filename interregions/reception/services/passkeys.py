"""Keys of a device, beside the code."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import Refused, refuse_if
from interregions.network.models import Member
from interregions.reception import codes, keys, queries, rules
from interregions.reception.models import Passkey, SignInAttempt
from interregions.reception.services.entrance import DOOR, some_mandate
from interregions.toolkit.journal.services import record


def ask_for_key(*, client: str) -> tuple[dict[str, Any], keys.State]:
    """What a browser is asked to prove at the door, and what its session keeps; braked like codes, by network."""
    refuse_if(rules.reasons_not_to_send_code(seconds=queries.seconds_before_a_code("", client), can_send=True))
    SignInAttempt.objects.create(address_hash="", client_hash=codes.client_hash(client), kind="key")
    return keys.ask_to_prove()


@transaction.atomic
def member_by_key(*, state: keys.State, answer: Mapping[str, Any]) -> Member:
    """Whom a key lets in, once it proved itself. Refused otherwise, in the same words for a key nobody knows."""
    held = Passkey.objects.select_for_update(of=("self",)).select_related("member")
    kept = held.filter(number=keys.number_in(answer), member__removed_at__isnull=True).first()
    if kept is None:
        raise Refused(keys.WRONG)
    counter = keys.proved(state, kept.public_key, answer)
    if counter and counter <= kept.counter:  # a copy of the key would count on its own
        raise Refused(keys.WRONG)
    kept.counter, kept.used_at = counter, timezone.now()
    kept.save(update_fields=["counter", "used_at"])
    return kept.member


def ask_for_new_key(*, member: Member) -> tuple[dict[str, Any], keys.State]:
    """What a browser is asked to make for this person; a device that holds one of theirs already is not asked."""
    known = [each.public_key for each in queries.passkeys_of(member)]
    return keys.ask_to_make(handle=member.identifier.bytes, name=member.full_name, known=known)


@transaction.atomic
def add_key(*, member: Member, state: keys.State, answer: Mapping[str, Any], agent: str) -> Passkey:
    """Keep the public half of a key that was made."""
    number, public_key, counter = keys.made(state, answer)
    kept = Passkey.objects.create(
        member=member, number=number, public_key=public_key, counter=counter, device=rules.browser_words(agent)
    )
    record("reception.key_added", DOOR, some_mandate(member))
    return kept


@transaction.atomic
def remove_key(*, member: Member, pk: int) -> bool:
    """Take a key away; False when it is none of theirs."""
    kept = Passkey.objects.filter(member=member, pk=pk).first()
    if kept is None:
        return False
    kept.delete()
    record("reception.key_removed", DOOR, some_mandate(member))
    return True
