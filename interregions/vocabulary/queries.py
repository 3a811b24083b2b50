"""Every read of territories and lists. All of it is public: there is no ``visible_to`` here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Prefetch, Q, QuerySet

from interregions.common.lists import having_words
from interregions.vocabulary.choices import EpciKind, TerritoryKind
from interregions.vocabulary.models import ProgrammeMembership, Scheme, Term, Territory, TerritoryPart


@dataclass(frozen=True)
class RegionLine:
    """One Région of the list page, with the number of EPCI that touch it."""

    territory: Territory
    epci_count: int


@dataclass(frozen=True)
class PartLine:
    """One Région an EPCI touches, or one EPCI that touches a Région."""

    territory: Territory
    share: Decimal
    communes: int | None

    @property
    def percent(self) -> Decimal:
        return self.share * 100


@dataclass(frozen=True)
class TerritoryPage:
    """A territory, what it lies in and what lies in it, as of today's edition."""

    territory: Territory
    inside: tuple[PartLine, ...]
    nuts: tuple[Territory, ...]
    epci_counts: tuple[tuple[str, int], ...]
    programmes: tuple[ProgrammeMembership, ...]


@dataclass(frozen=True)
class SchemeLine:
    """One list of the vocabularies page."""

    scheme: Scheme
    term_count: int
    unverified_count: int


def _standing() -> QuerySet[Territory]:
    return Territory.objects.filter(withdrawn_on=None)


def regions() -> QuerySet[Territory]:
    """The 18 Régions, by name."""
    return _standing().filter(kind=TerritoryKind.REGION).order_by("name_folded")


def epci() -> QuerySet[Territory]:
    """Every EPCI, by name."""
    return _standing().filter(kind=TerritoryKind.EPCI).order_by("name_folded", "code")


def epci_of(region_codes: Collection[str]) -> QuerySet[Territory]:
    """The EPCI that touch at least one of these Régions (COG codes)."""
    touching = TerritoryPart.objects.filter(
        ends_on=None, parent__kind=TerritoryKind.REGION, parent__code__in=region_codes
    )
    return epci().filter(pk__in=touching.values("child"))


def epci_found(*, region: str = "", kind: str = "", text: str = "") -> QuerySet[Territory]:
    """The EPCI of the list page, with the Régions of each already fetched, the largest share first."""
    found = epci_of([region]) if region else epci()
    if kind:
        found = found.filter(epci_kind=kind)
    found = having_words(found, text, "name", "siren", exact=("siren",))
    return found.prefetch_related(_region_parts())


def _region_parts() -> Prefetch:
    parts = TerritoryPart.objects.filter(ends_on=None, parent__kind=TerritoryKind.REGION)
    return Prefetch("parents", parts.select_related("parent").order_by("-share"), to_attr="region_parts")


def regions_of(territory: Territory) -> QuerySet[Territory]:
    """ALL the Régions a territory touches, the largest share first; a Région is its own."""
    if territory.kind == TerritoryKind.REGION:
        return regions().filter(pk=territory.pk)
    parts = Q(parts__child=territory, parts__ends_on=None)
    return _standing().filter(parts, kind=TerritoryKind.REGION).order_by("-parts__share", "code")


def region_codes_by_epci() -> dict[str, tuple[str, ...]]:
    """SIREN → the codes of every Région the EPCI touches, the largest share of population first; one query."""
    found: dict[str, list[str]] = {}
    parts = _current_epci_parts().order_by("child__code", "-share", "parent__code")
    for siren, region in parts.values_list("child__code", "parent__code"):
        found.setdefault(siren, []).append(region)
    return {siren: tuple(codes) for siren, codes in found.items()}


def main_region_code_by_epci() -> dict[str, str]:
    """SIREN → the Région where most member communes lie (not always most inhabitants: see SOURCES.md)."""
    parts = _current_epci_parts().order_by("child__code", "communes", "share")
    return dict(parts.values_list("child__code", "parent__code"))


def _current_epci_parts() -> QuerySet[TerritoryPart]:
    return TerritoryPart.objects.filter(
        ends_on=None,
        child__kind=TerritoryKind.EPCI,
        child__withdrawn_on=None,
        parent__kind=TerritoryKind.REGION,
    )


def straddling_epci() -> QuerySet[Territory]:
    """The EPCI that lie in two Régions or more."""
    in_regions = Count("parents", filter=Q(parents__ends_on=None, parents__parent__kind=TerritoryKind.REGION))
    return epci().annotate(region_count=in_regions).filter(region_count__gt=1)


def region_lines() -> list[RegionLine]:
    """The Régions with the number of EPCI that touch each."""
    touching = Q(parts__child__kind=TerritoryKind.EPCI, parts__ends_on=None, parts__child__withdrawn_on=None)
    counted = regions().annotate(epci_count=Count("parts", filter=touching))
    return [RegionLine(territory, territory.epci_count) for territory in counted]


def territory_by_code(code: str) -> Territory | None:
    """The territory of this COG, SIREN, ISO or NUTS code; the codes of the kinds do not collide."""
    return Territory.objects.filter(code=code).order_by("withdrawn_on").first()


def territory_page(code: str) -> TerritoryPage | None:
    """Everything the page of one territory shows, or None."""
    territory = territory_by_code(code)
    if territory is None:
        return None
    above = TerritoryPart.objects.filter(child=territory, ends_on=None).select_related("parent").order_by("-share")
    below = (
        TerritoryPart.objects.filter(parent=territory, ends_on=None, child__withdrawn_on=None)
        .exclude(child__kind=TerritoryKind.EPCI)
        .select_related("child")
        .order_by("child__code")
    )
    counts = (
        epci().order_by("epci_kind").filter(parents__parent=territory, parents__ends_on=None)
        .values_list("epci_kind").annotate(number=Count("pk"))
    )  # fmt: skip
    return TerritoryPage(
        territory=territory,
        inside=tuple(PartLine(part.parent, part.share, part.communes) for part in above),
        nuts=tuple(part.child for part in below),
        epci_counts=tuple((EpciKind(kind).label, number) for kind, number in counts),
        programmes=tuple(memberships_of(territory)) if territory.kind == TerritoryKind.EPCI else (),
    )


def memberships_of(epci: Territory) -> QuerySet[ProgrammeMembership]:
    """The programmes of the State in which an EPCI, or a commune of it, takes part: several, dated, by phase."""
    found = ProgrammeMembership.objects.filter(epci=epci, programme__withdrawn_on=None)
    return found.select_related("programme").order_by("programme__starts_on", "programme__slug", "name")


def scheme_lines() -> list[SchemeLine]:
    """The lists in force or not, with how many of their terms remain to be verified; one query."""
    standing = Q(terms__withdrawn_on=None)
    counted = Scheme.objects.filter(withdrawn_on=None).annotate(
        term_count=Count("terms", filter=standing),
        unverified_count=Count("terms", filter=standing & Q(terms__verified=False)),
    )
    return [SchemeLine(scheme, scheme.term_count, scheme.unverified_count) for scheme in counted.order_by("name")]


def scheme_by_slug(slug: str) -> Scheme | None:
    """One list, or None."""
    return Scheme.objects.filter(slug=slug).first()


def terms_of(scheme_slug: str, *, on: date | None = None) -> QuerySet[Term]:
    """The terms of a list, in its order; with ``on``, only those in force that day.

    A term is in force between its own dates, and within those of its scheme.
    """
    terms = Term.objects.filter(scheme__slug=scheme_slug).select_related("scheme", "broader").order_by("position")
    if on is None:
        return terms.filter(withdrawn_on=None)
    begun = Q(starts_on=None) | Q(starts_on__lte=on)
    not_over = Q(ends_on=None) | Q(ends_on__gte=on)
    scheme_begun = Q(scheme__starts_on=None) | Q(scheme__starts_on__lte=on)
    scheme_not_over = Q(scheme__ends_on=None) | Q(scheme__ends_on__gte=on)
    kept = (Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)) & (
        Q(scheme__withdrawn_on=None) | Q(scheme__withdrawn_on__gt=on)
    )
    return terms.filter(begun, not_over, scheme_begun, scheme_not_over, kept)


def historical_terms_of(scheme_slug: str) -> QuerySet[Term]:
    """Every term of a list, the withdrawn ones last: what its page shows."""
    terms = Term.objects.filter(scheme__slug=scheme_slug).select_related("scheme", "broader")
    return terms.order_by(F("withdrawn_on").asc(nulls_first=True), "position")
