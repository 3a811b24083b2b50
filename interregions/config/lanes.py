"""Who serves what on the one port: pages, files and health each in threads of their own, live streams in the loop.

A thread keeps its connection to the database from one request to the next; a slow document holds none of the places
of the pages, and neither holds the place of the one who asks whether the process lives.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi import Body, build_environ

from interregions.toolkit.live.views import SERVED, LiveResponse, follow

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

PAGES, FILES, STREAMS = 8, 2, 4  # threads
PATIENCE_SECONDS = 15.0
HEALTH_PATIENCE_SECONDS = 2.0
WAITING_PER_PLACE = 25  # beyond, a request is told at once that everything is taken

ALIVE, HEALTH_PATH = "/sante/vivant/", re.compile(r"^/sante/")
STREAM_PATH = re.compile(r"/flux/$")
# Documents, tables and calendars end with their format; files are opened by their number. What is sent as multipart
# may hold a file.
FILE_PATH = re.compile(r"\.(?:csv|docx|ics|json|ods|odt|pdf|xlsx)$|/recepisse|/fichiers?/|/annexe")
BUSY = (
    "Trop de personnes demandent une page au même moment : celle-ci n’a pas pu être préparée, et rien n’a été "
    "enregistré. Recommencez dans quelques secondes."
)


class GoneError(OSError):
    """Who was sending has left before the end: what came is not the whole, and must not be taken for it."""


class Lane:
    """A few threads that run Django, and the bounded queue before them."""

    def __init__(self, django: Any, places: int, patience: float) -> None:
        self.patience = patience
        self._serve = WSGIMiddleware(django, workers=places)
        self._places = asyncio.Semaphore(places)
        self._most_waiting = places * WAITING_PER_PLACE
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve as soon as a thread is free, or say that none is."""
        if not await self._place():
            await busy(send)
            return
        try:
            await self._serve(scope, whole(receive), send)  # type: ignore[arg-type]
        except GoneError:
            return
        finally:
            self._places.release()

    async def _place(self) -> bool:
        if self._waiting >= self._most_waiting:
            return False
        self._waiting += 1
        try:
            await asyncio.wait_for(self._places.acquire(), self.patience)
        except TimeoutError:
            return False
        finally:
            self._waiting -= 1
        return True


class Streams:
    """Opens a live page in a thread, then keeps its line without one."""

    def __init__(self, django: Any, places: int) -> None:
        self.django = django
        self._threads = ThreadPoolExecutor(places, thread_name_prefix="streams")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Whatever the view answered; when it is a stream, what follows too."""
        loop = asyncio.get_running_loop()
        environ = {**build_environ(scope, Body(loop, receive)), SERVED: True}  # type: ignore[arg-type]
        start, body, place = await loop.run_in_executor(self._threads, self._answer, environ)
        await send(start)
        await send({"type": "http.response.body", "body": body, "more_body": place is not None})
        if place is not None:
            await follow(place, receive, send)

    def _answer(self, environ: dict[str, Any]) -> tuple[dict[str, Any], bytes, Any]:
        told: list[tuple[str, list[tuple[str, str]]]] = []
        response = self.django(environ, lambda status, headers, trouble=None: told.append((status, headers)))
        try:
            body = b"".join(response)
            place = response.take_place() if isinstance(response, LiveResponse) else None
        finally:
            response.close()
        status, headers = told[0]
        pairs = [(name.encode("latin1").lower(), value.encode("latin1")) for name, value in headers]
        if place is not None:
            pairs = [pair for pair in pairs if pair[0] != b"content-length"]
        return {"type": "http.response.start", "status": int(status[:3]), "headers": pairs}, body, place


class House:
    """The application that the server runs."""

    def __init__(self, django: Any) -> None:
        self.pages = Lane(django, PAGES, PATIENCE_SECONDS)
        self.files = Lane(django, FILES, PATIENCE_SECONDS)
        self.alive = Lane(django, 1, HEALTH_PATIENCE_SECONDS)  # asks nothing of the database, which may be stuck
        self.health = Lane(django, 1, HEALTH_PATIENCE_SECONDS)
        self.streams = Streams(django, STREAMS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Each request to its lane."""
        if scope["type"] != "http":
            raise RuntimeError(f"Nothing here speaks {scope['type']}.")
        # A header written with an underscore would pass for the one that a proxy writes with a hyphen.
        headers = [(name, value) for name, value in scope["headers"] if b"_" not in name]
        scope = {**scope, "headers": headers}
        await self.lane_of(scope)(scope, receive, send)

    def lane_of(self, scope: Scope) -> Lane | Streams:
        """The lane of this request, by its address and by what it sends."""
        path = scope["path"]
        if path == ALIVE:
            return self.alive
        if HEALTH_PATH.search(path):
            return self.health
        if STREAM_PATH.search(path):
            return self.streams
        sent = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
        return self.files if FILE_PATH.search(path) or sent.startswith(b"multipart/") else self.pages


def whole(receive: Receive) -> Receive:
    """The body to its end; GoneError when whoever sends it leaves before."""
    ended = False

    async def received() -> Any:
        nonlocal ended
        message = await receive()
        if message["type"] == "http.disconnect" and not ended:
            raise GoneError("the client left before the end of what it sent")
        ended = ended or not message.get("more_body", False)
        return message

    return received


async def busy(send: Send) -> None:
    """Every place is taken: said in a sentence, with when to come back."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"5"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": BUSY.encode(), "more_body": False})
