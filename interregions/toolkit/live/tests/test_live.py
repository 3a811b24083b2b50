"""Server-sent events: replayed, then as they come, each once and in order, and closed when the right ends."""

import asyncio
import threading

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from interregions.toolkit.live import hub as places
from interregions.toolkit.live import queries, services, views
from interregions.toolkit.live.hub import Hub

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hub(monkeypatch, transactional_db):
    """A hub of its own, whose reader has left when the test ends."""
    own = Hub()
    for module in (views, services):
        monkeypatch.setattr(module, "hub", own)
    monkeypatch.setattr(places, "POLL_SECONDS", 0.05)
    yield own
    reader = own._reader
    own._channels.clear()
    own.ring()
    if reader is not None:
        reader.join(10)
        assert not reader.is_alive()
    asyncio.run(sync_to_async(lambda: connection.close())())  # the one of the thread where the stories publish


def everybody(members):
    return set(members)


def asked(member, last: str = "", *, served: bool = True, allowed=everybody, channel: str = "debate.1"):
    request = RequestFactory().get("/", headers={"Last-Event-ID": last} if last else {}, **{views.SERVED: served})
    request.member = member
    return views.stream(request, channel, allowed)


class Page:
    """One open page: what it was sent, and a way to leave."""

    def __init__(self, response) -> None:
        self.texts = [response.content.decode()]
        self.place = response.take_place()
        self.left = asyncio.Event()
        self.line = asyncio.ensure_future(views.follow(self.place, self.receive, self.send))

    async def receive(self):
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message) -> None:
        self.texts.append(message["body"].decode())

    async def until(self, words: str) -> str:
        async with asyncio.timeout(10):
            while words not in "".join(self.texts):
                await asyncio.sleep(0.01)
        return "".join(self.texts)


def publish_and_read(hub, *event) -> queries.LiveEvent:
    """What the reader’s thread does, done here: in memory, SQLite lets nobody write beside a reader."""
    written = services.publish(*event)
    hub._read(dict(hub._channels))
    return written


publish = sync_to_async(publish_and_read)
open_page = sync_to_async(asked)


@pytest.fixture
def read_here(hub):
    """The hub without its thread."""
    hub._reader = threading.current_thread()
    yield hub
    hub._reader = None


def test_a_page_catches_up_then_follows(hub, read_here, bretagne) -> None:
    async def story() -> None:
        first = await sync_to_async(services.publish)("debate.1", "contribution", {"words": "un"})
        await sync_to_async(services.publish)("debate.1", "contribution", {"words": "deux"})
        page = Page(await open_page(bretagne.member, str(first.pk)))
        assert '"deux"' in page.texts[0]
        assert '"un"' not in page.texts[0]
        await publish(hub, "debate.2", "contribution", {"words": "ailleurs"})
        await publish(hub, "debate.1", "contribution", {"words": "trois"})
        said = await page.until('"trois"')
        assert "ailleurs" not in said
        page.left.set()
        await page.line

    asyncio.run(story())
    assert len(hub) == 0
    assert queries.latest_event_id("debate.1") > 0


def test_two_hundred_pages_receive_each_event_once_in_order_from_one_reader(hub, read_here, mandate_of, france) -> None:
    """The reads do not depend on the number of pages, and no thread stays with a page."""
    people = [mandate_of(region).member for region in france]
    people += [mandate_of(france[number % 18]).member for number in range(20)]

    async def story() -> list[str]:
        before = threading.active_count()
        pages = [Page(await open_page(people[number % len(people)])) for number in range(200)]
        assert threading.active_count() <= before + 4
        for number in range(30):
            await publish(hub, "debate.1", "contribution", {"words": f"ligne {number:02}"})
        said = [await page.until("ligne 29") for page in pages]
        assert len(hub) == 200
        refused = await open_page(people[0])
        assert refused.status_code == 503
        for page in pages:
            page.left.set()
        await asyncio.gather(*(page.line for page in pages))
        return said

    said = asyncio.run(story())
    expected = [f"ligne {number:02}" for number in range(30)]
    for text in said:
        assert [line[line.index("ligne") :][:8] for line in text.splitlines() if "ligne" in line] == expected
    assert len(hub) == 0


def test_the_reader_asks_once_for_every_channel(hub, read_here, bretagne, normandie) -> None:
    channels = {}
    for name, mandate in (("debate.1", bretagne), ("debate.2", normandie)):
        place = hub.reserve(name, mandate.member_id, everybody)
        channels[name] = hub._channels[name]
        assert place is not None
    services.publish("debate.1", "contribution", {"words": "un"})
    with CaptureQueriesContext(connection) as captured:
        hub._read(channels)
    assert len(captured) == 1


def test_a_stream_ends_when_the_right_ends(hub, monkeypatch, bretagne) -> None:
    monkeypatch.setattr(places, "CHECK_SECONDS", 0.0)

    async def story() -> str:
        page = Page(await open_page(bretagne.member, allowed=lambda members: set()))
        said = await page.until("closed")
        await page.line
        return said

    assert "event: closed" in asyncio.run(story())
    assert len(hub) == 0


def test_a_right_that_ended_closes_within_five_seconds() -> None:
    assert places.CHECK_SECONDS + places.POLL_SECONDS <= 5


def test_one_member_does_not_take_the_places_of_the_others(hub, bretagne, normandie) -> None:
    held = [asked(bretagne.member) for _ in range(places.MOST_OF_ONE_MEMBER)]
    assert asked(bretagne.member).status_code == 503
    assert asked(normandie.member).status_code == 200
    held[0].close()
    assert asked(bretagne.member).status_code == 200


def test_a_place_nobody_took_is_given_up(hub, bretagne) -> None:
    asked(bretagne.member).close()
    assert len(hub) == 0


def test_one_page_too_many_is_told_so(hub, bretagne) -> None:
    hub.most = 0
    answer = asked(bretagne.member)
    assert answer.status_code == 503
    assert "Rechargez la page" in answer.content.decode()


def test_a_server_that_keeps_no_line_open_refuses_at_once(hub, bretagne) -> None:
    answer = asked(bretagne.member, served=False)
    assert (answer.status_code, len(hub)) == (503, 0)


def test_a_page_that_reads_too_slowly_is_cut_and_will_catch_up(hub, bretagne, monkeypatch) -> None:
    monkeypatch.setattr(places, "MOST_WAITING", 3)
    place = hub.reserve("debate.1", bretagne.member_id, everybody)
    place.give([(number, "x") for number in range(1, 6)])
    assert place.cut
