"""The figures of the Régions in the walk: proposed, confirmed, discarded, contested, shown and no longer."""

from collections.abc import Iterable

from django.utils import timezone

from interregions.knowledge.observatory.policies.models import Indicator, Reading, Showing
from interregions.knowledge.observatory.policies.services import readings, showing
from interregions.knowledge.observatory.policies.services.loading import load_observatory
from interregions.network.choices import OrganisationKind
from interregions.network.models import Mandate, Organisation

CODE = "poles-suivis"


def few_figures(by: Mandate) -> list[str]:
    return ["figure"] if Reading.objects.count() < 6 else []


def propose_figure(thing: str, by: Mandate) -> object:
    """What a list or a public page brings: nobody's gesture, told here as the animation's."""
    load_observatory(facts=[])
    regions = list(Organisation.objects.filter(kind=OrganisationKind.REGION).order_by("pk"))
    number = Reading.objects.count()
    return Reading.objects.create(
        organisation=regions[number % len(regions)],
        indicator=Indicator.objects.get(code=CODE),
        year=timezone.localdate().year,
        value=number,
        source="Une liste",
    )


def own_waiting(by: Mandate) -> Iterable[Reading]:
    return Reading.objects.filter(organisation=by.organisation, state="PROPOSED")


def own_confirmed(by: Mandate) -> Iterable[Reading]:
    return Reading.objects.filter(organisation=by.organisation, state="CONFIRMED")


def confirm(reading: Reading, by: Mandate) -> object:
    standing = set(own_confirmed(by).values_list("pk", flat=True))
    return readings.confirm_reading(reading=reading, seen=standing, by=by)


def discard(reading: Reading, by: Mandate) -> object:
    return readings.discard_reading(reading=reading, by=by)


def contest(reading: Reading, by: Mandate) -> object:
    return readings.contest_reading(reading=reading, words="Ce n’est pas notre chiffre.", by=by)


def to_show(by: Mandate) -> Iterable[Indicator]:
    shown = Showing.objects.filter(organisation=by.organisation, withdrawn_at=None).values("indicator")
    return Indicator.objects.filter(readings__in=own_confirmed(by)).exclude(pk__in=shown).distinct()


def show(indicator: Indicator, by: Mandate) -> object:
    return showing.show_indicator(indicator=indicator, by=by)


def shown(by: Mandate) -> Iterable[Indicator]:
    return Indicator.objects.filter(showings__organisation=by.organisation, showings__withdrawn_at=None)


def stop(indicator: Indicator, by: Mandate) -> object:
    return showing.stop_showing(indicator=indicator, by=by)
