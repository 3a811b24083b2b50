"""Good practices: rules, writes, and who reads what."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interregions.common.errors import Refused, Stale
from interregions.common.references import Reference
from interregions.knowledge.practices import queries, rules, services
from interregions.knowledge.practices.choices import PracticeLevel, PracticeStatus
from interregions.toolkit.journal.models import Entry
from tests.tasks import cards_of

FULL = {
    "what_was_done": "Un guichet commun aux trois pôles.",
    "what_did_not_work": "La première année, personne n’a répondu aux appels.",
}


@pytest.fixture
def caught(bretagne, facilitator):
    return services.catch_practice(
        title="Guichet commun",
        organisation=bretagne.organisation,
        observed_result="Douze dossiers au lieu de quatre",
        origin=Reference("meetings.meeting", "7", "Réunion de mars", "/reunions/7/"),
        by=facilitator,
    )


def completed(practice, by, **texts):
    stored = queries.texts_of(practice)
    return services.complete_practice(
        practice=practice, texts={**stored, **texts}, seen=stored, revision=practice.revision, by=by
    )


def test_every_status_can_be_reached():
    reached = {PracticeStatus.CAUGHT} | {status for following in rules.NEXT.values() for status in following}
    assert reached == set(PracticeStatus)


def test_the_level_is_computed_from_dated_results_of_several_sources():
    day = date(2027, 1, 14)
    assert rules.level_of(evidence=[]) == PracticeLevel.PROMISING
    assert rules.level_of(evidence=[("Rapport", day), ("rapport ", day)]) == PracticeLevel.PROMISING
    assert rules.level_of(evidence=[("Rapport", day), ("Visite", None)]) == PracticeLevel.PROMISING
    assert rules.level_of(evidence=[("Rapport", day), ("Visite", day)]) == PracticeLevel.DEMONSTRATED
    assert rules.level_of(evidence=[], adoptions=1) == PracticeLevel.REPLICATED


def test_publishing_asks_what_was_done_and_what_did_not_work(caught, bretagne):
    with pytest.raises(Refused) as refusal:
        services.publish_practice(practice=caught, by=bretagne)
    assert any("Ce qui a été fait" in reason for reason in refusal.value.reasons)
    assert any("ce qui n’a pas marché" in reason for reason in refusal.value.reasons)
    practice = services.publish_practice(practice=completed(caught, bretagne, **FULL), by=bretagne)
    assert practice.status == PracticeStatus.PUBLISHED
    assert [reference.label for reference in queries.published_practice_references(bretagne.member)] == [
        "Guichet commun"
    ]
    assert Entry.objects.filter(verb="practices.practice_published").count() == 1


def test_completing_a_caught_practice_makes_it_a_draft(caught, contributor):
    assert caught.status == PracticeStatus.CAUGHT
    assert completed(caught, contributor, problem="Trois guichets").status == PracticeStatus.DRAFT


def test_another_region_cannot_write_the_sheet(caught, normandie):
    with pytest.raises(Refused):
        completed(caught, normandie, problem="Autre")
    with pytest.raises(Refused):
        services.catch_practice(title="Leur idée", organisation=caught.organisation, by=normandie)


def test_two_people_on_different_parts_are_merged_and_on_the_same_part_see_both(caught, bretagne, contributor):
    opened = queries.texts_of(caught)
    first = caught.revision
    completed(caught, contributor, problem="Trois guichets, trois dossiers")
    services.complete_practice(
        practice=caught, texts={**opened, "resources": "Un mi-temps"}, seen=opened, revision=first, by=bretagne
    )
    caught.refresh_from_db()
    assert (caught.problem, caught.resources) == ("Trois guichets, trois dossiers", "Un mi-temps")
    with pytest.raises(Stale) as refusal:
        services.complete_practice(
            practice=caught, texts={**opened, "problem": "Mes mots"}, seen=opened, revision=first, by=bretagne
        )
    assert refusal.value.theirs == "Trois guichets, trois dossiers"
    assert refusal.value.mine == "Mes mots"


def test_the_two_versions_page_sends_back_the_part_that_differs(caught, bretagne, contributor, client_as):
    seen = {f"seen_{key}": text for key, text in queries.texts_of(caught).items()}
    completed(caught, contributor, problem="Trois guichets")
    client = client_as(bretagne)
    address = reverse("practices:complete", args=[caught.pk])
    typed = {**queries.texts_of(caught), **seen, "problem": "Mes mots", "revision": 1}
    answer = client.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'name="problem"' in page
    assert "Trois guichets" in page
    merged = {**typed, "problem": "Trois guichets\nMes mots", "revision": 2}
    assert client.post(address, merged).status_code == 302
    caught.refresh_from_db()
    assert caught.problem == "Trois guichets\nMes mots"


def test_a_sheet_not_yet_published_is_read_by_its_organisation_and_the_animation_only(
    caught, bretagne, contributor, facilitator, normandie, epci, outsider, client_as
):
    address = caught.get_absolute_url()
    for who, status in [
        (bretagne, 200),
        (contributor, 200),
        (facilitator, 200),
        (normandie, 404),
        (epci, 404),
        (outsider, 404),
    ]:
        assert client_as(who).get(address).status_code == status
        assert ("Guichet commun" in client_as(who).get("/pratiques/").content.decode()) == (status == 200)
    services.publish_practice(practice=completed(caught, bretagne, **FULL), by=bretagne)
    for who, status in [(normandie, 200), (epci, 200), (outsider, 404)]:
        assert client_as(who).get(address).status_code == status
    assert client_as(normandie).get(reverse("practices:complete", args=[caught.pk])).status_code == 404


def test_evidence_asks_a_source_and_never_comes_from_the_future(caught, bretagne, client_as):
    client = client_as(bretagne)
    address = reverse("practices:add_evidence", args=[caught.pk])
    assert client.post(address, {"words": "Trois", "source": ""}).status_code == 422
    assert client.post(address, {"words": "Trois", "source": "Rapport", "dated_on": "2999-01-01"}).status_code == 409
    assert client.post(address, {"words": "Trois", "source": "Rapport", "dated_on": "2025-01-01"}).status_code == 302
    assert "Rapport" in client.get(caught.get_absolute_url()).content.decode()


def test_the_sheet_leaves_as_a_document_and_the_list_as_a_table(caught, bretagne, client_as):
    client = client_as(bretagne)
    for format, start in [("pdf", b"%PDF"), ("odt", b"PK"), ("docx", b"PK")]:
        assert client.get(reverse("practices:practice_file", args=[caught.pk, format])).content.startswith(start)
    assert "Guichet commun" in client.get("/pratiques/liste.csv").content.decode("utf-8-sig")
    assert client.get("/pratiques/liste.ods").content.startswith(b"PK")
    assert client.get("/pratiques/liste.exe").status_code == 404


def test_the_list_is_filtered_by_words_and_region(caught, bretagne, client_as):
    client = client_as(bretagne)
    assert "Guichet commun" in client.get("/pratiques/?mots=guichet&region=53").content.decode()
    assert "Guichet commun" not in client.get("/pratiques/?region=28").content.decode()
    assert "Guichet commun" not in client.get("/pratiques/?mots=introuvable").content.decode()


def test_the_list_asks_as_many_queries_for_thirty_as_for_one(caught, bretagne, client_as):
    client = client_as(bretagne)
    client.get("/pratiques/")
    with CaptureQueriesContext(connection) as one:
        client.get("/pratiques/")
    for number in range(30):
        services.draft_practice(title=f"Pratique {number}", organisation=bretagne.organisation, by=bretagne)
    with CaptureQueriesContext(connection) as thirty:
        client.get("/pratiques/")
    # The page says how many there are, with one count more when they do not fit on one page.
    assert len(thirty) <= len(one) + 1


def test_what_is_expected_is_to_complete_the_sheet(caught, bretagne, normandie, outsider):
    (card,) = cards_of(bretagne.member, "practices")
    assert card.what == "Compléter la pratique « Guichet commun »"
    assert cards_of(normandie.member, "practices") == []
    assert cards_of(outsider, "practices") == []


def test_forgetting_a_person_keeps_the_practice(caught, bretagne):
    completed(caught, bretagne, contact="Anne Le Goff, mission pôles")
    services.erase_member(bretagne.member)
    caught.refresh_from_db()
    assert caught.contact == "Personne retirée, mission pôles"


def test_a_whole_sheet_only_waits_to_be_published(caught, bretagne, client_as):
    client = client_as(bretagne)
    form = client.get(reverse("practices:complete", args=[caught.pk])).content.decode()
    assert re.search(r"Ce qui n’a pas marché <span[^>]*>\(nécessaire pour publier\)", form)
    assert "attend d’être complétée" in client.get(caught.get_absolute_url()).content.decode()
    completed(caught, bretagne, **FULL, problem="Trois guichets", resources="Un mi-temps",
              transfer_conditions="Un accord", contact="Mission pôles")  # fmt: skip
    page = client.get(caught.get_absolute_url()).content.decode()
    assert "elle n’attend plus que d’être publiée" in page
    assert "complétée" not in page
    assert "à publier" in client.get("/pratiques/").content.decode()
    assert [card.gesture for card in cards_of(bretagne.member, "practices")] == ["Relire et publier"]
