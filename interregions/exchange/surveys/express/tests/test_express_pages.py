"""Writing a consultation express: what is shown, what is ignored, what is said before it leaves."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.exchange.surveys.collection.queries.audience import Audience
from interregions.exchange.surveys.collection.services.collection import close_survey, extend
from interregions.exchange.surveys.collection.tests.test_collection_pages import express_form
from interregions.exchange.surveys.express.services import ExpressQuestion, start_express
from interregions.exchange.surveys.models import Response, Survey
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from tests.tasks import cards_of

pytestmark = pytest.mark.django_db

PAGE = "/consultations/nouvelle/"


def test_nothing_leaves_before_the_number_of_recipients_was_read(france, facilitator, client_as):
    client = client_as(facilitator)
    chosen = [organisation.pk for organisation in france[:3]]
    form = express_form(audience="chosen", organisations=chosen, confirmed="")
    page = client.post(PAGE, form).content.decode()
    assert "3 organismes interrogés" in page
    assert france[0].short_name in page
    assert 'value="Une date de réunion"' in page
    assert len(re.findall(r'name="organisations"[^>]* checked', page)) == 3
    assert Survey.objects.count() == 0
    again = client.post(PAGE, {**form, "organisations": chosen[:2], "confirmed": "3"}).content.decode()
    assert "2 organismes interrogés" in again
    client.post(PAGE, {**form, "confirmed": "3"})
    assert Survey.objects.get().responses.count() == 3


def test_a_refused_consultation_is_shown_again_as_it_was_typed(france, facilitator, client_as):
    page = client_as(facilitator).post(PAGE, express_form(audience="chosen"))
    assert "Cochez des organismes." in page.content.decode()
    assert not Survey.objects.exists()
    assert 'value="Une date de réunion"' in page.content.decode()


def test_the_first_question_is_asked_for_and_the_others_are_not(france, facilitator, client_as):
    client = client_as(facilitator)
    page = client.get(PAGE).content.decode()
    first, second = (
        re.search(r'<input[^>]*name="label_1"[^>]*>', page),
        re.search(r'<input[^>]*name="label_2"[^>]*>', page),
    )
    assert "required" in first.group(0)
    assert "required" not in second.group(0)
    assert "<summary>Question 1</summary>" in page
    refused = client.post(PAGE, express_form(label_1="")).content.decode()
    assert 'href="#id_label_1"' in refused


def test_organisations_are_found_by_a_few_letters_in_sight_of_their_choice(france, facilitator, client_as):
    client = client_as(facilitator)
    typed = express_form(audience="chosen", organisations_mots="cote d azur", _chercher="organisations")
    page = client.post(PAGE, typed).content.decode()
    found = re.findall(r'name="organisations" value="\d+" id="\w+"><label[^>]*>([^<]*)<', page)
    assert found == ["Provence-Alpes-Côte d’Azur"]
    assert not Survey.objects.exists()
    assert "<select multiple" not in page
    assert 'class="audience-part for-chosen"' in page
    assert "Choisir des organismes, des EPCI ou un groupe" not in page


def test_proposed_answers_of_a_question_that_has_none_are_ignored(france, facilitator, client_as):
    client_as(facilitator).post(PAGE, express_form(kind_2="NUMBER", options_2="Visio\nPrésence"))
    (block,) = content_of(Survey.objects.get().questionnaire_id)
    assert [[option.label for option in question.options] for question in block.questions] == [["Oui", "Non"], []]


def test_closing_from_the_result_asks_before_cutting_an_extension(france, facilitator, client_as):
    today = timezone.localdate()
    question = ExpressQuestion("Le 14 janvier ?", "YES_NO")
    survey = start_express(
        title="Date", questions=[question], audience=Audience("all_regions"), closes_on=today, by=facilitator
    )
    extend(response=Response.objects.first(), until=today + timedelta(days=3), by=facilitator)
    client, address = client_as(facilitator), f"/consultations/{survey.pk}/resultat/"
    refused = client.post(address)
    assert refused.status_code == 409
    assert 'name="cuts_extensions"' in refused.content.decode()
    assert client.post(address, {"cuts_extensions": "on"}).status_code == 302


def test_a_consultation_closed_from_its_collection_is_published_by_the_same_gesture(
    france, facilitator, bretagne, client_as
):
    question = ExpressQuestion("Le 14 janvier ?", "YES_NO")
    survey = start_express(
        title="Date", questions=[question], audience=Audience("all_regions"), closes_on=timezone.localdate(),
        by=facilitator,
    )  # fmt: skip
    with pytest.raises(Refused, match="d’un même geste"):
        close_survey(survey=survey, by=facilitator)
    client = client_as(facilitator)
    collection = client.get(f"/enquetes/{survey.pk}/collecte/").content.decode()
    assert "Clore et publier le résultat" in collection
    assert "Clore l’enquête" not in collection
    there = client.get(f"/enquetes/{survey.pk}/collecte/clore/")
    assert there.url == f"/consultations/{survey.pk}/resultat/"
    page = client.post(there.url, follow=True).content.decode()
    assert "paraîtra" not in page
    survey.refresh_from_db()
    assert survey.status == "CLOSED"
    assert survey.restitutions.get().status == "PUBLISHED"


def test_one_closed_before_and_never_published_has_its_card(france, facilitator, client_as):
    survey = start_express(
        title="Date", questions=[ExpressQuestion("Le 14 janvier ?", "YES_NO")], audience=Audience("all_regions"),
        closes_on=timezone.localdate(), by=facilitator,
    )  # fmt: skip
    close_survey(survey=survey, by=facilitator, publishes=True)
    (card,) = cards_of(facilitator.member, "surveys")
    assert card.gesture == "Publier le résultat"
    page = client_as(facilitator).get(card.url).content.decode()
    assert "son résultat n’est pas encore publié" in page
    client_as(facilitator).post(card.url)
    assert cards_of(facilitator.member, "surveys") == []
