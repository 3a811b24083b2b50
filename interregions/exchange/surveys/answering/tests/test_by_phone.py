"""What the animation enters in a response by telephone: told at once, corrected in one gesture."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.exchange.surveys.answering.services import phoned
from interregions.exchange.surveys.answering.services.answering import TOLD_AFTER
from interregions.exchange.surveys.answering.services.submission import submit_response
from interregions.exchange.surveys.answering.tests.test_answering import (  # noqa: F401  fixtures
    answer,
    fill,
    response,
    stored,
    survey,
)
from interregions.exchange.surveys.choices import ResponseStatus
from interregions.exchange.surveys.models import Answer, Response
from interregions.toolkit.mail.models import Message

pytestmark = pytest.mark.django_db


def the_call_is_over():
    """As two minutes after the last entry."""
    Response.objects.filter(phone_due_at__isnull=False).update(phone_due_at=timezone.now() - timedelta(seconds=1))
    return phoned.tell_due_entries()


def letters():
    return Message.objects.filter(key__contains="-phoned-").order_by("pk")


def test_what_is_entered_is_told_at_once_by_one_letter_and_corrected_by_its_link(
    response,  # noqa: F811
    bretagne,
    facilitator,
    client,
):
    answer(response, "sigle", "SRDEII", facilitator)
    answer(response, "accompagne", "non", facilitator)
    response.refresh_from_db()
    assert response.phone_due_at - timezone.now() <= TOLD_AFTER <= timedelta(minutes=3)
    assert phoned.tell_due_entries() == 0, "somebody is still on the telephone"
    assert the_call_is_over() == 1
    letter = letters().get()
    assert letter.to_member == bretagne.member
    words = " ".join(letter.lines)
    assert "Question sigle" in words
    assert "SRDEII" in words
    assert "Question accompagne" in words
    assert facilitator.member.full_name in words
    assert response.survey.title in letter.subject
    assert the_call_is_over() == 0, "told once"
    page = client.post(letter.button_url, follow=True)
    assert page.redirect_chain[-1][0] == f"/reponses/{response.pk}/relire/", "without signing in"
    assert "Modifier" in page.content.decode()
    answer(response, "sigle", "Un autre", bretagne)
    assert stored(response, "sigle").source == "TYPED"


def test_a_second_call_tells_only_what_is_new(response, bretagne, facilitator):  # noqa: F811
    answer(response, "sigle", "SRDEII", facilitator)
    the_call_is_over()
    answer(response, "accompagne", "non", facilitator)
    the_call_is_over()
    first, second = letters()
    assert "SRDEII" in " ".join(first.lines)
    assert "SRDEII" not in " ".join(second.lines)


def test_what_the_organisation_writes_itself_is_told_to_nobody(response, bretagne):  # noqa: F811
    answer(response, "sigle", "SRDEII", bretagne)
    response.refresh_from_db()
    assert response.phone_due_at is None
    assert the_call_is_over() == 0


def test_what_is_sent_for_an_organisation_is_told_and_taken_back_in_one_gesture(
    response,  # noqa: F811
    bretagne,
    facilitator,
    contributor,
    client_as,
):
    answer(response, "accompagne", "non", facilitator)
    submit_response(response=response, by=facilitator)
    assert the_call_is_over() == 0, "the letter of the sending tells it"
    letter = Message.objects.get(key__startswith=f"surveys-response-{response.pk}-sent-")
    assert letter.subject.startswith("Saisi et envoyé pour vous au téléphone")
    assert "Question accompagne" in " ".join(letter.lines)
    animation = client_as(facilitator)
    assert animation.post(f"/reponses/{response.pk}/reprendre-pour-corriger/").status_code == 404
    with pytest.raises(Refused, match="revient à un référent"):
        phoned.take_back(response=response, by=contributor)
    browser = client_as(bretagne)
    page = browser.get(letter.button_url).content.decode()
    assert "Corriger cette réponse" in page
    assert "Demander la réouverture" not in browser.get(response.get_absolute_url()).content.decode()
    taken = browser.post(f"/reponses/{response.pk}/reprendre-pour-corriger/")
    assert taken["Location"] == f"/reponses/{response.pk}/relire/"
    response.refresh_from_db()
    assert response.status == ResponseStatus.STARTED
    assert not Answer.objects.filter(response=response).exclude(counted_in=None).exists()
    answer(response, "sigle", "Corrigé", bretagne)
    submit_response(response=response, by=bretagne)
    with pytest.raises(Refused, match="demandez à l’animation"):
        phoned.take_back(response=response, by=bretagne)
