"""Whether a worker lives is said by the worker, and missed by the animation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interregions.toolkit.jobs import queries, services
from interregions.toolkit.jobs.models import Heartbeat

pytestmark = pytest.mark.django_db
LATE = "ne donne plus signe de vie"


def test_a_worker_is_late_when_none_beats_and_missed_as_soon_as_it_rests(facilitator, client_as):
    assert queries.is_worker_late()
    services.beat()
    services.beat()
    assert Heartbeat.objects.count() == 1
    assert queries.worker_state().good
    assert LATE not in client_as(facilitator).get("/animation/").content.decode()
    Heartbeat.objects.update(at=timezone.now() - timedelta(seconds=90))
    assert not queries.worker_state().good
    assert not queries.worker_state().vital
    assert LATE in client_as(facilitator).get("/animation/").content.decode()
    services.beat()
    services.rest()
    assert queries.is_worker_late()


def test_a_dead_redis_is_told_apart(settings):
    assert queries.queue_state().good
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    state = queries.queue_state()
    assert not state.good
    assert "Redis ne répond pas" in state.words
