"""Ask for a long work, run it, follow it. A job may run twice without harm: that is its author's promise."""

import logging
import time
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from interregions.common.erasure import without_person
from interregions.common.errors import Refused, refuse_if
from interregions.common.rooms import JobFunction, Report, jobs
from interregions.network.models import Mandate, Member
from interregions.toolkit.jobs import queries, queue, rules, workers
from interregions.toolkit.jobs.choices import JobStatus
from interregions.toolkit.jobs.models import Heartbeat, Job
from interregions.toolkit.jobs.workers import this_worker

logger = logging.getLogger(__name__)

STOPPED = (
    "Ce travail s’est arrêté à cause d’une erreur de notre côté. Ce qui était déjà fait est conservé\u202f; "
    "vous pouvez le reprendre. Si l’erreur revient, prévenez l’animation en citant le numéro de ce travail."
)
DIED_TOO_OFTEN = (
    "Ce travail a été interrompu plusieurs fois et n’est plus repris de lui-même. Ce qui était déjà fait est conservé."
)
MISSING_KIND = "Ce genre de travail n’existe plus dans cette version."


@transaction.atomic
def enqueue(*, kind: str, arguments: dict[str, Any], by: Mandate | None, label: str, result_url: str = "") -> Job:
    """Write the work down; the worker is woken once the caller's transaction is committed."""
    if kind not in jobs():
        raise LookupError(f"No job of kind {kind}: its room declares it in its apps.py.")
    job = Job.objects.create(kind=kind, arguments=arguments, created_by=by, label=label, result_url=result_url)
    transaction.on_commit(lambda: _start(job.pk))
    return job


def _start(job_id: int) -> None:
    if settings.JOBS_IMMEDIATE:
        run_job(job_id)
    else:
        queue.wake_for_job(job_id)


def run_job(job_id: int) -> None:
    """Run the work if it still waits; the row tells everything that happens."""
    now = timezone.now()
    claimed = Job.objects.filter(pk=job_id, status=JobStatus.WAITING).update(
        status=JobStatus.RUNNING,
        worker=this_worker(),
        claimed_at=now,
        heartbeat=now,
        attempts=F("attempts") + 1,
        error="",
    )
    if not claimed:
        return
    with workers.holding(job_id):
        _run(Job.objects.get(pk=job_id))


def _run(job: Job) -> None:
    function: JobFunction | None = jobs().get(job.kind)
    if function is None:
        _finish(job, JobStatus.FAILED, error=MISSING_KIND)
        return
    try:
        result_url = function(job.arguments, _reporter(job))
    except Refused as refused:
        _finish(job, JobStatus.FAILED, error=" ".join(refused.reasons))
    except (OperationalError, InterfaceError):
        logger.warning("job %s (%s) lost the database; it will be taken up again", job.pk, job.kind)
        connection.close()
        with suppress(OperationalError, InterfaceError):  # still away: the sweep finds that nobody holds it
            _give_back(job)
    except Exception:
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        _finish(job, JobStatus.FAILED, error=STOPPED)
    else:
        _finish(job, JobStatus.DONE, result_url=result_url or job.result_url)


def _reporter(job: Job) -> Report:
    """Progress written at most twice a second, and always the last step."""
    last = 0.0

    def report(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= 0.5 or done >= total:
            last = now
            Job.objects.filter(pk=job.pk).update(done=done, total=total, heartbeat=timezone.now())

    return report


def _give_back(job: Job) -> None:
    """A work that nobody runs any more waits for its next try; too many, and it has failed."""
    held = Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING, worker=job.worker)
    if rules.may_try_again(attempts=job.attempts):
        held.update(status=JobStatus.WAITING, worker="")
    else:
        held.update(status=JobStatus.FAILED, error=DIED_TOO_OFTEN, finished_at=timezone.now())


def _finish(job: Job, status: JobStatus, *, error: str = "", result_url: str = "") -> None:
    Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING, worker=this_worker()).update(
        status=status, error=error, result_url=result_url or job.result_url, finished_at=timezone.now()
    )


def beat() -> None:
    """Say that this worker lives, to everybody and for the works it holds."""
    Heartbeat.objects.update_or_create(worker=this_worker(), defaults={"at": timezone.now()})
    held = Job.objects.filter(status=JobStatus.RUNNING, worker=this_worker(), pk__in=workers.held())
    held.update(heartbeat=timezone.now())


def rest() -> None:
    """This worker stops: it is missed at once, not a minute later; forget those that never said so."""
    silent = timezone.now() - timedelta(days=1)
    Heartbeat.objects.filter(Q(worker=this_worker()) | Q(at__lt=silent)).delete()


def pick_up() -> None:
    """Find what the queue lost: works whose worker died go back to waiting, and every waiting one is started."""
    for job in queries.abandoned_jobs():
        _give_back(job)
    for job_id in queries.waiting_job_ids():
        _start(job_id)


@transaction.atomic
def retry(*, job: Job) -> Job:
    """Start again a work that failed."""
    refuse_if(rules.reasons_not_to_retry(status=job.status))
    Job.objects.filter(pk=job.pk, status=JobStatus.FAILED).update(
        status=JobStatus.WAITING, error="", attempts=0, finished_at=None
    )
    transaction.on_commit(lambda: _start(job.pk))
    return job


def erase_member(member: Member) -> None:
    """Take the person's name out of the labels of works."""
    for job in Job.objects.all().iterator():
        label, arguments = without_person([job.label, job.arguments], member)
        if (label, arguments) != (job.label, job.arguments):
            Job.objects.filter(pk=job.pk).update(label=label, arguments=arguments)
