"""A deputy receives the same requests and acts in the same role, as long as it lasts."""

from datetime import timedelta

import pytest
from django.test import Client

from interregions.common.errors import Refused
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.network.queries import referents_of, standing_of
from interregions.network.services import erase_member
from interregions.reception import queries
from interregions.reception.services import people as services
from tests.tasks import cards_of


@pytest.fixture
def deputy(bretagne, contributor) -> Mandate:
    return services.name_deputy(deputy=contributor, of=bretagne, by=bretagne)


def role_of(mandate: Mandate) -> str:
    return standing_of(Member.objects.get(pk=mandate.member_id)).by_organisation[0].role


def test_a_contributor_acts_as_the_referent_they_stand_in_for(deputy, bretagne, contributor, client_as):
    assert role_of(contributor) == Role.REFERENT
    assert set(referents_of([bretagne.organisation])) == {bretagne, deputy}
    # Whoever had entered as a contributor needs not choose again, and chooses an organisation, not a role.
    page = client_as(contributor).get(f"/invitations/organisme/{bretagne.organisation_id}/")
    assert page.status_code == 200
    assert "Agir pour cet organisme" not in page.content.decode()


@pytest.mark.parametrize("end", [lambda m: services.end_mandate(mandate=m, by=m), lambda m: erase_member(m.member)])
def test_a_deputys_mandate_ends_with_the_one_replaced(deputy, bretagne, contributor, mandate_of, end):
    mandate_of(bretagne.organisation)
    end(bretagne)
    deputy.refresh_from_db()
    assert queries.has_ended(deputy)
    assert role_of(contributor) == Role.CONTRIBUTOR


def test_a_deputy_does_not_make_the_referent_less_alone(deputy, bretagne):
    with pytest.raises(Refused, match="dernier référent"):
        services.end_mandate(mandate=bretagne, by=bretagne)


def test_a_deputy_acts_until_the_day_that_was_said(bretagne, contributor, today, client_as, mailed):
    until = today + timedelta(days=10)
    answer = client_as(bretagne).post(
        f"/invitations/suppleance/{bretagne.pk}/", {"deputy": contributor.pk, "until": until.isoformat()}
    )
    assert answer.status_code == 302
    mandate = Mandate.objects.get(deputy_of=bretagne)
    assert (mandate.role, mandate.ends_on) == (Role.REFERENT, until)
    assert "vous suppléez Anne Le Goff pour Bretagne" in mailed()[-1].subject
    assert cards_of(Member.objects.get(pk=contributor.member_id), "reception") == []
    Mandate.objects.filter(pk=mandate.pk).update(starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1))
    assert role_of(contributor) == Role.CONTRIBUTOR


def test_a_hand_over_keeps_the_deputy_and_a_deputy_may_take_over(deputy, bretagne, contributor, mandate_of):
    new = services.hand_over(from_mandate=bretagne, to_member=contributor.member, by=bretagne)
    assert new == deputy
    new.refresh_from_db()
    assert new.deputy_of is None
    assert not queries.has_ended(new)


def test_who_may_not_be_named(bretagne, contributor, normandie, facilitator, host, mandate_of, today):
    other = mandate_of(bretagne.organisation)
    for refused, words in (
        ({"deputy": normandie, "of": bretagne, "by": bretagne}, "du même organisme"),
        ({"deputy": bretagne, "of": bretagne, "by": bretagne}, "du même organisme"),
        ({"deputy": other, "of": bretagne, "by": bretagne}, "déjà les mêmes demandes"),
        ({"deputy": contributor, "of": bretagne, "by": bretagne, "until": today - timedelta(days=1)}, "avant de comm"),
    ):
        with pytest.raises(Refused, match=words):
            services.name_deputy(**refused)
    referent = mandate_of(host, Role.REFERENT)
    with pytest.raises(Refused, match="y désigner un suppléant"):
        services.name_deputy(deputy=referent, of=facilitator, by=referent)


def test_the_page_offers_only_those_who_do_not_receive_the_requests_yet(client_as, bretagne, contributor, mandate_of):
    mandate_of(bretagne.organisation, given_name="Jeanne", family_name="Autre")
    page = client_as(bretagne).get(f"/invitations/suppleance/{bretagne.pk}/").content.decode()
    assert "Yann Morvan" in page
    assert "Jeanne Autre" not in page
    assert Client().get(f"/invitations/suppleance/{bretagne.pk}/").status_code == 302
