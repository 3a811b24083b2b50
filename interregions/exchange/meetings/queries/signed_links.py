"""The signed links of the room: they alone answer a convocation, a poll of dates, an invitation from outside."""

from dataclasses import dataclass

from django.urls import reverse

from interregions.common.errors import Refused
from interregions.common.links import ALTERED, make_link_token, read_link_token
from interregions.common.zones import Place, moment_told
from interregions.exchange.meetings import rules
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.models import Attendance, Guest, Meeting
from interregions.exchange.meetings.queries.meetings import attendance_by_id, has_ended, is_convened
from interregions.exchange.meetings.queries.pages import AgendaLine, agenda_lines, when
from interregions.exchange.meetings.queries.polls import PollPage, poll_page
from interregions.network.models import Mandate
from interregions.network.queries import mandates_of

PRESENCE_PURPOSE = "meetings.presence"
DATES_PURPOSE = "meetings.dates"
GUEST_PURPOSE = "meetings.guest"
NO_LONGER_ACTS = (
    "Cette personne n’est plus habilitée pour cet organisme : ce lien ne répond plus. "
    "Demandez à votre référent de répondre, ou écrivez à l’animation."
)


@dataclass(frozen=True)
class PresenceLink:
    """What a signed link opens: one convened organisation, answered for under one mandate."""

    attendance: Attendance
    mandate: Mandate


@dataclass(frozen=True)
class DatesLink:
    """What a signed link opens: the dates proposed for one meeting, answered for under one mandate."""

    meeting: Meeting
    mandate: Mandate
    page: PollPage


def presence_url(attendance: Attendance, mandate: Mandate) -> str:
    """The address that alone may confirm a presence, for this person and this organisation."""
    values = {"attendance": attendance.pk, "mandate": mandate.pk, "member": mandate.member_id}
    return reverse("meetings:presence_link", args=[make_link_token(PRESENCE_PURPOSE, **values)])


def presence_by_token(token: str) -> PresenceLink:
    """The attendance and the mandate of a link; Refused when it is altered, too old, or the mandate has ended."""
    values = read_link_token(PRESENCE_PURPOSE, token)
    attendance = attendance_by_id(values.get("attendance", 0))
    if attendance is None:
        raise Refused(ALTERED)
    return PresenceLink(attendance, _acting(values, attendance.organisation_id))


def dates_url(attendance: Attendance, mandate: Mandate) -> str:
    """The address that alone says which dates suit, for this person and this organisation."""
    values = {"attendance": attendance.pk, "mandate": mandate.pk}
    return reverse("meetings:dates_link", args=[make_link_token(DATES_PURPOSE, **values)])


def dates_by_token(token: str) -> DatesLink:
    """The poll and the mandate of a link; Refused when it is altered, too old, or the mandate has ended."""
    values = read_link_token(DATES_PURPOSE, token)
    attendance = attendance_by_id(values.get("attendance", 0))
    if attendance is None:
        raise Refused(ALTERED)
    mandate = _acting(values, attendance.organisation_id)
    page = poll_page(attendance.meeting, mandate)
    if page is None:
        raise Refused(ALTERED)
    return DatesLink(attendance.meeting, mandate, page)


def _acting(values: dict[str, int], organisation_id: int) -> Mandate:
    found = mandates_of([organisation_id]).filter(pk=values.get("mandate", 0)).select_related("member", "organisation")
    mandate = found.first()
    if mandate is None:
        raise Refused(NO_LONGER_ACTS)
    return mandate


def guest_url(guest: Guest) -> str:
    """The address where somebody from outside reads their invitation and answers it."""
    return reverse("meetings:guest_link", args=[make_link_token(GUEST_PURPOSE, guest=guest.pk)])


def guest_by_token(token: str) -> Guest:
    """The guest of a link; Refused when it is altered, too old, or the invitation was taken back."""
    values = read_link_token(GUEST_PURPOSE, token)
    found = Guest.objects.filter(pk=values.get("guest", 0)).select_related("meeting__created_by__member")
    guest = found.prefetch_related("items").first()
    if guest is None or not guest.email:  # whoever was forgotten has no address any more
        raise Refused(rules.TAKEN_BACK)
    return guest


def guest_agenda(guest: Guest) -> list[tuple[AgendaLine, bool]]:
    """The points with their hours, and whether the guest is expected there; nothing that the network alone reads."""
    expected = {item.pk for item in guest.items.all()}
    return [(line, line.item.pk in expected) for line in agenda_lines(guest.meeting, written=[])]


def reasons_to_answer_as_guest(guest: Guest) -> list[str]:
    """Why this guest may not answer now."""
    return rules.reasons_not_to_answer_as_guest(status=guest.meeting.status, ended=has_ended(guest.meeting))


def what_happened(meeting: Meeting, place: Place | None = None) -> str:
    """For a link opened late: what became of the meeting; empty while it is to come."""
    told = when(meeting, place)
    if meeting.status == MeetingStatus.CANCELLED:
        return f"Cette réunion{f', prévue le {told},' if meeting.starts_at else ''} est annulée."
    if meeting.status == MeetingStatus.CLOSED:
        return f"Cette réunion s’est tenue le {told}."
    return f"L’heure de cette réunion est passée : elle était prévue le {told}." if has_ended(meeting) else ""


def reasons_to_say_dates(link: DatesLink) -> list[str]:
    """Why these dates are not answered by this link now."""
    meeting, start = link.meeting, link.meeting.starts_at
    if link.page.closed and start is not None and meeting.status != MeetingStatus.CANCELLED:
        return [f"La date est choisie : {moment_told(start, link.page.place)}."]
    return rules.reasons_not_to_answer_poll(
        status=meeting.status,
        convened=is_convened(meeting, link.mandate.organisation_id),
        closed=link.page.closed,
        given=[],
        options=[],
    )
