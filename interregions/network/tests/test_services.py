from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.network import queries, services
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.models import Group, Installation, Mandate, Organisation

pytestmark = pytest.mark.django_db
PARTNER = {"name": "Banque des Territoires", "short_name": "", "kind": OrganisationKind.BANK}


@pytest.fixture
def vocabulary(db):
    """The real list: 18 Régions, 1,255 EPCI."""
    call_command("load_vocabulary", verbosity=0)


def test_a_partner_enters_by_its_siren(facilitator):
    partner = services.add_partner(**PARTNER, siren="732829320", by=facilitator)
    assert (partner.college, partner.short_name) == (College.OTHERS, "Banque des Territoires")


def test_a_siren_is_checked_and_used_once(facilitator):
    with pytest.raises(Refused, match="n’est pas un numéro SIREN"):
        services.add_partner(**PARTNER, siren="732829321", by=facilitator)
    services.add_partner(**PARTNER, siren="732829320", by=facilitator)
    with pytest.raises(Refused, match="Un organisme porte déjà le SIREN 732829320"):
        services.add_partner(**PARTNER, siren="732829320", by=facilitator)


def test_an_unknown_siren_stays_empty(facilitator):
    services.add_partner(**PARTNER, siren="", by=facilitator)
    services.add_partner(name="Autre", short_name="", kind=OrganisationKind.OTHER, siren="", by=facilitator)
    assert Organisation.objects.filter(siren="", college=College.OTHERS).count() == 2


def test_only_the_animation_keeps_the_directory(bretagne):
    for write in (
        lambda: services.add_partner(**PARTNER, siren="", by=bretagne),
        lambda: services.add_epci(codes=["243500139"], by=bretagne),
        lambda: services.open_group(name="G", purpose="", members=[], by=bretagne),
    ):
        with pytest.raises(Refused, match="l’animation"):
            write()


def test_epci_of_the_official_list_enter_by_their_siren(vocabulary, facilitator):
    assert services.add_epci(codes=["243500139", "200046977"], by=facilitator) == 2
    rennes = Organisation.objects.get(siren="243500139")
    assert rennes.name == "Rennes Métropole"
    assert rennes.college == College.EPCI
    assert [territory.code for territory in rennes.territories.all()] == ["243500139"]
    assert services.add_epci(codes=["243500139"], by=facilitator) == 0
    assert list(queries.epci_of_regions(["53"])) == [rennes]


def test_a_siren_that_is_not_of_an_epci_is_named(vocabulary, facilitator):
    with pytest.raises(Refused, match="732829320"):
        services.add_epci(codes=["243500139", "732829320"], by=facilitator)
    assert not Organisation.objects.filter(kind=OrganisationKind.EPCI).exists()


def test_the_whole_official_list_enters_once(vocabulary):
    kinds = [OrganisationKind.REGION, OrganisationKind.EPCI]
    assert services.add_territorial_organisations(kinds) == 18 + 1255
    assert services.add_territorial_organisations(kinds) == 0
    kinds_held = Organisation.objects.values_list("kind", flat=True)
    assert Counter(kinds_held) == {OrganisationKind.REGION: 18, OrganisationKind.EPCI: 1255}


def test_a_group_has_one_name(facilitator, bretagne, normandie):
    members = [bretagne.organisation, normandie.organisation]
    group = services.open_group(name="Hydrogène", purpose="Suivre", members=members, by=facilitator)
    assert set(group.members.all()) == set(members)
    with pytest.raises(Refused, match="Un groupe porte déjà le nom « Hydrogène »"):
        services.open_group(name="Hydrogène", purpose="", members=[], by=facilitator)


def test_a_group_is_changed_closed_and_taken_up_again(facilitator, bretagne, normandie, client_as):
    group = services.open_group(name="Littoral", purpose="", members=[bretagne.organisation], by=facilitator)
    services.open_group(name="Hydrogène", purpose="", members=[], by=facilitator)
    client, address = client_as(facilitator), f"/reseau/groupes/{group.pk}/"
    members = [bretagne.organisation_id, normandie.organisation_id]
    assert client.post(address, {"name": "Ports", "purpose": "Suivre", "members": members}).status_code == 302
    group.refresh_from_db()
    assert (group.name, group.members.count()) == ("Ports", 2)
    refused = client.post(address, {"name": "Hydrogène", "members": members})
    assert refused.status_code == 409
    assert "Un groupe porte déjà" in refused.content.decode()
    client.post(f"{address}clore/")
    assert list(queries.open_groups_visible_to(normandie.member)) == []
    assert "clos le" in client_as(normandie).get("/reseau/groupes/").content.decode()
    with pytest.raises(Refused, match="clos"):
        services.change_group(group=group, name="Ports", purpose="", members=[], by=facilitator)
    client.post(f"{address}clore/", {"reopen": "oui"})
    assert list(queries.open_groups_visible_to(normandie.member)) == [group]
    assert client_as(bretagne).get(address).status_code == 404


def test_groups_are_seen_by_their_members_and_the_animation(facilitator, bretagne, normandie, occitanie):
    group = services.open_group(name="Littoral", purpose="", members=[bretagne.organisation], by=facilitator)
    assert list(queries.groups_visible_to(bretagne.member)) == [group]
    assert list(queries.groups_visible_to(facilitator.member)) == [group]
    assert list(queries.groups_visible_to(normandie.member)) == []
    assert list(queries.groups_visible_to(None)) == []


def test_a_mandate_of_the_same_role_is_given_once(bretagne):
    again = services.grant_mandate(member=bretagne.member, organisation=bretagne.organisation, role=Role.REFERENT)
    assert again == bretagne


def test_an_ended_mandate_refuses_and_one_elsewhere_does_not_reach(bretagne, normandie):
    with pytest.raises(Refused, match="votre organisme"):
        services.check_mandate(bretagne, roles=[Role.REFERENT], organisation=normandie.organisation)
    bretagne.ends_on = timezone.localdate() - timedelta(days=1)
    with pytest.raises(Refused, match="a pris fin"):
        services.check_mandate(bretagne, roles=[Role.REFERENT])


def test_a_removed_person_acts_no_more(bretagne):
    bretagne.member.removed_at = timezone.now()
    with pytest.raises(Refused, match="retirée du réseau"):
        services.check_mandate(bretagne, roles=[Role.REFERENT])


def test_one_person_may_act_for_two_organisations(bretagne, epci):
    services.grant_mandate(
        member=bretagne.member, organisation=epci.organisation, role=Role.READER, starts_on=date(2020, 1, 1)
    )
    standing = queries.standing_of(type(bretagne.member).objects.get(pk=bretagne.member_id))
    assert standing.organisation_ids == {bretagne.organisation_id, epci.organisation_id}
    assert standing.referent_ids == {bretagne.organisation_id}
    assert standing.colleges == {College.REGIONS, College.EPCI}


def test_nobody_has_no_standing(outsider):
    assert not queries.standing_of(None).takes_part
    assert not queries.standing_of(outsider).takes_part


def test_an_installation_has_one_host():
    installation = services.start_installation(host_name="France Clusters")
    assert installation.host.is_host
    with pytest.raises(Refused, match="déjà un organisme hôte"):
        services.start_installation(host_name="Une autre")
    assert Installation.objects.count() == 1


def test_an_erased_person_loses_name_and_mandates_and_no_row(bretagne):
    services.erase_member(bretagne.member)
    mandate = Mandate.objects.get(pk=bretagne.pk)
    assert mandate.ends_on == timezone.localdate()
    assert mandate.member.full_name == "Personne retirée"
    assert not queries.standing_of(mandate.member).takes_part
    assert Group.objects.count() == 0


def test_accents_do_not_send_a_name_to_the_end(france):
    names = [organisation.short_name for organisation in queries.regions()]
    place = names.index("Île-de-France")
    assert names[place - 1 : place + 2] == ["Hauts-de-France", "Île-de-France", "La Réunion"]
    assert names == list(Organisation.objects.values_list("short_name", flat=True))


def test_the_strongest_role_acts_and_each_organisation_is_offered_once(bretagne, normandie):
    services.grant_mandate(member=bretagne.member, organisation=normandie.organisation, role=Role.READER)
    stronger = services.grant_mandate(
        member=bretagne.member, organisation=normandie.organisation, role=Role.CONTRIBUTOR
    )
    standing = queries.standing_of(type(bretagne.member).objects.get(pk=bretagne.member_id))
    assert standing.by_organisation == (bretagne, stronger)
    assert len(standing.mandates) == 3
