"""The calendar entry as real calendars read it (RFC 5545, RFC 5546)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from interregions.exchange.meetings.calendar_entry import CalendarEntry, render_entry
from interregions.exchange.meetings.forms import MeetingForm

PARIS = ZoneInfo("Europe/Paris")
ENTRY = CalendarEntry(
    uid="meeting-7@interregions.example.fr",
    sequence=0,
    title="Réunion ; printemps, « hydrogène »",
    starts_at=datetime(2027, 1, 14, 10, tzinfo=PARIS),
    ends_at=datetime(2027, 1, 14, 12, tzinfo=PARIS),
    place="Hôtel de Région, Rennes",
    link="https://visio.example.org/abc",
    description="Ordre du jour :\nun point, deux points ; trois " + "mots " * 40,
    url="https://interregions.example.fr/reunions/7/",
    organizer_name='France "Clusters"',
    organizer_address="reseau@example.fr",
    attendee_name="Anne Le Goff",
    attendee_address="anne@example.org",
    cancelled=False,
    written_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
)


def event_of(content: bytes):
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_it_asks_to_come_with_all_that_the_standard_wants():
    calendar, event = event_of(render_entry(ENTRY))
    assert (calendar["version"], calendar["method"]) == ("2.0", "REQUEST")
    assert calendar["prodid"]
    for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "ORGANIZER", "ATTENDEE", "SUMMARY", "URL"):
        assert name in event
    assert event["organizer"] == "mailto:reseau@example.fr"
    assert event["organizer"].params["CN"] == "France ’Clusters’"
    assert event["attendee"] == "mailto:anne@example.org"
    assert str(event["summary"]) == ENTRY.title
    assert str(event["description"]) == ENTRY.description
    assert event["status"] == "CONFIRMED"


def test_lines_are_folded_and_end_as_the_standard_says():
    content = render_entry(ENTRY)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_the_zone_travels_with_its_own_rules():
    calendar, event = event_of(render_entry(ENTRY))
    (zone,) = calendar.walk("VTIMEZONE")
    assert str(zone["tzid"]) == event["dtstart"].params["TZID"] == "Europe/Paris"
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}


@pytest.mark.parametrize(
    ("start", "reunion", "cayenne"),
    [
        (datetime(2027, 1, 14, 10, tzinfo=PARIS), 13, 6),
        (datetime(2027, 7, 14, 10, tzinfo=PARIS), 12, 5),
        (datetime(2027, 3, 28, 10, tzinfo=PARIS), 12, 5),
        (datetime(2027, 10, 31, 10, tzinfo=PARIS), 13, 6),
    ],
)
def test_the_hour_is_right_overseas_on_both_sides_of_summer_time(start, reunion, cayenne):
    entry = replace(ENTRY, starts_at=start, ends_at=start + timedelta(hours=2))
    _, event = event_of(render_entry(entry))
    read = event["dtstart"].dt
    assert read == start
    assert read.astimezone(ZoneInfo("Indian/Reunion")).hour == reunion
    assert read.astimezone(ZoneInfo("America/Cayenne")).hour == cayenne


def test_a_meeting_across_the_change_of_hour_keeps_its_true_length():
    start = datetime(2027, 3, 28, 1, tzinfo=PARIS)
    end = start.astimezone(UTC) + timedelta(hours=3)
    _, event = event_of(render_entry(replace(ENTRY, starts_at=start, ends_at=end)))
    assert event["dtend"].dt.astimezone(UTC) - event["dtstart"].dt.astimezone(UTC) == timedelta(hours=3)


def test_a_change_keeps_the_uid_and_raises_the_sequence_and_a_cancellation_says_so():
    _, first = event_of(render_entry(ENTRY))
    _, moved = event_of(render_entry(replace(ENTRY, sequence=1)))
    calendar, off = event_of(render_entry(replace(ENTRY, sequence=2, cancelled=True)))
    assert first["uid"] == moved["uid"] == off["uid"]
    assert [event["sequence"] for event in (first, moved, off)] == [0, 1, 2]
    assert (calendar["method"], off["status"]) == ("CANCEL", "CANCELLED")


@pytest.mark.parametrize(("day", "hour", "refused"), [("2027-03-28", "02:30", True), ("2027-03-28", "03:00", False)])
def test_a_meeting_is_not_planned_at_an_hour_that_no_clock_shows(db, day, hour, refused):
    form = MeetingForm({"title": "Réunion", "day": day, "starts": hour, "ends": "12:00", "all_regions": "on"})
    assert ("Cette heure n’existe pas ce jour-là" in str(form.errors.get("starts", ""))) is refused
