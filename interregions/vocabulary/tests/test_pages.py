"""The public pages, read by somebody who has not signed in."""

import csv
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interregions.vocabulary import exports, queries
from interregions.vocabulary.models import Territory

pytestmark = pytest.mark.django_db
LIST = "/reseau/territoires/"


def test_the_list_tells_how_many_and_shows_twenty_five(client, loaded):
    page = client.get(LIST)
    assert page.status_code == 200
    assert len(page.context["page"]) == 25
    assert page.context["page"].paginator.count == 1255
    assert len(page.context["regions"]) == 18
    assert "1\u202f255" in page.content.decode()


def test_filters_stand_in_the_address_and_follow_every_link(client, loaded):
    page = client.get(LIST, {"region": "53", "nature": "ca", "texte": ""})
    found = page.context["page"].paginator
    assert found.count == queries.epci_of(["53"]).filter(epci_kind="ca").count() > 0
    assert "region=53&amp;nature=ca" in page.content.decode()
    assert client.get(LIST, {"region": "53", "page": "2"}).context["page"].number == 2


@pytest.mark.parametrize("words", ["epernay", "Épernay", "ÉPERNAY"])
def test_words_are_found_without_their_accents_or_capitals(client, loaded, words):
    names = [row.name for row in client.get(LIST, {"texte": words}).context["page"]]
    assert names
    assert all("pernay" in name for name in names)


def test_either_apostrophe_and_a_siren_find_the_epci(client, loaded):
    alencon = Territory.objects.get(name="CU d’Alençon")
    for words in ("d'alencon", "d’Alençon", alencon.siren):
        assert alencon in client.get(LIST, {"texte": words}).context["page"].object_list


def test_nothing_found_says_so_and_a_wrong_filter_counts_as_none(client, loaded):
    assert "Aucune intercommunalité ne correspond" in client.get(LIST, {"texte": "zzz"}).content.decode()
    assert client.get(LIST, {"region": "<script>"}).context["page"].paginator.count == 1255


def test_the_list_asks_as_many_queries_with_one_row_as_with_a_full_page(client, loaded):
    counts = []
    for words in (Territory.objects.get(name="CU d’Alençon").siren, ""):
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST, {"texte": words})
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[1] <= 8


def test_the_list_leaves_as_a_file_with_the_same_filters(client, loaded):
    answer = client.get(LIST + "intercommunalites.csv", {"region": "52"})
    assert "intercommunalites.csv" in answer["Content-Disposition"]
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == exports.HEADER
    assert len(rows) == 1 + queries.epci_of(["52"]).count()
    redon = next(row for row in rows if row[1] == "CA Redon Agglomération")
    assert redon[4] == "Bretagne | Pays de la Loire"


def test_no_cell_of_the_file_is_taken_for_a_formula():
    wicked = Territory(kind="epci", epci_kind="cc", code="1", siren="1", name="=1+1")
    wicked.region_parts = []
    assert "'=1+1" in exports.epci_csv([wicked]).decode("utf-8-sig")


def test_the_page_of_an_epci_names_every_region_it_touches(client, loaded):
    redon = Territory.objects.get(name="CA Redon Agglomération")
    text = client.get(redon.get_absolute_url()).content.decode()
    assert "Bretagne" in text
    assert "Pays de la Loire" in text
    assert "68,3" in text


@pytest.mark.parametrize("code", ["53", "FR", "FRY", "FRH0"])
def test_each_kind_of_territory_has_its_page(client, loaded, code):
    assert client.get(f"{LIST}{code}/").status_code == 200


def test_an_unknown_territory_or_list_is_a_404(client, loaded):
    assert client.get(LIST + "999/").status_code == 404
    assert client.get("/connaissance/vocabulaires/inconnu/").status_code == 404


def test_the_lists_show_their_source_and_what_remains_to_be_verified(client, loaded):
    text = client.get("/connaissance/vocabulaires/").content.decode()
    assert "Dix objectifs de France 2030" in text
    assert "info.gouv.fr" in text
    assert "Axes du Pacte vert pour l’Europe (à vérifier)" in text


def test_the_page_of_a_list_says_what_is_unverified_term_by_term(client, loaded):
    text = client.get("/connaissance/vocabulaires/programmes-territoriaux/").content.decode()
    assert "Villages d’avenir (à vérifier)" in text
    assert "Action cœur de ville (à vérifier)" not in text


def test_an_empty_installation_says_that_nothing_is_loaded(client, nothing_loaded):
    assert "Aucun vocabulaire" in client.get("/connaissance/vocabulaires/").content.decode()
    assert client.get(LIST).status_code == 200
