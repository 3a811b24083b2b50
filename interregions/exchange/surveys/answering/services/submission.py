"""Ask for a visa, send, reopen; and what sending does to the counts."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from interregions.common.blocks import Block as TextBlock
from interregions.common.errors import refuse_if
from interregions.exchange.surveys.answering.models import Answer, AnswerOpening, Response, Selection, Survey
from interregions.exchange.surveys.answering.notifications import tell_reopened, tell_sent_for, tell_submitted
from interregions.exchange.surveys.answering.queries.answers import Draft, draft_of
from interregions.exchange.surveys.answering.queries.phoned import entered_in, was_sent_for
from interregions.exchange.surveys.answering.queries.responses import RESPONSE_KIND, reference_of, responses
from interregions.exchange.surveys.answering.queries.screens import (
    in_words,
    missing_labels,
    only_by_phone,
    parts_of,
    unfinished,
)
from interregions.exchange.surveys.answering.rules import answering
from interregions.exchange.surveys.answering.services.offering import offer_if_closed
from interregions.exchange.surveys.choices import AnswerState, ResponseStatus
from interregions.exchange.surveys.questionnaires.models import Variable
from interregions.network.choices import College, Role
from interregions.network.models import Mandate, Member
from interregions.network.services import check_mandate
from interregions.toolkit.approvals import services as approvals
from interregions.toolkit.approvals.models import ApprovalRequest
from interregions.toolkit.approvals.prints import Part
from interregions.toolkit.approvals.queries import visa_waiting
from interregions.toolkit.journal.models import Entry
from interregions.toolkit.journal.services import record

ALL = {Role.FACILITATOR, Role.REFERENT, Role.CONTRIBUTOR, Role.READER}
MOST_QUOTED = 1_500


def locked_response(response: Response, by: Mandate) -> Response:
    """The response as it stands, held until the end of the transaction, for whoever acts for its organisation."""
    check_mandate(by, roles=ALL, organisation=response.organisation)
    Response.objects.select_for_update().get(pk=response.pk)
    return responses().get(pk=response.pk)


@transaction.atomic
def ask_for_visa(
    *,
    response: Response,
    by: Mandate,
    member: Member | None = None,
    name: str = "",
    email: str = "",
    words: str = "",
) -> ApprovalRequest:
    """Ask the director whether the response may leave; reminders stop and nothing is edited while it waits."""
    response = locked_response(response, by)
    draft = draft_of(response)
    refuse_if(
        answering.reasons_not_to_ask_visa(
            role=by.role,
            status=response.status,
            survey_closed=response.is_closed,
            answered=draft.progress(draft.asked()).answered,
        )
    )
    approval = approvals.ask_for_visa(
        of=reference_of(response),
        version=f"{response.answered} réponses sur {response.expected}",
        words=words,
        by=by,
        member=member,
        name=name,
        email=email,
        content=answers_as_blocks(draft),
    )
    response.status = ResponseStatus.AWAITING_VISA
    response.save(update_fields=["status"])
    return approval


@transaction.atomic
def withdraw_visa(*, response: Response, by: Mandate) -> None:
    """Take the request back to go on writing."""
    response = locked_response(response, by)
    waiting = visa_waiting(RESPONSE_KIND, response.pk)
    refuse_if(answering.reasons_not_to_withdraw_visa(role=by.role, waits_for_visa=waiting is not None))
    if waiting is not None:
        approvals.withdraw_visa(approval=waiting, by=by)
    _back_to_draft(response)


def visa_decided(approval: ApprovalRequest) -> None:
    """Called when the visa is given or refused: the referent sends, or revises; nothing leaves by itself."""
    response = Response.objects.select_for_update().filter(pk=int(approval.about_id)).first()
    if response is not None and response.status == ResponseStatus.AWAITING_VISA:
        _back_to_draft(response)


def _back_to_draft(response: Response) -> None:
    response.status = ResponseStatus.STARTED
    response.save(update_fields=["status"])


def answers_as_blocks(draft: Draft) -> list[TextBlock]:
    """The answers as they will be read by whoever gives the visa; very long ones are cut, and say so."""
    asked = draft.asked()
    content: list[TextBlock] = []
    for block in draft.blocks:
        shown = [question for question in block.questions if question.id in asked]
        if shown:
            content.append({"type": "heading", "level": 2, "text": block.title})
        for question in shown:
            content.append({"type": "heading", "level": 3, "text": question.label[:2000]})
            for variable in question.variables:
                words = in_words(question, draft.rows.get(variable.id)) or "Sans réponse"
                if len(words) > MOST_QUOTED:
                    words = f"{words[:MOST_QUOTED].rstrip()}… (suite dans la réponse)"
                label = f"{variable.label} : " if len(question.variables) > 1 else ""
                content.append({"type": "paragraph", "text": label + words})
    return _within_bounds(content)


def visa_parts(approval: ApprovalRequest) -> list[Part]:
    """Each answer of the response as it reads today, whole."""
    response = responses().filter(pk=int(approval.about_id)).first()
    return parts_of(draft_of(response)) if response is not None else []


def _within_bounds(content: list[TextBlock]) -> list[TextBlock]:
    kept: list[TextBlock] = []
    size = 0
    for block in content:
        size += len(block["text"])
        if size > 150_000 or len(kept) > 1_900:
            kept.append({"type": "paragraph", "text": "La suite est à lire dans la réponse."})
            break
        kept.append(block)
    return kept


@transaction.atomic
def submit_response(*, response: Response, by: Mandate, anyway: bool = False) -> Response:
    """Send the response: its answers count from now on, and it is no longer edited; ``anyway`` does not wait for
    colleagues who have not finished."""
    response = locked_response(response, by)
    draft = draft_of(response)
    asked = draft.asked()
    progress = draft.progress(asked)
    refuse_if(
        answering.reasons_not_to_submit(
            role=by.role,
            status=response.status,
            survey_closed=response.is_closed,
            waits_for_visa=visa_waiting(RESPONSE_KIND, response.pk) is not None,
            answered=progress.answered,
            missing=missing_labels(draft, asked),
            broken=draft.broken(asked),
            only_by_phone=only_by_phone(draft),
            unfinished=unfinished(draft, asked, by.member_id) if by.role == Role.REFERENT else (),
            anyway=anyway,
        )
    )
    now = timezone.now()
    response.status = ResponseStatus.SUBMITTED
    response.submitted_by, response.submitted_at = by, now
    response.first_submitted_at = response.first_submitted_at or now
    response.last_activity_at = now
    if by.role == Role.FACILITATOR:  # one letter: what was entered is told with the sending
        response.phone_due_at, response.phone_told_at = None, now
    response.answered, response.expected = progress.answered, progress.expected
    response.save()
    count_answers(survey=response.survey, response_ids=[response.pk])
    offer_if_closed(response.survey)
    reference = reference_of(response)
    record("surveys.response_submitted", reference, by, cycle=_cycle_of(response), answered=progress.answered)
    times = times_told("surveys.response_submitted", response)
    if was_sent_for(response):
        tell_sent_for(response, entered_in(draft), times)
    else:
        tell_submitted(response, times)
    return response


@transaction.atomic
def reopen_response(*, response: Response, reason: str, until: date | None = None, by: Mandate) -> Response:
    """The animation gives the response back to its organisation, with a reason; its answers no longer count.

    Once the survey is closed, until a day: what is sent then is a late answer.
    """
    check_mandate(by, roles={Role.FACILITATOR})
    response = locked_response(response, by)
    refuse_if(
        answering.reasons_not_to_reopen(
            status=response.status,
            survey_closed=response.is_closed,
            reason=reason,
            until=until,
            today=timezone.localdate(),
        )
    )
    late = response.is_closed
    response.status = ResponseStatus.STARTED if response.is_begun else ResponseStatus.INVITED
    response.late_until = until if late else response.late_until
    response.reopened_reason = reason.strip()[:4000]
    response.reopening_asked_at, response.reopening_asked_by = None, None  # what was asked is done
    response.reopening_reason = response.reopening_declined = ""
    response.save()
    uncount_answers(response_ids=[response.pk])
    told = {"late_until": until.isoformat()} if late and until else {}
    record("surveys.response_reopened", reference_of(response), by, cycle=_cycle_of(response), **told)
    tell_reopened(response, times_told("surveys.response_reopened", response))
    return response


def _cycle_of(response: Response) -> str:
    return str(response.survey.cycle_id or "")


def times_told(verb: str, response: Response) -> int:
    """How often this was done to this response: each time has its own message."""
    return Entry.objects.filter(verb=verb, about_kind=RESPONSE_KIND, about_id=str(response.pk)).count()


def count_answers(*, survey: Survey, response_ids: Collection[int]) -> None:
    """Let sent answers of counted questions enter every figure: two updates whatever their number."""
    counted: Sequence[int] = list(
        Variable.objects.filter(
            question__block__questionnaire_id=survey.questionnaire_id, question__counted=True
        ).values_list("pk", flat=True)
    )
    answers = Answer.objects.filter(response_id__in=response_ids, state=AnswerState.GIVEN, variable_id__in=counted)
    answers.update(counted_in=survey)
    Selection.objects.filter(
        answer__response_id__in=response_ids, answer__state=AnswerState.GIVEN, variable_id__in=counted
    ).update(counted_in=survey)


def uncount_answers(*, response_ids: Collection[int]) -> None:
    """Take answers out of every figure: two updates."""
    Answer.objects.filter(response_id__in=response_ids).update(counted_in=None)
    Selection.objects.filter(answer__response_id__in=response_ids).update(counted_in=None)


@transaction.atomic
def set_unnamed(*, response: Response, unnamed: bool, by: Mandate, agrees_to_regions: bool | None = None) -> Response:
    """« Sans nommer mon organisme », and for an EPCI whether Régions may read it by name."""
    response = locked_response(response, by)
    refuse_if(
        answering.reasons_not_to_choose_naming(role=by.role, status=response.status, survey_closed=response.is_closed)
    )
    response.unnamed = unnamed
    if agrees_to_regions is not None and response.organisation.college == College.EPCI:
        response.agrees_to_regions = agrees_to_regions
    response.save(update_fields=["unnamed", "agrees_to_regions"])
    record("surveys.naming_chosen", reference_of(response), by, unnamed=unnamed)
    return response


@transaction.atomic
def record_opening(*, response_ids: Collection[int], by: Mandate) -> None:
    """Somebody outside read named answers of these responses: their organisations will see it. One statement."""
    own = Response.objects.filter(pk__in=response_ids, organisation_id=by.organisation_id).values_list("pk", flat=True)
    now, mine = timezone.now(), set(own)
    AnswerOpening.objects.bulk_create(
        [
            AnswerOpening(response_id=pk, organisation_id=by.organisation_id, last_at=now)
            for pk in sorted(set(response_ids) - mine)
        ],
        update_conflicts=True,
        unique_fields=["response", "organisation"],
        update_fields=["last_at"],
    )


@transaction.atomic
def take_receipt(*, response: Response, format: str, by: Mandate) -> None:
    """The animation takes one named response away as a document: its organisation will see that it was read."""
    check_mandate(by, roles={Role.FACILITATOR})
    record_opening(response_ids=[response.pk], by=by)
    record("surveys.answers_taken", reference_of(response), by, format=format, named=1, unnamed=0)
