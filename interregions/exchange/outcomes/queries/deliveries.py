"""Whom the approved minutes leave for, and what became of each message."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from interregions.exchange.meetings.models import Guest
from interregions.exchange.outcomes.models import Action, Minutes
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.network.queries import facilitators, mandates_of
from interregions.toolkit.mail.choices import MessageStatus
from interregions.toolkit.mail.models import Message


@dataclass(frozen=True)
class DeliveryLine:
    """One person the minutes left for, as the outbox tells it."""

    organisation: str
    person: str
    status: str
    label: str
    opened_at: datetime | None = None
    reads_here: bool = True  # a guest reads the files that are joined: nothing says when


# Who answers for an organisation, and who is there to read; a colleague who was handed a block is neither.
RECEIVING = (Role.REFERENT, Role.READER)


def recipients_of(minutes: Minutes) -> list[Mandate]:
    """Who receives for a convened organisation by their role, whoever holds an action of the meeting, and the
    animation; one mandate by person."""
    ids = list(minutes.meeting.attendances.values_list("organisation_id", flat=True))
    holding = Action.objects.filter(meeting=minutes.meeting, person__isnull=False).values("person")
    by_role = mandates_of(ids).filter(Q(role__in=RECEIVING) | Q(member__in=holding))
    found = [*by_role.order_by("organisation__sort_name", "id"), *facilitators().order_by("id")]
    once: dict[int, Mandate] = {}
    for mandate in found:
        if mandate.member.email:
            once.setdefault(mandate.member_id, mandate)
    return list(once.values())


def guests_to_send(minutes: Minutes) -> list[Guest]:
    """The guests who were there and left an address, each address once; not those who receive as members."""
    told = {mandate.member.address_key for mandate in recipients_of(minutes)}
    once: dict[str, Guest] = {}
    for guest in (
        Guest.objects.filter(meeting=minutes.meeting, present=True).exclude(address_key="").order_by("name", "id")
    ):
        if guest.address_key not in told:
            once.setdefault(guest.address_key, guest)
    return list(once.values())


def delivery_prefix(minutes: Minutes) -> str:
    """How the keys of this edition's messages begin."""
    return f"outcomes.minutes:{minutes.pk}:{minutes.edition}:"


def guest_prefix(minutes: Minutes) -> str:
    """How the keys of this edition's messages to guests begin."""
    return f"{delivery_prefix(minutes)}guest-"


def delivery_lines(minutes: Minutes) -> list[DeliveryLine]:
    """Each delivery of this edition with the state of its message in the outbox, then the guests; three reads."""
    prefix = delivery_prefix(minutes)
    found = list(minutes.deliveries.filter(message_key__startswith=prefix).select_related("member", "organisation"))
    states = dict(Message.objects.filter(key__in=[one.message_key for one in found]).values_list("key", "status"))
    members = [
        DeliveryLine(
            organisation=one.organisation.short_name,
            person=one.member.full_name if one.member else "Personne retirée",
            status=states.get(one.message_key, ""),
            label=_label(states.get(one.message_key, "")),
            opened_at=one.opened_at,
        )
        for one in found
    ]
    to_guests = Message.objects.filter(key__startswith=guest_prefix(minutes)).order_by("to_name", "id")
    return members + [
        DeliveryLine("Invité", one.to_name, one.status, _label(one.status), reads_here=False) for one in to_guests
    ]


def _label(status: str) -> str:
    return str(MessageStatus(status).label) if status else "À écrire"


def delivery_counts(lines: list[DeliveryLine]) -> tuple[tuple[str, int], ...]:
    """How many deliveries stand in each state."""
    labels = [line.label for line in lines]
    return tuple((label, labels.count(label)) for label in dict.fromkeys(labels))
