"""What a meeting asks: plan it, choose its date, convene, open; answer a convocation or a poll of dates."""

from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce

from interregions.common.task_rows import number_of, task_row
from interregions.common.tasks import ACTING, TaskKind
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.meetings import task_words as words
from interregions.exchange.meetings.choices import AttendanceAnswer, MeetingStatus
from interregions.exchange.meetings.models import Attendance, DateAnswer, Meeting
from interregions.exchange.meetings.queries.meetings import ANNOUNCED
from interregions.network.places import overseas_code

MEETING = Stage.MEETING.value
COMING = (MeetingStatus.PLANNED, MeetingStatus.CONVENED)
HELD = (MeetingStatus.OPEN, MeetingStatus.CLOSED)


def _to_prepare() -> QuerySet[Any]:
    planned = Meeting.objects.filter(cycles=OuterRef("pk")).exclude(status=MeetingStatus.CANCELLED)
    waiting = Cycle.objects.filter(~Exists(planned), stage=Stage.MEETING)
    return task_row(waiting, "meetings.prepare", cycle="pk", stage=MEETING, animation=True, blocking=True)


def _coming() -> QuerySet[Any]:
    """Meetings to come, once for each of their cycles; ``step`` says the one that a cycle's third step waits for."""
    found = Meeting.objects.filter(status__in=COMING).annotate(on_cycle=F("cycles__id"))
    others = Meeting.objects.filter(cycles=OuterRef("on_cycle")).exclude(pk=OuterRef("pk"))
    coming = others.filter(status__in=COMING)
    undated = ~Exists(coming.filter(Q(starts_at__isnull=False) | Q(pk__lt=OuterRef("pk"))))
    same_day = Q(starts_at=OuterRef("starts_at"), pk__lt=OuterRef("pk"))
    dated = ~Exists(coming.filter(Q(starts_at__lt=OuterRef("starts_at")) | same_day))
    first = (Q(starts_at=None) & undated) | (Q(starts_at__isnull=False) & dated)
    awaited = Q(on_cycle__isnull=False) & ~Exists(others.filter(status__in=HELD)) & first
    step = Case(When(awaited, then=Value(MEETING)), default=Value(""), output_field=TextField())
    # What a cycle waits for stays after its hour; the rest is over then.
    over = Case(When(awaited, then=None), default=F("ends_at"))
    return found.annotate(step=step, over=over)


def _run(found: QuerySet[Any], kind: str, **columns: Any) -> QuerySet[Any]:
    shared: dict[str, Any] = {"animation": True, "blocking": True, "before": "over"}
    return task_row(
        found, kind, cycle="on_cycle", stage=F("step"), label=F("title"), moment="starts_at", **{**shared, **columns}
    )


def _to_date() -> QuerySet[Any]:
    asked = Case(When(date_poll__isnull=False, then=Value(1)), default=Value(0), output_field=IntegerField())
    return _run(_coming().filter(starts_at=None), "meetings.date", a=asked, due="date_poll__until")


def _to_convene() -> QuerySet[Any]:
    after = Case(When(starts_at=None, then=Value("meetings.date")), default=Value(""), output_field=TextField())
    return _run(_coming().filter(status=MeetingStatus.PLANNED), "meetings.convene", after=after)


def _to_open() -> QuerySet[Any]:
    planned = Case(
        When(status=MeetingStatus.PLANNED, then=Value("meetings.convene")), default=Value(""), output_field=TextField()
    )
    return _run(_coming(), "meetings.open", after=planned)


def _awaited() -> QuerySet[Any]:
    silent = Attendance.objects.filter(
        meeting=OuterRef("pk"), answer=AttendanceAnswer.AWAITED, convened_at__isnull=False
    )
    return _run(_coming(), "meetings.awaited", animation=False, blocking=False, a=number_of(silent, "meeting"))


def _of_attendance(found: QuerySet[Attendance], kind: str, **columns: Any) -> QuerySet[Any]:
    return task_row(
        found.annotate(on_cycle=F("meeting__cycles__id")),
        kind,
        about="meeting_id",
        cycle="on_cycle",
        organisation="organisation_id",
        role=ACTING,
        label=F("meeting__title"),
        moment="meeting__starts_at",
        detail=Coalesce(overseas_code("organisation_id"), Value("")),
        **columns,
    )


def _to_answer() -> QuerySet[Any]:
    convened = Attendance.objects.filter(answer=AttendanceAnswer.AWAITED, meeting__status=MeetingStatus.CONVENED)
    return _of_attendance(convened, "meetings.answer", before="meeting__starts_at")


def _to_say_dates() -> QuerySet[Any]:
    answered = DateAnswer.objects.filter(
        option__poll__meeting=OuterRef("meeting"), organisation=OuterRef("organisation")
    )
    asked = Attendance.objects.filter(
        ~Exists(answered), meeting__status=MeetingStatus.PLANNED, meeting__date_poll__closed_at=None
    ).filter(meeting__date_poll__isnull=False)
    return _of_attendance(asked, "meetings.dates", until="meeting__date_poll__until", due="meeting__date_poll__until")


def _to_come() -> QuerySet[Any]:
    coming = Attendance.objects.filter(answer__in=ANNOUNCED, meeting__status=MeetingStatus.CONVENED)
    return _of_attendance(coming, "meetings.come", before="meeting__ends_at")


KINDS = (
    TaskKind("meetings.prepare", "cycles.cycle", _to_prepare, words.prepare),
    TaskKind("meetings.awaited", "meetings.meeting", _awaited, words.wait_for_answers),
    TaskKind("meetings.date", "meetings.meeting", _to_date, words.choose_date),
    TaskKind("meetings.convene", "meetings.meeting", _to_convene, words.convene),
    TaskKind("meetings.open", "meetings.meeting", _to_open, words.open_sitting),
    TaskKind("meetings.answer", "meetings.meeting", _to_answer, words.answer),
    TaskKind("meetings.dates", "meetings.meeting", _to_say_dates, words.say_dates),
    TaskKind("meetings.come", "meetings.meeting", _to_come, words.come),
)
