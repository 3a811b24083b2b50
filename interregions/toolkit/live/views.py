"""Server-sent events: returned by a room's view after its own visibility check, sent by the dispatcher."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from django.http import HttpResponse

from interregions.network.http import MemberRequest
from interregions.toolkit.live import queries
from interregions.toolkit.live.hub import Place, StillAllowed, hub, written

RETRY = "retry: 2000\n\n"
HEARTBEAT_SECONDS = 15.0
# Set in the environment of the request by a server that keeps lines open; another one refuses at once.
SERVED = "interregions.live"
FULL = "Trop de pages en direct sont ouvertes en ce moment. Rechargez la page pour suivre la suite."
UNSERVED = "Ce serveur ne sait pas tenir une page en direct. Rechargez la page pour lire la suite."

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


class LiveResponse(HttpResponse):
    """The first words of a stream, what it replays; the place is given up unless somebody takes it before the end."""

    def __init__(self, place: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, content_type="text/event-stream; charset=utf-8", **kwargs)
        self.place: Place | None = place
        self["Cache-Control"] = "no-store"
        self["X-Accel-Buffering"] = "no"

    def take_place(self) -> Place | None:
        """Whoever takes it gives it back to the hub."""
        place, self.place = self.place, None
        return place

    def close(self) -> None:
        if place := self.take_place():
            hub.leave(place)
        super().close()


def stream(request: MemberRequest, channel: str, still_allowed: StillAllowed) -> HttpResponse:
    """The events of a channel after ``Last-Event-ID`` (or ``?depuis=``), then those to come.

    ``still_allowed`` is asked every few seconds, once for all the members of the channel; a refusal closes the line.
    """
    if not request.META.get(SERVED):
        return _unavailable(UNSERVED)
    # Reserved before anything is read: whatever is published from now on reaches the page.
    place = hub.reserve(channel, request.member.pk, still_allowed)
    if place is None:
        return _unavailable(FULL)
    asked = request.headers.get("Last-Event-ID") or request.GET.get("depuis", "")
    after = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else queries.latest_event_id(channel)
    found = queries.events_after(channel, min(after, place.settled))
    place.known = {event.pk for event in found if event.pk > place.settled}
    return LiveResponse(place, RETRY + "".join(written(event) for event in found if event.pk > after))


def _unavailable(words: str) -> HttpResponse:
    return HttpResponse(words, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "10"})


async def follow(place: Place, receive: Receive, send: Send) -> None:
    """Send what the place receives until the page leaves, its right ends, or it reads too slowly; then leave."""
    bell = place.attach()
    gone = asyncio.ensure_future(_until_gone(receive))
    gone.add_done_callback(lambda _: bell.set())
    try:
        while True:
            try:
                await asyncio.wait_for(bell.wait(), HEARTBEAT_SECONDS)
            except TimeoutError:
                await _say(send, ": toujours là\n\n")
                continue
            bell.clear()
            if gone.done() or place.cut:
                return
            if texts := place.taken():
                await _say(send, "".join(texts))
            if place.closed:
                await _say(send, "event: closed\ndata: {}\n\n")
                return
    finally:
        gone.cancel()
        hub.leave(place)


async def _say(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
