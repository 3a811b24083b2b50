"""Asking for a change from the page of the minutes: a pencil on each passage, the form already quotes it."""

import re

import pytest
from django.urls import reverse

from interregions.exchange.outcomes.templatetags.passages import with_pencils
from interregions.exchange.outcomes.wording import passages_of
from interregions.toolkit.writing.models import Section

BLOCKS = [
    {"type": "heading", "level": 2, "text": "Titre"},
    {"type": "paragraph", "text": "Les ports manquent d’acheteurs."},
    {"type": "list", "ordered": False, "items": ["Une aide", "Un <b>guide</b> commun"]},
    {"type": "table", "caption": "", "header": ["A"], "rows": [["1"]]},
    {"type": "quote", "text": "Nous le ferons", "source": "Normandie"},
]


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def part(opened) -> Section:
    section = opened.text.sections.get(key="presence")
    section.blocks = BLOCKS
    section.save(update_fields=["blocks"])
    return section


def test_each_paragraph_quote_and_line_of_a_list_has_its_pencil():
    passages = ["Les ports manquent d’acheteurs.", "Une aide", "Un <b>guide</b> commun", "Nous le ferons"]
    assert passages_of(BLOCKS) == passages
    html = with_pencils(BLOCKS, "/demander/?partie=presence")
    assert re.findall(r"passage=(\d+)", html) == ["0", "1", "2", "3"]
    assert "<b>" not in html
    assert html.count("<li>") == 2


def test_the_pencil_opens_the_form_with_the_passage_and_its_words_to_write_over(opened, part, bretagne, client_as):
    client = client_as(bretagne)
    page = text(client.get(opened.get_absolute_url()))
    asking = reverse("outcomes:request_change", args=[opened.pk])
    links = re.findall(rf'class="pencil" href="({asking}\?partie=presence&amp;passage=\d+)"', page)
    assert len(links) == 4
    assert "Demander une modification\u202f: «\u202fUne aide\u202f»" in page, "its name says of which passage"
    form = client.get(links[1].replace("&amp;", "&")).context["form"]
    assert (form["section_key"].value(), form["passage"].value(), form["wording"].value()) == (
        "presence", "Une aide", "Une aide",
    )  # fmt: skip
    sent = {"section_key": "presence", "passage": "Une aide", "wording": "Deux aides", "reason": ""}
    assert client.post(links[1].replace("&amp;", "&"), sent).status_code == 302
    assert opened.change_requests.get().wording == "Deux aides"


def test_the_same_words_are_refused_and_a_strange_number_quotes_nothing(opened, part, bretagne, client_as):
    url = reverse("outcomes:request_change", args=[opened.pk])
    sent = {"section_key": "presence", "passage": "Une aide", "wording": "Une aide", "reason": ""}
    assert "identique au passage" in text(client_as(bretagne).post(url, sent))
    for number in ("99", "-1", "²", "9" * 30, ""):
        form = client_as(bretagne).get(url, {"partie": "presence", "passage": number}).context["form"]
        assert form["passage"].value() == ""


def test_who_may_not_ask_has_no_pencil(opened, part, contributor, client_as):
    assert "pencil" not in text(client_as(contributor).get(opened.get_absolute_url()))
