"""The lines of this room on the thread of a cycle, as far as a member may see."""

from interregions.common.ports import ThreadLine
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.meetings.queries import meeting_reference
from interregions.exchange.outcomes.choices import ActionStatus, MinutesStatus
from interregions.exchange.outcomes.queries.visibility import (
    action_reference,
    actions_visible_to,
    minutes_visible_to,
)
from interregions.exchange.themes.queries import theme_reference
from interregions.network.models import Member


def thread_of(cycle: Cycle, member: Member | None) -> list[ThreadLine]:
    """The minutes and the actions of the cycle this member may see; nobody's lateness is told."""
    read = minutes_visible_to(member).select_related(None).select_related("meeting")
    read = read.only("status", "approved_at", "created_at", "meeting__title")
    minutes = list(read.filter(meeting__cycles=cycle).order_by("meeting__starts_at", "id"))
    planned = actions_visible_to(member).select_related(None).select_related("organisation", "meeting", "carried_into")
    planned = planned.only(
        "title", "status", "created_at", "organisation__short_name", "meeting__title", "carried_into__title"
    )
    actions = list(planned.filter(cycle=cycle).order_by("due_on", "id"))
    lines = [
        ThreadLine(
            label=str(each),
            state=str(MinutesStatus(each.status).label),
            url=each.get_absolute_url(),
            at=each.approved_at or each.created_at,
            origins=(meeting_reference(each.meeting),),
            outcomes=tuple(action_reference(one) for one in actions if one.meeting_id == each.meeting_id),
        )
        for each in minutes
    ]
    return lines + [
        ThreadLine(
            label=f"Action : {each.title}",
            state=f"{ActionStatus(each.status).label}, {each.organisation.short_name}",
            url=each.get_absolute_url(),
            at=each.created_at,
            origins=(meeting_reference(each.meeting),),
            outcomes=(theme_reference(each.carried_into),) if each.carried_into else (),
        )
        for each in actions
    ]
