"""Answers as they were saved, and who may read them with a name."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from interregions.exchange.surveys.answering.models import Answer, AnswerOpening, Response, Selection, Survey
from interregions.exchange.surveys.choices import AnswerState, SurveyStatus
from interregions.exchange.surveys.questionnaires.queries.content import (
    BlockContent,
    QuestionContent,
    VariableContent,
    content_in,
)
from interregions.exchange.surveys.questionnaires.rules import flow, visibility
from interregions.exchange.surveys.questionnaires.rules.typed import Given
from interregions.network.choices import College
from interregions.network.models import Member, full_name
from interregions.network.queries import standing_of

Place = tuple[BlockContent, QuestionContent, VariableContent]


@dataclass(frozen=True)
class SavedRow:
    """One stored answer, with who gave it and how."""

    id: int
    variable_id: int
    state: str
    given: Given
    named_to: str
    source: str
    author: str
    by_id: int | None
    at: datetime
    revision: int


@dataclass
class Draft:
    """A response with its questions and all its answers: what a page shows and what a service writes into."""

    response: Response
    blocks: tuple[BlockContent, ...]
    rows: dict[int, SavedRow]
    today: date

    @property
    def givens(self) -> dict[int, Given]:
        """Every answer kept, those without object too: conditions decide which of them count."""
        return {variable_id: row.given for variable_id, row in self.rows.items()}

    def asked(self) -> frozenset[int]:
        """The questions whose conditions hold with these answers."""
        return flow.questions_asked(self.blocks, self.givens, self.today)

    def broken(self, asked: frozenset[int]) -> list[str]:
        """What the answers break together, read again as they stand."""
        return flow.reasons_against_what_is_kept(self.blocks, self.givens, asked, self.today)

    def progress(self, asked: frozenset[int], blocks: Sequence[BlockContent] | None = None) -> flow.Progress:
        """Of these blocks, or of the whole."""
        blocks = self.blocks if blocks is None else blocks
        return flow.progress_of([q for each in blocks for q in each.questions], self.givens, asked)

    def place_of(self, variable_id: int) -> Place | None:
        """Where a variable stands in the questionnaire; None when it is of another one."""
        return place_in(self.blocks, variable_id)


def place_in(blocks: Iterable[BlockContent], variable_id: int) -> Place | None:
    """The block, the question and the variable of this number among these blocks."""
    for block in blocks:
        for question in block.questions:
            for variable in question.variables:
                if variable.id == variable_id:
                    return block, question, variable
    return None


def draft_of(response: Response) -> Draft:
    """The response read whole: two queries for its answers, none for its questions once frozen."""
    blocks = content_in(response.survey.questionnaire)
    return Draft(response, blocks, saved_answers(response), timezone.localdate())


_COLUMNS = (
    "pk", "variable_id", "state", "option__code", "number", "text", "date", "file_id", "file__name", "named_to",
    "source", "by__member__given_name", "by__member__family_name", "by_id", "at", "revision",
)  # fmt: skip


def saved_answers(response: Response) -> dict[int, SavedRow]:
    """Every answer of a response by its variable: two queries whatever their number, and no model made of a row."""
    answers = Answer.objects.filter(response=response)
    chosen = Selection.objects.filter(answer__response=response)
    several: dict[int, list[tuple[int, int, str]]] = {}
    for answer_id, rank, pk, code in chosen.values_list("answer_id", "rank", "pk", "option__code"):
        several.setdefault(answer_id, []).append((rank or 0, pk, code))
    rows = (_row_of(values, sorted(several.get(values[0], ()))) for values in answers.values_list(*_COLUMNS))
    return {row.variable_id: row for row in rows}


def _row_of(values: Sequence[Any], several: Sequence[tuple[int, int, str]]) -> SavedRow:
    """The stored columns as one answer and who gave it."""
    (pk, variable_id, state, code, number, text, day, file_id, file_name, named_to, source, *by, at, revision) = values
    given_name, family_name, by_id = by
    if code is not None:
        given = Given(codes=(code,))
    elif several:
        given = Given(codes=tuple(code for *_, code in several), ranked=bool(several[0][0]))
    else:
        given = Given(number=number, text=text, day=day, file_id=file_id, file_name=file_name or "")
    author = full_name(given_name, family_name) if by_id else ""
    return SavedRow(pk, variable_id, state, given, named_to, source, author, by_id, at, revision)


def given_as_json(given: Given) -> dict[str, object]:
    """The value as an AnswerRevision keeps it."""
    return {
        "codes": list(given.codes),
        "number": str(given.number.normalize()) if isinstance(given.number, Decimal) else None,
        "text": given.text,
        "date": given.day.isoformat() if given.day else None,
        "file": given.file_id,
    }


def fingerprint_of(given: Given) -> str:
    """A short mark of what was shown to a person: sent back as it was, it says the answer was not touched."""
    if given.is_empty:
        return "-"
    codes = {**given_as_json(given), "codes": list(given.codes) if given.ranked else sorted(given.codes)}
    return hashlib.sha256(json.dumps(codes, sort_keys=True).encode()).hexdigest()[:16]


def circle_condition(circles: frozenset[str]) -> Q:
    """Both the question's circle and the respondent's are among these: the narrower of the two is."""
    return Q(variable__question__named_to__in=circles) & (Q(named_to="") | Q(named_to__in=circles))


def named_answers_visible_to(member: Member | None, survey: Survey) -> QuerySet[Answer]:
    """The answers this member may read with the organisation's name: ``rules.visibility`` as one query."""
    standing = standing_of(member)
    if standing.member is None:
        return Answer.objects.none()
    today, closed = timezone.localdate(), survey.status == SurveyStatus.CLOSED
    reader = visibility.capacities_of(
        is_facilitator=standing.is_facilitator,
        organisation_ids=standing.organisation_ids,
        colleges=standing.colleges,
        lead_id=survey.cycle.lead_id if survey.cycle else None,
    )
    open_to_circle = visibility.is_open_to_circle(survey_closed=closed, embargo_until=survey.embargo_until, today=today)
    open_to_lead = visibility.is_open_to_lead(
        survey_closed=closed,
        embargo_until=survey.embargo_until,
        lead_early_from=survey.lead_early_from,
        today=today,
    )
    nobody = Q(pk__in=[])
    agreed = ~Q(response__organisation__college=College.EPCI) | Q(response__agrees_to_regions=True)
    others = Q() if reader.facilitator else nobody
    if not reader.facilitator:
        if reader.lead and open_to_lead:
            others |= agreed & circle_condition(visibility.READ_BY_LEAD)
        if reader.region and open_to_circle:
            others |= agreed & circle_condition(visibility.READ_BY_REGIONS)
        if reader.epci and open_to_circle:
            others |= circle_condition(visibility.READ_BY_EPCI)
    sent = Q(response__status__in=visibility.GIVEN, response__unnamed=False)
    own = Q(response__organisation_id__in=standing.organisation_ids)
    return Answer.objects.filter(own | (sent & others), response__survey=survey, state=AnswerState.GIVEN)


def openings_of(response: Response) -> list[AnswerOpening]:
    """Who, outside the organisation, opened its named answers: shown to the respondent."""
    return list(AnswerOpening.objects.filter(response=response).select_related("organisation").order_by("first_at"))
