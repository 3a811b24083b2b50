"""An answer that could not be saved waits in its page, is said to wait, and leaves when it can."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import LATEST, one
from tests.browser.test_two_browsers import house_at, region_of  # noqa: F401  a fixture

pytestmark = pytest.mark.browser


@pytest.fixture
def answering(house_at, enter):  # noqa: F811  the fixture above
    """A house, somebody of a Région on the block of its texts, and what the site keeps of them."""
    house = house_at("survey")
    response = one(house, LATEST["unsent"])
    page = enter(house, f", {region_of(house, response)}")
    page.goto(f"/reponses/{response}/")
    page.get_by_role("link", name=re.compile("Ce qui marche")).first.click()

    def kept() -> set[str]:
        with closing(sqlite3.connect(f"file:{house.home}/interregions.sqlite3?mode=ro", uri=True)) as database:
            return {text for (text,) in database.execute("select text from surveys_answer where text <> ''")}

    return house, page, kept


def write(page: Page, number: int, words: str) -> None:
    field = page.locator(".question").locator("input[type=text], textarea").nth(number)
    field.fill(words)
    field.press("Tab")


def asks_before_leaving(page: Page) -> bool:
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("setTimeout(() => { location.href = '/a-faire/' })")
    page.wait_for_timeout(1000)
    return asked == ["beforeunload"]


def test_what_was_typed_without_connection_leaves_when_it_is_back(answering):
    _, page, kept = answering
    said = page.locator("#etat-enregistrement")
    page.context.set_offline(True)
    write(page, 0, "Première, hors ligne.")
    expect(said).to_contain_text("la connexion est coupée. 1\u00a0réponse attend")
    write(page, 1, "Deuxième, hors ligne.")
    expect(said).to_contain_text("2\u00a0réponses attendent")
    page.locator(".answer-gestures button[type=submit]").click()  # the browser's own error page would lose both
    expect(said).to_contain_text("2\u00a0réponses attendent")
    assert asks_before_leaving(page)
    page.context.set_offline(False)
    expect(said).to_have_text(re.compile("^Enregistré à"))
    assert {"Première, hors ligne.", "Deuxième, hors ligne."} <= kept()


def test_the_next_answer_saved_takes_with_it_the_one_that_failed(answering):
    _, page, kept = answering
    said = page.locator("#etat-enregistrement")
    page.route(re.compile(r"/reponse/\d+/$"), lambda route: route.abort(), times=1)
    write(page, 0, "Restée en chemin.")
    expect(said).to_contain_text("1\u00a0réponse attend")
    write(page, 1, "Arrivée.")
    expect(said).to_have_text(re.compile("^Enregistré à"))
    assert {"Restée en chemin.", "Arrivée."} <= kept()


def test_a_closed_door_is_said_as_it_is_and_opens_again(answering):
    house, page, kept = answering
    said = page.locator("#etat-enregistrement")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="interregions_session")
    write(page, 0, "Après la session.")
    expect(said).to_contain_text("Vous n’êtes plus connecté.")
    expect(said).to_contain_text("1\u00a0réponse reste à l’écran, non enregistrée.")
    assert asks_before_leaving(page)
    page.context.add_cookies(cookies)
    change(house, "update network_mandate set starts_on = '2020-01-01', ends_on = '2020-02-01'")
    write(page, 1, "Après l’habilitation.")
    expect(said).to_contain_text("votre habilitation a peut-être pris fin")
    change(house, "update network_mandate set ends_on = null")
    change(house, "update surveys_survey set status = 'CLOSED'")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(said).to_contain_text(re.compile("Pas enregistré. L’enquête est close.* 2.réponses restent"))
    change(house, "update surveys_survey set status = 'OPEN'")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(said).to_have_text(re.compile("^Enregistré à"))
    assert {"Après la session.", "Après l’habilitation."} <= kept()


def test_who_comes_in_again_in_another_tab_finds_the_answer_saved(answering):
    """Coming in draws a new protection token: the page asks for it by itself."""
    house, page, kept = answering
    page.context.clear_cookies(name="interregions_session")
    write(page, 0, "Entre deux sessions.")
    expect(page.locator("#etat-enregistrement")).to_contain_text("Vous n’êtes plus connecté.")
    other = page.context.new_page()
    other.goto("/entrer/distribution/")
    name = region_of(house, one(house, LATEST["unsent"]))
    other.get_by_role("button", name=re.compile(f"^Entrer comme .*, {name}")).first.click()
    other.wait_for_url(lambda url: "/entrer/" not in url)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("#etat-enregistrement")).to_have_text(re.compile("^Enregistré à"))
    assert "Entre deux sessions." in kept()


def change(house, sql: str) -> None:
    with closing(sqlite3.connect(house.home / "interregions.sqlite3", timeout=20)) as database, database:
        database.execute(sql)
