"""Codes on their way: in memory only, for a short while, outside the request that asked for them.

A mail server that hangs holds these two threads and nothing else; a letter that has waited too long is dropped, and its
code is asked again.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings

logger = logging.getLogger(__name__)

THREADS = 2
MOST_WAITING = 500
LIFE_SECONDS = 120.0
PAUSE_SECONDS = 3.0
IDLE_SECONDS = 30.0


@dataclass(frozen=True)
class Letter:
    """A code for whoever reads an address; whether anybody does is looked up when it leaves."""

    address: str = field(repr=False)
    code: str = field(repr=False)
    until: float = field(default_factory=lambda: time.monotonic() + LIFE_SECONDS)

    @property
    def is_late(self) -> bool:
        return time.monotonic() > self.until


# The letter → whether it is settled: it left, it is refused for good, or nobody is there to read it.
Deliver = Callable[[Letter], bool]


class Postman:
    """A few threads that live while there are letters."""

    def __init__(self, deliver: Deliver, threads: int = THREADS) -> None:
        self._deliver, self._threads = deliver, threads
        self._waiting: queue.Queue[Letter] = queue.Queue(MOST_WAITING)
        self._lock = threading.Lock()
        self._working = 0

    def post(self, letter: Letter) -> None:
        """Take the letter; the tests deliver it on the spot."""
        if settings.JOBS_IMMEDIATE:
            self._deliver(letter)
            return
        try:
            self._waiting.put_nowait(letter)
        except queue.Full:
            logger.warning("too many sign-in codes wait: one was dropped")
            return
        with self._lock:
            if self._working < self._threads:
                self._working += 1
                threading.Thread(target=self._work, name="postman", daemon=True).start()

    def _work(self) -> None:
        while True:
            try:
                letter = self._waiting.get(timeout=IDLE_SECONDS)
            except queue.Empty:
                with self._lock:
                    if self._waiting.empty():
                        self._working -= 1
                        return
                continue
            self._try(letter)

    def _try(self, letter: Letter) -> None:
        if letter.is_late:
            logger.warning("a sign-in code waited too long: it was dropped")
            return
        try:
            settled = self._deliver(letter)
        except Exception:
            logger.exception("a sign-in code could not be delivered")
            settled = False
        if not settled:
            time.sleep(PAUSE_SECONDS)
            self.post(letter)
