"""A deadline is told in one way: until that day, included, in the subject as in the body."""

from interregions.exchange.surveys.answering.queries.letters import invitation, reminder
from interregions.exchange.surveys.models import Response
from interregions.exchange.surveys.tests.survey_builder import begun, opened


def test_the_subject_and_the_body_of_a_letter_say_the_same_day_the_same_way(france, facilitator, bretagne):
    survey = opened(facilitator)
    for letter in (
        invitation(Response.objects.get(survey=survey, organisation=bretagne.organisation)),
        reminder(begun(survey, bretagne)),
    ):
        assert "jusqu’au" in letter.subject
        assert "avant le" not in " ".join([letter.subject, *letter.lines])
