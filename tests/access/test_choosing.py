"""Nobody chooses in a list of a thousand lines: on every page of the sweep, in a network that has grown."""

import re

import pytest
from django import forms
from django.db import transaction
from django.urls import reverse

from interregions.exchange.cycles.models import Cycle
from interregions.exchange.meetings.models import AgendaItem, Attendance
from interregions.exchange.surveys.models import Questionnaire
from interregions.exchange.themes.models import Theme
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.models import Group, Mandate, Member, Organisation
from tests.access.addresses import ADDRESSES
from tests.access.people import World
from tests.access.world import build_world
from tests.test_access import browser_of

pytestmark = pytest.mark.django_db
MANY = 40
MOST = 30
SELECT = re.compile(r"<select\b([^>]*)>(.*?)</select>", re.DOTALL)
READERS = ("animation", "lead", "region", "epci", "pole", "anonymous")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The world of the sweep, where there are forty of everything one may choose."""
    with django_db_blocker.unblock(), transaction.atomic():
        built = build_world()
        grow(built)
        yield built
        transaction.set_rollback(True)


def grow(world: World) -> None:
    facilitator = world.by("animation")
    organisations = [
        Organisation(name=f"Pôle {n}", short_name=f"Pôle {n}", kind=OrganisationKind.CLUSTER, college=College.CLUSTERS)
        for n in range(MANY)
    ]
    Organisation.objects.bulk_create(organisations)
    people = [
        Member(given_name="Camille", family_name=f"Nombre{n}", email=f"nombre{n}@example.org", fictional=True)
        for n in range(4 * MANY)
    ]
    for person in people:
        person.set_unusable_password()
    Member.objects.bulk_create(people)
    started = facilitator.starts_on
    homes = [*organisations, *[world.bretagne] * MANY, *[world.normandie] * MANY, *[world.host] * MANY]
    roles = [*[Role.REFERENT] * (3 * MANY), *[Role.FACILITATOR] * MANY]
    Mandate.objects.bulk_create(
        Mandate(member=person, organisation=home, role=role, starts_on=started)
        for person, home, role in zip(people, homes, roles, strict=True)
    )
    Group.objects.bulk_create(Group(name=f"Groupe {n}") for n in range(MANY))
    lead = world.by("lead")
    shared = {"call": world.closed_call, "proposed_by": world.bretagne, "written_by": lead, "status": "RETAINED"}
    themes = [Theme(title=f"Thème {n}", **shared) for n in range(MANY)]
    Theme.objects.bulk_create(themes)
    Cycle.objects.bulk_create(Cycle(theme=theme, lead=world.bretagne, opened_by=facilitator) for theme in themes)
    Questionnaire.objects.bulk_create(Questionnaire(title=f"Questionnaire {n}") for n in range(MANY))
    for meeting in (world.meeting, world.polled, world.room):
        Attendance.objects.bulk_create(Attendance(meeting=meeting, organisation=each) for each in organisations)
        AgendaItem.objects.bulk_create(
            AgendaItem(meeting=meeting, kind="OTHER", title=f"Point {n}", position=50 + n) for n in range(MANY)
        )


def long_lists(html: str) -> list[str]:
    """The lists of a page that are too long, or that ask for « Ctrl + clic »."""
    found = []
    for attributes, options in SELECT.findall(html):
        number = options.count("<option")
        name = re.search(r'name="([^"]*)"', attributes)
        if re.search(r"\bmultiple\b", attributes) or number > MOST:
            found.append(f"{name[1] if name else attributes.strip()} ({number})")
    return found


def test_a_list_that_is_too_long_is_seen() -> None:
    options = "<option>" * 31
    assert long_lists(f'<select name="a">{options}</select><select name="b" multiple></select>') == ["a (31)", "b (0)"]
    assert long_lists(f'<select name="a">{options[8:]}</select>') == []


def pages_of(world: World, person: str) -> dict[str, str]:
    found = {}
    client = browser_of(world, person)
    for name, ways in ADDRESSES.items():
        for way in ways:
            if person not in way.opens:
                continue
            address = reverse(name, args=way.arguments(world)) + way.query
            with transaction.atomic():
                point = transaction.savepoint()
                answer = client.get(address)
                kind = answer.headers.get("Content-Type", "")
                if answer.status_code == 200 and kind.startswith("text/html"):
                    found[f"{person} {name}"] = answer.content.decode()
                transaction.savepoint_rollback(point)
    return found


@pytest.mark.parametrize("person", READERS)
def test_no_page_asks_to_choose_in_a_long_list(world, person) -> None:
    read = pages_of(world, person)
    assert len(read) > (3 if person == "anonymous" else 20)
    assert {page: lists for page, html in read.items() if (lists := long_lists(html))} == {}


def test_no_form_of_the_product_asks_for_ctrl_and_click() -> None:
    """Boxes and pickers alone choose several things: the widget of the browser is nowhere."""
    several = forms.SelectMultiple
    found = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in every_form(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field.widget, several) and not isinstance(field.widget, forms.CheckboxSelectMultiple)
    ]
    assert found == []


def every_form(base: type) -> set[type]:
    found = {each for each in base.__subclasses__() if each.__module__.startswith("interregions.")}
    return found.union(*(every_form(each) for each in base.__subclasses__()))
