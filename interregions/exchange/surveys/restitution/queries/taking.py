"""The answers of a survey as they were given, at any moment: who takes them away, which of them, read in pages.

Only what was sent: a draft is nobody else's. Named ones as far as the reader may read the name; those without a name
by the animation alone, by whole batches, in an order drawn for each file.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from interregions.exchange.surveys.answering.models import Answer, Response, Survey
from interregions.exchange.surveys.answering.queries.answers import named_answers_visible_to
from interregions.exchange.surveys.choices import AnswerSource, AnswerState, NamedTo, ResponseStatus, SurveyStatus
from interregions.exchange.surveys.collection.queries.collection import Filters, filtered, surveys_visible_to
from interregions.exchange.surveys.questionnaires.queries.content import (
    BlockContent,
    QuestionContent,
    VariableContent,
    content_of,
)
from interregions.exchange.surveys.questionnaires.rules.kind import Cell
from interregions.exchange.surveys.questionnaires.rules.typed import Given
from interregions.exchange.surveys.questionnaires.rules.visibility import GIVEN, is_open_to_lead, narrowest
from interregions.exchange.surveys.restitution.queries.matrix import ReadAnswer, read_answers
from interregions.exchange.surveys.restitution.rules.taking import batches
from interregions.network.choices import College, OrganisationKind
from interregions.network.models import Member, Organisation
from interregions.network.queries import standing_of
from interregions.vocabulary.choices import TerritoryKind

AT_ONCE = 200  # organisations read together, whatever the length of the table
Place = tuple[BlockContent, QuestionContent, VariableContent]


def surveys_taken_by(member: Member | None) -> QuerySet[Survey]:
    """Those whose answers this member takes away: all for the animation, those it leads for a responsible Région."""
    standing, found = standing_of(member), surveys_visible_to(member)
    return found if standing.is_facilitator else found.filter(cycle__lead_id__in=standing.referent_ids)


def opens_to_lead(survey: Survey) -> bool:
    """Whether the responsible Région reads names today."""
    return is_open_to_lead(
        survey_closed=survey.status == SurveyStatus.CLOSED,
        embargo_until=survey.embargo_until,
        lead_early_from=survey.lead_early_from,
        today=timezone.localdate(),
    )


@dataclass(frozen=True)
class Taken:
    """What one file holds: these named responses in this order, these without a name in an order of chance."""

    survey: Survey
    named: Sequence[int]
    unnamed: Sequence[int]
    waiting: int  # without a name too, that wait to be three

    @property
    def rows(self) -> int:
        return len(self.named) + len(self.unnamed)


def taken_by(member: Member | None, survey: Survey, filters: Filters) -> Taken:
    """What the filters of the collection keep of it; those without a name are the same whatever the filters, that
    none is told apart by what a filter leaves out."""
    readable = named_answers_visible_to(member, survey).filter(response=OuterRef("pk"))
    given = Response.objects.filter(survey=survey, status__in=GIVEN)
    kept = filtered(given.filter(unnamed=False), filters).filter(Exists(readable))
    unnamed, waiting = _unnamed(survey) if standing_of(member).is_facilitator else ([], 0)
    return Taken(survey, list(kept.values_list("pk", flat=True)), unnamed, waiting)


def _unnamed(survey: Survey) -> tuple[list[int], int]:
    came = Response.objects.filter(survey=survey, unnamed=True)
    came = came.filter(Q(first_submitted_at__isnull=False) | Q(status__in=GIVEN))
    ordered = came.order_by("first_submitted_at", "pk").values_list("pk", "status")
    rows = [(pk, status in GIVEN) for pk, status in ordered]
    leaving = batches(rows)
    SystemRandom().shuffle(leaving)
    return leaving, sum(sent for _, sent in rows) - len(leaving)


def is_still_read(taken: Taken, member: Member) -> bool:
    """Whether this member may still read each row of a file made earlier."""
    readable = named_answers_visible_to(member, taken.survey).filter(response=OuterRef("pk"))
    given = Response.objects.filter(survey=taken.survey, status__in=GIVEN)
    named = given.filter(Exists(readable), unnamed=False, pk__in=taken.named).count()
    unnamed = given.filter(unnamed=True, pk__in=taken.unnamed).count()
    alone = standing_of(member).is_facilitator or not taken.unnamed
    return alone and (named, unnamed) == (len(taken.named), len(taken.unnamed))


def places_of(survey: Survey) -> list[Place]:
    """Every countable thing that was asked, in the order of the questionnaire: the columns."""
    return [
        (block, question, variable)
        for block in content_of(survey.questionnaire_id)
        for question in block.questions
        for variable in question.variables
    ]


def code_of(question: QuestionContent, variable: VariableContent) -> str:
    """The name of a column: the question's, and the row's when it has several."""
    return f"{question.name}.{variable.code}" if len(question.variables) > 1 else question.name


Cells = Callable[[QuestionContent, Given], Cell]


def in_labels(question: QuestionContent, given: Given) -> Cell:
    """An answer in the words of the questionnaire; numbers and dates are numbers and dates."""
    return question.kind.cell(question, given)


def in_codes(question: QuestionContent, given: Given) -> Cell:
    """An answer by its codes, separated by a space, in the order of their ranks when there are ranks."""
    return " ".join(given.codes) if given.codes else question.kind.cell(question, given)


@dataclass
class NamedRow:
    """One organisation: what is known of it and of its response, and its answers by variable."""

    name: str
    kind: str
    college: str
    siren: str
    insee: str  # of a Région, as official lists name it
    status: str
    submitted_at: datetime | None
    answers: dict[int, ReadAnswer]


class HowGiven(NamedTuple):
    """The circle that reads one answer, and how it came, in words."""

    circle: str
    source: str


def how_given(question: QuestionContent, read: ReadAnswer) -> HowGiven:
    circle = NamedTo(narrowest(question.named_to, read.named_to)).label
    return HowGiven(circle, AnswerSource(read.source).label)


_ORGANISATION = tuple(f"organisation__{name}" for name in ("name", "kind", "college", "siren"))

_REGIONS = Organisation.territories.through.objects.filter(
    organisation_id=OuterRef("organisation"),
    organisation__kind=OrganisationKind.REGION,
    territory__kind=TerritoryKind.REGION,
)
_INSEE = Subquery(_REGIONS.values("territory__code")[:1])


def named_rows(taken: Taken, member: Member | None) -> Iterator[NamedRow]:
    """Some organisations at a time, three queries for each page of them."""
    for page in _pages(taken.named):
        found = Response.objects.filter(pk__in=page, status__in=GIVEN, unnamed=False).order_by()
        told_of = found.annotate(insee=_INSEE).values_list("pk", *_ORGANISATION, "insee", "status", "submitted_at")
        rows = {pk: _row(*told) for pk, *told in told_of}
        answers = named_answers_visible_to(member, taken.survey).filter(response__in=list(rows))
        for read in read_answers(answers):
            rows[read.response_id].answers[read.variable_id] = read
        yield from (rows[pk] for pk in page if pk in rows)


def _row(
    name: str,
    kind: str,
    college: str,
    siren: str | None,
    insee: str | None,
    status: str,
    submitted_at: datetime | None,
) -> NamedRow:
    labels = OrganisationKind(kind).label, College(college).label, ResponseStatus(status).label
    kind_label, college_label, status_label = labels
    return NamedRow(name, kind_label, college_label, siren or "", insee or "", status_label, submitted_at, {})


def unnamed_rows(taken: Taken) -> Iterator[dict[int, Given]]:
    """The answers without a name: nothing of whom, of when, nor of how they came."""
    for page in _pages(taken.unnamed):
        answers = Answer.objects.filter(
            response__in=page, response__status__in=GIVEN, response__unnamed=True, state=AnswerState.GIVEN
        )
        rows: dict[int, dict[int, Given]] = {pk: {} for pk in page}
        for read in read_answers(answers):
            rows[read.response_id][read.variable_id] = read.given
        yield from rows.values()


def _pages(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield list(ids[start : start + AT_ONCE])
