import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interregions.common.typography import french_date
from interregions.exchange.surveys.answering.queries.responses import resume_url
from interregions.exchange.surveys.answering.services.delegation import delegate_block
from interregions.exchange.surveys.answering.services.submission import record_opening, submit_response
from interregions.exchange.surveys.answering.tests.test_answering import (  # noqa: F401  fixtures
    answer,
    block_of,
    fill,
    open_whole_survey,
    response,
    stored,
    survey,
    variable,
)
from interregions.exchange.surveys.choices import AnswerSource
from interregions.exchange.surveys.models import Answer, Response
from interregions.network.services import erase_member

HTMX = {"HTTP_HX_REQUEST": "true"}


def page(response, name="politique"):  # noqa: F811
    return reverse("surveys:response_block", args=[response.pk, name])


def fields(html: str) -> dict[str, str]:
    """The hidden fields of a page, as a browser would send them back."""
    return dict(re.findall(r'<input type="hidden"[^>]* name="([^"]+)" value="([^"]*)"', html))


def text_of(answered) -> str:
    return answered.content.decode()


@pytest.mark.parametrize("name", ["politique", "moyens"])
def test_a_block_shows_its_questions_with_labels_tied(response, bretagne, client_as, name):  # noqa: F811
    html = text_of(client_as(bretagne).get(page(response, name)))
    for tied in re.findall(r'aria-describedby="([^"]+)"', html):
        assert all(f'id="{each}"' in html for each in tied.split())
    for label in re.findall(r'<label[^>]* for="([^"]+)"', html):
        assert f'id="{label}"' in html
    identifiers = re.findall(r' id="([^"]+)"', html)
    assert len(identifiers) == len(set(identifiers))
    assert "style=" not in html


def test_who_may_open_what(
    response,  # noqa: F811
    bretagne,
    normandie,
    contributor,
    facilitator,
    epci,
    outsider,
    client_as,
):
    delegate_block(response=response, block=block_of(response, "moyens"), by=bretagne, member=contributor.member)
    overview, review = response.get_absolute_url(), reverse("surveys:response_review", args=[response.pk])
    expected = {
        overview: (200, 200, 200, 404, 404),
        page(response, "moyens"): (200, 200, 200, 404, 404),
        page(response, "politique"): (200, 404, 200, 404, 404),
        review: (200, 404, 404, 404, 404),
        reverse("surveys:receipt", args=[response.pk, "odt"]): (200, 404, 404, 404, 404),
        reverse("surveys:reopen_response", args=[response.pk]): (404, 404, 200, 404, 404),
        page(response, "inconnue"): (404, 404, 404, 404, 404),
    }
    for url, statuses in expected.items():
        for who, status in zip((bretagne, contributor, facilitator, normandie, outsider), statuses, strict=True):
            assert client_as(who).get(url).status_code == status, (url, who)
        assert Client().get(url).status_code == 302


def test_the_animation_sees_how_far_not_what(response, bretagne, facilitator, client_as):  # noqa: F811
    answer(response, "sigle", "CANARI", bretagne)
    client = client_as(facilitator)
    for url in (response.get_absolute_url(), page(response)):
        assert "CANARI" not in text_of(client.get(url))
    fill(response, bretagne)
    answer(response, "sigle", "CANARI", bretagne)
    submit_response(response=response, by=bretagne)
    assert "CANARI" in text_of(client.get(reverse("surveys:response_review", args=[response.pk])))
    assert "France Clusters, le" in text_of(client_as(bretagne).get(response.get_absolute_url())), "and it is told"


def test_a_session_that_ended_keeps_what_was_typed_in_the_page(response):  # noqa: F811
    url = reverse("surveys:save_answer", args=[response.pk, variable(response, "sigle").pk])
    assert Client().post(url, {}, **HTMX).status_code == 401
    assert Client().post(url, {}).status_code == 302


def test_each_answer_is_saved_and_what_it_changes_comes_back(response, bretagne, client_as):  # noqa: F811
    client = client_as(bretagne)
    yes, text = variable(response, "accompagne"), variable(response, "comment")
    url = reverse("surveys:save_answer", args=[response.pk, yes.pk])
    sent = {**fields(text_of(client.get(page(response)))), f"v{yes.pk}": "oui"}
    html = text_of(client.post(url, sent, **HTMX))
    assert f'name="v{text.pk}"' in html, "the question whose condition holds appears"
    assert 'hx-swap-oob="true"' in html
    assert f'name="r{yes.pk}" value="1"' in html
    sent |= fields(html) | {f"v{yes.pk}": "non"}
    html = text_of(client.post(url, sent, **HTMX))
    assert f'id="question-{text.question_id}" hidden' in html
    assert f'name="v{text.pk}"' not in html


def test_a_wrong_answer_says_why_in_its_place(response, bretagne, client_as):  # noqa: F811
    budget = variable(response, "budget")
    url = reverse("surveys:save_answer", args=[response.pk, budget.pk])
    refused = client_as(bretagne).post(url, {f"r{budget.pk}": "0", f"v{budget.pk}": "beaucoup"}, **HTMX)
    assert refused.status_code == 409
    assert "Écrivez un nombre en chiffres" in text_of(refused)
    assert f'id="etat-{budget.question_id}"' in text_of(refused)


def test_a_plain_form_saves_the_valid_answers_and_shows_the_others_back(response, bretagne, client_as):  # noqa: F811
    ids = {name: variable(response, name).pk for name in ("budget", "agents", "part", "vote")}
    client = client_as(bretagne)
    sent = fields(text_of(client.get(page(response, "moyens"))))
    sent |= {f"v{ids['budget']}": "1 255,50", f"v{ids['agents']}": "300", f"v{ids['vote']}": "après-demain"}
    answered = client.post(page(response, "moyens"), sent)
    assert answered.status_code == 409
    html = text_of(answered)
    assert 'value="300"' in html
    assert 'value="après-demain"' in html
    assert "Entre 0 et 100 agents." in html
    assert stored(response, "budget").number == 1255.5
    sent |= fields(html) | {f"v{ids['agents']}": "30", f"v{ids['vote']}": "14/01/2027"}
    assert client.post(page(response, "moyens"), sent).status_code == 302
    assert stored(response, "agents").number == 30


def test_an_answer_of_ten_megabytes_is_refused_and_given_back(response, bretagne, client_as):  # noqa: F811
    client = client_as(bretagne)
    answer(response, "accompagne", "oui", bretagne)
    sent = fields(text_of(client.get(page(response))))
    text, sigle = variable(response, "comment").pk, variable(response, "sigle").pk
    words = "mot " * (10 * 1024 * 1024 // 4)
    refused = client.post(page(response), {**sent, f"v{text}": words, f"v{sigle}": "SRDEII"})
    assert refused.status_code == 409
    html = text_of(refused)
    assert "Raccourcissez-le" in html
    assert words in html, "nothing typed is lost"
    assert stored(response, "sigle").text == "SRDEII"


def test_a_new_question_of_the_same_block_is_shown_before_going_on(response, bretagne, client_as):  # noqa: F811
    client = client_as(bretagne)
    sent = fields(text_of(client.get(page(response)))) | {f"v{variable(response, 'accompagne').pk}": "oui"}
    assert client.post(page(response), sent).url == page(response)
    sent = fields(text_of(client.get(page(response)))) | {f"v{variable(response, 'accompagne').pk}": "oui"}
    assert client.post(page(response), sent).url == page(response, "moyens")


def test_two_people_on_one_text_see_both_versions_and_merge_in_one_gesture(
    response,  # noqa: F811
    bretagne,
    mandate_of,
    client_as,
):
    yann = mandate_of(bretagne.organisation, given_name="Yann", family_name="Morvan")
    sigle = variable(response, "sigle").pk
    anne, other = client_as(bretagne), client_as(yann)
    first, second = (fields(text_of(each.get(page(response)))) for each in (anne, other))
    assert anne.post(page(response), {**first, f"v{sigle}": "Par Anne"}).status_code == 302
    refused = other.post(page(response), {**second, f"v{sigle}": "Par Yann"})
    html = text_of(refused)
    assert refused.status_code == 409
    assert "Par Anne" in html
    assert "Par Yann" in html
    merged = {**second, **fields(html), f"v{sigle}": "Par Anne et par Yann"}
    assert other.post(page(response), merged).status_code == 302
    assert stored(response, "sigle").text == "Par Anne et par Yann"


def test_without_scripts_the_page_does_not_say_that_it_saves_by_itself(response, bretagne, client_as):  # noqa: F811
    block = response.survey.questionnaire.blocks.first()
    page = text_of(client_as(bretagne).get(f"/reponses/{response.pk}/rubrique/{block.name}/"))
    said = page.index("enregistrée au fur et à mesure")
    assert 'class="only-scripted"' in page[said - 80 : said]
    assert "<noscript>" in page
    assert "par le bouton" in page


def test_a_phone_entry_is_marked_and_shown_to_the_organisation(response, bretagne, facilitator, client_as):  # noqa: F811
    client = client_as(facilitator)
    sent = fields(text_of(client.get(page(response)))) | {f"v{variable(response, 'sigle').pk}": "Dit au téléphone"}
    client.post(page(response), sent)
    assert stored(response, "sigle").source == AnswerSource.PHONE
    assert "Saisie par l’animation au téléphone" in text_of(client_as(bretagne).get(page(response)))


def test_a_link_resumes_one_response_after_any_number_of_scans(response, bretagne, survey, normandie):  # noqa: F811
    url, browser = resume_url(response, bretagne, "moyens"), Client()
    for _ in range(3):
        assert browser.get(url).status_code == 200
        assert browser.get(page(response)).status_code == 302
    assert browser.post(url).url.split("#")[0] == page(response, "moyens")
    sent = fields(text_of(browser.get(page(response, "moyens")))) | {f"v{variable(response, 'budget').pk}": "10"}
    assert browser.post(page(response, "moyens"), sent).status_code == 302
    assert stored(response, "budget").by == bretagne
    other = Response.objects.get(survey=survey, organisation=normandie.organisation)
    assert browser.get(other.get_absolute_url()).status_code == 302, "this response and no other"
    for name in ("submit_response", "ask_visa"):
        assert "/entrer/" in browser.post(reverse(f"surveys:{name}", args=[response.pk])).url
    assert "/a-faire/" not in text_of(browser.get(response.get_absolute_url())).split("<main")[0]


def test_a_removed_member_s_link_is_refused_with_a_sentence(response, bretagne):  # noqa: F811
    url = resume_url(response, bretagne)
    erase_member(bretagne.member)
    refused = Client().get(url)
    assert refused.status_code == 409
    assert "n’agit plus pour cet organisme" in text_of(refused)
    assert Client().get(url[:-5] + "xxxx/").status_code == 409


def test_reading_back_sending_and_the_receipts(response, bretagne, client_as):  # noqa: F811
    client, review = client_as(bretagne), reverse("surveys:response_review", args=[response.pk])
    answer(response, "accompagne", "oui", bretagne)
    assert "Il manque une réponse à" in text_of(client.get(review))
    refused = client.post(reverse("surveys:submit_response", args=[response.pk]))
    assert refused.status_code == 409
    fill(response, bretagne)
    sent = client.post(reverse("surveys:submit_response", args=[response.pk]), follow=True)
    assert "Envoyée le" in text_of(sent)
    for format, start in (("pdf", b"%PDF"), ("odt", b"PK"), ("docx", b"PK")):
        receipt = client.get(reverse("surveys:receipt", args=[response.pk, format]))
        assert receipt.content.startswith(start)
    assert client.get(reverse("surveys:receipt", args=[response.pk, "exe"])).status_code == 404


def test_a_visa_is_asked_from_the_read_back_and_an_incomplete_form_is_shown_again(
    response,  # noqa: F811
    bretagne,
    client_as,
    mailed,
):
    fill(response, bretagne)
    client, url = client_as(bretagne), reverse("surveys:ask_visa", args=[response.pk])
    assert client.post(url, {"name": "Jeanne", "email": "non", "words": ""}).status_code == 422
    client.post(url, {"name": "Jeanne Directrice", "email": "jeanne@example.org", "words": ""})
    assert mailed()[-1].to_address == "jeanne@example.org"
    asked = text_of(client.get(mailed()[-1].button_url))
    assert f"Il est utile jusqu’au {french_date(response.survey.closes_on)}" in asked
    overview = text_of(client.get(response.get_absolute_url()))
    assert "Visa demandé à Jeanne Directrice" in overview
    client.post(reverse("surveys:withdraw_visa", args=[response.pk]))
    assert "Visa demandé" not in text_of(client.get(response.get_absolute_url()))


def test_handing_a_block_over_from_its_page(response, bretagne, contributor, client_as):  # noqa: F811
    client, url = client_as(bretagne), reverse("surveys:delegate_block", args=[response.pk, "moyens"])
    assert client.get(url).status_code == 200
    assert client.post(url, {"colleague": ""}).status_code == 422
    client.post(url, {"colleague": str(contributor.member_id), "words": "Merci"})
    assert "Yann Morvan" in text_of(client.get(response.get_absolute_url()))
    done = client_as(contributor).post(reverse("surveys:finish_block", args=[response.pk, "moyens"]))
    assert done.status_code == 302
    assert "fini" in text_of(client.get(response.get_absolute_url()))


def test_the_overview_says_who_opened_it(response, bretagne, normandie, client_as):  # noqa: F811
    record_opening(response_ids=[response.pk], by=normandie)
    assert "Région Normandie" in text_of(client_as(bretagne).get(response.get_absolute_url()))


@pytest.mark.parametrize("name", ["response", "response_block"])
def test_a_page_costs_the_same_whatever_was_answered_and_by_whom(
    response,  # noqa: F811
    survey,  # noqa: F811
    bretagne,
    facilitator,
    france,
    client_as,
    name,
):
    args = [response.pk, "politique"] if name == "response_block" else [response.pk]
    url, client = reverse(f"surveys:{name}", args=args), client_as(bretagne)
    client.get(url)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    answer(response, "outils", ["a"], bretagne)
    before = cost()
    fill(response, bretagne)
    answer(response, "grille", "a", bretagne, row="l1")
    others = Response.objects.filter(survey=survey).exclude(pk=response.pk)
    Answer.objects.bulk_create(
        Answer(response=other, variable=variable(response, "sigle"), text="x") for other in others
    )
    assert cost() <= before
    assert before <= 35  # of which the header's « À faire » takes some fifteen, kept half a minute outside the tests
