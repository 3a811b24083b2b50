"""The meeting while it is held: open, current point, close."""

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import Refused, refuse_if
from interregions.exchange.meetings import rules
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.models import AgendaItem, Meeting
from interregions.exchange.meetings.queries import meetings as queries
from interregions.exchange.meetings.services.plans import note, run_by
from interregions.network.models import Mandate
from interregions.toolkit.live.services import publish


@transaction.atomic
def open_meeting(*, meeting: Meeting, by: Mandate) -> Meeting:
    """Open the sitting on its first point."""
    meeting = run_by(meeting, by)
    refuse_if(rules.reasons_not_to_open(status=meeting.status, starts_at=meeting.starts_at))
    meeting.status = MeetingStatus.OPEN
    meeting.current_item = AgendaItem.objects.filter(meeting=meeting).order_by("position", "id").first()
    _tell_the_real_day(meeting)
    meeting.save(update_fields=["status", "current_item", "starts_at", "ends_at", "planned_for", "sequence"])
    planned = {"planned_for": meeting.planned_for.isoformat()} if meeting.planned_for else {}
    note("meeting_opened", meeting, by, **planned)
    publish(queries.channel_of(meeting), "item", {"item": meeting.current_item_id})
    return meeting


def _tell_the_real_day(meeting: Meeting) -> None:
    """Opened on another day than planned, the meeting begins now: every page, document and list then says so."""
    now = timezone.now().replace(second=0, microsecond=0)
    planned, end = meeting.starts_at, meeting.ends_at
    if planned is None or end is None or timezone.localdate(planned) == timezone.localdate(now):
        return
    meeting.planned_for, meeting.starts_at, meeting.ends_at = planned, now, now + (end - planned)
    meeting.sequence += 1


@transaction.atomic
def set_current_item(*, meeting: Meeting, item: AgendaItem, by: Mandate) -> Meeting:
    """Go to a point; every screen follows."""
    meeting = run_by(meeting, by)
    if meeting.status != MeetingStatus.OPEN:
        raise Refused("Ouvrez la séance avant de passer d’un point à l’autre.")
    if item.meeting_id != meeting.pk:
        raise Refused("Ce point n’est pas à l’ordre du jour de cette réunion.")
    if meeting.current_item_id != item.pk:
        meeting.current_item = item
        meeting.save(update_fields=["current_item"])
        note("point_reached", meeting, by, point=item.pk)
        publish(queries.channel_of(meeting), "item", {"item": item.pk})
    return meeting


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: Mandate) -> Meeting:
    """Close the sitting: its dossier changes no more."""
    meeting = run_by(meeting, by)
    refuse_if(rules.reasons_not_to_close(status=meeting.status))
    meeting.status = MeetingStatus.CLOSED
    meeting.closed_at = timezone.now()
    meeting.current_item = None
    meeting.save(update_fields=["status", "closed_at", "current_item"])
    note("meeting_closed", meeting, by)
    publish(queries.channel_of(meeting), "closed_meeting", {})
    return meeting
