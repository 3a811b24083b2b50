"""Two people are put in touch: asked, relayed by the animation, accepted by both before any contact shows."""

import pytest
from django.test import Client
from django.urls import reverse

from interregions.common.errors import Refused
from interregions.network.choices import College, OrganisationKind
from interregions.network.services import add_organisation
from interregions.toolkit.introductions import rules, services
from interregions.toolkit.introductions.models import Introduction
from interregions.toolkit.mail.models import Message
from tests.tasks import cards_of

pytestmark = pytest.mark.django_db
WHY = "Nous montons un projet sur les éoliennes en mer."


@pytest.fixture
def pole(france, mandate_of):
    organisation = add_organisation(
        name="Pôle Mer", short_name="Pôle Mer", kind=OrganisationKind.CLUSTER, college=College.CLUSTERS
    )
    return mandate_of(organisation, given_name="Maël", family_name="Marin")


@pytest.fixture
def asked(pole, facilitator) -> Introduction:
    return services.ask_introduction(wanted="le référent mer de Bretagne", words=WHY, by=pole)


@pytest.fixture
def named(asked, bretagne, facilitator) -> Introduction:
    return services.name_other(introduction=asked, other=bretagne, by=facilitator)


def letter_to(mandate, part: str) -> Message:
    return Message.objects.get(key__startswith=f"introductions.{part}:", to_member=mandate.member)


def read(mandate, introduction, client_as) -> str:
    return client_as(mandate).get(introduction.get_absolute_url()).content.decode()


def test_contacts_show_to_both_once_both_have_accepted_and_to_nobody_before(
    named, pole, bretagne, facilitator, client_as
) -> None:
    for mandate, other in ((pole, bretagne), (bretagne, pole)):
        assert other.member.email not in read(mandate, named, client_as)
    proposed = letter_to(bretagne, "propose")
    assert pole.member.email not in str(proposed.lines) + proposed.reply_address
    services.answer_introduction(introduction=named, member=bretagne.member, agrees=True)
    for mandate, other in ((pole, bretagne), (bretagne, pole)):
        assert other.member.email in read(mandate, named, client_as)
        told = letter_to(mandate, "agreed")
        assert other.member.email in str(told.lines)
        assert told.reply_address == other.member.email


def test_a_refusal_shows_nothing_and_names_nobody_to_who_asked(named, pole, bretagne, facilitator, client_as) -> None:
    services.answer_introduction(introduction=named, member=bretagne.member, agrees=False)
    page = read(pole, named, client_as) + client_as(pole).get(reverse("introductions:introductions")).content.decode()
    told = letter_to(pole, "aside")
    for word in ("Le Goff", bretagne.member.email):
        assert word not in page + told.subject + str(told.lines)


def test_who_is_asked_by_a_pole_is_not_named_to_it_before_they_accept(named, pole, bretagne, client_as) -> None:
    page = read(pole, named, client_as) + client_as(pole).get(reverse("introductions:introductions")).content.decode()
    assert "Le Goff" not in page
    assert "Maël Marin" in read(bretagne, named, client_as)


def test_the_link_of_the_letter_answers_without_signing_in_and_once(named, bretagne, pole, facilitator) -> None:
    link = letter_to(bretagne, "propose").button_url
    client = Client()
    html = client.get(link).content.decode()
    assert "Maël Marin" in html
    assert Introduction.objects.get().status == "waiting"
    assert "coordonnées viennent de vous être écrites" in client.post(link, {"agrees": "yes"}).content.decode()
    again = client.post(link, {"agrees": "no"})
    assert again.status_code == 409
    assert "est acceptée" in again.content.decode()
    assert pole.member.email not in again.content.decode()
    assert Introduction.objects.get().agreed


def test_the_link_ends_with_the_person_and_when_left_aside(named, bretagne, facilitator) -> None:
    link = letter_to(bretagne, "propose").button_url
    services.leave_aside(introduction=named, words="Elle est en congé.", by=facilitator)
    assert "n’attend plus de réponse" in Client().get(link).content.decode()
    assert Client().post(link, {"agrees": "yes"}).status_code == 409
    bretagne.member.removed_at = bretagne.member.created_at
    bretagne.member.save()
    assert Client().get(link).status_code == 409


def test_each_card_opens_where_its_gesture_is_accepted(asked, bretagne, facilitator, pole, client_as) -> None:
    [card] = [card for card in cards_of(facilitator.member) if "mise en relation" in card.what]
    assert card.url == asked.get_absolute_url()
    assert not [card for card in cards_of(pole.member) if "mise en relation" in card.what]
    services.name_other(introduction=asked, other=bretagne, by=facilitator)
    assert not [card for card in cards_of(facilitator.member) if "mise en relation" in card.what]
    [card] = [card for card in cards_of(bretagne.member) if "mise en relation" in card.what]
    html = client_as(bretagne).get(card.url).content.decode()
    assert "Accepter, et montrer mes coordonnées" in html
    client_as(bretagne).post(reverse("introductions:answer", args=[asked.pk]), {"agrees": "yes"})
    assert not [card for card in cards_of(bretagne.member) if "mise en relation" in card.what]
    assert Introduction.objects.get().agreed


def test_two_people_proposed_by_the_animation_are_both_asked(facilitator, bretagne, normandie, client_as) -> None:
    made = services.propose_introduction(first=bretagne, second=normandie, words=WHY, by=facilitator)
    services.answer_introduction(introduction=made, member=normandie.member, agrees=True)
    assert normandie.member.email not in read(bretagne, made, client_as)
    assert "Paul Lemaire" in read(bretagne, made, client_as)
    services.answer_introduction(introduction=made, member=bretagne.member, agrees=True)
    assert normandie.member.email in read(bretagne, made, client_as)
    with pytest.raises(Refused, match="deux personnes différentes"):
        services.propose_introduction(first=bretagne, second=bretagne, words=WHY, by=facilitator)


def test_two_people_are_not_asked_twice_at_once(named, pole, bretagne, facilitator) -> None:
    again = services.ask_introduction(wanted="le référent mer", words=WHY, by=pole)
    with pytest.raises(Refused, match="déjà proposée"):
        services.name_other(introduction=again, other=bretagne, by=facilitator)
    with pytest.raises(Refused, match="déjà proposée"):
        services.propose_introduction(first=pole, second=bretagne, words=WHY, by=facilitator)


def test_nobody_else_reads_or_answers_an_introduction(named, occitanie, client_as) -> None:
    assert client_as(occitanie).get(named.get_absolute_url()).status_code == 404
    with pytest.raises(Refused, match="ne vous est pas proposée"):
        services.answer_introduction(introduction=named, member=occitanie.member, agrees=True)


def test_a_person_answers_once(named, pole, bretagne) -> None:
    with pytest.raises(Refused, match="déjà accepté"):
        services.answer_introduction(introduction=named, member=pole.member, agrees=True)


def test_what_is_left_aside_has_its_reason_and_a_request_its_words(asked, pole, facilitator) -> None:
    with pytest.raises(Refused, match="Dites pourquoi"):
        services.leave_aside(introduction=asked, words=" ", by=facilitator)
    services.leave_aside(introduction=asked, words="Voyez le site de la Région.", by=facilitator)
    assert "Voyez le site" in str(letter_to(pole, "aside").lines)
    with pytest.raises(Refused, match="qui vous cherchez"):
        services.ask_introduction(wanted="", words=WHY, by=pole)
    for _ in range(rules.MOST_ASKED):
        services.ask_introduction(wanted="quelqu’un", words=WHY, by=pole)
    with pytest.raises(Refused, match="demandes en attente"):
        services.ask_introduction(wanted="quelqu’un", words=WHY, by=pole)


def test_a_pole_asks_from_its_pages(pole, facilitator, client_as) -> None:
    client = client_as(pole)
    assert reverse("introductions:introductions") in client.get(reverse("network:directory")).content.decode()
    client.post(reverse("introductions:ask"), {"wanted": "le référent mer", "words": WHY})
    assert Introduction.objects.get().first == pole


def test_the_animation_finds_people_by_a_few_letters(asked, bretagne, facilitator, client_as) -> None:
    page = reverse("introductions:name_other", args=[asked.pk])
    html = client_as(facilitator).post(page, {"other_mots": "le goff", "_chercher": "other"}).content.decode()
    assert "Anne Le Goff" in html
    assert Introduction.objects.get().status == "asked"
    client_as(facilitator).post(page, {"other": bretagne.pk})
    assert Introduction.objects.get().second == bretagne


def test_the_introductions_of_a_person_are_forgotten_with_them(named, bretagne) -> None:
    services.erase_member(bretagne.member)
    assert not Introduction.objects.exists()


def test_a_pole_writes_to_a_person_once_both_accepted(named, pole, bretagne, normandie, client_as) -> None:
    browser, place = client_as(pole), reverse("introductions:write", args=[bretagne.pk])
    assert browser.get(place).status_code == 404
    with pytest.raises(Refused, match="demandez une mise en relation"):
        services.write_letter(to=bretagne, subject="Bonjour", words="Un projet.", by=pole)
    services.answer_introduction(introduction=named, member=bretagne.member, agrees=True)
    assert place in read(pole, named, client_as)
    assert browser.get(place).status_code == 200
    services.write_letter(to=bretagne, subject="Bonjour", words="Un projet.", by=pole)
    with pytest.raises(Refused, match="demandez une mise en relation"):
        services.write_letter(to=normandie, subject="Bonjour", words="Un projet.", by=pole)
