"""Two people at once, and a mail scanner before the person."""

import re
import sqlite3
import urllib.request
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser.pages import LATEST, one

pytestmark = pytest.mark.browser


@pytest.fixture
def house_at(stages, request):
    """house_at(stage) → a product of this test's own."""
    from tests.browser.house import House  # noqa: PLC0415

    opened = []

    def start(stage: str) -> House:
        opened.append(House(stages.copy(stage, request.node.name)).start())
        return opened[-1]

    yield start
    for each in opened:
        each.stop()


def test_the_second_of_two_sees_both_versions_and_merges_in_one_gesture(house_at, enter):
    house = house_at("note")
    address = f"/notes/{one(house, LATEST['note'])}/"
    claire, bretagne = enter(house, "Claire Aubrac"), enter(house, ", Bretagne")
    for page in (claire, bretagne):
        page.goto(address)
        page.locator("#partie-context details", has_text="Écrire").first.locator("summary").click()
    claire.locator("#texte-context").fill("Les conventions s’achèvent.\n\nPhrase de Claire.")
    claire.locator("#partie-context").get_by_role("button", name="Enregistrer cette partie").click()
    expect(claire.locator("#partie-context .prose")).to_contain_text("Phrase de Claire.")
    bretagne.locator("#texte-context").fill("Les conventions s’achèvent.\n\nPhrase de Bretagne.")
    # The part saves itself: who writes second is told so at once, then reads both.
    expect(bretagne.locator("#dit-context")).to_contain_text("Rien n’est perdu")
    bretagne.locator("#partie-context").get_by_role("button", name="Enregistrer cette partie").click()
    expect(bretagne.get_by_role("heading", level=1)).to_have_text("Deux versions du même texte")
    expect(bretagne.locator("main")).to_contain_text("Phrase de Claire.")
    expect(bretagne.locator("main")).to_contain_text("Phrase de Bretagne.")
    bretagne.get_by_role("button", name="Enregistrer cette fusion").click()
    kept = bretagne.locator("#partie-context .prose")
    expect(kept).to_contain_text("Phrase de Claire.")
    expect(kept).to_contain_text("Phrase de Bretagne.")


def test_an_answer_saves_itself_and_is_there_on_another_screen(house_at, enter):
    house = house_at("survey")
    response = one(house, LATEST["unsent"])
    name = region_of(house, response)
    here, elsewhere = enter(house, f", {name}"), enter(house, f", {name}")
    here.goto(f"/reponses/{response}/")
    here.get_by_role("link", name=re.compile("Ce qui marche")).first.click()
    field = here.get_by_label("Une pratique que vous recommandez")
    field.fill("Un comité commun, écrit sans cliquer.")
    field.press("Tab")
    expect(here.locator("main").get_by_text(re.compile("^Enregistré")).first).to_be_visible()
    elsewhere.goto(here.url)
    expect(elsewhere.get_by_label("Une pratique que vous recommandez")).to_have_value(
        "Un comité commun, écrit sans cliquer."
    )


def region_of(house, response: int) -> str:
    with closing(sqlite3.connect(f"file:{house.home}/interregions.sqlite3?mode=ro", uri=True)) as database:
        return database.execute(
            "select o.short_name from surveys_response r join network_organisation o on o.id = r.organisation_id"
            " where r.id = ?",
            [response],
        ).fetchone()[0]


def test_what_is_said_is_seen_on_every_screen_at_once(house_at, enter):
    house = house_at("debate")
    meeting = one(house, LATEST["meeting"])
    claire, projected = enter(house, "Claire Aubrac"), enter(house, "Hugo Serrano")
    phone = enter(house, ", Bretagne", viewport={"width": 380, "height": 780})
    claire.goto(f"/reunions/{meeting}/debat/")
    projected.goto(f"/reunions/{meeting}/ecran/")
    phone.goto(f"/reunions/{meeting}/contribuer/")
    phone.get_by_role("textbox").first.fill("Nous ouvrons notre plateforme d’essais.")
    phone.locator("main form button[type=submit]").first.click()
    for screen in (claire, projected):
        expect(screen.get_by_text("Nous ouvrons notre plateforme d’essais.").first).to_be_visible(timeout=20_000)


def test_three_visits_of_a_scanner_change_nothing_then_the_person_succeeds(house_at, enter):
    """The link of a convocation: opened by a machine three times, then used."""
    house = house_at("meeting")
    link = link_in_a_message(house, "/reunions/presence/")
    before = attendances(house)
    for _ in range(3):
        with urllib.request.urlopen(house.url + link, timeout=10) as answer:  # noqa: S310  our own server
            assert answer.status == 200
    assert attendances(house) == before
    person = enter(house)
    person.goto(link)
    person.locator("main form").get_by_role("radio").first.check()
    person.locator("main form button[type=submit]").first.click()
    person.wait_for_load_state()
    assert attendances(house) != before


def attendances(house) -> list[tuple]:
    with closing(sqlite3.connect(f"file:{house.home}/interregions.sqlite3?mode=ro", uri=True)) as database:
        return database.execute("select id, answer, answered_at from meetings_attendance order by id").fetchall()


def link_in_a_message(house, beginning: str) -> str:
    """The latest link of that kind whose question is still open: of an organisation that has not answered."""
    with closing(sqlite3.connect(f"file:{house.home}/interregions.sqlite3?mode=ro", uri=True)) as database:
        rows = database.execute(
            "select button_url from mail_message where button_url like ? order by id desc", [f"%{beginning}%"]
        ).fetchall()
    assert rows, f"no message carries {beginning}"
    return beginning + rows[0][0].split(beginning, 1)[1]
