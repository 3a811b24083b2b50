"""A block in the hands of a colleague: what its link opens, what the colleague and the referent are told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from interregions.common.errors import Refused
from interregions.exchange.surveys.answering.queries.answers import draft_of
from interregions.exchange.surveys.answering.queries.responses import resume_url
from interregions.exchange.surveys.answering.services.answering import save_answer
from interregions.exchange.surveys.answering.services.delegation import (
    delegate_block,
    finish_block,
    withdraw_delegation,
)
from interregions.exchange.surveys.answering.services.submission import ask_for_visa, reopen_response, submit_response
from interregions.exchange.surveys.answering.tests.test_answering import (  # noqa: F401  fixtures
    block_of,
    fill,
    response,
    survey,
    variable,
)
from interregions.exchange.surveys.answering.tests.test_answering_pages import HTMX, page, text_of
from interregions.exchange.surveys.choices import ResponseStatus, SurveyStatus
from interregions.exchange.surveys.models import Response, Survey


@pytest.fixture
def handed(response, bretagne, contributor):  # noqa: F811
    """« Vos moyens », in the hands of a contributor."""
    return delegate_block(response=response, block=block_of(response, "moyens"), by=bretagne, member=contributor.member)


def by_link(response, contributor) -> Client:  # noqa: F811
    browser = Client()
    browser.post(resume_url(response, contributor, "moyens"))
    return browser


def with_file(response, by) -> int:  # noqa: F811
    piece = variable(response, "piece").pk
    upload = SimpleUploadedFile("convention.txt", b"Convention", content_type="text/plain")
    save_answer(response=response, variable_id=piece, value=upload, by=by)
    return piece


def test_the_link_of_a_block_keeps_to_it_and_asks_to_sign_in_after_the_sending(
    response,  # noqa: F811
    bretagne,
    contributor,
    facilitator,
    handed,
):
    fill(response, bretagne)
    piece, text = with_file(response, bretagne), variable(response, "sigle")
    browser, own = by_link(response, contributor), [response.pk]
    statuses = {
        response.get_absolute_url(): 200,
        page(response, "moyens"): 200,
        reverse("surveys:answer_file", args=[response.pk, piece]): 200,
        page(response, "politique"): 404,
        reverse("surveys:response_review", args=own): 404,
        **{reverse("surveys:receipt", args=[response.pk, each]): 404 for each in ("pdf", "odt", "docx")},
        reverse("surveys:reopen_response", args=own): 302,
        reverse("surveys:delegate_block", args=[response.pk, "politique"]): 302,
        reverse("surveys:ask_visa", args=own): 302,
    }
    for url, status in statuses.items():
        assert browser.get(url).status_code == status, url
    assert page(response, "politique") not in text_of(browser.get(response.get_absolute_url()))
    assert browser.post(reverse("surveys:save_answer", args=[response.pk, text.pk]), {}, **HTMX).status_code == 404
    submit_response(response=response, by=bretagne, anyway=True)
    for url in statuses:
        assert browser.get(url).url.startswith("/entrer/courrier/"), url
    assert browser.post(reverse("surveys:save_answer", args=[response.pk, text.pk]), {}, **HTMX).status_code == 401
    reopen_response(response=response, reason="Un chiffre à revoir", by=facilitator)
    withdraw_delegation(delegation=handed, by=bretagne)
    assert browser.get(page(response, "moyens")).status_code == 404
    assert browser.get(reverse("surveys:answer_file", args=[response.pk, piece])).status_code == 404


@pytest.mark.parametrize("ended", ["sent", "closed"])
def test_a_link_to_resume_ends_at_sending_or_closing_and_then_asks_to_sign_in(
    ended,
    response,  # noqa: F811
    survey,  # noqa: F811
    bretagne,
    client_as,
):
    fill(response, bretagne)
    url, browser = resume_url(response, bretagne), Client()
    assert browser.post(url).url.startswith(response.get_absolute_url())
    if ended == "sent":
        submit_response(response=response, by=bretagne, anyway=True)
    else:
        Survey.objects.filter(pk=survey.pk).update(status=SurveyStatus.CLOSED)
    read = [
        response.get_absolute_url(),
        page(response, "moyens"),
        reverse("surveys:response_review", args=[response.pk]),
        reverse("surveys:receipt", args=[response.pk, "pdf"]),
    ]
    for address in (url, *read):
        assert browser.get(address).url.startswith("/entrer/courrier/"), "the door knows whose link it was"
        assert Client().get(read[0]).url.startswith("/entrer/?next=")
    assert client_as(bretagne).get(url).url == response.get_absolute_url()
    assert client_as(bretagne).get(read[0]).status_code == 200


def test_signed_in_a_colleague_reads_the_whole_of_what_was_sent(response, bretagne, contributor, client_as, handed):  # noqa: F811
    fill(response, bretagne)
    submit_response(response=response, by=bretagne, anyway=True)
    assert client_as(contributor).get(page(response, "politique")).status_code == 200


def test_the_link_says_which_block_it_opens(response, bretagne, contributor, handed):  # noqa: F811
    html = text_of(Client().get(resume_url(response, contributor, "moyens")))
    assert "la rubrique «\u202fVos moyens\u202f» de la réponse de la Région Bretagne" in html
    assert "ce qui vous est confié" in html
    whole = text_of(Client().get(resume_url(response, bretagne)))
    assert "reprendre la réponse de la Région Bretagne" in whole


def test_while_a_visa_waits_each_is_told_what_is_true_for_them(response, bretagne, contributor, client_as, handed):  # noqa: F811
    fill(response, bretagne)
    ask_for_visa(response=response, by=bretagne, name="Anne Le Goff", email="anne@example.org")
    for told in (client_as(contributor), by_link(response, contributor)):
        html = text_of(told.get(page(response, "moyens")))
        assert "Le visa est demandé\u202f: votre rubrique ne change plus." in html
        assert "Répondez jusqu’au" not in html
        assert "Retirez la demande" not in html
    html = text_of(client_as(bretagne).get(page(response, "moyens")))
    assert "Retirez la demande de visa" in html
    overview = text_of(client_as(bretagne).get(response.get_absolute_url()))
    assert 'Lire<span class="visually-hidden"> la rubrique' in overview


def test_sending_says_who_has_not_finished_and_needs_a_tick(response, bretagne, contributor, client_as, handed):  # noqa: F811
    fill(response, bretagne)
    client, sentence = client_as(bretagne), f"{contributor.member.full_name} n’a pas fini «\u202fVos moyens\u202f»."
    assert sentence in text_of(client.get(response.get_absolute_url()))
    review = text_of(client.get(reverse("surveys:response_review", args=[response.pk])))
    assert sentence in review.split("Envoyer ma réponse")[0]
    assert 'name="anyway"' in review
    with pytest.raises(Refused, match="n’a pas fini « Vos moyens »"):
        submit_response(response=response, by=bretagne)
    address = reverse("surveys:submit_response", args=[response.pk])
    assert client.post(address).status_code == 409
    assert client.post(address, {"anyway": "oui"}).status_code == 302
    assert Response.objects.get(pk=response.pk).status == ResponseStatus.SUBMITTED


def test_a_finished_block_holds_nothing_back(response, bretagne, contributor, client_as, handed):  # noqa: F811
    fill(response, bretagne)
    finish_block(response=response, block=block_of(response, "moyens"), by=contributor)
    html = text_of(client_as(bretagne).get(reverse("surveys:response_review", args=[response.pk])))
    assert "n’a pas fini" not in html
    assert 'name="anyway"' not in html
    submit_response(response=response, by=bretagne)


def test_what_a_contributor_is_counted_is_what_they_were_handed(response, bretagne, contributor, handed, client_as):  # noqa: F811
    whole = draft_of(response)
    asked = whole.asked()
    own = whole.progress(asked, [block for block in whole.blocks if block.name == "moyens"])
    everything = whole.progress(asked)
    assert own.expected < everything.expected
    told = text_of(client_as(contributor).get(page(response, "moyens")))
    assert f"{own.answered} sur {own.expected}" in told
    assert f"sur {everything.expected}" not in told
    assert f"sur {everything.expected}" in text_of(client_as(bretagne).get(page(response, "moyens")))
