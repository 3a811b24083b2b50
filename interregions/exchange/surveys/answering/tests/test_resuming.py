"""Going on with a response: where the link of a letter opens, and « j’ai fini » with what was just typed."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from interregions.exchange.surveys.answering.models import Delegation
from interregions.exchange.surveys.answering.queries.responses import resume_url
from interregions.exchange.surveys.answering.services.delegation import delegate_block, finish_block
from interregions.exchange.surveys.answering.services.submission import ask_for_visa
from interregions.exchange.surveys.answering.tests.test_answering import (  # noqa: F401  fixtures
    answer,
    block_of,
    fill,
    response,
    stored,
    survey,
    variable,
)
from interregions.exchange.surveys.answering.tests.test_answering_pages import fields, page, text_of


def place_of(response, name, block="politique") -> str:  # noqa: F811
    return f"{page(response, block)}#question-{variable(response, name).question_id}"


@pytest.fixture
def handed(response, bretagne, contributor):  # noqa: F811
    return delegate_block(response=response, block=block_of(response, "moyens"), by=bretagne, member=contributor.member)


def test_the_link_opens_at_the_first_question_without_an_answer(response, bretagne, client_as):  # noqa: F811
    url = resume_url(response, bretagne)
    assert "Vous commencerez par la question «\u202fQuestion accompagne" in text_of(Client().get(url))
    assert Client().post(url).url == place_of(response, "accompagne")
    answer(response, "accompagne", "non", bretagne)
    html = text_of(Client().get(url))
    assert "Vous reprendrez à la question «\u202fQuestion outils" in html
    assert re.search(r"1\s*question répondue\s+sur\s+\d+\.", html)
    browser = Client()
    assert browser.post(url).url == place_of(response, "outils"), "what is not asked is passed over"
    html = text_of(browser.get(page(response)))
    assert f'id="question-{variable(response, "outils").question_id}" tabindex="-1"' in html, "it takes the focus"
    assert client_as(bretagne).get(url).url == place_of(response, "outils"), "who is in goes straight there"
    overview = text_of(client_as(bretagne).get(response.get_absolute_url()))
    assert f'href="{place_of(response, "outils")}"' in overview.split("<h1>")[0]


def test_the_block_a_link_names_comes_first_and_nothing_else_is_opened(response, bretagne, contributor, handed):  # noqa: F811
    url = resume_url(response, contributor, "moyens")
    assert Client().post(url).url == place_of(response, "budget", "moyens")
    answer(response, "budget", "10", contributor)
    assert Client().post(url).url.startswith(page(response, "moyens"))
    assert Client().post(resume_url(response, bretagne, "moyens")).url.startswith(page(response, "moyens"))


def test_who_answered_by_the_link_is_known_at_the_door_to_send(response, bretagne):  # noqa: F811
    fill(response, bretagne)
    browser = Client()
    browser.post(resume_url(response, bretagne))
    door = browser.post(reverse("surveys:submit_response", args=[response.pk]))
    assert door.url.startswith("/entrer/courrier/")
    assert "Envoyer un code à" in text_of(browser.get(door.url))


def test_while_a_visa_waits_the_link_opens_what_is_read(response, bretagne):  # noqa: F811
    fill(response, bretagne)
    ask_for_visa(response=response, by=bretagne, name="Anne Le Goff", email="anne@example.org")
    assert Client().post(resume_url(response, bretagne)).url == response.get_absolute_url()
    assert Client().post(resume_url(response, bretagne, "moyens")).url == page(response, "moyens")


def test_i_have_finished_keeps_what_was_just_typed(response, bretagne, contributor, client_as, handed):  # noqa: F811
    client, url = client_as(contributor), page(response, "moyens")
    html = text_of(client.get(url))
    buttons = re.findall(r'type="submit"(?: name="(\w+)")?', html.partition('id="reponses"')[2].partition("</form>")[0])
    assert buttons == ["", "fini"], "the Enter key saves, and finishes nothing"
    sent = fields(html) | {f"v{variable(response, 'budget').pk}": "10", "fini": "oui"}
    answered = client.post(url, sent, follow=True)
    assert answered.redirect_chain[-1][0] == response.get_absolute_url()
    assert stored(response, "budget").number == 10
    assert Delegation.objects.get(pk=handed.pk).done_at is not None
    assert "C’est noté" in text_of(answered)
    assert client.post(url, sent | {f"r{variable(response, 'budget').pk}": "1"}).status_code == 302, "once is enough"


def test_a_block_saved_and_not_finished_still_offers_it(response, bretagne, contributor, client_as, handed):  # noqa: F811
    client = client_as(contributor)
    gesture = f'action="{page(response, "moyens")}fini/"'
    client.post(page(response, "moyens"), fields(text_of(client.get(page(response, "moyens")))))
    assert gesture in text_of(client.get(response.get_absolute_url()))
    assert gesture not in text_of(client_as(bretagne).get(response.get_absolute_url())), "it is not theirs to say"
    finish_block(response=response, block=block_of(response, "moyens"), by=contributor)
    assert gesture not in text_of(client.get(response.get_absolute_url()))
