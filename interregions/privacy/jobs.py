"""What the clock starts: forgetting in time, once a day."""

from django.core.cache import cache

from interregions.privacy import services

ONE_DAY = 24 * 60 * 60


def forget_in_time() -> None:
    """Called every few seconds; works once a day in each worker, and does no harm when it works more often."""
    if cache.add("privacy.forgotten_today", True, ONE_DAY):
        services.forget_old_rows()
