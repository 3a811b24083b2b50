"""A colleague who stands in for the referent: from « À faire » to the answer that leaves."""

import pytest
from django.urls import reverse

from interregions.exchange.surveys.answering.tests.test_answering import fill, open_whole_survey
from interregions.exchange.surveys.choices import ResponseStatus
from interregions.exchange.surveys.models import Response
from interregions.reception.services import people as services

pytestmark = pytest.mark.django_db


def test_a_deputy_is_asked_answers_and_sends_in_place_of_the_referent(
    client_as, facilitator, france, bretagne, contributor
):
    survey = open_whole_survey(facilitator, france)
    response = Response.objects.get(survey=survey, organisation=bretagne.organisation)
    client, sending = client_as(contributor), reverse("surveys:submit_response", args=[response.pk])
    assert survey.title not in client.get("/a-faire/").content.decode()
    fill(response, bretagne)
    assert client.post(sending).status_code == 409
    deputy = services.name_deputy(deputy=contributor, of=bretagne, by=bretagne)
    assert survey.title in client.get("/a-faire/").content.decode()
    assert client.post(sending).status_code == 302
    response.refresh_from_db()
    assert response.status == ResponseStatus.SUBMITTED
    services.end_mandate(mandate=deputy, by=bretagne)
    assert survey.title not in client.get("/a-faire/").content.decode()
