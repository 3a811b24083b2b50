"""Random gestures of random people; after each, what the pages say is next holds.

``GESTURES`` is how many gestures are walked, ``WALK_SEED`` replays a walk that failed.
"""

import os
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.test import TestCase

from interregions.common.errors import Refused
from interregions.exchange.meetings.models import Attendance, Meeting
from interregions.network.models import Mandate
from tests.walk import clock
from tests.walk.gestures import GESTURES
from tests.walk.more_gestures import DAYS_PASS
from tests.walk.pages import Card, Shown, cockpit_cards, gate_of, shown_to
from tests.walk.partners_things import addressed_to, what_is_opened_is_read
from tests.walk.scene import ASIDE, Scene, gather_scene
from tests.walk.shape import Gesture

pytestmark = pytest.mark.django_db
A_WALK = 100
WALKED = int(os.environ.get("GESTURES", "60"))
SEEDS = [2026 + number for number in range(max(1, WALKED // A_WALK))]
if "WALK_SEED" in os.environ:
    SEEDS = [int(os.environ["WALK_SEED"])]
Trial = tuple[Gesture, str, Any]


def possible(scene: Scene) -> list[Trial]:
    """Every gesture by everybody who may be tried now, in an order that never changes."""
    acting = scene.all_of_them()
    return [
        (gesture, person, thing)
        for gesture in GESTURES
        for person in sorted(gesture.who)
        for thing in gesture.things(acting[person])
    ]


def accepted(gesture: Gesture, thing: Any, by: Mandate) -> bool:
    """Whether the service says yes; nothing is left of the trial."""
    try:
        with transaction.atomic():
            gesture.do(again(thing), by)
            transaction.set_rollback(True)
    except Refused:
        return False
    return True


def again(thing: Any) -> Any:
    """The thing read again: a trial that was undone leaves no trace on it."""
    return thing if isinstance(thing, str) else type(thing).objects.get(pk=thing.pk)


def take_one(scene: Scene, chance: Random) -> str:
    """One gesture that is accepted, drawn by its weight; what was done, or nothing when nobody can do anything."""
    left = possible(scene)
    while left:
        drawn = chance.choices(left, [gesture.likely for gesture, _, _ in left])[0]
        left.remove(drawn)
        gesture, person, thing = drawn
        try:
            with TestCase.captureOnCommitCallbacks(execute=True), transaction.atomic():
                gesture.do(again(thing), scene.by(person))
        except Refused:
            continue
        return f"{person}: {gesture.name} ({thing})"
    return ""


def path_of(url: str) -> str:
    return url.split("#")[0].split("?")[0]


def at(card: Card, url: str) -> bool:
    return path_of(card.url) == path_of(url)


def within(card: Card, url: str) -> bool:
    """Whether a card leads there, or to a page under it."""
    return path_of(card.url).startswith(path_of(url))


def about(card: Card, url: str) -> bool:
    """Whether a card is about the thing of this page, or about one of its pages."""
    there, here = path_of(card.url), path_of(url)
    return there.startswith(here) or here.startswith(there)


def thing_url(thing: Any) -> str:
    return str(thing.get_absolute_url()) if hasattr(thing, "get_absolute_url") else ""


def cards_open(scene: Scene, shown: dict[str, Shown], before: dict[str, Shown]) -> Iterator[str]:
    """Each card that appeared or changed opens for whom it is addressed to, whichever organisation they act for."""
    for person, now in shown.items():
        known = set(before[person].cards) if person in before else set()
        for card in now.cards:
            if card not in known:
                status = scene.browsers[person].get(card.url).status_code
                scene.act_again(person)
                if status != 200:
                    yield f"{person}'s card « {card.what} » opens {card.url} with {status}"


def gestures_and_cards_agree(scene: Scene, shown: dict[str, Shown]) -> Iterator[str]:
    """A rule that says yes to an awaited gesture has its card; a gesture that a card asks for is accepted."""
    acting = scene.all_of_them()
    for gesture in GESTURES:
        if gesture.awaited is None:
            continue
        for person in sorted(gesture.who):
            for thing in gesture.things(acting[person]):
                url = gesture.awaited(thing)
                there = within if gesture.under else at
                asked = any(there(card, url) for card in shown[person].cards)
                allowed = accepted(gesture, thing, scene.by(person))
                if allowed and not asked:
                    yield f"{person} may « {gesture.name} » ({thing}) and has no card for {url}"
                # The page of a thing asks for several gestures, each of which has its own rule.
                if asked and not allowed and url != thing_url(thing):
                    yield f"{person} is asked to « {gesture.name} » ({thing}), which is refused"


def gate_has_cards(scene: Scene, shown: dict[str, Shown]) -> Iterator[str]:
    """Every blocking reason of the cycle's gate has a card with somebody."""
    reasons, left = gate_of(scene)
    cards = [card for each in shown.values() for card in each.cards]
    cycle = scene.cycle
    for words, url in left:
        blocking = any(words.split(" · ")[0] in reason for reason in reasons)
        held = any(about(card, url) if url else cycle and cycle.theme.title in card.why for card in cards)
        if blocking and not held:
            yield f"« {words} » holds the cycle and nobody has a card for it ({url or 'no address'})"


def readings_agree(scene: Scene, shown: dict[str, Shown]) -> Iterator[str]:
    """The header counts the cards of « À faire », and the cockpit shows the same."""
    for person, now in shown.items():
        counted = sum(card.counted for card in now.cards)
        if counted != now.count:
            yield f"{person}'s header counts {now.count}, « À faire » shows {counted}"
    mine = {(card.what, card.url) for card in shown["animation"].cards if card.counted}
    there = {(card.what, card.url) for card in cockpit_cards(scene)}
    if mine != there:
        yield f"the cockpit and « À faire » differ: {sorted(mine ^ there)}"


def nothing_for_those_aside(scene: Scene, shown: dict[str, Shown]) -> Iterator[str]:
    """Nobody expects anything of a pôle or a bank about a cycle that no circle gives them."""
    for person in sorted(ASIDE):
        convened = Attendance.objects.filter(organisation=scene.by(person).organisation)
        theirs = tuple(meeting.get_absolute_url() for meeting in Meeting.objects.filter(attendances__in=convened))
        theirs += addressed_to(scene.by(person))
        for card in shown[person].cards:
            if card.url.startswith(("/cycles/", "/enquetes/", "/reunions/", "/notes/")) and not card.url.startswith(
                theirs or ("none",)
            ):
                yield f"{person} is asked « {card.what} »"


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_next_holds_after_each_gesture(seed, monkeypatch):
    clock.start(monkeypatch)
    chance, scene = Random(seed), gather_scene()
    done: list[str] = []
    before: dict[str, Shown] = {}
    for _ in range(min(WALKED, A_WALK)):
        told = take_one(scene, chance)
        if not told:
            break
        done.append(told)
        if DAYS_PASS in told:
            scene.come_in_again()
        shown = {person: shown_to(scene, person) for person in scene.browsers}
        wrong = [
            *cards_open(scene, shown, before),
            *gestures_and_cards_agree(scene, shown),
            *gate_has_cards(scene, shown),
            *readings_agree(scene, shown),
            *nothing_for_those_aside(scene, shown),
            *what_is_opened_is_read(scene),
        ]
        assert not wrong, f"WALK_SEED={seed}\n" + "\n".join([*done, "then:", *wrong])
        before = shown
