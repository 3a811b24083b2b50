"""Who listens to what in this process. It carries no event: it only says « look again »; events are rows."""

import asyncio
import threading
from dataclasses import dataclass, field

MOST_STREAMS = 200


@dataclass(eq=False)
class Listener:
    """One open page: a bell on the loop that serves it."""

    channel: str
    loop: asyncio.AbstractEventLoop
    bell: asyncio.Event = field(default_factory=asyncio.Event)

    def ring(self) -> None:
        """Wake the page, from any thread; a loop that has just closed has nobody left to wake."""
        try:
            self.loop.call_soon_threadsafe(self.bell.set)
        except RuntimeError:
            return


class Hub:
    """The listeners of this process, bounded."""

    def __init__(self, most: int = MOST_STREAMS) -> None:
        self.most = most
        self._listeners: set[Listener] = set()
        self._lock = threading.Lock()

    @property
    def full(self) -> bool:
        """Whether one more page would be too many."""
        return len(self._listeners) >= self.most

    def listen(self, channel: str) -> Listener:
        """A new listener on the running loop."""
        listener = Listener(channel, asyncio.get_running_loop())
        with self._lock:
            self._listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """The page is closed."""
        with self._lock:
            self._listeners.discard(listener)

    def ring(self, channel: str) -> None:
        """Have every page of this channel look again."""
        with self._lock:
            concerned = [listener for listener in self._listeners if listener.channel == channel]
        for listener in concerned:
            listener.ring()


hub = Hub()
