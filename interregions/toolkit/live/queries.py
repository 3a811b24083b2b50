"""Every read of live events."""

from django.db.models import Max

from interregions.toolkit.live.models import LiveEvent as LiveEvent


def latest_event_id(channel: str) -> int:
    """The last event of a channel: a page puts it in its stream's address (``?depuis=``) and misses nothing."""
    return LiveEvent.objects.filter(channel=channel).aggregate(last=Max("id"))["last"] or 0


def events_after(channel: str, event_id: int, limit: int = 500) -> list[LiveEvent]:
    """What a page has not received yet, oldest first."""
    return list(LiveEvent.objects.filter(channel=channel, pk__gt=event_id).order_by("pk")[:limit])


def last_id() -> int:
    """The last event of all."""
    return LiveEvent.objects.aggregate(last=Max("id"))["last"] or 0


def channels_after(event_id: int) -> set[str]:
    """The channels that have something new."""
    return set(LiveEvent.objects.filter(pk__gt=event_id).order_by().values_list("channel", flat=True).distinct())
