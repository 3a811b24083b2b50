"""The meeting for a calendar."""

from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from interregions.common.zones import Place, hour_told
from interregions.exchange.meetings.calendar_entry import CalendarEntry
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.models import Meeting
from interregions.network.queries import installation


def calendar_entry(
    meeting: Meeting, *, name: str = "", address: str = "", place: Place | None = None, read_at: str = ""
) -> CalendarEntry | None:
    """The meeting for one person's calendar; None while its date is being sought.

    ``place``: where they live, when the hour of Paris is not theirs; ``read_at``: where they read the agenda.
    """
    if meeting.starts_at is None or meeting.ends_at is None:
        return None
    here = installation()
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    sender_name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    url = settings.SITE_URL + (read_at or meeting.get_absolute_url())
    hours = f"De {hour_told(meeting.starts_at, place)}, jusqu’à {hour_told(meeting.ends_at, place)}." if place else ""
    words = [hours, meeting.words.strip(), f"Ordre du jour et documents : {url}"]
    return CalendarEntry(
        uid=f"meeting-{meeting.pk}@{host}",
        sequence=meeting.sequence,
        title=meeting.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        link=meeting.link,
        description="\n\n".join(part for part in words if part),
        url=url,
        organizer_name=here.host.name if here else sender_name,
        organizer_address=sender or f"reunions@{host}",
        attendee_name=name,
        attendee_address=address,
        cancelled=meeting.status == MeetingStatus.CANCELLED,
        written_at=timezone.now(),
    )
