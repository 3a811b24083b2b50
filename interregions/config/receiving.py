"""What a browser sends, received before a thread is taken: who sends slowly holds a line of the loop, never a page.

A small body is read whole first. A larger one, a file most often, is read by the thread of its lane, and silence ends
it: the bound of what may be sent at all is looked at before its first byte.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

Receive = Callable[[], Awaitable[Any]]

SMALL_BYTES = 256 * 1024
SMALL_SECONDS = 20.0  # for the whole of a small body
SILENCE_SECONDS = 20.0  # between two pieces of a larger one
LARGE_SECONDS = 300.0  # for the whole of it
MOST_AT_ONCE = 400

SLOW = "Ce que vous envoyez arrive trop lentement, et rien n’a été enregistré. Vérifiez la connexion, puis recommencez."


class GoneError(OSError):
    """Who was sending has left before the end: what came is not the whole, and must not be taken for it."""


class TooSlowError(Exception):
    """What was announced did not come in time."""


class Receiver:
    """Receives for every lane; knows how many small bodies are on their way."""

    def __init__(self) -> None:
        self._coming = 0

    async def __call__(self, scope: dict[str, Any], receive: Receive) -> Receive | None:
        """How a lane reads this request; None when too many are already on their way."""
        length = announced(scope)
        if not 0 < length <= SMALL_BYTES:
            return whole(receive) if length else receive
        if self._coming >= MOST_AT_ONCE:
            return None
        self._coming += 1
        try:
            body = await asyncio.wait_for(_gathered(whole(receive)), SMALL_SECONDS)
        except TimeoutError as late:
            raise TooSlowError from late
        finally:
            self._coming -= 1
        return given_again(body, receive)


async def _gathered(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def given_again(body: bytes, receive: Receive) -> Receive:
    """The body in one piece, then whatever follows it on the line."""
    given = False

    async def received() -> Any:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return received


def whole(receive: Receive) -> Receive:
    """The body to its end; GoneError when whoever sends it leaves, or falls silent, before."""
    ended, until = False, asyncio.get_running_loop().time() + LARGE_SECONDS

    async def received() -> Any:
        nonlocal ended
        if ended:
            return await receive()
        left = until - asyncio.get_running_loop().time()
        try:
            message = await asyncio.wait_for(receive(), max(0.0, min(SILENCE_SECONDS, left)))
        except TimeoutError as silent:
            raise GoneError("the client fell silent before the end of what it sent") from silent
        if message["type"] == "http.disconnect":
            raise GoneError("the client left before the end of what it sent")
        ended = not message.get("more_body", False)
        return message

    return received


def announced(scope: dict[str, Any]) -> int:
    """How heavy the body says it is; without saying, nothing of it is read."""
    text = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(text) if text.isdigit() and len(text) < 16 else 0
