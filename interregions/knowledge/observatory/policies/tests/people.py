"""Régions of a small network, and figures in a line."""

from decimal import Decimal

from interregions.common.tiles import TILES
from interregions.knowledge.observatory.policies.models import Indicator
from interregions.knowledge.observatory.policies.rules.natures import Nature
from interregions.knowledge.observatory.policies.services.readings import Said, enter_reading
from interregions.knowledge.observatory.policies.services.showing import show_indicator
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.models import Mandate
from interregions.network.services import add_member, add_organisation, grant_mandate, start_installation
from interregions.vocabulary.choices import TerritoryKind
from interregions.vocabulary.models import Territory

VOTED = Nature("VOTED", "YEAR", "STRUCTURE", "WITHOUT", "WITHOUT")
COMMITTED = Nature("COMMITTED", "YEAR", "STRUCTURE", "WITHOUT", "WITH")
YEAR = 2026


def regions(number: int) -> list[Mandate]:
    """The first Régions of the map, each with its referent."""
    return [region(tile.insee, tile.name) for tile in TILES[:number]]


def region(code: str, name: str) -> Mandate:
    territory = Territory.objects.create(kind=TerritoryKind.REGION, code=code, name=name)
    organisation = add_organisation(
        name=f"Région {name}",
        short_name=name,
        kind=OrganisationKind.REGION,
        college=College.REGIONS,
        territories=[territory],
    )
    return mandate(organisation, Role.REFERENT, f"r{code}")


def mandate(organisation, role, name) -> Mandate:
    member = add_member(given_name=name, family_name="Fictif", email=f"{name}@example.org", fictional=True)
    return grant_mandate(member=member, organisation=organisation, role=role)


def animation() -> Mandate:
    host = start_installation(host_name="Association hôte", demonstration=True).host
    return mandate(host, Role.FACILITATOR, "animation")


def indicator(code="soutien-aux-poles") -> Indicator:
    return Indicator.objects.get(code=code)


def said(value, nature=VOTED, **changes) -> Said:
    given = {"value": None if value is None else Decimal(value), "words": "", "nature": nature, "source": "Budget"}
    return Said(**(given | changes))


def enter(by, value, of=None, nature=VOTED, year=YEAR, seen=(), **changes):
    return enter_reading(
        organisation=by.organisation,
        indicator=of or indicator(),
        year=year,
        said=said(value, nature, **changes),
        seen=seen,
        by=by,
    )


def confirm_and_show(by, value, of=None, nature=VOTED):
    enter(by, value, of, nature)
    show_indicator(indicator=of or indicator(), by=by)
