"""The queue carries names and numbers, signed: who writes to it starts nothing."""

import json
import pickle

import pytest
from django.core.signing import Signer
from huey import MemoryHuey

from interregions.toolkit.jobs.wire import SignedWords


class Injected:
    """What pickle would have run."""

    ran = False

    def __reduce__(self):
        return (setattr, (Injected, "ran", True))


@pytest.fixture
def queue():
    huey = MemoryHuey("essai", results=False, serializer=SignedWords(), immediate=False)
    calls = []
    huey.task(name="run_job")(calls.append)
    huey.calls = calls
    return huey


def test_a_work_goes_through_the_queue_as_signed_words(queue):
    task = queue.task(name="count")(lambda number: queue.calls.append(number))
    task(7)
    (body,) = queue.storage.enqueued_items()
    assert b"count" in body
    assert b"\x80" not in body
    queue.execute(queue.dequeue())
    assert queue.calls == [7]


@pytest.mark.parametrize(
    "injected",
    [
        pickle.dumps(Injected()),
        json.dumps(["1", "run_job", None, 0, 0, None, [1], {}, None, None, None, None]).encode(),
        Signer(key="another-key-another-key-another-key-", salt="interregions.queue").sign("[]").encode(),
        b"",
    ],
)
def test_what_another_wrote_to_the_queue_is_dropped_and_runs_nothing(injected, queue):
    queue.storage.enqueue(injected)
    with pytest.raises(ValueError, match="not written by this installation"):
        queue.dequeue()
    assert Injected.ran is False
    assert queue.dequeue() is None
