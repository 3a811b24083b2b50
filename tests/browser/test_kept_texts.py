"""Typed, four seconds, reload: every long text is still there."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import LATEST, one
from tests.browser.test_two_browsers import house_at  # noqa: F401  a fixture

pytestmark = pytest.mark.browser
WORDS = "Écrit sans cliquer, puis la page est rechargée."


def test_a_part_of_a_note_saves_itself_and_a_second_writer_is_told(house_at, enter):  # noqa: F811
    house = house_at("note")
    address = f"/notes/{one(house, LATEST['note'])}/"
    claire, bretagne = enter(house, "Claire Aubrac"), enter(house, ", Bretagne")
    for page in (claire, bretagne):
        page.goto(address)
        page.locator("#partie-context details", has_text="Écrire").first.locator("summary").click()
    claire.locator("#texte-context").fill(WORDS)
    expect(claire.locator("#etat-parties")).to_have_text(re.compile("^Enregistré à"))
    claire.reload()
    expect(claire.locator("#partie-context .prose")).to_contain_text(WORDS)
    bretagne.locator("#texte-context").fill("Une autre phrase.")
    expect(bretagne.locator("#dit-context")).to_contain_text("Rien n’est perdu")
    bretagne.locator("#partie-context").get_by_role("button", name="Enregistrer cette partie").click()
    expect(bretagne.locator("main")).to_contain_text(WORDS)
    expect(bretagne.locator("main")).to_contain_text("Une autre phrase.")


def test_a_text_that_does_not_save_itself_is_given_back_with_what_the_site_has(house_at, enter):  # noqa: F811
    house = house_at("note")
    page = enter(house, "Claire Aubrac")
    page.goto(f"/interviews/{one(house, LATEST['interview'])}/modifier/")
    field = page.locator("textarea[name=pasted_text]")
    stood = field.input_value()
    field.fill(WORDS)
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(field).to_have_value(WORDS)
    told = page.locator(".notice", has_text="il n’est pas encore enregistré")
    expect(told).to_be_visible()
    told.get_by_role("button").click()
    expect(field).to_have_value(stood)
    page.reload()
    expect(field).to_have_value(stood)
    field.fill(WORDS)
    page.get_by_role("button", name="Enregistrer").first.click()
    page.wait_for_load_state()
    page.goto(f"/interviews/{one(house, LATEST['interview'])}/modifier/")
    expect(page.locator(".notice", has_text="il n’est pas encore enregistré")).to_have_count(0)


def test_the_line_of_the_debate_survives_a_reload(house_at, enter):  # noqa: F811
    house = house_at("debate")
    page = enter(house, "Claire Aubrac")
    page.goto(f"/reunions/{one(house, LATEST['meeting'])}/debat/")
    line = page.locator("#saisie input[name=line]")
    line.fill("BRE r Une phrase commencée")
    page.reload()
    expect(line).to_have_value("BRE r Une phrase commencée")
    line.press("Enter")
    expect(page.locator("#dit")).to_contain_text("Une phrase commencée")
    page.reload()
    expect(line).to_have_value("")
