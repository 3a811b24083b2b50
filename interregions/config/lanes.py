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

from interregions.config.receiving import SLOW, GoneError, Receiver, TooSlowError
from interregions.config.stopping import Stop
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
STOPPED = (
    "Le service redémarre : cette page n’a pas été préparée, et rien n’a été enregistré. "
    "Recommencez dans quelques secondes."
)
CUT = (
    "Le service a redémarré au milieu de votre demande : ce que vous envoyiez n’est peut-être pas enregistré. "
    "Dans quelques secondes, revenez à la page et vérifiez avant de recommencer."
)
TIMEOUT = 408
UNREADY, JSON = '{"ready": false, "late": true}', b"application/json"


class Told:
    """What an application answers, on its way; whether it has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.began = False

    async def __call__(self, message: Any) -> None:
        self.began = True
        await self._send(message)


class Lane:
    """A few threads that run Django, and the bounded queue before them."""

    def __init__(self, django: Any, places: int, patience: float) -> None:
        self.patience = patience
        self._serve = WSGIMiddleware(django, workers=places)
        self._places = asyncio.Semaphore(places)
        self._most_waiting = places * WAITING_PER_PLACE
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve as soon as a thread is free, or say that none is; what a stop cuts is said too."""
        told, under_way = Told(send), False
        try:
            if not await self._place():
                await say(send, BUSY)
                return
            under_way = True
            try:
                await self._serve(scope, receive, told)  # type: ignore[arg-type]
            finally:
                self._places.release()
        except GoneError:
            return
        except asyncio.CancelledError:  # the server stops, and has waited as long as it does
            if told.began:
                raise
            await say(send, CUT if under_way else STOPPED)

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


class Health(Lane):
    """Answers within its patience whatever the database does: what hangs keeps its place, and is not ready."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What Django says, if it says it in time."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self.patience
        if not await self._place():
            await say(send, UNREADY, JSON)
            return
        answered: list[Any] = []

        async def keep(message: Any) -> None:
            answered.append(message)

        served = asyncio.ensure_future(self._serve(scope, receive, keep))  # type: ignore[arg-type]
        served.add_done_callback(lambda _: self._places.release())
        done, _ = await asyncio.wait({served}, timeout=max(0.0, until - loop.time()))
        if not done:
            await say(send, UNREADY, JSON)
            return
        served.result()
        for message in answered:
            await send(message)


class Streams:
    """Opens a live page in a thread, then keeps its line without one."""

    def __init__(self, django: Any, places: int) -> None:
        self.django = django
        self._threads = ThreadPoolExecutor(places, thread_name_prefix="streams")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Whatever the view answered; when it is a stream, what follows too."""
        loop = asyncio.get_running_loop()
        environ = {**build_environ(scope, Body(loop, receive)), SERVED: True}  # type: ignore[arg-type]
        try:
            start, body, place = await loop.run_in_executor(self._threads, self._answer, environ)
        except asyncio.CancelledError:
            await say(send, STOPPED)
            return
        await send(start)
        await send({"type": "http.response.body", "body": body, "more_body": place is not None})
        if place is not None:
            try:
                await follow(place, receive, send)
            except asyncio.CancelledError:  # the process stops: the page asks again in two seconds, and misses nothing
                await send({"type": "http.response.body", "body": b"", "more_body": False})

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
        self.alive = Health(django, 1, HEALTH_PATIENCE_SECONDS)  # asks nothing of the database, which may be stuck
        self.health = Health(django, 1, HEALTH_PATIENCE_SECONDS)
        self.streams = Streams(django, STREAMS)
        self.receiver = Receiver()
        self.stop = Stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Each request to its lane."""
        if scope["type"] != "http":
            raise RuntimeError(f"Nothing here speaks {scope['type']}.")
        # A header written with an underscore would pass for the one that a proxy writes with a hyphen.
        headers = [(name, value) for name, value in scope["headers"] if b"_" not in name]
        scope = {**scope, "headers": headers}
        lane = self.lane_of(scope)
        with self.stop.told(line=lane is self.streams):
            try:
                received = await self.receiver(scope, receive)
            except GoneError:
                return
            except TooSlowError:
                await say(send, SLOW, status=TIMEOUT)
                return
            except asyncio.CancelledError:
                await say(send, STOPPED)
                return
            if received is None:
                await say(send, BUSY)
                return
            await lane(scope, received, send)

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


async def say(send: Send, words: str, media_type: bytes = b"text/plain; charset=utf-8", status: int = 503) -> None:
    """Why nothing else is answered, and when to come back."""
    headers = [(b"content-type", media_type), (b"retry-after", b"5"), (b"cache-control", b"no-store")]
    if status == TIMEOUT:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode(), "more_body": False})
