"""Who listens to what in this process, and the one thread that reads for all of them.

An event is a row; a page that lost its line asks for what it missed. Here each event is read once and written once for
every page of its channel, whatever their number: two hundred screens cost one query a second.
"""

import asyncio
import json
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.core.serializers.json import DjangoJSONEncoder
from django.db import Error, connection

from interregions.toolkit.live import queries

logger = logging.getLogger(__name__)

MOST_PLACES = 200
MOST_OF_ONE_MEMBER = 8  # a browser shares one line between its tabs: a person with eight has forgotten some
MOST_WAITING = 500  # events a page that reads slowly may be late by; beyond, its line is cut and it catches up
POLL_SECONDS = 1.0
CHECK_SECONDS = 4.0  # a right that ends closes the line within five seconds

# member ids → those of them that still may read the channel
StillAllowed = Callable[[Collection[int]], set[int]]


@dataclass(eq=False)
class Place:
    """One open page, from the moment its line is granted."""

    channel: str
    member_id: int
    settled: int = 0  # every event up to this one was there when the line was granted
    known: set[int] = field(default_factory=set)  # and these too
    closed: bool = False  # the right has ended
    cut: bool = False  # the page is too late, or the process stops
    waiting: deque[tuple[int, str]] = field(default_factory=deque)
    loop: asyncio.AbstractEventLoop | None = None
    bell: asyncio.Event | None = None

    def attach(self) -> asyncio.Event:
        """Take the running loop: from now on the bell rings there."""
        self.loop, self.bell = asyncio.get_running_loop(), asyncio.Event()
        self.bell.set()
        return self.bell

    def ring(self) -> None:
        """Wake the page, from any thread; a loop that has just closed has nobody left to wake."""
        if self.loop is None or self.bell is None:
            return
        try:
            self.loop.call_soon_threadsafe(self.bell.set)
        except RuntimeError:
            return

    def give(self, events: list[tuple[int, str]]) -> None:
        """Have the page send these events."""
        self.waiting.extend(events)
        self.cut = self.cut or len(self.waiting) > MOST_WAITING
        self.ring()

    def taken(self) -> list[str]:
        """What the page has to send now: each event once."""
        texts = []
        while self.waiting:
            number, text = self.waiting.popleft()
            if number > self.settled and number not in self.known:
                texts.append(text)
        return texts


@dataclass
class _Channel:
    """What the reader knows of a channel: an earlier number may be committed after a later one (PostgreSQL)."""

    still_allowed: StillAllowed
    floor: int
    seen: set[int] = field(default_factory=set)
    places: set[Place] = field(default_factory=set)


class Hub:
    """The places of this process, bounded, and their reader."""

    def __init__(self, most: int = MOST_PLACES, most_of_one: int = MOST_OF_ONE_MEMBER) -> None:
        self.most, self.most_of_one = most, most_of_one
        self._channels: dict[str, _Channel] = {}
        self._lock = threading.Lock()
        self._bell = threading.Event()
        self._reader: threading.Thread | None = None

    def __len__(self) -> int:
        return sum(len(channel.places) for channel in self._channels.values())

    def reserve(self, channel: str, member_id: int, still_allowed: StillAllowed) -> Place | None:
        """A place before the answer begins; None when this process, or this member, holds as many as it may."""
        floor = queries.settled_event_id(channel)
        with self._lock:
            held = sum(place.member_id == member_id for each in self._channels.values() for place in each.places)
            if len(self) >= self.most or held >= self.most_of_one:
                return None
            place = Place(channel, member_id, floor)
            known = self._channels.setdefault(channel, _Channel(still_allowed, floor))
            known.places.add(place)
            known.still_allowed = still_allowed
            if self._reader is None:
                self._reader = threading.Thread(target=self._read_for_all, name="live-reader", daemon=True)
                self._reader.start()
        return place

    def leave(self, place: Place) -> None:
        """The page is closed."""
        with self._lock:
            channel = self._channels.get(place.channel)
            if channel is None:
                return
            channel.places.discard(place)
            if not channel.places:
                del self._channels[place.channel]

    def ring(self) -> None:
        """Have the reader look at once: something was published by this process."""
        self._bell.set()

    def _read_for_all(self) -> None:
        checked = time.monotonic()
        while True:
            self._bell.wait(POLL_SECONDS)
            self._bell.clear()
            with self._lock:
                if not self._channels:
                    self._reader = None
                    break
                channels = dict(self._channels)
            try:
                self._read(channels)
                if time.monotonic() - checked >= CHECK_SECONDS:
                    checked = time.monotonic()
                    self._check(channels)
            except Error:
                logger.warning("the live events could not be read; they will be in a second")
                connection.close()
        connection.close()

    def _read(self, channels: dict[str, _Channel]) -> None:
        fresh: dict[str, list[tuple[int, str]]] = {}
        settled = queries.settled_since()
        for event in queries.events_of(channels, min(channel.floor for channel in channels.values())):
            channel = channels[event.channel]
            if event.pk > channel.floor and event.pk not in channel.seen:
                channel.seen.add(event.pk)
                fresh.setdefault(event.channel, []).append((event.pk, written(event)))
            if event.at < settled:
                channel.floor = max(channel.floor, event.pk)
        for name, events in fresh.items():
            for place in list(channels[name].places):
                place.give(events)
        for channel in channels.values():
            channel.seen = {number for number in channel.seen if number > channel.floor}

    def _check(self, channels: dict[str, _Channel]) -> None:
        for channel in channels.values():
            places = list(channel.places)
            allowed = channel.still_allowed({place.member_id for place in places})
            for place in places:
                if place.member_id not in allowed:
                    place.closed = True
                    place.ring()


def written(event: queries.LiveEvent) -> str:
    """The event as it travels: once for every page."""
    payload = json.dumps(event.payload, cls=DjangoJSONEncoder, ensure_ascii=False)
    return f"id: {event.pk}\nevent: {event.kind}\ndata: {payload}\n\n"


hub = Hub()
