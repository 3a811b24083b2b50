"""The day that a deadline is compared with: « jusqu’au 18 » holds until the 18th has ended everywhere."""

from datetime import date, datetime

from django.utils import timezone

from interregions.common.zones import day_not_over


def deadline_day(moment: datetime | None = None) -> date:
    """The day whose deadlines still hold now, or at that moment; opening days keep the date of Paris."""
    return day_not_over(moment or timezone.now())
