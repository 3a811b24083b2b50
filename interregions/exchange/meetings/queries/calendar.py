"""The meeting for a calendar, and the signed link that alone answers a convocation."""

from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.common.links import ALTERED, read_link_token
from interregions.exchange.meetings.calendar_entry import CalendarEntry
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.models import Attendance, Meeting
from interregions.exchange.meetings.queries.meetings import attendance_by_id
from interregions.network.models import Mandate
from interregions.network.queries import installation, mandates_of

PRESENCE_PURPOSE = "meetings.presence"


@dataclass(frozen=True)
class PresenceLink:
    """What a signed link opens: one convened organisation, answered for under one mandate."""

    attendance: Attendance
    mandate: Mandate


def presence_by_token(token: str) -> PresenceLink:
    """The attendance and the mandate of a link; Refused when it is altered, too old, or the mandate has ended."""
    values = read_link_token(PRESENCE_PURPOSE, token)
    attendance = attendance_by_id(values.get("attendance", 0))
    if attendance is None:
        raise Refused(ALTERED)
    mandate = mandates_of([attendance.organisation_id]).filter(pk=values.get("mandate", 0)).first()
    if mandate is None:
        raise Refused(
            "Cette personne n’est plus habilitée pour cet organisme : ce lien ne répond plus. "
            "Demandez à votre référent de répondre, ou écrivez à l’animation."
        )
    return PresenceLink(attendance, mandate)


def calendar_entry(meeting: Meeting, *, name: str = "", address: str = "") -> CalendarEntry | None:
    """The meeting for one person's calendar; None while its date is being sought."""
    if meeting.starts_at is None or meeting.ends_at is None:
        return None
    here = installation()
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    sender_name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    url = settings.SITE_URL + meeting.get_absolute_url()
    words = [meeting.words.strip(), f"Ordre du jour et documents : {url}"]
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
