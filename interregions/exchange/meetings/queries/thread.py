"""The lines of this room on the thread of a cycle, as far as a member may see."""

from django.db.models import QuerySet

from interregions.common.ports import ThreadLine
from interregions.common.references import Reference
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.cycles.queries import cycle_reference
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.models import AgendaItem, Meeting
from interregions.exchange.meetings.queries.meetings import meetings_visible_to
from interregions.network.models import Member
from interregions.network.prepared import PreparedFor


def _held(member: Member | None, cycle: int) -> QuerySet[Meeting]:
    read = meetings_visible_to(member).select_related(None).only("title", "status", "starts_at", "created_at")
    return read.filter(cycles=cycle).order_by("starts_at", "id")


_HELD = PreparedFor(_held)


def thread_of(cycle: Cycle, member: Member | None) -> list[ThreadLine]:
    """The meetings of the cycle this member may see, with what they started from."""
    meetings = _HELD.read(member, cycle=cycle.pk)
    if not meetings:
        return []
    origins: dict[int, list[Reference]] = {}
    for item in AgendaItem.objects.filter(meeting__in=meetings, cycle=cycle).order_by("position", "id"):
        found = [Reference.from_json(value) for value in item.references]
        origins.setdefault(item.meeting_id, []).extend(each for each in found if each is not None)
    return [
        ThreadLine(
            label=f"Réunion : {meeting.title}",
            state=MeetingStatus(meeting.status).label,
            url=meeting.get_absolute_url(),
            at=meeting.starts_at or meeting.created_at,
            origins=tuple(dict.fromkeys([cycle_reference(cycle), *origins.get(meeting.pk, [])])),
        )
        for meeting in meetings
    ]
