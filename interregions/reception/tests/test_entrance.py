import re
import threading
import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interregions.network.choices import Role
from interregions.network.models import Installation
from interregions.network.services import add_member, grant_mandate, known_or_new_member
from interregions.reception import postman, queries, rules
from interregions.reception.models import SignInAttempt
from interregions.reception.postman import Letter
from interregions.reception.services import entrance as services
from interregions.toolkit.mail.sending import send_due
from interregions.toolkit.mail.transport import Fate, Line, Outcome


def ask_code(client: Client, address: str) -> str:
    """Ask for a code as the page does, and read it in the mail."""
    client.post("/entrer/", {"email": address})
    found = re.search(r"est (\w{4} \w{4})\.", mail.outbox[-1].body)
    assert found
    return found[1]


def test_a_code_opens_the_door(bretagne):
    client = Client()
    code = ask_code(client, bretagne.member.email.upper())
    response = client.post("/entrer/code/", {"code": code.lower()})
    assert response.url == "/a-faire/"
    assert client.get("/a-faire/").status_code == 200


def test_the_code_is_kept_nowhere(bretagne):
    client = Client()
    code = ask_code(client, bretagne.member.email).replace(" ", "")
    assert code not in str(dict(client.session))
    assert code not in str(list(SignInAttempt.objects.values()))


def test_an_unknown_address_gets_the_same_answer_and_no_mail(db, installation):
    client = Client()
    assert client.post("/entrer/", {"email": "personne@example.com"}).url == "/entrer/code/"
    assert mail.outbox == []
    assert client.post("/entrer/code/", {"code": "AAAA AAAA"}).status_code == 409


@pytest.mark.parametrize("typed", ["anne@reg\u0131on.example", "anne@\u017fite.example", "ANNE@REG\u0130ON.example"])
def test_a_code_never_leaves_for_an_address_that_only_looks_like_a_members(typed, bretagne):
    """PostgreSQL compares capitals: « ı » and « ſ » matched, and the code left for the domain that was typed."""
    for address in ("anne@region.example", "anne@site.example"):
        member = bretagne.member
        member.email = address
        member.save()
        assert Client().post("/entrer/", {"email": typed}).status_code in {200, 302}
        assert queries.members_with_address(typed) == []
    assert mail.outbox == []


def test_a_code_leaves_for_the_address_that_is_kept(bretagne):
    bretagne.member.email = "anne@r\u00e9gion.example"
    bretagne.member.save()
    client = Client()
    code = ask_code(client, "ANNE@xn--rgion-bsa.example")
    assert mail.outbox[-1].to == ["anne@r\u00e9gion.example"]
    assert client.post("/entrer/code/", {"code": code}).url == "/a-faire/"


def test_a_person_is_entered_once_at_an_address(bretagne):
    member = bretagne.member
    typed = {"given_name": member.given_name.upper(), "family_name": "Le-Goff", "email": member.email.upper()}
    assert known_or_new_member(**typed) == member
    with pytest.raises(IntegrityError), transaction.atomic():
        add_member(**typed)
    assert known_or_new_member(**{**typed, "family_name": "Autre"}) != member


def test_a_wrong_code_says_so_then_each_try_waits_longer_and_the_right_one_still_opens(bretagne):
    client = Client()
    code = ask_code(client, bretagne.member.email)
    for _ in range(rules.FREE_TRIES):
        assert "Ce n’est pas ce code" in client.post("/entrer/code/", {"code": "WRONG"}).content.decode()
    for _ in range(3):  # tries made too soon are not looked at, nor counted
        assert "attendez 2 secondes" in client.post("/entrer/code/", {"code": code}).content.decode()
    session = client.session
    session["door"] = {**session["door"], "tried_at": time.time() - 3}
    session.save()
    assert client.post("/entrer/code/", {"code": code}).url == "/a-faire/"


def test_a_code_lasts_fifteen_minutes(bretagne):
    client = Client()
    code = ask_code(client, bretagne.member.email)
    session = client.session
    session["door"] = {**session["door"], "sent_at": time.time() - 901}
    session.save()
    assert "quinze minutes" in client.post("/entrer/code/", {"code": code}).content.decode()


def test_the_next_code_waits_a_little_longer_each_time_and_the_last_one_still_opens(bretagne):
    client = Client()
    for _ in range(rules.FREE_CODES):
        code = ask_code(client, bretagne.member.email)
    response = client.post("/entrer/", {"email": bretagne.member.email})
    assert response.status_code == 409
    assert "dans 30 secondes" in response.content.decode()
    assert client.post("/entrer/code/", {"code": code}).url == "/a-faire/"


def test_codes_asked_by_others_do_not_keep_the_owner_out(bretagne):
    for number in range(rules.FREE_CODES + 1):
        Client(REMOTE_ADDR="203.0.113.9").post("/entrer/", {"email": bretagne.member.email})
        Client(REMOTE_ADDR=f"203.0.{number}.9").post("/entrer/", {"email": bretagne.member.email})
    elsewhere = Client(REMOTE_ADDR="203.0.113.200")  # another machine of the same network
    assert elsewhere.post("/entrer/", {"email": bretagne.member.email}).status_code == 409
    owner = Client(REMOTE_ADDR="198.51.100.7")
    code = ask_code(owner, bretagne.member.email)
    assert owner.post("/entrer/code/", {"code": code}).url == "/a-faire/"


def test_wrong_tries_of_others_do_not_keep_the_owner_out(bretagne):
    owner = Client()
    code = ask_code(owner, bretagne.member.email)
    other = Client(REMOTE_ADDR="203.0.113.9")
    other.post("/entrer/", {"email": bretagne.member.email})
    for _ in range(40):
        other.post("/entrer/code/", {"code": "WRONG"})
    assert owner.post("/entrer/code/", {"code": code}).url == "/a-faire/"


def test_a_network_that_asks_for_many_addresses_waits(db, installation, monkeypatch):
    monkeypatch.setattr(rules, "FREE_CODES_OF_NETWORK", 5)
    client = Client()
    answers = [client.post("/entrer/", {"email": f"p{number}@example.org"}).status_code for number in range(7)]
    assert answers == [302] * 5 + [409] * 2


@pytest.fixture
def connection_kept():
    """The test’s connection outlives a request, as Django’s own client has it."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def test_the_answer_leaves_before_the_mail_server_is_called_and_is_the_same_for_everybody(
    bretagne, monkeypatch, connection_kept
):
    events: list[str] = []

    def deliver(line, email):
        events.append("relay")
        return Outcome(Fate.ACCEPTED)

    monkeypatch.setattr(Line, "deliver", deliver)
    told = []
    for address in (bretagne.member.email, "personne@example.com"):
        events.clear()
        sent = {"email": address, "csrfmiddlewaretoken": "a" * 32}
        environ = RequestFactory().post("/entrer/", sent, HTTP_COOKIE=f"csrftoken={'a' * 32}").environ
        answer = get_wsgi_application()(environ, lambda status, headers: events.append(status))
        words = b"".join(answer)
        events.append("answer")
        answer.close()
        told.append((events[:2], words))
        assert events[2:] == (["relay"] if address == bretagne.member.email else [])
    assert told[0] == told[1] == (["302 Found", "answer"], b"")


def test_known_or_not_an_address_costs_the_same_queries(bretagne, installation):
    counted = []
    for address in (bretagne.member.email, "personne@example.com"):
        with CaptureQueriesContext(connection) as queried:
            services.draw_code(address=address, client="192.0.2.0/24")
        counted.append(len(queried))
    assert counted[0] == counted[1]


def test_a_silent_mail_server_is_said_at_the_door_to_everybody_and_in_the_cockpit(
    bretagne, facilitator, client_as, settings, monkeypatch
):
    settings.SMTP = True
    later = Outcome(Fate.LATER, "Le serveur d’envoi n’a pas pu être joint.", line_down=True)
    monkeypatch.setattr(Line, "deliver", lambda line, email: later)
    assert services.deliver_code(Letter(bretagne.member.email, "ABCDEFGH")) is False
    assert "Le courrier ne part pas en ce moment" in Client().get("/entrer/").content.decode()
    client = Client()
    client.post("/entrer/", {"email": "personne@example.com"})
    assert "Le courrier ne part pas en ce moment" in client.get("/entrer/code/").content.decode()
    assert "Le serveur d’envoi ne répond pas depuis" in client_as(facilitator).get("/animation/").content.decode()
    monkeypatch.setattr(Line, "answers", lambda line: Outcome(Fate.ACCEPTED))
    send_due()
    assert "Le courrier ne part pas" not in Client().get("/entrer/").content.decode()


def test_a_code_that_waits_is_tried_again_then_dropped_and_written_nowhere(caplog, settings):
    settings.JOBS_IMMEDIATE = False
    tried, done = [], threading.Event()

    def deliver(letter):
        tried.append(letter)
        if len(tried) == 2:
            done.set()
        return len(tried) == 2

    postman.PAUSE_SECONDS, kept = 0.01, postman.PAUSE_SECONDS
    try:
        carrier = postman.Postman(deliver)
        late = Letter("anne@example.org", "LATECODE", until=0)
        carrier.post(late)
        letter = Letter("anne@example.org", "GOODCODE")
        carrier.post(letter)
        assert done.wait(5)
    finally:
        postman.PAUSE_SECONDS = kept
    assert tried == [letter, letter]
    assert "CODE" not in repr(letter) + caplog.text


def test_several_people_of_one_mailbox_say_who_they_are(bretagne):
    other = add_member(given_name="Jean", family_name="Autre", email=bretagne.member.email, fictional=True)
    grant_mandate(member=other, organisation=bretagne.organisation, role=Role.CONTRIBUTOR)
    client = Client()
    code = ask_code(client, bretagne.member.email)
    assert client.post("/entrer/code/", {"code": code}).url == "/entrer/qui/"
    assert "Jean Autre" in client.get("/entrer/qui/").content.decode()
    client.post("/entrer/qui/", {"member": other.pk})
    assert str(client.session["_auth_user_id"]) == str(other.pk)


def test_nobody_says_who_they_are_before_the_code(bretagne, outsider):
    client = Client()
    ask_code(client, bretagne.member.email)
    assert client.post("/entrer/qui/", {"member": outsider.pk}).url == "/entrer/?next=%2Fa-faire%2F"


def test_a_removed_member_cannot_enter(bretagne):
    bretagne.member.removed_at = timezone.now()
    bretagne.member.save()
    Client().post("/entrer/", {"email": bretagne.member.email})
    assert mail.outbox == []


def test_next_leads_back_on_this_site_only(bretagne):
    for address, expected in (("/reseau/", "/reseau/"), ("https://elsewhere.example/", "/a-faire/")):
        client = Client()
        client.post("/entrer/", {"email": bretagne.member.email, "next": address})
        code = re.search(r"est (\w{4} \w{4})\.", mail.outbox[-1].body)[1]
        assert client.post("/entrer/code/", {"code": code}).url == expected


def test_an_ended_mandate_no_longer_acts(client_as, bretagne):
    bretagne.ends_on = timezone.localdate() - timedelta(days=1)
    bretagne.save()
    page = client_as(bretagne).get("/a-faire/").content.decode()
    assert "pas d’habilitation en cours" in page


def test_one_acts_only_under_ones_own_mandates(client_as, bretagne, normandie):
    second = grant_mandate(member=bretagne.member, organisation=normandie.organisation, role=Role.READER)
    client = client_as(bretagne)
    assert client.post("/agir-pour/", {"mandate": second.pk}).status_code == 302
    assert client.session["acting_mandate"] == second.pk
    assert client.post("/agir-pour/", {"mandate": normandie.pk}).status_code == 404
    assert client.post("/agir-pour/", {"mandate": "x"}).status_code == 404


def test_the_cast_enters_in_one_click(installation, bretagne):
    client = Client()
    assert "Entrer comme Anne Le Goff" in client.get("/entrer/distribution/").content.decode()
    assert client.get(f"/entrer/distribution/{bretagne.pk}/").status_code == 405
    assert client.post(f"/entrer/distribution/{bretagne.pk}/").url == "/a-faire/"


def test_the_one_click_door_closes_with_the_first_real_member(installation, bretagne):
    add_member(given_name="Vraie", family_name="Personne", email="vraie@example.org")
    response = Client().post(f"/entrer/distribution/{bretagne.pk}/")
    assert response.status_code == 409
    assert "Une personne réelle participe désormais" in response.content.decode()


def test_a_real_installation_has_no_one_click_door(host, bretagne):
    Installation.objects.create(host=host, demonstration=False)
    assert Client().post(f"/entrer/distribution/{bretagne.pk}/").status_code == 409
    assert "distribution" not in Client().get("/").content.decode()


@pytest.mark.parametrize("address", ["/", "/entrer/"])
def test_the_door_is_public(db, address):
    assert Client().get(address).status_code == 200


def test_leaving_ends_the_session(client_as, bretagne):
    client = client_as(bretagne)
    assert client.get("/quitter/").status_code == 405
    client.post("/quitter/")
    assert client.get("/a-faire/").status_code == 302


def test_the_proof_of_a_mailbox_lasts_as_long_as_its_code(bretagne):
    """Two people read the mailbox; the page that asks who is left open on a shared computer."""
    other = add_member(given_name="Paul", family_name="Second", email=bretagne.member.email, fictional=True)
    grant_mandate(member=other, organisation=bretagne.organisation, role=Role.READER)
    client = Client()
    client.post("/entrer/code/", {"code": ask_code(client, bretagne.member.email)})
    session = client.session
    session["door"] = {**session["door"], "proved_at": time.time() - 901}
    session.save()
    assert client.post("/entrer/qui/", {"member": str(other.pk)}).url == "/entrer/?next=%2Fa-faire%2F"


@pytest.mark.parametrize("typed", ["²", "9" * 40, "-1", "", "a"])
def test_a_strange_mandate_is_not_found(typed, bretagne, client_as):
    assert client_as(bretagne).post("/agir-pour/", {"mandate": typed}).status_code == 404


@pytest.mark.parametrize(
    "asked", ["²", "reseau", "network:directory", "//ailleurs.example", "https://ailleurs.example/"]
)
def test_after_the_door_one_stays_on_this_site(asked, bretagne, client_as):
    answer = client_as(bretagne).post("/agir-pour/", {"mandate": str(bretagne.pk), "next": asked})
    assert answer.url == "/a-faire/"


def test_leaving_empties_what_the_browser_kept(bretagne, client_as):
    answer = client_as(bretagne).post("/quitter/")
    assert answer["Clear-Site-Data"] == '"cache"'


def test_a_demonstration_without_smtp_says_that_no_code_arrives(installation, bretagne, settings):
    client = Client()
    code = ask_code(client, bretagne.member.email)
    page = client.get("/entrer/code/").content.decode()
    assert "n’envoie aucun courriel" in page
    assert "/entrer/distribution/" in page
    assert "vient d’y partir" not in page
    assert code not in page
    settings.SMTP = "smtp://localhost"
    assert "vient d’y partir" in client.get("/entrer/code/").content.decode()


def test_a_link_printed_on_the_server_lets_one_person_in_once(bretagne, capsys):
    call_command("link", bretagne.member.email.upper())
    path = urlsplit(re.search(r"https?://\S+", capsys.readouterr().out)[0]).path
    for _ in range(3):  # a scanner
        assert "Entrer comme Anne Le Goff" in Client().get(path).content.decode()
    client = Client()
    assert client.post(path).url == "/a-faire/"
    assert client.get("/a-faire/").status_code == 200
    again = Client().post(path)
    assert again.status_code == 409
    assert "Ce lien a servi" in again.content.decode()


def test_a_link_is_printed_for_nobody_else(bretagne):
    with pytest.raises(CommandError, match="Personne du réseau"):
        call_command("link", "personne@example.com")
