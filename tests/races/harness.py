"""Two gestures at the same instant, each with a connection of its own: both have read before either writes."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection

from interregions.common.constraints import sentence_of
from interregions.common.errors import Refused

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
LOCKS_MORE = re.compile(r"\bJOIN\b.*\bFOR UPDATE\b(?! OF\b)", re.DOTALL)
PATIENCE = 20.0
WAITING = "select count(*) from pg_stat_activity where pid = any(%s) and wait_event_type = 'Lock'"


@dataclass(frozen=True)
class Outcome:
    """What became of one of the two."""

    done: bool
    reasons: tuple[str, ...] = ()
    result: Any = None


class Meeting:
    """Where each waits, before its first write, for the others: until they are there too, ended, or held by a lock."""

    def __init__(self, number: int) -> None:
        self._moved = threading.Condition()
        self._on_the_way: dict[int, int] = {}
        self._expected = number
        self._watch = connection.copy("watch")
        self._watch.inc_thread_sharing()

    def sets_out(self, number: int) -> None:
        """One of them begins, with a connection of its own."""
        connection.ensure_connection()
        with self._moved:
            self._on_the_way[number] = connection.connection.info.backend_pid
            self._expected -= 1
            self._moved.notify_all()

    def arrives(self, number: int) -> None:
        """One of them is about to write, or has ended."""
        with self._moved:
            self._on_the_way.pop(number, None)
            self._moved.notify_all()

    def wait(self) -> None:
        """Until nobody who could still read is on the way."""
        until = time.monotonic() + PATIENCE
        with self._moved:
            while self._expected or (self._on_the_way and not self._all_held()):
                assert time.monotonic() < until, "somebody neither writes, nor ends, nor is held by a lock"
                self._moved.wait(0.02)

    def _all_held(self) -> bool:
        with self._watch.cursor() as cursor:
            cursor.execute(WAITING, [list(self._on_the_way.values())])
            return bool(cursor.fetchone()[0] == len(self._on_the_way))

    def close(self) -> None:
        self._watch.close()


def without_wide_locks(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
    """A lock that joins tables without saying whose rows it holds, holds those of others with them: refused."""
    assert not LOCKS_MORE.search(sql), f"holds the rows of other tables too: {sql}"
    return execute(sql, params, many, context)


def at_once(*gestures: Callable[[], Any]) -> list[Outcome]:
    """Run them together. Whoever is held by a lock is not waited for; a failure that is no refusal is raised."""
    meeting = Meeting(len(gestures))
    outcomes: dict[int, Outcome] = {}
    failures: list[BaseException] = []

    def run(number: int, gesture: Callable[[], Any]) -> None:
        met = False

        def before_the_first_write(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
            nonlocal met
            if not met and WRITES.match(sql):
                met = True
                meeting.arrives(number)
                meeting.wait()
            return execute(sql, params, many, context)

        try:
            meeting.sets_out(number)
            with (
                connection.execute_wrapper(without_wide_locks),
                connection.execute_wrapper(before_the_first_write),
            ):
                outcomes[number] = Outcome(True, result=gesture())
        except Refused as refused:
            outcomes[number] = Outcome(False, tuple(refused.reasons))
        except IntegrityError as error:
            sentence = sentence_of(error)
            if sentence is None:
                failures.append(error)
            outcomes[number] = Outcome(False, (sentence or "",))
        except BaseException as failure:  # noqa: BLE001  told to the test
            failures.append(failure)
        finally:
            meeting.arrives(number)
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(gestures)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    meeting.close()
    if failures:
        raise failures[0]
    return [outcomes[number] for number in range(len(gestures))]


def once(*gestures: Callable[[], Any]) -> Any:
    """Exactly one of them is done, the other is told why in a sentence; what the first gave."""
    outcomes = at_once(*gestures)
    done = [each for each in outcomes if each.done]
    assert len(done) == 1, outcomes
    for each in outcomes:
        assert each.done or (each.reasons and all(reason.endswith((".", "?")) for reason in each.reasons)), outcomes
    return done[0].result


def twice(gesture: Callable[[], Any]) -> Any:
    """The same gesture made by two people."""
    return once(gesture, gesture)
