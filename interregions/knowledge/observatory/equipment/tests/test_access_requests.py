"""A request of access: who asks, who answers, who reads it, what came of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.knowledge.observatory.equipment.models import AccessRequest
from interregions.knowledge.observatory.equipment.queries import access as queries
from interregions.knowledge.observatory.equipment.services import access as services
from interregions.knowledge.observatory.equipment.services.erasure import erase_member
from interregions.knowledge.observatory.equipment.services.sheets import declare_equipment
from interregions.toolkit.asking.models import Ask
from interregions.toolkit.asking.services import answer_ask, send_due
from tests.tasks import cards_of

NEED = "Un essai de corrosion en eau de mer, dix éprouvettes."


@pytest.fixture
def bench(kind, bretagne):
    told = {"name": "Banc d’essai", "words": "Corrosion.", "department": "29", "kind": kind}
    told |= {"opening": "ALL", "tariff": "QUOTE"}
    return declare_equipment(owner=bretagne.organisation, values=told, by=bretagne)


@pytest.fixture
def asked(bench, normandie):
    return services.ask_access(equipment=bench, need=NEED, enterprise="Une PME", by=normandie)


def test_both_read_a_request_and_nobody_else(asked, bretagne, normandie, occitanie, facilitator, client_as, mailed):
    for mandate, status in ((bretagne, 200), (normandie, 200), (occitanie, 404), (facilitator, 404)):
        assert client_as(mandate).get(asked.get_absolute_url()).status_code == status
        listed = client_as(mandate).get(reverse("observatory:access_requests")).content.decode()
        assert ("Banc d’essai" in listed) == (status == 200)
    (letter,) = mailed()
    assert (letter.to_member, letter.private) == (bretagne.member, True)
    assert [card.what for card in cards_of(bretagne.member)] == ["Répondre à une demande d’accès à « Banc d’essai »"]


def test_one_asks_others_once_and_says_what_for(asked, bench, bretagne, normandie):
    with pytest.raises(Refused, match="déjà une demande"):
        services.ask_access(equipment=bench, need=NEED, by=normandie)
    with pytest.raises(Refused, match="votre équipement"):
        services.ask_access(equipment=bench, need=NEED, by=bretagne)
    services.take_back_access(request=asked, by=normandie)
    with pytest.raises(Refused, match="besoin"):
        services.ask_access(equipment=bench, need="Un essai", by=normandie)
    services.ask_access(equipment=bench, need=NEED, by=normandie)


def test_what_is_kept_for_its_region_is_asked_by_nobody_else(bench, normandie, epci):
    type(bench).objects.update(opening="REGION")
    bench.refresh_from_db()
    with pytest.raises(Refused, match="sa Région"):
        services.ask_access(equipment=bench, need=NEED, by=normandie)
    services.ask_access(equipment=bench, need=NEED, by=epci)


def test_its_holder_answers_once_with_words(asked, bretagne, normandie, mailed):
    with pytest.raises(Refused, match="pourquoi"):
        services.answer_access(request=asked, accepted=False, words=" ", by=bretagne)
    with pytest.raises(Refused, match="détenteur"):
        services.answer_access(request=asked, accepted=True, words="Oui.", by=normandie)
    services.answer_access(request=asked, accepted=False, words="En panne jusqu’en mai.", by=bretagne)
    with pytest.raises(Refused, match="n’attend plus"):
        services.answer_access(request=asked, accepted=True, words="Oui.", by=bretagne)
    assert "En panne jusqu’en mai." in mailed()[-1].lines
    assert not Ask.objects.exists()
    assert cards_of(bretagne.member) == []


def test_three_months_after_an_access_its_outcome_is_asked_once_and_read_by_both(asked, bretagne, normandie, mailed):
    services.answer_access(request=asked, accepted=True, words="Le 12 mai, demandez Anne.", by=bretagne)
    question = Ask.objects.get()
    assert question.next_on == timezone.localdate() + timedelta(days=91)
    assert cards_of(normandie.member) == []
    Ask.objects.update(next_on=timezone.localdate())
    send_due()
    send_due()
    assert [message.to_member for message in mailed()][2:] == [normandie.member]
    assert len(cards_of(normandie.member)) == 1
    question.refresh_from_db()
    answer_ask(ask=question, value="USED", words="Deux pièces validées.", asked_on=question.next_on, by=normandie)
    asked.refresh_from_db()
    assert (asked.outcome, asked.outcome_words) == ("USED", "Deux pièces validées.")
    assert "L’équipement a servi" in queries.request_page(asked, bretagne).lead


def test_an_outcome_said_before_is_no_longer_asked(asked, bretagne, normandie, client_as):
    services.answer_access(request=asked, accepted=True, words="Le 12 mai.", by=bretagne)
    page = client_as(normandie).post(
        reverse("observatory:access_outcome", args=[asked.pk]), {"outcome": "PLANNED", "words": ""}, follow=True
    )
    assert "L’utilisation est prévue" in page.content.decode()
    assert Ask.objects.get().next_on is None
    with pytest.raises(Refused):
        services.tell_outcome(request=asked, outcome="USED", words="", by=bretagne)


def test_one_asks_and_answers_on_the_pages(bench, bretagne, normandie, client_as):
    browser = client_as(normandie)
    assert "Demander l’accès</a>" in browser.get(bench.get_absolute_url()).content.decode()
    browser.post(reverse("observatory:access_ask", args=[bench.pk]), {"need": NEED})
    asked = AccessRequest.objects.get()
    assert "déjà une demande en attente" in browser.get(bench.get_absolute_url()).content.decode()
    address = reverse("observatory:access_answer", args=[asked.pk])
    assert client_as(bretagne).post(address, {"accepted": "no", "words": ""}).status_code == 409
    page = client_as(bretagne).post(address, {"accepted": "yes", "words": "En mai."}, follow=True).content.decode()
    assert "Accès accordé" in page


def test_a_person_who_leaves_is_taken_out_of_the_words(asked, bretagne):
    services.answer_access(request=asked, accepted=True, words="Demandez Anne Le Goff.", by=bretagne)
    erase_member(bretagne.member)
    asked.refresh_from_db()
    assert "Le Goff" not in asked.answer
