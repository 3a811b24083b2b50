"""The Région that answers the day after: admitted until a day, journalled, and the next edition says so."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.exchange.surveys.answering.services.reopening import ask_to_reopen
from interregions.exchange.surveys.answering.services.submission import reopen_response, submit_response
from interregions.exchange.surveys.collection.services.collection import (
    close_survey,
    reopen_survey,
    settle_late_answers,
)
from interregions.exchange.surveys.models import Answer, Response, Survey
from interregions.exchange.surveys.restitution.services.restitution import draft_restitution, publish_restitution
from interregions.exchange.surveys.tests.survey_builder import begun, opened, referents, sent
from interregions.toolkit.journal.models import Entry
from tests.tasks import cards_of

pytestmark = pytest.mark.django_db
REASON = "Elle a répondu par téléphone le lendemain."


@pytest.fixture
def people(france, mandate_of):
    return referents(france, mandate_of)


@pytest.fixture
def closed(people, facilitator) -> Survey:
    survey = opened(facilitator)
    for by in people[:8]:
        sent(survey, by)
    begun(survey, people[8])
    return close_survey(survey=survey, by=facilitator)


@pytest.fixture
def published(closed, facilitator):
    return publish_restitution(restitution=draft_restitution(survey=closed, by=facilitator), by=facilitator)


def of(survey, mandate) -> Response:
    return Response.objects.get(survey=survey, organisation=mandate.organisation)


def new_editions(facilitator):
    found = cards_of(facilitator.member, "surveys")
    return [card for card in found if card.what.startswith("Préparer une nouvelle édition")]


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def test_one_organisation_answers_after_the_closing_until_a_day(published, closed, people, facilitator, today):
    late = people[9]
    with pytest.raises(Refused, match="jusqu’à quel jour"):
        reopen_response(response=of(closed, late), reason=REASON, by=facilitator)
    reopen_response(response=of(closed, late), reason=REASON, until=tomorrow(), by=facilitator)
    card = next(card for card in cards_of(late.member, "surveys") if card.gesture == "Répondre")
    assert card.due == tomorrow()
    given = submit_response(response=begun(closed, late), by=late)
    assert Answer.objects.filter(response=given, counted_in=closed).exists()
    assert Entry.objects.filter(verb="surveys.response_reopened").last().details["late_until"] == tomorrow().isoformat()
    again = next(
        card for card in cards_of(facilitator.member, "surveys") if card.what.startswith("Préparer une nouvelle")
    )
    assert "1 réponse tardive reçue" in again.why
    assert of(closed, people[10]).is_closed, "the others stay as they were"


def test_an_edition_says_how_many_late_answers_it_counts_and_those_before_do_not_change(
    published, closed, people, facilitator, client_as
):
    for late in people[9:12]:
        reopen_response(response=of(closed, late), reason=REASON, until=tomorrow(), by=facilitator)
        submit_response(response=begun(closed, late), by=late)
    before = client_as(people[0]).get(published.get_absolute_url()).content.decode()
    assert "après la clôture" not in before
    assert "Préparer une nouvelle édition" not in before
    asked = client_as(facilitator).get(published.get_absolute_url()).content.decode()
    assert "Préparer une nouvelle édition" in asked[asked.index('class="lead-line"') : asked.index("<h1>")]
    edition = publish_restitution(
        restitution=draft_restitution(survey=closed, by=facilitator), reason="Trois réponses tardives.", by=facilitator
    )
    assert (edition.late, edition.answered) == (3, published.answered + 3)
    page = client_as(people[0]).get(edition.get_absolute_url()).content.decode()
    assert "Dont 3 réponses reçues après la clôture" in page
    published.refresh_from_db()
    assert published.late == 0
    assert not [
        card for card in cards_of(facilitator.member, "surveys") if card.what.startswith("Préparer une nouvelle")
    ]


def test_what_was_admitted_and_not_sent_is_settled_after_its_day(closed, people, facilitator):
    never, was_sent = people[9], people[0]
    for who in (never, was_sent):
        reopen_response(response=of(closed, who), reason=REASON, until=tomorrow(), by=facilitator)
    assert settle_late_answers(tomorrow()) == 0
    assert settle_late_answers(tomorrow() + timedelta(days=1)) == 2
    assert of(closed, never).status == "LEFT_OUT"
    assert of(closed, was_sent).status == "USED_AS_IS"
    assert Answer.objects.filter(response=of(closed, was_sent), counted_in=closed).exists()
    assert settle_late_answers(tomorrow() + timedelta(days=1)) == 0


def test_who_answers_too_late_asks_and_the_animation_admits_it_from_its_page(closed, people, facilitator, client_as):
    late = people[10]
    ask_to_reopen(response=of(closed, late), reason="Nous avons tardé.", by=late)
    card = next(card for card in cards_of(facilitator.member, "surveys") if card.gesture == "Répondre à la demande")
    page = client_as(facilitator).get(card.url).content.decode()
    address = reverse("surveys:reopen_response", args=[of(closed, late).pk])
    assert address in page
    client = client_as(facilitator)
    assert client.post(address, {"reason": REASON}).status_code == 422, "until when?"
    assert client.post(address, {"reason": REASON, "until": tomorrow().isoformat()}).status_code == 302
    assert not of(closed, late).is_closed
    assert client_as(late).get(of(closed, late).get_absolute_url()).status_code == 200


def test_a_closed_survey_is_asked_again_and_editions_stay(published, closed, people, facilitator, client_as):
    with pytest.raises(Refused, match="pourquoi"):
        reopen_survey(survey=closed, closes_on=tomorrow(), reason=" ", by=facilitator)
    address = reverse("surveys:reopen_survey", args=[closed.pk])
    assert address in client_as(facilitator).get(f"/enquetes/{closed.pk}/collecte/").content.decode()
    done = client_as(facilitator).post(address, {"closes_on": tomorrow().isoformat(), "reason": REASON})
    assert done.status_code == 302
    again = Survey.objects.get(pk=closed.pk)
    assert again.status == "OPEN"
    assert of(again, people[8]).status == "STARTED"
    assert of(again, people[9]).status == "INVITED"
    sent(again, people[9])
    assert published.items.first().figure == type(published).objects.get(pk=published.pk).items.first().figure
    assert Entry.objects.get(verb="surveys.survey_reopened").details["reason"] == REASON
    assert client_as(people[0]).post(address).status_code == 404
