"""The first page of somebody who has nothing kept: what it weighs, and when it shows its first words on a slow line."""

import pytest

from tests.browser.conftest import PHONE
from tests.browser.pages import LATEST, one

pytestmark = pytest.mark.browser
STAGE = "survey"
MOST_IN_ALL, MOST_BEFORE_WORDS = 100_000, 40_000
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # 400 kbit/s
FIRST_WORDS = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def weigh(page) -> dict[str, int]:
    """Address → bytes on the line, headers included; filled as the collections end."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.send("Network.emulateNetworkConditions", SLOW)
    named: dict[str, str] = {}
    weights: dict[str, int] = {}
    line.on("Network.responseReceived", lambda told: named.update({told["requestId"]: told["response"]["url"]}))
    line.on(
        "Network.loadingFinished",
        lambda told: weights.update({named.get(told["requestId"], "?"): int(told["encodedDataLength"])}),
    )
    return weights


@pytest.mark.parametrize("where", ["/entrer/", "the collection", "what is known", "the cycle"])
def test_a_first_visit_is_light_and_soon_shows_its_words(house, enter, where):
    """A promised delay is a bounded wait; the seconds are those of the line, which is slowed down on purpose."""
    page = enter(house, None if where == "/entrer/" else "Claire Aubrac", viewport=PHONE)
    things = {
        "the collection": lambda: f"/enquetes/{one(house, LATEST['survey'])}/collecte/",
        "what is known": lambda: "/connaissance/",
        "the cycle": lambda: f"/cycles/{one(house, LATEST['cycle'])}/",
    }
    address = things[where]() if where in things else where
    weights = weigh(page)
    page.goto(address, wait_until="networkidle")
    page.wait_for_function(f"({FIRST_WORDS})() > 0")
    first_words = page.evaluate(FIRST_WORDS)
    whole = sum(weights.values())
    blocking = sum(weight for url, weight in weights.items() if url.endswith((".css", address)))
    print(f"{where}: {whole} bytes in all, {blocking} before the first words, shown after {first_words:.0f} ms")
    assert any(url.endswith(".css") for url in weights)
    assert whole <= MOST_IN_ALL, weights
    assert blocking <= MOST_BEFORE_WORDS, weights
    assert first_words <= 2500
