"""The figures of a pôle as this member reads them, to whom they are released, and where the pôle stands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from interregions.knowledge.observatory.choices import Subject
from interregions.knowledge.observatory.clusters.models import Cluster, Release
from interregions.knowledge.observatory.clusters.queries import clusters as queries
from interregions.knowledge.observatory.clusters.rules import figures as rules
from interregions.knowledge.observatory.policies.models import Indicator, Reading
from interregions.knowledge.observatory.policies.queries.figures import Figure, figure
from interregions.knowledge.observatory.policies.queries.visible import indicators
from interregions.network.choices import OrganisationKind
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import Standing, current_organisations, standing_of
from interregions.toolkit.sources.choices import SourceState


@dataclass(frozen=True)
class FigureLine:
    """One indicator: what this reader reads of it, and to whom it is shown."""

    indicator: Indicator
    figures: tuple[Figure, ...]
    shown_to: str
    releases: tuple[Release, ...]


def releases_holding() -> QuerySet[Release]:
    """The releases that nobody has withdrawn."""
    return Release.objects.filter(withdrawn_at=None)


def figure_lines(cluster: Cluster, member: Member | None) -> tuple[FigureLine, ...]:
    """The latest year of each indicator; its own people see every indicator, the others those they read."""
    standing = standing_of(member)
    own = cluster.organisation_id in standing.organisation_ids
    releases: dict[int, list[Release]] = defaultdict(list)
    for each in releases_holding().filter(cluster=cluster).select_related("to"):
        releases[each.indicator_id].append(each)
    among = _readings(cluster)
    read: dict[int, list[Reading]] = defaultdict(list)
    for reading in among:
        if _may_read(reading, standing, own, releases[reading.indicator_id]):
            read[reading.indicator_id].append(reading)
    lines = []
    for indicator in indicators(Subject.CLUSTER):
        found = _latest(read[indicator.pk])
        if found or own:
            to = tuple(releases[indicator.pk]) if own else ()
            told = rules.shown_to([each.to.short_name for each in to], code=indicator.code) if own else ""
            lines.append(FigureLine(indicator, tuple(figure(each, own=own, among=among) for each in found), told, to))
    return tuple(lines)


def _readings(cluster: Cluster) -> list[Reading]:
    found = Reading.objects.filter(organisation_id=cluster.organisation_id).exclude(state=SourceState.DISCARDED)
    people = ("entered_by__member", "entered_by__organisation", "checked_by__member", "replaces__indicator")
    return list(found.select_related("indicator", "organisation", *people).order_by("-year", "state", "pk"))


def _may_read(reading: Reading, standing: Standing, own: bool, releases: Sequence[Release]) -> bool:
    entered_by = reading.entered_by.organisation_id if reading.entered_by else 0
    return rules.may_read(
        code=reading.indicator.code,
        state=reading.state,
        own=own,
        takes_part=standing.takes_part,
        entered_by_reader=entered_by in standing.organisation_ids,
        released=any(each.to_id in standing.organisation_ids for each in releases),
    )


def _latest(found: Sequence[Reading]) -> list[Reading]:
    return [each for each in found if each.year == found[0].year]


def figure_of_own(mandate: Mandate | None, cluster_id: int, reading_id: int) -> Reading | None:
    """A figure that the pôle's own people decide of; None for the others."""
    cluster = queries.cluster_of(mandate, cluster_id)
    if cluster is None:
        return None
    found = Reading.objects.filter(organisation_id=cluster.organisation_id, pk=reading_id)
    return found.select_related("organisation", "indicator").first()


def cluster_indicator(code: str) -> Indicator | None:
    """An indicator about pôles."""
    return indicators(Subject.CLUSTER).filter(code=code).first()


def confirmed_numbers(cluster: Cluster, indicator: Indicator) -> set[int]:
    """The confirmed values that stand under the person's eyes when the page opens, of every year."""
    found = Reading.objects.filter(
        organisation_id=cluster.organisation_id, indicator=indicator, state=SourceState.CONFIRMED
    )
    return set(found.values_list("pk", flat=True))


def released(cluster: Cluster, indicator: Indicator) -> QuerySet[Release]:
    """To whom this figure is shown."""
    return releases_holding().filter(cluster=cluster, indicator=indicator).select_related("to", "released_by__member")


def may_be_shown_to(cluster: Cluster) -> QuerySet[Organisation]:
    """To whom a pôle may release a figure: those who may fund it."""
    kinds = [OrganisationKind.REGION, OrganisationKind.EPCI, OrganisationKind.STATE, OrganisationKind.BANK]
    return current_organisations(kinds).exclude(pk=cluster.organisation_id).order_by("sort_name", "pk")


@dataclass(frozen=True)
class PlaceLine:
    """Where the pôle stands on one indicator, for its own people alone."""

    indicator: Indicator
    year: int
    place: rules.Place | None
    missing: int


def place_lines(cluster: Cluster) -> tuple[PlaceLine, ...]:
    """The median of the pôles that confirmed the same indicator for the same year, from ten, one's own included."""
    mine = Reading.objects.filter(
        organisation_id=cluster.organisation_id,
        indicator__code__in=rules.MEDIAN_OF,
        state=SourceState.CONFIRMED,
        value__isnull=False,
    )
    latest: dict[int, Reading] = {}
    for reading in mine.select_related("indicator").order_by("year"):
        latest[reading.indicator_id] = reading
    lines = []
    for reading in sorted(latest.values(), key=lambda each: each.indicator.position):
        same = Reading.objects.filter(
            indicator=reading.indicator, year=reading.year, state=SourceState.CONFIRMED, value__isnull=False
        )
        values: list[Decimal] = [value for value in same.values_list("value", flat=True) if value is not None]
        missing = rules.missing_for_median(len(values))
        lines.append(PlaceLine(reading.indicator, reading.year, rules.place(values, reading.value), missing))
    return tuple(lines)
