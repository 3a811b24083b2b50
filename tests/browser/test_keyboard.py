"""With the keyboard only: choosing themes, answering a block, asking for a change, taking notes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import House
from tests.browser.pages import LATEST, one
from tests.browser.test_two_browsers import region_of

pytestmark = pytest.mark.browser
MOST_TABS = 150


@pytest.fixture
def house_at(stages, request):
    opened = []

    def start(stage: str) -> House:
        opened.append(House(stages.copy(stage, request.node.name)).start())
        return opened[-1]

    yield start
    for each in opened:
        each.stop()


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until what has the focus matches this selector; it must be seen to have it."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            shown = page.evaluate(
                "() => { const s = getComputedStyle(document.activeElement);"
                " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 }"
            )
            assert shown, f"{wanted} has the focus and does not show it"
            return
    raise AssertionError(f"the keyboard never reaches {wanted} on {page.url}")


def test_priorities_are_chosen_by_keyboard(house_at, enter):
    house = house_at("themes")
    page = enter(house, ", Mayotte")
    page.goto(f"/themes/recueils/{one(house, LATEST['call'])}/choisir/")
    tab_to(page, "input[name=themes]")
    page.keyboard.press("Space")
    tab_to(page, "main form button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(f"/themes/recueils/{one(house, LATEST['call'])}/choisir/")
    expect(page.get_by_text("Choix enregistré par")).to_be_visible()


def test_a_whole_block_is_answered_by_keyboard(house_at, enter):
    house = house_at("survey")
    response = one(house, LATEST["unsent"])
    page = enter(house, f", {region_of(house, response)}")
    page.goto(f"/reponses/{response}/")
    page.get_by_role("link", name="Ce qui marche").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/rubrique/**")
    for words in ("Une revue chaque printemps.", "Moins de dossiers.", "Trop d’indicateurs."):
        tab_to(page, ".question input[type=text], .question textarea")
        page.keyboard.press("Control+A")
        page.keyboard.type(words)
    for _ in range(2):
        tab_to(page, ".question input[type=radio]")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
    tab_to(page, "main form button[type=submit]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(f"/reponses/{response}/")
    page.get_by_role("link", name="Ce qui marche").first.click()
    expect(page.get_by_label("Une pratique que vous recommandez")).to_have_value("Une revue chaque printemps.")


def test_a_change_in_minutes_is_asked_by_keyboard(house_at, enter):
    house = house_at("outcomes")
    minutes = one(house, LATEST["minutes"])
    claire = enter(house, "Claire Aubrac")
    claire.goto(f"/comptes-rendus/{minutes}/ouvrir/")
    tab_to(claire, "main form button[type=submit]")
    claire.keyboard.press("Enter")
    claire.wait_for_url(f"**/comptes-rendus/{minutes}/")
    page = enter(house, ", Normandie")
    page.goto(f"/comptes-rendus/{minutes}/demander/")
    tab_to(page, "main select")
    page.keyboard.press("ArrowDown")
    tab_to(page, "[name=wording]")
    page.keyboard.type("Écrire « la Normandie » et non « une Région ».")
    tab_to(page, "[name=reason]")
    page.keyboard.type("C’est elle qui l’a proposé.")
    tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/comptes-rendus/{minutes}/**")
    expect(page.get_by_text("Écrire « la Normandie »").first).to_be_visible()


def test_notes_are_taken_by_keyboard(house_at, enter):
    house = house_at("debate")
    page = enter(house, "Claire Aubrac")
    page.goto(f"/reunions/{one(house, LATEST['meeting'])}/debat/")
    tab_to(page, "[name=line]")
    for words in ("BRE p Un guichet commun aux deux clusters", "OCC q Qui finance ?"):
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        expect(page.get_by_text(words.split(" ", 2)[2][:12]).first).to_be_visible()
        expect(page.locator("[name=line]")).to_be_focused()
    expect(page.locator("#dit")).to_contain_text("Un guichet commun aux deux clusters")


def test_the_line_keeps_the_focus_without_scripts(house_at, enter):
    house = house_at("debate")
    page = enter(house, "Claire Aubrac")
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"/reunions/{one(house, LATEST['meeting'])}/debat/")
    tab_to(page, "[name=line]")
    page.keyboard.type("BRE p Un comité de lecture partagé")
    page.keyboard.press("Enter")
    expect(page.locator("#dit")).to_contain_text("Un comité de lecture partagé")
    expect(page.locator("[name=line]")).to_be_focused()


def expect_newest_line(page: Page) -> None:
    """The last line of the list stands whole between the top of the window and the bar where one types."""
    page.wait_for_function(
        "() => { const last = [...document.querySelectorAll('.debate-line')].at(-1).getBoundingClientRect();"
        " return last.top >= 0 && last.bottom <= document.querySelector('#saisie').getBoundingClientRect().top + 1 }",
        timeout=20_000,
    )


def test_the_newest_line_stays_above_the_bar_where_it_is_typed(house_at, enter):
    house = house_at("debate")
    page, address = enter(house, "Claire Aubrac"), f"/reunions/{one(house, LATEST['meeting'])}/debat/"
    page.goto(address)
    tab_to(page, "[name=line]")
    for number in range(1, 15):
        page.keyboard.type(f"BRE Chose dite numéro {number}")
        page.keyboard.press("Enter")
        expect(page.locator(".debate-line").last).to_contain_text(f"numéro {number}")
        expect(page.locator("[name=line]")).to_be_focused()
        expect_newest_line(page)
    page.wait_for_timeout(1500)  # the page follows its own line by the stream
    expect_newest_line(page)
    page.reload()
    expect(page.locator("[name=line]")).to_be_focused()
    page.wait_for_timeout(300)
    expect_newest_line(page)
    # Somebody who went up to read stays there when a line comes from another page; then their own line shows.
    page.evaluate("window.scrollTo(0, 0)")
    other = enter(house, ", Bretagne")
    other.goto(address.replace("debat", "contribuer"))
    other.get_by_label("Votre contribution").fill("Dit depuis un téléphone")
    other.get_by_role("button", name="Remarque").click()
    expect(page.locator(".debate-line").last).to_contain_text("depuis un téléphone")
    page.wait_for_timeout(300)
    assert page.evaluate("window.scrollY") == 0
    page.keyboard.type("BRE La suite")
    page.keyboard.press("Enter")
    expect(page.locator(".debate-line").last).to_contain_text("La suite")
    expect_newest_line(page)


SIZES = ((380, 780), (1280, 800))
UNDER_THE_BAR = """() => {
  const held = document.activeElement, bars = [...document.querySelectorAll(".answer-gestures, .answer-side")];
  if (!held.closest(".answer-form") || bars.some((bar) => bar.contains(held))) return "";
  const box = held.getBoundingClientRect(), middle = box.left + box.width / 2;
  const seen = [box.top + 2, box.top + box.height / 2, box.bottom - 2].every((y) => {
    const there = y > 0 && y < innerHeight && document.elementFromPoint(middle, y);
    return there && !bars.some((bar) => bar.contains(there));
  });
  return seen ? "" : `${held.tagName} ${held.name || held.textContent.trim()}`;
}"""


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_what_has_the_focus_is_never_under_the_bar(house_at, enter, width, height):
    house = house_at("survey")
    response = one(house, LATEST["unsent"])
    page = enter(house, f", {region_of(house, response)}")
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"/reponses/{response}/")
    blocks = page.locator(".block-line h3 a").evaluate_all("links => links.map(link => link.href)")
    reached = 0
    for block in blocks:
        page.goto(block)
        for key in ("Tab", "Shift+Tab"):
            entered = False
            for _ in range(MOST_TABS):
                page.keyboard.press(key)
                inside = page.evaluate("document.activeElement.closest('.answer-form') !== null")
                if entered and not inside:
                    break
                entered, reached = entered or inside, reached + inside
                hidden = page.evaluate(UNDER_THE_BAR)
                assert not hidden, f"{hidden} is under the bar on {block} at {width} by {height}"
    assert reached > 2 * len(blocks)


def test_leaving_with_a_refused_answer_asks_first(house_at, enter):
    house = house_at("survey")
    response = one(house, LATEST["unsent"])
    page = enter(house, f", {region_of(house, response)}")
    page.goto(f"/reponses/{response}/")
    for block in page.locator(".block-line h3 a").evaluate_all("links => links.map(link => link.href)"):
        page.goto(block)
        if page.locator(".question input[inputmode=decimal]").count():
            break
    field = page.locator(".question input[inputmode=decimal]").first
    field.fill("beaucoup")
    field.press("Tab")
    expect(page.get_by_text("Cette réponse n’est pas enregistrée")).to_be_visible()
    expect(field).to_have_value("beaucoup")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("setTimeout(() => { location.href = '/a-faire/' })")
    page.wait_for_timeout(1000)
    assert asked == ["beforeunload"]
    assert "/rubrique/" in page.url
