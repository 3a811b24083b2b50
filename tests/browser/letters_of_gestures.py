"""Run in the product's shell, on the demonstration at « survey »: asks what the letters ask, prints their addresses."""

import json
from datetime import timedelta
from urllib.parse import urlsplit

from django.utils import timezone

from interregions.common.ports import door_to
from interregions.exchange.meetings.queries.meetings import agenda_of
from interregions.exchange.meetings.services import plans, polls, presence
from interregions.exchange.outcomes.models import Minutes
from interregions.exchange.outcomes.services import minutes as outcomes
from interregions.exchange.surveys.answering.services import submission
from interregions.exchange.surveys.collection.services.collection import remind
from interregions.exchange.surveys.models import Response
from interregions.exchange.themes.services import calls
from interregions.exchange.themes.services.themes import propose_theme
from interregions.network.choices import OrganisationKind, Role
from interregions.network.models import Mandate, Organisation
from interregions.toolkit.mail.composition import button_address
from interregions.toolkit.mail.models import Message

today, now = timezone.localdate(), timezone.now().replace(minute=0, second=0, microsecond=0)
soon = now + timedelta(days=20)
animation = Mandate.objects.filter(role=Role.FACILITATOR).first()


def referent(organisation: Organisation) -> Mandate:
    return Mandate.objects.filter(organisation=organisation, role=Role.REFERENT).select_related("member").first()


la_reunion = referent(Organisation.objects.get(kind=OrganisationKind.REGION, short_name="La Réunion"))


def letter(to_name: str, **about) -> str:
    """Where the button of the last letter leads, as it stands in the e-mail."""
    return urlsplit(button_address(Message.objects.filter(to_name=to_name, **about).latest("pk"))).path


def theme_to_choose() -> str:
    call = calls.open_call(
        season="Saison des gestes",
        retained_number=1,
        proposals_until=today,
        choices_until=today + timedelta(days=9),
        by=animation,
    )
    for number, name in enumerate(("Bretagne", "Normandie", "Occitanie"), start=1):
        by = referent(Organisation.objects.get(kind=OrganisationKind.REGION, short_name=name))
        propose_theme(call=call, title=f"Thème {number}", problem="Un.", expected_result="Deux.", by=by)
    calls.open_choices(call=call, by=animation)
    return letter(la_reunion.member.full_name, key__startswith="themes.choices:")


def response_begun() -> str:
    begun = Response.objects.filter(status="STARTED", survey__status="OPEN").order_by("pk").first()
    remind(survey=begun.survey, response_ids=[begun.pk], by=animation)
    return letter(referent(begun.organisation).member.full_name, button_url__startswith="/reponses/reprendre/")


def dates_of_a_poll() -> str:
    meeting = plans.plan_meeting(title="Réunion à dater", cycles=[], starts_at=None, ends_at=None, by=animation)
    hours = timedelta(hours=2)
    options = [(day, day + hours) for day in (soon, soon + timedelta(days=1))]
    polls.open_date_poll(meeting=meeting, options=options, until=today + timedelta(days=5), by=animation)
    return letter(la_reunion.member.full_name, key__startswith="meetings.poll:")


def convocations() -> tuple[str, str]:
    meeting = plans.plan_meeting(
        title="Réunion convoquée",
        cycles=[],
        starts_at=soon,
        ends_at=soon + timedelta(hours=2),
        place="Hôtel de Région, Rennes",
        by=animation,
    )
    presence.invite_guest(
        meeting=meeting,
        name="Jean Invité",
        organisation_name="Cap Digital",
        email="jean@example.org",
        items=[agenda_of(meeting)[1]],
        by=animation,
    )
    plans.send_convocations(meeting=meeting, by=animation)
    told = letter(la_reunion.member.full_name, key__startswith="meetings.convocation:")
    return told, letter("Jean Invité", key__startswith="meetings.guest_convocation:")


def minutes_to_reread() -> str:
    minutes = Minutes.objects.order_by("pk").first()
    minutes = outcomes.correct_minutes(minutes=minutes, reason="Un chiffre à revoir", by=animation)
    outcomes.open_to_changes(minutes=minutes, until=today + timedelta(days=5), by=animation)
    return letter(la_reunion.member.full_name, key__startswith="outcomes.changes:")


def visa_to_give() -> str:
    begun = Response.objects.filter(status="STARTED", survey__status="OPEN").order_by("-pk").first()
    director = {"name": "Jeanne Directrice", "email": "directrice@example.org"}
    submission.ask_for_visa(response=begun, by=referent(begun.organisation), words="Merci de relire.", **director)
    return letter("Jeanne Directrice")


convocation, invitation = convocations()
print(
    json.dumps(
        {
            "vote for themes": theme_to_choose(),
            "resume a response": response_begun(),
            "say which dates suit": dates_of_a_poll(),
            "answer a convocation": convocation,
            "answer as a guest": invitation,
            "ask a change of minutes": minutes_to_reread(),
            "give a visa": visa_to_give(),
            "find whom to talk to": door_to(la_reunion.member, "/reseau/"),
        }
    )
)
