"""What the first step asks: the interview, the note, its questions, its signature, and an opinion on the draft."""

from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast

from interregions.common.task_rows import task_row
from interregions.common.tasks import ANYBODY, TaskKind
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.notes import task_words as words
from interregions.exchange.notes.choices import NoteStatus
from interregions.exchange.notes.models import Interview, Note
from interregions.exchange.notes.parts import LEARN
from interregions.exchange.notes.queries.interviews import says_something
from interregions.exchange.notes.queries.notes import KIND
from interregions.network.choices import Role
from interregions.toolkit.approvals.choices import ApprovalStatus
from interregions.toolkit.approvals.models import ApprovalRequest
from interregions.toolkit.files.choices import Right
from interregions.toolkit.files.models import Grant
from interregions.toolkit.writing.models import Comment, Section, Suggestion
from interregions.toolkit.writing.queries import KIND as TEXT_KIND

THEME = Stage.THEME.value
VISA = "approvals.visa"


def _without_note() -> QuerySet[Any]:
    held = Interview.objects.filter(cycle=OuterRef("pk"))
    return Cycle.objects.filter(stage=Stage.THEME, note__isnull=True).annotate(
        latest=Subquery(held.order_by("-held_on", "-id").values("pk")[:1]),
        spoken=Exists(held.filter(says_something())),
    )


def _to_conduct() -> QuerySet[Any]:
    silent = _without_note().filter(spoken=False)
    return task_row(silent, "notes.conduct", cycle="pk", stage=THEME, animation=True, blocking=True, a="latest")


def _to_prepare() -> QuerySet[Any]:
    return task_row(
        _without_note(), "notes.prepare", cycle="pk", organisation="lead_id", role=Role.REFERENT.value, a="latest"
    )


def _to_draft() -> QuerySet[Any]:
    after = Case(When(spoken=True, then=Value("")), default=Value("notes.conduct"), output_field=TextField())
    return task_row(
        _without_note(), "notes.draft", cycle="pk", stage=THEME, animation=True, blocking=True, after=after, a="latest"
    )


def _to_sign_later() -> QuerySet[Any]:
    return task_row(_without_note(), "notes.sign_later", cycle="pk", stage=THEME, blocking=True, after="notes.draft")


def _drafts() -> QuerySet[Note]:
    return Note.objects.filter(status=NoteStatus.DRAFT).exclude(cycle__stage=Stage.CLOSED)


def _visas() -> QuerySet[ApprovalRequest]:
    """Those asked on the note of the outer row, but those taken back."""
    about = Cast(OuterRef("pk"), CharField())
    return ApprovalRequest.objects.filter(about_kind=KIND, about_id=about).exclude(status=ApprovalStatus.WITHDRAWN)


def _to_write_questions() -> QuerySet[Any]:
    part = Section.objects.filter(text=OuterRef("text"), key=LEARN).annotate(said=Cast("blocks", TextField()))
    asked = Subquery(part.values("said")[:1], output_field=TextField())
    return task_row(_drafts(), "notes.questions", cycle="cycle_id", stage=THEME, blocking=True, detail=asked)


def _to_sign() -> QuerySet[Any]:
    waits = Exists(_visas().filter(status=ApprovalStatus.WAITING))
    return task_row(
        _drafts(),
        "notes.sign",
        cycle="cycle_id",
        stage=THEME,
        organisation="cycle__lead_id",
        role=Role.REFERENT.value,
        blocking=True,
        after=Case(When(waits, then=Value(VISA)), default=Value(""), output_field=TextField()),
    )


def _to_chase() -> QuerySet[Any]:
    """A visa asked of somebody who has no account, hence no card: who signs after it takes care of it."""
    waiting = _visas().filter(status=ApprovalStatus.WAITING, member=None).order_by("-pk")
    return task_row(
        _drafts().filter(Exists(waiting)),
        "notes.chase",
        cycle="cycle_id",
        organisation="cycle__lead_id",
        role=Role.REFERENT.value,
        detail=Subquery(waiting.values("name")[:1], output_field=TextField()),
    )


def _to_complete() -> QuerySet[Any]:
    ready = _drafts().filter(~Exists(_visas().filter(status=ApprovalStatus.WAITING)))
    return task_row(
        ready, "notes.complete", cycle="cycle_id", organisation="cycle__lead_id", role=Role.CONTRIBUTOR.value
    )


def _to_revise() -> QuerySet[Any]:
    last = _visas().order_by("-pk")
    revised = _drafts().annotate(
        visa_status=Subquery(last.values("status")[:1]),
        decided_at=Subquery(last.values("decided_at")[:1]),
        asker=Subquery(last.values("asked_by__member_id")[:1]),
        asker_role=Subquery(last.values("asked_by__role")[:1]),
        asked_for=Subquery(last.values("asked_by__organisation_id")[:1]),
    )
    changed = Section.objects.filter(text=OuterRef("text"), changed_at__gt=OuterRef("decided_at"))
    found = revised.filter(
        Q(signed_off_at=None) | Q(decided_at__gt=F("signed_off_at")),
        Q(asker_role=Role.FACILITATOR) | Q(asked_for=F("cycle__lead_id")),
        ~Exists(changed),
        visa_status=ApprovalStatus.TO_REVISE,
        decided_at__isnull=False,
    )
    return task_row(found, "notes.revise", cycle="cycle_id", organisation="asked_for", role=ANYBODY, member="asker")


def _to_comment() -> QuerySet[Any]:
    given = Grant.objects.filter(object_kind=TEXT_KIND, right=Right.COMMENT, organisation__isnull=False)
    opened = _drafts().annotate(text_key=Cast("text_id", CharField())).filter(text_key=OuterRef("object_id"))
    asked = given.annotate(
        note=Subquery(opened.values("pk")[:1]),
        note_text=Subquery(opened.values("text_id")[:1]),
        note_cycle=Subquery(opened.values("cycle_id")[:1]),
        signed=Subquery(opened.values("signed_off_at")[:1]),
    ).filter(note__isnull=False)
    since = Q(at__gt=OuterRef("signed"))
    for kind in (Comment, Suggestion):
        said: QuerySet[Any] = kind.objects.filter(
            section__text=OuterRef("note_text"), by__organisation=OuterRef("organisation")
        )
        asked = asked.filter(~Exists(said.filter(since)), Q(signed__isnull=False) | ~Exists(said))
    return task_row(
        asked,
        "notes.comment",
        about="note",
        cycle="note_cycle",
        organisation="organisation_id",
        role=Role.REFERENT.value,
    )


KINDS = (
    TaskKind("notes.conduct", "cycles.cycle", _to_conduct, words.conduct),
    TaskKind("notes.prepare", "cycles.cycle", _to_prepare, words.prepare),
    TaskKind("notes.draft", "cycles.cycle", _to_draft, words.draft),
    TaskKind("notes.questions", "notes.note", _to_write_questions, words.write_questions),
    TaskKind("notes.revise", "notes.note", _to_revise, words.revise),
    TaskKind("notes.sign", "notes.note", _to_sign, words.sign),
    TaskKind("notes.chase", "notes.note", _to_chase, words.chase),
    TaskKind("notes.complete", "notes.note", _to_complete, words.complete),
    TaskKind("notes.sign_later", "cycles.cycle", _to_sign_later, words.sign_later),
    TaskKind("notes.comment", "notes.note", _to_comment, words.comment),
)
