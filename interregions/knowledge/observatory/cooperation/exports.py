"""The shared calendar as a calendar file, and as a table."""

from collections.abc import Iterable
from datetime import UTC, timedelta
from typing import Any

from django.utils import timezone

from interregions.common.late import Late
from interregions.toolkit.calendars import calendar_of

icalendar = Late("icalendar")
CALENDAR_TYPE = "text/calendar; charset=utf-8"


def missions_calendar(missions: Iterable[Any], address: str) -> bytes:
    """Each date as an all-day entry (RFC 5545): its last day is within."""
    return calendar_of((_entry(mission, address) for mission in missions), timed=False)


def _entry(mission: Any, address: str) -> Any:
    entry = icalendar.Event()
    entry.add("uid", f"mission-{mission.pk}@interregions")
    entry.add("dtstamp", timezone.now().astimezone(UTC))
    entry.add("dtstart", mission.starts_on)
    entry.add("dtend", mission.ends_on + timedelta(days=1))
    entry.add("summary", f"{mission.title} ({mission.country})")
    entry.add("location", mission.place)
    entry.add("description", mission.words)
    entry.add("url", f"{address}{mission.get_absolute_url()}")
    entry.add("status", "CANCELLED" if mission.cancelled_at else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    return entry
