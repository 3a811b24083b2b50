"""A calendar file, whatever its entries."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from interregions.common.late import Late

icalendar = Late("icalendar")

ZONE = "Europe/Paris"
_PARIS = ZoneInfo(ZONE)
# Directive 2000/84/EC, articles 2 and 3: summer time begins on the last Sunday of March and ends on the last Sunday of
# October, at 1 h UTC. (name, first day of the rule, month, offset before, offset after); in force as such since 1996.
_CHANGES = (
    ("DAYLIGHT", "CEST", datetime(1996, 3, 31, 2), 3, timedelta(hours=1), timedelta(hours=2)),  # noqa: DTZ001 - by the clock
    ("STANDARD", "CET", datetime(1996, 10, 27, 3), 10, timedelta(hours=2), timedelta(hours=1)),  # noqa: DTZ001 - by the clock
)


def calendar_of(entries: Iterable[Any], *, method: str = "", timed: bool = True) -> bytes:
    """The file that holds these entries; ``method`` as RFC 5546 says (« REQUEST », « CANCEL »).

    ``timed`` puts the rules of Paris time inside, for entries that name that zone. They are two yearly rules and not a
    list of dates: some programmes read the last date of a list only, and place a summer meeting one hour late.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Cluster InterRegions//interregions//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    if timed:
        calendar.add_component(_paris())
    for entry in entries:
        calendar.add_component(entry)
    return calendar.to_ical()


def _paris() -> Any:
    zone = icalendar.Timezone()
    zone.add("tzid", ZONE)
    for kind, name, first, month, before, after in _CHANGES:
        part = icalendar.TimezoneDaylight() if kind == "DAYLIGHT" else icalendar.TimezoneStandard()
        part.add("dtstart", first)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone


def is_missing(day_and_hour: datetime) -> bool:
    """Whether clocks in Paris never show this naive day and hour: the one jumped over when summer time begins."""
    there = day_and_hour.replace(tzinfo=_PARIS)
    return there.astimezone(UTC).astimezone(_PARIS).replace(tzinfo=None) != day_and_hour
