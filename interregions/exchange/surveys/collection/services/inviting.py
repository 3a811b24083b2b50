"""Write the invitations of a survey in the outbox, some at a time, so that a stop loses nothing and repeats nothing."""

from collections.abc import Callable

from django.db import transaction

from interregions.exchange.surveys.answering.models import Response, Survey
from interregions.exchange.surveys.choices import ResponseStatus, SurveyStatus
from interregions.exchange.surveys.collection import notifications as letters

AT_ONCE = 50


def send_invitations(*, survey_id: int, report: Callable[[int, int], None]) -> str:
    """Each referent of an organisation that has not begun is written to once, however often this runs."""
    survey = Survey.objects.get(pk=survey_id)
    page = survey.get_absolute_url() + "collecte/"
    if survey.status != SurveyStatus.OPEN:
        return page
    asked = list(
        Response.objects.filter(survey=survey, status=ResponseStatus.INVITED).select_related("survey", "organisation")
    )
    for start in range(0, len(asked), AT_ONCE):
        with transaction.atomic():
            letters.send_invitations(survey, asked[start : start + AT_ONCE], report, start, len(asked))
    return page
