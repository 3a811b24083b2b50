"""Every read of long works."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from interregions.network.models import Member
from interregions.network.queries import standing_of
from interregions.toolkit.jobs.choices import JobStatus
from interregions.toolkit.jobs.models import Job
from interregions.toolkit.jobs.rules import SILENCE_SECONDS
from interregions.toolkit.jobs.workers import is_gone


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
    """Works whose worker is gone, or has been silent for too long."""
    silent_since = timezone.now() - timedelta(seconds=SILENCE_SECONDS)
    running = Job.objects.filter(status=JobStatus.RUNNING)
    return [job for job in running if is_gone(job.worker) or (job.heartbeat and job.heartbeat < silent_since)]


def personal_data_of(member: Member) -> list[dict[str, str]]:
    """The works this person asked for."""
    asked = Job.objects.filter(created_by__member=member).values_list("label", "created_at")
    return [{"label": label, "at": at.isoformat()} for label, at in asked]
