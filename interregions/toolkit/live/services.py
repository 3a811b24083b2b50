"""Publish an event to open pages."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from interregions.common.erasure import without_person
from interregions.network.models import Member
from interregions.toolkit.live.hub import hub
from interregions.toolkit.live.models import LiveEvent

KEPT_DAYS = 2


@transaction.atomic
def publish(channel: str, kind: str, payload: dict[str, Any]) -> LiveEvent:
    """Write the event in the caller's transaction; open pages are woken once it is committed."""
    event = LiveEvent.objects.create(channel=channel, kind=kind, payload=payload)
    transaction.on_commit(hub.ring)
    return event


def forget_old_events() -> int:
    """Remove what no open page can still need; the number removed."""
    old = LiveEvent.objects.filter(at__lt=timezone.now() - timedelta(days=KEPT_DAYS))
    return old.delete()[0]


def erase_member(member: Member) -> None:
    """Take the person out of the events that are still kept."""
    for event in LiveEvent.objects.all().iterator():
        payload = without_person(event.payload, member)
        if payload != event.payload:
            event.payload = payload
            event.save(update_fields=["payload"])
