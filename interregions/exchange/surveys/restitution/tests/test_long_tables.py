"""A table of many organisations is prepared aside: for who asked, for a day, as far as they may still read."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from interregions.exchange.surveys.collection.services.collection import close_survey
from interregions.exchange.surveys.models import AnswerOpening, PreparedTable, Survey
from interregions.exchange.surveys.restitution.jobs import forget_tables
from interregions.exchange.surveys.restitution.services.restitution import draft_restitution, publish_restitution
from interregions.exchange.surveys.tests.survey_builder import opened, referents, sent
from interregions.toolkit.files.models import StoredFile
from interregions.toolkit.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(france, mandate_of):
    return referents(france, mandate_of)


@pytest.fixture
def edition(people, facilitator):
    survey = opened(facilitator)
    for rank, by in enumerate(people[:11]):
        sent(survey, by, {"role": "yes", "avis": f"MOT{rank}"})
    survey = close_survey(survey=survey, by=facilitator)
    return publish_restitution(restitution=draft_restitution(survey=survey, by=facilitator), by=facilitator)


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch):
    monkeypatch.setattr("interregions.exchange.surveys.restitution.views.restitution.MOST_ROWS", 10)
    monkeypatch.setattr("interregions.exchange.surveys.restitution.services.tables.AT_ONCE", 4)


def prepared(client, edition, format="ods", capture=None):
    with capture(execute=True):
        followed = client.post(f"/restitutions/{edition.pk}/tableau/{format}/preparer/")
    job = Job.objects.latest("pk")
    assert followed["Location"] == job.get_absolute_url()
    return job


def test_few_rows_leave_at_once_and_counts_always_do(edition, people, client_as, monkeypatch):
    reader = client_as(people[12])
    assert reader.get(f"/restitutions/{edition.pk}/tableau.csv")["Content-Type"].startswith("text/csv")
    monkeypatch.setattr("interregions.exchange.surveys.restitution.views.restitution.MOST_ROWS", 11)
    assert "attachment" in reader.get(f"/restitutions/{edition.pk}/tableau.ods")["Content-Disposition"]


@pytest.mark.parametrize("format", ["ods", "xlsx"])
def test_many_rows_are_asked_for_followed_and_taken_away(
    edition, people, client_as, format, django_capture_on_commit_callbacks
):
    reader = client_as(people[12])
    page = reader.get(f"/restitutions/{edition.pk}/tableau.{format}").content.decode()
    assert f"Préparer le tableau {format.upper()}" in page
    assert "11 organismes" in page
    job = prepared(reader, edition, format, django_capture_on_commit_callbacks)
    assert (job.status, job.done, job.total) == ("done", 11, 11)
    followed = reader.get(job.get_absolute_url()).content.decode()
    assert job.result_url in followed
    assert not AnswerOpening.objects.exists()  # nothing is read before it is taken away
    taken = reader.get(job.result_url)
    assert "attachment" in taken["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(b"".join(taken.streaming_content))) as parts:
        words = b"".join(parts.read(name) for name in parts.namelist()).decode(errors="replace")
    assert all(f"MOT{rank}" in words for rank in range(11))
    assert AnswerOpening.objects.count() == 11


def test_it_is_open_to_who_asked_alone_and_for_a_day(
    edition, people, facilitator, client_as, django_capture_on_commit_callbacks
):
    url = prepared(client_as(people[12]), edition, capture=django_capture_on_commit_callbacks).result_url
    file = StoredFile.objects.latest("pk")
    for other in (people[13], facilitator):
        assert client_as(other).get(url).status_code == 404
        assert client_as(other).get(file.get_absolute_url()).status_code == 404
    assert client_as(people[12]).get(file.get_absolute_url()).status_code == 404  # only by its own address
    forget_tables()
    assert PreparedTable.objects.exists()
    PreparedTable.objects.update(asked_at=timezone.now() - timedelta(days=1, minutes=1))
    assert client_as(people[12]).get(url).status_code == 404
    forget_tables()
    assert not PreparedTable.objects.exists()
    assert StoredFile.objects.get(pk=file.pk).erased_at is not None


def test_what_one_may_read_is_asked_again_when_it_is_taken_away(
    edition, people, client_as, django_capture_on_commit_callbacks
):
    reader = client_as(people[12])
    url = prepared(reader, edition, capture=django_capture_on_commit_callbacks).result_url
    Survey.objects.update(embargo_until=timezone.localdate() + timedelta(days=3))
    refused = reader.get(url)
    assert refused.status_code == 409
    assert "a changé depuis que ce tableau a été préparé" in refused.content.decode()
    assert not AnswerOpening.objects.exists()
    Survey.objects.update(embargo_until=None)
    assert reader.get(url).status_code == 200


def test_a_work_run_twice_writes_once(edition, people, client_as, django_capture_on_commit_callbacks):
    from interregions.exchange.surveys.restitution.services.tables import make_table  # noqa: PLC0415

    url = prepared(client_as(people[12]), edition, capture=django_capture_on_commit_callbacks).result_url
    assert make_table(PreparedTable.objects.get().pk, lambda done, total: None) == url
    assert StoredFile.objects.count() == 1
