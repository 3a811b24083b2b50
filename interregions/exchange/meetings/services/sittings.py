"""The meeting while it is held: open, current point, close."""

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import Refused, refuse_if
from interregions.exchange.meetings import queries, rules
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.models import AgendaItem, Meeting
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
    meeting.save(update_fields=["status", "current_item"])
    note("meeting_opened", meeting, by)
    publish(queries.channel_of(meeting), "item", {"item": meeting.current_item_id})
    return meeting


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
