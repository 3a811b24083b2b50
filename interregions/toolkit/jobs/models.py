"""A long work as a row: the truth the queue only hurries."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from interregions.toolkit.jobs.choices import JobStatus


class Heartbeat(models.Model):
    """A worker that lives says so every few seconds, whatever its threads are busy with."""

    worker = models.CharField(max_length=200, unique=True)
    at = models.DateTimeField()


class Job(models.Model):
    """One long work: asked by someone, run by a worker, followed on its page."""

    kind = models.CharField(max_length=100)
    label = models.CharField(max_length=300)
    arguments = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=JobStatus.choices, default=JobStatus.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result_url = models.CharField(max_length=500, blank=True)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=200, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    heartbeat = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        "network.Mandate", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["status", "id"], name="job_unfinished", condition=Q(status__in=["waiting", "running"])
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=JobStatus.values), name="job_status_known"),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("jobs:job", args=[self.pk])

    @property
    def percent(self) -> int:
        """How far the work is, from 0 to 100."""
        if self.status == JobStatus.DONE:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0
