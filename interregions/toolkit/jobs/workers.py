"""Which process holds a row, and whether it still lives."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

_stop_flags: list[Any] = []
_held: set[int] = set()


@contextmanager
def holding(work: int) -> Iterator[None]:
    """While a thread of this process runs this work."""
    _held.add(work)
    try:
        yield
    finally:
        _held.discard(work)


def held() -> frozenset[int]:
    """The works that the threads of this process run: a row that says otherwise was left by a cut."""
    return frozenset(_held)


def stop_with(flag: Any) -> None:
    """The worker process says which flag is set when it is told to stop."""
    _stop_flags[:] = [flag]


def is_stopping() -> bool:
    """Whether this process was told to stop: a long work that can leave off between two steps does so."""
    return any(flag.is_set() for flag in _stop_flags)


def this_worker() -> str:
    """The name of this process: host, number, and the moment it started (numbers are used again)."""
    return _name(os.getpid())


@cache
def _name(pid: int) -> str:
    return f"{socket.gethostname()}/{pid}/{_started(pid)}"


def _started(pid: int) -> str:
    """When the process started, in ticks since boot; empty where the system does not say, or when it is gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return ""
    return "" if stat[0] in {"Z", "X"} else stat[19]


def is_gone(worker: str) -> bool:
    """Whether this process of this machine has ended. A worker of another machine is never known to be gone."""
    try:
        host, pid, started = worker.split("/")
        number = int(pid)
    except ValueError:
        return False
    if host != socket.gethostname():
        return False
    if started:
        return _started(number) != started
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
