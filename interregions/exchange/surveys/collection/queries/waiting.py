"""Those who are still awaited: whom to remind, who was given more time, whose agreement is asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from interregions.common.ports import awaited
from interregions.exchange.surveys.answering.models import Response, Survey
from interregions.exchange.surveys.answering.rules.answering import DRAFT
from interregions.exchange.surveys.choices import ContactKind, ResponseStatus
from interregions.exchange.surveys.collection.models import Contact, Reminder
from interregions.exchange.surveys.collection.rules import is_extension_running
from interregions.network.models import Mandate
from interregions.network.queries import people_asked
from interregions.toolkit.mail.choices import NEVER_LEAVES, MailKind
from interregions.toolkit.mail.queries import receivers


def reminded_in(contacts: QuerySet[Contact], day: date) -> QuerySet[Contact]:
    """Of these contacts the reminders of that day, by hand or by a planned wave."""
    return contacts.filter(kind=ContactKind.REMINDER, at__date=day).exclude(message__status__in=NEVER_LEAVES)


def reminded_on(survey: Survey, day: date) -> set[int]:
    """The responses of a survey whose organisation was reminded that day."""
    written = reminded_in(Contact.objects.filter(response__survey=survey), day)
    return set(written.values_list("response_id", flat=True))


@dataclass(frozen=True)
class ToRemind:
    """A response that is awaited, and the people to whom a reminder would leave."""

    response: Response
    people: tuple[Mandate, ...]


def responses_to_remind(survey: Survey, response_ids: Collection[int] | None = None) -> list[ToRemind]:
    """Those that « À faire » asks for, among the chosen ones or all: nobody else is reminded."""
    among: Any = Response.objects.filter(survey=survey).values("pk")
    asked = people_asked(awaited("surveys.respond", among if response_ids is None else sorted(set(response_ids))))
    reached = receivers([mandate.member for _, people in asked for mandate in people], MailKind.REMINDERS)
    found = Response.objects.filter(survey=survey).select_related("organisation", "survey")
    responses = found.in_bulk([row.about for row, _ in asked])
    return [
        ToRemind(responses[row.about], tuple(mandate for mandate in people if mandate.member_id in reached))
        for row, people in asked
        if row.about in responses
    ]


@dataclass(frozen=True)
class Selected:
    """A selection to remind by hand: whom, who has nobody to write to, how many were already written to today."""

    waiting: list[ToRemind]
    unreached: list[Response]
    reminded_today: int

    @property
    def people(self) -> int:
        """How many people would be written to."""
        return len({mandate.member_id for each in self.waiting for mandate in each.people})


def selected_to_remind(survey: Survey, response_ids: Collection[int] | None, today: date) -> Selected:
    """The selection without those already reminded today: one reminder a day and by organisation."""
    found, reminded = responses_to_remind(survey, response_ids), reminded_on(survey, today)
    left = [each for each in found if each.response.pk not in reminded]
    return Selected(
        waiting=[each for each in left if each.people],
        unreached=[each.response for each in left if not each.people],
        reminded_today=len(found) - len(left),
    )


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
