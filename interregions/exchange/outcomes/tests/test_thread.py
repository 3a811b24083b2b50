"""The actions of a cycle on its thread: one by one while they are few, then their number and the way to their list."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interregions.exchange.outcomes.models import Action
from interregions.exchange.outcomes.queries.minutes import MOST_ACTIONS as MOST_OF_MINUTES
from interregions.exchange.outcomes.queries.thread import MOST_ACTIONS, thread_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(approved, cycle, facilitator, bretagne, today):
    def planned(count: int, status: str = "TO_DO") -> None:
        Action.objects.bulk_create(
            Action(
                meeting=approved.meeting, cycle=cycle, title=f"Action {number}", status=status,
                organisation=bretagne.organisation, due_on=today + timedelta(days=number), created_by=facilitator,
                announced_at=timezone.now(),
            )
            for number in range(count)
        )  # fmt: skip

    Action.objects.all().delete()
    return planned


def test_few_actions_are_told_one_by_one(plan, cycle, facilitator):
    plan(MOST_ACTIONS)
    minutes, *actions = thread_of(cycle, facilitator.member)
    assert [line.label for line in actions] == [f"Action : Action {number}" for number in range(MOST_ACTIONS)]
    assert len(minutes.outcomes) == MOST_ACTIONS


def test_many_are_their_number_and_lead_to_their_list(plan, cycle, facilitator, bretagne, client_as):
    plan(980)
    plan(20, status="DONE")
    for who in (facilitator, bretagne):
        minutes, whole = thread_of(cycle, who.member)
        assert (whole.label, whole.state) == ("1\u202f000 actions", "980 ouvertes")
        assert [(each.label, each.url) for each in minutes.outcomes] == [("1\u202f000 actions", whole.url)]
        page = client_as(who).get(whole.url).content.decode()
        assert "1\u202f000 actions" in page


def test_the_page_of_a_cycle_asks_and_weighs_the_same_whatever_their_number(plan, cycle, bretagne, client_as):
    client, asked, weight = client_as(bretagne), [], []
    plan(MOST_ACTIONS + 1)
    client.get(cycle.get_absolute_url())
    for more in (0, 900):
        plan(more)
        with CaptureQueriesContext(connection) as queried:
            weight.append(len(client.get(cycle.get_absolute_url()).content))
        asked.append(len(queried))
    assert asked[0] == asked[1]
    assert weight[1] < weight[0] * 1.05


def test_minutes_in_progress_show_the_first_actions_and_lead_to_the_others(
    minutes, cycle, facilitator, bretagne, today, client_as
):
    Action.objects.all().delete()
    client, url = client_as(facilitator), minutes.get_absolute_url()
    for count, told in ((MOST_OF_MINUTES, False), (1, True)):
        Action.objects.bulk_create(
            Action(
                meeting=minutes.meeting, cycle=cycle, title="Une action", organisation=bretagne.organisation,
                due_on=today, created_by=facilitator,
            )
            for _ in range(count)
        )  # fmt: skip
        page = client.get(url).content.decode()
        assert page.count("Une action</a>") == MOST_OF_MINUTES
        assert (f"Voir les {MOST_OF_MINUTES + 1} actions dans le plan" in page) is told
    assert f"<li>{MOST_OF_MINUTES + 1} actions, annoncées" in client.get(f"{url}approuver/").content.decode()
