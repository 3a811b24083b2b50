"""Equipment and competences: where they are, who declares them, who reads them, how they are found."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interregions.common.errors import Refused
from interregions.knowledge.observatory.equipment import rules
from interregions.knowledge.observatory.equipment.choices import DeclaredStatus
from interregions.knowledge.observatory.equipment.funding_lines import fundings_in
from interregions.knowledge.observatory.equipment.models import Competence, Equipment
from interregions.knowledge.observatory.equipment.places import (
    DEPARTMENTS,
    NEIGHBOURS,
    REGION_OF,
    departments_of,
    neighbours_of,
)
from interregions.knowledge.observatory.equipment.queries import sheets as queries
from interregions.knowledge.observatory.equipment.services import sheets as services
from tests.tasks import cards_of


def values(the_kind, **more):
    told = {"name": "Bioréacteur 200 L", "words": "Culture de microalgues.", "department": "29", "town": "Brest"}
    return {**told, "kind": the_kind, "opening": "ALL", "tariff": "QUOTE", **more}


@pytest.fixture
def bioreactor(kind, bretagne):
    told = values(kind, trl_from=4, trl_to=6)
    return services.declare_equipment(owner=bretagne.organisation, values=told, by=bretagne)


def found(mandate, **filters):
    here = queries.here_of(mandate, filters.pop("department", ""))
    sheets = queries.sheets_visible_to(mandate.member, Equipment)
    return [each.name for each in queries.filtered(sheets, **filters, here=here)]


# --- where ----------------------------------------------------------------------------------------------------------


def test_the_departements_are_101_in_eighteen_regions():
    assert len(DEPARTMENTS) == len(REGION_OF) == 101
    assert set(REGION_OF.values()) == set(NEIGHBOURS)
    assert len(NEIGHBOURS) == 18
    assert departments_of(frozenset({"53"})) == ["22", "29", "35", "56"]


def test_neighbours_touch_each_other_and_islands_touch_nobody():
    for region, others in NEIGHBOURS.items():
        assert region not in others
        assert all(region in NEIGHBOURS[other] for other in others), region
    assert {region for region, others in NEIGHBOURS.items() if not others} == {"01", "02", "03", "04", "06", "94"}
    # Counted on the map: the land borders of the twelve Régions of the mainland.
    assert sum(len(others) for others in NEIGHBOURS.values()) == 46
    assert neighbours_of(frozenset({"53", "52"})) == {"24", "28", "75"}


def test_the_nearest_word_that_holds_is_told():
    here = {"here": frozenset({7}), "own": "35", "regions": frozenset({"53"})}
    assert rules.near(department="35", epci=7, **here) == "epci"
    assert rules.near(department="35", epci=None, **here) == "departement"
    assert rules.near(department="29", epci=8, **here) == "region"
    assert rules.near(department="50", epci=None, **here) == "voisine"
    assert rules.near(department="2A", epci=None, **here) == ""


# --- what a sheet needs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"words": ""},
        {"department": "99"},
        {"kind": None},
        {"tariff": "PUBLIC"},
        {"aid_regime": "Règlement (UE) 651/2014, article 26"},
        {"trl_from": 3},
        {"trl_from": 6, "trl_to": 4},
    ],
)
def test_a_sheet_says_what_it_is_where_and_at_what_price(kind, bretagne, wrong):
    with pytest.raises(Refused):
        services.declare_equipment(owner=bretagne.organisation, values=values(kind, **wrong), by=bretagne)
    assert not Equipment.objects.exists()


def test_funders_are_read_a_line_at_a_time():
    money, reasons = fundings_in("Région Bretagne ; 1 200 000,50 € ; 2024\n\nFEDER;300000\nÉtat ; beaucoup\n; 3")
    assert money == [("Région Bretagne", Decimal("1200000.50"), 2024), ("FEDER", Decimal(300000), None)]
    assert [reason[:7] for reason in reasons] == ["Ligne 4", "Ligne 5"]


# --- whose it is ----------------------------------------------------------------------------------------------------


def test_its_holder_publishes_it_at_once(bioreactor, normandie):
    assert bioreactor.status == DeclaredStatus.PUBLISHED
    assert found(normandie) == ["Bioréacteur 200 L"]


def test_what_another_enters_waits_for_its_holder(kind, bretagne, normandie, occitanie, facilitator, mailed):
    money = [("Région Bretagne", Decimal(900), 2024)]
    sheet = services.declare_equipment(owner=bretagne.organisation, values=values(kind), fundings=money, by=normandie)
    assert sheet.status == DeclaredStatus.WAITING
    assert [message.to_member for message in mailed()] == [bretagne.member]
    assert found(occitanie) == []
    assert found(normandie) == found(facilitator) == ["Bioréacteur 200 L"]
    assert [card.what for card in cards_of(bretagne.member)] == ["Publier ou non la fiche « Bioréacteur 200 L »"]
    with pytest.raises(Refused):
        services.agree_to_publish(sheet=sheet, by=normandie)
    services.agree_to_publish(sheet=sheet, by=bretagne)
    assert found(occitanie) == ["Bioréacteur 200 L"]
    assert sheet.fundings.get().state == "CONFIRMED"
    assert cards_of(bretagne.member) == []
    with pytest.raises(Refused):  # once published, whoever entered it writes it no more
        services.change_sheet(sheet=sheet, values=values(kind), fundings=None, revision=1, by=normandie)


def test_what_its_holder_declines_is_read_by_nobody_else(kind, bretagne, normandie, occitanie):
    sheet = services.declare_equipment(owner=bretagne.organisation, values=values(kind), by=normandie)
    services.decline_to_publish(sheet=sheet, words="En réparation.", by=bretagne)
    assert found(occitanie) == []
    assert found(normandie) == ["Bioréacteur 200 L"]
    services.publish_again(sheet=sheet, by=bretagne)
    assert found(occitanie) == ["Bioréacteur 200 L"]


def test_a_pole_reads_what_is_opened_to_poles_and_declares_its_own_alone(kind, of_pole, of_bank, bretagne, bioreactor):
    assert found(of_pole) == found(of_bank) == []
    told = values(kind, open_to_clusters=True)
    services.change_sheet(sheet=bioreactor, values=told, fundings=None, revision=1, by=bretagne)
    assert found(of_pole) == ["Bioréacteur 200 L"]
    assert found(of_bank) == []
    with pytest.raises(Refused):
        services.declare_equipment(owner=bretagne.organisation, values=values(kind), by=of_pole)
    own = services.declare_competence(
        owner=of_pole.organisation, values={"name": "Chimie", "words": "Synthèse.", "department": "29"}, by=of_pole
    )
    assert list(queries.sheets_visible_to(bretagne.member, Competence)) == [own]
    services.withdraw_sheet(sheet=own, by=of_pole)
    assert not queries.sheets_visible_to(bretagne.member, Competence).exists()


def test_two_people_who_write_one_sheet_do_not_replace_each_other(kind, bretagne, contributor, bioreactor):
    services.change_sheet(sheet=bioreactor, values=values(kind), fundings=None, revision=1, by=bretagne)
    with pytest.raises(Refused, match="Quelqu’un d’autre"):
        services.change_sheet(sheet=bioreactor, values=values(kind, name="X"), fundings=[], revision=1, by=contributor)


# --- how it is found ------------------------------------------------------------------------------------------------


def test_one_searches_by_need_kind_trl_and_nearness(kind, bretagne, normandie, occitanie, epci, bioreactor):
    place = epci.organisation.territories.get()
    in_rennes = values(kind, name="Four", words="Céramiques.", department="35", epci=place)
    services.declare_equipment(owner=bretagne.organisation, values=in_rennes, by=bretagne)
    in_toulouse = values(kind, name="Soufflerie", words="Essais.", department="31")
    services.declare_equipment(owner=occitanie.organisation, values=in_toulouse, by=occitanie)
    assert found(epci) == ["Four", "Bioréacteur 200 L", "Soufflerie"]  # the nearest first
    assert found(epci, near="epci") == ["Four"]
    assert found(epci, near="departement", department="29") == ["Four", "Bioréacteur 200 L"]
    assert found(epci, near="region") == ["Four", "Bioréacteur 200 L"]
    assert found(normandie, near="voisine") == ["Bioréacteur 200 L", "Four"]
    assert found(occitanie, near="voisine") == ["Soufflerie"]
    assert found(epci, words="microalgue") == ["Bioréacteur 200 L"]
    assert found(epci, kind="plateforme", trl=5) == ["Bioréacteur 200 L"]
    assert found(epci, trl=7) == found(epci, kind="pfmi") == []


def test_financial_instruments_are_not_declared_here(kind):
    assert [term.code for term in queries.kinds_of_equipment()] == ["plateforme"]


# --- pages ----------------------------------------------------------------------------------------------------------


def test_one_declares_and_changes_on_the_pages(kind, bretagne, client_as):
    browser = client_as(bretagne)
    told = {**values(kind), "kind": kind.pk, "owner": bretagne.organisation_id, "fundings": "État ; 12 000 ; 2025"}
    page = browser.post(reverse("observatory:equipment_add"), told, follow=True).content.decode()
    assert "La fiche est publiée." in page
    assert re.search(r"12\s000\s€", page)
    sheet = Equipment.objects.get()
    address = reverse("observatory:equipment_change", args=[sheet.pk])
    assert "État ; 12" in browser.get(address).content.decode()
    assert browser.post(address, {**told, "name": "Cuve", "revision": 1}).status_code == 302
    assert browser.post(address, {**told, "name": "Bac", "revision": 1}).status_code == 409
    sheet.refresh_from_db()
    assert sheet.name == "Cuve"


@pytest.mark.parametrize("number", [0, 1, 5, 400])
def test_the_list_costs_the_same_whatever_its_length(kind, bretagne, client_as, number):
    Equipment.objects.bulk_create(
        Equipment(
            owner=bretagne.organisation, name=f"Équipement {place}", words="Essais.", department="35", kind=kind,
            opening="ALL", status=DeclaredStatus.PUBLISHED, entered_by=bretagne,
        )
        for place in range(number)
    )  # fmt: skip
    browser = client_as(bretagne)
    browser.get("/observatoire/equipements/")
    with CaptureQueriesContext(connection) as asked:
        page = browser.get("/observatoire/equipements/").content.decode()
    assert len(asked) <= 12
    assert len(re.findall(r"<th scope=\"row\"", page)) == min(number, 25)
    assert ("Rien n’est encore déclaré" in page) == (number == 0)
