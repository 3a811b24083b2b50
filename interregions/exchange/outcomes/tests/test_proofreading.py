"""« Relu, rien à signaler »: who says it, what it ends, how it is taken back, what the animation sees."""

import pytest
from django.urls import reverse

from interregions.common.errors import Refused
from interregions.exchange.outcomes.models import Proofreading
from interregions.exchange.outcomes.services import changes
from interregions.exchange.outcomes.services.minutes import approve_minutes, correct_minutes, open_to_changes
from interregions.network.choices import Role
from interregions.network.services import grant_mandate
from interregions.toolkit.journal.models import Entry
from tests.tasks import cards_of

pytestmark = pytest.mark.django_db


def cards(who):
    return [card for card in cards_of(who.member, "outcomes") if card.ending]


def ask(minutes, by):
    key = minutes.text.sections.first().key
    return changes.request_change(minutes=minutes, section_key=key, passage="", wording="Mieux.", reason="", by=by)


def test_nothing_to_report_ends_the_card_and_a_request_takes_it_back(opened, bretagne, facilitator, client_as):
    (card,) = cards(bretagne)
    assert client_as(bretagne).post(card.ending_url).status_code == 302
    changes.mark_reread(minutes=opened, by=bretagne)
    assert Entry.objects.filter(verb="outcomes.minutes_reread", by=bretagne).count() == 1, "twice is once"
    assert cards(bretagne) == []
    page = client_as(bretagne).get(opened.get_absolute_url()).content.decode()
    assert "a relu, rien à signaler" in page
    assert 'href="demander/"' in page
    assert "1 organisme a relu sur 3" in client_as(facilitator).get(opened.get_absolute_url()).content.decode()
    ask(opened, bretagne)
    assert not Proofreading.objects.exists()
    assert cards(bretagne) == []
    seen = client_as(facilitator).get(opened.get_absolute_url()).content.decode()
    assert "Rien à signaler\u202f: 0\u202f; modification demandée\u202f: 1." in seen


def test_only_the_referent_of_a_convened_organisation_says_it_while_it_is_open(
    opened, bretagne, contributor, epci, facilitator
):
    for who in (contributor, epci, facilitator):
        with pytest.raises(Refused):
            changes.mark_reread(minutes=opened, by=who)
    ask(opened, bretagne)
    with pytest.raises(Refused, match="a demandé une modification"):
        changes.mark_reread(minutes=opened, by=bretagne)


def test_the_gesture_is_on_the_page_of_the_referent(opened, bretagne, contributor, client_as):
    button = reverse("outcomes:mark_reread", args=[opened.pk])
    assert button in client_as(bretagne).get(opened.get_absolute_url()).content.decode()
    assert button not in client_as(contributor).get(opened.get_absolute_url()).content.decode()


def test_a_person_with_two_organisations_answers_for_each(opened, bretagne, normandie, client_as):
    grant_mandate(member=bretagne.member, organisation=normandie.organisation, role=Role.REFERENT)
    first, second = sorted(cards(bretagne), key=lambda card: card.holder)
    assert (first.holder, second.holder) == ("Bretagne", "Normandie")
    client_as(bretagne).post(second.ending_url)
    assert [card.holder for card in cards(bretagne)] == ["Bretagne"]


def test_a_new_edition_is_read_again(opened, bretagne, normandie, facilitator, today):
    ask(opened, normandie)
    changes.mark_reread(minutes=opened, by=bretagne)
    request = opened.change_requests.get()
    changes.answer_change_request(change_request=request, taken=False, answer="Déjà dit plus haut.", by=facilitator)
    approve_minutes(minutes=opened, early=True, by=facilitator)
    correct_minutes(minutes=opened, reason="Un chiffre était faux.", by=facilitator)
    open_to_changes(minutes=opened, until=today, by=facilitator)
    assert len(cards(bretagne)) == len(cards(normandie)) == 1
