"""Server-sent events: returned by a room's view after its own visibility check."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from typing import TypeVar

from asgiref.sync import sync_to_async
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from interregions.network.http import MemberRequest
from interregions.toolkit.live import queries
from interregions.toolkit.live.hub import Listener, hub

Result = TypeVar("Result")

RETRY_MILLISECONDS = 2000
POLL_SECONDS = 1.0
HEARTBEAT_SECONDS = 15.0
CHECK_SECONDS = 30.0
SETTLED_SECONDS = 10.0
FULL = "Trop de pages en direct sont ouvertes en ce moment. Rechargez la page pour suivre la suite."


def stream(request: MemberRequest, channel: str, still_allowed: Callable[[], bool] | None = None) -> HttpResponseBase:
    """The events of a channel after ``Last-Event-ID`` (or ``?depuis=``), then those to come.

    ``still_allowed`` is asked again every thirty seconds; a refusal closes the stream.
    """
    if hub.full:
        return HttpResponse(FULL, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "10"})
    asked = request.headers.get("Last-Event-ID") or request.GET.get("depuis", "")
    # Asked before the answer begins: whatever is published once the page has its line reaches it.
    after = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else queries.latest_event_id(channel)
    response = StreamingHttpResponse(
        _events(channel, after, still_allowed or (lambda: True)), content_type="text/event-stream; charset=utf-8"
    )
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


class _Reader:
    """Reads each event once, even when an earlier number is committed after a later one (PostgreSQL)."""

    def __init__(self, channel: str, after: int) -> None:
        self.channel = channel
        self.floor = after
        self.seen: set[int] = set()

    def read(self) -> list[queries.LiveEvent]:
        events = queries.events_after(self.channel, self.floor)
        fresh = [event for event in events if event.pk not in self.seen]
        self.seen.update(event.pk for event in fresh)
        settled = time.time() - SETTLED_SECONDS
        self.floor = max([self.floor, *(event.pk for event in events if event.at.timestamp() < settled)])
        self.seen = {pk for pk in self.seen if pk > self.floor}
        return fresh


async def _ask(question: Callable[[], Result]) -> Result:
    """Ask the database and give the connection back: a page that waits holds none."""

    def ask() -> Result:
        try:
            return question()
        finally:
            if not connection.in_atomic_block:
                connection.close()

    return await sync_to_async(ask)()


async def _events(channel: str, after: int, still_allowed: Callable[[], bool]) -> AsyncIterator[str]:
    listener = hub.listen(channel)
    try:
        yield f"retry: {RETRY_MILLISECONDS}\n\n"
        reader = await _ask(lambda: _Reader(channel, after))
        spoke = checked = time.monotonic()
        while True:
            for event in await _ask(reader.read):
                spoke = time.monotonic()
                yield _written(event)
            await _bell(listener)
            now = time.monotonic()
            if now - checked >= CHECK_SECONDS:
                checked = now
                if not await _ask(still_allowed):
                    yield "event: closed\ndata: {}\n\n"
                    return
            if now - spoke >= HEARTBEAT_SECONDS:
                spoke = now
                yield ": toujours là\n\n"
    finally:
        hub.leave(listener)


async def _bell(listener: Listener) -> None:
    """Until something is published in this process, or for a second: another process may have published."""
    try:
        await asyncio.wait_for(listener.bell.wait(), POLL_SECONDS)
    except TimeoutError:
        return
    listener.bell.clear()


def _written(event: queries.LiveEvent) -> str:
    payload = json.dumps(event.payload, cls=DjangoJSONEncoder, ensure_ascii=False)
    return f"id: {event.pk}\nevent: {event.kind}\ndata: {payload}\n\n"
