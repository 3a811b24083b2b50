"""What a stop does to who is being served: a few seconds to end, then a sentence instead of a cut line."""

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, cast

PATIENCE_SECONDS = 4.0  # uvicorn waits for five, then cuts without a word (config/management/commands/web.py)


class Stop:
    """Hears the signal that stops the process beside the server, and cancels what is still under way in time."""

    def __init__(self) -> None:
        self._listening = False
        self._under_way: set[asyncio.Task[Any]] = set()
        self._lines: set[asyncio.Task[Any]] = set()

    @contextmanager
    def told(self, *, line: bool = False) -> Iterator[None]:
        """The running task is cancelled when the process stops: a line held open at once, a request when it is time."""
        self._listen()
        task = cast("asyncio.Task[Any]", asyncio.current_task())
        held = self._lines if line else self._under_way
        held.add(task)
        try:
            yield
        finally:
            held.discard(task)

    def _listen(self) -> None:
        """Once, when the first request comes: the server has placed its own handlers by then."""
        if self._listening or threading.current_thread() is not threading.main_thread():
            return
        self._listening = True
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            before = signal.getsignal(number)

            def heard(got: int, frame: FrameType | None, before: Any = before) -> None:
                loop.call_soon_threadsafe(self._begin, loop)
                if callable(before):
                    before(got, frame)

            if callable(before):
                signal.signal(number, heard)

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        cancel(self._lines)
        loop.call_later(PATIENCE_SECONDS, cancel, self._under_way)


def cancel(tasks: set[asyncio.Task[Any]]) -> None:
    """Have each say why it ends."""
    for task in list(tasks):
        task.cancel()
