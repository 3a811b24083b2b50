"""Keeps the processes of ``interregions serve`` alive, stops them together, gives up when one will not live."""

import os
import signal
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from types import FrameType

from interregions.config.parenthood import PARENT

MOST_DEATHS = 5
WITHIN_SECONDS = 10.0
PAUSE_SECONDS = 0.5
PATIENCE_SECONDS = 15.0


@dataclass
class Child:
    """One process that must always be there."""

    name: str
    command: list[str]
    running: subprocess.Popen[bytes] | None = None
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_DEATHS))
    start_at: float = 0.0

    def start(self) -> None:
        """Start it, knowing who watches over it."""
        environment = {**os.environ, PARENT: str(os.getpid())}
        # Its own session: a Ctrl-C in the terminal reaches the supervisor, which stops everything in order.
        self.running = subprocess.Popen(self.command, env=environment, start_new_session=True)

    def note_death(self, now: float, code: int) -> bool:
        """Write the death down; True when it died too often to be started again.

        Being killed from outside (``kill -9``, memory) is no fault of its own and does not count.
        """
        self.running = None
        self.start_at = now + PAUSE_SECONDS
        if code == -signal.SIGKILL:
            return False
        self.deaths.append(now)
        return len(self.deaths) == MOST_DEATHS and now - self.deaths[0] <= WITHIN_SECONDS


class Supervisor:
    """Starts the children, starts again whichever dies, stops them all on SIGTERM or SIGINT."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.stopping = False

    def run(self) -> int:
        """Until told to stop (0), or until a child dies too often (1)."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        try:
            while not self.stopping:
                for child in self.children:
                    if not self._keep(child):
                        return 1
                time.sleep(0.1)
        finally:
            self._end_all()
        return 0

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _keep(self, child: Child) -> bool:
        now = time.monotonic()
        if child.running is None:
            if now >= child.start_at and not self.stopping:
                child.start()
            return True
        code = child.running.poll()
        if code is None or self.stopping:
            return True
        if child.note_death(now, code):
            print(
                f"interregions: the {child.name} process died {MOST_DEATHS} times in {WITHIN_SECONDS:.0f} seconds "
                f"(last code {code}). Its messages above say why.",
                file=sys.stderr,
            )
            return False
        print(f"interregions: the {child.name} process ended (code {code}); it starts again.", file=sys.stderr)
        return True

    def _end_all(self) -> None:
        alive = [child.running for child in self.children if child.running is not None]
        for process in alive:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for process in alive:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
