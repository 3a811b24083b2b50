"""Bring what public pages say of the pôles of phase V; nothing that a pôle or a Région decided is undone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from interregions.common.characters import sort_key
from interregions.knowledge.observatory.choices import LabelKind
from interregions.knowledge.observatory.clusters.catalogue import (
    READ_ON,
    EventRow,
    LabelRow,
    read_events,
    read_labels,
)
from interregions.knowledge.observatory.clusters.models import Cluster, DatedFact, Label
from interregions.knowledge.observatory.clusters.queries.clusters import bare_organisation
from interregions.network.choices import OrganisationKind, college_of
from interregions.network.services import add_organisation
from interregions.toolkit.sources.choices import SourceState
from interregions.vocabulary.choices import TerritoryKind
from interregions.vocabulary.models import Term, Territory

LICENCE = "faits publics"


@dataclass(frozen=True)
class Loaded:
    """What loading did."""

    clusters: int
    labels: int
    facts: int


@transaction.atomic
def load_clusters(*, labels: Sequence[LabelRow] | None = None, events: Sequence[EventRow] | None = None) -> Loaded:
    """Enter the pôles, their label with its announced term, what was read since. Run again, it changes nothing."""
    rows = read_labels() if labels is None else labels
    known = _known()
    regions = {each.code: each for each in Territory.objects.filter(kind=TerritoryKind.REGION)}
    phase = Term.objects.filter(scheme__slug="phases-des-poles", code="5").first()
    entered = labelled = 0
    for row in rows:
        cluster = known.get(sort_key(row.name))
        if cluster is None:
            cluster = known[sort_key(row.name)] = _enter(row, regions)
            entered += 1
        elif not cluster.fact_key:  # somebody entered it first: their words stay, the label alone is added
            Cluster.objects.filter(pk=cluster.pk).update(fact_key=row.name)
        labelled += _label(cluster, row, phase)
    facts = sum(_tell(known[sort_key(row.name)], row) for row in (read_events() if events is None else events))
    return Loaded(entered, labelled, facts)


def _known() -> dict[str, Cluster]:
    """The pôles that are there: by the name of the files first, else by what their organisation is called."""
    clusters = list(Cluster.objects.select_related("organisation"))
    named = {
        sort_key(name): each
        for each in clusters
        if not each.fact_key
        for name in (each.organisation.name, each.organisation.short_name)
    }
    return {**named, **{sort_key(each.fact_key): each for each in clusters if each.fact_key}}


def _enter(row: LabelRow, regions: dict[str, Territory]) -> Cluster:
    """The organisation, unless somebody entered it without a profile, and its profile."""
    organisation = bare_organisation(row.name)
    if organisation is None:
        kind = OrganisationKind.CLUSTER
        organisation = add_organisation(
            name=row.name,
            short_name=row.name[:60],
            kind=kind,
            college=college_of(kind),
            territories=[regions[code] for code in row.regions if code in regions],
        )
    cluster = Cluster.objects.create(
        organisation=organisation,
        subject=row.subject,
        seat=row.seat,
        fact_key=row.name,
        source="page publique" if row.name_read else "nom déduit du compte des 55 pôles, lu dans aucune liste",
        address=row.address,
        licence=LICENCE,
        as_of=row.as_of,
    )
    cluster.regions_to_check.set(regions[code] for code in row.regions_to_check if code in regions)
    return cluster


def _label(cluster: Cluster, row: LabelRow, phase: Term | None) -> bool:
    """The label of phase V, once; a term that the file corrects is corrected while nobody has checked it."""
    said = {"ends_on": row.ends_on, "sequel_unverified": row.sequel_unverified, "address": row.address}
    label, created = Label.objects.get_or_create(
        cluster=cluster,
        kind=LabelKind.POLE,
        name="",
        starts_on=row.starts_on,
        defaults={**said, "phase": phase, "source": "page publique", "licence": LICENCE, "as_of": row.as_of},
    )
    if not created and label.state == SourceState.PROPOSED and label.entered_by_id is None:
        Label.objects.filter(pk=label.pk, state=SourceState.PROPOSED).update(**said)
    return created


def _tell(cluster: Cluster, row: EventRow) -> bool:
    _, created = DatedFact.objects.get_or_create(
        cluster=cluster,
        dated_on=row.dated_on,
        address=row.address,
        defaults={
            "precision": row.precision,
            "words": row.words,
            "source": "page publique",
            "licence": LICENCE,
            "as_of": READ_ON,
        },
    )
    return created
