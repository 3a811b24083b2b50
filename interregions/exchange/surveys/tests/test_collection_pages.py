"""The pages of the collection and of a consultation express, by role."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interregions.exchange.surveys.models import Reminder, Response, Restitution, Survey
from interregions.exchange.surveys.queries.audience import Audience
from interregions.exchange.surveys.queries.responses import expected_of
from interregions.exchange.surveys.tests.survey_builder import begun, frozen_questionnaire, opened, sent

pytestmark = pytest.mark.django_db


def test_participants_see_totals_and_never_who_has_not_answered(france, facilitator, bretagne, normandie, client_as):
    survey = opened(facilitator)
    sent(survey, bretagne)
    page = client_as(normandie).get(f"/enquetes/{survey.pk}/").content.decode()
    assert "1 Région sur 18 a répondu" in page
    assert "Bretagne" not in page.split('id="contenu"')[1]
    assert "Réponse de Normandie" in page


def test_the_collection_is_a_page_not_found_for_participants(france, facilitator, bretagne, client_as):
    survey = opened(facilitator)
    response = Response.objects.filter(survey=survey).first()
    for address in ("", "clore/", f"reponses/{response.pk}/"):
        assert client_as(bretagne).get(f"/enquetes/{survey.pk}/collecte/{address}").status_code == 404
        assert client_as(facilitator).get(f"/enquetes/{survey.pk}/collecte/{address}").status_code == 200
    assert client_as(bretagne).post(f"/enquetes/{survey.pk}/collecte/relancer/").status_code == 404


def test_an_outsider_sees_no_survey(france, facilitator, outsider, client_as):
    survey = opened(facilitator)
    assert client_as(outsider).get(f"/enquetes/{survey.pk}/").status_code == 404
    assert survey.title not in client_as(outsider).get("/enquetes/").content.decode()


def test_a_consultation_is_seen_by_those_it_asks(france, facilitator, bretagne, normandie, client_as):
    survey = opened(facilitator, Audience("chosen", organisation_ids=(bretagne.organisation_id,)))
    assert client_as(bretagne).get(f"/enquetes/{survey.pk}/").status_code == 200
    assert client_as(normandie).get(f"/enquetes/{survey.pk}/").status_code == 404


def test_the_table_keeps_its_filters_in_the_address(france, facilitator, bretagne, client_as):
    survey = opened(facilitator)
    sent(survey, bretagne)
    page = client_as(facilitator).get(f"/enquetes/{survey.pk}/collecte/?etat=SUBMITTED").content.decode()
    assert "1 organisme<" in page
    assert client_as(facilitator).get(f"/enquetes/{survey.pk}/collecte/?mots=norm&page=9").status_code == 200


def test_reminding_shows_the_message_then_sends_it(france, facilitator, bretagne, normandie, client_as, mailed):
    survey = opened(facilitator)
    chosen = list(Response.objects.filter(survey=survey).values_list("pk", flat=True))[:6]
    client, address = client_as(facilitator), f"/enquetes/{survey.pk}/collecte/relancer/"
    preview = client.post(address, {"responses": chosen})
    assert "Relancer les 6" in preview.content.decode()
    assert "n’est pas encore envoyée" in preview.content.decode()
    assert not any("reminder" in message.key for message in mailed())
    client.post(address, {"responses": chosen, "words": "Merci !", "confirmed": "1"})
    assert any("reminder" in message.key for message in mailed()) == any(
        response.organisation_id in (bretagne.organisation_id, normandie.organisation_id)
        for response in Response.objects.filter(pk__in=chosen)
    )


def test_a_survey_is_opened_from_its_page(france, facilitator, client_as):
    questionnaire, today = frozen_questionnaire(facilitator), timezone.localdate()
    posted = {
        "audience": "all_regions",
        "opens_on": today.isoformat(),
        "closes_on": (today + timedelta(days=20)).isoformat(),
        "reminders": (today + timedelta(days=9)).strftime("%d/%m/%Y"),
    }
    client = client_as(facilitator)
    assert client.get(f"/enquetes/ouvrir/{questionnaire.pk}/").status_code == 200
    answer = client.post(f"/enquetes/ouvrir/{questionnaire.pk}/", posted, follow=True)
    assert "sans référent" in answer.content.decode()
    assert Reminder.objects.count() == 1


def test_a_call_and_more_time_from_the_page_of_one_organisation(france, facilitator, bretagne, client_as):
    survey = opened(facilitator)
    response = Response.objects.get(survey=survey, organisation=bretagne.organisation)
    client, address = client_as(facilitator), f"/enquetes/{survey.pk}/collecte/reponses/{response.pk}/"
    client.post(address, {"gesture": "contact", "kind": "PHONE", "words": "Rappeler lundi."})
    later = survey.closes_on + timedelta(days=7)
    client.post(address, {"gesture": "extension", "until": later.isoformat()})
    page = client.get(address).content.decode()
    assert "Rappeler lundi." in page
    assert Response.objects.get(pk=response.pk).closes_on == later


def test_the_referent_consents_from_the_page_of_the_survey(france, facilitator, bretagne, normandie, client_as):
    survey = opened(facilitator)
    response = begun(survey, bretagne)
    assert client_as(normandie).post(f"/enquetes/{survey.pk}/accord/{response.pk}/").status_code == 404
    client_as(bretagne).post(f"/enquetes/{survey.pk}/accord/{response.pk}/", {"agrees": "yes"})
    assert Response.objects.get(pk=response.pk).consents_to_partial is True


def express_form(**changes):
    posted = {
        "title": "Une date de réunion",
        "label_1": "Le 14 janvier vous convient-il ?",
        "kind_1": "YES_NO",
        "label_2": "Quel format ?",
        "kind_2": "ONE_CHOICE",
        "options_2": "Visio\nPrésence",
        "audience": "all_regions",
        "named_to": "REGIONS_AND_EPCI",
        "closes_on": (timezone.localdate() + timedelta(days=2)).isoformat(),
    }
    return {**posted, **changes}


def test_a_consultation_express_leaves_in_one_gesture(france, facilitator, bretagne, client_as):
    client = client_as(facilitator)
    assert client.get("/consultations/nouvelle/").status_code == 200
    assert client_as(bretagne).get("/consultations/nouvelle/").status_code == 404
    client.post("/consultations/nouvelle/", express_form())
    survey = Survey.objects.get()
    assert (survey.express, survey.cycle_id, survey.responses.count()) == (True, None, 18)
    assert survey.closes_on == timezone.localdate() + timedelta(days=2)


def test_a_choice_without_proposed_answers_is_refused_with_nothing_written(france, facilitator, client_as):
    answer = client_as(facilitator).post("/consultations/nouvelle/", express_form(options_2="Visio"))
    assert answer.status_code == 409
    assert "au moins deux réponses" in answer.content.decode()
    assert Survey.objects.count() == 0


def test_its_result_is_one_page(france, facilitator, bretagne, client_as):
    client = client_as(facilitator)
    client.post("/consultations/nouvelle/", express_form())
    survey = Survey.objects.get()
    assert "paraîtra à la clôture" in client_as(bretagne).get(f"/consultations/{survey.pk}/resultat/").content.decode()
    assert client_as(bretagne).post(f"/consultations/{survey.pk}/resultat/").status_code == 409
    client.post(f"/consultations/{survey.pk}/resultat/")
    assert Restitution.objects.get().status == "PUBLISHED"
    assert "Quel format" in client_as(bretagne).get(f"/consultations/{survey.pk}/resultat/").content.decode()


def test_the_list_of_surveys_reads_as_much_for_one_as_for_thirty(france, facilitator, bretagne, client_as):
    def reads():
        with CaptureQueriesContext(connection) as captured:
            assert client_as(bretagne).get("/enquetes/").status_code == 200
        return len(captured)

    opened(facilitator)
    few = reads()
    for _ in range(6):
        opened(facilitator)
    assert reads() == few


def test_the_next_gesture_of_a_collection_is_to_remind_then_to_close(france, facilitator, bretagne, client_as, today):
    survey = opened(facilitator)
    address = f"/enquetes/{survey.pk}/collecte/"
    page = client_as(facilitator).get(address).content.decode()
    assert 'name="everyone"' in page
    preview = client_as(facilitator).post(f"{address}relancer/", {"everyone": "1"}).content.decode()
    assert "Relancer les" in preview
    Survey.objects.filter(pk=survey.pk).update(opens_on=today - timedelta(days=9), closes_on=today - timedelta(days=1))
    assert 'name="everyone"' not in client_as(facilitator).get(address).content.decode()
    assert client_as(facilitator).get(f"{address}?page=x").status_code == 200


def test_the_card_of_a_response_says_where_it_comes_from(france, facilitator, normandie):
    survey = opened(facilitator)
    card = next(card for card in expected_of(normandie.member) if survey.title in card.what)
    assert card.why == "Enquête du réseau"
