"""axe-core on every main page: three people, in light on a desktop and in dark on a phone; nothing leaves the site."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import interregions
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.pages import PEOPLE, address_in, pages_of

pytestmark = pytest.mark.browser

AXE = Path(interregions.__file__).parent / "common/static/built/axe.min.js"
EVERY_RULE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONSOLE_NOISE = re.compile(r"the server responded with a status of (404|409)")


@pytest.mark.parametrize("person", PEOPLE)
def test_no_violation_on_any_page(houses, enter, person):
    wrong: list[str] = []
    for stage, pages in pages_of(person).items():
        house = houses(stage)
        page = enter(house, PEOPLE[person])
        watch(page, house.url, wrong)
        for each in pages:
            wrong += looked_at(page, address_in(house, each))
        page.context.close()
    assert not wrong, "\n" + "\n".join(dict.fromkeys(wrong))


def watch(page, url: str, wrong: list[str]) -> None:
    """Console errors (the browser tells CSP violations there) and requests to another host."""
    ours = urlsplit(url).netloc

    def heard(message) -> None:
        if message.type == "error" and not CONSOLE_NOISE.search(message.text):
            wrong.append(f"{urlsplit(page.url).path}: console: {message.text[:300]}")

    def asked(request) -> None:
        host = urlsplit(request.url).netloc
        if host and host != ours:
            wrong.append(f"{urlsplit(page.url).path}: asked {host}")

    page.on("console", heard)
    page.on("pageerror", lambda error: wrong.append(f"{urlsplit(page.url).path}: {error}"))
    page.on("request", asked)


def looked_at(page, address: str) -> list[str]:
    """One page, loaded once: in light on a desktop, then in dark on a phone; every rule in each."""
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    answer = page.goto(address, wait_until="load")
    if answer is None or answer.status >= 400:
        return [f"{address}: {answer and answer.status}"]
    page.evaluate(AXE.read_text(encoding="utf-8"))
    wrong = [f"{address} {words}" for words in violations(page, EVERY_RULE)]
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    wrong += [f"{address} (phone, dark) {words}" for words in violations(page, EVERY_RULE)]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        wrong.append(f"{address}: {wide} px wider than the phone")
    return wrong


def violations(page, rules: dict) -> list[str]:
    """What axe finds, in words."""
    found = page.evaluate(
        "rules => axe.run(document, rules).then(r => r.violations.map(v => [v.id, v.help, v.nodes.slice(0, 3)"
        ".map(n => n.target.join(' ') + ' — ' + n.html.slice(0, 120)).join(' ; ')]))",
        rules,
    )
    return [f"axe {name}: {help} ({where})" for name, help, where in found]
