"""The things of this room as other rooms store them; none of them tells a value."""

from django.urls import reverse

from interregions.common.references import Reference
from interregions.knowledge.observatory.policies.models import Indicator, Reading, RegionalPolicy


def reading_reference(reading: Reading) -> Reference:
    """One figure, without its value: the journal is read by the animation."""
    label = f"{reading.indicator.label}, {reading.organisation.short_name}, {reading.year}"
    url = reverse("observatory:region_sheet", args=[reading.organisation_id, reading.year])
    return Reference("observatory.reading", str(reading.pk), label, url)


def indicator_reference(indicator: Indicator) -> Reference:
    """One indicator."""
    url = f"{reverse('observatory:observatory')}?indicateur={indicator.code}"
    return Reference("observatory.indicator", str(indicator.pk), indicator.label, url)


def policy_reference(policy: RegionalPolicy) -> Reference:
    """One sheet."""
    url = reverse("observatory:region_sheet", args=[policy.organisation_id, policy.year])
    return Reference("observatory.regionalpolicy", str(policy.pk), str(policy), url)
