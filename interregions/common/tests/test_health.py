"""Each thing apart, in the time of one: what hangs hides nothing, and is not asked twice."""

import threading
import time

import pytest

from interregions.common import health
from interregions.common.health import State, states


@pytest.fixture
def apart(settings):
    settings.JOBS_IMMEDIATE = False


def test_one_that_hangs_is_told_apart_within_the_patience_and_asked_once(apart):
    go, asked = threading.Event(), []

    def hangs() -> State:
        asked.append(1)
        go.wait(10)
        return State(True)

    looked = {"hangs": hangs, "good": lambda: State(True), "breaks": lambda: State(1 / 0)}
    for _ in range(3):
        began = time.monotonic()
        found = states(looked, patience=0.2)
        assert time.monotonic() - began < 1
        assert {name: state.good for name, state in found.items()} == {"hangs": False, "good": True, "breaks": False}
    assert "ZeroDivisionError" in found["breaks"].words
    assert asked == [1]
    go.set()
    deadline = time.monotonic() + 5
    while not states(looked, patience=0.2)["hangs"].good:
        assert time.monotonic() < deadline


def test_a_disk_that_is_nearly_full_is_said(monkeypatch, settings, tmp_path):
    settings.HOME = tmp_path
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 10**18)
    state = health.disk()
    assert not state.good
    assert "presque plein" in state.words
