"""What the four readings of « what is next » say to each person, read from their pages as they are shown."""

import re
from dataclasses import dataclass

from django.urls import reverse
from lxml import html

from tests.walk.scene import Scene

PART = "//main//*[self::h2 or contains(concat(' ', @class, ' '), ' todo-card ')]"
APART = "Ce que les cycles attendent de l’animation"


@dataclass(frozen=True)
class Card:
    """A card as it is shown: its words, its address, and whether the header counts it."""

    what: str
    url: str
    why: str
    counted: bool


@dataclass(frozen=True)
class Shown:
    """The cards of a person and the number beside « À faire »."""

    cards: tuple[Card, ...]
    count: int


def words(node) -> str:  # type: ignore[no-untyped-def]
    return re.sub(r"\s+", " ", node.text_content()).strip()


def read(scene: Scene, person: str, url: str):  # type: ignore[no-untyped-def]
    response = scene.browsers[person].get(url)
    assert response.status_code == 200, f"{person}: {url} answers {response.status_code}"
    return html.document_fromstring(response.content.decode())


def cards_in(page) -> tuple[Card, ...]:  # type: ignore[no-untyped-def]
    found, counted = [], True
    for node in page.xpath(PART):
        if node.tag == "h2":
            counted = words(node) != APART
            continue
        link, why = node.find(".//h3/a"), node.find(".//p[@class='soft']")
        found.append(Card(words(link), link.get("href"), "" if why is None else words(why), counted))
    return tuple(found)


def shown_to(scene: Scene, person: str) -> Shown:
    """« À faire » of this person."""
    page = read(scene, person, reverse("journey:todo"))
    count = page.xpath("//nav//span[@class='count']")
    return Shown(cards_in(page), int(words(count[0])) if count else 0)


def cockpit_cards(scene: Scene) -> tuple[Card, ...]:
    """The cards of the cockpit."""
    return cards_in(read(scene, "animation", reverse("journey:cockpit")))


def gate_of(scene: Scene) -> tuple[list[str], list[tuple[str, str]]]:
    """Why the cycle cannot advance, and what is left with its address, as the animation reads them."""
    cycle = scene.cycle
    if cycle is None:
        return [], []
    page = read(scene, "animation", cycle.get_absolute_url())
    reasons = [words(node) for node in page.xpath("//*[@id='pourquoi-pas']")]
    left = [
        (words(item), link.get("href") if (link := item.find(".//a")) is not None else "")
        for item in page.xpath("//ul[contains(@class, 'remaining')]/li")
    ]
    return reasons, left
