"""The dates of « Lundi matin », taken away."""

from collections.abc import Iterable
from datetime import UTC, timedelta
from typing import Any

from django.utils import timezone

from interregions.common.late import Late
from interregions.journey.queries.monday_dates import Dated
from interregions.toolkit.calendars import calendar_of

icalendar = Late("icalendar")


def dates_calendar(dates: Iterable[Dated], address: str) -> bytes:
    """Each date as an all-day entry (RFC 5545), its last day within."""
    return calendar_of((_entry(each, address) for each in dates), timed=False)


def _entry(dated: Dated, address: str) -> Any:
    entry = icalendar.Event()
    entry.add("uid", f"{dated.uid}@interregions")
    entry.add("dtstamp", timezone.now().astimezone(UTC))
    entry.add("dtstart", dated.first)
    entry.add("dtend", dated.last + timedelta(days=1))
    entry.add("summary", dated.what)
    entry.add("description", dated.about)
    entry.add("url", f"{address}{dated.url}")
    entry.add("transp", "TRANSPARENT")
    return entry
