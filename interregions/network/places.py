"""Where organisations live, for the hours they are told."""

from collections.abc import Collection

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from interregions.common.zones import OVERSEAS, Place
from interregions.network.models import Mandate, Organisation
from interregions.vocabulary.choices import TerritoryKind


def overseas_code(organisation: str) -> Coalesce:
    """The code of the overseas Région where an organisation lies, or nothing; ``organisation``: the path to its id."""
    codes = list(OVERSEAS)
    links = Organisation.territories.through.objects.filter(organisation_id=OuterRef(organisation))
    own = links.filter(territory__kind=TerritoryKind.REGION, territory__code__in=codes)
    around = links.filter(
        territory__parents__parent__kind=TerritoryKind.REGION,
        territory__parents__parent__code__in=codes,
        territory__parents__ends_on=None,
    )
    return Coalesce(
        Subquery(own.values("territory__code")[:1]), Subquery(around.values("territory__parents__parent__code")[:1])
    )


def places_of(organisation_ids: Collection[int]) -> dict[int, Place]:
    """Those of these organisations whose clock is not the one of Paris."""
    found = Organisation.objects.filter(pk__in=organisation_ids).annotate(overseas=overseas_code("pk"))
    return {pk: OVERSEAS[code] for pk, code in found.values_list("pk", "overseas") if code}


def place_of(mandate: Mandate | None) -> Place | None:
    """Where the organisation one acts for lies; None at the hour of Paris."""
    return places_of([mandate.organisation_id]).get(mandate.organisation_id) if mandate else None
