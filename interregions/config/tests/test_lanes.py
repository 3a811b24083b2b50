"""The dispatcher: each request in its lane, none of which holds another, and nothing half received."""

import asyncio
import re
import threading

import pytest
from django.urls import get_resolver

from interregions.config import lanes, receiving
from interregions.config.lanes import FILES, PAGES, House

HEADERS = [(b"host", b"localhost")]


def scope(path: str, headers=HEADERS, method: str = "GET") -> dict:
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": headers,
        "scheme": "http",
        "server": ("localhost", 80),
        "client": ("127.0.0.1", 1),
    }


async def ask(house: House, asked: dict, parts=({"type": "http.request"},)) -> tuple[int, str]:
    sent, left = [], list(parts)

    async def receive():
        return left.pop(0) if left else await asyncio.Future()

    async def send(message):
        sent.append(message)

    await house(asked, receive, send)
    words = b"".join(message.get("body", b"") for message in sent).decode()
    return (sent[0]["status"] if sent else 0), words


class Django:
    """A WSGI application whose pages last until they are let go, and whose health does not."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.received: list[bytes] = []

    def __call__(self, environ, start_response):
        if environ["REQUEST_METHOD"] == "POST":
            self.received.append(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        elif not environ["PATH_INFO"].startswith("/sante/"):
            self.go.wait(10)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"fait"]


def test_health_and_files_answer_while_every_page_is_slow():
    async def story():
        django = Django()
        house = House(django)
        slow = [asyncio.ensure_future(ask(house, scope("/a-faire/"))) for _ in range(PAGES + 4)]
        await asyncio.sleep(0.1)
        async with asyncio.timeout(2):
            assert await ask(house, scope("/sante/pret/")) == (200, "fait")
        django.go.set()
        assert [await each for each in slow] == [(200, "fait")] * (PAGES + 4)

    asyncio.run(story())


def test_a_stuck_database_does_not_make_the_process_seem_dead():
    async def story():
        django = Django()
        house = House(django)
        house.health = house.pages  # as if whether it is ready took as long as a page
        slow = [asyncio.ensure_future(ask(house, scope("/a-faire/"))) for _ in range(PAGES)]
        await asyncio.sleep(0.1)
        async with asyncio.timeout(2):
            assert await ask(house, scope("/sante/vivant/")) == (200, "fait")
        django.go.set()
        await asyncio.gather(*slow)

    asyncio.run(story())


def test_a_question_of_readiness_that_hangs_is_answered_in_time_and_keeps_its_place():
    async def story():
        django, go = Django(), threading.Event()

        def hangs(environ, start_response):
            go.wait(10)
            return django(environ, start_response)

        house = House(hangs)
        house.health.patience = 0.2
        for _ in range(3):
            async with asyncio.timeout(1):
                status, words = await ask(house, scope("/sante/pret/"))
            assert (status, words) == (503, lanes.UNREADY)
        go.set()
        house.health.patience = 2
        assert await ask(house, scope("/sante/pret/")) == (200, "fait")

    asyncio.run(story())


def test_slow_documents_do_not_hold_the_pages():
    async def story():
        django = Django()
        house = House(django)
        slow = [asyncio.ensure_future(ask(house, scope("/actions/tableau.ods"))) for _ in range(FILES + 2)]
        await asyncio.sleep(0.1)
        asked = scope("/a-faire/", [*HEADERS, (b"content-length", b"0")], "POST")
        async with asyncio.timeout(2):
            assert await ask(house, asked) == (200, "fait")
        django.go.set()
        await asyncio.gather(*slow)

    asyncio.run(story())


def test_waiting_is_bounded_and_told(monkeypatch):
    monkeypatch.setattr(lanes, "PATIENCE_SECONDS", 0.05)

    async def story():
        django = Django()
        house = House(django)
        slow = [asyncio.ensure_future(ask(house, scope("/a-faire/"))) for _ in range(PAGES)]
        await asyncio.sleep(0.1)
        status, words = await ask(house, scope("/a-faire/"))
        assert status == 503
        assert "Recommencez dans quelques secondes" in words
        django.go.set()
        await asyncio.gather(*slow)

    asyncio.run(story())


def test_what_was_cut_on_its_way_is_not_taken_for_the_whole():
    async def story() -> list[bytes]:
        django = Django()
        headers = [*HEADERS, (b"content-length", b"10"), (b"content-type", b"application/x-www-form-urlencoded")]
        parts = ({"type": "http.request", "body": b"a=12", "more_body": True}, {"type": "http.disconnect"})
        assert await ask(House(django), scope("/a-faire/", headers, "POST"), parts) == (0, "")
        return django.received

    assert asyncio.run(story()) == []


def sending(length: int, path: str = "/a-faire/") -> dict:
    headers = [*HEADERS, (b"content-length", str(length).encode()), (b"content-type", b"multipart/form-data")]
    return scope(path, headers, "POST")


def test_who_sends_slowly_holds_no_thread_and_is_told(monkeypatch):
    """More than there are threads announce ten letters and send none: every page still answers."""
    monkeypatch.setattr(receiving, "SMALL_SECONDS", 1.0)

    async def story() -> list[tuple[int, str]]:
        django = Django()
        django.go.set()
        house = House(django)
        slow = [asyncio.ensure_future(ask(house, sending(10), ())) for _ in range(3 * (PAGES + FILES))]
        stuck = [asyncio.ensure_future(ask(house, sending(10, lanes.ALIVE), ())) for _ in range(3)]
        await asyncio.sleep(0.1)
        async with asyncio.timeout(0.7):
            assert await ask(house, scope("/a-faire/")) == (200, "fait")
            assert await ask(house, scope(lanes.ALIVE)) == (200, "fait")
            assert await ask(house, scope("/x.pdf")) == (200, "fait")
        assert django.received == []
        return [await each for each in [*slow, *stuck]]

    assert set(asyncio.run(story())) == {(408, receiving.SLOW)}


def test_a_small_body_is_given_whole_and_a_large_one_ends_with_a_silence(monkeypatch):
    monkeypatch.setattr(receiving, "SILENCE_SECONDS", 0.3)

    async def story() -> list[bytes]:
        django = Django()
        house = House(django)
        parts = [{"type": "http.request", "body": part, "more_body": part != b"3"} for part in (b"1", b"2", b"3")]
        assert await ask(house, sending(3), parts) == (200, "fait")
        large = receiving.SMALL_BYTES + 1
        begun = ({"type": "http.request", "body": b"x" * 10, "more_body": True},)
        async with asyncio.timeout(5):
            assert await ask(house, sending(large), begun) == (0, "")
        return django.received

    assert asyncio.run(story()) == [b"123"]


def test_too_many_small_bodies_at_once_are_told_to_come_back(monkeypatch):
    monkeypatch.setattr(receiving, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(receiving, "SMALL_SECONDS", 0.5)

    async def story() -> list[int]:
        house = House(Django())
        return [status for status, _ in await asyncio.gather(*[ask(house, sending(10), ()) for _ in range(3)])]

    assert sorted(asyncio.run(story())) == [408, 408, 503]


def test_a_header_with_an_underscore_is_not_taken_for_the_proxys():
    seen = {}

    def django(environ, start_response):
        seen.update(environ)
        start_response("200 OK", [])
        return [b""]

    headers = [*HEADERS, (b"x_forwarded_proto", b"https"), (b"accept", b"text/html")]
    asyncio.run(ask(House(django), scope("/a-faire/", headers)))
    assert "HTTP_X_FORWARDED_PROTO" not in seen
    assert seen["HTTP_ACCEPT"] == "text/html"


def addresses() -> dict[str, object]:
    """Each address with numbers in its holes → its view."""
    found = {}

    def walk(resolver, prefix: str) -> None:
        for pattern in resolver.url_patterns:
            route = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                walk(pattern, route)
            else:
                found["/" + re.sub(r"<[^>]*format>", "ods", re.sub(r"<(?![^>]*format)[^>]*>", "7", route))] = pattern

    walk(get_resolver(), "")
    return found


def test_each_stream_goes_through_the_loop_and_each_document_beside_the_pages():
    house = House(Django())
    streams, files = set(), set()
    for address, pattern in addresses().items():
        lane = house.lane_of(scope(address))
        streams |= {pattern.name} if lane is house.streams else set()
        files |= {pattern.name} if lane is house.files else set()
        takes_format = address.endswith("ods") or re.search(r"\.(ods|csv|ics|json)$", address)
        assert not takes_format or lane is house.files, address
    assert streams == {"follow"}
    assert {"download", "file", "annex", "receipt", "answer_file", "attachment", "dossier", "calendar"} <= files


def test_only_a_stream_address_opens_a_stream(settings):
    """A view that returns a stream elsewhere would refuse everybody: no thread keeps a line open."""
    from interregions.exchange.debate import views  # noqa: PLC0415

    calls = [view.callback for view in addresses().values() if "stream" in view.callback.__code__.co_names]
    wrapped = [getattr(view, "__wrapped__", view) for view in calls]
    assert all(view.__name__ == "follow" for view in wrapped)
    assert "stream" in views.follow.__wrapped__.__code__.co_names


@pytest.mark.parametrize("kind", ["websocket", "lifespan"])
def test_nothing_else_is_spoken(kind):
    with pytest.raises(RuntimeError, match=kind):
        asyncio.run(House(Django())({"type": kind}, None, None))
