"""The queue that wakes the worker. It is never the truth: a row is, and a sweep finds what the queue lost."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.utils.module_loading import import_string
from huey import RedisHuey, SqliteHuey

from interregions.common.rooms import sweeps
from interregions.toolkit.jobs.wire import SignedWords

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Queue:
    """The opened queue and its two gestures."""

    huey: Any
    run_job: Callable[[int], Any]
    run_function: Callable[[str], Any]


@cache
def open_queue() -> Queue:
    """The queue of this installation: Redis when there is one, else a file beside the database."""
    if settings.REDIS_URL:
        huey: Any = RedisHuey("interregions", url=settings.REDIS_URL, results=False, serializer=SignedWords())
    else:
        settings.HOME.mkdir(parents=True, exist_ok=True)
        filename = str(settings.HOME / "queue.sqlite3")
        huey = SqliteHuey("interregions", filename=filename, results=False, timeout=20, serializer=SignedWords())
    return Queue(huey, huey.task(name="run_job")(_run_job), huey.task(name="run_function")(_run_function))


@contextmanager
def own_connection() -> Iterator[None]:
    """A connection that is known to live before a work, and given back after it: the database may have restarted."""
    lonely = not connection.in_atomic_block  # in the tests a work runs inside what asked for it
    if lonely:
        close_old_connections()
    try:
        yield
    finally:
        if lonely:
            connection.close()


def _run_job(job_id: int) -> None:
    from interregions.toolkit.jobs.services import run_job  # noqa: PLC0415  services import this module

    with own_connection():
        run_job(job_id)


def _run_function(path: str) -> None:
    with own_connection():
        import_string(path)()


def sweep() -> None:
    """What the clock starts: the sweeps of every room; one that fails does not stop the others."""
    for function in sweeps():
        try:
            with own_connection():
                function()
        except Exception:
            logger.exception("%s failed; it will be tried again in a moment", function)


@dataclass(frozen=True)
class _Wake:
    """One call on commit; equal calls of one transaction are one call."""

    path: str

    def __call__(self) -> None:
        _send(lambda queue: queue.run_function(self.path))


def wake(path: str) -> None:
    """Have the worker call this function soon after the commit. Asked many times in a transaction: called once."""
    if settings.JOBS_IMMEDIATE:
        return
    call = _Wake(path)
    if not any(entry[1] == call for entry in connection.run_on_commit):
        transaction.on_commit(call)


def wake_for_job(job_id: int) -> None:
    """Have the worker run this job soon."""
    _send(lambda queue: queue.run_job(job_id))


def _send(gesture: Callable[[Queue], Any]) -> None:
    try:
        gesture(open_queue())
    except Exception:
        logger.exception("the queue could not be reached; the sweep will pick the work up in a moment")
