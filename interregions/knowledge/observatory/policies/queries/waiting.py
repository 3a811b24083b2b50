"""The figures that wait to be confirmed by whom they describe."""

from dataclasses import dataclass

from django.db.models import QuerySet

from interregions.knowledge.observatory.choices import Subject
from interregions.knowledge.observatory.policies.models import Indicator, Reading
from interregions.knowledge.observatory.policies.queries.figures import Figure, figure
from interregions.knowledge.observatory.policies.queries.visible import writing_mandate
from interregions.network.models import Mandate, Member, Organisation
from interregions.toolkit.sources.choices import SourceState


@dataclass(frozen=True)
class WaitingPage:
    """What waits, by year and indicator, and under which mandate this person decides."""

    organisation: Organisation
    figures: tuple[Figure, ...]
    mandate: Mandate | None


def waiting_readings() -> QuerySet[Reading]:
    """The figures of Régions that nobody has decided of."""
    return Reading.objects.filter(state=SourceState.PROPOSED, indicator__subject=Subject.REGION)


def waiting_page(member: Member | None, organisation: Organisation) -> WaitingPage:
    """The figures that wait for this Région, and for each the confirmed one that it would replace."""
    found = list(
        waiting_readings()
        .filter(organisation=organisation)
        .select_related("organisation", "indicator", "entered_by__member", "checked_by__member", "replaces__indicator")
        .order_by("-year", "indicator__position", "pk")
    )
    confirmed = Reading.objects.filter(
        organisation=organisation, state=SourceState.CONFIRMED, indicator__in={each.indicator_id for each in found}
    ).select_related("indicator")
    among = list(confirmed)
    return WaitingPage(
        organisation=organisation,
        figures=tuple(figure(each, own=True, among=among) for each in found),
        mandate=writing_mandate(member, organisation.pk),
    )


def standing_values(organisation: Organisation, indicator: Indicator, year: int) -> list[Reading]:
    """The confirmed values of one indicator and year, of every nature."""
    found = Reading.objects.filter(
        organisation=organisation, indicator=indicator, year=year, state=SourceState.CONFIRMED
    )
    return list(
        found.select_related(
            "organisation", "indicator", "checked_by__member", "entered_by__member", "replaces__indicator"
        ).order_by("pk")
    )
