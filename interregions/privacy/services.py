"""Forgetting: a person on request, and what has been kept long enough."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from interregions.common.erasure import Somebody
from interregions.common.errors import refuse_if
from interregions.common.references import Reference
from interregions.common.rooms import rooms
from interregions.common.rows import held_row
from interregions.network import services as network
from interregions.network.models import Mandate, Member
from interregions.privacy import exports, notifications, queries, rules, traces
from interregions.reception.services import entrance as reception
from interregions.toolkit.files import services as files
from interregions.toolkit.files.models import StoredFile
from interregions.toolkit.journal import services as journal
from interregions.toolkit.mail.choices import MessageStatus
from interregions.toolkit.mail.models import Attachment, Message


def erase_member(*, member: Member, by: Mandate | None, asker: Member | None = None) -> None:
    """Forget a person: their name and address leave every room, what their organisations did stays.

    ``asker`` is the person who asks, when it is not told by ``by``: somebody without mandate erases themself.
    """
    asking = asker or (by.member if by else None)
    with transaction.atomic():
        for mandate in Mandate.objects.filter(member=member).order_by("pk"):
            network.hold_peers(mandate)
        member.refresh_from_db()
        refuse_if(
            queries.erasure_reasons(member, by, asking) if asking else ["Dites qui demande l’effacement."],
        )
        _erase(member, by)


@contextmanager
def _as_member(somebody: Somebody) -> Iterator[Member]:
    """A row for the length of a transaction: the rooms look for a member, and find what bears a name and an address."""
    with transaction.atomic():
        member = network.add_member(
            given_name=somebody.given_name, family_name=somebody.family_name, email=somebody.email
        )
        yield Member.objects.get(pk=member.pk)
        member.delete()


def data_of_somebody(somebody: Somebody) -> dict[str, Any]:
    """What is kept about a person without account, by the same finders as for a member; nothing is written."""
    with _as_member(somebody) as member:
        return exports.taken_away(member)


def erase_somebody(*, somebody: Somebody, by: Mandate | None, asker: Member) -> None:
    """Forget a person without account: a guest, a signer of a visa, somebody interviewed, quoted or written to."""
    refuse_if(
        rules.reasons_not_to_look_for(
            given_name=somebody.given_name, family_name=somebody.family_name, address=somebody.email
        )
        or queries.reasons_about(somebody, by, asker)
    )
    addresses = [somebody.email] if somebody.email else sorted(traces.addresses_beside(somebody)) or [""]
    with transaction.atomic():
        for address in addresses:
            with _as_member(replace(somebody, email=address)) as member:
                for room in reversed(rooms()):
                    room.erase(member)
        journal.record("privacy.somebody_erased", Reference("network.member", "", "Personne sans compte", ""), by)


def erase_file(*, file: StoredFile, by: Mandate | None, asker: Member) -> None:
    """Erase a file that names a person who asked to be forgotten; the row stays and says when."""
    with transaction.atomic():
        file = held_row(StoredFile.objects.all(), file.pk)
        refuse_if(queries.file_reasons(file, by, asker))
        files.erase_file(file=file, by=by)


def _erase(member: Member, by: Mandate | None) -> None:
    # A fresh row: the rooms read the name they look for on it, and the network empties it.
    leaving = Member.objects.select_for_update().get(pk=member.pk)
    if queries.shares_mailbox(leaving):
        leaving.email = ""  # the address is also somebody else's, and stays theirs
    for room in reversed(rooms()):
        room.erase(leaving)
    journal.record("privacy.member_erased", Reference("network.member", str(member.pk), "Personne retirée", ""), by)
    member.refresh_from_db()


def forget_old_messages() -> int:
    """Empty messages after twelve months. The key stays, so that none is sent a second time; the number emptied."""
    limit = timezone.make_aware(datetime.combine(rules.messages_kept_since(today=timezone.localdate()), time.min))
    old = Message.objects.filter(created_at__lt=limit).exclude(to_address="", lines=[])
    with transaction.atomic():
        Attachment.objects.filter(message__created_at__lt=limit).delete()
        old.filter(status__in=[MessageStatus.QUEUED, MessageStatus.SENDING, MessageStatus.DOUBTFUL]).update(
            status=MessageStatus.WITHDRAWN
        )
        return old.update(
            to_member=None,
            to_name="",
            to_address="",
            subject="Message effacé après douze mois",
            lines=[],
            button_url="",
            button_label="",
            reason="",
            about=None,
            error="",
        )


def forget_people_who_left() -> int:
    """Tell those who left three years ago, then erase them a month later; the number erased. May run twice."""
    today, erased = timezone.localdate(), 0
    for member in queries.people_without_open_mandate():
        last_day = queries.last_day_of(member)
        if last_day is None or not rules.is_told(last_day=last_day, today=today):
            continue
        told = queries.told_on(member, last_day)
        if told is None and member.email:
            notifications.tell_before_erasing(member, key=queries.notice_key(member, last_day))
            continue
        if rules.is_forgotten(last_day=last_day, told_on=told or last_day, today=today):
            with transaction.atomic():
                _erase(member, None)
            erased += 1
    return erased


def forget_people_who_never_came() -> int:
    """Erase those whose last invitation was left without an answer for six months: their letter said so."""
    people = list(queries.people_who_never_came())
    for member in people:
        with transaction.atomic():
            _erase(member, None)
    return len(people)


def forget_old_rows() -> None:
    """Everything whose time is over, as the page on personal data says. May run twice without harm."""
    reception.forget_old_attempts()
    forget_old_messages()
    forget_people_who_left()
    forget_people_who_never_came()
