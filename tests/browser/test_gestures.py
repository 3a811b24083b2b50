"""The gestures of somebody who comes five times a year, counted by journeys at 380 px on a slow line.

``docs/reference/gestures.md`` says how many each takes: a journey that takes more fails, and so does a page that is
heavier or slower than it promises. ``pytest -s`` prints the figures.
"""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.hand import Hand
from tests.browser.house import COMMAND, free_port
from tests.browser.served import ROOT, Served, wait_until
from tests.browser.test_accessibility import looked_at, watch

pytestmark = pytest.mark.browser
DOCS = ROOT / "docs/reference/gestures.md"
MOST_MILLISECONDS, MOST_KILOBYTES = 2500, 100
# What the letters say, as they leave; everything is done through the services, as the pages do.
LETTERS = (Path(__file__).parent / "letters_of_gestures.py").read_text()


class Mailbox:
    """A mail server that keeps what it takes."""

    def __init__(self) -> None:
        self.bodies: list[str] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the name is aiosmtpd's
        self.bodies.append(envelope.content.decode("utf-8", "replace"))
        return "250 OK"

    def code(self) -> str:
        """The code of the last letter."""
        wait_until(lambda: self.bodies, 30)
        return re.search(r"code d=E2=80=99entr=C3=A9e est (\w{4} \w{4})|est (\w{4} \w{4})\.", self.bodies[-1]).expand(
            r"\1\2"
        )


@pytest.fixture(scope="module")
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    kept, port = Mailbox(), free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, f"smtp://127.0.0.1:{port}"
    controller.stop()


@pytest.fixture(scope="module")
def served(stages, mailbox) -> Iterator[Served]:
    opened = Served(stages.copy("survey", "gestures"), SMTP_URL=mailbox[1])
    yield opened
    opened.stop()


@pytest.fixture(scope="module")
def letters(served) -> dict[str, str]:
    """The address that the button of each letter opens."""
    done = subprocess.run(
        [*COMMAND, "shell", "--verbosity", "0", "-c", LETTERS],
        env=served.environment, capture_output=True, text=True, check=False, timeout=180,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


def promised() -> dict[str, int]:
    """Journey → gestures at most, as the page says."""
    rows = re.findall(r"^\| `([\w ]+)` \|[^|]+\| (\d+)[^|]*\|", DOCS.read_text(), re.MULTILINE)
    return {name: int(number) for name, number in rows}


def come_in(hand: Hand, mailbox: Mailbox) -> None:
    mailbox.bodies.clear()
    hand.tap(hand.page.get_by_role("button", name=re.compile("^Envoyer un code à .+…@")), leads=True)
    hand.copy_code(hand.page.get_by_label("Code reçu par courriel"), mailbox.code())
    hand.tap(hand.page.get_by_role("button", name="Entrer", exact=True), leads=True)


def vote_for_themes(hand: Hand, mailbox: Mailbox) -> None:
    come_in(hand, mailbox)
    hand.tap(hand.page.locator("[name=themes]").first)
    hand.tap(hand.page.get_by_role("button", name="Envoyer nos priorités"), leads=True)
    expect(hand.page.get_by_text("Choix enregistré par").or_(hand.page.get_by_text("enregistr").first)).to_be_visible()


def resume_a_response(hand: Hand, mailbox: Mailbox) -> None:
    hand.tap(hand.page.get_by_role("button", name=re.compile("^(Reprendre|Commencer)$")), leads=True)
    where = hand.page.evaluate(
        """() => {
          const question = document.activeElement.closest(".question"), bar = document.querySelector(".answer-side");
          const box = question?.getBoundingClientRect(), top = bar.getBoundingClientRect();
          return {
            asked: question?.id, seen: box && box.top >= top.bottom && box.top < innerHeight / 2,
            bar: top.height, at: top.top, block: bar.querySelector("[aria-current]")?.checkVisibility(),
          };
        }"""
    )
    assert where["asked"] == hand.page.url.partition("#")[2]
    assert where["seen"], where
    assert (where["bar"], where["at"], where["block"]) == (44, 0, True)


def say_which_dates_suit(hand: Hand, mailbox: Mailbox) -> None:
    for date in hand.page.locator("fieldset").all():
        hand.tap(date.get_by_label("Oui"))
    hand.tap(hand.page.get_by_role("button", name="Envoyer nos réponses"), leads=True)
    expect(hand.page.get_by_text("Vos réponses sont enregistrées")).to_be_visible()


def answer_a_convocation(hand: Hand, mailbox: Mailbox) -> None:
    hand.tap(hand.page.get_by_label("Nous venons"))
    hand.tap(hand.page.get_by_role("button", name="Envoyer notre réponse"), leads=True)
    expect(hand.page.get_by_text("Votre réponse est enregistrée")).to_be_visible()


def answer_as_a_guest(hand: Hand, mailbox: Mailbox) -> None:
    expect(hand.page.get_by_text("vous y êtes attendu")).to_be_visible()
    hand.tap(hand.page.get_by_label("Je viens"))
    hand.tap(hand.page.get_by_role("button", name="Envoyer ma réponse"), leads=True)
    expect(hand.page.get_by_text("Votre réponse est enregistrée")).to_be_visible()


def ask_a_change_of_minutes(hand: Hand, mailbox: Mailbox) -> None:
    come_in(hand, mailbox)
    hand.gestures = 0  # « once the page is open »
    hand.tap(hand.page.locator(".pencil").first, leads=True)
    wording = hand.page.get_by_label("Rédaction souhaitée")
    quoted = hand.page.get_by_label("Passage à modifier").input_value()
    assert quoted
    assert wording.input_value() == quoted
    expect(wording).to_be_focused()
    hand.type(wording, f"{quoted} En visioconférence.")
    hand.tap(hand.page.get_by_role("button", name="Demander cette modification"), leads=True)
    expect(hand.page.get_by_text("Votre demande est transmise")).to_be_visible()


def give_a_visa(hand: Hand, mailbox: Mailbox) -> None:
    expect(hand.page.get_by_text(re.compile(r"questions? répondues? sur"))).to_be_visible()
    hand.tap(hand.page.get_by_role("button", name="Bon pour envoi").first, leads=True)
    expect(hand.page.get_by_text("Votre visa est rendu")).to_be_visible()


def find_whom_to_talk_to(hand: Hand, mailbox: Mailbox) -> None:
    come_in(hand, mailbox)
    hand.gestures = 0  # « once the page is open »
    search = hand.page.get_by_role("searchbox").or_(hand.page.locator("main [name=q]")).first
    hand.type(search, "kermadec bretagne")
    with hand.page.expect_navigation():
        search.press("Enter")
    hand.gestures += 1
    expect(hand.page.get_by_text("Kermadec").first).to_be_visible()


JOURNEYS: dict[str, Callable[[Hand, Mailbox], None]] = {
    "vote for themes": vote_for_themes,
    "resume a response": resume_a_response,
    "say which dates suit": say_which_dates_suit,
    "answer a convocation": answer_a_convocation,
    "answer as a guest": answer_as_a_guest,
    "ask a change of minutes": ask_a_change_of_minutes,
    "give a visa": give_a_visa,
    "find whom to talk to": find_whom_to_talk_to,
}


def test_the_pages_that_letters_open_have_no_violation(served, letters, enter):
    """By axe, in light on a desktop and in dark on a telephone; the console is silent and nobody else is asked."""
    page, wrong = enter(served, None), []
    watch(page, served.url, wrong)
    for address in letters.values():
        wrong += looked_at(page, address)
    page.goto(letters["resume a response"])
    page.get_by_role("button", name=re.compile("^(Reprendre|Commencer)$")).click()
    page.wait_for_url(re.compile("/rubrique/"))
    wrong += looked_at(page, page.url.partition("#")[0])
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("journey", JOURNEYS)
def test_no_journey_takes_more_gestures_than_the_page_says(journey, served, letters, mailbox, enter, capsys):
    page: Page = enter(served, None, viewport=PHONE)
    hand = Hand(page)
    hand.open(letters[journey])
    JOURNEYS[journey](hand, mailbox[0])
    code = " + code" if hand.codes else ""
    with capsys.disabled():
        print(
            f"\n{journey}: {hand.gestures} gestures{code}, {hand.pages} pages, "
            f"first words {hand.first_words} ms, {hand.weight / 1000:.0f} kB"
        )
    assert hand.gestures <= promised()[journey]
    assert hand.first_words <= MOST_MILLISECONDS
    assert hand.weight <= MOST_KILOBYTES * 1000


def test_each_line_of_the_page_has_its_journey():
    assert promised().keys() == JOURNEYS.keys()
