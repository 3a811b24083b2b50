"""Every list costs the same number of queries with one row and with thirty: those the rooms do not count themselves."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interregions.common.references import Reference
from interregions.exchange.cycles.services import open_cycle
from interregions.exchange.meetings.services import plans, sittings
from interregions.exchange.notes.services import interviews
from interregions.exchange.notes.services.guides import make_guide
from interregions.exchange.notes.services.notes import draft_note
from interregions.exchange.outcomes.services import actions
from interregions.exchange.outcomes.services.minutes import draft_minutes
from interregions.exchange.surveys.collection.queries.audience import Audience
from interregions.exchange.surveys.questionnaires.services.questionnaires import draft_questionnaire
from interregions.exchange.surveys.tests.survey_builder import opened
from interregions.exchange.themes.models import Theme
from interregions.exchange.themes.services import ballots, results
from interregions.exchange.themes.services.calls import open_call, open_choices
from interregions.exchange.themes.services.themes import propose_theme
from interregions.network.services import open_group
from interregions.toolkit.journal.services import record
from interregions.toolkit.mail.services import queue_message

pytestmark = pytest.mark.django_db


def queries_of(client, address: str) -> tuple[int, int]:
    """The second visit: what is kept for the life of the process is kept. Status and number of queries."""
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        status = client.get(address).status_code
    return status, len(captured)


def cycle_of(number: int, facilitator, lead):
    """A retained theme and its cycle."""
    today = timezone.localdate()
    call = open_call(
        season=f"Saison {number}", retained_number=1, proposals_until=today + timedelta(days=3),
        choices_until=today + timedelta(days=6), by=facilitator,
    )  # fmt: skip
    theme = propose_theme(
        call=call, title=f"Thème {number}", problem="Un problème.", expected_result="Un résultat.", by=lead
    )
    open_choices(call=call, by=facilitator)
    ballots.cast_ballot(call=call, theme_ids=[theme.pk], by=lead)
    results.close_call(call=call, by=facilitator)
    results.retain_themes(call=call, theme_ids=[theme.pk], by=facilitator)
    return open_cycle(theme=Theme.objects.get(pk=theme.pk), lead=lead.organisation, by=facilitator)


def messages(number: int, facilitator, lead) -> None:
    about = Reference("themes.theme", "1", "Thème", "/themes/")
    queue_message(
        key=f"m{number}", to=lead.member, subject="Objet", lines=["Une ligne."], button=None, reason="", about=about
    )


def entries(number: int, facilitator, lead) -> None:
    record("themes.proposed", Reference("themes.theme", str(number), "Thème", "/themes/"), lead)


def groups(number: int, facilitator, lead) -> None:
    open_group(name=f"Groupe {number}", purpose="", members=[lead.organisation], by=facilitator)


def calls(number: int, facilitator, lead) -> None:
    cycle_of(number, facilitator, lead)


def drafts(number: int, facilitator, lead) -> None:
    interview = interviews.record_interview(
        cycle=cycle_of(number, facilitator, lead), held_on=timezone.localdate(), people="Une personne",
        answers=[("Pourquoi ?", "why_now", "Parce que.")], by=facilitator,
    )  # fmt: skip
    draft_note(cycle=interview.cycle, interview=interview, by=facilitator)


def questionnaires(number: int, facilitator, lead) -> None:
    draft_questionnaire(title=f"Questionnaire {number}", cycle=None, by=facilitator)


def guides(number: int, facilitator, lead) -> None:
    make_guide(name=f"Guide {number}", questions=[("Pourquoi ?", "why_now")], by=facilitator)


def surveys(number: int, facilitator, lead) -> None:
    opened(facilitator, Audience("chosen", organisation_ids=(lead.organisation_id,)))


def conclusions(number: int, facilitator, lead) -> None:
    start = timezone.now() + timedelta(days=3)
    meeting = plans.plan_meeting(
        title=f"Réunion {number}", cycles=[], starts_at=start, ends_at=start + timedelta(hours=1), place="Ici",
        organisations=[lead.organisation], by=facilitator,
    )  # fmt: skip
    plans.send_convocations(meeting=meeting, by=facilitator)
    for step in (sittings.open_meeting, sittings.close_meeting):
        meeting.refresh_from_db()
        step(meeting=meeting, by=facilitator)
    meeting.refresh_from_db()
    minutes = draft_minutes(meeting=meeting, by=facilitator)
    actions.add_action(
        meeting=minutes.meeting, cycle=None, title=f"Action {number}", organisation=lead.organisation, person=None,
        due_on=timezone.localdate() + timedelta(days=9), by=facilitator,
    )  # fmt: skip


LISTS = {
    "/animation/envois/": (messages, 25, True),
    "/courrier/": (messages, 25, False),
    "/animation/journal/": (entries, 25, True),
    "/reseau/groupes/": (groups, 30, False),
    "/themes/": (calls, 12, False),
    "/echanges/": (calls, 12, False),
    "/notes/": (drafts, 10, False),
    "/guides-interview/": (guides, 30, True),
    "/questionnaires/": (questionnaires, 30, True),
    "/enquetes/": (surveys, 10, False),
    "/a-faire/": (surveys, 10, False),
    "/comptes-rendus/": (conclusions, 8, True),
    "/actions/": (conclusions, 8, False),
}


@pytest.mark.parametrize("address", LISTS)
def test_a_list_costs_the_same_with_one_row_and_with_many(address, installation, facilitator, bretagne, client_as):
    make, many, by_the_animation = LISTS[address]
    client = client_as(facilitator if by_the_animation else bretagne)
    for number in range(2):
        make(number, facilitator, bretagne)
    few = queries_of(client, address)
    for number in range(2, many + 2):
        make(number, facilitator, bretagne)
    assert queries_of(client, address) == few
    assert few[0] == 200


def test_the_cockpit_says_what_is_left_of_every_cycle_and_costs_the_same_with_more(
    installation, facilitator, bretagne, client_as
):
    client = client_as(facilitator)
    for number in range(2):
        calls(number, facilitator, bretagne)
    few = queries_of(client, "/animation/")[1]
    for number in range(2, 20):
        calls(number, facilitator, bretagne)
    assert queries_of(client, "/animation/")[1] == few
    assert client.get("/animation/").content.decode().count("<strong>Il reste</strong>") == 20
