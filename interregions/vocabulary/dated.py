"""Every read of what is dated: phases, regulations, periods, programmes of the State and who takes part in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Q, QuerySet

from interregions.common.lists import having_words
from interregions.vocabulary.choices import FactKind
from interregions.vocabulary.models import DatedFact, ProgrammeMembership, StateProgramme
from interregions.vocabulary.queries import epci_of


@dataclass(frozen=True)
class ProgrammeLine:
    """One programme of the list page."""

    programme: StateProgramme
    members: int
    territories: int
    as_of: date | None


def programme_lines() -> list[ProgrammeLine]:
    """The programmes with how many take part, and the day of the list that says so; one query."""
    counted = StateProgramme.objects.filter(withdrawn_on=None).annotate(
        members=Count("memberships"),
        territories=Count("memberships__label_code", distinct=True),
        as_of=Max("memberships__as_of"),
    )
    return [ProgrammeLine(each, each.members, each.territories, each.as_of) for each in counted]


def programme_by_slug(slug: str) -> StateProgramme | None:
    """One programme, or None."""
    return StateProgramme.objects.filter(slug=slug).first()


def members_of(programme: StateProgramme, *, region: str = "", text: str = "") -> QuerySet[ProgrammeMembership]:
    """Who takes part in a programme, of a Région or all, by any words of its name or of its territory."""
    found = ProgrammeMembership.objects.filter(programme=programme).select_related("programme", "epci", "region")
    if region:
        found = found.filter(within([region]))
    return having_words(found, text, "name", "label", exact=("code",))


def within(region_codes: Collection[str]) -> Q:
    """What lies in these Régions, wholly or in part."""
    return Q(region__code__in=region_codes) | Q(region=None, epci__in=epci_of(region_codes))


def members_by_programme(region_codes: Collection[str]) -> dict[str, int]:
    """Programme → how many communes and groupings of these Régions take part; one query."""
    found = ProgrammeMembership.objects.filter(within(region_codes)).order_by()
    return dict(found.values_list("programme__slug").annotate(Count("pk")))


def phases() -> list[DatedFact]:
    """The phases of the policy of pôles, in order."""
    return list(DatedFact.objects.filter(kind=FactKind.PHASE, withdrawn_on=None).order_by("starts_on"))


def events() -> list[DatedFact]:
    """What happened, the latest first."""
    return list(DatedFact.objects.filter(kind=FactKind.EVENT, withdrawn_on=None).order_by("-starts_on"))


def lasting() -> list[DatedFact]:
    """Regulations and periods, by the day on which they end."""
    found = DatedFact.objects.filter(kind__in=(FactKind.REGULATION, FactKind.PERIOD), withdrawn_on=None)
    return list(found.order_by(F("ends_on").asc(nulls_last=True), "slug"))


def facts_ending(on: date) -> list[DatedFact | StateProgramme]:
    """What the sources say ends that day: phases, regulations, periods, then programmes; two queries."""
    return facts_ending_within(on, on)


def facts_ending_within(first: date, last: date) -> list[DatedFact | StateProgramme]:
    """The same for all that ends between two days, the nearest first in each list."""
    facts = DatedFact.objects.filter(ends_on__range=(first, last), withdrawn_on=None)
    programmes = StateProgramme.objects.filter(ends_on__range=(first, last), withdrawn_on=None)
    return [*facts.order_by("ends_on", "kind", "slug"), *programmes.order_by("ends_on", "slug")]
