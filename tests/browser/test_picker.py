"""Choosing among many: by keyboard with the scripts, by its button without them."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import House

pytestmark = pytest.mark.browser


@pytest.fixture
def house(stages, request):
    started = House(stages.copy("themes", request.node.name)).start()
    yield started
    started.stop()


def test_what_is_typed_finds_and_what_is_chosen_stays(house, enter):
    page = enter(house, "Claire Aubrac")
    page.goto("/reseau/groupes/")
    search = page.get_by_label("Quelques lettres du nom")
    search.press_sequentially("cote d azur")
    box = page.locator(".picker-found").get_by_label("Provence-Alpes-Côte d’Azur")
    expect(box).to_be_visible()
    expect(search).to_be_focused()
    box.press("Space")
    search.fill("")
    search.press_sequentially("reunion")
    expect(page.locator(".picker-found").get_by_label("La Réunion")).to_be_visible()
    expect(page.locator(".picker-chosen").get_by_label("Provence-Alpes-Côte d’Azur")).to_be_checked()
    search.press("Enter")
    assert page.url.endswith("/reseau/groupes/")
    page.get_by_role("button", name="Toutes les Régions").click()
    expect(page.locator(".picker-chosen input")).to_have_count(18)


def test_it_works_without_a_script(house, enter):
    page = enter(house, "Claire Aubrac", java_script_enabled=False)
    page.goto("/reseau/groupes/")
    page.get_by_label("Nom du groupe").fill("Hydrogène")
    page.get_by_label("Quelques lettres du nom").fill("ile de france")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_label("Nom du groupe")).to_have_value("Hydrogène")
    page.locator(".picker-found").get_by_label("Île-de-France").check()
    page.get_by_label("Quelques lettres du nom").fill("")
    page.locator("main .form-gestures button").click()
    expect(page.get_by_text("Le groupe de travail est ouvert.")).to_be_visible()
