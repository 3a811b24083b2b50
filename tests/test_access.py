"""The visibility sweep: every named address × every person, and no word read outside its circle.

A new address must be declared in ``tests/access/addresses.py``; until it is, this fails and names it.
"""

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, resolve, reverse

from interregions.common.links import LINKS
from interregions.network.middleware import SESSION_KEY
from interregions.toolkit.live.views import SERVED
from interregions.toolkit.publication.services import close_to, open_to
from tests.access.addresses import ADDRESSES, Address
from tests.access.opened import PAGES, WORDS, by_its_owner, of_the_network
from tests.access.people import PEOPLE, Canary, World
from tests.access.readable import canaries_in
from tests.access.world import build_world

pytestmark = pytest.mark.django_db

OPENED = {200, 302, 405, 409, 422}
SHUT = {403, 404, 405}
WRITE = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
KEPT_BY_DJANGO = {"django_session", "network_member"}  # the session itself, and the day of the last sign-in
# What only a GET may ask for is posted to by these three: the animation, a Région, nobody.
POSTING_TO_PAGES = {"animation", "region", "anonymous"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once; every visit is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


def browser_of(world: World, person: str) -> Client:
    client = Client(raise_request_exception=False, **{SERVED: True})
    member = world.members[person]
    if member is not None:
        client.force_login(member)
        if person in world.mandates:
            session = client.session
            session[SESSION_KEY] = world.mandates[person].pk
            session.save()
    return client


def named_addresses() -> set[str]:
    """Every address of the resolver that has a name, « room:name »."""
    found: set[str] = set()

    def walk(resolver, prefix: str) -> None:
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                walk(pattern, f"{pattern.namespace}:" if pattern.namespace else prefix)
            else:
                assert pattern.name, f"an address without a name: {pattern.pattern}"
                found.add(prefix + pattern.name)

    walk(get_resolver(), "")
    return found


def test_every_address_is_declared():
    unknown = sorted(named_addresses() - set(ADDRESSES))
    assert not unknown, f"declare in tests/access/addresses.py who may open: {', '.join(unknown)}"
    gone = sorted(set(ADDRESSES) - named_addresses())
    assert not gone, f"these addresses are no more: {', '.join(gone)}"


@pytest.mark.parametrize("person", PEOPLE)
def test_nobody_opens_nor_reads_more_than_meant(world, person):
    client, wrong, met = browser_of(world, person), [], set()
    for name, ways in ADDRESSES.items():
        for way in ways:
            read, found = visit(world, client, person, name, way)
            met |= read
            wrong += found
    assert not wrong, "\n" + "\n".join(wrong)
    asleep = [canary.label for canary in first_read_by(world, person) if canary.word not in met]
    assert not asleep, f"canaries that prove nothing, {person} should have met them: {asleep}"


def first_read_by(world: World, person: str) -> list[Canary]:
    """Each canary is met by the first of its readers; of the files, one of each circle is opened."""
    first = {
        word: next((each for each in PEOPLE if each in canary.readers), "") for word, canary in world.canaries.items()
    }
    return [
        canary
        for word, canary in world.canaries.items()
        if first[word] == person and not canary.label.endswith(", piece")
    ]


def visit(world: World, client: Client, person: str, name: str, way: Address) -> tuple[set[str], list[str]]:
    """What this person reads at this address, and what is wrong; the visit leaves no trace."""
    with transaction.atomic():
        url = reverse(name, args=way.arguments(world)) + way.query
        response = client.get(url)
        met = canaries_in(response)
        wrong = wrong_status(person, way, response) + too_much_read(world, person, way, met)
        transaction.set_rollback(True)
    return met, [f"{person} GET {name} {url}: {words}" for words in wrong]


def wrong_status(person: str, way: Address, response) -> list[str]:
    to_the_door = response.status_code == 302 and response["Location"].startswith("/entrer/?")
    if person in way.opens:
        fine = response.status_code in OPENED and not to_the_door
    else:
        fine = response.status_code in SHUT or (to_the_door and person == "anonymous")
    return [] if fine else [f"{response.status_code} {response.get('Location', '')}"]


def too_much_read(world: World, person: str, way: Address, met: set[str]) -> list[str]:
    unnamed = {canary.word for canary in world.unnamed}
    wrong = []
    for canary in (world.canaries[word] for word in sorted(met)):
        beside_a_name = way.named and canary.word in unnamed and person != "other"
        if beside_a_name or not reads(person, way, canary):
            wrong.append(f"reads « {canary.label} »")
    return wrong


def reads(person: str, way: Address, canary: Canary) -> bool:
    return person in canary.readers or bool(canary.readers & way.reveals)


def met_everywhere(world: World, person: str) -> tuple[set[str], set[str]]:
    """The words this person meets at every address, and the pages that exist for them."""
    client, words, pages = browser_of(world, person), set(), set()
    for name, ways in ADDRESSES.items():
        for way in ways:
            with transaction.atomic():
                response = client.get(reverse(name, args=way.arguments(world)) + way.query)
                words |= {world.canaries[word].label for word in canaries_in(response)}
                transaction.set_rollback(True)
            pages |= {name} if response.status_code == 200 else set()
    return words, pages


def test_what_is_opened_to_the_clusters_is_read_by_them_alone_and_once_closed_by_nobody_more(world):
    before = {person: met_everywhere(world, person) for person in ("pole", "bank")}
    things = of_the_network(world)
    with transaction.atomic():
        for kind, thing in things.items():
            open_to(kind=kind, thing=thing, to="CLUSTERS", by=by_its_owner(world, kind, thing))
        assert met_everywhere(world, "bank") == before["bank"]
        words, pages = met_everywhere(world, "pole")
        assert words - before["pole"][0] == WORDS
        assert pages - before["pole"][1] == PAGES
        for kind, thing in things.items():
            close_to(kind=kind, thing=thing, to="CLUSTERS", by=by_its_owner(world, kind, thing))
        assert met_everywhere(world, "pole") == before["pole"]
        transaction.set_rollback(True)


def test_a_link_of_a_letter_that_a_scanner_opens_writes_nothing(world):
    """Every address with a token, whatever it opens: a GET shows, and a POST alone acts."""
    client, opened, wrong = browser_of(world, "anonymous"), set(), []
    for name, ways in ADDRESSES.items():
        for way in ways:
            with transaction.atomic():
                url = reverse(name, args=way.arguments(world))
                if "token" in resolve(url).kwargs:
                    with CaptureQueriesContext(connection) as captured:
                        response = client.get(url)
                    written = writes([query["sql"] for query in captured])
                    opened.add(name)
                    wrong += [f"{name}: wrote in {', '.join(written)}"] if written else []
                    wrong += [f"{name}: {response.status_code}"] if response.status_code >= 500 else []
                transaction.set_rollback(True)
    assert len(opened) >= len(LINKS)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("person", PEOPLE)
def test_a_post_of_nothing_changes_nothing_for_who_may_not(world, person):
    client, wrong = browser_of(world, person), []
    for name, ways in ADDRESSES.items():
        for way in ways:
            if person not in way.may_act and (way.may_act or person in POSTING_TO_PAGES):
                wrong += post(world, client, person, name, way)
    assert not wrong, "\n" + "\n".join(wrong)


def post(world: World, client: Client, person: str, name: str, way: Address) -> list[str]:
    with transaction.atomic():
        url = reverse(name, args=way.arguments(world))
        with CaptureQueriesContext(connection) as captured:
            response = client.post(url)
        written = writes([query["sql"] for query in captured])
        transaction.set_rollback(True)
    wrong = [f"wrote in {', '.join(written)}"] if written else []
    if response.status_code >= 500:
        wrong.append(str(response.status_code))
    return [f"{person} POST {name} {url}: {words}" for words in wrong]


def writes(statements: list[str]) -> list[str]:
    """The tables written and not undone by a savepoint."""
    levels: list[list[str]] = [[]]
    for sql in statements:
        found = WRITE.match(sql)
        if sql.startswith("SAVEPOINT"):
            levels.append([])
        elif sql.startswith("ROLLBACK TO SAVEPOINT"):
            levels[-1] = []
        elif sql.startswith("RELEASE SAVEPOINT") and len(levels) > 1:
            kept = levels.pop()
            levels[-1] += kept
        elif found and found.group(2) not in KEPT_BY_DJANGO:
            levels[-1].append(found.group(2))
    return sorted({table for level in levels for table in level})
