"""A mandate ends on purpose, at once, with true dates; the animation reads where nobody is left."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interregions.common.errors import Refused
from interregions.common.typography import french_date
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.models import Member
from interregions.network.queries import personal_data_of, standing_of
from interregions.network.services import add_member, add_organisation, grant_mandate
from interregions.reception import queries
from interregions.reception.services import people as services
from tests.tasks import cards_of


def standing(mandate):
    return standing_of(Member.objects.get(pk=mandate.member_id))


def test_the_last_referent_is_told_to_hand_over_and_ticks_a_box(client_as, bretagne, contributor, mandate_of):
    page = client_as(bretagne).get(f"/invitations/organisme/{bretagne.organisation_id}/").content.decode()
    assert "C’est le dernier référent" in page
    assert f"/invitations/relais/{bretagne.pk}/" in page
    refused = client_as(bretagne).post(f"/invitations/fin/{bretagne.pk}/")
    assert refused.status_code == 409
    assert "passez plutôt le relais" in refused.content.decode()
    assert standing(bretagne).takes_part
    mandate_of(bretagne.organisation)
    page = client_as(bretagne).get(f"/invitations/organisme/{bretagne.organisation_id}/").content.decode()
    assert "C’est le dernier référent" not in page
    services.end_mandate(mandate=bretagne, by=bretagne)
    assert not standing(bretagne).takes_part


def test_after_ending_ones_own_mandate_one_reads_what_is_left(client_as, bretagne):
    client = client_as(bretagne)
    answer = client.post(f"/invitations/fin/{bretagne.pk}/", {"dernier": "on"}, follow=True)
    assert answer.redirect_chain == [("/a-faire/", 302)]
    page = answer.content.decode()
    assert "Votre habilitation a pris fin" in page
    assert "pas d’habilitation en cours" in page


def test_the_last_facilitator_hands_over_first(facilitator, mandate_of):
    with pytest.raises(Refused, match="Plus personne n’animerait"):
        services.end_mandate(mandate=facilitator, by=facilitator, knows_it_is_last=True)
    mandate_of(facilitator.organisation, Role.FACILITATOR)
    services.end_mandate(mandate=facilitator, by=facilitator)
    assert not standing(facilitator).takes_part


def test_the_animation_reads_which_organisation_has_no_referent_left(client_as, facilitator, epci, france):
    before = {card.what for card in cards_of(facilitator.member, "reception")}
    services.end_mandate(mandate=epci, by=facilitator, knows_it_is_last=True)
    cards = [card for card in cards_of(facilitator.member, "reception") if card.what not in before]
    assert [card.what for card in cards] == ["Rennes Métropole n’a plus de référent"]
    page = client_as(facilitator).get(cards[0].url).content.decode()
    assert re.search(rf'type="radio" name="organisation" value="{epci.organisation_id}"[^>]* checked', page)
    services.invite(
        organisation=epci.organisation,
        given_name="Loïc",
        family_name="Un",
        email="loic@example.org",
        role=Role.REFERENT,
        by=facilitator,
    )
    assert {card.what for card in cards_of(facilitator.member, "reception")} == before


def test_a_region_that_lost_its_referent_is_named_and_not_counted_twice(facilitator, bretagne):
    services.end_mandate(mandate=bretagne, by=facilitator, knows_it_is_last=True)
    assert [card.what for card in cards_of(facilitator.member, "reception")] == [
        "Bretagne n’a plus de référent",
        "Inviter un référent pour 17 Régions",
    ]


def test_the_animations_tasks_cost_the_same_with_one_organisation_left_and_ten(facilitator, mandate_of):
    def leave(number: int) -> None:
        organisation = add_organisation(
            name=f"CC {number}", short_name=f"CC {number}", kind=OrganisationKind.EPCI, college=College.EPCI
        )
        mandate = mandate_of(organisation)
        services.end_mandate(mandate=mandate, by=facilitator, knows_it_is_last=True)

    costs = []
    for numbers in (range(1), range(1, 10)):
        for number in numbers:
            leave(number)
        with CaptureQueriesContext(connection) as captured:
            found = cards_of(Member.objects.get(pk=facilitator.member_id), "reception")
        costs.append(len(captured))
    assert len(found) == 10
    assert costs[0] == costs[1]


def test_a_mandate_given_and_ended_today_keeps_its_first_day(client_as, facilitator, bretagne, today):
    member = add_member(given_name="Loïc", family_name="Un", email="loic@example.org", fictional=True)
    mandate = grant_mandate(member=member, organisation=bretagne.organisation, role=Role.READER)
    services.end_mandate(mandate=mandate, by=facilitator)
    mandate.refresh_from_db()
    assert (mandate.starts_on, mandate.ends_on) == (today, today)
    assert not standing(mandate).takes_part
    with pytest.raises(Refused, match="déjà pris fin"):
        services.end_mandate(mandate=mandate, by=facilitator)
    page = client_as(facilitator).get(f"/invitations/organisme/{bretagne.organisation_id}/").content.decode()
    assert f"depuis le {french_date(today)}, jusqu’au {french_date(today)}" in page
    kept = personal_data_of(member)["habilitations"]
    assert kept[0]["jusqu’au"] == today.isoformat()
    # The same person may come back the same day.
    assert grant_mandate(member=member, organisation=bretagne.organisation, role=Role.READER).pk != mandate.pk


def test_a_planned_last_day_is_still_a_day_to_act(bretagne, today):
    bretagne.ends_on = today
    bretagne.save()
    assert standing(bretagne).takes_part
    assert not queries.has_ended(bretagne)
