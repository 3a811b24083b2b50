"""« Au 1er janvier 2027 »: all that ends on one day, from dated facts, as far as its reader sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from interregions.exchange.themes.models import Call
from interregions.journey.axis import Axis, Bar, bar
from interregions.journey.queries import calls_taking_proposals
from interregions.knowledge.observatory.clusters.models import Cluster, Convention, Label
from interregions.knowledge.observatory.priorities.models import NextStep
from interregions.knowledge.observatory.priorities.queries import next_steps
from interregions.knowledge.observatory.priorities.rules import ENDS_ON
from interregions.network.choices import College, Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import standing_of
from interregions.toolkit.sources.choices import SourceState
from interregions.vocabulary import dated
from interregions.vocabulary.choices import TerritoryKind
from interregions.vocabulary.models import DatedFact, StateProgramme

AXIS = Axis(date(2023, 1, 1), date(2029, 6, 30))
PHASES = Axis(date(2005, 1, 1), date(2029, 6, 30))
UNKNOWN, UNVERIFIED = "suite non connue", "suite non vérifiée"


@dataclass(frozen=True)
class Lane:
    """One pôle: its labels above, the conventions one funds below, what one will do next."""

    cluster: Cluster
    place: str
    labels: tuple[tuple[Label, Bar], ...]
    conventions: tuple[Bar, ...]
    next_step: NextStep | None

    @property
    def ends_that_day(self) -> bool:
        return any(label.ends_on == ENDS_ON for label, _ in self.labels)


@dataclass(frozen=True)
class FactLine:
    """What ends for all: a fact and how many of one’s territories it reaches."""

    fact: DatedFact | StateProgramme
    members: int


@dataclass(frozen=True)
class EndingPage:
    """All that the dossier shows to one person, acting for one organisation."""

    lanes: tuple[Lane, ...]
    by_region: tuple[tuple[str, tuple[Lane, ...]], ...]
    facts: tuple[FactLine, ...]
    phases: tuple[tuple[DatedFact, Bar], ...]
    others: tuple[NextStep, ...]
    is_cluster: bool
    own: NextStep | None  # for all of one's pôles, or for oneself
    shown: bool
    may_say: bool
    call: Call | None
    may_consult: bool

    @property
    def ending(self) -> int:
        return sum(lane.ends_that_day for lane in self.lanes)

    @property
    def years(self) -> list[tuple[int, float]]:
        return AXIS.years()

    @property
    def line(self) -> float:
        return AXIS.at(ENDS_ON)

    @property
    def phase_line(self) -> float:
        return PHASES.at(ENDS_ON)


def ending_page(member: Member | None, mandate: Mandate | None) -> EndingPage:
    """The facts for everybody; one’s own lanes for a Région or a pôle; the announced terms by Région for the others."""
    organisation = mandate.organisation if mandate else None
    college = organisation.college if organisation else ""
    speaks = organisation is not None and college in (College.REGIONS, College.CLUSTERS)
    own: dict[int | None, NextStep] = next_steps.own_next_steps(organisation, ENDS_ON) if speaks else {}  # type: ignore[arg-type]
    lanes = tuple(_lanes(_own_clusters(organisation), organisation, own)) if organisation and speaks else ()
    shown = speaks and next_steps.is_shown(organisation, ENDS_ON)  # type: ignore[arg-type]
    others = next_steps.next_steps_visible_to(member, organisation, ENDS_ON) if shown and organisation else ()
    codes = _region_codes(organisation)
    referent = mandate is not None and mandate.role in (Role.REFERENT, Role.FACILITATOR)
    return EndingPage(
        lanes=lanes,
        by_region=() if speaks or not standing_of(member).takes_part else tuple(_by_region(codes)),
        facts=tuple(_facts(codes)),
        phases=tuple(
            (fact, bar(PHASES, kind="phase", words=fact.name.removeprefix("Phase "), starts_on=fact.starts_on,
                       ends_on=fact.ends_on, after="non connue" if fact.ends_on == ENDS_ON else ""))
            for fact in dated.phases()
        ),
        others=tuple(others),
        is_cluster=college == College.CLUSTERS,
        own=own.get(None),
        shown=bool(shown),
        may_say=speaks and mandate is not None and mandate.role == Role.REFERENT,
        call=calls_taking_proposals(member).first() if referent and standing_of(member).takes_part else None,
        may_consult=standing_of(member).is_facilitator,
    )  # fmt: skip


def clusters_followed_by(organisation: Organisation) -> Q:
    """The pôles of a Région’s territory, and those whose conventions it funds; for a pôle, itself."""
    if organisation.college == College.CLUSTERS:
        return Q(organisation=organisation)
    regions = organisation.territories.filter(kind=TerritoryKind.REGION)
    return Q(organisation__territories__in=regions) | Q(conventions__funders__organisation=organisation)


def followed_organisation(organisation: Organisation, pk: int) -> Organisation | None:
    """The pôle of this number, if this Région follows it: what it will do next may be said of it."""
    found = Cluster.objects.filter(clusters_followed_by(organisation), organisation=pk).select_related("organisation")
    cluster = found.first()
    return cluster.organisation if cluster else None


def _own_clusters(organisation: Organisation | None) -> Q:
    return clusters_followed_by(organisation) if organisation else Q(pk__in=())


def _lanes(which: Q, organisation: Organisation | None, own: dict[int | None, NextStep]) -> list[Lane]:
    """Labels are facts that were published; a convention is read by those who signed it alone."""
    labels = Label.objects.exclude(state=SourceState.DISCARDED).order_by("starts_on")
    signed = Q(pk__in=())
    if organisation:
        signed = Q(funders__organisation=organisation) | Q(cluster__organisation=organisation)
    conventions = Convention.objects.filter(signed).distinct().order_by("starts_on")
    found = (
        Cluster.objects.filter(which).distinct().select_related("organisation")
        .prefetch_related(
            Prefetch("labels", labels, to_attr="labels_read"),
            Prefetch("conventions", conventions, to_attr="conventions_read"),
            "organisation__territories",
        )
    )  # fmt: skip
    return [_lane(cluster, own) for cluster in found.order_by("organisation__sort_name")]


def _lane(cluster: Cluster, own: dict[int | None, NextStep]) -> Lane:
    labels: Sequence[Label] = cluster.labels_read  # type: ignore[attr-defined]
    conventions: Sequence[Convention] = cluster.conventions_read  # type: ignore[attr-defined]
    regions = [each.name for each in cluster.organisation.territories.all() if each.kind == TerritoryKind.REGION]
    seat = f"siège à {cluster.seat}" if cluster.seat else ""
    several = f"{len(regions)} Régions" if len(regions) > 1 else ""
    return Lane(
        cluster=cluster,
        place=" ; ".join(each for each in (seat, several) if each) or ("" if labels else "sans label connu"),
        labels=tuple(
            (label, bar(AXIS, kind="label", words=str(label), starts_on=label.starts_on, ends_on=label.ends_on,
                        after=UNVERIFIED if label.sequel_unverified else UNKNOWN))
            for label in labels
        ),
        conventions=tuple(
            bar(AXIS, kind="convention", words=each.title, starts_on=each.starts_on, ends_on=each.ends_on)
            for each in conventions
        ),
        next_step=own.get(cluster.organisation_id),
    )  # fmt: skip


def _region_codes(organisation: Organisation | None) -> list[str]:
    if organisation is None or organisation.college not in (College.REGIONS, College.EPCI):
        return []
    if organisation.college == College.REGIONS:
        found = organisation.territories.filter(kind=TerritoryKind.REGION)
    else:
        return list(
            organisation.territories.filter(parents__parent__kind=TerritoryKind.REGION, parents__ends_on=None)
            .values_list("parents__parent__code", flat=True)
            .distinct()
        )
    return list(found.values_list("code", flat=True))


def _by_region(codes: Sequence[str]) -> list[tuple[str, tuple[Lane, ...]]]:
    """The announced terms of labels by Région, in official order: those of an EPCI’s Régions, or all."""
    which = Q(labels__ends_on__gte=date(2023, 12, 31))
    if codes:
        which &= Q(organisation__territories__code__in=codes)
    found: dict[tuple[str, str], list[Lane]] = {}
    for lane in _lanes(which, None, {}):
        for each in lane.cluster.organisation.territories.all():
            if each.kind == TerritoryKind.REGION and (not codes or each.code in codes):
                found.setdefault((each.code, each.name), []).append(lane)
    return [(name, tuple(lanes)) for (_, name), lanes in sorted(found.items())]


def _facts(codes: Sequence[str]) -> list[FactLine]:
    members = dated.members_by_programme(codes) if codes else {}
    return [FactLine(fact, members.get(fact.slug, 0)) for fact in dated.facts_ending(ENDS_ON)]
