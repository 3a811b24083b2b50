"""Those whom the line of a table may name."""

from interregions.knowledge.observatory.clusters.models import Cluster
from interregions.knowledge.observatory.clusters.rules.matching import Index, Named, index_of
from interregions.network.choices import OrganisationKind
from interregions.network.queries import current_organisations


def cluster_index() -> tuple[Index, dict[int, str]]:
    """The pôles by their SIREN and names; and how each is called here."""
    rows = Cluster.objects.values_list(
        "pk", "organisation__name", "organisation__short_name", "organisation__siren"
    ).order_by()
    found = list(rows)
    return index_of(Named(pk, (name, short), siren) for pk, name, short, siren in found), {
        pk: short for pk, _, short, _ in found
    }


def payer_index() -> tuple[Index, dict[int, str]]:
    """The Régions and the EPCI, that attribute subsidies."""
    rows = current_organisations([OrganisationKind.REGION, OrganisationKind.EPCI]).order_by()
    found = list(rows.values_list("pk", "name", "short_name", "siren"))
    return index_of(Named(pk, (name, short), siren) for pk, name, short, siren in found), {
        pk: short for pk, _, short, _ in found
    }
