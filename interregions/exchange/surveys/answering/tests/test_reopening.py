"""Asking for a response back after the sending: the referent asks, the animation reopens or says why not."""

from datetime import timedelta

import pytest
from django.urls import reverse

from interregions.common.deadlines import deadline_day
from interregions.common.errors import Refused
from interregions.exchange.surveys.answering.services.reopening import ask_to_reopen, decline_reopening
from interregions.exchange.surveys.answering.services.submission import reopen_response, submit_response
from interregions.exchange.surveys.answering.tests.test_answering import fill, response, survey  # noqa: F401  fixtures
from interregions.exchange.surveys.answering.tests.test_answering_pages import text_of
from interregions.exchange.surveys.choices import SurveyStatus
from interregions.exchange.surveys.collection.queries.personal import personal_data_of
from interregions.exchange.surveys.collection.services.collection import settle_late_answers
from interregions.exchange.surveys.models import Response, Survey
from tests.tasks import cards_of

REASON = "Le budget de 2026 manque"


@pytest.fixture
def given(response, bretagne):  # noqa: F811
    fill(response, bretagne)
    return submit_response(response=response, by=bretagne)


def asked_of(mandate) -> list[str]:
    member = type(mandate.member).objects.get(pk=mandate.member_id)
    return [card.what for card in cards_of(member, "surveys") if card.gesture == "Répondre à la demande"]


def test_a_referent_asks_and_the_animation_reopens(given, bretagne, facilitator, client_as, mailed):
    client, address = client_as(bretagne), reverse("surveys:ask_to_reopen", args=[given.pk])
    assert address in text_of(client.get(given.get_absolute_url()))
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": REASON}).status_code == 302
    html = text_of(client.get(given.get_absolute_url()))
    assert "Réouverture demandée à l’animation" in html
    assert address not in html, "asked once"
    assert mailed()[-1].to_member == facilitator.member
    assert REASON in " ".join(mailed()[-1].lines)
    assert asked_of(facilitator) == ["Rouvrir, ou non, la réponse de Bretagne"]
    assert asked_of(bretagne) == []
    assert personal_data_of(bretagne.member)["reopenings_asked"][0]["reason"] == REASON
    html = text_of(client_as(facilitator).get(given.get_absolute_url()))
    assert f"{bretagne.member.full_name} demande la réouverture" in html
    assert REASON in html
    reopen_response(response=given, reason="Comme demandé", by=facilitator)
    assert asked_of(facilitator) == []
    assert Response.objects.get(pk=given.pk).reopening_asked_at is None


def test_the_animation_declines_with_words(given, bretagne, facilitator, client_as, mailed):
    ask_to_reopen(response=given, reason=REASON, by=bretagne)
    client, address = client_as(facilitator), reverse("surveys:decline_reopening", args=[given.pk])
    assert address in text_of(client.get(given.get_absolute_url()))
    assert client.post(address, {"words": ""}).status_code == 422
    assert client.post(address, {"words": "La collecte finit ce soir"}).status_code == 302
    assert asked_of(facilitator) == []
    assert "La collecte finit ce soir" in " ".join(mailed()[-1].lines)
    html = text_of(client_as(bretagne).get(given.get_absolute_url()))
    assert "La collecte finit ce soir" in html
    assert reverse("surveys:ask_to_reopen", args=[given.pk]) in html, "it may be asked again"
    with pytest.raises(Refused, match="Aucune réouverture n’est demandée"):
        decline_reopening(response=given, words="Non", by=facilitator)


def test_a_late_answer_is_taken_until_its_day_has_ended_in_the_last_time_zone(response, survey, bretagne, today, night):  # noqa: F811
    Survey.objects.filter(pk=survey.pk).update(status=SurveyStatus.CLOSED)
    Response.objects.filter(pk=response.pk).update(late_until=today - timedelta(days=1))
    late = Response.objects.select_related("survey").get(pk=response.pk)
    assert not late.is_closed
    settle_late_answers(deadline_day())
    assert Response.objects.get(pk=response.pk).late_until == today - timedelta(days=1)
    fill(late, bretagne)
    assert submit_response(response=late, by=bretagne)


def test_who_may_not_ask(response, given, bretagne, normandie, contributor, facilitator, client_as):  # noqa: F811
    for who in (normandie, contributor, facilitator):
        with pytest.raises(Refused):
            ask_to_reopen(response=given, reason=REASON, by=who)
    address = reverse("surveys:ask_to_reopen", args=[given.pk])
    for who, status in ((contributor, 200), (facilitator, 404), (normandie, 404)):
        assert client_as(who).get(address).status_code == status
    assert "Seul un référent" in text_of(client_as(contributor).get(address))
    assert client_as(bretagne).get(reverse("surveys:decline_reopening", args=[given.pk])).status_code == 404
    ask_to_reopen(response=given, reason=REASON, by=bretagne)
    with pytest.raises(Refused, match="déjà demandée"):
        ask_to_reopen(response=given, reason=REASON, by=bretagne)
    reopen_response(response=given, reason="Oui", by=facilitator)
    with pytest.raises(Refused, match="n’est pas envoyée"):
        ask_to_reopen(response=given, reason=REASON, by=bretagne)
