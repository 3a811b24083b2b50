"""What a debate asks: hold the sitting, take notes or contribute while it is open, keep something of what was said."""

from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, Value, When

from interregions.common.task_rows import task_row
from interregions.common.tasks import ACTING, TaskKind
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.debate import task_words as words
from interregions.exchange.debate.models import Contribution
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.models import Attendance, Meeting, WrittenContribution

DEBATE = Stage.DEBATE.value


def _of_cycle() -> QuerySet[Meeting]:
    return Meeting.objects.filter(cycles=OuterRef("pk")).exclude(status=MeetingStatus.CANCELLED)


def _to_hold() -> QuerySet[Any]:
    held = _of_cycle().filter(status=MeetingStatus.CLOSED)
    is_open = Case(When(status=MeetingStatus.OPEN, then=Value(1)), default=Value(0))
    meeting = Subquery(_of_cycle().order_by(is_open.desc(), "starts_at", "id").values("pk")[:1])
    waiting = Cycle.objects.filter(~Exists(held), stage=Stage.DEBATE).annotate(meeting=meeting)
    return task_row(waiting, "debate.hold", cycle="pk", stage=DEBATE, animation=True, blocking=True, a="meeting")


def _to_note() -> QuerySet[Any]:
    held = _of_cycle().filter(status=MeetingStatus.CLOSED)
    here = {"meeting__cycles": OuterRef("pk"), "meeting__status": MeetingStatus.CLOSED}
    said = Exists(Contribution.objects.filter(withdrawn_at=None, **here))
    written = Exists(WrittenContribution.objects.filter(**here))
    silent = Cycle.objects.filter(Exists(held), ~said, ~written, stage=Stage.DEBATE)
    last = Subquery(held.order_by("-starts_at", "-id").values("pk")[:1])
    return task_row(
        silent.annotate(last=last),
        "debate.note",
        cycle="pk",
        stage=DEBATE,
        animation=True,
        blocking=True,
        a="last",
    )


def _to_take_notes() -> QuerySet[Any]:
    now = Meeting.objects.filter(status=MeetingStatus.OPEN).annotate(on_cycle=F("cycles__id"))
    return task_row(now, "debate.take_notes", cycle="on_cycle", animation=True, label=F("title"))


def _to_contribute() -> QuerySet[Any]:
    convened = Attendance.objects.filter(meeting__status=MeetingStatus.OPEN)
    return task_row(
        convened.annotate(on_cycle=F("meeting__cycles__id")),
        "debate.contribute",
        about="meeting_id",
        cycle="on_cycle",
        organisation="organisation_id",
        role=ACTING,
        label=F("meeting__title"),
    )


KINDS = (
    TaskKind("debate.hold", "cycles.cycle", _to_hold, words.hold),
    TaskKind("debate.note", "cycles.cycle", _to_note, words.note_something),
    TaskKind("debate.take_notes", "meetings.meeting", _to_take_notes, words.take_notes),
    TaskKind("debate.contribute", "meetings.meeting", _to_contribute, words.contribute),
)
