"""The pages, as a person goes through them."""

import io

import odfdo
import pytest
from django.test import Client
from django.urls import reverse

from interregions.knowledge.observatory.policies.models import Reading, RegionalPolicy, Reply, Showing
from interregions.knowledge.observatory.policies.services.loading import load_observatory
from interregions.knowledge.observatory.policies.services.sheets import erase_member
from interregions.knowledge.observatory.policies.services.showing import write_reply
from interregions.knowledge.observatory.policies.tests.people import (
    YEAR,
    animation,
    confirm_and_show,
    enter,
    indicator,
    regions,
)
from interregions.network.middleware import SESSION_KEY
from tests.tasks import cards_of

pytestmark = pytest.mark.django_db


def browser(by):
    client = Client()
    client.force_login(by.member)
    session = client.session
    session[SESSION_KEY] = by.pk
    session.save()
    return client


def text_of(response):
    return " ".join(response.content.decode().replace("\u202f", " ").replace("\u00a0", " ").split())


@pytest.fixture
def three():
    load_observatory()
    return regions(3)


def test_a_region_enters_shows_reads_and_stops(three):
    first, second, _ = three
    confirm_and_show(second, 2_100_000)
    client = browser(first)
    page = client.get(reverse("observatory:observatory"))
    assert "1 autre Région montre cet indicateur" in text_of(page)
    assert "2,1 M€" not in text_of(page)
    form = reverse("observatory:enter_reading", args=[first.organisation_id, YEAR, "soutien-aux-poles"])
    sent = {"value": "3 200 000", "source": "Budget 2026", "stage": "VOTED", "authorisation": "YEAR"}
    sent |= {"pays": "STRUCTURE", "state_money": "WITHOUT", "erdf_money": "WITHOUT"}
    saved = client.post(form, sent, follow=True)
    assert "La valeur 3,2 M€ est confirmée" in text_of(saved)
    assert "Montré à : personne" in text_of(saved)
    shown = client.post(reverse("observatory:show_indicator", args=["soutien-aux-poles"]), {"annee": YEAR}, follow=True)
    assert "1 Région vous montre sa valeur ; vous montrez la vôtre" in text_of(shown)
    assert "2,1 M€" in text_of(shown)
    assert "Médiane à partir de dix : 8 de plus" in text_of(shown)
    assert first.organisation.short_name in text_of(browser(second).get(reverse("observatory:agreements")))
    client.post(reverse("observatory:stop_showing", args=["soutien-aux-poles"]))
    assert "2,1 M€" not in text_of(client.get(reverse("observatory:observatory")))


def test_two_people_of_one_region_meet_both_values(three):
    client = browser(three[0])
    form = reverse("observatory:enter_reading", args=[three[0].organisation_id, YEAR, "poles-suivis"])
    assert client.post(form, {"value": "6", "source": "Suivi"}).status_code == 302
    both = client.post(form, {"value": "7", "source": "Suivi"})
    assert both.status_code == 409
    assert "Garder celle-ci" in text_of(both)
    seen = both.context["form"]["seen"].value()
    assert client.post(form, {"value": "7", "source": "Suivi", "seen": seen}).status_code == 302
    assert Reading.objects.get(state="CONFIRMED").value == 7


def test_what_waits_has_its_card_and_is_decided_from_one_page(three):
    by = three[0]
    waiting = [
        Reading.objects.create(organisation=by.organisation, indicator=indicator(), year=YEAR, value=number)
        for number in (1, 2, 3)
    ]
    Reading.objects.filter(provenance="PRESS").delete()
    # Each Région is told its own number, whatever waits for another.
    Reading.objects.create(organisation=three[1].organisation, indicator=indicator(), year=YEAR, value=4)
    (other,) = [each for each in cards_of(three[1].member) if each.kind == "observatory.confirm_readings"]
    assert other.what == "1 chiffre à confirmer sur votre politique de pôles"
    card = next(each for each in cards_of(by.member) if each.kind == "observatory.confirm_readings")
    assert card.what == "3 chiffres à confirmer sur votre politique de pôles"
    client = browser(by)
    assert client.get(card.url).status_code == 200
    client.post(reverse("observatory:confirm_reading", args=[waiting[0].pk]), {"liste": 1})
    client.post(reverse("observatory:discard_reading", args=[waiting[1].pk]), {"liste": 1})
    client.post(reverse("observatory:contest_reading", args=[waiting[2].pk]), {"words": "Ce n’est pas nous."})
    assert "Rien n’attend" in text_of(client.get(card.url))
    assert not [each for each in cards_of(by.member) if each.kind == "observatory.confirm_readings"]
    client.post(reverse("observatory:take_back_reading", args=[waiting[1].pk]))
    assert Reading.objects.get(pk=waiting[1].pk).state == "PROPOSED"


def test_a_correction_starts_from_the_value_and_says_what_it_replaces(three):
    by = three[0]
    reading = Reading.objects.create(
        organisation=by.organisation, indicator=indicator("poles-suivis"), year=YEAR, value=9, source="Presse"
    )
    client = browser(by)
    url = reverse("observatory:correct_reading", args=[reading.pk])
    assert client.get(url).context["form"]["value"].value() == 9
    saved = client.post(url, {"value": "8", "source": "Suivi"}, follow=True)
    assert "La valeur 8 est confirmée. Elle remplace 9." in text_of(saved)


def test_the_words_of_a_sheet_are_shown_whole_between_two_that_show_them(three):
    pages = []
    for by in three[:2]:
        form = reverse("observatory:write_policy", args=[by.organisation_id, YEAR])
        sent = {"revision": 1, "devices": f"Un appel de {by.organisation.short_name}.", "managing_authority": "REGION"}
        assert browser(by).post(form, sent).status_code == 302
    other = reverse("observatory:region_sheet", args=[three[1].organisation_id, YEAR])
    client = browser(three[0])
    pages.append(text_of(client.get(other)))
    for by in three[:2]:
        browser(by).post(reverse("observatory:show_indicator", args=["politique-en-mots"]))
    pages.append(text_of(client.get(other)))
    assert ["Un appel de" in page for page in pages] == [False, True]
    assert "Un appel de" not in text_of(browser(three[2]).get(other))


def test_a_sheet_changed_meanwhile_shows_both_versions(three):
    by = three[0]
    form = reverse("observatory:write_policy", args=[by.organisation_id, YEAR])
    client = browser(by)
    client.post(form, {"revision": 1, "devices": "Le premier texte."})
    stale = client.post(form, {"revision": 1, "devices": "Le second texte."})
    assert stale.status_code == 409
    assert "premier" in text_of(stale)
    assert RegionalPolicy.objects.get().devices == "Le premier texte."


def test_the_table_has_cells_of_their_type_and_reads_back(three):
    confirm_and_show(three[0], 3_200_000)
    confirm_and_show(three[1], 2_100_000)
    enter(three[2], 1_000_000)
    response = browser(three[0]).get(reverse("observatory:comparison_table", args=["ods"]))
    read = odfdo.Document(io.BytesIO(b"".join(response.streaming_content) if response.streaming else response.content))
    rows = {row[1]: row for row in read.body.tables[0].iter_values()}
    assert float(rows["Hauts-de-France"][2]) == 3_200_000
    assert float(rows["Normandie"][2]) == 2_100_000
    assert rows["Île-de-France"][3] == "non ouvert"
    codes = [row[0] for row in read.body.tables[0].iter_values()][1:]
    assert codes == sorted(codes)


@pytest.mark.parametrize("format", ["pdf", "odt", "docx"])
def test_the_page_is_taken_away(three, format):
    confirm_and_show(three[0], 3_200_000)
    response = browser(three[0]).get(reverse("observatory:comparison_document", args=[format]))
    assert response.status_code == 200


def test_without_indicators_or_people_the_page_says_what_to_do():
    by = animation()
    client = browser(by)
    assert "load_observatory" in text_of(client.get(reverse("observatory:observatory")))
    load_observatory()
    assert "Aucune Région ne montre cet indicateur" in text_of(client.get(reverse("observatory:observatory")))
    assert "Observatoire" in text_of(client.get("/connaissance/"))


def test_erasing_a_person_takes_their_name_out_of_the_words(three):
    by = three[0]
    member = by.member
    enter(by, 3, of=indicator("poles-suivis"), words=f"selon {member.full_name}")
    write_reply(indicator=indicator("poles-suivis"), year=YEAR, words=f"Demandez à {member.full_name}.", by=by)
    erase_member(member)
    assert member.family_name not in Reading.objects.get(indicator__code="poles-suivis", value=3).words
    assert member.family_name not in Reply.objects.get().words
    assert not Showing.objects.exists()
