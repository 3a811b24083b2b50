"""What the clock does for long works."""

from interregions.toolkit.jobs import services


def pick_up() -> None:
    """Start what waits and what a dead worker left."""
    services.pick_up()
