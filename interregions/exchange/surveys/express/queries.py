"""Consultations that run outside any cycle, as the cockpit lists them."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from interregions.exchange.surveys.choices import SurveyStatus
from interregions.exchange.surveys.collection.queries.collection import surveys_collected_by
from interregions.exchange.surveys.collection.queries.totals import returned_in
from interregions.network.models import Member


@dataclass(frozen=True)
class ExpressLine:
    """A consultation under way: how many answered, until when."""

    title: str
    url: str
    asked: int
    given: int
    closes_on: date


def running_express(member: Member | None) -> list[ExpressLine]:
    """The consultations still open, the soonest closed first; two queries, for the animation alone."""
    running = surveys_collected_by(member).filter(express=True, status=SurveyStatus.OPEN).select_related(None)
    found = list(running.only("title", "closes_on", "asked_at_close", "given_at_close").order_by("closes_on", "pk"))
    returned = returned_in(found)
    return [
        ExpressLine(
            survey.title, reverse("surveys:collection", args=[survey.pk]), *returned[survey.pk], survey.closes_on
        )
        for survey in found
    ]
