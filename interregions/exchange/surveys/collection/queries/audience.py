"""Who is asked: the five ways to say it, and the organisations they name today."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from interregions.exchange.surveys.collection.rules import recipients_words
from interregions.network.choices import OrganisationKind
from interregions.network.models import Group
from interregions.network.queries import clusters_of_regions, current_organisations, epci_of_regions, regions
from interregions.toolkit.mail.queries import reach_of


@dataclass(frozen=True)
class Audience:
    """How an audience is said; who it names is decided when the survey opens."""

    kind: str
    organisation_ids: tuple[int, ...] = ()
    region_codes: tuple[str, ...] = ()
    epci_kinds: tuple[str, ...] = ()
    group_id: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "organisation_ids": list(self.organisation_ids),
            "region_codes": list(self.region_codes),
            "epci_kinds": list(self.epci_kinds),
            "group_id": self.group_id,
        }


def recipients_of(organisation_ids: Sequence[int]) -> dict[str, Any]:
    """Who an audience names, how many, and how many nobody answers for yet: read before anything is sent."""
    found = current_organisations().filter(pk__in=organisation_ids)
    reach = reach_of(organisation_ids)
    return {
        "asked": len(organisation_ids),
        "recipients": recipients_words(len(organisation_ids), reach.people),
        "names": list(found.order_by("sort_name", "pk").values_list("short_name", flat=True)),
        "unreached": reach.unreached,
    }


def resolve_audience(audience: Audience) -> list[int]:
    """The ids of the organisations asked, each once: one query. An EPCI of two Régions is asked once."""
    if audience.kind == "all_regions":
        return list(regions().values_list("pk", flat=True))
    if audience.kind == "chosen":
        return list(current_organisations().filter(pk__in=audience.organisation_ids).values_list("pk", flat=True))
    if audience.kind == "group":
        named = Group.objects.filter(pk=audience.group_id or 0).values("members")
        return list(current_organisations().filter(pk__in=named).values_list("pk", flat=True))
    if audience.kind == "clusters":
        return list(clusters_of_regions(audience.region_codes).order_by("sort_name", "pk").values_list("pk", flat=True))
    found = current_organisations([OrganisationKind.EPCI])
    if audience.region_codes:
        found = found.filter(pk__in=epci_of_regions(audience.region_codes).values("pk"))
    if audience.epci_kinds:
        found = found.filter(territories__epci_kind__in=audience.epci_kinds)
    return list(found.order_by("sort_name", "pk").distinct().values_list("pk", flat=True))
