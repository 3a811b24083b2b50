"""A pôle comes in by a Région where it is, or by the animation; then its own referent invites."""

import pytest
from django.urls import reverse

from interregions.common.errors import Refused
from interregions.network.choices import College, Role
from interregions.network.models import Organisation
from interregions.network.services import add_in_regions
from interregions.reception import queries
from interregions.reception.models import Invitation
from interregions.reception.services import people as services

pytestmark = pytest.mark.django_db
PERSON = {"given_name": "Maël", "family_name": "Marin", "email": "mael@example.org"}
CLUSTER = {"name": "Pôle Granit", "short_name": "", "siren": "", "region_codes": ["53", "52"]}


def enter(by, **more):
    return services.bring_in_cluster(**{**CLUSTER, **PERSON, **more}, by=by)


def test_a_region_brings_in_a_cluster_of_its_territory_with_its_first_referent(bretagne, mailed):
    invitation = enter(bretagne)
    found = invitation.organisation
    assert (found.college, invitation.role) == (College.CLUSTERS, Role.REFERENT)
    assert {each.code for each in found.territories.all()} == {"53", "52"}
    assert any(message.to_member == invitation.member for message in mailed())
    assert list(queries.invitations_visible_to(bretagne.member)) == [invitation]


def test_it_enters_by_a_region_where_it_is_or_by_the_animation(bretagne, occitanie, epci, facilitator):
    with pytest.raises(Refused, match="Cochez aussi votre Région"):
        enter(occitanie)
    with pytest.raises(Refused, match="par l’animation, ou par un référent d’une Région"):
        enter(epci)
    with pytest.raises(Refused, match="au moins une Région"):
        enter(bretagne, region_codes=[])
    enter(facilitator, region_codes=["76"])
    with pytest.raises(Refused, match="déjà dans le réseau"):
        enter(bretagne, name="pôle granit")
    assert Organisation.objects.filter(college=College.CLUSTERS).count() == 1


def test_a_region_invites_a_first_referent_who_then_invites_their_colleagues(bretagne, occitanie, facilitator):
    found = add_in_regions(name="Pôle Granit", short_name="", kind="CLUSTER", siren="", region_codes=["53"])
    other = {"given_name": "Lou", "family_name": "Essai", "email": "lou@example.org"}
    with pytest.raises(Refused, match="un référent de ce pôle"):
        services.invite(organisation=found, role=Role.CONTRIBUTOR, by=bretagne, **other)
    with pytest.raises(Refused, match="les référents de cet organisme"):
        services.invite(organisation=found, role=Role.REFERENT, by=occitanie, **PERSON)
    assert found in queries.organisations_one_may_invite_to(bretagne.member)
    invitation = services.invite(organisation=found, role=Role.REFERENT, by=bretagne, **PERSON)
    director = services.accept_invitation(invitation=invitation)
    assert found not in queries.organisations_one_may_invite_to(bretagne.member)
    with pytest.raises(Refused, match="les référents de cet organisme"):
        services.invite(organisation=found, role=Role.REFERENT, by=bretagne, **other)
    assert services.invite(organisation=found, role=Role.CONTRIBUTOR, by=director, **other)


def test_a_region_keeps_no_hand_on_the_people_of_a_cluster(bretagne):
    invitation = enter(bretagne)
    assert queries.organisation_one_may_manage(bretagne.member, invitation.organisation_id) is None
    director = services.accept_invitation(invitation=invitation)
    with pytest.raises(Refused):
        services.end_mandate(mandate=director, by=bretagne, knows_it_is_last=True)


def test_the_page_enters_it_and_says_what_is_wrong(bretagne, epci, client_as):
    place, browser = reverse("reception:bring_in_cluster"), client_as(bretagne)
    assert client_as(epci).get(place).status_code == 404
    assert place in browser.get(reverse("reception:invitations")).content.decode()
    refused = browser.post(place, {**CLUSTER, **PERSON, "region_codes": ["76"]})
    assert refused.status_code == 409
    assert "Cochez aussi votre Région" in refused.content.decode()
    assert browser.post(place, {**CLUSTER, **PERSON}).status_code == 302
    assert Invitation.objects.get().organisation.name == "Pôle Granit"


def test_a_cluster_arrives_at_a_home_that_says_what_is_for_it(bretagne, installation, client_as):
    director = services.accept_invitation(invitation=enter(bretagne))
    page = client_as(director).get("/a-faire/").content.decode()
    for words in ("Ce qui vous est demandé", "Ce qui vous est ouvert", "Pôle Granit", "Joindre quelqu’un du réseau"):
        assert words in page
