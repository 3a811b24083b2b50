"""Those who are still awaited: whom to remind, who was given more time, whose agreement is asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from interregions.exchange.surveys.answering.models import Response, Survey
from interregions.exchange.surveys.answering.queries.responses import RESPONSE_KIND
from interregions.exchange.surveys.answering.rules.answering import DRAFT
from interregions.exchange.surveys.choices import ContactKind, ResponseStatus
from interregions.exchange.surveys.collection.models import Contact, Reminder
from interregions.exchange.surveys.collection.rules import WAITS, is_extension_running, is_reminded
from interregions.toolkit.approvals.queries import ids_waiting


def reminded_on(survey: Survey, day: date) -> set[int]:
    """The responses of a survey whose organisation was reminded that day, by hand or by a planned wave."""
    written = Contact.objects.filter(response__survey=survey, kind=ContactKind.REMINDER, at__date=day)
    return set(written.values_list("response_id", flat=True))


def responses_to_remind(survey: Survey, response_ids: Collection[int] | None = None) -> list[Response]:
    """Those who have neither sent nor asked for a visa, among the chosen ones or all."""
    waiting = ids_waiting(RESPONSE_KIND)
    found = Response.objects.filter(survey=survey, status__in=WAITS).select_related("organisation", "survey")
    if response_ids is not None:
        found = found.filter(pk__in=list(response_ids))
    return [
        response
        for response in found
        if is_reminded(status=response.status, waits_for_visa=str(response.pk) in waiting)
    ]


@dataclass(frozen=True)
class Selected:
    """A selection to remind by hand: whom, and how many were already written to today."""

    waiting: list[Response]
    reminded_today: int


def selected_to_remind(survey: Survey, response_ids: Collection[int] | None, today: date) -> Selected:
    """The selection without those already reminded today: one reminder a day and by organisation."""
    found, reminded = responses_to_remind(survey, response_ids), reminded_on(survey, today)
    waiting = [response for response in found if response.pk not in reminded]
    return Selected(waiting, len(found) - len(waiting))


def responses_with_time_left(survey: Survey, today: date) -> list[Response]:
    """Those whose granted extension still runs, by date."""
    granted = Response.objects.filter(survey=survey, closes_on__gte=today).select_related("organisation", "survey")
    return [
        response
        for response in granted.order_by("closes_on", "organisation__sort_name")
        if is_extension_running(status=response.status, until=response.closes_on, today=today)
    ]


def responses_reopened(survey: Survey) -> list[Response]:
    """Those that were sent, reopened, and not sent again."""
    found = Response.objects.filter(survey=survey, status__in=DRAFT, first_submitted_at__isnull=False)
    return list(found.select_related("organisation", "survey").order_by("organisation__sort_name"))


def responses_awaiting_consent(survey: Survey) -> list[Response]:
    """Begun responses of a closed survey whose organisation has not said yet whether they may be used."""
    return list(
        Response.objects.filter(
            survey=survey, status=ResponseStatus.STARTED, consents_to_partial__isnull=True
        ).select_related("organisation", "survey")
    )


def surveys_with_due_reminders(today: date) -> list[int]:
    """Surveys whose planned reminders have come."""
    due = Reminder.objects.filter(sent_at__isnull=True, on__lte=today)
    return list(due.order_by("survey_id").values_list("survey_id", flat=True).distinct())
