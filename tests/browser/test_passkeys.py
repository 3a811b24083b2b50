"""A key of the device, with Chromium's virtual authenticator: added, used, copied, taken away."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser
STAGE = "themes"
NAME = "Claire Aubrac"


def authenticator(page: Page) -> tuple[object, str]:
    """A device that knows its owner, as a telephone does."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return line, line.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def leave(page: Page) -> None:
    page.goto("/mes-sessions/")
    page.get_by_role("button", name="Quitter cette session").click()
    page.wait_for_url(re.compile(r":\d+/$"))


def by_key(page: Page) -> None:
    page.goto("/entrer/")
    page.get_by_role("button", name="Entrer avec une clé d’accès").click()


def test_a_key_lets_its_owner_in_without_a_code_until_it_is_taken_away(house, enter) -> None:
    page = enter(house, NAME, viewport=PHONE)
    line, device = authenticator(page)
    page.goto("/mes-sessions/")
    page.get_by_role("button", name="Ajouter une clé d’accès sur cet appareil").click()
    expect(page.get_by_text("La clé d’accès est ajoutée")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    keys = line.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    assert len(keys) == 1

    leave(page)
    by_key(page)
    page.wait_for_url(lambda url: "/a-faire/" in url)
    page.goto("/mes-sessions/")
    expect(page.get_by_text("par une clé d’accès")).to_be_visible()

    leave(page)
    page.goto("/entrer/?next=/reseau/")
    page.get_by_role("button", name="Entrer avec une clé d’accès").click()
    page.wait_for_url(re.compile(r":\d+/reseau/$"))

    # A copy of the key counts from where it was copied: it is behind, and refused.
    leave(page)
    line.send("WebAuthn.removeCredential", {"authenticatorId": device, "credentialId": keys[0]["credentialId"]})
    line.send("WebAuthn.addCredential", {"authenticatorId": device, "credential": {**keys[0], "signCount": 1}})
    by_key(page)
    expect(page.get_by_text("n’a pas pu être vérifiée")).to_be_visible()

    line.send("WebAuthn.removeCredential", {"authenticatorId": device, "credentialId": keys[0]["credentialId"]})
    line.send("WebAuthn.addCredential", {"authenticatorId": device, "credential": {**keys[0], "signCount": 100}})
    by_key(page)
    page.wait_for_url(lambda url: "/a-faire/" in url)
    page.goto("/mes-sessions/")
    page.get_by_role("button", name=re.compile("^Retirer")).click()
    expect(page.get_by_text("elle ne fait plus entrer personne")).to_be_visible()
    leave(page)
    by_key(page)
    expect(page.get_by_text("n’a pas pu être vérifiée")).to_be_visible()


def test_a_person_who_refuses_reads_it_and_the_code_still_lets_in(house, enter) -> None:
    page = enter(house)
    line, device = authenticator(page)
    line.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    by_key(page)
    expect(page.get_by_text("Aucune clé d’accès n’a été donnée")).to_be_visible()
    expect(page.get_by_role("button", name="M’envoyer un code")).to_be_visible()


def test_without_script_the_code_alone_is_offered(house, enter) -> None:
    page = enter(house, java_script_enabled=False)
    page.goto("/entrer/")
    expect(page.get_by_role("button", name="M’envoyer un code")).to_be_visible()
    expect(page.get_by_role("button", name="Entrer avec une clé d’accès")).to_be_hidden()
