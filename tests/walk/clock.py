"""The days that pass during a walk: every clock of the product is Django's, moved forward."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from interregions.common.rooms import sweeps
from interregions.network.models import Mandate

_now = timezone.now
_passed = [timedelta()]


def moved() -> datetime:
    return _now() + _passed[0]


def start(monkeypatch: pytest.MonkeyPatch) -> None:
    """From today, whatever an earlier walk did."""
    _passed[0] = timedelta()
    monkeypatch.setattr(timezone, "now", moved)


def days_pass(thing: str, by: Mandate) -> None:
    """Three days later, the worker has done what is due: deadlines, reminders, waves."""
    _passed[0] += timedelta(days=3)
    for sweep in sweeps():
        sweep()
