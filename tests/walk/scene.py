"""Who walks: the people of the access sweep, somebody with two organisations, a pôle and a bank."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.network.choices import OrganisationKind, Role, college_of
from interregions.network.middleware import SESSION_KEY
from interregions.network.models import Mandate, Member
from interregions.network.services import add_organisation, grant_mandate
from tests.access.people import World, gather, somebody

ANIMATION = frozenset({"animation"})
REGIONS = frozenset({"lead", "region", "other", "two_region"})
EPCI = frozenset({"epci", "two_epci"})
REFERENTS = REGIONS | EPCI
ASIDE = frozenset({"pole", "bank"})


@dataclass
class Scene:
    """The people by name, each with a browser, and the day it is for them."""

    mandates: dict[str, Mandate] = field(default_factory=dict)
    browsers: dict[str, Client] = field(default_factory=dict)

    @property
    def cycle(self) -> Cycle | None:
        """The cycle under way."""
        return Cycle.objects.exclude(stage=Stage.CLOSED).select_related("theme", "lead").last()

    def by(self, person: str) -> Mandate:
        """The mandate this person acts under, read again."""
        return Mandate.objects.select_related("member", "organisation").get(pk=self.mandates[person].pk)

    def all_of_them(self) -> dict[str, Mandate]:
        """Every mandate read again, for as long as nothing is done."""
        found = Mandate.objects.select_related("member", "organisation").in_bulk(
            [each.pk for each in self.mandates.values()]
        )
        return {person: found[mandate.pk] for person, mandate in self.mandates.items()}

    def come_in_again(self) -> None:
        """Sessions end after two weeks."""
        self.browsers = {name: browser_of(mandate) for name, mandate in self.mandates.items()}

    def act_again(self, person: str) -> None:
        """Act for one's own organisation, after a card that was another's."""
        session = self.browsers[person].session
        session[SESSION_KEY] = self.mandates[person].pk
        session.save()


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def gather_scene() -> Scene:
    """Everybody, signed in; « two » acts for Normandie and for an EPCI."""
    world = World()
    gather(world)
    walkers = {name: world.mandates[name] for name in ("animation", "lead", "contributor", "region", "other", "epci")}
    two = somebody("two")
    for name, where in (("two_region", world.normandie), ("two_epci", world.rennes)):
        walkers[name] = started(two, where)
    for name, kind in (("pole", OrganisationKind.CLUSTER), ("bank", OrganisationKind.BANK)):
        where = add_organisation(name=f"Un {name}", short_name=f"Un {name}", kind=kind, college=college_of(kind))
        walkers[name] = started(somebody(f"{name}-walking"), where)
    return Scene(walkers, {name: browser_of(mandate) for name, mandate in walkers.items()})


def started(member: Member, where) -> Mandate:  # type: ignore[no-untyped-def]
    return grant_mandate(member=member, organisation=where, role=Role.REFERENT, starts_on=date(2020, 1, 1))


def browser_of(mandate: Mandate) -> Client:
    client = Client()
    client.force_login(mandate.member)
    session = client.session
    session[SESSION_KEY] = mandate.pk
    session.save()
    return client
