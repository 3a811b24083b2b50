"""The button of a letter: the door knows whose letter it is, sends a code by one tap, and leads where it said."""

import html
import re

import pytest
from django.core import mail
from django.test import Client

from interregions.reception import queries, rules
from interregions.reception.models import SignInAttempt
from interregions.toolkit.mail.composition import compose
from interregions.toolkit.mail.services import queue_message

WANTED = "/reseau/moi/?pour=1"


def letter_to(member, url=WANTED):
    message = queue_message(
        key=f"letter-{url}", to=member, subject="Essai", lines=[], button=("Ouvrir", url), reason="", about=None
    )
    return compose(message)


def path_in(email) -> str:
    return re.search(r"http://localhost:8000(/entrer/courrier/\S+/)", email.body)[1]


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'name="(\w+)"\s+value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_one_tap_sends_a_code_to_the_address_of_the_letter_and_leads_where_it_said(bretagne):
    path = path_in(letter_to(bretagne.member))
    client = Client()
    page = client.get(path).content.decode()
    assert f"Envoyer un code à {rules.masked_address(bretagne.member.email)}" in page
    assert bretagne.member.email not in page
    assert client.post(path).url == "/entrer/code/"
    assert mail.outbox[-1].to == [bretagne.member.email]
    page = client.get("/entrer/code/").content.decode()
    assert bretagne.member.email not in page
    code = re.search(r"est (\w{4} \w{4})\.", mail.outbox[-1].body)[1]
    assert client.post("/entrer/code/", {"code": code}).url == WANTED


def test_opening_the_letter_sends_nothing_and_who_is_in_goes_straight_there(bretagne, client_as):
    path = path_in(letter_to(bretagne.member))
    for _ in range(3):  # a scanner
        assert Client().get(path).status_code == 200
    assert mail.outbox == []
    assert not SignInAttempt.objects.exists()
    assert client_as(bretagne).get(path).url == WANTED


def test_once_the_address_changed_or_the_person_left_the_door_asks_for_an_address(bretagne):
    path = path_in(letter_to(bretagne.member))
    member = bretagne.member
    member.email = "ailleurs@region.example"
    member.save()
    for gesture in (Client().get, Client().post):
        assert gesture(path).url == "/entrer/?next=%2Freseau%2Fmoi%2F%3Fpour%3D1"
    assert mail.outbox == []
    assert queries.letter_door(path.split("/")[3]).shown == ""


def test_a_link_cut_by_the_mailbox_leads_to_the_door(bretagne):
    path = path_in(letter_to(bretagne.member))
    answer = Client().get(path[:-12] + "/", follow=True)
    assert answer.redirect_chain == [("/entrer/", 302)]
    assert "Ce lien est incomplet" in answer.content.decode()


def test_asking_again_from_the_code_page_keeps_the_address_masked_and_the_way(bretagne):
    path = path_in(letter_to(bretagne.member))
    client = Client()
    client.post(path)
    page = client.get("/entrer/code/").content.decode()
    assert f'action="{path}"' in page
    client.post(path)
    assert len(mail.outbox) == 2
    client.post("/entrer/", {"email": "a.autre@region.example", "next": WANTED})
    page = client.get("/entrer/code/").content.decode()
    assert hidden(page) == {"email": "a.autre@region.example", "next": WANTED}


def test_a_signed_link_of_a_letter_stays_as_it_is(bretagne):
    signed = queries.entrance_url(bretagne.member)
    assert f"http://localhost:8000{signed}" in letter_to(bretagne.member, signed).body


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("marie.pom@region.example", "m.p…@region.example"),
        ("contact@region.example", "c…@region.example"),
        ("a.b.c.d@region.example", "a.b…@region.example"),
        ("..@region.example", "…@region.example"),
    ],
)
def test_an_address_is_shown_by_its_initials(address, shown):
    assert rules.masked_address(address) == shown


def test_the_door_of_a_demonstration_leads_where_one_was_going(installation, bretagne):
    page = Client().get("/a-faire/?pour=1", follow=True).content.decode()
    assert "/entrer/distribution/?next=/a-faire/%3Fpour%3D1" in page
    page = Client().get("/entrer/distribution/", {"next": WANTED}).content.decode()
    assert hidden(page)["next"] == WANTED
    answer = Client().post(f"/entrer/distribution/{bretagne.pk}/", {"next": WANTED})
    assert answer.url == WANTED
    elsewhere = Client().post(f"/entrer/distribution/{bretagne.pk}/", {"next": "https://ailleurs.example/"})
    assert elsewhere.url == "/a-faire/"
