"""The pages of the collection and of a consultation express, by role."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interregions.exchange.surveys.collection.queries.audience import Audience
from interregions.exchange.surveys.collection.services.collection import close_survey, extend
from interregions.exchange.surveys.models import Reminder, Response, Restitution, Survey
from interregions.exchange.surveys.tests.survey_builder import begun, frozen_questionnaire, opened, sent
from tests.tasks import cards_of

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
    reached = [bretagne.organisation_id, normandie.organisation_id]
    mine = list(Response.objects.filter(survey=survey, organisation__in=reached).values_list("pk", flat=True))
    others = Response.objects.filter(survey=survey).exclude(pk__in=mine).values_list("pk", flat=True)
    chosen = [*mine, *others[:4]]
    client, address = client_as(facilitator), f"/enquetes/{survey.pk}/collecte/relancer/"
    preview = client.post(address, {"responses": chosen})
    assert "Relancer les 2" in preview.content.decode()
    assert "4 organismes n’ont personne" in preview.content.decode()
    read = preview.content.decode()
    assert "n’est pas encore envoyée" in read
    before, after = read.split('<div class="surface letter"')[1].split('<span class="tag">Répondre</span>')
    assert "Bonjour," in before
    assert facilitator.member.full_name in after, "signed, under its button, as it leaves"
    added = client.post(address, {"responses": chosen, "words": "Un mot de plus."}).content.decode()
    assert "Un mot de plus." in added.split('<div class="surface letter"')[1].split("</div>")[0]
    assert not any("reminder" in message.key for message in mailed())
    said = client.post(address, {"responses": chosen, "words": "Merci !", "confirmed": "1"}, follow=True)
    assert "La relance part à 2 organismes." in said.content.decode()
    assert len([message for message in mailed() if ":reminder:" in message.key]) == 2


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
    first = client.post(f"/enquetes/ouvrir/{questionnaire.pk}/", posted)
    assert "18 organismes interrogés" in first.content.decode()
    assert "18 organismes n’ont personne" in first.content.decode()
    assert not Response.objects.exists()
    answer = client.post(f"/enquetes/ouvrir/{questionnaire.pk}/", {**posted, "confirmed": "18"}, follow=True)
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
        "confirmed": "18",
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
    assert "Relancer cet organisme" in preview
    Survey.objects.filter(pk=survey.pk).update(opens_on=today - timedelta(days=9), closes_on=today - timedelta(days=1))
    assert 'name="everyone"' not in client_as(facilitator).get(address).content.decode()
    assert client_as(facilitator).get(f"{address}?page=x").status_code == 200


def test_the_card_of_a_response_says_where_it_comes_from(france, facilitator, normandie):
    survey = opened(facilitator)
    card = next(card for card in cards_of(normandie.member, "surveys") if survey.title in card.what)
    assert card.why == "Enquête du réseau"


def extended(survey, mandate, facilitator, days=7):
    response = Response.objects.get(survey=survey, organisation=mandate.organisation)
    return extend(response=response, until=survey.closes_on + timedelta(days=days), by=facilitator)


def test_closing_names_the_extensions_that_run_and_asks_for_a_tick(
    france, facilitator, bretagne, normandie, client_as, mailed
):
    survey = opened(facilitator)
    extended(survey, bretagne, facilitator)
    sent(survey, normandie)
    client, address = client_as(facilitator), f"/enquetes/{survey.pk}/collecte/clore/"
    page = client.get(address).content.decode()
    assert "1 organisme a encore un délai" in page
    assert "<li>Bretagne, jusqu’au" in page
    refused = client.post(address, {"partial": "consented"})
    assert refused.status_code == 409
    assert "Un délai accordé court" in refused.content.decode()
    assert refused.context["form"]["partial"].value() == "consented"
    assert Survey.objects.get().status == "OPEN"
    assert client.post(address, {"partial": "left_out", "cuts_extensions": "on"}).status_code == 302
    told = [message for message in mailed() if ":closed:" in message.key]
    assert [message.to_member_id for message in told] == [bretagne.member_id]


def test_a_survey_without_extension_closes_without_a_tick(france, facilitator, client_as):
    survey = opened(facilitator)
    address = f"/enquetes/{survey.pk}/collecte/clore/"
    assert "cuts_extensions" not in client_as(facilitator).get(address).content.decode()
    assert client_as(facilitator).post(address, {"partial": "left_out"}).status_code == 302


def test_who_never_began_is_without_response_once_the_survey_is_closed(
    france, facilitator, bretagne, normandie, client_as
):
    survey = opened(facilitator)
    extended(survey, bretagne, facilitator)
    begun(survey, normandie, {"role": "yes"})
    close_survey(survey=survey, by=facilitator, cuts_extensions=True)
    client, address = client_as(facilitator), f"/enquetes/{survey.pk}/collecte/"
    page = client.get(f"{address}?mots=bretagne").content.decode()
    row = page.split("<tbody>")[1].split("</tbody>")[0]
    assert "Sans réponse" in row
    assert "jusqu’au" not in row
    apart = client.get(f"{address}?etat=UNANSWERED")
    assert (len(apart.context["board"].rows), apart.context["board"].page.paginator.count) == (17, 17)
    left = client.get(f"{address}?etat=LEFT_OUT").context["board"]
    assert [each.response.organisation.short_name for each in left.rows] == ["Normandie"]
    assert ("LEFT_OUT", "Laissée de côté", 1) in left.counts
    own = client_as(bretagne).get(f"/enquetes/{survey.pk}/").content.decode()
    assert "Sans réponse" in own
    assert "délai accordé" not in own


def test_a_sent_response_shows_how_much_of_it_is_answered(france, facilitator, bretagne, client_as):
    survey = opened(facilitator)
    sent(survey, bretagne, {"role": "yes"})
    page = client_as(facilitator).get(f"/enquetes/{survey.pk}/collecte/?mots=bretagne").content.decode()
    assert "1 sur 4" in page
    assert "25\u202f%" in page
    assert "100\u202f%" not in page


def test_a_refused_extension_keeps_what_was_typed(france, facilitator, bretagne, client_as):
    survey = opened(facilitator)
    response = Response.objects.get(survey=survey, organisation=bretagne.organisation)
    address = f"/enquetes/{survey.pk}/collecte/reponses/{response.pk}/"
    day = survey.closes_on.isoformat()
    page = client_as(facilitator).post(address, {"gesture": "extension", "until": day})
    assert page.status_code == 409
    assert f'value="{day}"' in page.content.decode()
    assert "dépasser la date commune" in page.content.decode()


def test_a_refused_reminder_to_plan_keeps_its_date_and_its_words(france, facilitator, client_as):
    survey = opened(facilitator)
    day = (survey.closes_on + timedelta(days=5)).isoformat()
    address = f"/enquetes/{survey.pk}/collecte/relances/"
    page = client_as(facilitator).post(address, {"on": day, "words": "Merci de répondre."})
    assert page.status_code == 409
    assert f'value="{day}"' in page.content.decode()
    assert "Merci de répondre." in page.content.decode()
    assert "<details open><summary>Prévoir" in page.content.decode()


def test_an_opening_says_which_date_is_none_and_which_group_is_missing(france, facilitator, client_as):
    questionnaire, today = frozen_questionnaire(facilitator), timezone.localdate().isoformat()
    posted = {"audience": "group", "opens_on": today, "closes_on": today, "reminders": "14/01/2027\n31 février"}
    page = client_as(facilitator).post(f"/enquetes/ouvrir/{questionnaire.pk}/", posted).content.decode()
    assert "« 31 février » n’est pas une date" in page.replace("\u202f", " ").replace("\xa0", " ")
    assert "Choisissez le groupe." in page


def test_a_refused_opening_keeps_its_dates(france, facilitator, client_as):
    questionnaire, today = frozen_questionnaire(facilitator), timezone.localdate()
    posted = {
        "audience": "all_regions",
        "opens_on": today.isoformat(),
        "closes_on": (today - timedelta(days=2)).isoformat(),
        "reminders": (today + timedelta(days=9)).strftime("%d/%m/%Y"),
    }
    page = client_as(facilitator).post(f"/enquetes/ouvrir/{questionnaire.pk}/", posted)
    assert page.status_code == 409
    assert posted["reminders"] in page.content.decode()
    assert posted["closes_on"] in page.content.decode()


def test_a_person_is_reminded_by_hand_once_a_day(france, facilitator, bretagne, normandie, client_as, mailed):
    survey = opened(facilitator)
    chosen = list(Response.objects.filter(survey=survey).values_list("pk", flat=True))
    first = Response.objects.get(survey=survey, organisation=bretagne.organisation).pk
    client, address = client_as(facilitator), f"/enquetes/{survey.pk}/collecte/relancer/"
    client.post(address, {"responses": [first], "confirmed": "1"})
    again = client.post(address, {"responses": [first], "words": "Encore", "confirmed": "1"})
    assert again.status_code == 409
    assert "1 organisme déjà relancé aujourd’hui" in again.content.decode()
    preview = client.post(address, {"responses": chosen}).content.decode()
    assert "1 organisme déjà relancé aujourd’hui" in preview
    assert "Relancer cet organisme" in preview
    assert "16 organismes n’ont personne" in preview
    assert "/invitations/personnes/preparer/" in preview  # where their lines are prepared
    client.post(address, {"responses": chosen, "confirmed": "1"})
    reached = [message.to_member_id for message in mailed() if ":reminder:" in message.key]
    assert sorted(reached) == sorted([bretagne.member_id, normandie.member_id])
    assert "relancé aujourd’hui" in client.get(f"/enquetes/{survey.pk}/collecte/").content.decode()
