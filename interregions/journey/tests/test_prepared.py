"""What every page asks is compiled once, planned once, and says what the query would say."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore as DjangoStore
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interregions.common.prepared import read_prepared
from interregions.journey.queries.tasks import tasks
from interregions.network.models import Mandate, Member
from interregions.network.presence import here_for, person_of_session
from interregions.network.queries import standing_of
from interregions.network.services import end_mandate
from interregions.network.sessions import SessionStore

pytestmark = pytest.mark.django_db


def test_a_signed_in_page_asks_three_questions(installation, bretagne, client_as):
    """Session; person, mandates and installation; tasks."""
    client = client_as(bretagne)
    client.get("/credits/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/credits/").status_code == 200
    assert [each["sql"][:6] for each in asked] == ["SELECT"] * 3


def test_the_person_of_a_session_stands_as_the_query_says(installation, bretagne, facilitator):
    for mandate in (bretagne, facilitator):
        found = person_of_session(mandate.member_id)
        told = standing_of(Member.objects.get(pk=mandate.member_id))
        assert found == mandate.member
        assert standing_of(found).mandates == told.mandates
        assert [each.organisation for each in standing_of(found).mandates] == [
            each.organisation for each in told.mandates
        ]
        assert standing_of(found).mandates[0].starts_on == told.mandates[0].starts_on
        assert here_for(found) == here_for(None)


def test_a_mandate_that_ended_and_a_person_removed_are_seen_at_once(installation, bretagne):
    assert standing_of(person_of_session(bretagne.member_id)).mandates == (bretagne,)
    end_mandate(Mandate.objects.get(pk=bretagne.pk))
    assert standing_of(person_of_session(bretagne.member_id)).mandates == ()
    Member.objects.filter(pk=bretagne.member_id).update(removed_at=timezone.now())
    assert person_of_session(bretagne.member_id) is None


def test_what_the_installation_is_called_is_never_remembered(installation, bretagne):
    assert here_for(person_of_session(bretagne.member_id)).network_name == installation.network_name
    type(installation).objects.update(network_name="Autre réseau")
    assert here_for(person_of_session(bretagne.member_id)).network_name == "Autre réseau"


def test_a_session_is_read_as_django_reads_it():
    store = SessionStore()
    store["acting_mandate"] = 3
    store.save()
    assert SessionStore(store.session_key).load() == DjangoStore(store.session_key).load() == {"acting_mandate": 3}
    store.set_expiry(timezone.now() - timedelta(minutes=1))
    store.save()
    late = SessionStore(store.session_key)
    assert late.load() == {}
    assert late.session_key is None


def test_marks_and_per_cents_of_a_statement_are_read_alike():
    assert read_prepared("SELECT '100 %%', %s || ''", ["50 %s"]) == [("100 %", "50 %s")]


@pytest.mark.postgresql
def test_postgresql_plans_the_tasks_of_the_house_once(installation, bretagne, facilitator):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        for _ in range(3):
            for who in (bretagne, facilitator):
                tasks(standing=standing_of(Member.objects.get(pk=who.member_id)))
        cursor.execute("SELECT generic_plans FROM pg_prepared_statements WHERE statement LIKE '%task_kind%'")
        told = cursor.fetchall()
    assert len(told) == 2  # one for who acts for organisations, one for the animation
    assert all(plans >= 3 for (plans,) in told)


@pytest.mark.sqlite
def test_sqlite_reads_the_rows_of_the_organisation_only(installation, bretagne, monkeypatch):
    """A parameter that SQLite cannot push into the union has it read the whole house for one person."""
    given: list[tuple[str, list[object]]] = []

    def kept(statement, parameters):
        given.append((statement, parameters))
        return []

    monkeypatch.setattr("interregions.journey.queries.statement.read_prepared", kept)
    tasks(standing=standing_of(bretagne.member))
    ((statement, parameters),) = given
    plan = read_prepared(f"EXPLAIN QUERY PLAN {statement}", parameters)
    actions = [told for *_, told in plan if "outcomes_action" in told]
    assert actions
    assert all("organisation_id=?" in told for told in actions), actions
