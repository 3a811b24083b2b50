"""One EPCI as its own people, and the Régions it lies in, read it: pôles, equipment, programmes, whom to call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from interregions.common.lists import having_words
from interregions.common.typography import counted
from interregions.journey.queries.ending import UNKNOWN
from interregions.knowledge.observatory.clusters.models import Cluster
from interregions.knowledge.observatory.clusters.queries.clusters import (
    LabelLine,
    clusters_visible_to,
    label_lines,
    with_what_is_shown,
)
from interregions.knowledge.observatory.equipment.choices import DeclaredStatus
from interregions.knowledge.observatory.equipment.models import Competence, Equipment
from interregions.knowledge.observatory.equipment.places import departments_of
from interregions.knowledge.observatory.equipment.queries.sheets import sheets_visible_to
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import current_organisations, mandates_of, standing_of
from interregions.vocabulary.choices import MemberKind, TerritoryKind
from interregions.vocabulary.models import ProgrammeMembership, StateProgramme, Territory, TerritoryPart
from interregions.vocabulary.queries import memberships_of, regions_of

CLUSTERS = 40  # a Région has some thirty pôles; those beyond are in their list
SHEETS = 20
COMMUNES = 12
PEOPLE = 30


@dataclass(frozen=True)
class ClusterLine:
    """A pôle of the territory: of the grouping itself, or of its Région."""

    cluster: Cluster
    labels: tuple[LabelLine, ...]
    here: bool


@dataclass(frozen=True)
class ProgrammeLine:
    """One programme of the State in which the grouping, or communes of it, take part."""

    programme: StateProgramme
    dates: tuple[str, ...]
    labels: tuple[str, ...]
    communes: tuple[str, ...]
    more_communes: int
    source: str
    as_of: date | None

    @property
    def phase(self) -> str:
        """Unless its name already says it."""
        return "" if self.programme.phase in self.programme.name else self.programme.phase

    @property
    def after(self) -> str:
        """Nothing is said of what follows unless a source does."""
        return UNKNOWN if self.programme.ends_on and not self.programme.afterwards else ""


@dataclass(frozen=True)
class Sheets:
    """Equipment or competences: those in the grouping, and how many others there are in its Régions."""

    here: tuple[Any, ...]
    more: int
    around: int


@dataclass(frozen=True)
class Called:
    """An organisation that one may call, with who acts for it."""

    organisation: Organisation
    people: tuple[Mandate, ...]


@dataclass(frozen=True)
class EpciPage:
    """All that the page shows."""

    territory: Territory
    regions: tuple[Territory, ...]
    clusters: tuple[ClusterLine, ...]
    more_clusters: int
    equipment: Sheets
    competences: Sheets
    programmes: tuple[ProgrammeLine, ...]
    called: tuple[Called, ...]
    own: bool
    own_organisation: Organisation | None

    @property
    def stand(self) -> str:
        """What the territory holds, in a sentence."""
        here = len(self.equipment.here) + self.equipment.more
        if not (here or self.programmes or self.clusters):
            return "Rien n’est encore connu de ce territoire : ce qui s’y ajoutera paraîtra ici."
        parts = [
            counted(len(self.programmes), "programme de l’État", "programmes de l’État"),
            counted(len(self.clusters) + self.more_clusters, "pôle ou cluster", "pôles et clusters"),
            counted(here, "équipement"),
        ]
        return f"{parts[0]}, {parts[1]} de l’intercommunalité ou de sa Région, {parts[2]} sur place."


@dataclass(frozen=True)
class EpciLine:
    """One line of the list."""

    territory: Territory
    regions: tuple[str, ...]
    programmes: int


def epci_visible_to(member: Member | None) -> QuerySet[Territory]:
    """Those one acts for, and those that touch the territory of a Région one acts for."""
    mandates = standing_of(member).mandates
    groupings = {each.organisation_id for each in mandates if each.organisation.college == College.EPCI}
    regions = {each.organisation_id for each in mandates if each.organisation.college == College.REGIONS}
    inside = TerritoryPart.objects.filter(
        ends_on=None, parent__kind=TerritoryKind.REGION, parent__organisations__in=regions
    )
    own = Territory.objects.filter(organisations__in=groupings)
    seen = Q(pk__in=own.order_by().values("pk")) | Q(pk__in=inside.order_by().values("child"))
    return Territory.objects.filter(seen, kind=TerritoryKind.EPCI, withdrawn_on=None)


def own_epci(mandate: Mandate | None) -> Territory | None:
    """The grouping that this acting mandate acts for."""
    if mandate is None or mandate.organisation.college != College.EPCI:
        return None
    return epci_visible_to(mandate.member).filter(organisations=mandate.organisation_id).first()


def has_epci(member: Member | None) -> bool:
    """Whether the list means something to this person: who acts for a Région or an EPCI."""
    colleges = {each.organisation.college for each in standing_of(member).mandates}
    return bool(colleges & {College.REGIONS, College.EPCI})


def found_epci(member: Member | None, words: str = "") -> QuerySet[Territory]:
    """The list, by name."""
    found = having_words(epci_visible_to(member), words, "name", "short_name", exact=("siren", "code"))
    parts = TerritoryPart.objects.filter(ends_on=None, parent__kind=TerritoryKind.REGION)
    listed = found.prefetch_related(Prefetch("parents", parts.select_related("parent"), to_attr="region_parts"))
    return listed.order_by("name_folded", "code")


def lines_of(found: Sequence[Any]) -> list[EpciLine]:
    """The lines of one page of the list, with how many programmes each takes part in; one query for them all."""
    rows = ProgrammeMembership.objects.filter(epci__in=[each.pk for each in found], programme__withdrawn_on=None)
    numbers = dict(rows.order_by().values_list("epci").annotate(Count("programme", distinct=True)))
    return [
        EpciLine(each, tuple(part.parent.name for part in each.region_parts), numbers.get(each.pk, 0)) for each in found
    ]


def epci_page(member: Member | None, code: str) -> EpciPage | None:
    """Everything about one of them, as this member reads it; None when it does not exist for them."""
    territory = epci_visible_to(member).filter(code=code).first()
    if territory is None:
        return None
    regions = tuple(regions_of(territory))
    clusters, more = _clusters(member, territory, regions)
    called = _called(territory, regions)
    own = next((each.organisation for each in called if each.organisation.kind == OrganisationKind.EPCI), None)
    return EpciPage(
        territory=territory,
        regions=regions,
        clusters=clusters,
        more_clusters=more,
        equipment=_sheets(member, Equipment, territory, regions),
        competences=_sheets(member, Competence, territory, regions),
        programmes=tuple(_programmes(territory)),
        called=called,
        own=own is not None and own.pk in standing_of(member).organisation_ids,
        own_organisation=own,
    )


def _clusters(
    member: Member | None, territory: Territory, regions: Sequence[Territory]
) -> tuple[tuple[ClusterLine, ...], int]:
    """Those of the grouping first, then those of its Régions."""
    within = Cluster.objects.filter(organisation__territories__in=[territory, *regions]).order_by().values("pk")
    found = clusters_visible_to(member).filter(pk__in=within)
    here = set(found.filter(organisation__territories=territory).values_list("pk", flat=True))
    shown = list(with_what_is_shown(found).order_by("organisation__sort_name", "pk")[:CLUSTERS])
    lines = [ClusterLine(each, label_lines(each), each.pk in here) for each in shown]
    return tuple(sorted(lines, key=lambda each: not each.here)), max(0, found.count() - len(lines))


def _sheets(
    member: Member | None, model: type[Equipment] | type[Competence], territory: Territory, regions: Sequence[Territory]
) -> Sheets:
    found: QuerySet[Any] = sheets_visible_to(member, model).filter(status=DeclaredStatus.PUBLISHED)
    here = found.filter(epci=territory).order_by("name", "pk")
    around = found.filter(department__in=departments_of(frozenset(each.code for each in regions)))
    shown, number = tuple(here[:SHEETS]), here.count()
    return Sheets(shown, number - len(shown), around.exclude(epci=territory).count())


def _programmes(territory: Territory) -> list[ProgrammeLine]:
    """Several, dated, in the order of their beginning; the communes of each under it."""
    together: dict[int, list[ProgrammeMembership]] = {}
    for each in memberships_of(territory):
        together.setdefault(each.programme_id, []).append(each)
    return [_programme(rows) for rows in together.values()]


def _programme(rows: Sequence[ProgrammeMembership]) -> ProgrammeLine:
    communes = [each.name for each in rows if each.kind == MemberKind.COMMUNE]
    return ProgrammeLine(
        programme=rows[0].programme,
        dates=tuple(dict.fromkeys(each.dates for each in rows if each.dates)),
        labels=tuple(dict.fromkeys(each.label for each in rows if each.label)),
        communes=tuple(communes[:COMMUNES]),
        more_communes=max(0, len(communes) - COMMUNES),
        source=rows[0].source,
        as_of=rows[0].as_of,
    )


def _called(territory: Territory, regions: Sequence[Territory]) -> tuple[Called, ...]:
    """Who acts for the grouping, for its Régions, for the State there: the organisations of the network alone."""
    kinds = [OrganisationKind.EPCI, OrganisationKind.REGION, OrganisationKind.STATE]
    here = Q(kind=OrganisationKind.EPCI, territories=territory)
    above = Q(kind__in=kinds[1:], territories__in=regions)
    found = current_organisations(kinds).filter(Q(pk__in=Organisation.objects.filter(here | above).values("pk")))
    organisations = sorted(found, key=lambda each: (kinds.index(OrganisationKind(each.kind)), each.sort_name))
    people: dict[int, list[Mandate]] = {}
    acting = mandates_of(organisations, [Role.REFERENT, Role.CONTRIBUTOR])
    for mandate in acting.order_by("role", "member__family_name", "pk")[:PEOPLE]:
        people.setdefault(mandate.organisation_id, []).append(mandate)
    return tuple(Called(each, tuple(_once(people.get(each.pk, [])))) for each in organisations)


def _once(mandates: Sequence[Mandate]) -> list[Mandate]:
    """A person once, under the mandate that reaches furthest."""
    ranks = {role: rank for rank, role in enumerate(Role.values)}
    found: dict[int, Mandate] = {}
    for each in sorted(mandates, key=lambda each: ranks[each.role]):
        found.setdefault(each.member_id, each)
    return list(found.values())
