"""How many answered: stored once at the close, counted by one grouped read until then."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interregions.exchange.surveys.collection.queries.collection import survey_lines
from interregions.exchange.surveys.collection.queries.totals import Returned, counted_now, returned_in
from interregions.exchange.surveys.collection.services.collection import answer_consent, close_survey
from interregions.exchange.surveys.models import Response, Survey
from interregions.exchange.surveys.tests.survey_builder import begun, opened, referents, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(france, mandate_of):
    return referents(france, mandate_of)


@pytest.fixture
def survey(people, facilitator):
    survey = opened(facilitator)
    for by in people[:3]:
        sent(survey, by)
    begun(survey, people[3])
    return survey


def told(survey):
    return returned_in([Survey.objects.get(pk=survey.pk)])[survey.pk]


def test_an_open_survey_is_counted_as_it_stands(survey, people):
    assert told(survey) == Returned(18, 3)
    sent(survey, people[3])
    assert told(survey) == Returned(18, 4)


def test_a_closed_one_keeps_its_two_numbers_and_a_late_agreement_adds_one(survey, people, facilitator):
    close_survey(survey=survey, by=facilitator, partial="consented")
    with CaptureQueriesContext(connection) as asked:
        assert told(survey) == Returned(18, 3)
    assert len(asked) == 1  # the survey itself
    waiting = Response.objects.get(survey=survey, status="STARTED")
    answer_consent(response=waiting, agrees=True, by=people[3])
    assert told(survey) == Returned(18, 4) == counted_now([survey.pk])[survey.pk]


def test_one_that_nobody_was_asked_and_one_closed_before_numbers_were_kept(survey, facilitator, people):
    close_survey(survey=survey, by=facilitator)
    Survey.objects.update(asked_at_close=None, given_at_close=None)
    assert told(survey) == Returned(18, 3)
    Response.objects.all().delete()
    assert told(survey) == Returned()


def test_the_list_asks_as_many_times_whatever_its_length(survey, facilitator):
    survey_lines(facilitator.member)  # and their standing, kept
    lengths, asked = [], []
    for more in (0, 4):
        for number in range(more):
            other = opened(facilitator)
            if number % 2:
                close_survey(survey=other, by=facilitator)
        with CaptureQueriesContext(connection) as queried:
            lengths.append(len(survey_lines(facilitator.member)))
        asked.append(len(queried))
    assert lengths == [1, 5]
    assert asked[0] == asked[1] <= 3
