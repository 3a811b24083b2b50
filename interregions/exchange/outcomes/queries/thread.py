"""The lines of this room on the thread of a cycle, as far as a member may see."""

from collections.abc import Sequence

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse

from interregions.common.ports import ThreadLine
from interregions.common.references import Reference
from interregions.common.typography import counted
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.meetings.queries.meetings import meeting_reference
from interregions.exchange.outcomes.choices import OPEN_ACTION_STATUSES, ActionStatus, MinutesStatus
from interregions.exchange.outcomes.models import Action, Minutes
from interregions.exchange.outcomes.queries.visibility import (
    action_reference,
    actions_visible_to,
    minutes_visible_to,
)
from interregions.exchange.themes.queries.themes import theme_reference
from interregions.network.models import Member
from interregions.network.prepared import PreparedFor

MOST_ACTIONS = 20  # beyond, the thread says how many, and leads to their list


def _told(member: Member | None, cycle: int) -> QuerySet[Minutes]:
    read = minutes_visible_to(member).select_related(None).select_related("meeting")
    read = read.filter(meeting__cycles=cycle).order_by("meeting__starts_at", "id")
    return read.only("status", "approved_at", "created_at", "meeting__title")


def _planned(member: Member | None, cycle: int) -> QuerySet[Action]:
    return actions_visible_to(member).filter(cycle=cycle).select_related(None)


def _first(member: Member | None, cycle: int) -> QuerySet[Action]:
    """The actions shown one by one, and one more when there are others."""
    read = _planned(member, cycle).select_related("organisation", "meeting", "carried_into").only(
        "title", "status", "created_at", "organisation__short_name", "meeting__title", "carried_into__title"
    )  # fmt: skip
    return read.order_by("due_on", "id")[: MOST_ACTIONS + 1]


_TOLD = PreparedFor(_told)
_FIRST = PreparedFor(_first)


def thread_of(cycle: Cycle, member: Member | None) -> list[ThreadLine]:
    """The minutes and the actions of the cycle this member may see; nobody's lateness is told."""
    minutes, actions = _TOLD.read(member, cycle=cycle.pk), _FIRST.read(member, cycle=cycle.pk)
    if len(actions) > MOST_ACTIONS:
        return _with_number(cycle, minutes, _planned(member, cycle.pk))
    given: dict[int, list[Reference]] = {}
    for each in actions:
        given.setdefault(each.meeting_id, []).append(action_reference(each))
    return _lines_of(minutes, given) + [
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


def _with_number(cycle: Cycle, minutes: Sequence[Minutes], planned: QuerySet[Action]) -> list[ThreadLine]:
    """The minutes, then all the actions as one line: their number, how many are open, the way to their list."""
    url = f"{reverse('outcomes:actions')}?voir=toutes&cycle={cycle.pk}"
    rows = planned.order_by().values_list("meeting_id", "meeting__title").annotate(
        number=Count("pk"), open=Count("pk", filter=Q(status__in=OPEN_ACTION_STATUSES)), last=Max("created_at")
    )  # fmt: skip
    found = list(rows)
    given = {meeting: [Reference("", "", counted(number, "action"), url)] for meeting, _, number, *_ in found}
    whole = ThreadLine(
        label=counted(sum(number for _, _, number, *_ in found), "action"),
        state=counted(sum(left for *_, left, _ in found), "ouverte"),
        url=url,
        at=max(last for *_, last in found),
    )
    return [*_lines_of(minutes, given), whole]


def _lines_of(minutes: Sequence[Minutes], given: dict[int, list[Reference]]) -> list[ThreadLine]:
    return [
        ThreadLine(
            label=str(each),
            state=str(MinutesStatus(each.status).label),
            url=each.get_absolute_url(),
            at=each.approved_at or each.created_at,
            origins=(meeting_reference(each.meeting),),
            outcomes=tuple(given.get(each.meeting_id, ())),
        )
        for each in minutes
    ]
