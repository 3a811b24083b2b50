"""What the test of chaos finds in the house: for each strike a response, a restitution and minutes of its own."""

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from interregions.exchange.outcomes.services import minutes as outcomes
from interregions.exchange.surveys.answering.services.answering import save_answer
from interregions.exchange.surveys.answering.services.submission import submit_response
from interregions.exchange.surveys.collection.queries.audience import Audience
from interregions.exchange.surveys.collection.services import collection
from interregions.exchange.surveys.models import Response, Survey
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.restitution.services.restitution import draft_restitution
from interregions.network.middleware import SESSION_KEY
from interregions.network.models import Installation
from tests.access.people import World, gather
from tests.access.world import choose_themes, held, write_questionnaire


def prepare(strikes: int) -> None:
    """Build it all and print where it lies."""
    world = World()
    gather(world)
    choose_themes(world)
    told: dict[str, Any] = {
        "strikes": [_one(world, number) for number in range(strikes)],
        "cookies": {name: cookie_of(world, name) for name in ("animation", "lead")},
    }
    Installation.objects.update(demonstration=False)  # the messages leave for good
    print("TOLD" + json.dumps(told))


def _one(world: World, number: int) -> dict[str, int]:
    published = _survey(world, f"Publiée {number}")
    for person in ("lead", "region"):
        response = Response.objects.get(survey=published, organisation=world.by(person).organisation)
        save_answer(response=response, variable_id=_variable(published), value=f"Dit {person}.", by=world.by(person))
        response.refresh_from_db()
        submit_response(response=response, by=world.by(person))
    published.refresh_from_db()
    collection.close_survey(survey=published, by=world.by("animation"))
    published.refresh_from_db()
    answered = _survey(world, f"Remplie {number}")
    minutes = outcomes.draft_minutes(meeting=held(world, f"Réunion {number}"), by=world.by("animation"))
    outcomes.declare_no_action(minutes=minutes, cycle=world.cycle, by=world.by("animation"))
    minutes.refresh_from_db()
    until = timezone.localdate() + timedelta(days=5)
    outcomes.open_to_changes(minutes=minutes, until=until, by=world.by("animation"))
    minutes.refresh_from_db()
    outcomes.approve_minutes(minutes=minutes, early=True, by=world.by("animation"))
    return {
        "restitution": draft_restitution(survey=published, by=world.by("animation")).pk,
        "response": Response.objects.get(survey=answered, organisation=world.bretagne).pk,
        "variable": _variable(answered),
        "minutes": minutes.pk,
    }


def _survey(world: World, title: str) -> Survey:
    questionnaire = write_questionnaire(world, title, circles=("REGIONS",))
    today = timezone.localdate()
    return collection.open_survey(
        questionnaire=questionnaire,
        audience=Audience("chosen", organisation_ids=(world.bretagne.pk, world.normandie.pk)),
        opens_on=today,
        closes_on=today + timedelta(days=9),
        by=world.by("animation"),
    )


def _variable(survey: Survey) -> int:
    return content_of(survey.questionnaire_id)[0].questions[0].variables[0].id


def cookie_of(world: World, person: str) -> str:
    """The session of somebody who is signed in."""
    client = Client()
    client.force_login(world.by(person).member)
    session = client.session
    session[SESSION_KEY] = world.by(person).pk
    session.save()
    return str(session.session_key)
