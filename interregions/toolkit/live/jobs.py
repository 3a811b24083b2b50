"""What the clock does for live events."""

from interregions.toolkit.live import services


def forget_old_events() -> None:
    """Keep two days of events."""
    services.forget_old_events()
