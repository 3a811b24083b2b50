"""Two gestures at the same instant, each with a connection of its own: both have read before either writes."""

import re
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection

from interregions.common.constraints import sentence_of
from interregions.common.errors import Refused

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
MEETING_SECONDS = 0.8


@dataclass(frozen=True)
class Outcome:
    """What became of one of the two."""

    done: bool
    reasons: tuple[str, ...] = ()
    result: Any = None


def at_once(*gestures: Callable[[], Any]) -> list[Outcome]:
    """Run them together. Whoever is held by a lock is not waited for; a failure that is no refusal is raised."""
    meeting = threading.Barrier(len(gestures))
    outcomes: dict[int, Outcome] = {}
    failures: list[BaseException] = []

    def run(number: int, gesture: Callable[[], Any]) -> None:
        met = False

        def before_the_first_write(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
            nonlocal met
            if not met and WRITES.match(sql):
                met = True
                with suppress(threading.BrokenBarrierError):
                    meeting.wait(MEETING_SECONDS)
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(before_the_first_write):
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
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(gestures)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
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
