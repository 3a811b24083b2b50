"""Every read of the outbox."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from interregions.common.addresses import same_address
from interregions.common.health import State
from interregions.common.lists import having_words
from interregions.common.ports import dossier_of
from interregions.common.references import Reference
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import facilitators, installation, referents_of, standing_of
from interregions.toolkit.jobs.workers import is_gone, this_worker
from interregions.toolkit.mail import rules
from interregions.toolkit.mail.choices import MailKind, MessageStatus
from interregions.toolkit.mail.models import Attachment, Message, Preference, Relay
from interregions.toolkit.mail.rules import CLAIM_MINUTES, LATE_MINUTES


def in_demonstration() -> bool:
    """Whether messages stay here to be read on the spot."""
    found = installation()
    return found is not None and found.demonstration


def messages_visible_to(member: Member | None) -> QuerySet[Message]:
    """In a demonstration, one's own messages (all for the animation); nowhere else are messages read here."""
    standing = standing_of(member)
    if standing.member is None or not in_demonstration():
        return Message.objects.none()
    own = Q(to_member=standing.member)
    return Message.objects.filter(own | Q(private=False) if standing.is_facilitator else own)


def signer(wanted: Mandate | None = None) -> Mandate | None:
    """Who signs a letter: this facilitator while the mandate lasts, else the one who has animated longest."""
    if wanted is not None and wanted.role == Role.FACILITATOR and wanted.ended_at is None and wanted.ends_on is None:
        return wanted
    return facilitators().exclude(member__email="").order_by("starts_on", "pk").first()


def frame_of(
    about: Reference | None, *, signed_by: Mandate | None = None, reply_to: Mandate | None = None
) -> rules.Frame:
    """What stands around a letter about this thing. Computed once by whoever writes many of them."""
    signing = signer(signed_by)
    reader = reply_to if reply_to is not None and reply_to.member.email else signing
    return rules.Frame(
        dossier=dossier_of(about) if about else "",
        signature=rules.signature_of(
            name=signing.member.full_name,
            function=signing.member.function or signing.get_role_display(),
            organisation=signing.organisation.short_name,
            phone=signing.member.phone,
        )
        if signing
        else (),
        reply_name=reader.member.full_name if reader else "",
        reply_address=reader.member.email if reader else "",
    )


def attached(message: Message) -> list[Attachment]:
    """The files that leave with a message, without their content."""
    return list(message.attachments.defer("content"))


def sendings_visible_to(member: Member | None) -> QuerySet[Message]:
    """The state of every sending, for the animation."""
    return Message.objects.all() if standing_of(member).is_facilitator else Message.objects.none()


def filtered(messages: QuerySet[Message], *, status: str = "", words: str = "") -> QuerySet[Message]:
    """Messages of one state, whose subject or name holds these words."""
    if status in MessageStatus.values:
        messages = messages.filter(status=status)
    if words.strip():
        messages = messages.filter(private=False)
    return having_words(messages, words, "subject", "to_name")


def counts_by_status(messages: QuerySet[Message]) -> list[tuple[str, str, int]]:
    """(value, label, number) of each state that has messages."""
    numbers = dict(messages.order_by().values_list("status").annotate(Count("id")))
    return [(value, label, numbers[value]) for value, label in MessageStatus.choices if value in numbers]


def is_due() -> bool:
    """Whether a message may leave now."""
    return Message.objects.filter(status=MessageStatus.QUEUED, next_attempt_at__lte=timezone.now()).exists()


def next_due() -> Message | None:
    """The message that has waited longest among those that may leave now."""
    return (
        Message.objects.filter(status=MessageStatus.QUEUED, next_attempt_at__lte=timezone.now())
        .order_by("next_attempt_at", "id")
        .select_related("to_member")
        .prefetch_related("attachments")
        .first()
    )


def left_in_flight(*, own: bool = False) -> list[int]:
    """Messages whose worker is gone, or has held them for too long: nobody knows whether they left."""
    held_since = timezone.now() - timedelta(minutes=CLAIM_MINUTES)
    sending = Message.objects.filter(status=MessageStatus.SENDING).values_list("id", "claimed_by", "claimed_at")
    return [
        pk
        for pk, worker, at in sending
        if is_gone(worker) or at is None or at < held_since or (own and worker == this_worker())
    ]


def wants(member: Member, kind: str) -> bool:
    """Whether the member still receives this kind; kinds that cannot be stopped are always wanted."""
    if kind not in MailKind.values:
        return True
    return not Preference.objects.filter(member=member, kind=kind, wanted=False).exists()


def receivers(members: Iterable[Member], kind: str = "") -> set[int]:
    """Of these people, those to whom a message of this kind would leave: one query at most."""
    reached = {member.pk for member in members if member.email and member.removed_at is None}
    if kind in MailKind.values and reached:
        stopped = Preference.objects.filter(member__in=reached, kind=kind, wanted=False)
        reached -= set(stopped.values_list("member_id", flat=True))
    return reached


@dataclass(frozen=True)
class Reach:
    """Whom a message to the referents of some organisations would leave for, and where there is nobody."""

    mandates: tuple[Mandate, ...]
    unreached: tuple[Organisation, ...]

    @property
    def people(self) -> int:
        """Somebody who answers for two organisations is one."""
        return len({mandate.member_id for mandate in self.mandates})


def reach_of(organisation_ids: Collection[int], kind: str = "") -> Reach:
    """The referents of these organisations to whom a message of this kind would leave."""
    found = list(referents_of(organisation_ids).order_by("organisation__sort_name", "pk"))
    reached = receivers([mandate.member for mandate in found], kind)
    kept = tuple(mandate for mandate in found if mandate.member_id in reached)
    alone = set(organisation_ids) - {mandate.organisation_id for mandate in kept}
    return Reach(kept, tuple(Organisation.objects.filter(pk__in=alone).order_by("sort_name", "pk")) if alone else ())


def personal_data_of(member: Member) -> list[dict[str, str]]:
    """The messages that were written to this person, or to their address before they had an account."""
    found = Message.objects.filter(Q(to_member=member) | Q(pk__in=_to_address_of(member)))
    rows = found.values_list("to_address", "subject", "created_at", "status")
    return [
        {"address": address, "subject": subject, "at": at.isoformat(), "status": MessageStatus(status).label}
        for address, subject, at, status in rows
    ]


def _to_address_of(member: Member) -> list[int]:
    """Messages to people without account, compared in Python: an address has many ways to be written."""
    others = Message.objects.filter(to_member=None).exclude(to_address="").values_list("pk", "to_address")
    return [pk for pk, address in others.iterator() if same_address(address, member.email)]


def silent_since() -> datetime | None:
    """Since when the mail server does not answer; None when it does, or was never asked."""
    return Relay.objects.filter(silent_since__isnull=False).values_list("silent_since", flat=True).first()


def late_message_count() -> int:
    """How many messages should have left a quarter of an hour ago."""
    due = timezone.now() - timedelta(minutes=LATE_MINUTES)
    return Message.objects.filter(status=MessageStatus.QUEUED, created_at__lt=due, next_attempt_at__lt=due).count()


def mail_state() -> State:
    """The mail, as its own line of the health."""
    if settings.SMTP and silent_since() is not None:
        return State(False, "Le serveur d’envoi ne répond pas.", vital=False)
    if late := late_message_count():
        return State(False, f"{late} message{'s' if late > 1 else ''} en retard d’un quart d’heure.", vital=False)
    return State(True, vital=False)


def troubled_message_count() -> int:
    """How many messages a facilitator should look at: failed for good, or perhaps sent."""
    return Message.objects.filter(status__in=[MessageStatus.FAILED, MessageStatus.DOUBTFUL]).count()
