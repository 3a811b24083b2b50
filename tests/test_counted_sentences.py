"""After a gesture that says « N personnes … », N people have a new message; no more, and no fewer.

The network is drawn at random each time: Régions without anybody, people without an address, with two organisations,
or who stopped reminders.
"""

import re
from datetime import timedelta
from random import Random

import pytest
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from interregions.exchange.meetings.models import Meeting
from interregions.exchange.outcomes.models import Action, Minutes
from interregions.exchange.outcomes.queries.actions import holders_to_ask
from interregions.exchange.outcomes.services import actions
from interregions.exchange.outcomes.services.minutes import approve_minutes, draft_minutes
from interregions.exchange.surveys.models import Response
from interregions.exchange.surveys.tests.survey_builder import opened
from interregions.exchange.themes.models import Call
from interregions.exchange.themes.services import ballots, results
from interregions.exchange.themes.services.themes import propose_theme
from interregions.journey import services as journey
from interregions.network.choices import Role
from interregions.network.models import Member
from interregions.network.services import grant_mandate
from interregions.reception.models import PersonToInvite
from interregions.reception.people_list import PEOPLE
from interregions.reception.services.people import invite
from interregions.toolkit.imports.services import bring_lines, take_import
from interregions.toolkit.mail.choices import MailKind, MessageStatus
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.services import set_preference

pytestmark = pytest.mark.django_db
SAYS = re.compile(
    r"(\d+) personnes? (?:est|sont) prévenue|part à (\d+) (personne|organisme)|Aucun (?:courriel|message)"
)


@pytest.fixture(params=[2026, 2027, 2028])
def chance(request):
    return Random(request.param)


@pytest.fixture
def people(chance, france, mandate_of, installation):
    """Who answers for the Régions: for a third of them nobody, for some two, for others somebody who cannot be
    reached."""
    found = []
    for organisation in france:
        for _ in range(chance.choice([0, 0, 1, 1, 2])):
            mandate = mandate_of(organisation)
            if chance.random() < 0.2:
                Member.objects.filter(pk=mandate.member_id).update(email="")
            elif chance.random() < 0.2:
                set_preference(member_id=mandate.member_id, kind=MailKind.REMINDERS, wanted=False)
            elif chance.random() < 0.2:
                other = chance.choice(france)
                grant_mandate(
                    member=mandate.member, organisation=other, role=Role.REFERENT, starts_on=timezone.localdate()
                )
            found.append(mandate)
    return found


@pytest.fixture
def says(facilitator, client_as):
    """says(address, …) → posts as the animation, and compares what the page says with the outbox."""
    client = client_as(facilitator)

    def post(address, **typed):
        before = set(Message.objects.values_list("pk", flat=True))
        with TestCase.captureOnCommitCallbacks(execute=True):
            page = client.post(address, typed, follow=True)
        words = " ".join(str(message) for message in page.context["messages"])
        new = Message.objects.exclude(pk__in=before).exclude(status=MessageStatus.WITHDRAWN)
        said = SAYS.search(words)
        assert said, f"{address}: « {words} » {page.status_code}"
        number = int(said[1] or said[2] or 0)
        if said[3] == "organisme":
            assert number == len({row.about["id"] for row in new}), words
        else:
            assert number == len({row.to_address for row in new}), f"{address}: « {words} », {new.count()}"
        return number

    return post


def test_a_call_for_themes_says_how_many_it_wrote_to(people, says, facilitator, chance):
    today = timezone.localdate()
    in_days = {
        name: (today + timedelta(days=n)).isoformat() for name, n in (("proposals_until", 5), ("choices_until", 9))
    }
    say = {
        "season": "2027",
        "retained_number": 1,
        "colleges": ["REGIONS"],
        "method": "APPROVAL",
        "words": "",
        **in_days,
    }
    assert says(reverse("themes:open_call"), **say)
    call = Call.objects.get()
    propose_theme(call=call, title="T", problem="P", expected_result="R", by=people[0])
    says(reverse("themes:open_choices", args=[call.pk]))
    theme = call.themes.get()
    for mandate in chance.sample(people, 3):
        ballots.cast_ballot(call=call, theme_ids=[theme.pk], by=mandate)
    says(reverse("themes:remind", args=[call.pk]))
    assert says(reverse("themes:remind", args=[call.pk])) == 0
    results.close_call(call=call, by=facilitator)
    says(reverse("themes:retain", args=[call.pk]), themes=[theme.pk], departure_reason="Les Régions en conviennent.")


def test_inviting_together_says_how_many_letters_it_wrote(people, says, facilitator, chance, france):
    lines = [
        (number, {"organisation": where.short_name, "given_name": "P", "family_name": f"N{number}", "email": address})
        for number, where in enumerate(chance.sample(france, 9), start=1)
        for address in [f"n{number}@list.example"]
    ]
    brought = bring_lines(importer=PEOPLE, lines=lines, name="Liste", source="x", given_on=None, by=facilitator)
    take_import(brought=brought, by=facilitator)
    for person in chance.sample(list(PersonToInvite.objects.all()), 3):  # invited by somebody else meanwhile
        told = {"given_name": person.given_name, "family_name": person.family_name, "email": person.email}
        invite(organisation=person.organisation, role=person.role, by=facilitator, **told)
    assert says(reverse("reception:invite_people"), words="Bonjour") == 6


def test_a_survey_says_how_many_it_reminds(people, says, facilitator, chance):
    survey = opened(facilitator)
    asked = list(Response.objects.filter(survey=survey).values_list("pk", flat=True))
    reached = {mandate.organisation_id for mandate in people if Member.objects.get(pk=mandate.member_id).email}
    somebody = Response.objects.filter(survey=survey, organisation__in=reached).values_list("pk", flat=True)
    chosen = {*chance.sample(asked, 6), *somebody[:4]}
    assert says(reverse("surveys:remind", args=[survey.pk]), responses=sorted(chosen), confirmed="1")
    response = Response.objects.get(pk=chance.choice(asked))
    later = (survey.closes_on + timedelta(days=5)).isoformat()
    address = reverse("surveys:followed_response", args=[survey.pk, response.pk])
    says(address, gesture="extension", until=later)


def test_a_meeting_and_its_minutes_say_how_many_they_write_to(people, says, facilitator, client_as):
    start = timezone.now() + timedelta(days=3)
    journey.plan_meeting(
        title="Réunion", cycles=[], starts_at=start, ends_at=start + timedelta(hours=2), place="Ici", by=facilitator
    )
    meeting = Meeting.objects.get()
    assert says(reverse("meetings:convene", args=[meeting.pk]))
    moved = timezone.localtime(start + timedelta(days=1))
    address = reverse("meetings:move", args=[meeting.pk])
    seen = client_as(facilitator).get(address).context["form"]["seen"].value()
    says(
        address, seen=seen, title="Réunion",
        day=moved.strftime("%Y-%m-%d"), starts="10:00", ends="12:00", place="Là", link="",
    )  # fmt: skip
    Meeting.objects.filter(pk=meeting.pk).update(status="CLOSED", starts_at=timezone.now() - timedelta(days=1))
    draft_minutes(meeting=Meeting.objects.get(), by=facilitator)
    minutes = Minutes.objects.get()
    until = (timezone.localdate() + timedelta(days=8)).isoformat()
    says(reverse("outcomes:open_to_changes", args=[minutes.pk]), until=until)
    for mandate in people[:3]:
        actions.add_action(
            meeting=minutes.meeting, cycle=None, title="Action", organisation=mandate.organisation, person=None,
            due_on=timezone.localdate() + timedelta(days=20), by=facilitator,
        )  # fmt: skip
    approve_minutes(minutes=minutes, early=True, by=facilitator)
    for action in Action.objects.all():
        if holders_to_ask(action):
            says(reverse("outcomes:ask", args=[action.pk]))
            assert says(reverse("outcomes:ask", args=[action.pk])) == 0
