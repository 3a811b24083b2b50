"""What a respondent is told of who will read, and what the rule of visibility decides: the same."""

import itertools

import pytest
from django.urls import reverse
from django.utils import timezone

from interregions.exchange.surveys.answering.services.submission import set_unnamed
from interregions.exchange.surveys.collection.queries.audience import Audience
from interregions.exchange.surveys.models import Response
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.questionnaires.rules import promises, visibility
from interregions.exchange.surveys.tests.survey_builder import EVERYTHING, begun, opened, sent

pytestmark = pytest.mark.django_db

WAYS = itertools.product(visibility.ORDER, (False, True), (False, True), (False, True))


@pytest.mark.parametrize(("circle", "by_epci", "agrees", "unnamed"), WAYS)
def test_regions_and_epci_are_named_when_they_will_read_and_only_then(circle, by_epci, agrees, unnamed):
    told = promises.readers_of(circle, "", by_epci=by_epci, agrees_to_regions=agrees, unnamed=unnamed)
    named = told.split(", pas les")[0]

    def reads(**capacity):
        return visibility.may_read_named(
            reader=visibility.Capacities(**capacity),
            is_own=False,
            status="SUBMITTED",
            asked=circle,
            chosen="",
            unnamed=unnamed,
            by_epci=by_epci,
            agrees_to_regions=agrees,
            survey_closed=True,
            embargo_until=None,
            lead_early_from=None,
            today=timezone.localdate(),
        )

    assert ("les Régions" in named) == reads(region=True)
    assert ("les EPCI" in named) == reads(epci=True)
    assert ("animation" in named) == reads(facilitator=True)
    assert ("Région responsable" in named) == (reads(lead=True) and not reads(region=True))


def test_an_epci_reads_the_same_promise_under_a_question_as_on_its_response(france, facilitator, epci, client_as):
    survey = opened(facilitator, Audience("chosen", organisation_ids=(epci.organisation_id,)))
    response = Response.objects.get(survey=survey)
    block = content_of(survey.questionnaire_id)[0].name
    client, under = client_as(epci), reverse("surveys:response_block", args=[response.pk, block])
    assert "Les Régions ne liront pas" in client.get(response.get_absolute_url()).content.decode()
    page = client.get(under).content.decode()
    assert "les EPCI du réseau et l’animation, pas les Régions" in page
    assert "les Régions et les EPCI du réseau" not in page
    assert "sans les Régions tant que vous ne l’acceptez pas" in page
    set_unnamed(response=response, unnamed=False, agrees_to_regions=True, by=epci)
    page = client.get(under).content.decode()
    assert "les Régions et les EPCI du réseau" in page
    assert "tant que vous ne l’acceptez pas" not in page


def test_an_early_reading_is_not_announced_to_an_epci_that_did_not_agree():
    words = {"lead": "Bretagne", "unnamed": False, "embargo_until": None, "lead_early_from": timezone.localdate()}
    told = promises.promises(by_epci=True, agrees_to_regions=False, **words)
    assert not any("peut lire dès" in sentence for sentence in told)
    told = promises.promises(by_epci=True, agrees_to_regions=True, **words)
    assert any("peut lire dès" in sentence for sentence in told)


def test_whoever_sends_for_an_organisation_is_told_so(france, facilitator, bretagne, normandie, client_as):
    survey = opened(facilitator)
    begun(survey, bretagne, EVERYTHING)
    own = Response.objects.get(survey=survey, organisation=bretagne.organisation)
    other = Response.objects.get(survey=survey, organisation=normandie.organisation)
    page = client_as(bretagne).post(reverse("surveys:submit_response", args=[own.pk]), follow=True).content.decode()
    assert "Le récépissé est ci-dessous" in page
    client = client_as(facilitator)
    block = content_of(survey.questionnaire_id)[0]
    question = next(each for each in block.questions if each.name == "budget")
    variable = question.variables[0].id
    under = reverse("surveys:response_block", args=[other.pk, block.name])
    client.post(under, {f"r{variable}": "0", f"s{variable}": "-", f"v{variable}": "12"})
    page = client.post(reverse("surveys:submit_response", args=[other.pk]), follow=True).content.decode()
    assert "La réponse est envoyée pour Normandie" in page
    assert "récépissé" not in page


def test_a_response_that_was_sent_is_offered_to_read_in_french(france, facilitator, bretagne, client_as):
    survey = opened(facilitator)
    page = client_as(bretagne).get(sent(survey, bretagne).get_absolute_url()).content.decode()
    assert 'Lire<span class="visually-hidden"> la rubrique' in page
