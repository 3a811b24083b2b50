"""The meeting as calendars read it (RFC 5545, RFC 5546): one UID for its whole life, a sequence at each change."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from interregions.common.late import Late
from interregions.toolkit.calendars import calendar_of

icalendar = Late("icalendar")


ZONE = "Europe/Paris"
MEDIA_TYPES = {"REQUEST": "text/calendar; method=REQUEST", "CANCEL": "text/calendar; method=CANCEL"}


@dataclass(frozen=True)
class CalendarEntry:
    """What a calendar is told of a meeting."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    description: str
    url: str
    organizer_name: str
    organizer_address: str
    attendee_name: str
    attendee_address: str
    cancelled: bool
    written_at: datetime

    @property
    def method(self) -> str:
        """Asked to come, or told that it is off."""
        return "CANCEL" if self.cancelled else "REQUEST"


def render_entry(entry: CalendarEntry) -> bytes:
    """The calendar file, with the rules of Paris time inside so that every calendar places it right."""
    return calendar_of([_event(entry)], method=entry.method)


def _event(entry: CalendarEntry) -> Any:
    zone = ZoneInfo(ZONE)
    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.written_at.astimezone(UTC))
    event.add("last-modified", entry.written_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(zone))
    event.add("dtend", entry.ends_at.astimezone(zone))
    event.add("summary", f"Annulée : {entry.title}" if entry.cancelled else entry.title)
    event.add("description", entry.description)
    event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    event.add("class", "PRIVATE")
    place = ", ".join(part for part in (entry.place, entry.link) if part)
    if place:
        event.add("location", place)
    event.add("organizer", _person(entry.organizer_name, entry.organizer_address))
    if entry.attendee_address:
        attendee = _person(entry.attendee_name, entry.attendee_address)
        attendee.params["ROLE"] = icalendar.vText("REQ-PARTICIPANT")
        attendee.params["PARTSTAT"] = icalendar.vText("NEEDS-ACTION")
        # The answer comes by the link of the e-mail: the mailbox that sends reads no reply.
        attendee.params["RSVP"] = icalendar.vText("FALSE")
        event.add("attendee", attendee)
    return event


def _person(name: str, address: str) -> Any:
    person = icalendar.vCalAddress(f"mailto:{address}")
    # A double quote cannot stand in a parameter's value (RFC 5545, 3.2).
    person.params["CN"] = icalendar.vText(name.replace('"', "’"))
    return person
