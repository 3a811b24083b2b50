"""Ask for a response back after the sending, and decline; ``submission.reopen_response`` gives it back."""

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.exchange.surveys.answering.models import Response
from interregions.exchange.surveys.answering.notifications import tell_reopening_asked, tell_reopening_declined
from interregions.exchange.surveys.answering.queries.responses import reference_of
from interregions.exchange.surveys.answering.rules import answering
from interregions.exchange.surveys.answering.services.submission import locked_response, times_told
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record

ASKED, DECLINED = "surveys.reopening_asked", "surveys.reopening_declined"


@transaction.atomic
def ask_to_reopen(*, response: Response, reason: str, by: Mandate) -> Response:
    """A referent asks the animation to give the response back, and says what is to be corrected."""
    check_mandate(by, roles={Role.REFERENT})
    response = locked_response(response, by)
    refuse_if(
        answering.reasons_not_to_ask_to_reopen(
            role=by.role,
            status=response.status,
            survey_closed=response.is_closed,
            already=response.reopening_asked_at is not None,
            reason=reason,
        )
    )
    response.reopening_asked_at, response.reopening_asked_by = timezone.now(), by
    response.reopening_reason, response.reopening_declined = reason.strip()[:4000], ""
    response.save()
    record(ASKED, reference_of(response), by, cycle=str(response.survey.cycle_id or ""))
    tell_reopening_asked(response, times_told(ASKED, response))
    return response


@transaction.atomic
def decline_reopening(*, response: Response, words: str, by: Mandate) -> Response:
    """The animation leaves the response as it was sent, and says why."""
    check_mandate(by, roles={Role.FACILITATOR})
    response = locked_response(response, by)
    refuse_if(answering.reasons_not_to_decline_reopening(asked=response.reopening_asked_at is not None, words=words))
    response.reopening_asked_at, response.reopening_asked_by = None, None
    response.reopening_declined = words.strip()[:4000]
    response.save()
    record(DECLINED, reference_of(response), by, cycle=str(response.survey.cycle_id or ""))
    tell_reopening_declined(response, times_told(DECLINED, response))
    return response
