"""What the last step asks: minutes to draft, read again, approve and send; actions to decide and to report on."""

from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value, When

from interregions.common.task_rows import number_of, task_row
from interregions.common.tasks import ACTING as ACTING_ROLE
from interregions.common.tasks import TODAY, TaskKind
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.models import Attendance, Meeting
from interregions.exchange.outcomes import task_words as words
from interregions.exchange.outcomes.choices import OPEN_ACTION_STATUSES, ChangeRequestStatus, MinutesStatus
from interregions.exchange.outcomes.models import Action, ChangeRequest, Minutes, Progress, Proofreading
from interregions.exchange.outcomes.queries.actions import ACTING
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.network.queries import current

OUTCOMES = Stage.OUTCOMES.value


def _held() -> QuerySet[Meeting]:
    return Meeting.objects.filter(status=MeetingStatus.CLOSED, cycles=OuterRef("pk"))


def _to_close() -> QuerySet[Any]:
    return task_row(
        Cycle.objects.filter(~Exists(_held()), stage=Stage.OUTCOMES),
        "outcomes.close",
        cycle="pk",
        stage=OUTCOMES,
        animation=True,
        blocking=True,
    )


def _of_animation(found: QuerySet[Any], kind: str, **columns: Any) -> QuerySet[Any]:
    return task_row(found, kind, cycle="on_cycle", stage=OUTCOMES, animation=True, blocking=True, **columns)


def _undrafted(kind: str, after: str = "") -> QuerySet[Any]:
    held = Meeting.objects.filter(status=MeetingStatus.CLOSED, minutes_of_meeting=None)
    return _of_animation(held.annotate(on_cycle=F("cycles__id")), kind, after=after, label=F("title"))


def _to_draft() -> QuerySet[Any]:
    return _undrafted("outcomes.draft")


def _to_approve_later() -> QuerySet[Any]:
    return _undrafted("outcomes.approve_later", after="outcomes.draft")


def _to_send_later() -> QuerySet[Any]:
    return _undrafted("outcomes.send_later", after="outcomes.draft")


def _of_minutes(kind: str, *, statuses: tuple[MinutesStatus, ...], **columns: Any) -> QuerySet[Any]:
    asked = ChangeRequest.objects.filter(minutes=OuterRef("pk"), status=ChangeRequestStatus.ASKED)
    found = Minutes.objects.filter(status__in=statuses, meeting__status=MeetingStatus.CLOSED)
    found = found.annotate(on_cycle=F("meeting__cycles__id"), asked=number_of(asked, "minutes"))
    return _of_animation(
        found, kind, label=F("meeting__title"), detail=F("status"), due="changes_until", a="asked", **columns
    )


WRITTEN = (MinutesStatus.DRAFT, MinutesStatus.OPEN_TO_CHANGES)


def _requests() -> QuerySet[Any]:
    return _of_minutes("outcomes.requests", statuses=WRITTEN)


def _to_approve() -> QuerySet[Any]:
    waits = Q(asked__gt=0, status=MinutesStatus.OPEN_TO_CHANGES)
    after = Case(When(waits, then=Value("outcomes.requests")), default=Value(""), output_field=TextField())
    return _of_minutes("outcomes.approve", statuses=WRITTEN, after=after)


def _to_send() -> QuerySet[Any]:
    approved = When(status=MinutesStatus.APPROVED, then=Value(""))
    after = Case(approved, default=Value("outcomes.approve"), output_field=TextField())
    return _of_minutes("outcomes.send", statuses=(*WRITTEN, MinutesStatus.APPROVED), after=after)


def _to_decide() -> QuerySet[Any]:
    last = _held().order_by("-starts_at", "-id")
    acted = Exists(Action.objects.filter(cycle=OuterRef("pk")))
    of_all = Exists(
        Action.objects.filter(cycle=None, meeting__cycles=OuterRef("pk"), meeting__status=MeetingStatus.CLOSED)
    )
    said = Minutes.without_action.through.objects.filter(
        cycle=OuterRef("pk"), minutes__meeting__status=MeetingStatus.CLOSED
    )
    waiting = Cycle.objects.filter(Exists(_held()), ~acted, ~of_all, ~Exists(said), stage=Stage.OUTCOMES)
    waiting = waiting.annotate(
        last=Subquery(last.values("pk")[:1]), minutes=Subquery(last.values("minutes_of_meeting__pk")[:1])
    )
    return task_row(
        waiting, "outcomes.decide", cycle="pk", stage=OUTCOMES, animation=True, blocking=True, a="last", b="minutes"
    )


def _to_read_again() -> QuerySet[Any]:
    here = {"minutes": OuterRef("meeting__minutes_of_meeting"), "organisation": OuterRef("organisation")}
    approved = OuterRef("meeting__minutes_of_meeting__approved_at")
    asked = ChangeRequest.objects.filter(**here)
    reread = Proofreading.objects.filter(edition=OuterRef("meeting__minutes_of_meeting__edition"), **here)
    convened = Attendance.objects.filter(
        ~Exists(reread),
        ~Exists(asked.filter(at__gt=approved)),
        Q(meeting__minutes_of_meeting__approved_at__isnull=False) | ~Exists(asked),
        meeting__minutes_of_meeting__status=MinutesStatus.OPEN_TO_CHANGES,
    )
    return task_row(
        convened.annotate(on_cycle=F("meeting__cycles__id")),
        "outcomes.read_again",
        about="meeting__minutes_of_meeting__pk",
        cycle="on_cycle",
        organisation="organisation_id",
        role=Role.REFERENT.value,
        until="meeting__minutes_of_meeting__changes_until",
        due="meeting__minutes_of_meeting__changes_until",
        label=F("meeting__title"),
    )


def _to_report() -> QuerySet[Any]:
    """Asked of the person in charge while they act for the organisation, else of its referents."""
    acts = Exists(
        Mandate.objects.filter(
            current(TODAY), role__in=ACTING, member=OuterRef("person"), organisation=OuterRef("organisation"),
            member__removed_at__isnull=True,
        )
    )  # fmt: skip
    reported = Progress.objects.filter(action=OuterRef("pk")).order_by("-at").values("at")[:1]
    told = Action.objects.filter(status__in=OPEN_ACTION_STATUSES, announced_at__isnull=False)
    found = told.annotate(acts=acts, reported=Subquery(reported))
    waits = Q(asked_at__isnull=False) & (Q(reported=None) | Q(reported__lt=F("asked_at")))
    return task_row(
        found,
        "outcomes.report",
        cycle="cycle_id",
        organisation="organisation_id",
        role=Case(When(acts=True, then=Value(ACTING_ROLE)), default=Value(Role.REFERENT.value)),
        member=Case(When(acts=True, then=F("person_id")), default=None),
        due="due_on",
        label=F("title"),
        detail=F("meeting__title"),
        a=Case(When(waits, then=Value(1)), default=Value(0), output_field=IntegerField()),
        moment="reported",
    )


KINDS = (
    TaskKind("outcomes.close", "cycles.cycle", _to_close, words.close_sitting),
    TaskKind("outcomes.draft", "meetings.meeting", _to_draft, words.draft),
    TaskKind("outcomes.requests", "outcomes.minutes", _requests, words.answer_requests),
    TaskKind("outcomes.approve_later", "meetings.meeting", _to_approve_later, words.approve_later),
    TaskKind("outcomes.approve", "outcomes.minutes", _to_approve, words.approve),
    TaskKind("outcomes.send_later", "meetings.meeting", _to_send_later, words.send_later),
    TaskKind("outcomes.send", "outcomes.minutes", _to_send, words.send),
    TaskKind("outcomes.decide", "cycles.cycle", _to_decide, words.decide),
    TaskKind("outcomes.read_again", "outcomes.minutes", _to_read_again, words.read_again),
    TaskKind("outcomes.report", "outcomes.action", _to_report, words.report),
)
