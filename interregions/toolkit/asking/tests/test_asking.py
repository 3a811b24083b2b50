"""A question put later: when it leaves, who answers it, what its link still opens."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from interregions.common import rooms
from interregions.common.errors import Refused
from interregions.common.references import Reference
from interregions.network.services import end_mandate, erase_member
from interregions.toolkit.asking import queries, rules, services
from interregions.toolkit.asking.models import Ask, Reply
from interregions.toolkit.mail.models import Message, Preference
from tests.tasks import cards_of

ABOUT = Reference("network.organisation", "1", "Un accès", "/reseau/")
OPTIONS = [("USED", "Oui"), ("NOT_USED", "Non")]


def put(of, **more):
    told = {"key": "essai:1", "question": "L’équipement a-t-il servi ?", "options": OPTIONS}
    told |= {"next_on": timezone.localdate(), "about": ABOUT}
    return services.ask(of=of, **{**told, **more})


def test_the_same_key_is_one_question(bretagne):
    assert put(bretagne.organisation) == put(bretagne.organisation)
    assert Ask.objects.count() == 1


def test_it_leaves_on_its_day_once_to_those_who_act(bretagne, contributor, mailed):
    put(bretagne.organisation, next_on=timezone.localdate() + timedelta(days=1))
    assert services.send_due() == 0
    assert cards_of(bretagne.member) == []
    Ask.objects.update(next_on=timezone.localdate())
    assert services.send_due() == 1
    assert services.send_due() == 0
    assert {message.to_member for message in mailed()} == {bretagne.member, contributor.member}
    assert [card.what for card in cards_of(contributor.member)] == ["L’équipement a-t-il servi ?"]


def test_a_question_to_one_person_is_theirs_alone(bretagne, contributor, normandie, client_as):
    asked = put(bretagne.organisation, person=bretagne)
    assert cards_of(contributor.member) == cards_of(normandie.member) == []
    assert len(cards_of(bretagne.member)) == 1
    address = asked.get_absolute_url()
    assert [client_as(each).get(address).status_code for each in (bretagne, contributor, normandie)] == [200, 404, 404]
    with pytest.raises(Refused):
        services.answer_ask(ask=asked, value="USED", words="", asked_on=asked.next_on, by=contributor)


def test_it_is_answered_once_and_the_room_that_asked_is_told(bretagne, contributor, monkeypatch):
    heard = []
    monkeypatch.setattr(rooms, "asks", lambda: {ABOUT.kind: lambda ask, reply: heard.append((ask.key, reply.value))})
    asked = put(bretagne.organisation)
    day = asked.next_on
    with pytest.raises(Refused, match="Choisissez"):
        services.answer_ask(ask=asked, value="MAYBE", words="", asked_on=day, by=bretagne)
    services.answer_ask(ask=asked, value="USED", words="Deux essais.", asked_on=day, by=bretagne)
    with pytest.raises(Refused):
        services.answer_ask(ask=asked, value="NOT_USED", words="", asked_on=day, by=contributor)
    assert heard == [("essai:1", "USED")]
    assert cards_of(bretagne.member) == []
    (reply,) = queries.replies_about(ABOUT.kind, [ABOUT.id])[ABOUT.id]
    assert (reply.value_label, reply.words) == ("Oui", "Deux essais.")


def test_what_is_asked_at_intervals_comes_back_after_today(bretagne):
    today = timezone.localdate()
    asked = put(bretagne.organisation, every=30, next_on=today - timedelta(days=70))
    services.answer_ask(ask=asked, value="USED", words="", asked_on=asked.next_on, by=bretagne)
    asked.refresh_from_db()
    assert asked.next_on == today + timedelta(days=20)
    assert rules.next_asking(next_on=today, every=None, today=today) is None
    assert cards_of(bretagne.member) == []


def link_of(asked, mandate):
    return reverse("asking:answer_by_link", args=[queries.answer_token(asked, mandate)])


def test_the_link_opens_on_get_and_acts_on_post(bretagne, client):
    asked = put(bretagne.organisation)
    address = link_of(asked, bretagne)
    assert client.get(address).status_code == 200
    assert not Reply.objects.exists()
    page = client.post(address, {"value": "NOT_USED", "words": ""}).content.decode()
    assert "votre réponse est enregistrée" in page
    assert Reply.objects.get().by == bretagne


def test_its_link_ends_when_it_is_answered_or_stopped_or_when_the_person_no_longer_acts(
    bretagne, contributor, normandie, client
):
    asked = put(bretagne.organisation, every=10)
    address = link_of(asked, bretagne)
    services.answer_ask(ask=asked, value="USED", words="", asked_on=asked.next_on, by=contributor)
    assert "déjà sa réponse" in client.get(address).content.decode()
    assert client.post(address, {"value": "NOT_USED"}).status_code == 409
    other = put(normandie.organisation, key="essai:2")
    address = link_of(other, normandie)
    services.stop_asking(ABOUT.kind, ABOUT.id)
    assert "n’est plus posée" in client.get(address).content.decode()
    third = put(normandie.organisation, key="essai:3")
    address = link_of(third, normandie)
    end_mandate(normandie)
    assert "Répondre</button>" not in client.get(address).content.decode()
    client.post(address, {"value": "USED"})
    fourth = put(bretagne.organisation, key="essai:4")
    address = link_of(fourth, bretagne)
    erase_member(bretagne.member)
    client.post(address, {"value": "USED"})
    assert Reply.objects.count() == 1


def test_a_person_who_leaves_is_forgotten(bretagne):
    asked = put(bretagne.organisation, person=bretagne, every=10)
    services.answer_ask(ask=asked, value="USED", words="Vu avec Anne Le Goff.", asked_on=asked.next_on, by=bretagne)
    assert queries.personal_data_of(bretagne.member)[0]["answer"] == "Oui"
    services.erase_member(bretagne.member)
    assert "Le Goff" not in Reply.objects.get().words
    assert Ask.objects.get().next_on is None


def test_who_stopped_reminders_receives_none(bretagne, mailed):
    Preference.objects.create(member=bretagne.member, kind="reminders", wanted=False)
    put(bretagne.organisation)
    services.send_due()
    assert [message.status for message in Message.objects.all()] == ["withdrawn"]
