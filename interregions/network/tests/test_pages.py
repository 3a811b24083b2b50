import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.models import Group, Member, Organisation
from interregions.network.services import add_organisation, end_mandate, grant_mandate

pytestmark = pytest.mark.django_db
PAGES = ("/reseau/", "/reseau/annuaire.csv", "/reseau/groupes/", "/reseau/moi/", "/reseau/organismes/ajouter/")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_for_each_role_and_asks_others_to_enter(
    address, client_as, facilitator, bretagne, contributor, epci, mandate_of
):
    assert Client().get(address).url.startswith("/entrer/")
    reader = mandate_of(bretagne.organisation, Role.READER)
    for who in (facilitator, bretagne, contributor, epci, reader):
        assert client_as(who).get(address).status_code == 200


def test_somebody_without_mandate_reads_no_directory(client_as, outsider, bretagne):
    client = client_as(outsider)
    assert "Bretagne" not in client.get("/reseau/").content.decode()
    assert "Bretagne" not in client.get("/reseau/annuaire.csv").content.decode()
    assert client.get(f"/reseau/organismes/{bretagne.organisation_id}/").status_code == 404


def test_addresses_are_read_by_the_organisation_itself_and_the_animation(
    client_as, facilitator, bretagne, contributor, normandie
):
    bretagne.member.phone = "0299000000"
    bretagne.member.save()
    address = f"/reseau/organismes/{bretagne.organisation_id}/"
    pages = {who: client_as(who).get(address).content.decode() for who in (facilitator, contributor, normandie)}
    assert all("Anne Le Goff" in page for page in pages.values())
    assert bretagne.member.email in pages[facilitator]
    assert bretagne.member.email in pages[contributor]
    assert bretagne.member.email not in pages[normandie]
    assert "0299000000" in pages[facilitator]
    assert "0299000000" not in pages[contributor]


def test_people_are_managed_by_the_animation_and_their_referents(client_as, facilitator, bretagne, contributor, epci):
    address = f"/reseau/organismes/{bretagne.organisation_id}/"
    for who, manages in ((facilitator, True), (bretagne, True), (contributor, False), (epci, False)):
        assert ("Gérer les habilitations" in client_as(who).get(address).content.decode()) is manages


def test_no_address_stands_in_the_directory_nor_in_its_table(client_as, facilitator, bretagne):
    client = client_as(facilitator)
    assert bretagne.member.email not in client.get("/reseau/").content.decode()
    table = client.get("/reseau/annuaire.csv").content.decode()
    assert "@" not in table
    assert "Le Goff" not in table


def listed(client, filters: str) -> set[str]:
    text = client.get(f"/reseau/annuaire.csv?{filters}").content.decode("utf-8-sig")
    return {row[1] for row in csv.reader(io.StringIO(text), delimiter=";")} - {"Nom court"}


def test_the_directory_is_filtered_by_kind_college_and_words(client_as, bretagne, epci, host):
    client = client_as(bretagne)
    assert listed(client, "nature=EPCI") == {"Rennes Métropole"}
    assert listed(client, "college=ANIMATION") == {"France Clusters"}
    assert listed(client, "texte=bretagne") == {"Bretagne"}
    assert listed(client, "texte=243500139") == {"Rennes Métropole"}
    assert len(listed(client, "nature=REGION")) == 18
    assert len(listed(client, "nature=inconnue")) == 20
    page = client.get("/reseau/?nature=EPCI").content.decode()
    assert "Rennes Métropole" in page
    assert "Région Normandie" not in page
    assert "Aucun organisme" in client.get("/reseau/?texte=introuvable").content.decode()


def test_a_name_never_becomes_a_formula(client_as, facilitator):
    add_organisation(name="=1+1", short_name="@cmd", kind=OrganisationKind.OTHER, college=College.OTHERS)
    text = client_as(facilitator).get("/reseau/annuaire.csv").content.decode()
    assert "'=1+1;'@cmd" in text


def test_the_animation_adds_a_partner_and_others_read_why_not(client_as, facilitator, bretagne):
    partner = {"name": "Bpifrance", "kind": "BANK", "short_name": "", "siren": ""}
    assert client_as(facilitator).post("/reseau/organismes/ajouter/", partner).status_code == 302
    assert Organisation.objects.filter(name="Bpifrance", college=College.OTHERS).exists()
    assert "tenus par l’animation" in client_as(bretagne).get("/reseau/organismes/ajouter/").content.decode()
    assert client_as(bretagne).post("/reseau/organismes/ajouter/", {**partner, "name": "X"}).status_code == 409


def test_the_animation_adds_epci_by_their_siren(client_as, facilitator, epci):
    client = client_as(facilitator)
    assert client.post("/reseau/organismes/ajouter/", {"codes": "243500139"}).url == "/reseau/"
    refused = client.post("/reseau/organismes/ajouter/", {"codes": "111111118"})
    assert refused.status_code == 409
    assert "111111118" in refused.content.decode()


def test_the_animation_opens_a_group_and_its_members_see_it(client_as, facilitator, bretagne, normandie):
    posted = {"name": "Littoral", "purpose": "La mer", "members": [bretagne.organisation_id]}
    assert client_as(facilitator).post("/reseau/groupes/", posted).status_code == 302
    assert Group.objects.get().members.get() == bretagne.organisation
    assert "Littoral" in client_as(bretagne).get("/reseau/groupes/").content.decode()
    assert "Littoral" not in client_as(normandie).get("/reseau/groupes/").content.decode()
    assert client_as(normandie).post("/reseau/groupes/", {**posted, "name": "Autre"}).status_code == 409


def test_a_person_corrects_their_profile(client_as, bretagne):
    posted = {"given_name": "Annaïg", "family_name": "Le Goff", "function": "Directrice", "phone": ""}
    client = client_as(bretagne)
    assert client.post("/reseau/moi/", posted).url == "/reseau/moi/"
    assert Member.objects.get(pk=bretagne.member_id).given_name == "Annaïg"
    assert "/mes-donnees/" in client.get("/reseau/moi/").content.decode()


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", ["/reseau/", "/reseau/annuaire.csv", "/reseau/groupes/"])
def test_lists_cost_the_same_with_one_row_and_thirty(address, client_as, facilitator, mandate_of):
    client = client_as(facilitator)
    before = queries_of(client, address)
    for number in range(30):
        organisation = add_organisation(
            name=f"Pôle {number}", short_name="", kind=OrganisationKind.CLUSTER, college=College.CLUSTERS
        )
        mandate_of(organisation)
        Group.objects.create(name=f"Groupe {number}").members.add(organisation)
    assert queries_of(client, address) <= before + (1 if address == "/reseau/groupes/" else 0)


def test_an_organisation_costs_the_same_with_one_person_and_thirty(client_as, bretagne, mandate_of):
    address, client = f"/reseau/organismes/{bretagne.organisation_id}/", client_as(bretagne)
    before = queries_of(client, address)
    for _ in range(30):
        mandate_of(bretagne.organisation, Role.READER)
    assert queries_of(client, address) == before


def test_the_menu_of_a_person_leads_to_their_profile_and_their_data(client_as, bretagne, outsider):
    for who in (bretagne, outsider):
        page = client_as(who).get("/a-faire/").content.decode()
        assert '<a href="/reseau/moi/">Mon profil</a>' in page
        assert '<a href="/mes-donnees/">Mes données</a>' in page


def test_a_card_of_one_organisation_opened_while_acting_for_another_acts_for_the_first(
    bretagne, normandie, client_as, outsider
):
    both = grant_mandate(
        member=bretagne.member, organisation=normandie.organisation, role=Role.REFERENT, starts_on=date(2020, 1, 1)
    )
    client = client_as(bretagne)

    def acting_for(**query) -> str:
        return client.get("/a-faire/", query).context["mandate"].organisation.short_name

    assert acting_for() == "Bretagne"
    assert acting_for(pour=both.organisation_id) == "Normandie"
    assert acting_for() == "Normandie"
    assert acting_for(pour="0") == "Normandie"
    assert client_as(outsider).get("/a-faire/", {"pour": both.organisation_id}).context["mandate"] is None


def test_the_directory_finds_people_and_what_they_do(client_as, facilitator, bretagne, normandie):
    bretagne.member.function = "Chargée de projets européens"
    bretagne.member.save()
    client = client_as(facilitator)
    for words in ("charge projets europeens", "europe", "le goff", "europe bretagne"):
        assert listed(client, f"texte={words}") == {"Bretagne"}, words
    assert listed(client, "texte=europe normandie") == set()


def test_somebody_whose_mandate_has_ended_is_no_longer_found_there(client_as, facilitator, bretagne):
    bretagne.member.function = "Chargée de projets européens"
    bretagne.member.save()
    end_mandate(bretagne)
    assert listed(client_as(facilitator), "texte=europe") == set()
