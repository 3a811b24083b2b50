"""The open actions of all earlier meetings, each once: what opens the next one."""

from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from interregions.exchange.meetings.agenda import ProgressLine
from interregions.exchange.meetings.choices import AgendaKind, MeetingStatus
from interregions.exchange.meetings.models import AgendaItem, Meeting
from interregions.exchange.outcomes.choices import OPEN_ACTION_STATUSES, ActionStatus
from interregions.exchange.outcomes.models import Action, Progress


def open_actions() -> QuerySet[Action]:
    """The announced actions that are not done, dropped or carried over."""
    return Action.objects.filter(status__in=OPEN_ACTION_STATUSES, announced_at__isnull=False)


def open_action_count() -> int:
    """How many actions are open."""
    return open_actions().count()


def progress_lines(before: Meeting | None = None) -> list[ProgressLine]:
    """Open actions of every meeting held before this one (of all when none is given), each once, the earliest due
    first, then those done since the previous meeting. Lateness is not told."""
    actions = Action.objects.exclude(meeting__status=MeetingStatus.CANCELLED).filter(announced_at__isnull=False)
    moment = before.starts_at if before is not None and before.starts_at else None
    if before is not None:
        actions = actions.exclude(meeting=before)
    if moment is not None:
        actions = actions.filter(Q(meeting__starts_at__lt=moment) | Q(meeting__starts_at=None))
    since = _previous_start(before, moment or timezone.now())
    done = Q(status=ActionStatus.DONE)
    if since is not None:
        done &= Q(progress__status=ActionStatus.DONE, progress__at__gte=since)
    history = Prefetch("progress", queryset=Progress.objects.order_by("-at", "-id"))
    found = (
        actions.filter(Q(status__in=OPEN_ACTION_STATUSES) | done)
        .select_related("organisation", "person", "meeting")
        .prefetch_related(history)
        .distinct()
    )
    ordered = sorted(found, key=lambda each: (each.status == ActionStatus.DONE, each.due_on, each.pk))
    return [_line(action) for action in ordered]


def _previous_start(before: Meeting | None, moment: datetime) -> datetime | None:
    """When the meeting before this one began."""
    earlier = Meeting.objects.filter(status=MeetingStatus.CLOSED, starts_at__lt=moment)
    if before is not None:
        earlier = earlier.exclude(pk=before.pk)
    return earlier.order_by("-starts_at").values_list("starts_at", flat=True).first()


def _line(action: Action) -> ProgressLine:
    last = next(iter(action.progress.all()), None)
    return ProgressLine(
        action_id=action.pk,
        done=action.status == ActionStatus.DONE,
        as_of=timezone.localdate().isoformat(),
        title=action.title,
        organisation=action.organisation.short_name,
        person_function=action.person.function if action.person else "",
        due=action.due_on,
        status_label=str(ActionStatus(action.status).label),
        words=last.words if last else "",
        url=action.get_absolute_url(),
        meeting_title=action.meeting.title,
    )


def progress_point(meeting: Meeting) -> AgendaItem | None:
    """The point of a meeting that holds earlier actions."""
    return meeting.agenda.filter(kind=AgendaKind.PROGRESS).order_by("position", "id").first()
