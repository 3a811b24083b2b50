"""Every read of live events."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from interregions.toolkit.live.models import LiveEvent as LiveEvent

SETTLED_SECONDS = 10  # after which no event with a smaller number is committed any more
MOST_AT_ONCE = 500


def latest_event_id(channel: str) -> int:
    """The last event of a channel: a page puts it in its stream's address (``?depuis=``) and misses nothing."""
    return LiveEvent.objects.filter(channel=channel).aggregate(last=Max("id"))["last"] or 0


def settled_since() -> datetime:
    """Events written before this moment are all visible."""
    return timezone.now() - timedelta(seconds=SETTLED_SECONDS)


def settled_event_id(channel: str) -> int:
    """The last event of a channel before which nothing can still appear."""
    old = LiveEvent.objects.filter(channel=channel, at__lt=settled_since())
    return old.aggregate(last=Max("id"))["last"] or 0


def events_after(channel: str, event_id: int) -> list[LiveEvent]:
    """What a page has not received yet, oldest first."""
    return events_of([channel], event_id)


def events_of(channels: Collection[str], event_id: int) -> list[LiveEvent]:
    """The events of these channels after this one, oldest first."""
    return list(LiveEvent.objects.filter(channel__in=channels, pk__gt=event_id).order_by("pk")[:MOST_AT_ONCE])
