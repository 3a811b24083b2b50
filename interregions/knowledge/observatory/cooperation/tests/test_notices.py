"""Offers and needs: who reads them, what answers them and why, what comes of an introduction."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.knowledge.observatory.cooperation.models import Approach, MatchRefusal, Need, Offer
from interregions.knowledge.observatory.cooperation.queries import notices as queries
from interregions.knowledge.observatory.cooperation.queries.happened import happened
from interregions.knowledge.observatory.cooperation.services import notices as services
from interregions.toolkit.asking.models import Ask
from interregions.toolkit.asking.services import answer_ask
from interregions.toolkit.introductions.models import Introduction
from interregions.toolkit.introductions.services import answer_introduction, erase_member
from tests.tasks import cards_of

WHY = "Nous préparons un consortium pour l’appel I3."


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def offer(by, **more):
    told = {"title": "Bioréacteur à louer", "sort": "EQUIPMENT", "ends_on": in_days(90)}
    return services.publish_notice(model=Offer, by=by, **{**told, **more})


def need(by, **more):
    told = {"title": "Cherche un bioréacteur", "sort": "EQUIPMENT", "ends_on": in_days(90)}
    return services.publish_notice(model=Need, by=by, **{**told, **more})


def answers(notice, by):
    return [(each.thing.title, each.reasons) for each in queries.candidates_of(notice, by)]


def test_it_says_what_and_until_when(bretagne):
    for wrong in ({"title": " "}, {"ends_on": in_days(-1)}, {"ends_on": in_days(900)}, {"ends_on": None}):
        with pytest.raises(Refused):
            offer(bretagne, **wrong)


def test_one_reads_what_stands_and_what_is_opened_to_one(bretagne, normandie, of_pole):
    closed, past, opened = offer(bretagne), offer(bretagne), offer(bretagne, open_to_clusters=True)
    services.close_notice(notice=closed, by=bretagne)
    Offer.objects.filter(pk=past.pk).update(ends_on=in_days(-1))
    assert set(queries.notices_visible_to(normandie.member, Offer)) == {opened}
    assert set(queries.notices_visible_to(bretagne.member, Offer)) == {closed, past, opened}
    assert set(queries.notices_visible_to(of_pole.member, Offer)) == {opened}
    Offer.objects.update(open_to_clusters=False)
    assert not queries.notices_visible_to(of_pole.member, Offer).exists()
    with pytest.raises(Refused):
        services.close_notice(notice=opened, by=normandie)


def test_what_answers_is_told_with_its_reasons(bretagne, normandie, occitanie, sea):
    asked = need(bretagne, tags=[sea])
    offer(normandie, tags=[sea])
    offer(occitanie, title="Cuve", sort="EQUIPMENT")  # the same sort alone is no reason
    offer(occitanie, title="Bioréacteur", sort="SKILL")  # another sort is none
    offer(bretagne, title="Bioréacteur à nous")  # nor is one’s own
    assert answers(asked, bretagne) == [
        (
            "Bioréacteur à louer",
            (
                "Même écosystème\u202f: Économie de la mer",
                "Mêmes mots\u202f: bioréacteur",
                "Même nature\u202f: équipement, essais",
                "Régions voisines",
            ),
        )
    ]


def test_what_was_refused_does_not_come_back_on_that_side(bretagne, normandie, contributor):
    asked, given = need(bretagne), offer(normandie)
    services.refuse_match(offer=given, need=asked, by=bretagne)
    assert answers(asked, bretagne) == []
    assert [title for title, _ in answers(given, normandie)] == ["Cherche un bioréacteur"]
    with pytest.raises(Refused):
        services.refuse_match(offer=given, need=asked, by=contributor)
    assert MatchRefusal.objects.count() == 1


def test_contacts_show_once_both_have_accepted_and_the_outcome_is_asked_of_each(
    bretagne, normandie, contributor, client_as, mailed
):
    given = offer(normandie)
    made = services.approach(notice=given, words=WHY, by=bretagne)
    with pytest.raises(Refused, match="déjà demandé"):
        services.approach(notice=given, words=WHY, by=contributor)
    with pytest.raises(Refused, match="votre organisme"):
        services.approach(notice=given, words=WHY, by=normandie)
    page = client_as(bretagne).get(made.introduction.get_absolute_url()).content.decode()
    assert "Lemaire" not in page
    assert len(cards_of(normandie.member)) == 1
    assert (happened().asked, happened().agreed) == (1, 0)
    answer_introduction(introduction=made.introduction, member=normandie.member, agrees=True)
    page = client_as(bretagne).get(made.introduction.get_absolute_url()).content.decode()
    assert normandie.member.email in page
    asks = list(Ask.objects.order_by("pk"))
    assert [each.mandate for each in asks] == [bretagne, normandie]
    assert {each.next_on for each in asks} == {in_days(91)}
    assert (happened().agreed, happened().unknown) == (1, 1)
    Ask.objects.update(next_on=in_days(0))
    for number, (ask, by) in enumerate(zip(asks, (bretagne, normandie), strict=True), 1):
        answer_ask(ask=ask, value="COOPERATION", words="", asked_on=in_days(0), by=by)
        told = happened()
        assert (told.by_one, told.by_both, told.unknown) == ((1, 0, 0) if number == 1 else (0, 1, 0))


def test_a_cooperation_that_one_side_does_not_confirm_is_counted_nowhere_as_begun(bretagne, normandie):
    made = services.approach(notice=offer(normandie), words=WHY, by=bretagne)
    answer_introduction(introduction=made.introduction, member=normandie.member, agrees=True)
    Ask.objects.update(next_on=in_days(0))
    for by, value in ((bretagne, "COOPERATION"), (normandie, "NOTHING")):
        answer_ask(ask=Ask.objects.get(mandate=by), value=value, words="", asked_on=in_days(0), by=by)
    told = happened()
    assert (told.by_one, told.by_both, told.agreed) == (0, 0, 1)


def test_a_refusal_names_nobody(bretagne, normandie, mailed):
    made = services.approach(notice=offer(normandie), words=WHY, by=bretagne)
    answer_introduction(introduction=made.introduction, member=normandie.member, agrees=False)
    assert not any("Lemaire" in " ".join([message.subject, *message.lines]) for message in mailed()[1:])
    assert not Ask.objects.exists()
    services.approach(notice=Offer.objects.get(), words=WHY, by=bretagne)


def test_a_person_who_leaves_leaves_the_fact_that_two_organisations_met(bretagne, normandie):
    made = services.approach(notice=offer(normandie), words=WHY, by=bretagne)
    answer_introduction(introduction=made.introduction, member=normandie.member, agrees=True)
    Ask.objects.update(next_on=in_days(0))
    erase_member(normandie.member)
    assert not Introduction.objects.exists()
    made = Approach.objects.get()
    assert (made.asker, made.holder, made.introduction) == (bretagne.organisation, normandie.organisation, None)
    assert not Ask.objects.filter(next_on__isnull=False).exists()
    services.publish_notice(model=Need, title="Vu avec Anne Le Goff", sort="SKILL", ends_on=in_days(9), by=normandie)
    services.erase_member(bretagne.member)
    assert Need.objects.get().title == "Vu avec Personne retirée"


def test_one_publishes_and_asks_on_the_pages(bretagne, normandie, sea, client_as):
    told = {"title": "Bioréacteur à louer", "sort": "EQUIPMENT", "ends_on": str(in_days(30)), "tags": [sea.pk]}
    browser = client_as(normandie)
    assert browser.post(reverse("observatory:offer_add"), told, follow=True).status_code == 200
    given, asked = Offer.objects.get(), need(bretagne)
    page = browser.get(given.get_absolute_url()).content.decode()
    assert "Cherche un bioréacteur" in page
    assert "Même nature" in page
    address = reverse("observatory:offer_refuse", args=[given.pk, asked.pk])
    assert "Cherche un bioréacteur" not in browser.post(address, follow=True).content.decode()
    address = reverse("observatory:offer_approach", args=[given.pk])
    page = client_as(bretagne).post(address, {"words": WHY}, follow=True).content.decode()
    assert "En attente" in page or "attendue" in page
    counted = client_as(bretagne).get(reverse("observatory:cooperations")).content.decode()
    assert re.search(r"Mises en relation demandées</th>\s*<td[^>]*>1</td>", counted)


@pytest.mark.parametrize("number", [0, 1, 5, 400])
def test_pages_cost_the_same_whatever_the_number(bretagne, normandie, client_as, number):
    asked = need(bretagne)
    Offer.objects.bulk_create(
        Offer(
            organisation=normandie.organisation, title=f"Bioréacteur {place}", sort="EQUIPMENT", ends_on=in_days(9),
            by=normandie,
        )
        for place in range(number)
    )  # fmt: skip
    browser = client_as(bretagne)
    for address in ("/observatoire/cooperations/offres/", asked.get_absolute_url(), "/observatoire/cooperations/"):
        browser.get(address)
        with CaptureQueriesContext(connection) as read:
            assert browser.get(address).status_code == 200
        assert len(read) <= 16, (address, len(read))
