"""The cast of every test: the host, the 18 Régions, and a few people who act for them."""

import gc
import os
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone
from hypothesis import settings as search

from interregions.common import deadlines
from interregions.common.prepared import PreparedOn
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.models import Installation, Mandate, Member, Organisation
from interregions.network.prepared import PreparedFor
from interregions.network.queries import standing_of
from interregions.network.services import add_member, add_organisation, add_territorial_organisations, grant_mandate
from interregions.vocabulary.choices import EpciKind, TerritoryKind
from interregions.vocabulary.models import Territory, TerritoryPart

# The suite keeps a large heap that never becomes garbage: looking through it often is a tenth of its time.
gc.set_threshold(100_000, 20, 100)

# What takes minutes begins first: a suite whose last test is its longest waits for one worker while the other is idle.
LONGEST = ("test_gesture_walk", "test_access", "test_choosing", "test_rooms", "test_words", "test_kinds")

# How many cases the generated tests look at: a few at one's desk, many in .ci/run.
search.register_profile("desk", max_examples=40, deadline=None)
search.register_profile("ci", max_examples=150, deadline=None)
search.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "desk"))

REGIONS = {
    "11": "Île-de-France",
    "24": "Centre-Val de Loire",
    "27": "Bourgogne-Franche-Comté",
    "28": "Normandie",
    "32": "Hauts-de-France",
    "44": "Grand Est",
    "52": "Pays de la Loire",
    "53": "Bretagne",
    "75": "Nouvelle-Aquitaine",
    "76": "Occitanie",
    "84": "Auvergne-Rhône-Alpes",
    "93": "Provence-Alpes-Côte d’Azur",
    "94": "Corse",
    "01": "Guadeloupe",
    "02": "Martinique",
    "03": "Guyane",
    "04": "La Réunion",
    "06": "Mayotte",
}


@pytest.fixture(scope="session", autouse=True)
def prepared_statements_are_those_of_their_querysets() -> None:
    """Each reading of what is prepared is the statement, and the values, of the plain QuerySet."""
    for prepared in (PreparedFor, PreparedOn):
        prepared.read = compared(prepared.read)  # type: ignore[attr-defined]


def compared(read: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """The reading, after the comparison."""

    def reading(self: Any, *whom: Member | None, **given: int) -> list[Any]:
        if not whom or standing_of(whom[0]).member is not None:
            sql, values = self.statement(*whom, **given)
            assert (sql, sorted(map(str, values))) == plain_statement(self.build(*whom, **given))
        return read(self, *whom, **given)

    return reading


def plain_statement(found: QuerySet[Any]) -> tuple[str, list[str]]:
    """A QuerySet as ``PreparedFor.statement`` tells it."""
    try:
        sql, values = found.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return "", []
    return sql, sorted(map(str, values))


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture(autouse=True)
def _by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """At whatever hour the suite runs, a deadline is compared with the date of Paris; ``night`` says otherwise."""
    monkeypatch.setattr(deadlines, "day_not_over", timezone.localdate)


@pytest.fixture
def night(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is past midnight in Paris: the day before has not ended in Martinique, where its deadlines still hold."""
    monkeypatch.setattr(deadlines, "day_not_over", lambda now: timezone.localdate(now) - timedelta(days=1))


@pytest.fixture
def host(db) -> Organisation:
    """The association that hosts the network."""
    return add_organisation(
        name="France Clusters",
        short_name="France Clusters",
        kind=OrganisationKind.ASSOCIATION,
        college=College.ANIMATION,
        is_host=True,
    )


@pytest.fixture
def installation(host: Organisation) -> Installation:
    return Installation.objects.create(host=host, demonstration=True)


@pytest.fixture
def france(db) -> list[Organisation]:
    """The 18 Régions, in the order of their INSEE codes above."""
    Territory.objects.bulk_create(
        Territory(kind=TerritoryKind.REGION, code=code, name=name) for code, name in REGIONS.items()
    )
    add_territorial_organisations([OrganisationKind.REGION])
    by_name = {found.short_name: found for found in Organisation.objects.filter(kind=OrganisationKind.REGION)}
    return [by_name[name] for name in REGIONS.values()]


@pytest.fixture
def mandate_of(db) -> Callable[..., Mandate]:
    """mandate_of(organisation, role) → a fictional person's mandate there, started long ago."""

    def give(organisation: Organisation, role: str = Role.REFERENT, **names: str) -> Mandate:
        number = Member.objects.count() + 1
        member = add_member(
            given_name=names.get("given_name", f"Camille{number}"),
            family_name=names.get("family_name", f"Exemple{number}"),
            email=names.get("email", f"camille{number}@example.org"),
            function="Chargée de mission",
            fictional=True,
        )
        return grant_mandate(member=member, organisation=organisation, role=role, starts_on=date(2020, 1, 1))

    return give


@pytest.fixture
def facilitator(host: Organisation, mandate_of: Callable[..., Mandate]) -> Mandate:
    return mandate_of(host, Role.FACILITATOR, given_name="Claire", family_name="Animatrice")


def region(france: list[Organisation], name: str) -> Organisation:
    return next(organisation for organisation in france if organisation.short_name == name)


@pytest.fixture
def bretagne(france, mandate_of) -> Mandate:
    return mandate_of(region(france, "Bretagne"), given_name="Anne", family_name="Le Goff")


@pytest.fixture
def normandie(france, mandate_of) -> Mandate:
    return mandate_of(region(france, "Normandie"), given_name="Paul", family_name="Lemaire")


@pytest.fixture
def occitanie(france, mandate_of) -> Mandate:
    return mandate_of(region(france, "Occitanie"), given_name="Inès", family_name="Fabre")


@pytest.fixture
def guadeloupe(france, mandate_of) -> Mandate:
    return mandate_of(region(france, "Guadeloupe"), given_name="Marius", family_name="Célestin")


@pytest.fixture
def contributor(bretagne: Mandate, mandate_of) -> Mandate:
    """A colleague of the referent of Bretagne."""
    return mandate_of(bretagne.organisation, Role.CONTRIBUTOR, given_name="Yann", family_name="Morvan")


@pytest.fixture
def epci(france, mandate_of) -> Mandate:
    """The referent of Rennes Métropole, in Bretagne."""
    territory = Territory.objects.create(
        kind=TerritoryKind.EPCI,
        code="243500139",
        siren="243500139",
        name="Rennes Métropole",
        epci_kind=EpciKind.METROPOLE,
        population=470000,
    )
    parent = Territory.objects.get(kind=TerritoryKind.REGION, code="53")
    TerritoryPart.objects.create(child=territory, parent=parent, share=1, starts_on=date(2026, 1, 1))
    organisation = add_organisation(
        name="Rennes Métropole",
        short_name="Rennes Métropole",
        kind=OrganisationKind.EPCI,
        college=College.EPCI,
        siren="243500139",
        territories=[territory],
    )
    return mandate_of(organisation, given_name="Nora", family_name="Haddad")


@pytest.fixture
def outsider(db) -> Member:
    """Somebody who has an account and no mandate."""
    return add_member(given_name="Luc", family_name="Dehors", email="luc@example.net", fictional=True)


@pytest.fixture
def client_as() -> Callable[[Mandate | Member], Client]:
    """client_as(mandate) → a browser signed in as that person, acting under that mandate."""

    def enter(who: Mandate | Member) -> Client:
        client = Client()
        member = who.member if isinstance(who, Mandate) else who
        client.force_login(member)
        if isinstance(who, Mandate):
            session = client.session
            session["acting_mandate"] = who.pk
            session.save()
        return client

    return enter


@pytest.fixture
def mailed(db) -> Callable[[], list]:
    """mailed() → the messages of the outbox, oldest first."""
    from interregions.toolkit.mail.models import Message  # noqa: PLC0415  read when asked

    return lambda: list(Message.objects.order_by("id"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only the other database can show, said as left out: what is skipped is what a machine lacks.

    The longest come first, each module kept together.
    """
    other = "sqlite" if connection.vendor == "postgresql" else "postgresql"
    left = [each for each in items if each.get_closest_marker(other)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [each for each in items if each not in left]
    rank = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path.stem, len(rank)))
