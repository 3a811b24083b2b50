"""The pôles and clusters that a Région brings in: those of its territory, as long as nobody answers for them."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from interregions.network.choices import OrganisationKind, Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import Standing, clusters_of_regions, current, current_organisations, standing_of
from interregions.reception import rules
from interregions.vocabulary.choices import TerritoryKind
from interregions.vocabulary.models import Territory


def own_codes(standing: Standing) -> list[str]:
    """The INSEE codes of the Régions this person is a referent of."""
    regions = [
        mandate.organisation_id
        for mandate in standing.mandates
        if mandate.role == Role.REFERENT and mandate.organisation.kind == OrganisationKind.REGION
    ]
    return list(
        Territory.objects.filter(kind=TerritoryKind.REGION, organisations__in=regions).values_list("code", flat=True)
    )


def clusters_to_bring_in(standing: Standing) -> QuerySet[Organisation]:
    """Of the Régions one is a referent of, the pôles for which no referent acts yet."""
    codes = own_codes(standing)
    if not codes:
        return Organisation.objects.none()
    acting = Mandate.objects.filter(
        current(timezone.localdate()), organisation=OuterRef("pk"), role=Role.REFERENT, member__removed_at=None
    )
    return clusters_of_regions(codes).filter(~Exists(acting))


def may_bring_in(member: Member | None) -> bool:
    """Whether the page that brings in a pôle exists for this person."""
    standing = standing_of(member)
    return standing.is_facilitator or bool(own_codes(standing))


def reasons_not_to_bring_in(by: Mandate, *, name: str, siren: str, codes: Collection[str]) -> list[str]:
    """The rules, with the names already there: of two pôles of one name, one is the other."""
    same = Q(name__iexact=name.strip()) | (Q(siren=siren) if siren else Q())
    found = current_organisations().filter(same).first()
    return rules.reasons_not_to_bring_in_cluster(
        is_facilitator=by.role == Role.FACILITATOR,
        own_codes=own_codes(Standing(by.member, (by,))),
        codes=codes,
        taken=found.name if found else "",
    )
