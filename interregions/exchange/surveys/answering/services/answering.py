"""Write answers, one or a block at a time. Nothing typed is lost: what cannot be saved comes back with why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from interregions.common.errors import Refused, Stale, refuse_if
from interregions.exchange.surveys.answering.models import Answer, AnswerRevision, Delegation, Response, Selection
from interregions.exchange.surveys.answering.queries.answers import (
    Draft,
    SavedRow,
    draft_of,
    fingerprint_of,
    given_as_json,
)
from interregions.exchange.surveys.answering.queries.responses import reference_of, response_of
from interregions.exchange.surveys.answering.rules import answering
from interregions.exchange.surveys.choices import (
    NAMED_TO_ORDER,
    AnswerSource,
    AnswerState,
    ResponseStatus,
)
from interregions.exchange.surveys.questionnaires.queries.content import BlockContent, QuestionContent, VariableContent
from interregions.exchange.surveys.questionnaires.rules import flow
from interregions.exchange.surveys.questionnaires.rules.kind import Storage
from interregions.exchange.surveys.questionnaires.rules.typed import EMPTY, Given
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.files.services import store_file
from interregions.toolkit.journal.services import record

# What an answer that is written again takes; ``counted_in`` is set when the response leaves.
WRITTEN = (
    "state", "option", "number", "text", "date", "file", "named_to", "source", "by", "at", "revision",
)  # fmt: skip
# What is entered by telephone is told once nothing more was for this long: one letter for one call.
TOLD_AFTER = timedelta(minutes=2)
WRITERS = {Role.REFERENT, Role.CONTRIBUTOR, Role.FACILITATOR}


@dataclass(frozen=True)
class TypedAnswer:
    """What came from a page: the words, the file, and what the person was looking at."""

    values: tuple[str, ...] = ()
    upload: File | None = None
    keeps_file: bool = False  # a file question sent without a new file
    revision: int | None = None
    shown: str | None = None  # the fingerprint of the answer that was on the page
    named_to: str | None = None


@dataclass(frozen=True)
class SavedAnswer:
    """What stands now, and what it replaced when somebody else had answered meanwhile."""

    variable_id: int
    revision: int
    at: datetime | None
    changed: bool = True
    replaced: str = ""


@dataclass
class SavedBlock:
    """The outcome of a whole block: the response as it now stands, what was saved, what was not and why."""

    draft: Draft
    saved: dict[int, SavedAnswer] = field(default_factory=dict)
    errors: dict[int, list[str]] = field(default_factory=dict)
    stale: dict[int, Stale] = field(default_factory=dict)


@transaction.atomic
def save_answer(
    *,
    response: Response,
    variable_id: int,
    value: Any,
    by: Mandate,
    revision: int | None = None,
    source: str = AnswerSource.TYPED,
    named_to: str | None = None,
) -> SavedAnswer:
    """Save one answer. ``value`` is what was typed: words, codes, a number, a date, a file, or a TypedAnswer."""
    draft = _draft_to_write(response, by)
    place = draft.place_of(variable_id)
    if place is None:
        raise Refused("Cette question n’est pas dans ce questionnaire.")
    block, question, variable = place
    _check_block(draft, block, by)
    typed = value if isinstance(value, TypedAnswer) else typed_from(value, revision, named_to)
    saved = _write(draft, question, variable, typed, by, _source(by, source))
    if saved.changed:
        _settle(draft, by, wrote=True)
    return saved


@transaction.atomic
def save_block(
    *, response: Response, block: BlockContent, values: Mapping[int, TypedAnswer], by: Mandate
) -> SavedBlock:
    """Save every answer of a block that can be; the others come back with their reason, and the page shows them."""
    draft = _draft_to_write(response, by)
    _check_block(draft, block, by)
    outcome = SavedBlock(draft)
    for question in block.questions:
        for variable in question.variables:
            if variable.id not in values:
                continue
            try:
                outcome.saved[variable.id] = _write(
                    draft, question, variable, values[variable.id], by, _source(by, AnswerSource.TYPED)
                )
            except Stale as stale:
                outcome.stale[variable.id] = stale
            except Refused as refused:
                outcome.errors[variable.id] = refused.reasons
    _settle(draft, by, wrote=any(saved.changed for saved in outcome.saved.values()))
    return outcome


def typed_from(value: Any, revision: int | None = None, named_to: str | None = None) -> TypedAnswer:
    """Any plain value as if a person had typed it."""
    if isinstance(value, File):
        return TypedAnswer(upload=value, revision=revision, named_to=named_to)
    if value is None:
        values: tuple[str, ...] = ()
    elif isinstance(value, date):
        values = (value.isoformat(),)
    elif isinstance(value, Sequence | set | frozenset) and not isinstance(value, str):
        values = tuple(str(each) for each in value)
    else:
        values = (str(value),)
    return TypedAnswer(values=values, revision=revision, named_to=named_to)


def _source(by: Mandate, asked: str) -> str:
    return AnswerSource.PHONE if by.role == Role.FACILITATOR and asked == AnswerSource.TYPED else asked


def _draft_to_write(response: Response, by: Mandate) -> Draft:
    """Lock the response, refuse who may not write now, read everything."""
    check_mandate(by, roles=WRITERS, organisation=response.organisation)
    Response.objects.select_for_update().only("pk").get(pk=response.pk)
    fresh = response_of(response.pk)
    if fresh is None:
        raise Refused("Cette réponse n’existe plus.")
    draft = draft_of(fresh)
    refuse_if(
        answering.reasons_not_to_answer(
            role=by.role,
            status=fresh.status,
            survey_closed=fresh.is_closed,
            opens_on=fresh.survey.opens_on,
            today=draft.today,
            waits_for_visa=fresh.awaits_visa,  # type: ignore[attr-defined]  # of ``response_of``
        )
    )
    return draft


def _check_block(draft: Draft, block: BlockContent, by: Mandate) -> None:
    if by.role != Role.CONTRIBUTOR:
        return
    handed = Delegation.objects.filter(
        response=draft.response, block_id=block.id, member=by.member_id, withdrawn_at__isnull=True
    )
    refuse_if(answering.reasons_not_to_write_block(role=by.role, is_delegated=handed.exists()))


def _write(
    draft: Draft,
    question: QuestionContent,
    variable: VariableContent,
    typed: TypedAnswer,
    by: Mandate,
    source: str,
) -> SavedAnswer:
    """Check everything, then write one answer; the draft in memory follows."""
    row = draft.rows.get(variable.id)
    if source == AnswerSource.PHONE:
        refuse_if(answering.reasons_not_to_answer_for(source_in_place=row.source if row else ""))
    given = _read(draft, question, typed, row)
    circle = typed.named_to if typed.named_to is not None else (row.named_to if row else "")
    circle = "" if circle == question.named_to else circle
    if _is_untouched(given, circle, typed, row):
        return SavedAnswer(variable.id, row.revision if row else 0, row.at if row else None, changed=False)
    refuse_if(answering.reasons_not_to_tighten(order=NAMED_TO_ORDER, asked=question.named_to, chosen=circle))
    _refuse_constraint(draft, question, variable, given)
    replaced = _refuse_stale(question, given, typed, row)
    if typed.upload is not None:
        stored = store_file(upload=typed.upload, by=by)
        given = Given(file_id=stored.pk, file_name=stored.name)
    saved = _store(draft, question, variable, given, circle, typed, by, source)
    at = saved.at if saved else timezone.now()
    return SavedAnswer(variable.id, saved.revision if saved else 0, at, True, replaced)


def _read(draft: Draft, question: QuestionContent, typed: TypedAnswer, row: SavedRow | None) -> Given:
    if question.kind.brings_file:
        return row.given if row and typed.keeps_file and typed.upload is None else EMPTY
    read = question.kind.read(question, typed.values)
    refuse_if(read.reasons)
    return read.given


def _is_untouched(given: Given, circle: str, typed: TypedAnswer, row: SavedRow | None) -> bool:
    """What is sent is what stands, or what the page had shown: somebody else's newer answer is not undone."""
    if typed.upload is not None:
        return False
    in_place = row.given if row else EMPTY
    same_circle = circle == (row.named_to if row else "") or given.is_empty
    if not same_circle:
        return False
    if fingerprint_of(given) == fingerprint_of(in_place):
        return True
    return typed.shown is not None and typed.shown == fingerprint_of(given)


def _refuse_constraint(draft: Draft, question: QuestionContent, variable: VariableContent, given: Given) -> None:
    if not question.constraint or given.is_empty:
        return
    answers = {**draft.givens, variable.id: given}
    asked = flow.questions_asked(draft.blocks, answers, draft.today) | {question.id}
    refuse_if(
        flow.reasons_against(
            constraint=question.constraint,
            message=question.constraint_message,
            kind=question.kind,
            given=given,
            values=flow.values_asked(draft.blocks, answers, asked),
            today=draft.today,
        )
    )


def _refuse_stale(question: QuestionContent, given: Given, typed: TypedAnswer, row: SavedRow | None) -> str:
    """Two people on one question: a text shows both versions; elsewhere the last counts, and is told so."""
    in_place = row.revision if row else 0
    if typed.revision is None or typed.revision == in_place:
        return ""
    author = (row.author if row else "") or "une autre personne"
    if question.kind.storage is Storage.TEXT and row is not None:
        raise Stale(mine=given.text, theirs=row.given.text, author=author, revision=in_place)
    words = question.kind.words(question, row.given) if row else "rien"
    return f"{author} avait répondu entre-temps « {words} »\u202f: votre réponse la remplace."


def _store(
    draft: Draft,
    question: QuestionContent,
    variable: VariableContent,
    given: Given,
    circle: str,
    typed: TypedAnswer,
    by: Mandate,
    source: str,
) -> SavedRow | None:
    row = draft.rows.pop(variable.id, None)
    if row and draft.response.first_submitted_at:
        _keep_revision(draft.response, row)
    if given.is_empty:
        Answer.objects.filter(response=draft.response, variable_id=variable.id).delete()
        return None
    options = {option.code: option.id for option in question.options}
    answer = Answer(
        response=draft.response,
        variable_id=variable.id,
        state=AnswerState.GIVEN,
        option_id=options[given.codes[0]] if question.kind.storage is Storage.OPTION else None,
        number=given.number,
        text=given.text,
        date=given.day,
        file_id=given.file_id,
        named_to=circle,
        source=source,
        by=by,
        revision=max(row.revision if row else 0, typed.revision or 0) + 1,
    )
    Answer.objects.bulk_create(
        [answer], update_conflicts=True, unique_fields=["response", "variable"], update_fields=WRITTEN
    )
    if question.kind.storage is Storage.SELECTIONS:
        _select(answer.pk, variable.id, [options[code] for code in given.codes], given.ranked)
    draft.rows[variable.id] = saved = SavedRow(
        id=answer.pk,
        variable_id=variable.id,
        state=AnswerState.GIVEN,
        given=given,
        named_to=circle,
        source=source,
        author=by.member.full_name,
        by_id=by.pk,
        at=answer.at,
        revision=answer.revision,
    )
    return saved


def _select(answer_id: int, variable_id: int, option_ids: Sequence[int], ranked: bool) -> None:
    Selection.objects.filter(answer=answer_id).delete()
    Selection.objects.bulk_create(
        Selection(answer_id=answer_id, option_id=option_id, variable_id=variable_id, rank=rank if ranked else None)
        for rank, option_id in enumerate(option_ids, start=1)
    )


def _keep_revision(response: Response, row: SavedRow) -> None:
    """From the first sending on, what an answer was before is kept for good."""
    AnswerRevision.objects.create(
        response=response,
        variable_id=row.variable_id,
        revision=row.revision,
        value={**given_as_json(row.given), "named_to": row.named_to, "state": row.state},
        source=row.source,
        by_id=row.by_id,
    )


def _settle(draft: Draft, by: Mandate, *, wrote: bool) -> None:
    """After writing: answers whose condition fell are set aside, those whose condition holds again come back."""
    response, asked = draft.response, draft.asked()
    owners = {v.id: q.id for block in draft.blocks for q in block.questions for v in q.variables}
    for state, back in ((AnswerState.CLEARED, False), (AnswerState.GIVEN, True)):
        moved = [
            row for row in draft.rows.values() if row.state != state and (owners.get(row.variable_id) in asked) is back
        ]
        if moved:
            Answer.objects.filter(pk__in=[row.id for row in moved]).update(state=state)
            draft.rows.update({row.variable_id: replace(row, state=state) for row in moved})
    progress = draft.progress(asked)
    if response.status == ResponseStatus.INVITED:
        record("surveys.response_started", reference_of(response), by, cycle=str(response.survey.cycle_id or ""))
    response.status = ResponseStatus.STARTED
    response.answered, response.expected = progress.answered, progress.expected
    response.last_activity_at = timezone.now()
    if wrote and _source(by, AnswerSource.TYPED) == AnswerSource.PHONE:
        response.phone_due_at = timezone.now() + TOLD_AFTER
    response.save(update_fields=["status", "answered", "expected", "last_activity_at", "phone_due_at"])
