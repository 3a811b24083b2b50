"""The list of pôles, the same on its page and in its file: in the order of names, never by a value."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from interregions.knowledge.observatory.choices import LabelKind
from interregions.knowledge.observatory.clusters.models import Cluster, Label
from interregions.knowledge.observatory.clusters.queries import clusters as queries
from interregions.toolkit.lists.listing import Column, Filter, ListPage, Order

LABELS = (
    ("pole", "Pôle de compétitivité"),
    ("suite", "Suite du label non vérifiée"),
    ("autre", "Autre label"),
    ("sans", "Sans label connu"),
)


@dataclass(frozen=True)
class ClusterLine:
    """One pôle in the list."""

    cluster: Cluster
    regions: str
    to_check: str
    labels: tuple[queries.LabelLine, ...]
    ecosystems: str


def lines(found: Sequence[Cluster]) -> list[ClusterLine]:
    """The lines of these pôles, whose Régions and labels were read with them."""
    return [
        ClusterLine(
            each,
            ", ".join(str(region) for region in each.organisation.territories.all()),
            ", ".join(str(region) for region in queries.still_to_check(each)),
            queries.label_lines(each),
            ", ".join(str(term) for term in each.ecosystems.all()),
        )
        for each in found
    ]


def _of_region(found: QuerySet[Cluster], code: str) -> QuerySet[Cluster]:
    return queries.of_regions(found, (code,))


def _of_ecosystem(found: QuerySet[Cluster], code: str) -> QuerySet[Cluster]:
    return found.filter(ecosystems__code=code, ecosystems__scheme__slug=queries.ECOSYSTEMS)


def _of_label(found: QuerySet[Cluster], asked: str) -> QuerySet[Cluster]:
    given = {
        "pole": Q(kind=LabelKind.POLE),
        "suite": Q(sequel_unverified=True),
        "autre": ~Q(kind=LabelKind.POLE),
        "sans": Q(),
    }[asked]
    having = Label.objects.filter(given).order_by().values("cluster_id")
    return found.exclude(pk__in=having) if asked == "sans" else found.filter(pk__in=having)


CLUSTERS = ListPage(
    name="Pôles et clusters",
    noun="pôle ou cluster,pôles et clusters",
    row="observatory/clusters/_line.html",
    columns=(
        Column("Pôle ou cluster", lambda line: line.cluster.organisation.name),
        Column("Régions", lambda line: line.regions),
        Column("Régions à vérifier", lambda line: line.to_check, on_page=False),
        Column("Thématique", lambda line: line.cluster.subject),
        Column("Label", lambda line: " ; ".join(f"{each.name} ({each.term})" for each in line.labels)),
        Column("Écosystèmes", lambda line: line.ecosystems, on_page=False),
        Column("SIREN", lambda line: line.cluster.organisation.siren, on_page=False),
        Column("Siège", lambda line: line.cluster.seat, on_page=False),
        Column("Contact", lambda line: line.cluster.contact, on_page=False),
        Column("Site", lambda line: line.cluster.site, on_page=False),
        Column("État de la fiche", lambda line: line.cluster.get_state_display(), on_page=False),
        Column("Source", lambda line: line.cluster.address or line.cluster.source, on_page=False),
    ),
    filters=(
        Filter("region", "Région", "Toutes", queries.region_choices, _of_region),
        Filter("ecosysteme", "Écosystème", "Tous", queries.ecosystem_choices, _of_ecosystem),
        Filter("label", "Label", "Tous", lambda: LABELS, _of_label),
    ),
    orders=(Order("nom", "Par nom", ("organisation__sort_name", "pk")),),
    search=("organisation__name", "organisation__short_name", "subject", "seat"),
    codes=("organisation__siren",),
    lines=lines,
)
