"""What the second step asks: write and approve a questionnaire, open, answer, collect, close, publish, read."""

from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat

from interregions.common.task_rows import number_of, task_row
from interregions.common.tasks import ACTING, ANYBODY, TaskKind
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.surveys import task_words as words
from interregions.exchange.surveys.answering.models import Delegation, Response, Survey
from interregions.exchange.surveys.answering.rules.answering import DRAFT
from interregions.exchange.surveys.choices import QuestionnaireStatus, ResponseStatus, RestitutionStatus, SurveyStatus
from interregions.exchange.surveys.questionnaires.models import Question, Questionnaire, QuestionnaireApproval
from interregions.exchange.surveys.questionnaires.rules.visibility import GIVEN
from interregions.exchange.surveys.restitution.models import Restitution
from interregions.network.choices import Role
from interregions.toolkit.approvals.choices import ApprovalStatus
from interregions.toolkit.approvals.models import ApprovalRequest
from interregions.toolkit.approvals.queries import is_awaited

SURVEY = Stage.SURVEY.value
RESPONSE_KIND = "surveys.response"
APPROVED = QuestionnaireStatus.APPROVED


def _to_start() -> QuerySet[Any]:
    kept = (QuestionnaireStatus.DRAFT, QuestionnaireStatus.APPROVED)
    begun = Questionnaire.objects.filter(cycle=OuterRef("pk"), express=False, status__in=kept)
    return task_row(
        Cycle.objects.filter(~Exists(begun), stage=Stage.SURVEY, closed_at=None),
        "surveys.start",
        cycle="pk",
        stage=SURVEY,
        organisation="lead_id",
        role=Role.REFERENT.value,
        animation=True,
        blocking=True,
    )


def _in_writing(kind: str, *, written: bool, **columns: Any) -> QuerySet[Any]:
    asked = Exists(Question.objects.filter(block__questionnaire=OuterRef("pk")))
    drafts = Questionnaire.objects.filter(asked if written else ~asked, status=QuestionnaireStatus.DRAFT)
    other = Questionnaire.objects.filter(cycle=OuterRef("cycle"), express=False, status=APPROVED)
    of_cycle = Case(When(express=False, then=F("cycle__lead_id")), default=None, output_field=IntegerField())
    drafts = drafts.filter(cycle__closed_at__isnull=True).annotate(party=of_cycle)
    step = Case(When(express=False, then=Value(SURVEY)), default=Value(""), output_field=TextField())
    shared = {"cycle": "cycle_id", "stage": step, "label": F("title"), "blocking": ~Exists(other)}
    given = QuestionnaireApproval.objects.filter(questionnaire=OuterRef("pk"), revision=OuterRef("revision"))
    party = columns.pop("party", "")
    if party == "lead":
        drafts = drafts.filter(~Exists(given.exclude(by__role=Role.FACILITATOR)), party__isnull=False)
    elif party:
        drafts = drafts.filter(~Exists(given.filter(by__role=Role.FACILITATOR)))
    return task_row(drafts, kind, **shared, **columns)


def _to_write() -> QuerySet[Any]:
    return _in_writing("surveys.write", written=False, organisation="party", role=ACTING, animation=True)


def _to_approve_for_lead() -> QuerySet[Any]:
    of_lead = {"organisation": "party", "role": Role.REFERENT.value}
    return _in_writing("surveys.approve_for_lead", written=True, party="lead", **of_lead)


def _to_approve_for_animation() -> QuerySet[Any]:
    return _in_writing("surveys.approve_for_animation", written=True, party="animation", animation=True)


def _to_open() -> QuerySet[Any]:
    ready = Questionnaire.objects.filter(cycle=OuterRef("pk"), status=APPROVED, survey__isnull=True, express=False)
    waiting = Cycle.objects.filter(~Exists(Survey.objects.filter(cycle=OuterRef("pk"))), stage=Stage.SURVEY)
    waiting = waiting.annotate(ready=Subquery(ready.order_by("-frozen_at", "-pk").values("pk")[:1]))
    return task_row(waiting, "surveys.open", cycle="pk", stage=SURVEY, animation=True, blocking=True, a="ready")


def _of_surveys(found: QuerySet[Survey], kind: str, **columns: Any) -> QuerySet[Any]:
    return task_row(found, kind, cycle="cycle_id", stage=SURVEY, label=F("title"), **columns)


def _to_collect() -> QuerySet[Any]:
    asked = Response.objects.filter(survey=OuterRef("pk"))
    given = asked.filter(status__in=GIVEN)
    return _of_surveys(
        Survey.objects.filter(status=SurveyStatus.OPEN),
        "surveys.collect",
        animation=True,
        blocking=True,
        due="closes_on",
        a=number_of(given, "survey"),
        b=number_of(asked, "survey"),
    )


def _visas(of: str = "pk") -> QuerySet[ApprovalRequest]:
    about = Cast(OuterRef(of), CharField())
    return ApprovalRequest.objects.filter(about_kind=RESPONSE_KIND, about_id=about)


def _waits_for_visa() -> Exists:
    return is_awaited(RESPONSE_KIND)


def _held() -> QuerySet[Any]:
    held = Response.objects.filter(_waits_for_visa(), survey=OuterRef("pk"), status=ResponseStatus.AWAITING_VISA)
    return _of_surveys(
        Survey.objects.filter(status=SurveyStatus.OPEN, cycle__isnull=False),
        "surveys.held",
        a=number_of(held, "survey"),
    )


def _to_publish() -> QuerySet[Any]:
    published = Restitution.objects.filter(survey=OuterRef("pk"), status=RestitutionStatus.PUBLISHED)
    closed = Survey.objects.filter(~Exists(published), status=SurveyStatus.CLOSED, cycle__closed_at__isnull=True)
    express = Case(When(express=True, then=Value(1)), default=Value(0), output_field=IntegerField())
    return _of_surveys(closed, "surveys.publish", animation=True, blocking=True, a=express)


def _to_publish_again() -> QuerySet[Any]:
    """Late answers were sent since the last edition, which says what it counts and does not change."""
    last = Restitution.objects.filter(survey=OuterRef("pk"), status=RestitutionStatus.PUBLISHED).order_by("-edition")
    told = Survey.objects.filter(status=SurveyStatus.CLOSED).annotate(told_at=Subquery(last.values("published_at")[:1]))
    late = Response.objects.filter(
        survey=OuterRef("pk"),
        late_until__isnull=False,
        status=ResponseStatus.SUBMITTED,
        submitted_at__gt=OuterRef("told_at"),
    )
    waiting = told.filter(Exists(late), told_at__isnull=False)
    return _of_surveys(waiting, "surveys.publish_again", animation=True, a=number_of(late, "survey"))


def _of_responses(found: QuerySet[Response], kind: str, **columns: Any) -> QuerySet[Any]:
    shared: dict[str, Any] = {"cycle": "survey__cycle_id", "organisation": "organisation_id"}
    shared |= {"label": F("survey__title"), "role": Role.REFERENT.value}
    return task_row(found, kind, **{**shared, **columns})


def _to_reopen() -> QuerySet[Any]:
    asked = Response.objects.filter(
        Q(survey__status=SurveyStatus.CLOSED) | Q(status__in=GIVEN), reopening_asked_at__isnull=False
    )
    return _of_responses(asked, "surveys.reopen", role="", animation=True, due="survey__closes_on")


def _to_respond() -> QuerySet[Any]:
    last = _visas().exclude(status=ApprovalStatus.WITHDRAWN).order_by("-pk")
    open_still = Q(survey__status=SurveyStatus.OPEN) | Q(late_until__isnull=False)
    drafts = Response.objects.filter(open_still, ~_waits_for_visa(), status__in=DRAFT).annotate(
        visa=Subquery(last.values("status")[:1]), decided_at=Subquery(last.values("decided_at")[:1])
    )
    since = Q(submitted_at=None) | Q(decided_at__gt=F("submitted_at"))
    context = Case(
        When(survey__express=True, then=Value("express ")),
        When(survey__cycle__isnull=False, then=Value("cycle ")),
        default=Value("network "),
    )
    state = Case(
        When(Q(visa=ApprovalStatus.TO_REVISE, decided_at__isnull=False) & since, then=Value("revise")),
        When(status=ResponseStatus.INVITED, then=Value("invited")),
        default=Value("started"),
    )
    return _of_responses(
        drafts,
        "surveys.respond",
        opens_on="survey__opens_on",
        until=Case(When(survey__status=SurveyStatus.CLOSED, then=F("late_until"))),
        due=Coalesce("late_until", "closes_on", "survey__closes_on"),
        detail=Concat(context, state, output_field=TextField()),
        a="answered",
        b="expected",
    )


def _blocks() -> QuerySet[Any]:
    handed = Delegation.objects.filter(
        Q(response__survey__status=SurveyStatus.OPEN) | Q(response__late_until__isnull=False),
        withdrawn_at__isnull=True,
        done_at__isnull=True,
        response__status__in=[ResponseStatus.INVITED, ResponseStatus.STARTED],
    )
    between = Value(words.BETWEEN)
    by = Concat("by__member__given_name", Value(" "), "by__member__family_name")
    return task_row(
        handed,
        "surveys.block",
        cycle="response__survey__cycle_id",
        organisation="response__organisation_id",
        role=ANYBODY,
        member="member_id",
        due=Coalesce("response__closes_on", "response__survey__closes_on"),
        label=F("response__survey__title"),
        detail=Concat("block__title", between, "block__name", between, by, output_field=TextField()),
        a="response_id",
    )


def _consents() -> QuerySet[Any]:
    waiting = Response.objects.filter(
        survey__status=SurveyStatus.CLOSED,
        status=ResponseStatus.STARTED,
        consents_to_partial__isnull=True,
        late_until__isnull=True,
    )
    return _of_responses(waiting, "surveys.consent", a="survey_id")


def _to_read() -> QuerySet[Any]:
    published = Restitution.objects.filter(status=RestitutionStatus.PUBLISHED, survey=OuterRef("survey"))
    last = published.order_by("-edition")
    asked = Response.objects.annotate(
        read=Subquery(last.values("pk")[:1]),
        at=Subquery(last.values("published_at")[:1]),
        told=Subquery(last.values("answered")[:1]),
        asked=Subquery(last.values("asked")[:1]),
    ).filter(read__isnull=False)
    return _of_responses(asked, "surveys.read", about="read", role=ANYBODY, moment="at", a="told", b="asked")


KINDS = (
    TaskKind("surveys.start", "cycles.cycle", _to_start, words.start),
    TaskKind("surveys.write", "surveys.questionnaire", _to_write, words.write),
    TaskKind("surveys.approve_for_lead", "surveys.questionnaire", _to_approve_for_lead, words.approve_for_lead),
    TaskKind(
        "surveys.approve_for_animation",
        "surveys.questionnaire",
        _to_approve_for_animation,
        words.approve_for_animation,
    ),
    TaskKind("surveys.open", "cycles.cycle", _to_open, words.open_survey),
    TaskKind("surveys.collect", "surveys.survey", _to_collect, words.collect),
    TaskKind("surveys.held", "surveys.survey", _held, words.wait_for_visas),
    TaskKind("surveys.respond", "surveys.response", _to_respond, words.respond),
    TaskKind("surveys.block", "surveys.response", _blocks, words.fill_block),
    TaskKind("surveys.reopen", "surveys.response", _to_reopen, words.reopen),
    TaskKind("surveys.consent", "surveys.response", _consents, words.consent),
    TaskKind("surveys.publish", "surveys.survey", _to_publish, words.publish),
    TaskKind("surveys.publish_again", "surveys.survey", _to_publish_again, words.publish_again),
    TaskKind("surveys.read", "surveys.restitution", _to_read, words.read),
)
