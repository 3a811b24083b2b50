"""Sending the approved minutes: one message and one record by person, and who opened them."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.exchange.outcomes import exports, notifications, rules
from interregions.exchange.outcomes.choices import MinutesStatus
from interregions.exchange.outcomes.models import Delivery, Minutes
from interregions.exchange.outcomes.queries import deliveries, visibility
from interregions.exchange.outcomes.queries.minutes import published_sections
from interregions.exchange.outcomes.services.minutes import ANIMATION, locked
from interregions.network.models import Mandate, Member
from interregions.network.services import check_mandate
from interregions.toolkit.documents import render
from interregions.toolkit.jobs.models import Job
from interregions.toolkit.jobs.services import enqueue
from interregions.toolkit.journal.services import record


@transaction.atomic
def send_minutes(*, minutes: Minutes, by: Mandate) -> Job:
    """Decide that this edition leaves; a job writes one message by person, PDF and ODT attached."""
    check_mandate(by, roles=ANIMATION)
    minutes = locked(minutes)
    people = len(deliveries.recipients_of(minutes)) + len(deliveries.guests_to_send(minutes))
    refuse_if(rules.reasons_not_to_send(status=minutes.status, recipients=people))
    minutes.status, minutes.sent_at = MinutesStatus.SENT, timezone.now()
    minutes.save(update_fields=["status", "sent_at"])
    record("outcomes.minutes_sent", visibility.minutes_reference(minutes), by, edition=minutes.edition, people=people)
    return enqueue(
        kind="outcomes.send_minutes",
        arguments={"minutes": minutes.pk, "edition": minutes.edition},
        by=by,
        label=f"Envoi du compte rendu : {minutes.meeting.title}"[:200],
        result_url=minutes.get_absolute_url() + "#envois",
    )


def write_messages(*, minutes: Minutes, edition: int, report: Callable[[int, int], None]) -> None:
    """Write the messages of an edition; twice is once, each message having its own key."""
    if minutes.edition != edition or minutes.status != MinutesStatus.SENT:
        return
    document = exports.minutes_document(minutes, published_sections(minutes))
    name = exports.minutes_name(minutes)
    attachments = [
        (f"{name}.pdf", "application/pdf", render(document, "pdf")),
        (f"{name}.odt", "application/vnd.oasis.opendocument.text", render(document, "odt")),
    ]
    recipients, guests = deliveries.recipients_of(minutes), deliveries.guests_to_send(minutes)
    people = len(recipients) + len(guests)
    for done, mandate in enumerate(recipients, start=1):
        key = f"{deliveries.delivery_prefix(minutes)}{mandate.member_id}"
        with transaction.atomic():
            Delivery.objects.get_or_create(
                message_key=key,
                defaults={"minutes": minutes, "member": mandate.member, "organisation": mandate.organisation},
            )
            notifications.send_minutes(minutes=minutes, mandate=mandate, key=key, attachments=attachments)
        report(done, people)
    for done, guest in enumerate(guests, start=len(recipients) + 1):
        key = f"{deliveries.guest_prefix(minutes)}{guest.pk}"
        notifications.send_minutes_to_guest(minutes=minutes, guest=guest, key=key, attachments=attachments)
        report(done, people)


def mark_opened(*, minutes: Minutes, member: Member | None) -> bool:
    """A signed-in person opened the page from the message; a mail scanner is nobody and changes nothing."""
    if member is None:
        return False
    mine = Delivery.objects.filter(minutes=minutes, member=member, opened_at=None)
    return mine.update(opened_at=timezone.now()) > 0
