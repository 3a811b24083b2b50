"""Every read of long works."""

from datetime import datetime, timedelta

import redis
from django.conf import settings
from django.db.models import Max, QuerySet
from django.utils import timezone

from interregions.common.health import State
from interregions.network.models import Member
from interregions.network.queries import standing_of
from interregions.toolkit.jobs.choices import JobStatus
from interregions.toolkit.jobs.models import Heartbeat, Job
from interregions.toolkit.jobs.rules import SILENCE_SECONDS, WORKER_LATE, WORKER_SILENCE_SECONDS
from interregions.toolkit.jobs.workers import held, is_gone, this_worker


def jobs_visible_to(member: Member | None) -> QuerySet[Job]:
    """All works for the animation, one's own for the others."""
    standing = standing_of(member)
    if standing.is_facilitator:
        return Job.objects.all()
    return Job.objects.filter(created_by__in=[mandate.pk for mandate in standing.mandates])


def waiting_job_ids() -> list[int]:
    """Works that wait, oldest first."""
    return list(Job.objects.filter(status=JobStatus.WAITING).order_by("id").values_list("id", flat=True))


def abandoned_jobs() -> list[Job]:
    """Works whose worker is gone, or has been silent for too long, or is this one, which no longer runs them."""
    silent_since = timezone.now() - timedelta(seconds=SILENCE_SECONDS)
    running = Job.objects.filter(status=JobStatus.RUNNING)
    return [
        job
        for job in running
        if is_gone(job.worker)
        or (job.heartbeat and job.heartbeat < silent_since)
        or (job.worker == this_worker() and job.pk not in held())
    ]


def last_beat() -> datetime | None:
    """When a worker last said that it lives."""
    latest: datetime | None = Heartbeat.objects.aggregate(last=Max("at"))["last"]
    return latest


def is_worker_late() -> bool:
    """Whether no worker has said for a minute that it lives: nothing leaves, and no work goes on."""
    beat = last_beat()
    return beat is None or beat < timezone.now() - timedelta(seconds=WORKER_SILENCE_SECONDS)


def worker_state() -> State:
    """The worker, as its own line of the health."""
    late = is_worker_late()
    return State(not late, WORKER_LATE if late else "", vital=False)


def queue_state() -> State:
    """Redis, or the file of the queue."""
    if not settings.REDIS_URL:
        return State(True)
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1).ping()
    except redis.RedisError:
        return State(False, "Redis ne répond pas : les travaux longs et le courrier attendent.")
    return State(True)


def personal_data_of(member: Member) -> list[dict[str, str]]:
    """The works this person asked for."""
    asked = Job.objects.filter(created_by__member=member).values_list("label", "created_at")
    return [{"label": label, "at": at.isoformat()} for label, at in asked]
