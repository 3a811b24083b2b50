"""Where one is signed in: seen and ended by its owner, and by nobody else."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from interregions.reception import rules
from interregions.reception.models import OpenSession
from interregions.reception.services import entrance as services
from interregions.toolkit.journal.models import Entry

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 (KHTML) Version/18.0 Safari/604.1"


def enter(member, agent: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/entrer/", {"email": member.email})
    code = re.search(r"est (\w{4} \w{4})\.", mail.outbox[-1].body)[1]
    assert client.post("/entrer/code/", {"code": code}).status_code == 302
    return client


def verbs() -> list[str]:
    return list(Entry.objects.filter(about_kind="reception.door").order_by("pk").values_list("verb", flat=True))


def test_one_sees_one_s_sessions_and_ends_another(bretagne, normandie):
    here, phone, other = enter(bretagne.member), enter(bretagne.member, IPHONE), enter(normandie.member)
    page = here.get("/mes-sessions/").content.decode()
    assert page.index("Firefox, sur Windows") < page.index("Safari, sur iPhone")
    assert page.count("Cette session</span>") == 1
    opened = OpenSession.objects.get(browser="Safari, sur iPhone")
    assert other.post(f"/mes-sessions/{opened.pk}/fermer/").status_code == 404
    assert "La session est fermée" in here.post(f"/mes-sessions/{opened.pk}/fermer/", follow=True).content.decode()
    assert phone.get("/a-faire/").status_code == 302
    assert here.get("/a-faire/").status_code == other.get("/a-faire/").status_code == 200
    assert here.post(f"/mes-sessions/{opened.pk}/fermer/").status_code == 404


def test_all_the_others_are_ended_at_once_and_it_says_how_many(bretagne):
    here, phone, desk = enter(bretagne.member), enter(bretagne.member, IPHONE), Client()
    desk.force_login(bretagne.member)  # entered before sessions were listed: it is not known, and stays
    assert "1 session fermée ailleurs" in here.post("/mes-sessions/autres/fermer/", follow=True).content.decode()
    assert "aucune autre session" in here.post("/mes-sessions/autres/fermer/", follow=True).content.decode()
    assert phone.get("/a-faire/").status_code == 302
    assert here.get("/a-faire/").status_code == 200


def test_coming_in_being_refused_and_leaving_are_journalled_without_an_address(bretagne):
    client = Client()
    client.post("/entrer/", {"email": bretagne.member.email})
    client.post("/entrer/code/", {"code": "WRONG"})
    here = enter(bretagne.member)
    here.post("/quitter/")
    assert verbs() == ["reception.code_refused", "reception.signed_in", "reception.signed_out"]
    assert "@" not in str(list(Entry.objects.values()))
    assert Entry.objects.get(verb="reception.signed_in").by == bretagne


def test_a_flood_of_wrong_codes_does_not_flood_the_journal(bretagne):
    client = Client()
    client.post("/entrer/", {"email": bretagne.member.email})
    for _ in range(40):
        client.post("/entrer/code/", {"code": "WRONG"})
    assert len(verbs()) <= rules.FREE_TRIES + 2


def test_a_session_that_is_over_is_not_listed_and_is_forgotten(bretagne):
    here = enter(bretagne.member)
    enter(bretagne.member, IPHONE)
    from django.contrib.sessions.models import Session  # noqa: PLC0415

    Session.objects.exclude(pk=here.session.session_key).update(expire_date=timezone.now())
    assert "Safari" not in here.get("/mes-sessions/").content.decode()
    services.forget_old_attempts()
    assert OpenSession.objects.count() == 1


@pytest.mark.parametrize(
    ("agent", "words"),
    [(FIREFOX, "Firefox, sur Windows"), (IPHONE, "Safari, sur iPhone"), ("", "Navigateur inconnu")],
)
def test_a_browser_is_told_in_words(agent, words):
    assert rules.browser_words(agent) == words
