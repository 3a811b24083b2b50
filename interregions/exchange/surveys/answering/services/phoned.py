"""Tell an organisation what was entered in its name by telephone, once, and give it back what was sent for it."""

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.common.rows import hold
from interregions.exchange.surveys.answering.models import Response
from interregions.exchange.surveys.answering.notifications import tell_phoned
from interregions.exchange.surveys.answering.queries.answers import draft_of
from interregions.exchange.surveys.answering.queries.phoned import entered_in, was_sent_for
from interregions.exchange.surveys.answering.queries.responses import reference_of, responses
from interregions.exchange.surveys.answering.rules import answering
from interregions.exchange.surveys.answering.services.submission import locked_response, uncount_answers
from interregions.exchange.surveys.choices import ResponseStatus
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record


def tell_due_entries() -> int:
    """Every few seconds: the responses in which nothing more is being entered; how many were told."""
    due = Response.objects.filter(phone_due_at__lte=timezone.now()).order_by("phone_due_at")
    return sum(_tell(pk) for pk in due.values_list("pk", flat=True)[:50])


@transaction.atomic
def _tell(response_id: int) -> bool:
    """Held, then read again: another worker may have told it, or something more may just have been entered."""
    now = timezone.now()
    if not hold(Response.objects.filter(pk=response_id, phone_due_at__lte=now)):
        return False
    response = responses().get(pk=response_id)
    entered = entered_in(draft_of(response), since=response.phone_told_at)
    if entered.lines:
        tell_phoned(response, entered)
    Response.objects.filter(pk=response_id).update(phone_due_at=None, phone_told_at=now)
    return bool(entered.lines)


@transaction.atomic
def take_back(*, response: Response, by: Mandate) -> Response:
    """A referent takes back, to correct it, what the animation sent for their organisation: no need to ask."""
    check_mandate(by, roles={Role.REFERENT}, organisation=response.organisation)
    response = locked_response(response, by)
    refuse_if(
        answering.reasons_not_to_take_back(
            role=by.role,
            status=response.status,
            survey_closed=response.is_closed,
            sent_for=was_sent_for(response),
        )
    )
    response.status = ResponseStatus.STARTED
    response.reopening_asked_at, response.reopening_asked_by = None, None
    response.reopened_reason = response.reopening_reason = response.reopening_declined = ""
    response.save()
    uncount_answers(response_ids=[response.pk])
    record("surveys.response_taken_back", reference_of(response), by, cycle=str(response.survey.cycle_id or ""))
    return response
