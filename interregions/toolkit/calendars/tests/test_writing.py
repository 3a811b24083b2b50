# ruff: noqa: DTZ001 - days and hours as a clock shows them
"""What is written here is read by another library, in six zones, around both changes of hour."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from interregions.toolkit.calendars import calendar_of, is_missing

PARIS = ZoneInfo("Europe/Paris")
ZONES = ["Europe/Paris", "America/Martinique", "America/Cayenne", "Indian/Reunion", "Indian/Mayotte", "UTC"]
MOMENTS = [
    datetime(2027, month, day, hour, 30)
    for month, days in {1: (14,), 3: (27, 28, 29), 7: (14,), 10: (30, 31)}.items()
    for day in days
    for hour in (1, 4, 9, 23)
]


def entry(start: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", "essai@example.org")
    event.add("dtstamp", datetime(2026, 11, 30, tzinfo=UTC))
    event.add("dtstart", start.replace(tzinfo=PARIS))
    event.add("dtend", start.replace(tzinfo=PARIS) + timedelta(hours=1))
    event.add("summary", "Réunion ; printemps, « hydrogène »")
    return event


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_another_library_reads_the_same_moment_from_the_zone_inside(moment: datetime) -> None:
    read = vobject.readOne(calendar_of([entry(moment)], method="REQUEST").decode())
    start = read.vevent.dtstart.value
    # Of the file's own rules, not of the reader's table of zones.
    assert type(start.tzinfo).__module__.startswith("dateutil")
    for zone in ZONES:
        assert start.astimezone(ZoneInfo(zone)) == moment.replace(tzinfo=PARIS).astimezone(ZoneInfo(zone))
    assert read.vevent.summary.value == "Réunion ; printemps, « hydrogène »"


def test_the_zone_is_two_yearly_rules_and_no_list_of_dates() -> None:
    text = calendar_of([]).decode()
    assert text.count("RRULE:FREQ=YEARLY") == 2
    assert "RDATE" not in text
    assert "VTIMEZONE" not in calendar_of([], timed=False).decode()


@pytest.mark.parametrize(
    ("moment", "missing"),
    [
        (datetime(2027, 3, 28, 1, 59), False),
        (datetime(2027, 3, 28, 2, 0), True),
        (datetime(2027, 3, 28, 2, 59), True),
        (datetime(2027, 3, 28, 3, 0), False),
        (datetime(2027, 10, 31, 2, 30), False),
    ],
)
def test_an_hour_that_no_clock_shows_is_known(moment: datetime, missing: bool) -> None:
    assert is_missing(moment) is missing
