"""In forced colours (contrast themes), what a colour said is still seen: ticked boxes, current entry, current step."""

import pytest

from tests.browser.pages import LATEST, one
from tests.browser.test_two_browsers import region_of

pytestmark = pytest.mark.browser
STAGE = "survey"
DRAWN = (
    "node => { const s = getComputedStyle(node);"
    " return [s.appearance, s.backgroundColor, s.borderBottomColor].join(' ') }"
)
FILLED = "nodes => new Set(nodes.map(node => getComputedStyle(node).fill)).size"


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_what_is_ticked_and_where_one_is_stay_visible(house, enter, palette):
    response = one(house, LATEST["unsent"])
    name = region_of(house, response)
    page = enter(house, f", {name}", forced_colors="active", color_scheme=palette)
    page.goto(f"/reponses/{response}/")
    for block in page.locator(".block-line h3 a").evaluate_all("links => links.map(link => link.href)"):
        page.goto(block)
        for kind in ("radio", "checkbox"):
            boxes = page.locator(f".question input[type={kind}]")
            for box in boxes.all():
                # The browser draws the tick itself, unless the style shows one.
                ticked = box.evaluate("(node) => { node.checked = true; return (" + DRAWN + ")(node) }")
                bare = box.evaluate("(node) => { node.checked = false; return (" + DRAWN + ")(node) }")
                assert ticked.startswith("auto") or ticked != bare, f"{kind} on {block}"
    page.goto("/echanges/")
    entries = page.locator(".site-nav a")
    lines = {entry.get_attribute("aria-current"): entry.evaluate(DRAWN) for entry in entries.all()}
    assert len(set(lines.values())) == 2, lines
    page.goto(f"/cycles/{one(house, LATEST['cycle'])}/")
    dots = [page.locator(f".step-{state} .step-dot").first.evaluate(DRAWN) for state in ("current", "to_come")]
    assert dots[0] != dots[1]


def test_the_tiles_keep_their_states(house, enter):
    page = enter(house, "Claire Aubrac", forced_colors="active", color_scheme="dark")
    page.goto(f"/enquetes/{one(house, LATEST['survey'])}/collecte/")
    assert page.locator(".tile-map .tile rect").evaluate_all(FILLED) >= 2
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for tile in page.locator(".tile-done").all():
        fill, words = (tile.locator(part).evaluate("node => getComputedStyle(node).fill") for part in ("rect", "text"))
        assert fill != words
        assert fill != ground
