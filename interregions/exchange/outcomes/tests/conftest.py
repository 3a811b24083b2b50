"""A meeting that was held: three Régions convened, one cycle, things said, and its minutes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interregions.exchange.cycles.models import Cycle
from interregions.exchange.debate.models import Contribution
from interregions.exchange.meetings.models import AgendaItem, Attendance, Meeting, WrittenContribution
from interregions.exchange.outcomes.models import Action, Minutes
from interregions.exchange.outcomes.services import actions
from interregions.exchange.outcomes.services.minutes import approve_minutes, draft_minutes, open_to_changes
from interregions.exchange.themes.models import Call, Theme
from interregions.knowledge.practices.models import Practice


@pytest.fixture
def cycle(facilitator, bretagne, today) -> Cycle:
    call = Call.objects.create(
        season="2026-2027",
        retained_number=1,
        colleges=["REGIONS"],
        proposals_until=today,
        choices_until=today + timedelta(days=1),
        opened_by=facilitator,
    )
    theme = Theme.objects.create(
        call=call,
        title="Hydrogène",
        problem="Chacun cherche seul.",
        expected_result="Un guide.",
        proposed_by=bretagne.organisation,
        written_by=bretagne,
    )
    return Cycle.objects.create(theme=theme, lead=bretagne.organisation, opened_by=facilitator)


def hold(title: str, days_ago: int, by, organisations, cycle=None, status: str = "CLOSED") -> Meeting:
    """A meeting with its points, some days ago, where everybody came but the last."""
    starts = timezone.now() - timedelta(days=days_ago)
    meeting = Meeting.objects.create(
        title=title, starts_at=starts, ends_at=starts + timedelta(hours=2), place="Paris", status=status, created_by=by
    )
    if cycle is not None:
        meeting.cycles.add(cycle)
    for position, (kind, name) in enumerate(
        [
            ("PROGRESS", "Avancées"),
            ("PRESENTATION", "Présentation du thème"),
            ("DEBATE", "Débat"),
            ("ACTIONS", "Décisions et actions"),
        ],
        start=1,
    ):
        led = organisations[0] if kind == "PRESENTATION" else None
        AgendaItem.objects.create(meeting=meeting, cycle=cycle, kind=kind, title=name, position=position, led_by=led)
    for rank, organisation in enumerate(organisations):
        Attendance.objects.create(meeting=meeting, organisation=organisation, present=rank < len(organisations) - 1)
    return meeting


@pytest.fixture
def meeting(facilitator, bretagne, normandie, occitanie, cycle) -> Meeting:
    organisations = [bretagne.organisation, normandie.organisation, occitanie.organisation]
    held = hold("Réunion de l’hydrogène", 5, facilitator, organisations, cycle)
    debate = held.agenda.get(kind="DEBATE")
    practice = Practice.objects.create(
        title="Guichet unique", organisation=normandie.organisation, caught_by=facilitator
    )
    for kind, organisation, text, caught in [
        ("REMARK", bretagne.organisation, "Les électrolyseurs manquent d'acheteurs.", None),
        ("PRACTICE", normandie.organisation, "Un guichet pour les PME.", practice),
        ("DECISION", None, "Le groupe se réunit chaque trimestre.", None),
        ("ACTION", bretagne.organisation, "Écrire le guide commun", None),
    ]:
        Contribution.objects.create(
            meeting=held,
            agenda_item=debate,
            kind=kind,
            organisation=organisation,
            text=text,
            practice=caught,
            by=facilitator,
        )
    WrittenContribution.objects.create(
        meeting=held,
        agenda_item=debate,
        organisation=occitanie.organisation,
        by=occitanie,
        text="Nous soutenons le guide.",
    )
    return held


@pytest.fixture
def minutes(meeting, facilitator) -> Minutes:
    return draft_minutes(meeting=meeting, by=facilitator)


@pytest.fixture
def opened(minutes, facilitator, today) -> Minutes:
    return open_to_changes(minutes=minutes, until=today + timedelta(days=10), by=facilitator)


@pytest.fixture
def approved(opened, facilitator) -> Minutes:
    return approve_minutes(minutes=opened, early=True, by=facilitator)


@pytest.fixture
def action(meeting, cycle, facilitator, bretagne, today) -> Action:
    return actions.add_action(
        meeting=meeting,
        cycle=cycle,
        title="Écrire le guide commun",
        organisation=bretagne.organisation,
        person=bretagne.member,
        due_on=today + timedelta(days=30),
        success_sign="Un guide en ligne",
        by=facilitator,
    )
