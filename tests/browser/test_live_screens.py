"""Two hundred live screens of real people: each event once and in order, and nothing left behind when they close."""

import asyncio
import json
import sys
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from interregions.toolkit.live.hub import MOST_OF_ONE_MEMBER, MOST_PLACES
from tests.browser.served import Served, wait_until, web_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc"),
]
EVENTS = 20
PATIENCE_SECONDS = 30


def apart(story: Coroutine[Any, Any, Any]) -> Any:
    """Run it in a thread of its own: the browser of the other tests keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, story).result()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    opened = Served(tmp_path_factory.mktemp("screens"))
    yield opened
    opened.stop()


class Screen:
    """A bare line to the stream: what it answered, and the numbers it received."""

    def __init__(self, number: int) -> None:
        self.member, self.status, self.received = number // MOST_OF_ONE_MEMBER, 0, []
        self.writer: asyncio.StreamWriter

    async def open(self, port: int) -> "Screen":
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)
        asked = f"GET /essai/flux/?qui={self.member} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        self.writer.write(asked.encode())
        self.status = int((await self.reader.readline()).split()[1])
        return self

    async def follow(self, until: int) -> None:
        while len(self.received) < until:
            line = await self.reader.readline()
            if not line:
                return
            if line.startswith(b"data: "):
                self.received.append(json.loads(line[6:])["number"])


def descriptors(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


async def opened(served: Served, number: int) -> list[Screen]:
    screens = []
    for start in range(0, number, 20):
        batch = (Screen(each).open(served.port) for each in range(start, min(start + 20, number)))
        screens += await asyncio.gather(*batch)
    return screens


async def closed(screens: list[Screen]) -> None:
    for screen in screens:
        screen.writer.close()
    for screen in screens:
        with suppress(OSError):
            await screen.writer.wait_closed()


def test_two_hundred_screens_receive_each_event_once_and_in_order(served: Served) -> None:
    async def story() -> None:
        screens = await opened(served, MOST_PLACES)
        assert [screen.status for screen in screens] == [200] * MOST_PLACES
        one_more = await Screen(MOST_PLACES).open(served.port)
        assert one_more.status == 503
        following = [asyncio.ensure_future(screen.follow(EVENTS)) for screen in screens]
        async with httpx.AsyncClient(base_url=served.url, timeout=20) as client:
            for number in range(EVENTS):
                assert (await client.get(f"/essai/dire/?numero={number}")).status_code == 200
        await asyncio.wait_for(asyncio.gather(*following), PATIENCE_SECONDS)
        await asyncio.sleep(2)  # what would come a second time would come now
        await closed([*screens, one_more])
        assert [screen.received for screen in screens] == [list(range(EVENTS))] * MOST_PLACES

    apart(story())


def test_descriptors_return_to_what_they_were_after_two_hundred_streams(served: Served) -> None:
    httpx.get(f"{served.url}/essai/dire/", timeout=20)
    web = web_of(served)
    wait_until(lambda: _free(served), PATIENCE_SECONDS)
    counts = []
    for _ in range(3):
        screens_come_and_go(served, web)
        counts.append(settled(web))
    # A thread or two may still open what it keeps; four hundred streams more leave nothing of theirs.
    assert counts[2] <= counts[0] + 8, counts


def settled(pid: int) -> int:
    """The number of descriptors, once it no longer falls."""
    counted = [descriptors(pid) + 1]
    while len(counted) < 4 or counted[-4] != counted[-1]:
        counted.append(descriptors(pid))
        time.sleep(0.2)
    return counted[-1]


def screens_come_and_go(served: Served, web: int) -> None:
    before = settled(web)

    async def story() -> None:
        screens = await opened(served, MOST_PLACES)
        assert {screen.status for screen in screens} == {200}
        assert descriptors(web) >= before + MOST_PLACES
        await closed(screens)

    apart(story())
    wait_until(lambda: descriptors(web) <= before + 8, PATIENCE_SECONDS, lambda: (before, descriptors(web)))
    wait_until(lambda: _free(served), PATIENCE_SECONDS)


def _free(served: Served) -> bool:
    """Whether the places of the streams closed before were given back."""

    async def story() -> bool:
        screens = await opened(served, MOST_PLACES)
        await closed(screens)
        return {screen.status for screen in screens} == {200}

    return apart(story())
