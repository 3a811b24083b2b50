"""A key of a device beside the code: nothing is proved by words alone. The whole way is tried in a browser."""

import json

import pytest
from django.test import Client

from interregions.reception import rules
from interregions.reception.keys import WRONG
from interregions.reception.models import Passkey, SignInAttempt
from interregions.reception.queries import personal_data_of
from interregions.reception.services import people as services

NOTHING = json.dumps({"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}})


def kept(member) -> Passkey:
    return Passkey.objects.create(member=member, number="AAAA", public_key="AAAA", device="Firefox, sur Windows")


@pytest.mark.parametrize("answer", ["", "[]", "{", NOTHING])
def test_an_answer_that_proves_nothing_lets_nobody_in(answer, bretagne):
    kept(bretagne.member)
    client = Client()
    asked = client.post("/entrer/cle/demander/").json()["publicKey"]
    assert "allowCredentials" not in asked  # the same for everybody: it tells nobody who is of the network
    refused = client.post("/entrer/cle/", {"answer": answer})
    assert refused.status_code == 409
    assert WRONG.split(" : ")[0] in refused.content.decode().replace("\u202f", " ")
    assert "_auth_user_id" not in client.session


def test_what_was_asked_serves_once_and_of_this_browser_alone(bretagne):
    kept(bretagne.member)
    asking, other = Client(), Client()
    asking.post("/entrer/cle/demander/")
    assert other.post("/entrer/cle/", {"answer": NOTHING}).status_code == 409
    assert "passkey" in asking.session
    asking.post("/entrer/cle/", {"answer": NOTHING})
    assert "passkey" not in asking.session


def test_asking_is_braked_by_network(db, monkeypatch):
    monkeypatch.setattr(rules, "FREE_CODES_OF_NETWORK", 3)
    assert [Client().post("/entrer/cle/demander/").status_code for _ in range(4)] == [200] * 3 + [409]
    assert set(SignInAttempt.objects.values_list("kind", flat=True)) == {"key"}


def test_a_key_is_taken_away_by_its_owner_alone(bretagne, normandie, client_as):
    key = kept(bretagne.member)
    assert client_as(normandie).post(f"/mes-sessions/cles/{key.pk}/retirer/").status_code == 404
    assert Passkey.objects.exists()
    assert client_as(bretagne).post(f"/mes-sessions/cles/{key.pk}/retirer/").status_code == 302
    assert not Passkey.objects.exists()


def test_a_key_is_a_person_s_own_and_goes_with_them(bretagne):
    kept(bretagne.member)
    assert personal_data_of(bretagne.member)["clés d’accès"][0]["appareil"] == "Firefox, sur Windows"
    services.erase_member(bretagne.member)
    assert not Passkey.objects.exists()
