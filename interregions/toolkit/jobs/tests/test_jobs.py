"""Long works: the row is the truth, a dead worker's work is found again."""

import pytest
from django.db import OperationalError
from django.utils import timezone

from interregions.common import rooms
from interregions.common.errors import Refused
from interregions.toolkit.jobs import services, workers
from interregions.toolkit.jobs.choices import JobStatus
from interregions.toolkit.jobs.models import Job


def count_to_three(arguments, report):
    for step in range(3):
        report(step + 1, 3)
    return arguments["result"]


def refuse(arguments, report):
    raise Refused("Le fichier est vide.")


def break_down(arguments, report):
    raise ValueError("secret details")


def lose_the_database(arguments, report):
    raise OperationalError("terminating connection due to administrator command")


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    kinds = {"count": count_to_three, "refuse": refuse, "break": break_down, "lose": lose_the_database}
    for kind, function in kinds.items():
        monkeypatch.setitem(rooms.jobs(), kind, function)


def ask(kind: str, by=None) -> Job:
    job = services.enqueue(kind=kind, arguments={"result": "/la/"}, by=by, label="Compter")
    services.run_job(job.pk)
    job.refresh_from_db()
    return job


@pytest.mark.django_db
def test_a_work_reports_its_progress_and_gives_its_result() -> None:
    job = ask("count")
    assert (job.status, job.done, job.total, job.result_url, job.percent) == (JobStatus.DONE, 3, 3, "/la/", 100)


@pytest.mark.django_db(transaction=True)
def test_a_work_starts_once_the_transaction_is_committed() -> None:
    job = services.enqueue(kind="count", arguments={"result": "/la/"}, by=None, label="Compter")
    job.refresh_from_db()
    assert job.status == JobStatus.DONE


@pytest.mark.django_db
def test_a_refusal_is_shown_and_a_breakdown_hides_its_details() -> None:
    assert ask("refuse").error == "Le fichier est vide."
    broken = ask("break")
    assert broken.status == JobStatus.FAILED
    assert "secret" not in broken.error


@pytest.mark.django_db
def test_the_work_of_a_dead_worker_is_started_again_and_not_for_ever() -> None:
    job = Job.objects.create(kind="count", label="x", arguments={"result": "/la/"})
    dead = workers.this_worker().rsplit("/", 1)[0] + "/1"
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, worker=dead, attempts=1)
    services.pick_up()
    job.refresh_from_db()
    assert (job.status, job.attempts) == (JobStatus.DONE, 2)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, worker=dead, attempts=3)
    services.pick_up()
    job.refresh_from_db()
    assert job.status == JobStatus.FAILED


@pytest.mark.django_db(transaction=True)
def test_a_work_that_lost_the_database_waits_for_its_next_try_and_not_for_ever() -> None:
    job = Job.objects.create(kind="lose", label="x")
    tries = []
    for _ in range(3):
        services.run_job(job.pk)
        job.refresh_from_db()
        tries.append(job.status)
    assert tries == [JobStatus.WAITING, JobStatus.WAITING, JobStatus.FAILED]


@pytest.mark.django_db
def test_a_work_that_this_worker_no_longer_runs_is_taken_up_again_at_the_next_sweep() -> None:
    """What gives it back is itself a write: with the database away, the row says that we still run it."""
    job = Job.objects.create(kind="count", label="x", arguments={"result": "/la/"})
    left = Job.objects.filter(pk=job.pk)
    left.update(status=JobStatus.RUNNING, worker=workers.this_worker(), attempts=1, heartbeat=timezone.now())
    with workers.holding(job.pk):
        services.pick_up()
        job.refresh_from_db()
        assert job.status == JobStatus.RUNNING
    services.beat()
    services.pick_up()
    job.refresh_from_db()
    assert job.status == JobStatus.DONE


@pytest.mark.django_db
def test_the_page_is_for_its_author_and_the_animation(bretagne, normandie, facilitator, client_as) -> None:
    job = ask("count", by=bretagne)
    assert "C’est terminé" in client_as(bretagne).get(job.get_absolute_url()).content.decode()
    assert client_as(facilitator).get(job.get_absolute_url()).status_code == 200
    assert client_as(normandie).get(job.get_absolute_url()).status_code == 404
